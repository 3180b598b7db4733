"""/events: the campaign's events and their times. Also finds the event that other commands mean."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, split
from bot.core.events.amounts import starts_with_group, together, which_amount
from bot.core.events.kind import Kind, Unit
from bot.core.events.pledges import SHUT, Participant
from bot.core.events.replies import event_values, listing
from bot.core.events.status import event_state
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState
from bot.core.model.input.digits import figure, read_amount
from bot.core.model.input.fields import row_number
from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.standing import event_buttons

SHOWN = 20
Meant = tuple[Campaign, Event, Kind]


async def events(ask: Ask, tx: Transaction) -> Reply:
    """List the events of the named campaign, or of all campaigns of this chat."""
    campaigns = [choose_campaign(ask, ask.rest)] if ask.rest else meant_campaigns(ask)
    everything = [(one, event) for one in campaigns for event in await tx.events.of(one.slug)]
    found = [one for one in everything if shown(ask, one[1])]
    waiting = await _waiting(ask, tx, everything)
    if not found and not waiting:
        raise Refusal(Text("event-none"))
    listed = listing(found[-SHOWN:], ask.kinds, ask.now, "event") if found else Reply(Text("events-title"))
    lines = [
        Text("event-line", {**event_values(campaign, event, ask.kinds), "state": await event_state(tx, event, ask.now)})
        for campaign, event in waiting
    ]
    rows = tuple(event_buttons(event) for _, event in waiting)
    return replace(listed, lines=(*listed.lines, *lines), buttons=(*rows, *listed.buttons))


async def _waiting(
    ask: Ask, tx: Transaction, found: Sequence[tuple[Campaign, Event]]
) -> list[tuple[Campaign, Event]]:  # fmt: skip
    """The events that no chat has heard of yet, for organizers in private."""
    waiting = []
    for campaign, event in found:
        if ask.private and event.kind in ask.kinds and event.state is EventState.PROPOSED:
            role = await tx.people.role(campaign.slug, ask.request.address.platform, ask.request.person)
            waiting += [(campaign, event)] if role is not None and role.covers(Role.ORGANIZER) else []
    return waiting


def shown(ask: Ask, event: Event) -> bool:
    """Whether everyone may see an event: its kind is known here, and chats were told of it."""
    return event.kind in ask.kinds and event.announced


async def check_shown(ask: Ask, tx: Transaction, campaign: Campaign, event: Event) -> None:
    """Refuse to show an event that no chat was told of, except to organizers in private."""
    if not shown(ask, event):
        await need_role(ask, tx, campaign, Role.ORGANIZER)
        if not ask.private:
            raise Refusal(Text(SHUT[event.state], {"id": str(event.id)}))


def meant_campaigns(ask: Ask) -> list[Campaign]:
    """The campaigns that the chat follows; all campaigns if it follows none."""
    return [campaign for campaign in ask.campaigns if campaign.slug in ask.follows] or list(ask.campaigns)


async def find_event(ask: Ask, tx: Transaction, number: str) -> Meant:
    """The event with that number; raises Refusal if there is none."""
    wanted = row_number(figure(number).lstrip("#"))
    event = await tx.events.get(wanted) if wanted is not None else None
    if event is None or event.kind not in ask.kinds:
        raise Refusal(Text("event-unknown", {"id": number}), offers=["events"])
    campaign = next(one for one in ask.campaigns if one.slug == event.campaign)
    return campaign, event, ask.kinds[event.kind].fit(campaign)


async def choose_event(ask: Ask, tx: Transaction) -> tuple[Meant | Reply, tuple[str, ...]]:
    """The event that is named, else the chat's only open one; and the words besides its number.

    If several are open, a list to choose from. Raises Refusal if none is. A number that is no event's is an amount
    where an open one counts money, and so is one that begins an amount, see `_named`.
    """
    found = [
        (campaign, event)
        for campaign in meant_campaigns(ask)
        for event in await tx.events.of(campaign.slug)
        if event.open and event.kind in ask.kinds
    ]
    if ask.words and figure(ask.words[0]).lstrip("#").isdecimal():
        counted = [one for one in found if ask.kinds[one[1].kind].unit is Unit.MONEY]
        meant = await _named(ask, tx, [event.id for _, event in counted])
        if meant is not None:
            return meant, ask.words[1:]
        found = counted
    if not found:
        raise Refusal(Text("event-none-open"), offers=["events", "stats"])
    if len(found) > 1:
        return _choice(ask, found), ask.words
    campaign, event = found[0]
    return (campaign, event, ask.kinds[event.kind].fit(campaign)), ask.words


async def _named(ask: Ask, tx: Transaction, counted: Sequence[int]) -> Meant | None:
    """The event whose number the first word is; None where that word belongs to an amount, as in `1 000 dh`.

    Raises a Refusal where it can be either, with a button for each amount. `counted` are the open events of money.
    """
    number, amount = ask.words[0], together(ask.words, ask.vocabulary)[0]
    grouped = len(ask.words) > 1 and starts_with_group(ask.words[1]) and amount != number
    try:
        meant = await find_event(ask, tx, number)
    except Refusal:
        if not counted or number.startswith("#"):
            raise
        return None
    campaign, event, _ = meant
    if not counted or not grouped or number.startswith("#"):
        return meant
    if not event.open or figure(ask.words[1]).startswith("0"):
        return None
    if event.id not in counted:
        return meant
    name, short = split(ask.request.text)[0], together(ask.words[1:], ask.vocabulary)[0]
    meanings = [(short, f"{name} #{event.id}"), (amount, name if len(counted) > 1 else f"{name} #{event.id}")]
    rest = ask.words[len(amount.split()) :]
    sums = [(read, command) for words, command in meanings if (read := read_amount(words, ask.vocabulary))]
    raise which_amount(
        [(read[0], " ".join((command, str(read[0]), *rest))) for read, command in sums], campaign.currency
    )


def _choice(ask: Ask, found: Sequence[tuple[Campaign, Event]]) -> Reply:
    """The events to choose from; each button does the whole command, and is left out if it could do only a part."""
    choice = listing(found, ask.kinds, ask.now, split(ask.request.text)[0], " ".join(ask.words))
    if all(len(button.command.encode()) <= LONGEST_COMMAND for row in choice.buttons for button in row):
        return choice
    return replace(choice, lines=(*choice.lines, Text("event-which")), buttons=())


async def participant_of(ask: Ask, tx: Transaction, event: Event) -> Participant:
    """The sender, by pseudonym, and the group of the message."""
    request = ask.request
    chat = None if ask.private else ask.chat.id or (await tx.chats.ensure(request.address, request.kind)).id
    known_as = tx.people.event_pseudonym(event.campaign, event.id, request.address.platform, request.person)
    return Participant(known_as, chat, request.simulated)


async def drop_reminder(ask: Ask, tx: Transaction, event: Event) -> bool:
    """Remove a private chat's reminder of an event; False if there was none."""
    reason = f"event:{event.id}"
    if not ask.private or ask.chat.id not in await tx.chats.kept(reason):
        return False
    await tx.chats.drop_private(ask.chat, reason)
    return True


COMMAND = Command("events", events, arguments=(Argument("campaign", suggest="campaigns"),), reads=True)
