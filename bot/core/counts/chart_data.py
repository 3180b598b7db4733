"""How numbers changed over time: a line of points for each target and measure, from the readings that are stored."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.model.campaign import Campaign, Page, Target, part_name
from bot.core.model.measures.measure import LIKES, Measure, MeasureKind, Wanted
from bot.core.model.reply import Value
from bot.core.model.snapshots import Baseline, Snapshot, bounds
from bot.core.ports.database import Transaction

ROWS = 24
# The moments of a table of ROWS rows are among those of a chart, so that both tell the same.
POINTS = 5 * ROWS + 1


class Window(StrEnum):
    """How far back a chart looks from its end."""

    DAY = "24h"
    THREE_DAYS = "72h"
    ALL = "all"

    @property
    def length(self) -> timedelta | None:
        """Its length; None where it begins with the campaign."""
        return {Window.DAY: timedelta(hours=24), Window.THREE_DAYS: timedelta(hours=72)}.get(self)


@dataclass(frozen=True, slots=True)
class Point:
    """What all pages of a line showed at a moment: the sum of each page's last reading at or before it.

    `at` is the time of the newest of these readings, `read_at` that of the oldest: the sum is exactly what the readings
    say at `at`. `lost` is before − count, None without a baseline of every page. `step` is what the roughest is rounded
    to.
    """

    at: datetime
    count: int
    lost: int | None
    read_at: datetime
    step: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A target's points in one measure, oldest first. Nothing is interpolated between two points.

    The first point may lie before the start of the window: it is what stood at the start. `part` is the page that the
    line is of, where its measure makes no sum and the target has several such pages.
    """

    target: Target
    points: tuple[Point, ...]
    measure: Measure = LIKES
    part: Page | None = None

    @property
    def name(self) -> Value:
        """How the line is called in a legend: as `TargetStats.name`."""
        return self.target.name if self.part is None else part_name(self.target, self.part)

    def at(self, moment: datetime) -> Point | None:
        """The latest point at or before `moment`."""
        return next((point for point in reversed(self.points) if point.at <= moment), None)


@dataclass(frozen=True, slots=True)
class Plot:
    """The lines of a campaign, or of one of its targets, in one measure, from `start` to `end` (aware UTC)."""

    campaign: Campaign
    window: Window
    start: datetime
    end: datetime
    lines: tuple[Line, ...]
    measure: Measure = LIKES

    def change_of(self, line: Line) -> int | None:
        """The change of the count over the window; None where its ends are not rounded alike, or do not bound it."""
        bounded = line.points and self.bounds(line)
        alike = bounded and line.points[0].step == line.points[-1].step
        return line.points[-1].count - line.points[0].count if alike else None

    def bounds(self, line: Line) -> bool:
        """Whether each page was read inside the window, and before it no further back than the window is long."""
        length = self.window.length
        if length is None:
            return True
        return bounds(line.points[0].read_at, line.points[-1].read_at, self.end - length, length)

    @property
    def change(self) -> int | None:
        """The change of the sum of all lines over the window; None where there is no sum, or one is not known."""
        changes = [self.change_of(line) for line in self.lines if line.points]
        known = [change for change in changes if change is not None]
        summed = len(known) == len(changes) and (len(self.lines) == 1 or self.measure.kind.adds_up)
        return sum(known) if known and summed else None

    def told(self, lost: int) -> int:
        """A loss as the chart shows it: as a loss where a fall of a count is wanted, as a change of the number else."""
        return lost if self.measure.wanted is Wanted.FALL and self.measure.kind is MeasureKind.COUNT else -lost

    @property
    def drawn(self) -> tuple[Line, ...]:
        """The lines with at least one known loss inside the window."""
        return tuple(
            line
            for line in self.lines
            if any(point.lost is not None and point.at >= self.start for point in line.points)
        )

    @property
    def begun(self) -> bool:
        """Whether there is a change to draw: with one reading so far there is a count, and no change."""
        return any(len(line.points) > 1 for line in self.drawn)

    def rows(self, count: int = ROWS) -> list[tuple[datetime, tuple[Point | None, ...]]]:
        """The plot as a table: `count` + 1 evenly spaced moments, each with the latest point of every drawn line.

        A row equal to the row before it is left out, except the last one.
        """
        rows: list[tuple[datetime, tuple[Point | None, ...]]] = []
        for step in range(count + 1):
            moment = grid(self.start, self.end, count)[step]
            found = tuple(line.at(moment) for line in self.drawn)
            if any(found) and (not rows or rows[-1][1] != found or step == count):
                rows.append((moment, found))
        return rows


SHORTEST = timedelta(hours=1)
"""The least time that a chart shows."""


def span(campaign: Campaign, now: datetime, window: Window, first: datetime | None = None) -> tuple[datetime, datetime]:
    """The start and end of a chart of `window`. It ends with the campaign and is at least one hour long.

    Where the `first` reading is later than the start of the window, the chart begins with it: there is nothing before.
    """
    end = campaign.as_of(now)
    start = campaign.starts_at if window.length is None else end - window.length
    if first is not None:
        start = max(start, first)
    return min(start, end - SHORTEST), end


