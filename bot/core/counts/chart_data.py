"""How likes were lost over time: a line of points for each target, from the readings that are stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.model.campaign import Campaign, Target
from bot.core.model.snapshots import Baseline, Snapshot
from bot.core.ports.database import Transaction

POINTS = 120
ROWS = 24


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
    """A target's count at a moment, and its loss up to then; `lost` is None without a baseline."""

    at: datetime
    count: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A target's points, oldest first. Nothing is interpolated between two points.

    Each point is a reading at its own time, so the first one may lie before the start of the window.
    """

    target: Target
    points: tuple[Point, ...]

    def at(self, moment: datetime) -> Point | None:
        """The latest point at or before `moment`."""
        return next((point for point in reversed(self.points) if point.at <= moment), None)


@dataclass(frozen=True, slots=True)
class Plot:
    """The lines of a campaign, or of one of its targets, from `start` to `end` (aware UTC)."""

    campaign: Campaign
    window: Window
    start: datetime
    end: datetime
    lines: tuple[Line, ...]

    @property
    def drawn(self) -> tuple[Line, ...]:
        """The lines with at least one known loss inside the window."""
        return tuple(
            line
            for line in self.lines
            if any(point.lost is not None and point.at >= self.start for point in line.points)
        )

    def rows(self, count: int = ROWS) -> list[tuple[datetime, tuple[Point | None, ...]]]:
        """The plot as a table: `count` + 1 evenly spaced moments, each with the latest point of every drawn line.

        A row equal to the row before it is left out, except the last one.
        """
        rows: list[tuple[datetime, tuple[Point | None, ...]]] = []
        for step in range(count + 1):
            moment = self.start + (self.end - self.start) * step / count
            found = tuple(line.at(moment) for line in self.drawn)
            if any(found) and (not rows or rows[-1][1] != found or step == count):
                rows.append((moment, found))
        return rows


def span(campaign: Campaign, now: datetime, window: Window) -> tuple[datetime, datetime]:
    """The start and end of a chart of `window`. It ends with the campaign and is at least one hour long."""
    end = campaign.as_of(now)
    start = min(campaign.starts_at, end - timedelta(hours=1))
    return (start if window.length is None else end - window.length), end


async def read_plot(
    tx: Transaction, campaign: Campaign, now: datetime, window: Window, target: str = "", points: int = POINTS
) -> Plot:
    """The plot of a campaign at `now`, or of the one target of that slug; at most `points` a page."""
    start, end = span(campaign, now, window)
    shown = [one for one in campaign.targets if target in {"", one.slug}]
    return Plot(campaign, window, start, end, await read_lines(tx, shown, start, end, points))


async def read_lines(
    tx: Transaction, targets: Sequence[Target], start: datetime, end: datetime, points: int
) -> tuple[Line, ...]:
    """The targets' points from `start` to `end`, after those of the latest readings before `start`."""
    baselines = await tx.snapshots.baselines([page.id for target in targets for page in target.pages])
    lines = []
    for target in targets:
        series = {page.id: await tx.snapshots.series(page.id, start, end, points) for page in target.pages}
        own = {page.id: baselines[page.id] for page in target.pages if page.id in baselines}
        lines.append(Line(target, joined(series, own)))
    return tuple(lines)


def joined(series: Mapping[int, Sequence[Snapshot]], baselines: Mapping[int, Baseline]) -> tuple[Point, ...]:
    """One target's points from the snapshots of its pages: at each of their moments, the sum of the latest counts.

    There is no point until every page has a count, and no loss until every page has reached its baseline.
    """
    before = sum(baseline.snapshot.count for baseline in baselines.values())
    latest: dict[int, int] = {}
    points: dict[datetime, Point] = {}
    readings = sorted((one.taken_at, page, one.count) for page, own in series.items() for one in own)
    for at, page, count in readings:
        latest[page] = count
        if len(latest) == len(series):
            total = sum(latest.values())
            known = baselines.keys() == series.keys() and all(at >= one.snapshot.taken_at for one in baselines.values())
            points[at] = Point(at, total, before - total if known else None)
    return tuple(points.values())
