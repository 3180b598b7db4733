"""Snapshots (accepted counts), held and failing readings, and the choice of the baseline."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.core.model.source import FaultKind


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
