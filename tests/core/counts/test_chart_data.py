import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.counts.chart_data import (
    POINTS,
    ROWS,
    Line,
    Plot,
    Point,
    Window,
    grid,
    joined,
    read_lines,
    read_plot,
    read_plots,
    span,
)
from bot.core.counts.figures import read
from bot.core.counts.intake import take_rows
from bot.core.counts.replies import window_summary
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import LIKES, MEASURES, Measure
from bot.core.model.reply import Names, Text
from bot.core.model.snapshots import Baseline, Snapshot
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.following import follow, make_campaign
from tests.talk import END, HOUR, NOW, START, another, example, load, load_2016

ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def snapshots(*counts: tuple[int, int]) -> list[Snapshot]:
    return [Snapshot(ZERO + hour * HOUR, count) for hour, count in counts]


def states(series: Mapping[int, Sequence[Snapshot]]) -> list[dict[int, Snapshot]]:
    """What the pages showed at each moment at which one of them was read."""
    moments = sorted({one.taken_at for own in series.values() for one in own})
    return [
        {page: read[-1] for page, own in series.items() if (read := [one for one in own if one.taken_at <= moment])}
        for moment in moments
    ]


def points_of(series: Mapping[int, Sequence[Snapshot]], baselines: Mapping[int, Baseline]) -> tuple[Point, ...]:
    return joined(states(series), len(series), baselines)


def test_pages_of_one_target_are_added_up_from_where_each_has_a_count() -> None:
    series = {1: snapshots((0, 100), (2, 90)), 2: snapshots((1, 50), (3, 45))}
    baselines = {1: Baseline(series[1][0]), 2: Baseline(series[2][0])}
    assert [
        (point.at - ZERO, point.count, point.lost, point.read_at - ZERO) for point in points_of(series, baselines)
    ] == [
        (1 * HOUR, 150, 0, 0 * HOUR),
        (2 * HOUR, 140, 10, 1 * HOUR),
        (3 * HOUR, 135, 15, 2 * HOUR),
    ]


def test_a_count_before_the_baseline_is_no_loss() -> None:
    series = {1: snapshots((0, 100), (2, 90), (4, 80))}
    points = points_of(series, {1: Baseline(series[1][1], late=True)})
    assert [point.lost for point in points] == [None, 0, 10]


def test_there_is_no_loss_unless_every_page_has_a_baseline() -> None:
    series = {1: snapshots((0, 100)), 2: snapshots((0, 50))}
    assert [point.lost for point in points_of(series, {1: Baseline(series[1][0])})] == [None]


def test_a_reading_stands_at_its_own_time_even_before_the_window() -> None:
    points = points_of({1: snapshots((-5, 100), (1, 90))}, {1: Baseline(snapshots((-5, 100))[0])})
    assert [(point.at - ZERO, point.lost) for point in points] == [(-5 * HOUR, 0), (HOUR, 10)]


def test_a_window_in_which_nothing_was_read_has_nothing_to_draw() -> None:
    points = points_of({1: snapshots((-9, 100), (-5, 90))}, {1: Baseline(snapshots((-9, 100))[0])})
    line = Line(example().targets[0], points)
    assert Plot(example(), Window.DAY, ZERO, ZERO + 24 * HOUR, (line,)).drawn == ()
    assert Plot(example(), Window.DAY, ZERO - 5 * HOUR, ZERO + 19 * HOUR, (line,)).drawn == (line,)


def test_a_plot_tells_the_change_of_its_window_in_the_direction_of_its_measure() -> None:
    target = example().targets[0]
    points = points_of({1: snapshots((0, 100), (12, 90))}, {1: Baseline(snapshots((0, 120))[0])})

    def plot(measure: Measure, *lines: Line) -> Plot:
        return Plot(example(), Window.DAY, ZERO, ZERO + 24 * HOUR, lines, measure)

    line = Line(target, points)
    assert plot(LIKES, line, line).change == -20
    assert plot(MEASURES["place"], line).change == -10
    assert plot(MEASURES["place"], line, line).change is None
    assert plot(LIKES, Line(target, ())).change is None
    assert (plot(LIKES).told(5), plot(MEASURES["signatures"]).told(5), plot(MEASURES["place"]).told(5)) == (5, -5, -5)


