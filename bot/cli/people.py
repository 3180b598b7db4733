"""Commands for people with a role: `nolike invite`, `organizers`, `revoke`, `desk`, `audit`."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.program import (
    Slug,
    find_campaign,
    of_what_was_typed,
    opened_house,
    program,
    read_settings,
    run_async,
    spoken,
    tell,
)
from bot.config import ConfigError
from bot.core.commands import members
from bot.core.model.input.letters import printable
from bot.core.model.reply import Moment, Reply, Text
from bot.core.model.roles import Actor, Invite, Role
from bot.core.model.schedule import parse_duration
from bot.core.ports.desk import LINK_VALID, DeskUser, link_address
from bot.core.ports.people import Act
from bot.house import desk_url, event_kinds


@program.command()
def invite(
    campaign: Slug,
    role: Annotated[Role, typer.Option("--role")],
    valid: Annotated[str, typer.Option("--valid", help="How long, such as 48h.")] = "48h",
) -> None:
    """Print a single-use code that gives a role; the last line is the code alone."""
    settings, own = read_settings()
    try:
        length = timedelta(seconds=parse_duration(valid))
    except ValueError:
        raise ConfigError(f"--valid {valid} is not a length of time: write for example 30m, 48h or 7d.") from None
    code = secrets.token_urlsafe(16)

    async def keep() -> Reply:
        async with opened_house(settings, own) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, campaign)
            rules, now = event_kinds(settings).rules, datetime.now(UTC)
            given = Invite(meant.slug, role, now + length)
            return await members.invite(tx, meant, code, given, rules, Actor(), now)

    tell(list(run_async(keep()).lines))
    typer.echo(code)


@program.command()
def organizers(campaign: Slug) -> None:
    """List who holds a role: pseudonym, role, platform, since."""
    settings, own = read_settings()

    async def read() -> list[Text]:
        async with opened_house(settings, own) as house, house.store.reading() as tx:
            meant = await find_campaign(tx, campaign)
            return [
                Text(
                    "organizer-line",
                    {
                        "pseudonym": one.pseudonym, "role": Text(f"role-{one.role.value}"), "platform": one.platform,
                        "since": Moment(one.since, meant.zone),
                    },
                )
                for one in await tx.people.members(meant.slug)
            ] or [Text("organizers-none")]  # fmt: skip

    tell(run_async(read()))


@program.command()
def revoke(campaign: Slug, pseudonym: Annotated[str, typer.Argument()]) -> None:
    """Take a person's role away, at once, and delete their private address."""
    settings, own = read_settings()

    async def take() -> Reply:
        async with opened_house(settings, own) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, campaign)
            with of_what_was_typed():
                return await members.revoke(tx, meant, pseudonym, datetime.now(UTC))

    tell(list(run_async(take()).lines))


@program.command()
def desk() -> None:
    """Print a link that opens the desk as the operator: it works once, for ten minutes."""
    settings, own = read_settings()
    address, token = desk_url(settings), secrets.token_urlsafe(32)
    if not address:
        raise ConfigError("The desk is switched off: set DESK=on, and WEB_PORT or DESK_PORT.")

    for setting in settings.wrong_addresses:
        # Nobody serves what the link would open.
        raise ConfigError(spoken(Text("check-address", {"setting": setting})))

    async def keep() -> None:
        async with opened_house(settings, own) as house, house.store.writing() as tx:
            await tx.desk.add_link(token, DeskUser(), datetime.now(UTC) + LINK_VALID)

    run_async(keep())
    typer.echo(link_address(address, token))


@program.command()
def audit(campaign: Slug) -> None:
    """Print the audit log, oldest first: when, who, what."""
    settings, own = read_settings()

    async def read() -> tuple[list[Act], str]:
        async with opened_house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await find_campaign(tx, campaign)
            return await tx.audit.list(meant.slug, 10_000), meant.zone

    acts, zone = run_async(read())
    for act in reversed(acts):
        who = " ".join(part for part in (act.role, act.pseudonym[:8]) if part) or "-"
        at = act.at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        typer.echo(printable(f"{at}  {who}  {act.act}  {act.about}".rstrip()))
