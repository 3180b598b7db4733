"""The chart inside the page."""

import re
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.charts import draw_page_chart
from bot.charts.page_chart import LABEL_GAP
from bot.core.counts.chart_data import Line, Plot, Point, Window, read_plot
from bot.core.counts.picture_address import Mark
from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names, Text
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.talk import END, HOUR, START, another, load, load_2016, put


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
