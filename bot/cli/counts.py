"""Commands for counts: `nolike stats`, `import`, `export`, `baseline`."""

import csv
import json
import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import (
    Language,
    Slug,
    find_campaign,
    of_named_files,
    opened_house,
    parse_time,
    program,
    read_settings,
    refuse_unknown_language,
    run_async,
    tell,
)
from bot.config import tongue
from bot.core.counts import baselines, figures, figures_json
from bot.core.counts.details import details_reply
from bot.core.files.counts_csv import COLUMNS, write_row
from bot.core.model.campaign import page_name
from bot.core.model.reply import Moment, Text, Value, in_zone
from bot.core.model.snapshots import Baseline
from bot.locales import LANGUAGES, speak
from bot.opening import Migrate
from bot.platforms.console.draw import draw


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
        typer.echo(json.dumps(figures_json.as_json(shown, private=True), ensure_ascii=False))
    else:
        reply = replace(in_zone(details_reply(shown), zone, datetime.now(UTC).year), buttons=())
        typer.echo(draw(reply, speak(language or tongue(LANGUAGES))))


@program.command("export")
@of_named_files()
def export_rows(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output without it.")] = None,
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")] = "",
) -> None:
    """Write every snapshot of a campaign in the form that `import` reads."""
    settings, own = read_settings()

    async def give() -> None:
        async with (
            opened_house(settings, own, people=False, migrate=Migrate.NOT_EVEN_NEW) as house,
            house.store.reading() as tx,
        ):
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
            return [_baseline_line(page_name(meant, page), stored.get(page.id), meant.zone) for page in meant.pages]

    tell(run_async(look()))


def _baseline_line(page: Value, stored: Baseline | None, zone: str) -> Text:
    if stored is None:
        return Text("baseline-none", {"page": page})
    at = Moment(stored.snapshot.taken_at, zone)
    values: dict[str, Value] = {"page": page, "count": stored.snapshot.count, "at": at}
    if stored.corrected_at is None:
        return Text("baseline-is", values)
    return Text("baseline-is-corrected", {**values, "date": Moment(stored.corrected_at, zone, "date")})
