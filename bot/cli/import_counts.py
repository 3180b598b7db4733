"""`nolike import`: counts from a file in the form in which people have it, after a preview."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import (
    FAILED,
    confirm,
    find_campaign,
    opened_house,
    program,
    read_bytes,
    read_settings,
    run_async,
    spoken,
    tell,
    warn,
)
from bot.config import ConfigError, Settings
from bot.core.counts.acts.undo import undo as take_back
from bot.core.files.counts_csv import Line, Wrong
from bot.core.files.sheet import SheetReader
from bot.core.files.sheet_form import Choice, SheetError
from bot.core.files.sheet_import import Preview, imported_lines, look_at, take_in
from bot.core.files.sheet_times import read_at
from bot.core.model.campaign import Campaign, Page
from bot.core.model.reply import Text
from bot.core.model.roles import Actor
from bot.core.model.source import is_meant
from bot.files.rows import open_rows
from bot.house import House
from bot.locales.column_names import column_names
from bot.sources import SOURCES

BATCH = 5000
MOST_NUMBER = 999_999_999


class DateOrder(StrEnum):
    """How 3/4/2026 is read."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@program.command("import")
def import_rows(  # noqa: PLR0913, PLR0917 - each is an option of the command
    file: Annotated[Path | None, typer.Argument(help="CSV, a spreadsheet, or JSON, with dates and counts.")] = None,
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")] = "",
    page: Annotated[str, typer.Option("--page", metavar="SOURCE:HANDLE", help="The page of all rows.")] = "",
    count: Annotated[str, typer.Option("--count", metavar="COLUMN", help="The column of the counts.")] = "",
    at: Annotated[
        str,
        typer.Option("--at", metavar="TIME", help="The time of day, or the day, that the file lacks."),
    ] = "",
    dates: Annotated[DateOrder | None, typer.Option("--dates", help="How 3/4/2026 is read.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,  # noqa: FBT002 - a flag
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would be taken in.")] = False,  # noqa: FBT002 - a flag
    keep_good: Annotated[bool, typer.Option("--keep-good", help="Leave out rows that are refused.")] = False,  # noqa: FBT002 - a flag
    undo: Annotated[
        int,
        typer.Option(
            "--undo", metavar="N", min=0, max=MOST_NUMBER, help="Take import number N back, and nothing else."
        ),
    ] = 0,
) -> None:
    """Take counts in from a file: all of its rows or none, after a preview; exits 1 if any was refused."""
    settings, own = read_settings()
    day_first = None if dates is None else dates is DateOrder.DAY_FIRST
    if undo:
        run_async(_take_back(settings, own, undo))
        return
    if file is None:
        raise ConfigError(spoken(Text("import-which-file")))
    data = read_bytes(file)

    async def take() -> bool:
        async with opened_house(settings, own, people=False) as house:
            async with house.store.reading() as tx:
                meant = await find_campaign(tx, campaign)
            on, clock = _at(at)
            choice = Choice(_page(page, meant) if page else None, count, clock, day_first, on)
            try:
                rows, said = open_rows(data, file.name)
                reader = SheetReader(rows, meant, SOURCES, column_names(), choice, datetime.now(UTC))
                reader.look()
                found = await look_at(house.store, meant, _progress(reader.read()), reader.now)
            except SheetError as wrong:
                raise ConfigError(_with_option(wrong)) from None
            tell([*said, *reader.sheet.said, *found.summary()])
            for line in found.refusal_lines():
                warn(line)
            if preview:
                tell([Text("import-preview-only")])
                return not found.refused
            return await _take(house, found, yes=yes, keep_good=keep_good)

    if not run_async(take()):
        raise typer.Exit(FAILED)


async def _take(house: House, found: Preview, *, yes: bool, keep_good: bool) -> bool:
    """Store what was looked at, once the person agrees; whether all rows are stored now."""
    if found.refused and not keep_good:
        tell([Text("import-stopped"), Text("import-add-keep-good")])
        return False
    if not yes and sys.stdin.isatty() and not confirm(Text("import-ask")):
        return False
    async with house.store.writing() as tx:
        imported = await take_in(tx, found, Actor(), keep_good=keep_good)
    tell(imported_lines(found, imported))
    if imported.number:
        tell([Text("import-how-undo", {"number": str(imported.number)})])
    return not found.refused and not imported.added.conflicts


async def _take_back(settings: Settings, own: dict[str, str], number: int) -> None:
    """Take one import back. Raises ConfigError for a number that is none."""
    async with opened_house(settings, own, people=False) as house, house.store.writing() as tx:
        act = await tx.imports.get(number)
        meant = await tx.campaigns.get(act.campaign) if act else None
        if act is None or meant is None:
            raise ConfigError(spoken(Text("undo-unknown", {"number": str(number)})))
        now = datetime.now(UTC)
        undone = await take_back(tx, meant, act, now, Actor(), now)
    tell([Text("import-undone", {"number": str(number), "rows": undone.counts, "pages": undone.baselines})])


def _with_option(wrong: SheetError) -> str:
    """What is missing of a file, with the option that says it."""
    option = f" {spoken(Text(f'import-add-{wrong.asks}'))}" if wrong.asks else ""
    return spoken(wrong.text) + option


def _page(key: str, campaign: Campaign) -> Page:
    """The campaign's page that `--page` names. Raises ConfigError."""
    meant = [page for page in campaign.pages if is_meant(page, key, SOURCES)]
    if len(meant) != 1:
        known = ", ".join(page.key for page in campaign.pages)
        raise ConfigError(f"{key} is no page of the campaign. It has: {known}.")
    return meant[0]


def _at(text: str) -> tuple[date | None, time | None]:
    try:
        return read_at(text) if text else (None, None)
    except ValueError:
        raise ConfigError(f"{text} is no time: write 12:00, 2026-08-05, or 2026-08-05T12:00.") from None


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
