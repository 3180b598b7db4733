"""Every example campaign, from its file over its sources' real HTTP to what is said of it, by plain arithmetic."""

import html
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from aiohttp import web

from bot.charts.draw import draw
from bot.charts.share import ShareForm, campaign_card, draw_share
from bot.clock import ManualClock, SystemClock
from bot.core.counts.chart_data import Window, read_plot
from bot.core.counts.figures import read
from bot.core.counts.guard import Guard
from bot.core.files.campaign import parse
from bot.core.model.campaign import Campaign
from bot.core.model.reply import Reply, in_zone
from bot.event_kinds import KINDS
from bot.fetch import HttpFetch
from bot.jobs.collect import Collector, collect
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES
from storage import Database
from tests.following import Lines
from tests.sources.loopback import Loopback, certificates, serving
from tests.talk import Talk
from tests.web import house

FILES = sorted(Path("campaigns").glob("*.toml"))
TEXTS = {file: file.read_text(encoding="utf-8") for file in FILES}
MOST_LINES = 30
# Of more companies than this, /stats has those alone that moved most.
MOST_SHOWN = 6
BEFORE, EVERY = timedelta(minutes=10), timedelta(hours=1)
# What each source counts, unless the file says otherwise, and which way it is wanted.
MEASURES = {
    "facebook": "likes", "bluesky": "followers", "mastodon": "followers", "telegram": "members",
    "youtube": "subscribers", "uk_petitions": "signatures", "steam_reviews": "reviews", "steam_players": "players",
}  # fmt: skip
NOUNS = {
    "en": {"likes": "likes", "followers": "followers", "members": "members", "subscribers": "subscribers",
           "signatures": "signatures", "reviews": "reviews", "players": "players", "other": "negative reviews"},
    "fr": {"likes": "likes", "followers": "abonnés", "members": "membres", "subscribers": "abonnés",
           "signatures": "signatures", "reviews": "avis", "players": "joueurs", "other": "avis négatifs"},
    "ar": {"likes": "إعجاب", "followers": "متابع", "members": "عضو", "subscribers": "مشترك",
           "signatures": "توقيع", "reviews": "مراجعة", "players": "لاعب", "other": "سلبية"},
}  # fmt: skip
RISING = {"signatures", "reviews"}
GROUPED = {"en": ",", "ar": ",", "fr": "\u202f"}


@dataclass(frozen=True)
class Page:
    """A page as the file has it: read by our own small reader of the file, not by the program's."""

    target: str
    name: Mapping[str, str]
    source: str
    handle: str
    measure: str
    rises: bool
    control: bool
    before: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.before


@cache
def pages(file: Path) -> tuple[Page, ...]:
    """The pages of a file with two counts each, which differ from page to page in every digit."""
    tree = tomllib.loads(TEXTS[file])
    found: list[Page] = []
    for target in tree["targets"]:
        for page in target["pages"]:
            said: dict[str, str] = {}
            for level in (tree["campaign"], target, page):
                measure = level.get("measure", {})
                said |= {"key": measure} if isinstance(measure, str) else measure
            key = said.get("key", "other" if "names" in said else MEASURES[page["source"]])
            rises = said.get("wanted", "rise" if key in RISING else "fall") == "rise"
            number = len(found) + 1
            # YouTube rounds from 1,000 on; below, as for a young channel, it tells the number itself.
            before = 811 if page["source"] == "youtube" else 12_345 + 7_919 * number
            step = 31 + 2 * number if page["source"] == "youtube" else 137 + 11 * number
            control = "control" in {target.get("role"), page.get("role")}
            found.append(
                Page(
                    target["slug"], target["name"], page["source"], page["handle"], key, rises, control,
                    before, before + (step if rises else -step),
                )
            )  # fmt: skip
    return tuple(found)


def blocks(file: Path) -> dict[str, list[Page]]:
    """The pages by what they count, without controls, in the file's order."""
    found: dict[str, list[Page]] = defaultdict(list)
    for page in pages(file):
        if not page.control:
            found[page.measure].append(page)
    return found


