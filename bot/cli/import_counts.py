"""`nolike import`: counts from a file in the form in which people have it, after a preview."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import (
    FAILED,
    find_campaign,
    opened_house,
    program,
    read_settings,
    run_async,
    spoken,
    tell,
    warn,
)
from bot.cli.sheet_file import open_rows
from bot.config import ConfigError
from bot.core.counts import figures
from bot.core.counts.intake import take_rows
from bot.core.files.counts_csv import Line, Wrong
from bot.core.files.sheet import SheetReader
from bot.core.files.sheet_form import Choice, SheetError
from bot.core.model.campaign import Campaign, Page
from bot.core.model.measures.texts import moved
from bot.core.model.reply import Moment, Text, Value
from bot.core.model.source import page_of
from bot.core.ports.database import Transaction
from bot.house import House
from bot.locales.column_names import column_names
from bot.sources import SOURCES

BATCH = 5000
AT_ONCE = 20_000
"""Rows that are taken in one transaction; of more, the figures that they would give are not shown beforehand."""

SHOWN_LINES = 3


class DateOrder(StrEnum):
    """How 3/4/2026 is read."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(slots=True)
class Preview:
    """What a file holds, counted without storing anything."""

    rows: int = 0
    pages: set[int] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    refused: dict[str, tuple[Text, list[int]]] = field(default_factory=dict)

    @property
    def refusals(self) -> int:
        """How many rows are refused."""
        return sum(len(lines) for _, lines in self.refused.values())

    def count(self, row: Line | Wrong) -> None:
        """Count one row."""
        if isinstance(row, Wrong):
            # The same fault is told once, with the cell of its first row.
            key = f"{row.why.id} {row.why.values.get('page', '')}"
            self.refused.setdefault(key, (row.why, []))[1].append(row.number)
            return
        at = row.snapshot.taken_at
        self.rows += 1
        self.pages.add(row.page.id)
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)


