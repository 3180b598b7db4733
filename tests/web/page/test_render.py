import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from PIL import Image

from bot.core.counts import figures
from bot.core.counts.replies import update_reply
from bot.core.model.announcements import Announcement, AnnouncementKind, Audience
from bot.core.model.reply import Names, Text
from bot.core.model.snapshots import Failing, Held
from bot.core.model.source import FaultKind
from bot.core.ports.facts import BOT_LINK, SECOND_BOT, SignedNotice
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.storage.samples import follow, group
from tests.talk import END, HOUR, NOW, SLUG, another, load, load_2016, put
from tests.web.house import DATA, PAGE, Served, serving

FIGURES = {
    "en": ("2,447,581", "2,272,336", "175,245", "7.16%", "1,400,000\u00a0MAD", "461,538"),
    "ar": ("2,447,581", "2,272,336", "175,245", "7.16%", "1,400,000\u00a0درهم", "461,538"),
    "fr": ("2\u202f447\u202f581", "175\u202f245", "7,16\u202f%", "1\u202f400\u202f000\u00a0DH", "461\u202f538"),
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_shows_the_table_of_2016(served: Served, language: str) -> None:
    answer = await served.get(f"/{language}/{SLUG}")
    text = unescape(answer.text)
    text = re.sub("[\u2066-\u2069]", "", text)
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in text
    for figure in FIGURES[language]:
        assert figure.replace("\u00a0", " ") in text.replace("\u00a0", " "), figure


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_sentence_of_the_page_comes_from_its_language(served: Served, language: str) -> None:
    served.clock.move(NOW)
    await served.count(2_400_000)
    text = unescape((await served.get(f"/{language}/{SLUG}")).text)
    for name in ("page-companies", "page-follow", "page-short", "page-skip", "chart-title", "page-numbers"):
        assert speak(language)(Text(name)) in text
    about = unescape((await served.get(f"/{language}/{SLUG}/about")).text)
    for name in ("page-how-money", "page-data-csv", "page-return", "page-data-share"):
        assert speak(language)(Text(name)) in about
    assert f'href="/{language}/{SLUG}/about"' in text
    assert (await served.get(f"/{SLUG}/about")).status_code == 200


@pytest.mark.parametrize(("about_it", "counts"), [(True, True), (True, False), (False, True)])
async def test_a_second_bot_is_shown_by_the_campaigns_of_its_notice_while_that_counts(
    sqlite_store: Database, *, about_it: bool, counts: bool
) -> None:
    await load_2016(sqlite_store)
    named = {
        "campaigns": ["another", *([SLUG] if about_it else [])],
        "bots": ["https://t.me/NolikeTwo"],
        "mirrors": [],
        "until": (END + counts * HOUR).isoformat(),
    }
    async with sqlite_store.writing() as tx:
        await tx.facts.put(SECOND_BOT, "", SignedNotice(json.dumps(named), "key", "signature"))
    async with serving(sqlite_store, END) as site:
        about = (await site.get(f"/en/{SLUG}/about")).text
    assert ("https://t.me/NolikeTwo" in about) is (about_it and counts)


async def test_in_arabic_sizes_read_in_one_order_and_what_is_copied_has_no_marks(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with serving(sqlite_store, END, web_public_url=PUBLIC) as site:
        about = (await site.get(f"/ar/{SLUG}/about")).text
    assert '<bdi dir="ltr">1200 × 630</bdi>&nbsp;· عرضية' in about
    [code] = re.findall("<code>&lt;iframe.*?</code>", about)
    assert "لا إعجاب" in code
    assert not re.search("[\u200e\u200f\u2060-\u2069]", code)


async def test_the_browser_chooses_the_language_where_the_address_does_not(served: Served) -> None:
    for asked, given in {
        "fr-MA,fr;q=0.9,ar;q=0.5": "fr",
        "ar": "ar",
        "de": "ar",
        "": "ar",
        "de, en;q=0.1": "en",
    }.items():
        answer = await served.get(f"/{SLUG}", accept_language=asked)
        assert answer.headers["content-language"] == given, asked
        assert (await served.get("/", accept_language=asked)).headers["content-language"] == given


async def test_an_answer_in_one_language_is_not_given_to_who_asks_for_another(served: Served) -> None:
    for _ in range(2):
        assert (await served.get(f"/{SLUG}", accept_language="")).headers["content-language"] == "ar"
        assert (await served.get(f"/{SLUG}", accept_language="fr")).headers["content-language"] == "fr"


async def test_the_list_of_campaigns_leads_to_each(served: Served) -> None:
    for path in ("/", "/en"):
        text = (await served.get(path)).text
        assert f'href="/en/{SLUG}"' in text
        assert "461,538" in text


async def test_a_chart_can_look_back_24_and_72_hours(served: Served) -> None:
    for window in ("24h", "72h", "all"):
        answer = await served.get(f"{PAGE}/{window}")
        assert answer.status_code == 200
        assert "<svg" in answer.text
        assert (await served.get(f"/{SLUG}/{window}")).status_code == 200


async def test_the_charts_values_stand_beside_it_as_a_table(served: Served) -> None:
    text = (await served.get(PAGE)).text
    rows = re.findall(r'<tr data-share="([\d.]+)">.*?</tr>', text)
    assert rows[0] == "0.0"
    assert rows[-1] == "1.0"
    assert "175,245" in text[text.index("data-share") :]


async def test_a_held_and_a_failing_page_are_said_plainly(served: Served) -> None:
    served.clock.move(NOW)
    campaign = await served.campaign()
    async with served.store.writing() as tx:
        await tx.snapshots.set_failing(campaign.pages[0].id, Failing(FaultKind.HIDDEN, NOW - HOUR))
        await tx.snapshots.set_held(campaign.pages[1].id, Held(5, 1, NOW))
    text = unescape((await served.get(f"{PAGE}/about")).text)
    assert "hides its number" not in text
    assert "Inwi: a reading of 5 is far from the last one" in text


async def test_the_page_says_how_old_each_figure_is(served: Served) -> None:
    served.clock.move(NOW)
    await served.count(2_400_000, 2_000_000, 2_100_000, at=NOW - HOUR * 3)
    text = (await served.get(PAGE)).text
    assert "3\u00a0hours ago" in text
    assert "read 3\u00a0hours ago" in text


async def test_the_page_leads_to_the_bot_and_to_the_organizers(served: Served) -> None:
    async with served.store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
    served.clock.move(NOW)
    text = (await served.get(PAGE)).text
    assert 'href="https://t.me/NolikeBot"' in text
    assert 'href="https://example.org/no-voip-no-like"' in text


async def test_titles_are_escaped(served: Served) -> None:
    campaign = replace(await served.campaign(), title=Names({"en": "<script>alert(1)</script>", "ar": "x", "fr": "x"}))
    async with served.store.writing() as tx:
        await tx.campaigns.save(campaign, END)
    for path in (PAGE, "/en", f"/embed/{SLUG}/en", f"/en/{SLUG}/feed.xml", f"/en/{SLUG}/badge.svg"):
        assert "<script>alert" not in (await served.get(path)).text


async def test_before_the_first_reading_the_page_says_so(served: Served) -> None:
    await load(served.store, another("fresh", ends_at=None), END)
    text = unescape((await served.get("/en/fresh")).text)
    assert speak("en")(Text("page-soon")) in text
    assert speak("en")(Text("page-soon-next")) in text
    assert speak("en")(Text("chart-nothing")) in text
    assert not re.search(r">[^<]*\b0%", text)
    # The feed has no "here".
    feed = unescape((await served.get("/en/fresh/feed.xml")).text)
    assert speak("en")(Text("page-soon-next")) not in feed


@pytest.mark.parametrize("language", LANGUAGES)
async def test_with_one_reading_so_far_every_surface_has_the_count_alone(sqlite_store: Database, language: str) -> None:
    campaign = await load(
        sqlite_store, replace((await load_2016(sqlite_store)), slug="fresh", title=Names({"en": "F"}))
    )
    await put(sqlite_store, campaign, [(0, NOW, 2_447_581), (1, NOW, 2_039_848), (2, NOW, 2_198_648)])
    counts = [speak(language)(Text("cell", {"value": count})) for count in (2_447_581, 2_039_848, 2_198_648)]
    total = speak(language)(Text("cell", {"value": 6_686_077}))
    unchanged = re.compile(r"(?<![\d.,\u202f])[+−]?0(?:[.,]00)?(?:[\s\u202f]?%|<)")
    async with serving(sqlite_store, NOW + HOUR) as site:
        told = {}
        for path in ("fresh", "fresh/24h", "fresh/about", "fresh/badge.svg", "fresh/feed.xml"):
            told[path] = unescape((await site.get(f"/{language}/{path}")).text)
        told["embed"] = unescape((await site.get(f"/embed/fresh/{language}")).text)
        about = (await site.get("/api/v1/campaigns/fresh")).json()
    for path, text in told.items():
        # Where a bar begins and its length are no figures.
        said = re.sub(r"[\u2066-\u2069]|<(svg class=\"bar|rect)[^>]*>", "", text)
        assert not unchanged.search(said), (path, unchanged.search(said))
        assert total in said, path
        assert path == "fresh/badge.svg" or all(count in said for count in counts), path
    assert speak(language)(Text("chart-first")) in told["fresh"]
    assert [one["lost"] for one in about["targets"]] == [None] * 3


async def test_a_title_in_another_language_than_the_list_says_which_and_runs_in_its_own_direction(
    sqlite_store: Database,
) -> None:
    await load(sqlite_store, another("one", title=Names({"ar": "عنوان", "fr": "Titre"}, "ar"), languages=("ar", "fr")))
    # In English there is a list for the sake of another one.
    await load(sqlite_store, another("two"))
    marked = ' lang="ar" dir="auto"'
    async with serving(sqlite_store, NOW) as site:
        for language, mark, title in (("en", marked, "عنوان"), ("ar", "", "عنوان"), ("fr", "", "Titre")):
            for path in (f"/{language}", f"/{language}/none"):
                said = unescape((await site.get(path)).text)
                assert f'<a href="/{language}/one"{mark}>{title}</a>' in said, path


async def test_without_a_campaign_the_list_says_so(sqlite_store: Database) -> None:
    async with serving(sqlite_store, END) as site:
        assert speak("en")(Text("page-no-campaigns")) in unescape((await site.get("/en")).text)
        assert (await site.get("/readyz")).text == "ok"


async def test_the_first_view_weighs_25_kilobytes_at_most_and_no_font_holds_it_up(served: Served) -> None:
    page = await served.get(PAGE, accept_encoding="gzip")
    total = int(page.headers["content-length"])
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert {path.rpartition(".")[2] for path in loaded} == {"js", "svg"}
    for path in loaded:
        answer = await served.get(path, accept_encoding="gzip")
        assert answer.status_code == 200
        total += int(answer.headers["content-length"])
    assert total < 25_000
    assert '<link rel="stylesheet"' not in page.text
    assert "@font-face" not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_campaign_in_full_swing_weighs_25_kilobytes_at_first_and_60_in_all_without_pictures(
    sqlite_store: Database, language: str
) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT, web_public_url=PUBLIC) as site:
        page = await site.get(f"/{language}/{SLUG}", accept_encoding="gzip")
        first = int(page.headers["content-length"])
        loaded = {path for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text) if not path.endswith("svg")}
        answers = [await site.get(path, accept_encoding="gzip") for path in sorted(loaded)]
        about = await site.get(f"/{language}/{SLUG}/about", accept_encoding="gzip")
    whole = first + sum(int(answer.headers["content-length"]) for answer in answers)
    assert (first < 25_000, whole < 60_000, int(about.headers["content-length"]) < 25_000) == (True, True, True)


