"""Commands for campaigns: `nolike campaign load` and `list`, `halt`, `resume`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from bot.charts.sent_pictures import reencode_logo
from bot.cli.program import (
    Slug,
    find_campaign,
    of_what_was_typed,
    opened_house,
    program,
    read_bytes,
    read_settings,
    run_async,
    spoken,
    tell,
)
from bot.config import ConfigError, own_text
from bot.core.calls.content import picture_kind
from bot.core.counts import baselines
from bot.core.delivery.promises import broken_by
from bot.core.files.campaign import Mistakes, parse
from bot.core.files.editing.campaign_changes import (
    LOADED,
    change_campaign,
    changes,
    corrected_accent,
    edited_in_desk,
    entries,
    shown_keys,
)
from bot.core.model.campaign import Campaign, page_name
from bot.core.model.drawing.glyphs import undrawn
from bot.core.model.errors import Refusal
from bot.core.model.reply import Money, Text, Value
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act
from bot.core.ports.pictures import Picture
from bot.event_kinds import KINDS
from bot.house import event_kinds
from bot.locales import LANGUAGES
from bot.opening import Migrate
from bot.sources import SOURCES

_STORED = re.compile(r"[0-9a-f]{64}")
"""How a logo stands in a file that the desk gave: the id of the stored picture."""

campaigns = typer.Typer(help="Load and list campaigns.", no_args_is_help=True, rich_markup_mode=None)
program.add_typer(campaigns, name="campaign")


@campaigns.command("load")
def campaign_load(
    file: Annotated[Path, typer.Argument(help="The campaign's TOML file.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Take the file's values where the desk changed them.")] = False,
) -> None:
    """Load a campaign, or update one that is loaded. No snapshot is ever lost.

    Where the file would change back what was edited in the desk, that is shown, and only --yes does it.
    """
    read = parse(own_text(file), SOURCES, LANGUAGES, available_timezones(), KINDS)
    logos = {path: _logo(file.parent, path) for path in read.logos if not _STORED.fullmatch(path)}
    settings, own = read_settings()

    async def save() -> list[Text]:
        async with (
            opened_house(settings, own, people=False, migrate=Migrate.NEVER) as house,
            house.store.writing() as tx,
        ):
            now = datetime.now(UTC)
            stored = {path: await tx.pictures.add(logo) for path, logo in logos.items()}
            campaign = _with_logos(read, stored)
            new = await tx.campaigns.get(campaign.slug) is None
            if not yes:
                await _spare_edits(tx, campaign)
            loaded = Act(now, campaign.slug, "operator", "", LOADED)
            with of_what_was_typed():
                await change_campaign(tx, campaign, loaded, SOURCES, event_kinds(settings), now)
            values: dict[str, Value] = {"title": campaign.title, "slug": campaign.slug, "pages": len(campaign.pages)}
            told = Text("loaded-new" if new else "loaded-again", values)
            return [told, *await _changed_baselines(tx, campaign, now), *await broken_by(tx, campaign)]

    looks = [*corrected_accent(read), *undrawn(read)]
    tell([*run_async(save()), *looks, *shown_keys(read), *_prices(read, settings.read_every_minutes * 60)])


class EditedInDeskError(Mistakes):
    """A file that would undo what was edited in the desk."""


def _logo(folder: Path, path: str) -> Picture:
    """The logo that a campaign's file names by its path, seen from the file's own folder."""
    data = reencode_logo(read_bytes(folder / path))
    try:
        return Picture(picture_kind(data), data)
    except Refusal as refusal:
        raise ConfigError(spoken(Text("logo-bad", {"path": path, "wanted": refusal.text}))) from None


def _with_logos(campaign: Campaign, stored: Mapping[str, str]) -> Campaign:
    """The campaign with the id of a stored picture wherever its file names a logo by its path."""
    targets = tuple(replace(one, logo=stored.get(one.logo, one.logo)) for one in campaign.targets)
    return replace(campaign, logo=stored.get(campaign.logo, campaign.logo), targets=targets)


async def _spare_edits(tx: Transaction, campaign: Campaign) -> None:
    """Raise EditedInDeskError with what the file would change of what was edited in the desk, if anything."""
    stored = await tx.campaigns.get(campaign.slug)
    found = changes(stored, campaign, SOURCES) if stored else ()
    if lost := edited_in_desk(await entries(tx, campaign.slug), found):
        raise EditedInDeskError([Text("load-desk-edited"), *(one.line for one in lost), Text("load-anyway")])


def _prices(campaign: Campaign, every: float) -> list[Text]:
    """What each paid source of a campaign costs in a day, read each `every` seconds at most."""
    lines = []
    for source in SOURCES.values():
        handles = [page.handle for page in campaign.pages if page.source == source.name]
        if source.price is not None and handles:
            price = Money(source.price_a_day(handles, every), source.price.currency)
            lines.append(Text("price-a-day", {"source": source.name, "pages": len(handles), "price": price}))
    return lines


async def _changed_baselines(tx: Transaction, campaign: Campaign, now: datetime) -> list[Text]:
    """Pages whose stored baseline differs from the one their snapshots would give now. It is kept, with a warning."""
    stored = await tx.campaigns.get(campaign.slug)
    told = []
    for page in stored.pages if stored else ():
        kept = await baselines.settle_baseline(tx, campaign, page, now)
        found = await baselines.find_baseline(tx, campaign, page, now)
        if kept and found and kept.snapshot != found.snapshot:
            told.append(Text("baseline-kept", {"page": page_name(campaign, page), "slug": campaign.slug}))
    return told


@campaigns.command("list")
def campaign_list() -> None:
    """List the loaded campaigns."""
    settings, own = read_settings()

    async def fetch() -> list[Text]:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            found = await tx.campaigns.all()
        return [Text("campaign-line", {"slug": one.slug, "title": one.title}) for one in found] or [Text("no-campaign")]

    tell(run_async(fetch()))


@program.command()
def halt(campaign: Slug) -> None:
    """Stop every send of a campaign until `resume`."""
    _set_halt(campaign, "halted", Text("campaign-halted"), halted=True)


@program.command()
def resume(campaign: Slug) -> None:
    """Let the sends of a halted campaign go on."""
    _set_halt(campaign, "resumed", Text("campaign-resumed"), halted=False)


def _set_halt(slug: str, act: str, done: Text, *, halted: bool) -> None:
    settings, own = read_settings()

    async def change() -> list[Text]:
        async with opened_house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, slug)
            now = datetime.now(UTC)
            if await tx.campaigns.halt(meant.slug, now if halted else None):
                await tx.audit.write(Act(now, meant.slug, "operator", "", act))
            return [Text(done.id, {"title": meant.title})]

    tell(run_async(change()))
