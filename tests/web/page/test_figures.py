"""The number at the top and the companies, of campaigns that count different things."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Page, Target
from bot.core.model.input.letters import without_marks
from bot.core.model.measures.measure import LIKES, MEASURES, Measure, MeasureKind, Wanted
from bot.core.model.measures.texts import measure_name, standing
from bot.core.model.reply import Moment, Names, Span, Text
from bot.core.model.snapshots import Snapshot
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.browser import browsing, go
from tests.locales.test_reading_order import misplaced
from tests.shipped_fonts import dressed_page
from tests.talk import END, HOUR, NOW, START, Talk, another, load, put
from tests.web.house import serving


@pytest.mark.parametrize(
    ("measure", "counts", "number", "what", "good"),
    [
        ("signatures", (1000, 1250), "250", "signatures gained since 26 Feb", "yes"),
        ("signatures", (1000, 990), "10", "signatures lost since 26 Feb", "no"),
        ("likes", (1000, 990), "10", "likes taken back since 26 Feb", "yes"),
        ("stars", (453, 431), "4.31", "stars (average) now", "yes"),
    ],
)
async def test_each_measure_has_its_number_and_says_what_it_is(
    sqlite_store: Database, measure: str, counts: tuple[int, int], number: str, what: str, good: str
) -> None:
    page = Page("manual", "p", measure=MEASURES[measure])
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), (page,)),)))
    async with sqlite_store.writing() as tx:
        for place, count in enumerate(counts):
            at = START + place * HOUR
            await take_rows(tx, campaign, [(campaign.pages[0], Snapshot(at, count))], at)
    async with serving(sqlite_store, NOW) as site:
        text = unescape((await site.get("/en/one")).text)
    assert re.search(r'id="headline"[^>]*>([^<]*)<', text)[1] == number  # type: ignore[index]
    assert f'<p class="what">{what}</p>' in text
    assert f'<p class="gray worth" data-good="{good}">' in text
    assert re.search(rf'id="headline"[^>]*data-good="{good}"', text)
    assert f'<svg class="bar" data-good="{good}"' in text


async def test_what_is_there_for_comparison_is_said_to_be_and_has_no_bar(sqlite_store: Database) -> None:
    targets = [
        Target(name, Names({"en": name}), (Page("manual", name, control=name != "a"),)) for name in ("a", "b", "c")
    ]
    campaign = await load(sqlite_store, another("one", targets=tuple(targets)))
    for hours, counts in ((0, (1000, 1000, 1000)), (1, (990, 500, 1001))):
        await put(sqlite_store, campaign, [(at, START + hours * HOUR, count) for at, count in enumerate(counts)])
    async with serving(sqlite_store, NOW) as site:
        text, embedded = (await site.get("/en/one")).text, (await site.get("/embed/one/en")).text
    assert re.findall(r'colspan="9">([^<]*)<', text) == ["for comparison"]
    for page in (text, embedded):
        assert re.findall(r'class="bar"[^>]*><rect width="([^"]*)%"', page) == ["100.0", "0", "0"]
    assert re.findall(r'class="group">([^<]*)<', embedded) == ["for comparison"]


async def test_a_goal_has_its_bar_and_each_measure_its_own_lines(sqlite_store: Database) -> None:
    goal = replace(MEASURES["signatures"], goal=5000)
    pages = (
        Page("manual", "s", measure=goal), Page("manual", "l", measure=LIKES), Page("manual", "c", control=True),
    )  # fmt: skip
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), pages),)))
    async with sqlite_store.writing() as tx:
        for place, values in enumerate(((1000, 700, 90), (1250, 690, 80))):
            at = START + place * HOUR
            await take_rows(
                tx, campaign, [(page, Snapshot(at, n)) for page, n in zip(campaign.pages, values, strict=False)], at
            )
    async with serving(sqlite_store, NOW) as site:
        text, embedded = (await site.get("/en/one")).text, (await site.get("/embed/one/en")).text
    plain = re.sub("[\u2066-\u2069]", "", unescape(text))
    assert re.search(
        r'class="goal way"><svg[^>]*><rect width="25.0%".*?25.00% of the way to 5,000\u00a0signatures', plain, re.DOTALL
    )
    found = re.findall(r'colspan="9">([^<]*)<', plain)
    assert found == ["250\u00a0signatures gained", "10\u00a0likes lost", "for comparison"]
    assert re.findall(r'class="group">([^<]*)<', re.sub("[\u2066-\u2069]", "", unescape(embedded))) == found
    # Each measure has the small line of its own numbers, one that rises and one that falls; the control has none.
    sparks = re.findall(r'class="spark">.*?<path d="([^"]*)"', text.partition('<div id="chart"')[0])
    assert sparks == ["M0,22L88,2", "M0,2L88,22", ""]


@pytest.mark.parametrize(("measure", "counts"), [("likes", (1000, 950)), ("place", (800, 850))])
async def test_a_way_to_a_goal_begins_with_the_second_reading(
    sqlite_store: Database, measure: str, counts: tuple[int, int]
) -> None:
    goal = replace(MEASURES[measure], goal=900)
    target = Target("t", Names({"en": "Test"}), (Page("manual", "p", measure=goal),))
    campaign = await load(sqlite_store, another("one", targets=(target,)))
    for at, count, shown in zip((START, START + HOUR), counts, (False, True), strict=True):
        async with sqlite_store.writing() as tx:
            await take_rows(tx, campaign, [(campaign.pages[0], Snapshot(at, count))], at)
        async with serving(sqlite_store, at) as site:
            surfaces = [(await site.get(path)).text for path in ("/en/one", "/embed/one/en")]
        said = await Talk(sqlite_store, at).group("/stats one")
        surfaces.append("\n".join(map(speak("en"), said.lines)))
        assert ["of the way to" in text for text in surfaces] == [shown] * 3


async def test_nobody_is_sent_to_a_page_for_comparison_and_its_change_is_neither_good_nor_bad(
    sqlite_store: Database,
) -> None:
    targets = tuple(
        Target(name, Names({"en": name}), (Page("facebook", name, control=name == "other"),))
        for name in ("boycotted", "other")
    )
    campaign = await load(sqlite_store, another("one", targets=targets))
    await put(sqlite_store, campaign, [(0, START, 4320), (1, START, 3980), (0, NOW, 4010), (1, NOW, 3770)])
    async with serving(sqlite_store, NOW) as site:
        page, embedded = unescape((await site.get("/en/one")).text), (await site.get("/embed/one/en")).text
    assert "\u2212210" in page
    assert re.findall(r'<a href="https://www.facebook.com/(\w+)"', page) == ["boycotted"]
    followed, other = re.findall(r'<tr role="row"(?: class="control")?>\n.*?</tr>', page, re.DOTALL)
    assert (followed.count('data-good="yes"'), other.count("data-good")) == (2, 0)
    assert embedded.partition("<ul>")[2].count("data-good") == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_above_figures_that_make_no_total_nothing_says_that_there_are_none(
    sqlite_store: Database, language: str
) -> None:
    apps = tuple(Target(one, Names({"en": one}), (Page("manual", one, measure=MEASURES["stars"]),)) for one in "ab")
    stars = await load(sqlite_store, another("one", targets=apps, ends_at=NOW - HOUR))
    later = await load(sqlite_store, another("later", starts_at=END - HOUR))
    for campaign in (stars, later):
        await put(sqlite_store, campaign, [(page, START + page * HOUR, 400) for page in (0, 1)])
        await put(sqlite_store, campaign, [(page, START + 3 * HOUR, 390) for page in (0, 1)])
    say, what, zone = speak(language), measure_name(MEASURES["stars"]), later.zone
    with_age = say(Text("page-read", {"age": Span(NOW - 2 * HOUR - START - 3 * HOUR, ago=True)}))
    each = ("", say(Text("page-each", {"measure": what})), [with_age])
    ended = (*each[:2], [say(Text("page-ended", {"date": Moment(NOW - HOUR, zone, "date")}))])
    starts = say(Text("page-starts", {"date": Moment(END - HOUR, zone, "day")}))
    before = ("780", say(Text("page-before", {"measure": measure_name(LIKES)})), [with_age, starts])
    for now, slug, expected in (
        (NOW - 2 * HOUR, "one", each), (NOW, "one", ended), (NOW - 2 * HOUR, "later", before)
    ):  # fmt: skip
        async with serving(sqlite_store, now) as site:
            page, home = [unescape((await site.get(f"/{language}{path}")).text) for path in (f"/{slug}", "")]
            embedded = unescape((await site.get(f"/embed/{slug}/{language}")).text)
        for text in (page, embedded):
            number = "".join(re.findall(r'id="headline"[^>]*>(.*?)<', text))
            gray = re.findall(r"<span>(.*?)</span>", re.findall(r'<p class="gray.*?</p>', text)[0])
            assert (without_marks(number), *re.findall(r'<p class="what">(.*?)</p>', text), gray) == expected
        assert f'<p class="what">{expected[1]}</p>' in home
        assert say(Text("no-figures-ended")) not in page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_before_the_start_the_badge_has_the_count_and_the_chart_says_when_it_begins(
    sqlite_store: Database, language: str
) -> None:
    later, say = await load(sqlite_store, another("later", starts_at=END)), speak(language)
    await put(sqlite_store, later, [(page, START + HOUR, 390) for page in (0, 1)])
    async with serving(sqlite_store, NOW) as site:
        page, short, badge = [
            unescape((await site.get(f"/{language}/later{part}")).text) for part in ("", "/24h", "/badge.svg")
        ]
    begins = say(Text("chart-before", {"date": Moment(END, later.zone, "date")}))
    assert (begins in page, begins in short, say(Text("chart-nothing")) in page + short) == (True, True, False)
    assert say(Text("cell", {"value": standing(LIKES, 780)})) in badge


def test_every_cell_of_a_table_of_figures_is_isolated() -> None:
    told = "".join(path.read_text() for path in Path("bot/web").rglob("*.html"))
    cells = re.findall(r"for cell in row\.cells %}(<td>.{5})", told)
    assert cells == ["<td><bdi>"] * 3


FIGURES = "#headline, .gray span, .goal span, .number, td bdi, li bdi"
SHOWN = """(figures) => [...document.querySelectorAll(figures)].map(one => {
  const node = [...one.childNodes].find(child => child.nodeType === Node.TEXT_NODE);
  if (!node || !node.data.trim()) return ["", []];
  const range = document.createRange();
  let middle, line = 0;
  return [node.data, [...Array(node.data.length).keys()].map(at => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getBoundingClientRect(), half = box.height / 2;
    if (box.width && box.top > (middle ?? box.top)) line += 1;
    if (box.width) middle = box.top + half;
    return [box.left - line * innerWidth, box.right - line * innerWidth];
  })];
}).filter(([text]) => text)"""
"""The figures of a page, and where a browser places each of their characters, as if several lines were one."""
PRICE = Measure("price", MeasureKind.PRICE, Wanted.FALL, "درهم", 2)
IN_ORDER: dict[str, tuple[Measure, tuple[Snapshot, ...], list[str]]] = {
    "stars": (MEASURES["stars"], (Snapshot(START, 453), Snapshot(START + HOUR, 369)), ["\u22120.84"]),
    "price": (PRICE, (Snapshot(START, 1234), Snapshot(START + HOUR, 1150)), ["\u22120.84\u00a0درهم", "\u22126.81%"]),
    "place": (MEASURES["place"], (Snapshot(START, 3), Snapshot(START + HOUR, 12)), ["+9"]),
    "likes": (
        replace(LIKES, goal=1000),
        (Snapshot(START, 212_000, 1000), Snapshot(START + HOUR, 200_000, 1000)),
        ["11,000–13,000"],
    ),
}


async def test_every_figure_in_arabic_is_read_in_its_order(sqlite_store: Database) -> None:
    for slug, (measure, readings, _) in IN_ORDER.items():
        target = Target("t", Names({"ar": "الشركة"}), (Page("manual", slug, measure=measure),))
        campaign = await load(sqlite_store, another(slug, targets=(target,)))
        async with sqlite_store.writing() as tx:
            for reading in readings:
                await take_rows(tx, campaign, [(campaign.pages[0], reading)], reading.taken_at)
    async with serving(sqlite_store, NOW) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/ar", viewport={"width": 1280, "height": 640})
        for slug, (_, _, told) in IN_ORDER.items():
            for path in (f"/ar/{slug}", f"/embed/{slug}/ar", f"/ar/{slug}/about", "/ar"):
                await go(page, f"{site.url}{path}")
                shown = await page.evaluate(SHOWN, FIGURES)
                assert shown
                assert [(text, wrong) for text, boxes in shown if (wrong := misplaced(text, boxes))] == [], path
                plain = [without_marks(text) for text, _ in shown]
                assert path == "/ar" or [one for one in told if not any(one in text for text in plain)] == []


async def test_of_several_measures_one_that_did_not_change_is_named(sqlite_store: Database) -> None:
    pages = tuple(Page("manual", key, measure=MEASURES[key]) for key in ("reviews", "players", "signatures"))
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), pages),)))
    async with sqlite_store.writing() as tx:
        for place, values in enumerate(((1000, 54_321), (1002, 54_321))):
            at = START + place * HOUR
            rows = [(page, Snapshot(at, count)) for page, count in zip(campaign.pages[:2], values, strict=True)]
            await take_rows(tx, campaign, rows, at)
    async with serving(sqlite_store, NOW) as site:
        text = re.sub("[\u2066-\u2069]", "", unescape((await site.get("/en/one")).text))
    assert re.findall(r'colspan="9">([^<]*)<', text) == ["2\u00a0reviews gained", "players: no change", "signatures"]
    told = "\n".join(map(speak("en"), (await Talk(sqlite_store, NOW).group("/stats one")).lines))
    told = re.sub("[\u2066-\u2069]", "", told)
    assert "players: no change (0.00%)" in told
    # One that nothing was read of yet is named as well.
    assert "No change to show yet" not in told
    assert "signatures" in told


async def test_a_day_after_the_last_reading_no_page_is_said_to_be_read_every_few_minutes(
    sqlite_store: Database,
) -> None:
    campaign = await load(
        sqlite_store, another("one", targets=(Target("t", Names({"en": "T"}), (Page("facebook", "p"),)),))
    )
    await put(sqlite_store, campaign, [(0, NOW - 2 * HOUR, 1000), (0, NOW - HOUR, 900)])
    for later, name in ((0, "page-short"), (48, "page-short-late")):
        async with serving(sqlite_store, NOW + later * HOUR) as site:
            assert speak("en")(Text(name)) in unescape((await site.get("/en/one")).text)
