"""The chart inside the page."""

import re
from datetime import timedelta
from itertools import pairwise, product
from xml.etree import ElementTree as ET

import pytest

from bot.charts import draw, draw_page_chart
from bot.charts.page_chart import LABEL_GAP
from bot.core.counts.chart_data import Line, Plot, Point, Window, read_plot
from bot.core.counts.figures import Stats, read
from bot.core.counts.picture_address import Mark
from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names, Text
from bot.locales import LANGUAGES, speak
from bot.web.page.styles import base_style
from storage import Database
from tests.browser import browsing
from tests.shipped_fonts import dress, dressed_page
from tests.talk import END, HOUR, START, another, load, load_2016, put


async def stats_2016(store: Database) -> Stats:
    campaign = await load_2016(store)
    async with store.reading() as tx:
        return await read(tx, campaign, END)


async def plot_2016(store: Database, window: Window = Window.ALL) -> Plot:
    campaign = await load_2016(store)
    async with store.reading() as tx:
        return await read_plot(tx, campaign, END, window)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_sound_svg_with_names_at_the_lines_ends_and_no_styles(
    sqlite_store: Database, language: str
) -> None:
    plot = await plot_2016(sqlite_store)
    svg = draw_page_chart(plot, speak(language), [])
    ET.fromstring(svg)  # noqa: S314 - our own
    assert "style=" not in svg
    for line in plot.lines:
        assert line.target.name.in_language(language) in svg


async def test_lines_differ_without_colour(sqlite_store: Database) -> None:
    paths = re.findall(r'<path class="line[^>]*>', draw_page_chart(await plot_2016(sqlite_store), speak("en"), []))
    dashes = [re.sub(r'.*?(stroke-dasharray="[^"]*")?/>$', r"\1", path) for path in paths]
    assert len(paths) == len(set(dashes)) == 3


