"""Snapshots (accepted counts), held and failing readings, and the choice of the baseline."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise

from bot.core.model.source import FaultKind

_HOUR = 3600
"""Seconds."""


class Origin(IntEnum):
    """Where a snapshot came from. Stored as a number, because a word would cost 26 bytes a row."""

    SOURCE = 0
    MANUAL = 1
    CROWD = 2
    IMPORT = 3
    SIMULATED = 4


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A count that was accepted: aware UTC to the second, `step` 1 where it is exact."""

    taken_at: datetime
    count: int
    step: int = 1
    origin: Origin = Origin.SOURCE


@dataclass(frozen=True, slots=True)
class Baseline:
    """The snapshot that a page's loss is measured from.

    `late` says that it is the first one after the campaign's start because there is none before it.
    `corrected_at` is when an operator changed it, None while it is the first one that was set.
    """

    snapshot: Snapshot
    late: bool = False
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A reading outside the guard that waits for a second reading to confirm it."""

    count: int
    step: int
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Failing:
    """A page that gives no count now: the kind of its fault, and since when (aware UTC)."""

    kind: FaultKind
    since: datetime


def choose_baseline(before: Snapshot | None, after: Snapshot | None) -> Baseline | None:
    """The baseline from the latest snapshot at or before the start, else the first one after it; None without both."""
    if before is not None:
        return Baseline(before)
    return Baseline(after, late=True) if after is not None else None


def surplus(times: Sequence[int], offsets: Collection[int], spans: Collection[tuple[int, int]] = ()) -> list[int]:
    """The readings without which every hour still shows the same count: all but the last one of each hour.

    `times` are ascending whole UTC seconds since 1970; an hour ends `offset` seconds after a full one, for each of
    `offsets`, and has the reading of that very second. None within `spans` (first and last second) is among them, and
    never the last of all.
    """
    return [
        time
        for time, later in pairwise(times)
        if all((time - offset - 1) // _HOUR == (later - offset - 1) // _HOUR for offset in offsets)
        and not any(first <= time <= last for first, last in spans)
    ]


def bounds(first: datetime, last: datetime, start: datetime, length: timedelta) -> bool:
    """Whether readings at these two times bound what changed from `start` on.

    The last one must lie behind it, and the first one no further before it than `length`: what changed between two that
    are further apart may have changed before.
    """
    return last > start and first >= start - length
