import asyncio
import csv
import io
import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from bot.core.counts import figures, figures_json
from bot.core.counts.acts.record import record_rows
from bot.core.counts.acts.undo import undo
from bot.core.counts.intake import take_rows
from bot.core.files.counts_csv import Line, read_rows
from bot.core.model.chats import Address
from bot.core.model.roles import Actor
from bot.core.model.snapshots import Failing, Origin, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.facts import SOURCE_LACKS, Lack
from bot.jobs.plan import plan
from bot.locales import LANGUAGES
from storage import Database
from tests.talk import END, HOUR, NOW, SLUG, START, Talk, load_2016, published
from tests.web.house import DATA, PAGE, Served, serving

DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


async def test_the_figures_are_what_the_program_prints(served: Served) -> None:
    answer = await served.get(DATA)
    async with served.store.reading() as tx:
        wanted = figures_json.as_json(await figures.read(tx, await served.campaign(), END))
    assert answer.json() == wanted
    assert answer.json()["total"]["lost"] == 461_538
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/json"


async def test_the_campaigns_are_listed(served: Served) -> None:
    listed = (await served.get("/api/v1/campaigns")).json()["campaigns"]
    assert [one["campaign"] for one in listed] == [SLUG]
    assert listed[0]["title"]["fr"] == "Pas de VoIP = Pas de Like"


async def test_a_series_holds_the_readings_and_their_losses(served: Served) -> None:
    found = (await served.get(f"{DATA}/series?target=inwi")).json()
    assert found["from"] == "2016-02-26T00:00:00Z"
    assert found["to"] == "2016-02-29T12:00:00Z"
    assert [one["target"] for one in found["targets"]] == ["inwi"]
    points = found["targets"][0]["points"]
    assert (points[0]["count"], points[0]["lost"]) == (2_039_848, 0)
    assert (points[-1]["count"], points[-1]["lost"]) == (1_892_440, 147_408)


async def test_a_series_has_no_more_points_than_asked_for(served: Served) -> None:
    campaign = await served.campaign()
    for hour in range(1, 60):
        moment = datetime.fromtimestamp(START.timestamp() + hour * 3600, START.tzinfo)
        await served.count(*(2_000_000 - hour for _ in campaign.pages), at=moment)
    found = (await served.get(f"{DATA}/series?points=10")).json()
    assert all(2 <= len(one["points"]) <= 10 for one in found["targets"])
    assert len(found["targets"]) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("target=nobody", "There is no company nobody. Choose from: maroc-telecom, inwi, meditel."),
        ("target=", "There is no company . Choose from: maroc-telecom, inwi, meditel."),
        ("points=1", "points must be a whole number from 2 to 1,000."),
        ("points=1001", "points must be a whole number from 2 to 1,000."),
        ("points=-5", "points must be a whole number from 2 to 1,000."),
        ("points=9999999999999999999999", "points must be a whole number from 2 to 1,000."),
        ("points=٣", "points must be a whole number from 2 to 1,000."),
        ("from=yesterday", "from must be a time from 2000 to 2199"),
        ("from=2016-02-26T00:00:00", "from must be a time from 2000 to 2199 with its offset"),
        ("to=9999-12-31T23:59:59%2B00:00", "to must be a time from 2000 to 2199"),
        ("from=0001-01-01T00:00:00Z", "from must be a time from 2000 to 2199"),
        ("from=2016-03-01T00:00:00Z&to=2016-02-01T00:00:00Z", "must end after it starts"),
        ("from=2001-01-01T00:00:00Z&to=2016-02-01T00:00:00Z", "3,660\u00a0days long at most"),
        ("limit=3", "There is no parameter limit. Choose from: target, from, to, points."),
    ],
)
async def test_a_wrong_question_is_answered_with_what_would_be_right(served: Served, query: str, told: str) -> None:
    answer = await served.get(f"{DATA}/series?{query}")
    assert answer.status_code == 400
    assert told in answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_an_ended_campaigns_series_is_that_of_its_own_readings(served: Served) -> None:
    served.clock.move(END + 3000 * DAY)
    found = (await served.get(f"{DATA}/series?target=inwi")).json()
    assert (found["from"], found["to"]) == ("2016-02-26T00:00:00Z", "2016-03-07T12:00:00Z")
    assert [one["at"] for one in found["targets"][0]["points"]] == ["2016-02-26T00:00:00Z", "2016-02-29T12:00:00Z"]


