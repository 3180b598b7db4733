"""Unlike drive: people withdraw their likes together; the pages' public counts show the progress."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from statistics import median

from bot.core.events.kind import DAY, HOUR, Alarm, Counts, EventStatus, Goal, Kind, no_texts
from bot.core.model.reply import Moment, Rate, Signed, Span, Text, Value

# Thresholds of the alarm, all to be exceeded: a multiple of the usual hourly change, a share of the count, a number of
# likes. A few people who like a page again must not raise it.
TIMES, PART, SOME = 10, 0.0005, 20
ENOUGH = 6
TENTH = Decimal("0.1")


def _goal(status: EventStatus) -> Goal | None:
    plan, counts = status.event.plan, status.counts
    if not plan.goal or counts.lost is None:
        return None
    if plan.goal.endswith("%"):
        share = Decimal(plan.goal.removesuffix("%"))
        return Goal(
            max(counts.lost, 0),
            max(int((counts.points[0][1] * share / 100).to_integral_value(ROUND_CEILING)), 1),
        )
    return Goal(max(counts.lost, 0), int(plan.goal))


def _about(status: EventStatus) -> tuple[Text, ...]:
    return tuple(_lines(status))


def _lines(status: EventStatus) -> Iterator[Text]:
    counts = status.counts
    if status.now < status.event.starts_at:
        return
    if counts.lost is None:
        yield Text("drive-no-count")
        return
    yield Text("drive-lost" if counts.lost >= 0 else "drive-gained", {"likes": abs(counts.lost)})
    if counts.step > 1:
        yield Text("drive-rounded", {"step": counts.step})
    pace = _pace(counts)
    if pace is not None:
        yield Text("drive-pace", {"pace": Text("per-hour", {"pace": Rate(pace)})})
        goal = _goal(status)
        if goal is not None and pace > 0 and goal.reached < goal.wanted and status.event.running(status.now):
            left = Decimal(goal.wanted - goal.reached) / pace
            yield Text("drive-to-goal", {"left": Span(timedelta(hours=float(left)))})
    best = _best(counts)
    if best is not None:
        yield best
    yield from _gross(counts)


def _pace(counts: Counts) -> Decimal | None:
    """Likes lost per hour, over the last 24 hours or since the start."""
    points = [point for point in counts.points if point[0] >= counts.points[-1][0] - DAY]
    hours = Decimal((points[-1][0] - points[0][0]).total_seconds()) / 3600
    return ((points[0][1] - points[-1][1]) / hours).quantize(TENTH, ROUND_HALF_UP) if hours >= 1 else None


def _best(counts: Counts) -> Text | None:
    at, change = min(counts.changes, key=lambda change: change[1])
    if counts.step > 1 or change >= 0 or len(counts.changes) < ENOUGH:
        return None
    return Text("drive-best", {"at": Moment(at - HOUR), "likes": -change})


def _gross(counts: Counts) -> Iterator[Text]:
    """Likes lost and gained, where every hourly count is exact; changes within an hour are invisible."""
    if counts.step > 1 or counts.missing or len(counts.changes) < ENOUGH:
        return
    gone = -sum(change for _, change in counts.changes if change < 0)
    come = sum(change for _, change in counts.changes if change > 0)
    if come:
        yield Text("drive-gross", {"gone": gone, "come": come, "net": Signed(come - gone)})


def _alarm(status: EventStatus) -> Alarm | None:
    """An alarm for the largest sudden rise of the last day, which may be bought likes."""
    counts = status.counts
    if counts.step > 1 or len(counts.changes) < ENOUGH:
        return None
    usual = float(median(abs(change) for _, change in counts.changes))
    recent = [change for change in counts.changes if change[0] >= status.now - DAY]
    if not recent:
        return None
    at, rise = max(recent, key=lambda change: change[1])
    if rise < max(TIMES * usual, counts.points[0][1] * PART, float(SOME)):
        return None
    values: dict[str, Value] = {"likes": rise, "from": Moment(at - HOUR), "usual": Rate(Decimal(f"{usual:g}"))}
    return Alarm(f"refill-{int(at.timestamp())}", Text("drive-refill", values))


KIND = Kind(
    name="unlike_drive",
    length=timedelta(hours=24),
    title="drive-title",
    how="drive-how",
    safety="drive-safety",
    page_how="drive-page",
    about=_about,
    sums=no_texts,
    result=_about,
    goal=_goal,
    alarm=_alarm,
    percent=True,
    counts="pages",
)
