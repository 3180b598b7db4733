"""Commands for counts: `nolike stats`, `import`, `export`, `baseline`."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import (
    FAILED,
    Language,
    Slug,
    find_campaign,
    opened_house,
    parse_time,
    program,
    read_cells,
    read_settings,
    refuse_unknown_language,
    run_async,
    tell,
    warn,
)
from bot.config import tongue
from bot.core.counts import baselines, figures, figures_json
from bot.core.counts.details import details_reply
from bot.core.counts.intake import take_rows
from bot.core.files.counts_csv import COLUMNS, Line, Wrong, read_rows, write_row
from bot.core.model.campaign import Page
from bot.core.model.reply import Moment, Text, Value, in_zone
from bot.core.model.snapshots import Baseline
from bot.house import House
from bot.locales import LANGUAGES, speak
from bot.platforms.console.draw import draw

BATCH = 5000


@program.command("stats")
def show_stats(
    campaign: Annotated[str, typer.Argument(metavar="[CAMPAIGN]")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="As of this time, of the campaign's zone.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
    language: Language = "",
) -> None:
    """Print the figures of a campaign."""
    settings, own = read_settings()
    refuse_unknown_language(language)

    async def look() -> tuple[figures.Stats, str]:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await find_campaign(tx, campaign)
            return await figures.read(tx, meant, parse_time(at, meant.zone) if at else datetime.now(UTC)), meant.zone

    shown, zone = run_async(look())
    if as_json:
        typer.echo(json.dumps(figures_json.as_json(shown), ensure_ascii=False))
    else:
        reply = replace(in_zone(details_reply(shown), zone, datetime.now(UTC).year), buttons=())
        typer.echo(draw(reply, speak(language or tongue(LANGUAGES))))


@program.command("import")
def import_rows(
    file: Annotated[Path, typer.Argument(help="source,handle,taken_at,count[,step]")],
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")],
) -> None:
    """Add snapshots from a file. Good rows are kept; exits 1 if any was refused."""
    settings, own = read_settings()

    async def take() -> bool:
        async with opened_house(settings, own, people=False) as house:
            return await _import(house, file, campaign)

    if not run_async(take()):
        raise typer.Exit(FAILED)


async def _import(house: House, file: Path, slug: str) -> bool:
    now = datetime.now(UTC)
    new = already = refused = 0
    async with house.store.reading() as tx:
        campaign = await find_campaign(tx, slug)
    kept: dict[int, Page] = {}
    for batch in _progress(_batches(read_rows(read_cells(file), campaign, now))):
        good = [row for row in batch if isinstance(row, Line)]
        wrong = [row for row in batch if isinstance(row, Wrong)]
        async with house.store.writing() as tx:
            imported = await take_rows(tx, campaign, [(row.page, row.snapshot) for row in good], now)
        wrong += [Wrong(good[index].number, Text("row-conflict")) for index in imported.added.conflicts]
        new, already, refused = new + imported.added.new, already + imported.added.already, refused + len(wrong)
        kept |= {page.id: page for page in imported.kept}
        for row in sorted(wrong, key=lambda row: row.number):
            warn(Text("row-refused", {"line": str(row.number), "why": row.why}))
    tell([Text("imported", {"new": new, "already": already, "refused": refused})])
    tell([Text("baseline-kept", {"page": page.key, "slug": slug}) for page in kept.values()])
    return not refused


@program.command("export")
def export_rows(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output without it.")] = None,
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")] = "",
) -> None:
    """Write every snapshot of a campaign in the form that `import` reads."""
    settings, own = read_settings()

    async def give() -> None:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await find_campaign(tx, campaign)
            with file.open("w", encoding="utf-8", newline="") if file else nullcontext(sys.stdout) as sheet:
                writer = csv.writer(sheet, lineterminator="\n")
                writer.writerow(COLUMNS)
                async for page, snapshot in tx.snapshots.export(meant.slug):
                    writer.writerow(write_row(page, snapshot))

    run_async(give())


@program.command()
def baseline(
    campaign: Slug,
    recompute: Annotated[bool, typer.Option("--recompute", help="Take what the snapshots give now.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Show which snapshot each page's losses are counted from, or correct it."""
    settings, own = read_settings()

    async def look() -> list[Text]:
        async with opened_house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, campaign)
            now = datetime.now(UTC)
            if recompute:
                for page in meant.pages:
                    await baselines.recompute_baseline(tx, meant, page, now)
            stored = await tx.snapshots.baselines([page.id for page in meant.pages])
            return [_baseline_line(page, stored.get(page.id), meant.zone) for page in meant.pages]

    tell(run_async(look()))


def _baseline_line(page: Page, stored: Baseline | None, zone: str) -> Text:
    if stored is None:
        return Text("baseline-none", {"page": page.key})
    at = Moment(stored.snapshot.taken_at, zone)
    values: dict[str, Value] = {"page": page.key, "count": stored.snapshot.count, "at": at}
    if stored.corrected_at is None:
        return Text("baseline-is", values)
    return Text("baseline-is-corrected", {**values, "date": Moment(stored.corrected_at, zone, "date")})


def _batches(rows: Iterator[Line | Wrong]) -> Iterator[list[Line | Wrong]]:
    batch: list[Line | Wrong] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _progress(batches: Iterator[list[Line | Wrong]]) -> Iterator[list[Line | Wrong]]:
    """Yield the batches; on a terminal, show a row count once there is more than one batch."""
    first = next(batches)
    yield first
    if len(first) < BATCH:
        return
    from rich.console import Console  # noqa: PLC0415 - costs 10 MB that a small import does not need
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn  # noqa: PLC0415

    terminal = Console(stderr=True)
    with Progress(SpinnerColumn(), MofNCompleteColumn(), console=terminal, disable=not terminal.is_terminal) as bar:
        rows = bar.add_task("", completed=len(first), total=None)
        for batch in batches:
            yield batch
            bar.advance(rows, len(batch))