def answers(file: Path, *, later: bool) -> Callable[[web.Request], object]:
    """All the networks in one: each answers in its own documented shape."""
    counts = {(page.source, page.handle.lower()): page.now if later else page.before for page in pages(file)}

    async def say(request: web.Request) -> web.Response:
        path, query = request.path, request.query
        if path.endswith("/count.json"):
            return web.json_response({"signature_count": counts["uk_petitions", path.split("/")[-2]]})
        if path.endswith("app.bsky.actor.getProfiles"):
            asked = query.getall("actors")
            return web.json_response(
                {"profiles": [{"handle": one, "followersCount": counts["bluesky", one]} for one in asked]}
            )
        if path.endswith("/accounts/lookup"):
            handle = f"{query['acct']}@{request.host.partition(':')[0]}"
            return web.json_response({"acct": query["acct"], "followers_count": counts["mastodon", handle]})
        if path.endswith("/getChatMemberCount"):
            return web.json_response({"ok": True, "result": counts["telegram", query["chat_id"].lstrip("@").lower()]})
        if path.endswith("/channels"):
            statistics = {
                "subscriberCount": str(counts["youtube", query["forHandle"].lower()]),
                "hiddenSubscriberCount": False,
            }
            return web.json_response(
                {
                    "items": [
                        {
                            "id": "UC" + "a" * 22,
                            "snippet": {"customUrl": query["forHandle"].lower()},
                            "statistics": statistics,
                        }
                    ]
                }
            )
        if "/appreviews/" in path:
            bad = counts["steam_reviews", f"{path.rpartition('/')[2]}:negative"]
            return web.json_response(
                {
                    "success": 1,
                    "query_summary": {"total_reviews": bad + 50_000, "total_positive": 50_000, "total_negative": bad},
                }
            )
        if "GetNumberOfCurrentPlayers" in path:
            return web.json_response(
                {"response": {"result": 1, "player_count": counts["steam_players", query["appid"]]}}
            )
        # Facebook takes a batch of questions at once.
        asked = json.loads((await request.post())["batch"])
        parts = []
        for one in asked:
            handle = one["relative_url"].partition("?")[0].strip("/").lower()
            parts.append({"code": 200, "body": json.dumps({"id": "1", "fan_count": counts["facebook", handle]})})
        return web.json_response(parts)

    return say


@dataclass
class Read:
    """A campaign that was loaded and read twice."""

    file: Path
    campaign: Campaign
    store: Database
    clock: ManualClock


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
async def loaded(request: pytest.FixtureRequest, sqlite_store: Database) -> Read:
    return await load(request.param, sqlite_store)


async def load(file: Path, store: Database) -> Read:
    """The campaign of a file, read over HTTP just before its start and an hour after it."""
    campaign = parse(TEXTS[file], SOURCES, LANGUAGES, available_timezones(), KINDS)
    clock = ManualClock(campaign.starts_at - BEFORE)
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, clock.now())
    async with serving() as server:
        fetch = HttpFetch(
            SystemClock(), "1", pause=0.001, resolve=server.resolve, permit=lambda _: True, tls=certificates()[1]
        )
        watch = Collector(
            store=store, fetch=fetch, sources=SOURCES, settings=settings(server), clock=clock, guard=Guard(),
            every=BEFORE, after_end=timedelta(days=7), log=Lines(),
        )  # fmt: skip
        for moment, later in ((clock.now(), False), (campaign.starts_at + EVERY, True)):
            clock.move(moment)
            server.say = answers(file, later=later)  # type: ignore[assignment]
            assert await collect(watch) == len(campaign.pages)
        await fetch.close()
    async with store.reading() as tx:
        stored = await tx.campaigns.get(campaign.slug)
    assert stored is not None
    return Read(file, stored, store, clock)


def settings(server: Loopback) -> dict[str, str]:
    """Every address of a source is the test's server, every key some text."""
    found = {}
    for source in SOURCES.values():
        for one in source.settings:
            found[one.name] = server.url if one.name.endswith("_URL") else "s3cret"
    return found


def grouped(number: int, language: str) -> str:
    return f"{number:,}".replace(",", GROUPED[language])


def signed(number: int, language: str) -> str:
    sign = "+" if number > 0 else "\u2212" if number < 0 else ""
    return sign + grouped(abs(number), language)


