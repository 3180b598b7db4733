"""Approvals: the content of calls and events waits until other organizers have approved it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.model.call import Call
from bot.core.model.campaign import Campaign
from bot.core.model.chats import asks_why
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.input.fields import line
from bot.core.model.reply import Button, Reply, Text, Value
from bot.core.model.roles import Member, Role
from bot.core.ports.approvals import Matter, MatterKind
from bot.core.ports.database import Store, Transaction

LONGEST_REASON = 300
_REASON = line(LONGEST_REASON)
NO_REASON = "-"
"""Stands for the reason of a refusal where none is given."""


def call_matter(call: Call) -> Matter:
    """A call as a matter of approval."""
    return Matter(call.campaign, MatterKind.CALL, call.id)


def event_matter(event: Event) -> Matter:
    """An event's plan as a matter of approval."""
    return Matter(event.campaign, MatterKind.EVENT, event.id)


def cancel_matter(event: Event) -> Matter:
    """The cancellation of an event as a matter of approval."""
    return Matter(event.campaign, MatterKind.CANCELLATION, event.id)


def release_matter(event: Event) -> Matter:
    """The release of an event's alarm to all chats as a matter of approval."""
    return Matter(event.campaign, MatterKind.RELEASE, event.id)


@dataclass(frozen=True, slots=True)
class Missing:
    """What a matter still needs: `approvals` to be given, and `organizers` to join before they all can be given."""

    approvals: int
    organizers: int = 0


def approvals_needed(campaign: Campaign, members: Iterable[Member]) -> int:
    """How many people other than the authors must approve content before it is sent."""
    if campaign.call_approvals is not None:
        return campaign.call_approvals
    return 1 if sum(member.role.covers(Role.ORGANIZER) for member in members) > 1 else 0


async def ask_why(tx: Transaction, platform: str, person: str, refuse: str, *, back: str) -> Reply:
    """Wait for the reason that completes the command `refuse`: any other tap or command ends that.

    A button leads back to the proposal, which the command `back` shows, and one refuses without a reason.
    """
    await tx.dialogues.wait(platform, person, refuse)
    buttons = (
        Button(Text("button-back"), command=back),
        Button(Text("button-refuse-only"), command=f"{refuse} {NO_REASON}"),
    )
    return Reply(lines=(Text("refuse-why"),), buttons=(buttons,), personal=True)


async def stop_asking_why(store: Store, platform: str, person: str, command: str) -> None:
    """End the question of `ask_why` where this command of the person is no answer to it."""
    async with store.reading() as tx:
        waits = await tx.dialogues.command(platform, person)
    if asks_why(waits) and not command.removeprefix("/").startswith(waits):
        async with store.writing() as tx:
            await tx.dialogues.end(platform, person, waits)


def reason(typed: str) -> Value:
    """Clean the reason of a refusal, for the authors: one line. Raises a Refusal above 300 characters."""
    if typed.strip() == NO_REASON:
        return Text("refused-without-reason")
    try:
        return _REASON(typed)
    except ValueError:
        raise Refusal(Text("refuse-long", {"most": LONGEST_REASON})) from None


async def needed(tx: Transaction, campaign: Campaign) -> int:
    """How many approvals the campaign asks for now."""
    return approvals_needed(campaign, await tx.people.members(campaign.slug))


async def missing(tx: Transaction, campaign: Campaign, matter: Matter, content_hash: str) -> Missing:
    """What the content with this hash still needs.

    Approvals by authors and by former organizers do not count.
    """
    members = await tx.people.members(campaign.slug)
    organizers = {member.pseudonym for member in members if member.role.covers(Role.ORGANIZER)}
    others = organizers - await tx.approvals.authors(matter)
    given = await tx.approvals.approved(matter, content_hash) & others
    wanted = approvals_needed(campaign, members)
    return Missing(max(wanted - len(given), 0), max(wanted - len(others), 0))


async def check_no_author(tx: Transaction, matter: Matter, pseudonym: str) -> None:
    """Raise a Refusal where the person is an author of the waiting content."""
    if pseudonym in await tx.approvals.authors(matter):
        raise Refusal(Text("own-words"))


async def asked_by_others(tx: Transaction, matter: Matter, person: str) -> bool:
    """Whether others than this person have asked for it, and it waits."""
    authors = await tx.approvals.authors(matter)
    return bool(authors) and person not in authors


async def approve(tx: Transaction, campaign: Campaign, matter: Matter, pseudonym: str, content_hash: str) -> Missing:
    """Record an organizer's approval; return what is missing after it. Raises a Refusal for an author."""
    await check_no_author(tx, matter, pseudonym)
    await tx.approvals.approve(matter, pseudonym, content_hash)
    return await missing(tx, campaign, matter, content_hash)


async def naming(tx: Transaction, campaign: Campaign, reply: Reply) -> Reply:
    """The reply about what is for a campaign's chats: it begins with the campaign's title where there are several."""
    if len(await tx.campaigns.all()) < 2:  # noqa: PLR2004 - several
        return reply
    return replace(reply, lines=(Text("cell", {"value": campaign.title}), *reply.lines))
