"""Programs that talk in this terminal: `nolike console`, `demo`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from bot.app import seat_at_console
from bot.cli.program import (
    Language,
    opened_house,
    parse_time,
    program,
    read_cells,
    read_settings,
    refuse_unknown_language,
    run_async,
    spoken,
)
from bot.clock import RehearsalClock
from bot.config import ConfigError, own_text
from bot.core.files.campaign import parse
from bot.core.files.counts_csv import Line, read_rows
from bot.core.model.campaign import Page
from bot.core.model.reply import Text, listed
from bot.core.model.snapshots import Snapshot
from bot.house import House
from bot.locales import LANGUAGES
from bot.log import start_log
from bot.platforms.console.seat import ROLES, Seat
from bot.platforms.console.stdin import typed_lines
from bot.sources import SOURCES

EXAMPLE = Path(__file__).parents[1] / "bundled" / "no-voip-no-like.toml"
"""The 2016 campaign: `campaigns` in the tree, a part of the package where it is installed."""


@program.command()
def console(
    acts_as: Annotated[str, typer.Option("--as", metavar="ROLE[:NAME]", help=", ".join(ROLES))] = "member:you",
    chat: Annotated[str, typer.Option("--chat", metavar="NAME", help="The group to sit in.")] = "group",
    private: Annotated[bool, typer.Option("--private", help="Sit in the private chat.")] = False,  # noqa: FBT002 - a flag
    language: Language = "",
    now: Annotated[str, typer.Option("--now", metavar="TIME", help="Start with this time; it then stands still.")] = "",
) -> None:
    """Talk to the bot in this terminal: a line in, the answer out."""
    settings, own = read_settings()
    role, _, name = acts_as.partition(":")
    if role not in ROLES:
        raise ConfigError(spoken(Text("console-as-how", {"roles": listed(ROLES)})))
    refuse_unknown_language(language)
    seat = Seat(name or "you", role, "private" if private else chat, language)

    async def talk() -> None:
        async with opened_house(settings, own) as house:
            await _converse(house, seat, now)

    run_async(talk())


async def _converse(house: House, seat: Seat, now: str) -> None:
    clock = RehearsalClock()
    prompt = sys.stdin.isatty()
    terminal = seat_at_console(house, clock, typer.echo, seat)
    await terminal.sit(seat.role, seat.person, keep=True)
    if now:
        if await terminal.live():
            raise ConfigError(spoken(Text("console-clock-live")))
        clock.move(parse_time(now, terminal.zone))
    if prompt:
        typer.echo(spoken(Text("console-hello")))
    await terminal.run(typed_lines(1.0 if prompt else 0.2))


@program.command()
def demo(
    speed: Annotated[float, typer.Option(min=1, max=100_000, help="How many times as fast as a clock.")] = 720,
    seconds: Annotated[float | None, typer.Option("--for", metavar="SECONDS", min=0, help="End after this.")] = None,
    language: Language = "en",
) -> None:
    """Run 72 simulated hours of the 2016 campaign, in a database of its own."""
    from bot.demo import demo as play  # noqa: PLC0415 - nothing else needs it

    refuse_unknown_language(language)
    campaign = parse(own_text(EXAMPLE), SOURCES, LANGUAGES, available_timezones())
    rows: list[tuple[Page, Snapshot]] = [
        (row.page, row.snapshot)
        for row in read_rows(read_cells(EXAMPLE.with_suffix(".csv")), campaign, datetime.now(UTC))
        if isinstance(row, Line)
    ]
    run_async(play(campaign, rows, speed, seconds, typer.echo, start_log("error", []), language))