def plain(text: str) -> str:
    """A text without isolates, direction marks and markup."""
    bare = html.unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL))
    return " ".join(re.sub("[\u200e\u200f\u2060\u2066-\u2069]", "", bare).split(" "))


def words(reply: Reply, language: str) -> str:
    speaker, shown = speak(language), in_zone(reply, "UTC")
    told = [speaker(line) for line in ((shown.title,) if shown.title else ()) + shown.lines]
    return plain("\n".join(told))


def percent(own: list[Page], language: str) -> str:
    """The change in per cent of what these pages had, to the second digit, as a language writes it."""
    change, before = sum(page.change for page in own), sum(page.before for page in own)
    told = (Decimal(100 * abs(change)) / before).quantize(Decimal("0.01"))
    sign = "+" if change > 0 else "\u2212"
    return f"{sign}{told}".replace(".", ",") + "\u202f%" if language == "fr" else f"{sign}{told}%"


def goal_of(file: Path) -> int | None:
    """The goal that a file has for its total."""
    measure = tomllib.loads(TEXTS[file])["campaign"].get("measure", {})
    return measure.get("goal") if isinstance(measure, dict) else None


def share_of(own: list[Page], goal: int) -> Decimal:
    """How much of a goal these pages have, in per cent, never more than they have."""
    return (Decimal(100 * sum(page.now for page in own)) / goal).quantize(Decimal("0.01"), ROUND_DOWN)


