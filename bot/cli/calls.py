"""Commands for calls: `nolike call`, `calls`, `report`."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.charts.sent_pictures import reencode
from bot.cli.program import (
    find_campaign,
    of_what_was_typed,
    opened_house,
    program,
    read_bytes,
    read_settings,
    run_async,
    tell,
)
from bot.config import own_text, tongue
from bot.core.calls import content as call_content
from bot.core.calls import lifecycle as call_lifecycle
from bot.core.calls.pictures import add_picture
from bot.core.calls.replies import list_line
from bot.core.calls.report import report_json, series_json
from bot.core.calls.series import listed
from bot.core.delivery.promises import call_breaks, halt_breaks
from bot.core.files import call as call_file
from bot.core.model.call import Call
from bot.core.model.chats import PLATFORMS
from bot.core.model.reply import Moment, Reply, Text, Value, in_zone
from bot.core.ports.people import Act
from bot.core.ports.pictures import Picture
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.console.draw import draw


@program.command("call")
def send_call(file: Annotated[Path, typer.Argument(help="The call's TOML file.")]) -> None:
    """Launch a call to action, without anybody's approval; the last line is its id alone."""
    with of_what_was_typed():
        order = call_file.parse(own_text(file), LANGUAGES, PLATFORMS)
        clean = [reencode(read_bytes(file.parent / path)) for path in order.pictures]
        pictures = [Picture(call_content.picture_kind(data), data) for data in clean]
    settings, own = read_settings()

    async def launch() -> tuple[list[Text], int]:
        async with opened_house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, order.campaign)
            now = datetime.now(UTC)
            with of_what_was_typed():
                script = call_file.scheduled(order, meant, now, vocabulary())
                for picture in pictures:
                    script = add_picture(script, await tx.pictures.add(picture))
            made = await tx.calls.add(Call(0, meant.slug, "", script))
            launched = await call_lifecycle.launch(tx, meant, made, now)
            await tx.audit.write(Act(now, meant.slug, "operator", "", "call-launched", str(made.id)))
            chats = await call_lifecycle.audience_size(tx, meant, launched)
            values: dict[str, Value] = {"id": str(made.id), "chats": chats}
            breaks = (*call_breaks(script, meant), *await halt_breaks(tx, meant))
            if launched.occurs is not None:
                at = Moment(launched.occurs, meant.zone, "dated", fixed=True)
                return [Text("series-begun", {**values, "at": at}), *breaks], made.id
            if script.when is None:
                return [Text("call-leaves", values), *breaks], made.id
            at = Moment(script.when, meant.zone, "dated", fixed=True)
            return [Text("call-scheduled", {**values, "at": at}), *breaks], made.id

    told, number = run_async(launch())
    tell(told)
    typer.echo(number)


@program.command()
def report(
    call: Annotated[int, typer.Argument(metavar="CALL", help="The call's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Print how far a call has come, and why it failed where it did."""
    settings, own = read_settings()

    async def read() -> tuple[Reply, str, dict[str, Any]]:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            now = datetime.now(UTC)
            with of_what_was_typed():
                found = await call_lifecycle.find_call(tx, str(call))
            meant = await find_campaign(tx, found.campaign)
            told = await call_lifecycle.report(tx, meant, found, now)
            if found.script.repeat is not None:
                return told, meant.zone, series_json(found, await tx.calls.occurrences(found.id))
            return told, meant.zone, report_json(found, await call_lifecycle.tally(tx, meant, found, now))

    told, zone, values = run_async(read())
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False))
    else:
        shown = replace(told, buttons=())
        typer.echo(draw(in_zone(shown, zone, datetime.now(UTC).year), speak(tongue(LANGUAGES))))


@program.command()
def calls(campaign: Annotated[str, typer.Argument(help="The campaign's short name.")]) -> None:
    """List a campaign's series and calls with their states."""
    settings, own = read_settings()

    async def read() -> tuple[list[Text], str]:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await find_campaign(tx, campaign)
            return [list_line(one, meant) for one in await listed(tx, meant.slug)], meant.zone

    lines, zone = run_async(read())
    shown = Reply(lines=tuple(lines) or (Text("calls-none"),))
    typer.echo(draw(in_zone(shown, zone, datetime.now(UTC).year), speak(tongue(LANGUAGES))))