@program.command("import")
def import_rows(  # noqa: PLR0913, PLR0917 - each is an option of the command
    file: Annotated[Path, typer.Argument(help="CSV, a spreadsheet, or JSON, with dates and counts.")],
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")] = "",
    page: Annotated[str, typer.Option("--page", metavar="SOURCE:HANDLE", help="The page of all rows.")] = "",
    count: Annotated[str, typer.Option("--count", metavar="COLUMN", help="The column of the counts.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help="The time of day of dates without one.")] = "",
    dates: Annotated[DateOrder | None, typer.Option("--dates", help="How 3/4/2026 is read.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - a flag
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would be taken in.")] = False,  # noqa: FBT002 - a flag
    keep_good: Annotated[bool, typer.Option("--keep-good", help="Leave out rows that are refused.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Take counts in from a file: all of its rows or none, after a preview; exits 1 if any was refused."""
    settings, own = read_settings()
    rows, said = open_rows(file)
    day_first = None if dates is None else dates is DateOrder.DAY_FIRST

    async def take() -> bool:
        async with opened_house(settings, own, people=False) as house:
            async with house.store.reading() as tx:
                meant = await find_campaign(tx, campaign)
            choice = Choice(_page(page, meant) if page else None, count, _clock(at), day_first)
            reader = SheetReader(rows, meant, SOURCES, column_names(), choice, datetime.now(UTC))
            return await _import(house, reader, said, yes=yes, preview=preview, keep_good=keep_good)

    if not run_async(take()):
        raise typer.Exit(FAILED)


async def _import(
    house: House, reader: SheetReader, said: Sequence[Text], *, yes: bool, preview: bool, keep_good: bool
) -> bool:
    try:
        sheet = reader.look()
    except SheetError as wrong:
        raise ConfigError(spoken(wrong.text)) from None
    found = Preview()
    for row in _progress(reader.read()):
        found.count(row)
    tell([*said, *sheet.said, *await _summary(house, reader, found)])
    for why, lines in found.refused.values():
        shown = ", ".join(map(str, lines[:SHOWN_LINES]))
        warn(Text("import-refused", {"rows": len(lines), "why": why, "lines": shown}))
    if preview:
        tell([Text("import-preview-only")])
        return not found.refused
    if found.refused and not keep_good:
        tell([Text("import-stopped")])
        return False
    if not yes and sys.stdin.isatty() and not typer.confirm(spoken(Text("import-ask"))):
        return False
    return await _store(house, reader, found)


async def _store(house: House, reader: SheetReader, found: Preview) -> bool:
    """Store the good rows: all of a file in one transaction, unless it is a very large one."""
    new = already = 0
    kept: dict[int, Page] = {}
    conflicts: list[int] = []
    good = (row for row in reader.read() if isinstance(row, Line))
    size = AT_ONCE if found.rows <= AT_ONCE else BATCH
    while batch := [*islice(good, size)]:
        async with house.store.writing() as tx:
            pairs = [(row.page, row.snapshot) for row in batch]
            imported = await take_rows(tx, reader.campaign, pairs, reader.now, settle=not found.refused)
        conflicts += [batch[index].number for index in imported.added.conflicts]
        new, already = new + imported.added.new, already + imported.added.already
        kept |= {page.id: page for page in imported.kept}
    if conflicts:
        shown = ", ".join(map(str, conflicts[:SHOWN_LINES]))
        warn(Text("import-refused", {"rows": len(conflicts), "why": Text("row-conflict"), "lines": shown}))
    refused = found.refusals + len(conflicts)
    tell([Text("imported", {"new": new, "already": already, "refused": refused})])
    slug = reader.campaign.slug
    tell([Text("baseline-kept", {"page": page.label, "slug": slug}) for page in kept.values()])
    return not refused


class _RolledBackError(Exception):
    """Ends a transaction without keeping what it did."""


async def _summary(house: House, reader: SheetReader, found: Preview) -> list[Text]:
    """How many rows of how many pages, and what the campaign's figures would be with them."""
    if found.first is None or found.last is None:
        return []
    zone = reader.campaign.zone
    values: dict[str, Value] = {"rows": found.rows, "pages": len(found.pages)}
    lines = [
        Text(
            "import-rows",
            {**values, "first": Moment(found.first, zone, "date"), "last": Moment(found.last, zone, "date")},
        ),
    ]
    if found.rows <= AT_ONCE:
        with suppress(_RolledBackError):
            async with house.store.writing() as tx:
                lines += await _changes_with(tx, reader, found)
                raise _RolledBackError
    return lines


async def _changes_with(tx: Transaction, reader: SheetReader, found: Preview) -> list[Text]:
    """What each company's number would have changed by with these rows, which stay in the transaction."""
    good = [(row.page, row.snapshot) for row in reader.read() if isinstance(row, Line)]
    await take_rows(tx, reader.campaign, good, reader.now, settle=not found.refused)
    stats = await figures.read(tx, reader.campaign, reader.now)
    return [
        Text("import-now", {"page": one.target.name, "change": moved(one.measure, one.figures.change)})
        for block in stats.blocks
        for one in block.targets
        if one.figures.change is not None
    ]


def _page(key: str, campaign: Campaign) -> Page:
    """The campaign's page that `--page` names. Raises ConfigError."""
    try:
        named = page_of(key, SOURCES).key
    except ValueError:
        named = key
    meant = next((page for page in campaign.pages if page.key == named), None)
    if meant is None:
        known = ", ".join(page.key for page in campaign.pages)
        raise ConfigError(f"{key} is no page of the campaign. It has: {known}.")
    return meant


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        raise ConfigError(f"{text} is no time of day: write for example 12:00.") from None


def _progress(rows: Iterator[Line | Wrong]) -> Iterator[Line | Wrong]:
    """Yield the rows; on a terminal, show a count once there are many."""
    ahead = [*islice(rows, BATCH)]
    yield from ahead
    if len(ahead) < BATCH or not sys.stderr.isatty():
        yield from rows
        return
    from rich.console import Console  # noqa: PLC0415 - costs 10 MB that a small import does not need
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn  # noqa: PLC0415

    with Progress(SpinnerColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("", completed=len(ahead), total=None)
        for number, row in enumerate(rows, len(ahead)):
            if number % BATCH == 0:
                bar.update(task, completed=number)
            yield row