def headline(file: Path) -> list[Page]:
    return next(iter(blocks(file).values()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_campaign_needs_no_more_than_thirty_lines(file: Path) -> None:
    assert len(TEXTS[file].splitlines()) <= MOST_LINES


async def test_the_open_data_are_the_sums_of_what_was_read(loaded: Read) -> None:
    async with house.serving(loaded.store, loaded.clock.now()) as served:
        answer = await served.get(f"/api/v1/campaigns/{loaded.campaign.slug}")
    data = answer.json()
    expected = blocks(loaded.file)
    assert [one["measure"] for one in data["measures"]] == list(expected)
    for block, (measure, own) in zip(data["measures"], expected.items(), strict=True):
        assert block["wanted"] == ("rise" if own[0].rises else "fall"), measure
        before, now = sum(page.before for page in own), sum(page.now for page in own)
        assert (block["total"]["before"], block["total"]["now"], block["total"]["lost"]) == (
            before,
            now,
            before - now,
        ), measure
    for target in data["targets"]:
        own = [page for page in expected[target["measure"]] if page.target == target["target"]]
        before, now = sum(one.before for one in own), sum(one.now for one in own)
        assert (target["before"], target["now"], target["lost"]) == (before, now, before - now), target
    assert len(data["targets"]) == sum(len({page.target for page in own}) for own in expected.values())
    own = headline(loaded.file)
    assert data["total"]["lost"] == -sum(page.change for page in own)
    for block, (measure, own) in zip(data["measures"], expected.items(), strict=True):
        lost = sum(page.before - page.now for page in own)
        exact = Decimal(100 * lost) / sum(page.before for page in own)
        assert abs(Decimal(str(block["total"]["lost_percent"])) - exact) <= Decimal("0.005"), measure
        goal = goal_of(loaded.file) if own is next(iter(expected.values())) else None
        assert (block["goal"] or {}).get("goal") == goal, measure
        if goal:
            assert block["goal"]["percent"] == float(share_of(own, goal))
    controls = [page for page in pages(loaded.file) if page.control]
    assert sum(one["now"] for one in data["controls"]) == sum(page.now for page in controls)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_answer_says_the_sum_and_each_company_in_the_measures_words(loaded: Read, language: str) -> None:
    talk = Talk(loaded.store, loaded.clock.now())
    told = words(await talk.group(f"/stats {loaded.campaign.slug}"), language)
    for measure, own in blocks(loaded.file).items():
        change = sum(page.change for page in own)
        assert grouped(abs(change), language) in told, (measure, told)
        assert NOUNS[language][measure] in told, (measure, told)
        assert not any(page.control and page.name["en"] in told for page in pages(loaded.file)), told
        many = len({page.target for page in own}) > MOST_SHOWN
        for page in own:
            mine = [one for one in own if one.target == page.target]
            now, moved = sum(one.now for one in mine), sum(one.change for one in mine)
            line = f"{page.name.get(language, page.name['en'])} {grouped(now, language)}"
            alone = len({one.target for one in own}) == 1
            shown = line if alone else f"{line} · {signed(moved, language)} ({percent(mine, language)})"
            assert many or shown in told, (shown, told)
        assert f"({percent(own, language)})" in told, (measure, told)
    assert "likes" in told or "likes" not in blocks(loaded.file) or language == "ar", told


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_says_the_same_in_the_colour_that_the_campaign_wants(loaded: Read, language: str) -> None:
    async with house.serving(loaded.store, loaded.clock.now()) as served:
        answer = await served.get(f"/{language}/{loaded.campaign.slug}")
        assert answer.status_code == 200
        assert served.reported == []
    told = plain(answer.text)
    assert "likes" in blocks(loaded.file) or not re.search(r"\blikes?\b|إعجاب", told), told
    own = headline(loaded.file)
    assert grouped(abs(sum(page.change for page in own)), language) in told
    for pages_of in blocks(loaded.file).values():
        for page in pages_of:
            mine = sum(one.change for one in pages_of if one.target == page.target)
            assert signed(mine, language) in told or grouped(abs(mine), language) in told, (page, told)
            now = sum(one.now for one in pages_of if one.target == page.target)
            assert grouped(now, language) in told, (page, told)
        assert percent(pages_of, language) in told, told
    goal = goal_of(loaded.file)
    if goal:
        shown = f"{share_of(own, goal)}%" if language != "fr" else f"{share_of(own, goal)}\u202f%".replace(".", ",")
        assert shown in told
        assert grouped(goal, language) in told


@pytest.mark.parametrize("language", LANGUAGES)
async def test_badge_widget_and_feed_have_the_same_number_in_the_measures_words(loaded: Read, language: str) -> None:
    own = headline(loaded.file)
    change = grouped(abs(sum(page.change for page in own)), language)
    slug = loaded.campaign.slug
    async with house.serving(loaded.store, loaded.clock.now()) as served:
        for path in (f"/{language}/{slug}/badge.svg", f"/embed/{slug}/{language}", f"/{language}/{slug}/feed.xml"):
            answer = await served.get(path)
            assert answer.status_code == 200
            told = plain(html.unescape(answer.text))
            assert change in told, (path, told)
            # A badge is of likes without a word.
            unsaid = path.endswith("badge.svg") and own[0].measure == "likes"
            assert unsaid or NOUNS[language][own[0].measure] in told, (path, told)
            assert own[0].measure == "likes" or not re.search(r"\blikes?\b|إعجاب", told), (path, told)
        rows = (await served.get(f"/api/v1/campaigns/{slug}/snapshots.csv")).text.splitlines()
    assert sorted(int(row.split(",")[3]) for row in rows[1:]) == sorted(
        count for page in pages(loaded.file) for count in (page.before, page.now)
    )


async def test_money_is_explained_only_where_the_file_says_what_one_is_worth(loaded: Read) -> None:
    async with house.serving(loaded.store, loaded.clock.now()) as served:
        about = plain((await served.get(f"/en/{loaded.campaign.slug}/about")).text)
    assert "Changes are counted from the last reading" in about
    assert ("Money is" in about) == ("value_per" in TEXTS[loaded.file] or "worth" in TEXTS[loaded.file])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_pictures_have_the_same_numbers(loaded: Read, language: str) -> None:
    speaker, now = speak(language), loaded.clock.now()
    async with loaded.store.reading() as tx:
        stats = await read(tx, loaded.campaign, now)
        plot = await read_plot(tx, loaded.campaign, now, Window.ALL, "")
    change = sum(page.change for page in headline(loaded.file))
    for form in ShareForm:
        drawn = plain(draw_share(campaign_card(stats, speaker, ""), form, rtl=speaker.right_to_left))
        assert grouped(abs(change), language) in drawn, (form, drawn)
    chart = plain(draw(stats, plot, speaker))
    assert grouped(abs(change), language) in chart, chart