@pytest.mark.parametrize("seed", range(20))
async def test_every_point_and_every_row_is_what_the_readings_say_at_its_own_time(
    sqlite_store: Database, seed: int
) -> None:
    rng = random.Random(seed)

    def second(low: int = -86_400) -> int:
        return rng.randint(low, 3 * 86_400)

    pages = [("manual", f"p{number}") for number in range(rng.randint(1, 3))]
    campaign = await follow(sqlite_store, make_campaign("one", pages, ZERO), ZERO)
    read = {
        page.id: {
            at: Snapshot(at, rng.randint(0, 10**6))
            for at in (ZERO + timedelta(seconds=second()) for _ in range(rng.choice([0, 1, 3, 12, 60])))
        }
        for page in campaign.pages
    }
    async with sqlite_store.writing() as tx:
        await tx.snapshots.add([(page, one) for page, own in read.items() for one in own.values()])

    def arithmetic(moment: datetime) -> int | None:
        last = [max((at for at in own if at <= moment), default=None) for own in read.values()]
        return sum(own[at].count for own, at in zip(read.values(), last, strict=True) if at) if all(last) else None

    for points in (1, 2, 5, 60, POINTS):
        start, length = ZERO + timedelta(seconds=second()), timedelta(seconds=second(60))
        async with sqlite_store.reading() as tx:
            (line,) = await read_lines(tx, campaign.targets, start, start + length, points)
        assert len(line.points) <= points
        assert [point.count for point in line.points] == [arithmetic(point.at) for point in line.points]
        for point in line.points:
            assert point.read_at == min(max(at for at in own if at <= point.at) for own in read.values())
        # The newest is never left out.
        assert (line.points[-1].count if line.points else None) == arithmetic(start + length)
        for moment in grid(start, start + length, ROWS) if points == POINTS else ():
            found = line.at(moment)
            assert (found.count if found else None) == arithmetic(moment)


async def test_pages_read_a_second_apart_have_no_half_sum(sqlite_store: Database) -> None:
    campaign = await follow(sqlite_store, make_campaign("one", [("manual", "a"), ("manual", "b")], ZERO), ZERO)
    target = Target("both", campaign.title, campaign.pages)
    first, second = campaign.pages
    async with sqlite_store.writing() as tx:
        await tx.snapshots.add([
            (first.id, Snapshot(ZERO, 875_700)), (second.id, Snapshot(ZERO + timedelta(seconds=1), 875_700)),
            (first.id, Snapshot(ZERO + HOUR, 875_600)),
            (second.id, Snapshot(ZERO + HOUR + timedelta(seconds=1), 875_500)),
        ])  # fmt: skip
        (line,) = await read_lines(tx, [target], ZERO, ZERO + HOUR, 2)
    assert [point.count for point in line.points] == [1_751_400, 1_751_300]


async def test_controls_and_pages_that_make_no_sum_have_lines_of_their_own(sqlite_store: Database) -> None:
    stars = MEASURES["stars"]
    pages = tuple(Page("manual", name, measure=measure, control=control) for name, measure, control in (
        ("a", stars, False), ("b", stars, False), ("c", LIKES, False), ("d", LIKES, True),
    ))  # fmt: skip
    targets = (Target("one", Names({"en": "One"}), pages),)
    campaign = await follow(sqlite_store, replace(make_campaign("one", [], ZERO), targets=targets), ZERO)
    async with sqlite_store.writing() as tx:
        await tx.snapshots.add([(page.id, Snapshot(ZERO, 450)) for page in campaign.pages])
        lines = await read_lines(tx, campaign.targets, ZERO, ZERO + HOUR, 2)
        plot = await read_plot(tx, campaign, ZERO + HOUR, Window.ALL)
        nothing = await read_plot(tx, replace(campaign, targets=()), ZERO + HOUR, Window.ALL)
    assert [(line.part.handle if line.part else "", len(line.points)) for line in lines] == [
        ("a", 1), ("b", 1), ("", 1), ("", 1),
    ]  # fmt: skip
    assert [line.part for line in plot.lines] == list(campaign.pages[:2])
    assert plot.lines[0].name == Text("target-page", {"name": campaign.targets[0].name, "page": "a"})
    assert (nothing.lines, nothing.measure) == ((), LIKES)


