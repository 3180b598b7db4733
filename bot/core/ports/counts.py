"""Campaigns, and the counts of their pages."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from bot.core.model.campaign import Campaign, Page
from bot.core.model.chats import Address
from bot.core.model.measures.crowd import Report
from bot.core.model.snapshots import Baseline, Failing, Held, Snapshot
from bot.core.model.source import Count


class Campaigns(Protocol):
    """The loaded campaigns. They are named by their slug everywhere outside the store."""

    async def save(self, campaign: Campaign, now: datetime) -> bool:
        """Add or update a campaign with its targets and pages; True if it is new.

        No snapshot is ever lost: a page that left the file is no longer read, and has its snapshots again if it
        comes back.
        """
        ...

    async def get(self, slug: str) -> Campaign | None:
        """The campaign, its pages with their ids; None if it is not loaded."""
        ...

    async def all(self) -> list[Campaign]:
        """All campaigns in the order of their slugs."""
        ...

    async def halt(self, slug: str, at: datetime | None) -> bool:
        """Stop every send of the campaign (`at`), or let them go on (None); False where that was so already."""
        ...

    async def halted(self, slug: str) -> datetime | None:
        """Since when the campaign is halted; None if it is not."""
        ...


SnapshotRow: TypeAlias = tuple[int, int, int, int, int]
"""A snapshot as numbers: the page's id, whole UTC seconds since 1970, count, step, origin."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of several snapshots.

    How many are new, how many were there with the same count and step already, and which would contradict one that is
    there (same page and second, other count or step; nothing is changed).
    """

    new: int
    already: int
    conflicts: tuple[int, ...]
    stored: Sequence[int] = field(default=(), compare=False)
    """Places of the rows that were there already."""


class ImportKind(StrEnum):
    """What was brought in at once: one count that a person typed, or a file of counts."""

    COUNT = "count"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Import:
    """Counts that came in at once, as number `id`: who brought them (as in `Act`), when, and how many are new.

    `undone_at` is when they were taken back, None while they stand.
    """

    campaign: str
    kind: ImportKind
    at: datetime
    role: str
    pseudonym: str
    rows: int
    id: int = 0
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """What an import did to one page: the ascending times of its snapshots, in whole UTC seconds since 1970.

    Where it `settled` the page's baseline, `before` is the one that was stored until then, None for none.
    """

    page: int
    moments: Sequence[int]
    settled: bool = False
    before: Baseline | None = None


class Snapshots(Protocol):
    """Accepted counts, baselines, and the faults and held readings of pages. Pages are named by their id."""

    async def add(self, rows: Sequence[tuple[int, Snapshot]]) -> Added:
        """Store (page id, snapshot) rows; `conflicts` gives indices into `rows`."""
        ...

    async def add_rows(self, rows: Sequence[SnapshotRow]) -> Added:
        """As `add`, for many rows: a million take some seconds."""
        ...

    async def at(self, pages: Sequence[int], moments: Sequence[datetime]) -> list[dict[int, Snapshot]]:
        """For each moment, each page's latest snapshot at or before it; pages without one are left out.

        Index seeks only.
        """
        ...

    async def first_after(self, page: int, moment: datetime) -> Snapshot | None:
        """The earliest snapshot after `moment`."""
        ...

    async def pages(self, slug: str) -> list[int]:
        """The ids of all pages that a campaign ever had, also of those that left its file."""
        ...

    async def source_times(self, page: int, start: datetime, end: datetime) -> Sequence[int]:
        """When the page was read from its source in [`start`, `end`): ascending whole UTC seconds since 1970."""
        ...

    async def remove(self, page: int, moments: Sequence[int]) -> int:
        """Delete the page's snapshots of these times, in whole UTC seconds since 1970; returns how many there were."""
        ...

    async def series(self, page: int, start: datetime, end: datetime, points: int = 300) -> list[Snapshot]:
        """At most `points` snapshots from `start` to `end`, evenly spread in time, by index seeks.

        The first is the value at `start` (or the first after it), the last the latest at or before `end`; no snapshot
        comes twice.
        """
        ...

    def export(self, slug: str) -> AsyncIterator[tuple[Page, Snapshot]]:
        """Every snapshot of a campaign, page by page in the file's order, oldest first."""
        ...

    async def baselines(self, pages: Sequence[int]) -> dict[int, Baseline]:
        """The stored baselines."""
        ...

    async def set_baseline(self, page: int, baseline: Baseline) -> None:
        """Store or replace a page's baseline."""
        ...

    async def drop_baseline(self, page: int) -> None:
        """Delete the page's baseline."""
        ...

    async def failing(self, pages: Sequence[int]) -> dict[int, Failing]:
        """The pages that give no count now."""
        ...

    async def set_failing(self, page: int, failing: Failing | None) -> None:
        """Record that a page gives no count, keeping `since` if it failed already; None: it works again."""
        ...

    async def held(self, pages: Sequence[int]) -> dict[int, Held]:
        """The readings that wait for a second one."""
        ...

    async def set_held(self, page: int, held: Held | None) -> None:
        """Keep, replace or drop a held reading."""
        ...

    async def last_read(self, pages: Sequence[int]) -> dict[int, datetime]:
        """When each page was last asked for, whatever it answered; pages never asked are left out."""
        ...

    async def set_note(self, page: int, note: str) -> None:
        """Keep what the source says it counts, "" for the usual thing; a campaign that is read has it in its pages."""
        ...

    async def set_read(self, pages: Sequence[int], at: datetime) -> None:
        """Note that these pages were asked for at `at`."""
        ...


class Imports(Protocol):
    """Counts that came in at once, each under a number, so that exactly they can be taken back."""

    async def add(self, one: Import, pages: Sequence[ImportedPage]) -> int:
        """Store an import; returns its number."""
        ...

    async def get(self, number: int) -> Import | None:
        """The import of this number; None if there is none."""
        ...

    async def pages(self, number: int) -> list[ImportedPage]:
        """What the import did, page by page."""
        ...

    async def latest(self, slug: str, limit: int, pseudonym: str | None = None) -> list[Import]:
        """The campaign's newest imports that stand, newest first; only a person's where `pseudonym` is given."""
        ...

    async def claimed(self, page: int, moments: Sequence[int]) -> bytes:
        """For each of these ascending times, 1 if the page's snapshot belongs to an import that stands, else 0."""
        ...

    async def undo(self, number: int, at: datetime) -> bool:
        """Note that the import is taken back; False if it was already."""
        ...

    async def state(self, slug: str) -> str:
        """A text that changes whenever an import of the campaign is added or taken back."""
        ...

    async def prune(self, before: datetime) -> int:
        """Delete imports older than `before`: their snapshots stay for good. Returns how many imports there were.

        What a deleted import brought in belongs to no later one either, so that nobody takes it back with that.
        """
        ...


class CrowdReports(Protocol):
    """One report for each person and page. Person and chat are kept as pseudonyms, until the report is decided."""

    async def add(
        self, page: int, person: str, address: Address, count: Count, at: datetime, expires_at: datetime
    ) -> None:
        """Keep a report, in place of the person's earlier one of this page; its time is kept by the minute."""
        ...

    async def reports(self, page: int, now: datetime) -> Sequence[Report]:
        """The page's reports that have not expired."""
        ...

    async def clear(self, page: int) -> None:
        """Delete the page's reports."""
        ...

    async def purge(self, now: datetime) -> int:
        """Delete what has expired; returns how many rows were deleted."""
        ...
