"""The guard: accepts a reading as a snapshot, or holds it until a second reading confirms it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeAlias

from bot.core.model.snapshots import Held, Origin, Snapshot
from bot.core.model.source import Count, Fault, FaultKind, Reading


@dataclass(frozen=True, slots=True)
class Guard:
    """How far a reading may lie from the last snapshot before it is held.

    The limit is the larger of `percent` % of the last count and `times` × the page's usual hourly change × the hours
    between the two. A held reading is accepted once a second one confirms it, at least `again_after` later.
    """

    percent: float = 5.0
    times: float = 10.0
    again_after: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Accept:
    """The reading becomes this snapshot."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Hold:
    """The reading waits as this; nothing is stored as a snapshot."""

    held: Held


Verdict: TypeAlias = Accept | Hold | Fault


def judge(
    reading: Reading,
    last: Snapshot | None,
    held: Held | None,
    usual_per_hour: float,
    guard: Guard,
    now: datetime,
    origin: Origin = Origin.SOURCE,
) -> Verdict:
    """Accept a reading, hold it, or return a Fault. A negative count or a step below 1 is a Fault."""
    if isinstance(reading, Fault):
        return reading
    if reading.value < 0 or reading.step < 1:
        return Fault(FaultKind.BAD_ANSWER, f"count {reading.value}, step {reading.step}")
    accepted = Accept(Snapshot(now.replace(microsecond=0), reading.value, reading.step, origin))
    if last is None or within(reading, last.count, last.step, last.taken_at, usual_per_hour, guard, now):
        return accepted
    if held is None:
        return Hold(Held(reading.value, reading.step, now))
    if not within(reading, held.count, held.step, held.read_at, usual_per_hour, guard, now):
        return Hold(Held(reading.value, reading.step, now))
    return accepted if now - held.read_at >= guard.again_after else Hold(held)


def within(
    reading: Count,
    count: int,
    step: int,
    at: datetime,
    usual_per_hour: float,
    guard: Guard,
    now: datetime,
) -> bool:
    """Whether `reading` lies within the guard of a count taken at `at`; rounding alone never breaks it."""
    hours = max((now - at).total_seconds(), 0) / 3600
    allowed = max(count * guard.percent / 100, usual_per_hour * guard.times * hours, float(max(step, reading.step)))
    return abs(reading.value - count) <= allowed


def usual_change(series: list[Snapshot]) -> float:
    """A page's usual change per hour: the median over its neighbouring snapshots of |change| ÷ hours between.

    0 where there are fewer than two. A median, so that one attack on the figures does not widen the guard for the next.
    """
    rates = sorted(
        abs(later.count - earlier.count) / (hours / 3600)
        for earlier, later in pairwise(series)
        if (hours := (later.taken_at - earlier.taken_at).total_seconds()) > 0
    )
    if not rates:
        return 0.0
    middle = len(rates) // 2
    return rates[middle] if len(rates) % 2 else (rates[middle - 1] + rates[middle]) / 2