async def test_companies_for_comparison_and_without_pages_make_no_plot_of_likes(sqlite_store: Database) -> None:
    signed = MEASURES["signatures"]
    targets = (
        Target("empty", Names({"en": "Empty"}), ()),
        Target("own", Names({"en": "Own"}), (Page("manual", "a", measure=signed),)),
        Target(
            "other", Names({"en": "Other"}), tuple(Page("manual", one, measure=signed, control=True) for one in "bc")
        ),
    )
    campaign = await follow(sqlite_store, replace(make_campaign("one", [], ZERO), targets=targets), ZERO)
    async with sqlite_store.writing() as tx:
        await tx.snapshots.add([(page.id, Snapshot(ZERO, 450)) for page in campaign.pages])
        plots = await read_plots(tx, campaign, ZERO + HOUR, Window.ALL)
        stats = await read(tx, campaign, ZERO + HOUR)
    assert [(plot.measure.key, [line.target.slug for line in plot.lines]) for plot in plots] == [
        ("signatures", ["empty", "own"])
    ]
    # Two pages for comparison are told apart by their own names.
    assert [one.name for one in stats.controls] == [
        Text("target-page", {"name": campaign.targets[2].name, "page": handle}) for handle in "bc"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_between_a_rounded_and_an_exact_count_a_window_tells_no_change(
    sqlite_store: Database, language: str
) -> None:
    pages = [Page("manual", name) for name in "ab"]
    targets = tuple(Target(page.handle, Names({"en": page.handle.upper()}), (page,)) for page in pages)
    campaign = await follow(sqlite_store, replace(make_campaign("one", [], ZERO), targets=targets), ZERO)
    first, second = campaign.pages
    rows = [(first, Snapshot(ZERO + HOUR, 1_400_000, 100_000)), (second, Snapshot(ZERO + HOUR, 500)),
            (first, Snapshot(ZERO + 25 * HOUR, 1_440_000)), (second, Snapshot(ZERO + 25 * HOUR, 490))]  # fmt: skip
    now = ZERO + 25 * HOUR
    async with sqlite_store.writing() as tx:
        await take_rows(tx, campaign, rows, now)
    async with sqlite_store.reading() as tx:
        stats, plot = await read(tx, campaign, now), await read_plot(tx, campaign, now, Window.DAY)
        alone = await read_plot(tx, campaign, now, Window.DAY, "a")
    assert [plot.change_of(line) for line in plot.lines] == [None, -10]
    assert (plot.change, alone.change) == (None, None)
    told = window_summary(stats, plot)
    assert [line.id for line in told[:3]] == ["chart-unclear", "company-now", "company-plain"]
    said = speak(language)
    assert all(map(said, told))
    assert "40,000" not in "".join(map(said, told)).replace("1,440,000", "")


def test_a_chart_ends_with_the_campaign_and_looks_back_as_far_as_asked() -> None:
    campaign = example()
    assert span(campaign, END + 99 * HOUR, Window.ALL) == (START, END)
    assert span(campaign, NOW, Window.DAY) == (NOW - 24 * HOUR, NOW)
    assert span(campaign, NOW, Window.THREE_DAYS) == (NOW - 72 * HOUR, NOW)
    before = START - timedelta(days=3)
    assert span(campaign, before, Window.ALL) == (before - HOUR, before)


def test_a_chart_begins_with_the_first_reading_where_nothing_is_known_before() -> None:
    campaign, late = example(), START + 5 * HOUR
    assert span(campaign, NOW, Window.ALL, late) == (late, NOW)
    assert span(campaign, NOW, Window.ALL, START - HOUR) == (START, NOW)
    assert span(campaign, NOW, Window.DAY, NOW - 3 * HOUR) == (NOW - 3 * HOUR, NOW)
    assert span(campaign, NOW, Window.DAY, NOW - 30 * HOUR) == (NOW - 24 * HOUR, NOW)
    assert span(campaign, NOW, Window.ALL, NOW) == (NOW - HOUR, NOW)


async def test_on_its_first_day_a_plot_is_as_wide_as_its_readings(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    first = START + 10 * HOUR
    rows = [(page, Snapshot(first + hours * HOUR, 1_000 - 10 * hours)) for hours in range(3) for page in campaign.pages]
    async with sqlite_store.writing() as tx:
        await take_rows(tx, campaign, rows, first + 2 * HOUR)
    async with sqlite_store.reading() as tx:
        plot = await read_plot(tx, campaign, first + 2 * HOUR, Window.ALL)
    assert (plot.start, plot.end) == (first, first + 2 * HOUR)
    assert [[point.lost for point in line.points] for line in plot.lines] == [[0, 10, 20]] * len(plot.lines)


async def test_a_campaigns_plot_has_a_line_for_each_target(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        whole = await read_plot(tx, campaign, END, Window.ALL)
        alone = await read_plot(tx, campaign, END, Window.ALL, "inwi")
    assert [line.target.slug for line in whole.lines] == ["maroc-telecom", "inwi", "meditel"]
    assert [[point.lost for point in line.points] for line in alone.lines] == [[0, 147_408]]
    assert whole.drawn == whole.lines


async def test_a_campaign_without_readings_has_nothing_to_draw(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    async with sqlite_store.reading() as tx:
        plot = await read_plot(tx, campaign, NOW, Window.ALL)
    assert plot.drawn == ()
    assert plot.rows() == []


def test_a_plot_as_a_table_leaves_out_what_repeats_and_keeps_the_end() -> None:
    campaign = example()
    points = points_of({1: snapshots((0, 100), (12, 90))}, {1: Baseline(snapshots((0, 100))[0])})
    plot = Plot(campaign, Window.DAY, ZERO, ZERO + 24 * HOUR, (Line(campaign.targets[0], points),))
    rows = plot.rows(24)
    assert [moment - ZERO for moment, _ in rows] == [0 * HOUR, 12 * HOUR, 24 * HOUR]
    assert [cells[0] and cells[0].lost for _, cells in rows] == [0, 10, 10]


@pytest.mark.parametrize(
    ("before", "last", "change", "headline"),
    [
        (-24, 23, -10, "chart-window"),
        (-25, 23, None, "chart-sparse"),
        (-24, 0, None, "chart-unknown"),
        (-240, 23, None, "chart-sparse"),
    ],
)
async def test_a_window_tells_only_a_change_that_its_readings_bound(
    sqlite_store: Database, before: int, last: int, change: int | None, headline: str
) -> None:
    page = Page("manual", "a")
    campaign = await follow(
        sqlite_store,
        replace(make_campaign("one", [], ZERO - 1000 * HOUR), targets=(Target("a", Names({"en": "A"}), (page,)),)),
        ZERO - 1000 * HOUR,
    )
    [own] = campaign.pages
    rows = [(own, Snapshot(ZERO + at * HOUR, count)) for at, count in ((-999, 120), (before, 100), (last, 90))]
    now = ZERO + 24 * HOUR
    async with sqlite_store.writing() as tx:
        await take_rows(tx, campaign, rows, now)
    async with sqlite_store.reading() as tx:
        stats, plot = await read(tx, campaign, now), await read_plot(tx, campaign, now, Window.DAY)
        whole = await read_plot(tx, campaign, now, Window.ALL)
    # The same as the table of the details tells.
    assert plot.change == stats.total.last_24h == change
    assert window_summary(stats, plot)[0].id == headline
    assert whole.change == -30