async def test_a_series_begins_with_what_stood_at_its_start_and_says_how_old_that_is(served: Served) -> None:
    day = 86_400
    for asked, wanted in {
        "from=2016-02-27T00:00:00Z": [("2016-02-27T00:00:00Z", 2_039_848, day), ("2016-02-29T12:00:00Z", 1_892_440, 0)],
        "from=2016-02-27T00:00:00Z&to=2016-02-28T00:00:00Z": [("2016-02-27T00:00:00Z", 2_039_848, day)],
        "from=2016-02-29T12:00:00Z&to=2016-03-28T00:00:00Z": [("2016-02-29T12:00:00Z", 1_892_440, 0)],
        "from=2016-02-20T00:00:00Z&to=2016-02-28T00:00:00Z": [("2016-02-26T00:00:00Z", 2_039_848, 0)],
    }.items():
        (found,) = (await served.get(f"{DATA}/series?target=inwi&{asked}")).json()["targets"]
        assert [(one["at"], one["count"], one["age_seconds"]) for one in found["points"]] == wanted, asked
        assert (found["measure"], found["unit"], found["wanted"], found["page"]) == ("likes", "", "fall", None)


async def test_a_series_may_end_before_the_campaign_began(served: Served) -> None:
    found = (await served.get(f"{DATA}/series?to=2016-01-01T00:00:00Z")).json()
    assert [one["points"] for one in found["targets"]] == [[], [], []]


async def test_an_export_can_be_imported_again(served: Served) -> None:
    answer = await served.get(f"{DATA}/snapshots.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert f'filename="{SLUG}.csv"' in answer.headers["content-disposition"]
    cells = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(answer.text)), 1)]
    campaign = await served.campaign()
    again = [row for row in read_rows(iter(cells), campaign, END) if isinstance(row, Line)]
    first = [row for row in read_rows(published(), campaign, END) if isinstance(row, Line)]
    assert {(row.page, row.snapshot) for row in again} == {(row.page, row.snapshot) for row in first}


async def test_a_long_history_is_exported_whole(served: Served) -> None:
    campaign = await served.campaign()
    rows = [
        (campaign.pages[0], Snapshot(datetime.fromtimestamp(NOW.timestamp() + second, NOW.tzinfo), second))
        for second in range(2500)
    ]
    async with served.store.writing() as tx:
        await take_rows(tx, campaign, rows, END)
    answer = await served.get(f"{DATA}/snapshots.csv")
    assert len(answer.text.splitlines()) == 1 + 2500 + 6


async def test_what_is_known_is_not_sent_again(served: Served) -> None:
    for path in (PAGE, DATA, f"{DATA}/series", f"{DATA}/snapshots.csv", f"/badge/{SLUG}.svg", f"{PAGE}/feed.xml"):
        first = await served.get(path)
        again = await served.get(path, if_none_match=first.headers["etag"])
        assert again.status_code == 304, path
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]
        assert "max-age" in again.headers["cache-control"]