async def test_events_are_marked_on_the_time_axis_and_nothing_outside_it(sqlite_store: Database) -> None:
    marks = [Mark(at, Text("page-calls")) for at in (START - HOUR, START + 42 * HOUR, END + HOUR)]
    svg = draw_page_chart(await plot_2016(sqlite_store), speak("en"), marks)
    assert re.findall(r'class="event"><line x1="([\d.]+)%"', svg) == ["50.0"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_more_than_a_year_the_times_have_their_year_and_none_comes_twice(
    sqlite_store: Database, language: str
) -> None:
    campaign, year = await load(sqlite_store, another()), 365 * 24
    stats = await stats_2016(sqlite_store)
    for hours, with_year in ((year, False), (year + 1, True), (16_000, True), (20_000, True), (90_000, True)):
        begun = END - hours * HOUR
        points = (Point(begun, 100, 0, begun), Point(END, 90, 10, END))
        plot = Plot(campaign, Window.ALL, begun, END, (Line(campaign.targets[0], points),))
        svg = draw_page_chart(plot, speak(language), [])
        labels = re.findall(r'<text class="x(?: odd)?(?: close)?"[^>]* data-form="month">([^<]*)<', svg)
        assert bool(labels) == with_year
        assert len(set(labels)) == len(labels)
        assert all(re.search(r"\b\d\d/20\d\d\b", label) for label in labels)
        # The picture for chats has the same.
        assert bool(re.search(r"\b\d\d/20\d\d\b", draw(stats, plot, speak(language)))) == with_year


async def test_marks_of_one_time_have_one_line_and_one_label(sqlite_store: Database) -> None:
    marks = [Mark(START + hours * HOUR, Text("page-calls")) for hours in (21, 42, 42, 47, 84)]
    svg = draw_page_chart(await plot_2016(sqlite_store), speak("en"), marks)
    assert re.findall(r'class="event"><line x1="([\d.]+)%"', svg) == ["25.0", "50.0", "55.95", "100.0"]
    labels = re.findall(r'<text(?: class="(few|all)")? x="([\d.]+)%"[^>]*>([^<]*)<title>([^<]*)<', svg)
    assert [(size, x, number) for size, x, number, _ in labels] == [
        ("", "25.0", "1"), ("few", "52.98", "2–4"), ("", "100.0", "5"), ("all", "50.0", "2–3"), ("all", "55.95", "4"),
    ]  # fmt: skip
    assert labels[1][3].count(" · ") == 2


TOUCHING = """() => {
    const shown = [...document.querySelectorAll(".chart > text:not(.y), .chart .x")].map((one) =>
        [one.firstChild.data, one.getBoundingClientRect()]).filter(([, box]) => box.width);
    return shown.flatMap(([text, box], at) => shown.slice(at + 1).filter(([, other]) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom
    ).map(([other]) => `${text} | ${other}`)).concat(document.documentElement.scrollWidth > innerWidth ? "wide" : []);
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_no_times_and_no_numbers_of_marks_lie_on_each_other(sqlite_store: Database, width: int) -> None:
    campaign = await load(sqlite_store, another())
    async with browsing() as browser:
        page = await dressed_page(browser, viewport={"width": width, "height": 800})
        await page.set_content(f'<style>{base_style()}</style><main><div class="picture"></div></main>')
        await dress(page)
        lengths = product((6, 24, 72, 100, 240, 400, 1000, 2000, 9000), (0, 9, 40 * 24))
        for language, (hours, shift), lost in product(LANGUAGES, lengths, (10**6, 10**9)):
            end = END - shift * HOUR
            begun = end - hours * HOUR
            points = (Point(begun, 2 * lost, 0, begun), Point(end, lost, lost, end))
            plot = Plot(campaign, Window.ALL, begun, end, (Line(campaign.targets[0], points),))
            marks = [
                Mark(begun + hours * HOUR * part / 100, Text("page-calls")) for part in (40, 40, 43, 52, 90, 97, 99)
            ]
            svg = draw_page_chart(plot, speak(language), marks)
            await page.locator(".picture").evaluate("(one, svg) => { one.innerHTML = svg; }", svg)
            # Of two long days that are a third of the chart apart, one has room there.
            least = 2 if language == "en" and lost < 10**9 else 1
            assert await page.locator(".chart .x:visible").count() >= least, (language, hours, shift)
            assert await page.evaluate(TOUCHING) == [], (language, hours, shift, lost)


@pytest.mark.parametrize("window", list(Window))
async def test_of_every_second_time_on_a_phone_those_stay_that_name_the_day(
    sqlite_store: Database, window: Window
) -> None:
    for hours in range(0, 24, 3):
        campaign = await load(sqlite_store, another(zone="UTC", starts_at=START - hours * HOUR))
        begun = END - hours * HOUR - {Window.DAY: 24, Window.THREE_DAYS: 72, Window.ALL: 5 * 24}[window] * HOUR
        points = (Point(begun, 100, 0, begun), Point(END - hours * HOUR, 90, 10, END - hours * HOUR))
        plot = Plot(campaign, window, begun, END - hours * HOUR, (Line(campaign.targets[0], points),))
        svg = draw_page_chart(plot, speak("en"), [])
        labels = re.findall(r'<text class="x( odd)?(?: close)?"[^>]* data-form="(\w+)"', svg)
        assert all(bool(one) != bool(other) for (one, _), (other, _) in pairwise(labels))
        assert "day" in {form for odd, form in labels if not odd}


async def test_names_of_lines_that_end_together_do_not_touch(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    lines = tuple(
        Line(Target(f"t{number}", Names({"en": f"A name of twenty signs {number}"}), (Page("manual", "p"),)),
             (Point(START, 100, 0, START), Point(END, 10, 90 + number % 2, END)))
        for number in range(12)
    )  # fmt: skip
    svg = draw_page_chart(Plot(campaign, Window.ALL, START, END, lines), speak("en"), [])
    places = sorted(float(place) for place in re.findall(r'class="end"[^>]* y="([\d.]+)%"', svg))
    assert len(places) == 12
    assert places[-1] <= 100
    assert all(later - earlier >= LABEL_GAP - 0.02 for earlier, later in pairwise(places))
    assert all(f"A name o…{f'signs {number}'[-7:]}" in svg for number in range(12))


async def test_of_very_many_lines_those_that_moved_most_are_named(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    lines = tuple(
        Line(Target(f"t{number}", Names({"en": f"Name {number}"}), (Page("manual", "p"),)),
             (Point(START, 100, 0, START), Point(END, 100 - number, number * (-1) ** number, END)))
        for number in range(40)
    )  # fmt: skip
    svg = draw_page_chart(Plot(campaign, Window.ALL, START, END, lines), speak("en"), [])
    named = {name: float(place) for place, name in re.findall(r'class="end"[^>]* y="([\d.]+)%"[^>]*>([^<]*)<', svg)}
    assert list(named) == [f"Name {number}" for number in range(24, 40)]
    places = sorted(named.values())
    assert (places[0] >= 0, places[-1] <= 100) == (True, True)
    assert all(later - earlier >= LABEL_GAP - 0.02 for earlier, later in pairwise(places))
    assert svg.count('<path class="line') == 40


async def test_a_line_comes_in_over_the_left_edge_as_steep_as_it_is(sqlite_store: Database) -> None:
    path = re.search(r'd="M([^"]+)"', draw_page_chart(await plot_2016(sqlite_store, Window.DAY), speak("en"), []))
    assert path is not None
    (x, first), (_, last) = (tuple(float(part) for part in pair.split(",")) for pair in path[1].split("L"))
    assert x == 0
    # Of the 84 hours between the two readings, the last 24 are drawn, on a scale up to 200,000.
    assert first - last == pytest.approx(1000 * 175_245 / 200_000 * 24 / 84, abs=0.5)


async def test_without_a_change_there_is_no_line(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    for counts in ([], [(0, END - timedelta(hours=2), 1000)]):
        if counts:
            await put(sqlite_store, campaign, counts)
        async with sqlite_store.reading() as tx:
            plot = await read_plot(tx, campaign, END - timedelta(hours=1), Window.DAY)
        svg = draw_page_chart(plot, speak("en"), [])
        ET.fromstring(svg)  # noqa: S314 - our own
        assert "<path" not in svg
        assert "<text" not in svg
