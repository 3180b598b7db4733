"""Unlike drive: people withdraw their likes together, or move another number; the public counts show the progress."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from statistics import median

from bot.core.events.kind import DAY, HOUR, Alarm, EventStatus, Goal, Kind, no_texts
from bot.core.model.measures.measure import LIKES, Measure, MeasureKind, Wanted
from bot.core.model.measures.texts import moved, number, signed
from bot.core.model.reply import Moment, Rate, Span, Text, Value

# Thresholds of the alarm, all to be exceeded: a multiple of the usual hourly change, a share of the count, a number of
# likes. A few people who like a page again must not raise it.
TIMES, PART, SOME = 10, Decimal("0.0005"), 20
ENOUGH = 6


def _goal(status: EventStatus) -> Goal | None:
    plan, counts, measure = status.event.plan, status.counts, status.campaign.measure
    if not plan.goal or counts.lost is None:
        return None
    if plan.goal.endswith("%"):
        share = Decimal(plan.goal.removesuffix("%"))
        wanted = max(int((counts.points[0][1] * share / 100).to_integral_value(ROUND_CEILING)), 1)
    else:
        wanted = measure.scaled(int(plan.goal))
    return Goal(max(_progress(status, -counts.lost), 0), wanted, measure=measure)


def _progress(status: EventStatus, change: int) -> int:
    """A change of the number as progress: above 0 where it is what the campaign wants."""
    return change * status.campaign.measure.sign


def _about(status: EventStatus) -> tuple[Text, ...]:
    return tuple(_lines(status))


def _lines(status: EventStatus) -> Iterator[Text]:
    counts, measure = status.counts, status.campaign.measure
    if status.now < status.event.starts_at:
        return
    if counts.lost is None:
        yield Text("drive-no-count" if status.now < status.event.ends_at else "drive-unread")
        return
    yield Text("drive-moved", {"moved": moved(measure, -counts.lost)})
    if counts.step > 1:
        yield Text("drive-rounded", {"step": number(measure, counts.step)})
    pace = _pace(status)
    if pace is not None:
        yield Text("drive-pace", {"pace": Text("per-hour", {"pace": Rate(pace)})})
        goal = _goal(status)
        if goal is not None and pace > 0 and goal.reached < goal.wanted and status.event.running(status.now):
            left = measure.number(goal.wanted - goal.reached) / pace
            yield Text("drive-to-goal", {"left": Span(timedelta(hours=float(left)))})
    best = _best(status)
    if best is not None:
        yield best
    yield from _gross(status)


def _pace(status: EventStatus) -> Decimal | None:
    """Progress per hour as a true number, over the last 24 hours or since the start; below 0 where it goes back."""
    measure, latest = status.campaign.measure, status.counts.points[-1]
    first = next(point for point in status.counts.points if point[0] >= latest[0] - DAY)
    hours = Decimal((latest[0] - first[0]).total_seconds()) / 3600
    if hours < 1:
        return None
    pace = measure.number(_progress(status, latest[1] - first[1])) / hours
    # Adding 0 turns a negative 0 into 0.
    return pace.quantize(Decimal(1).scaleb(-measure.decimals - 1), ROUND_HALF_UP) + 0


def _best(status: EventStatus) -> Text | None:
    at, change = max(status.counts.changes, key=lambda one: _progress(status, one[1]))
    if status.counts.step > 1 or _progress(status, change) <= 0 or len(status.counts.changes) < ENOUGH:
        return None
    return Text("drive-best-hour", {"at": Moment(at - HOUR), "moved": moved(status.campaign.measure, change)})


def _gross(status: EventStatus) -> Iterator[Text]:
    """What went and came, where every hourly count is exact; changes within an hour are invisible."""
    counts, measure = status.counts, status.campaign.measure
    if counts.step > 1 or counts.missing or len(counts.changes) < ENOUGH or measure.kind is not MeasureKind.COUNT:
        return
    gone = -sum(change for _, change in counts.changes if change < 0)
    come = sum(change for _, change in counts.changes if change > 0)
    if gone if measure.sign > 0 else come:
        sums = {"gone": number(measure, gone), "come": number(measure, come)}
        yield Text("drive-gross", {**sums, "net": signed(measure, come - gone)})


def _alarm(status: EventStatus) -> Alarm | None:
    """An alarm for the largest sudden change of the last day against the campaign, such as bought likes."""
    counts, measure = status.counts, status.campaign.measure
    if counts.step > 1 or len(counts.changes) < ENOUGH:
        return None
    usual = Decimal(median(abs(change) for _, change in counts.changes))
    recent = [change for change in counts.changes if change[0] >= status.now - DAY]
    if not recent:
        return None
    at, change = min(recent, key=lambda one: _progress(status, one[1]))
    least = measure.scaled(SOME) if measure.kind.adds_up else 1
    if -_progress(status, change) < max(TIMES * usual, counts.points[0][1] * PART, Decimal(least)):
        return None
    normal = Rate(_plain(usual.scaleb(-measure.decimals)))
    values: dict[str, Value] = {"moved": moved(measure, change), "from": Moment(at - HOUR), "usual": normal}
    # A place in a chart that gets worse has a bigger number and is no gain.
    bought = change > 0 and measure.kind.adds_up
    return Alarm(f"refill-{int(at.timestamp())}", Text("drive-refilled" if bought else "drive-drained", values))


def _plain(value: Decimal) -> Decimal:
    """A number without needless zeros: 2 and 0.5."""
    return Decimal(f"{value.normalize():f}")


def _worded(kind: Kind, measure: Measure) -> Kind:
    """Likes that should fall are taken back; other numbers have words that suit their direction."""
    if measure.wanted is Wanted.RISE:
        return replace(
            kind, title="drive-title-rise", how="drive-how-rise", page_how="drive-page-rise", file_how="drive-file-rise"
        )
    if measure.key != LIKES.key:
        return replace(
            kind, title="drive-title-fall", how="drive-how-fall", page_how="drive-page-fall", file_how="drive-file-fall"
        )
    return kind


KIND = Kind(
    name="unlike_drive",
    length=timedelta(hours=24),
    title="drive-title",
    how="drive-how",
    safety="drive-safety",
    page_how="drive-page",
    file_how="drive-file",
    about=_about,
    sums=no_texts,
    result=_about,
    goal=_goal,
    alarm=_alarm,
    percent=True,
    counts="pages",
    worded=_worded,
)