@pytest.mark.parametrize("path", [DATA, f"{DATA}/series", f"{DATA}/events"])
async def test_the_clock_alone_makes_no_new_answer_while_one_may_be_kept(
    served: Served, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for kept in ("bot.web.routes.CACHE_SECONDS", "bot.web.page.page_data.MAX_AGE"):
        monkeypatch.setattr(kept, 0.0)
    served.clock.move(NOW + timedelta(seconds=1))
    await served.count(2_400_000, 2_000_000, 2_100_000, at=NOW - DAY)
    first = await served.get(path)
    served.clock.move(NOW + timedelta(seconds=4))
    again = await served.get(path, if_none_match=first.headers["etag"])
    assert again.status_code == 304
    if path.endswith("events"):
        return
    await served.count(2_399_999)
    news = await served.get(path, if_none_match=first.headers["etag"])
    assert (news.status_code, "2399999" in news.text) == (200, True)
    served.clock.move(NOW + timedelta(seconds=9))
    assert (await served.get(path)).headers["etag"] != news.headers["etag"]


async def test_figures_are_as_of_the_last_five_seconds_or_of_a_newer_reading(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in ("bot.web.routes.CACHE_SECONDS", "bot.web.page.page_data.MAX_AGE"):
        monkeypatch.setattr(kept, 0.0)
    served.clock.move(NOW + timedelta(seconds=58))
    await served.count(2_400_000, at=NOW)
    found = (await served.get(DATA)).json()
    assert (found["as_of"], found["targets"][0]["age_seconds"]) == ("2016-02-27T10:20:55Z", 55)
    await served.count(2_399_999)
    found = (await served.get(DATA)).json()
    assert (found["as_of"], found["targets"][0]["age_seconds"]) == ("2016-02-27T10:20:58Z", 0)


async def test_new_figures_have_a_new_tag(served: Served) -> None:
    served.clock.move(NOW)
    first = await served.get(f"{DATA}/snapshots.csv")
    await served.count(2_400_001, at=NOW)
    await asyncio.sleep(1)  # for so long an answer is kept
    assert (await served.get(f"{DATA}/snapshots.csv")).headers["etag"] != first.headers["etag"]


async def test_counts_of_earlier_times_that_come_or_go_have_a_new_tag(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No figure changes, but the export and the charts do."""
    for kept in ("bot.web.routes.CACHE_SECONDS", "bot.web.page.page_data.MAX_AGE"):
        monkeypatch.setattr(kept, 0.0)
    served.clock.move(NOW)
    await served.count(2_400_000, at=NOW - 3 * HOUR)
    await served.count(2_300_000, at=NOW - HOUR)
    path = f"{DATA}/snapshots.csv"
    seen, pages = [await served.get(path)], [(await served.get(PAGE)).text]
    async with served.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        first = campaign.pages[0]
        rows = [(first.id, int((NOW - 2 * HOUR).timestamp()), 2_350_000, 1, int(Origin.IMPORT))]
        number = (await record_rows(tx, campaign, [first], rows, NOW, Actor())).number
    seen.append(await served.get(path, if_none_match=seen[-1].headers["etag"]))
    pages.append((await served.get(PAGE)).text)
    assert (seen[-1].status_code, "2350000" in seen[-1].text) == (200, True)
    async with served.store.writing() as tx:
        act = await tx.imports.get(number)
        assert act is not None
        await undo(tx, campaign, act, NOW, Actor(), NOW)
    seen.append(await served.get(path, if_none_match=seen[-1].headers["etag"]))
    pages.append((await served.get(PAGE)).text)
    assert (seen[-1].status_code, "2350000" in seen[-1].text) == (200, False)
    assert len({one.headers["etag"] for one in seen}) == 3
    charts = [re.findall('data-version="([0-9a-f]+)"', one) for one in pages]
    assert len(charts[0]) == 1
    assert charts[0] != charts[1] != charts[2]


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
async def test_the_feed_holds_the_newest_figures(served: Served, language: str) -> None:
    answer = await served.get(f"/{language}/{SLUG}/feed.xml")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert feed.findtext(f"{ATOM}id") == f"urn:nolike:{SLUG}"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert "461" in (entry.findtext(f"{ATOM}title") or "")
    assert "ago" not in (entry.findtext(f"{ATOM}content") or "")
    assert entry.findtext(f"{ATOM}updated") == "2016-02-29T12:00:00Z"


async def test_the_feed_says_where_it_is_and_which_page_it_is_of(served: Served) -> None:
    async with serving(served.store, END, web_public_url="https://likes.example.org") as site:
        feed = ET.fromstring((await site.get(f"{PAGE}/feed.xml")).content)  # noqa: S314 - our own
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    page = f"https://likes.example.org{PAGE}"
    assert links == {"self": f"{page}/feed.xml", "alternate": page}


async def read_feed(served: Served) -> tuple[str | None, list[tuple[str | None, str | None]]]:
    """When the feed changed last, and the id and title of each entry."""
    feed = ET.fromstring((await served.get(f"{PAGE}/feed.xml")).content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    found = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")) for entry in entries]
    return feed.findtext(f"{ATOM}updated"), found


async def test_without_updates_the_feed_has_one_entry_an_hour(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    for kept in ("bot.web.routes.CACHE_SECONDS", "bot.web.page.page_data.MAX_AGE"):
        monkeypatch.setattr(kept, 0.0)
    seen = []
    for minutes in (1, 9, 59):
        served.clock.move(NOW + timedelta(minutes=minutes))
        await served.count(2_400_000 - minutes, 2_000_000, 2_100_000)
        seen.append(await read_feed(served))
    assert [updated for updated, _ in seen] == [
        "2016-02-27T10:21:00Z",
        "2016-02-27T10:29:00Z",
        "2016-02-27T11:19:00Z",
    ]
    (first, said), (second, more), (third, _) = (entries[0] for _, entries in seen)
    assert first == second == f"urn:nolike:{SLUG}:hour:2016-02-27T10:00:00Z"
    assert said != more
    assert third == f"urn:nolike:{SLUG}:hour:2016-02-27T11:00:00Z"


async def test_the_feed_holds_every_update_that_chats_were_told(served: Served) -> None:
    talk = Talk(served.store)
    talk.now = NOW
    for number, words in enumerate(("1h", "board"), 1):
        await talk.group(f"/subscribe {words}", address=Address("telegram", f"-{number}"))
    for hour in range(3):
        moment = NOW.replace(minute=0) + (hour + 1) * HOUR
        await served.count(2_400_000 - hour, 2_000_000, 2_100_000, at=moment)
        await plan(served.store, moment, ["telegram"])
    served.clock.move(NOW + 3 * HOUR)
    updated, entries = await read_feed(served)
    moments = [NOW.replace(minute=0) + hour * HOUR for hour in (3, 2, 1)]
    assert [key for key, _ in entries] == [f"urn:nolike:{SLUG}:update:{int(one.timestamp())}" for one in moments]
    assert updated == "2016-02-27T13:00:00Z"
    assert len({title for _, title in entries}) == 3
    assert "ago" not in (await served.get(f"{PAGE}/feed.xml")).text


async def test_the_feed_follows_the_browser_where_the_address_names_no_language(served: Served) -> None:
    assert 'xml:lang="fr"' in (await served.get(f"/{SLUG}/feed.xml", accept_language="fr")).text


KEYS = ("NO_TOKEN", "DEAD_TOKEN", "NO_PERMISSION", "QUOTA")
OF_KEYS = re.compile(r"token|quota|permission|\bkeys?\b|jeton|\bclés?\b|autorisation|مفتاح|رمز", re.IGNORECASE)


@pytest.mark.parametrize("kind", KEYS)
async def test_no_public_answer_talks_of_keys(sqlite_store: Database, kind: str) -> None:
    await load_2016(sqlite_store)
    async with serving(sqlite_store, NOW) as site:
        campaign = await site.campaign()
        await site.count(2_400_000, 2_000_000, 2_100_000, at=NOW - 7 * HOUR)
        async with sqlite_store.writing() as tx:
            for page in campaign.pages:
                await tx.snapshots.set_failing(page.id, Failing(FaultKind[kind], NOW - 6 * HOUR))
            await tx.facts.put(SOURCE_LACKS, "facebook", Lack(NOW - 6 * HOUR, ("FACEBOOK_ACCESS_TOKEN",)))
        paths = [
            DATA, f"{DATA}/series", f"{DATA}/events", f"{DATA}/snapshots.csv", f"/badge/{SLUG}.svg", f"/embed/{SLUG}",
            "/api/v1/campaigns", "/readyz", "/healthz", "/",
            *(f"/{tongue}/{SLUG}{part}" for tongue in LANGUAGES for part in ("", "/24h", "/about", "/feed.xml")),
        ]  # fmt: skip
        told = {path: (await site.get(path)).text for path in paths}
        assert {one["fault"] for one in json.loads(told[DATA])["targets"]} == {"unread"}
        assert "7\u00a0hours ago" in told[f"/en/{SLUG}"]
        assert "last read 7\u00a0hours ago" in re.sub("[\u2066-\u2069]", "", told[f"/en/{SLUG}/about"])
        for path, text in told.items():
            shown = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
            assert not OF_KEYS.search(shown), (path, OF_KEYS.search(shown))