async def test_the_widget_is_small_and_has_no_script(served: Served) -> None:
    answer = await served.get(f"/embed/{SLUG}/fr")
    assert "<script" not in answer.text
    assert "461\u202f538" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers


async def test_a_badge_is_a_picture_for_other_sites(served: Served) -> None:
    for path, figure in ((f"/badge/{SLUG}.svg", "−461,538"), (f"/fr/{SLUG}/badge.svg", "−461\u202f538")):
        answer = await served.get(path)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert figure in answer.text


async def test_the_public_address_stands_in_what_is_passed_on(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with serving(sqlite_store, END, web_public_url="https://likes.example.org") as site:
        page = await site.get(PAGE)
        assert f'<link rel="canonical" href="https://likes.example.org{PAGE}">' in page.text
        assert f'content="https://likes.example.org{PAGE}/share.png"' in page.text
        assert page.headers["strict-transport-security"] == "max-age=31536000"
        assert f"https://likes.example.org{PAGE}" in (await site.get(f"{PAGE}/feed.xml")).text
        data = (await site.get("/api/v1/openapi.json")).json()
        assert data["servers"] == [{"url": "https://likes.example.org"}]
        assert (await site.get(DATA)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_page_that_is_passed_on_tells_its_picture_s_size_and_what_it_shows(
    sqlite_store: Database, language: str
) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT, web_public_url=PUBLIC) as site:
        for path in ("", "/24h", "/72h"):
            page = (await site.get(f"/{language}/{SLUG}{path}")).text
            said = {
                name: unescape(what) for name, what in re.findall(r'<meta property="(og:.*?)" content="(.*?)">', page)
            }
            assert said["og:image"] == f"{PUBLIC}/{language}/{SLUG}/share.png"
            assert said["og:image:alt"] == said["og:description"] != ""
            assert "405856" in re.sub("[^0-9]", "", said["og:image:alt"])
            drawn = Image.open(io.BytesIO((await site.get(said["og:image"].removeprefix(PUBLIC))).content))
            assert (
                f"{drawn.width} {drawn.height}" == f"{said['og:image:width']} {said['og:image:height']}" == "1200 630"
            )


async def test_the_feed_says_when_each_number_was_read_and_not_how_long_ago(served: Served) -> None:
    campaign = await served.campaign()
    await put(served.store, campaign, [(0, NOW + 5 * HOUR, 2_400_000)])
    served.clock.move(NOW + 7 * HOUR)

    async def lines(site: Served) -> list[str]:
        text = re.sub("[\u2066-\u2069]", "", (await site.get(f"{PAGE}/feed.xml")).text).replace("\u00a0", " ")
        return text.partition('<content type="text">')[2].partition("</content>")[0].splitlines()[1:]

    told = [
        "Maroc Telecom now has 2,400,000: −47,581, or −1.94%.",
        "Inwi has 2,039,848. Last read Fri 26 Feb, 00:00.",
        "Meditel has 2,198,648. Last read Fri 26 Feb, 00:00.",
    ]
    assert await lines(served) == [*told, "These are the figures of Sat 27 Feb, 15:20, Casablanca time."]
    async with served.store.writing() as tx:
        await follow(tx, await group(tx, "-1"), SLUG)
        said = update_reply(await figures.read(tx, campaign, NOW + 7 * HOUR))
        update = Announcement("told", SLUG, AnnouncementKind.UPDATE, NOW + 7 * HOUR, said)
        await tx.ledger.broadcast(update, Audience(SLUG))
    async with serving(served.store, NOW + 8 * HOUR) as again:
        assert await lines(again) == told


async def test_the_feed_of_a_campaign_without_a_reading_tells_no_time_of_one(sqlite_store: Database) -> None:
    await load(sqlite_store, another(), NOW)
    async with serving(sqlite_store, NOW) as site:
        assert "figures of" not in (await site.get("/en/second/feed.xml")).text
