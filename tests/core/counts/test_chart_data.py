from datetime import UTC, datetime, timedelta

from bot.core.counts.chart_data import Line, Plot, Window, joined, read_plot, span
from bot.core.model.snapshots import Baseline, Snapshot
from storage import Database
from tests.talk import END, HOUR, NOW, START, another, example, load, load_2016

ZERO = datetime(2026, 1, 1, tzinfo=UTC)


def snapshots(*counts: tuple[int, int]) -> list[Snapshot]:
    return [Snapshot(ZERO + hour * HOUR, count) for hour, count in counts]


def test_pages_of_one_target_are_added_up_from_where_each_has_a_count() -> None:
    series = {1: snapshots((0, 100), (2, 90)), 2: snapshots((1, 50), (3, 45))}
    baselines = {1: Baseline(series[1][0]), 2: Baseline(series[2][0])}
    points = joined(series, baselines)
    assert [(point.at - ZERO, point.count, point.lost) for point in points] == [
        (1 * HOUR, 150, 0),
        (2 * HOUR, 140, 10),
        (3 * HOUR, 135, 15),
    ]


def test_a_count_before_the_baseline_is_no_loss() -> None:
    series = {1: snapshots((0, 100), (2, 90), (4, 80))}
    points = joined(series, {1: Baseline(series[1][1], late=True)})
    assert [point.lost for point in points] == [None, 0, 10]


def test_there_is_no_loss_unless_every_page_has_a_baseline() -> None:
    series = {1: snapshots((0, 100)), 2: snapshots((0, 50))}
    assert [point.lost for point in joined(series, {1: Baseline(series[1][0])})] == [None]


def test_a_reading_stands_at_its_own_time_even_before_the_window() -> None:
    points = joined({1: snapshots((-5, 100), (1, 90))}, {1: Baseline(snapshots((-5, 100))[0])})
    assert [(point.at - ZERO, point.lost) for point in points] == [(-5 * HOUR, 0), (HOUR, 10)]


def test_a_window_in_which_nothing_was_read_has_nothing_to_draw() -> None:
    points = joined({1: snapshots((-9, 100), (-5, 90))}, {1: Baseline(snapshots((-9, 100))[0])})
    line = Line(example().targets[0], points)
    assert Plot(example(), Window.DAY, ZERO, ZERO + 24 * HOUR, (line,)).drawn == ()
    assert Plot(example(), Window.DAY, ZERO - 5 * HOUR, ZERO + 19 * HOUR, (line,)).drawn == (line,)


def test_a_chart_ends_with_the_campaign_and_looks_back_as_far_as_asked() -> None:
    campaign = example()
    assert span(campaign, END + 99 * HOUR, Window.ALL) == (START, END)
    assert span(campaign, NOW, Window.DAY) == (NOW - 24 * HOUR, NOW)
    assert span(campaign, NOW, Window.THREE_DAYS) == (NOW - 72 * HOUR, NOW)
    before = START - timedelta(days=3)
    assert span(campaign, before, Window.ALL) == (before - HOUR, before)


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
    points = joined({1: snapshots((0, 100), (12, 90))}, {1: Baseline(snapshots((0, 100))[0])})
    plot = Plot(campaign, Window.DAY, ZERO, ZERO + 24 * HOUR, (Line(campaign.targets[0], points),))
    rows = plot.rows(24)
    assert [moment - ZERO for moment, _ in rows] == [0 * HOUR, 12 * HOUR, 24 * HOUR]
    assert [cells[0] and cells[0].lost for _, cells in rows] == [0, 10, 10]