def grid(start: datetime, end: datetime, gaps: int) -> list[datetime]:
    """`gaps` + 1 evenly spread moments from `start` to `end`, in whole seconds after `start` but for the last one."""
    seconds = int((end - start).total_seconds())
    return [*(start + timedelta(seconds=seconds * gap // gaps) for gap in range(gaps)), end]


def measure_words(campaign: Campaign, target: str = "") -> dict[str, Measure]:
    """The measures of a campaign, its headline's first, or those of the target of that slug, by the word for each.

    The word is the measure's key; a further measure of the same key has its number behind it, as in "likes-2".
    """
    words: dict[Hashable, str] = {}
    found: dict[str, Measure] = {}
    for one in campaign.targets:
        for page in _without_controls(one).pages:
            key, known = page.measure.key, words.get(page.measure.identity)
            if known is None:
                same = sum(word.partition("-")[0] == key for word in words.values())
                known = words[page.measure.identity] = f"{key}-{same + 1}" if same else key
            if target in {"", one.slug}:
                found.setdefault(known, page.measure)
    return found


async def read_plot(
    tx: Transaction,
    campaign: Campaign,
    now: datetime,
    window: Window,
    target: str = "",
    points: int = POINTS,
    measure: str = "",
) -> Plot:
    """The plot at `now` of the measure with that word, see `measure_words`; "" and unknown words are the first one.

    It is of the whole campaign or of the one target of that slug, with at most `points` points for each line.
    """
    plots = await read_plots(tx, campaign, now, window, target, points)
    wanted = measure_words(campaign).get(measure)
    return next((plot for plot in plots if wanted and plot.measure.identity == wanted.identity), plots[0])


async def read_plots(
    tx: Transaction, campaign: Campaign, now: datetime, window: Window, target: str = "", points: int = POINTS
) -> tuple[Plot, ...]:
    """A plot at `now` for each measure of a campaign or of one of its targets, in their order; at least one.

    All are over the same time. Each has at most `points` points for each line.
    """
    chosen = [(one, _without_controls(one)) for one in campaign.targets if target in {"", one.slug}]
    # A company that is there for comparison only has no line; one without any page has an empty one.
    shown = [rest for whole, rest in chosen if rest.pages or not whole.pages]
    baselines = await tx.snapshots.baselines([page.id for one in shown for page in one.pages])
    first = min((baseline.snapshot.taken_at for baseline in baselines.values()), default=None)
    start, end = span(campaign, now, window, first)
    groups: dict[Hashable, list[Line]] = {}
    for line in await read_lines(tx, shown, start, end, points):
        groups.setdefault(line.measure.identity, []).append(line)
    return tuple(
        Plot(campaign, window, start, end, tuple(lines), lines[0].measure if lines else LIKES)
        for lines in groups.values() or [[]]
    )


def _without_controls(target: Target) -> Target:
    return replace(target, pages=tuple(page for page in target.pages if not page.control))


async def read_lines(
    tx: Transaction, targets: Sequence[Target], start: datetime, end: datetime, points: int
) -> tuple[Line, ...]:
    """A line for each target and measure from `start` to `end`; the first point is what stood at `start`."""
    baselines = await tx.snapshots.baselines([page.id for target in targets for page in target.pages])
    headline = next((page.measure for target in targets for page in target.pages), LIKES)
    lines = []
    for target in targets:
        groups: dict[Hashable, list[Page]] = {}
        for page in target.pages:
            groups.setdefault((page.measure.identity, page.control), []).append(page)
        for pages in groups.values() or [[]]:
            measure = pages[0].measure if pages else headline
            apart = len(pages) > 1 and not measure.kind.adds_up
            for own, part in [([page], page) for page in pages] if apart else [(pages, None)]:
                found = await _read_moments(tx, [page.id for page in own], start, end, points)
                firsts = {page.id: baselines[page.id] for page in own if page.id in baselines}
                lines.append(Line(target, joined(found, len(own), firsts), measure, part))
    return tuple(lines)


async def _read_moments(
    tx: Transaction, pages: Sequence[int], start: datetime, end: datetime, points: int
) -> list[dict[int, Snapshot]]:
    """Each page's last reading at or before evenly spread moments; a line that begins later begins with its start."""
    moments = grid(start, end, points - 1) if points > 1 else [end]
    found = await tx.snapshots.at(pages, moments)
    if points > 1 and len(found[0]) < len(pages) and len(found[-1]) == len(pages):
        late = [await tx.snapshots.first_after(page, start) for page in pages if page not in found[0]]
        begin = max(one.taken_at for one in late if one is not None)
        found[:1] = await tx.snapshots.at(pages, [begin])
    return found


def joined(found: Sequence[Mapping[int, Snapshot]], pages: int, baselines: Mapping[int, Baseline]) -> tuple[Point, ...]:
    """One line's points from what its pages showed at some moments, without repetitions.

    There is no point until each of the `pages` has a count, and no loss until each has reached its baseline.
    """
    before = sum(baseline.snapshot.count for baseline in baselines.values())
    points: dict[datetime, Point] = {}
    for snapshots in found:
        if not snapshots or len(snapshots) < pages:
            continue
        times = [one.taken_at for one in snapshots.values()]
        total, step = sum(one.count for one in snapshots.values()), max(one.step for one in snapshots.values())
        known = baselines.keys() == snapshots.keys() and all(
            one.taken_at >= baselines[page].snapshot.taken_at for page, one in snapshots.items()
        )
        points[max(times)] = Point(max(times), total, before - total if known else None, min(times), step)
    return tuple(points[at] for at in sorted(points))
