"""Commands for people with a role: `nolike invite`, `organizers`, `revoke`, `audit`."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.program import Slug, find_campaign, opened_house, program, read_settings, run_async, tell
from bot.config import ConfigError
from bot.core.events.kind import EventKinds, purged_at
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Text, Value
from bot.core.model.roles import Invite, Role, code_hash
from bot.core.model.schedule import parse_duration
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act
from bot.house import event_kinds


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

    async def keep() -> list[Text]:
        async with opened_house(settings, own) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, campaign)
            until = datetime.now(UTC) + length
            notes = await _purge_notes(tx, meant, event_kinds(settings), until)
            await tx.people.invite(code_hash(code), Invite(meant.slug, role, until))
            await tx.audit.write(Act(datetime.now(UTC), meant.slug, "operator", "", "invited", role.value))
            values: dict[str, Value] = {"role": Text(f"role-{role.value}"), "until": Moment(until, meant.zone)}
            return [Text("invited", {**values, "title": meant.title}), *notes]

    tell(run_async(keep()))
    typer.echo(code)


async def _purge_notes(tx: Transaction, campaign: Campaign, kinds: EventKinds, until: datetime) -> list[Text]:
    """A warning if the purge deletes roles and codes before `until`. Raises Refusal if the purge is already due."""
    events = await tx.events.of(campaign.slug)
    at = purged_at(campaign, events, kinds.rules)
    if at is None or at >= until:
        return []
    values: dict[str, Value] = {"title": campaign.title, "at": Moment(at, campaign.zone)}
    if at <= datetime.now(UTC) and not any(event.open for event in events):
        raise Refusal(Text("invite-purged", values))
    return [Text("invite-until-purge", values)]


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

    async def take() -> list[Text]:
        async with opened_house(settings, own) as house, house.store.writing() as tx:
            meant = await find_campaign(tx, campaign)
            found = [one for one in await tx.people.members(meant.slug) if one.pseudonym.startswith(pseudonym.lower())]
            if len(found) != 1:
                raise Refusal(Text("no-such-member", {"word": pseudonym}))
            await tx.people.revoke(meant.slug, found[0].pseudonym)
            await tx.audit.write(Act(datetime.now(UTC), meant.slug, "operator", "", "revoked", found[0].pseudonym))
            return [Text("revoked", {"pseudonym": found[0].pseudonym, "role": Text(f"role-{found[0].role.value}")})]

    tell(run_async(take()))


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
        typer.echo(f"{at}  {who}  {act.act}  {act.about}".rstrip())
