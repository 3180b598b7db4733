"""How far a total is on the way to its goal, and between which two days it would get there at the pace it has."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from statistics import fmean, stdev

from bot.core.model.measures.interval import MOST_DAYS, t975
from bot.core.model.measures.measure import Measure, MeasureKind
from bot.core.model.snapshots import Snapshot

DAY = timedelta(hours=24)
LEAST_DAYS = 7
"""A week has each of its days once; from fewer days the dates missed up to 21 of 100 arrivals, from 7 at most 9."""
FURTHEST_DAYS = 366
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Arrival:
    """When the goal would be reached at the present pace: between `low` and `high`, with 95 % confidence."""

    low: datetime
    high: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal, the `share` of the way to it in per cent (0 to 100), and when it would be reached.

    `arrival` is None where it is reached, and where nothing honest can be told.
    """

    goal: int
    share: Decimal
    reached: bool
    arrival: Arrival | None


def day_moments(starts_at: datetime, as_of: datetime) -> list[datetime]:
    """The ends of the daily blocks before `as_of`, newest first: at most MOST_DAYS blocks since the start."""
    days = min(MOST_DAYS, int((as_of - starts_at) / DAY))
    return [as_of - DAY * day for day in range(days + 1)] if days > 0 else []


def measure_progress(
    measure: Measure, goal: int | None, before: int | None, now: int | None, changes: Sequence[int], as_of: datetime
) -> Progress | None:
    """The progress of a total from `before` to `now`; None without a goal or a count.

    `changes` are those of whole days, none where nothing may be told of the pace. For numbers that should rise, the
    share is that of the goal itself (a petition's 2.8 of 3 million); for others that of the way from `before`, None
    where that is: nobody has gone any way yet.
    """
    whole = measure.sign > 0 and measure.kind is not MeasureKind.RANK
    if goal is None or now is None or (before is None and not whole):
        return None
    ahead = (goal - now) * measure.sign
    if ahead <= 0:
        return Progress(goal, Decimal(100), reached=True, arrival=None)
    first = 0 if whole or before is None else before
    done, way = max((now - first) * measure.sign, 0), abs(goal - first)
    share = (Decimal(100 * done) / way).quantize(HUNDREDTH, ROUND_DOWN) if way else Decimal(0)
    return Progress(goal, share, reached=False, arrival=_arrival(ahead, [one * measure.sign for one in changes], as_of))


def daily_changes(moments: Sequence[datetime], counts: Sequence[Mapping[int, Snapshot]], pages: int) -> list[int]:
    """The changes over whole days of the sum of so many pages, newest first, up to the first day that cannot be told.

    `counts` holds each page's last reading at or before each of `moments`: a day needs an exact one of its own.
    """
    totals = []
    for moment, found in zip(moments, counts, strict=True):
        if len(found) < pages or any(one.taken_at <= moment - DAY or one.step > 1 for one in found.values()):
            break
        totals.append(sum(one.count for one in found.values()))
    return [later - earlier for later, earlier in pairwise(totals)]


def _arrival(ahead: int, changes: Sequence[int], as_of: datetime) -> Arrival | None:
    """When a sum of daily changes reaches `ahead`: the two P that solve |m·P − ahead| = t·s·√(P + P²/k).

    That is the interval which `effect.judge` gives for P further blocks, solved for P: with m, s and k the mean, the
    standard deviation and the number of the blocks, (m² − t²s²/k)·P² − (2·m·ahead + t²s²)·P + ahead² = 0. Where the
    first factor is not above 0, the pace cannot be told from no pace at all.
    """
    number = len(changes)
    if number < LEAST_DAYS:
        return None
    mean, spread = fmean(changes), (t975(number) * stdev(changes)) ** 2
    square = mean**2 - spread / number
    if mean <= 0 or square <= 0:
        return None
    half = mean * ahead + spread / 2
    root = math.sqrt(max(half**2 - square * ahead**2, 0))
    low, high = (half - root) / square, (half + root) / square
    if high > FURTHEST_DAYS:
        return None
    return Arrival(as_of + DAY * low, as_of + DAY * high)
