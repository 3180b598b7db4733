"""/event: one event in full; organizers make, change, approve and cancel events with it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events.kind import Kind
from bot.core.events.parse import read_plan
from bot.core.events.proposals import Became, Outcome, Proposals, check_changeable
from bot.core.events.replies import details, heading, sums
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.reply import Moment, Reply, Span, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.events import check_shown, choose_event, find_event


async def event(ask: Ask, tx: Transaction) -> Reply:
    """Show an event, or do what the first word says."""
    act = ACTS.get(ask.words[0].lower()) if ask.words else None
    if act is not None:
        return await act(replace(ask, words=ask.words[1:]), tx)
    found, words = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, meant, kind = found
    await check_shown(ask, tx, campaign, meant)
    status = await read_status(tx, campaign, meant, kind, ask.now)
    return sums(status) if "sums" in words else details(status)


async def _new(ask: Ask, tx: Transaction) -> Reply:
    """One line makes an event; it is announced at once, unless its own words need another organizer's approval."""
    slugs = {one.slug for one in ask.campaigns}
    named = next((word for word in ask.words if word in slugs), "")
    campaign = choose_campaign(ask, named)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    words = " ".join(word for word in ask.words if word != named)
    outcome = await _proposals(ask, tx, campaign).make(read_plan(words, ask.kinds, ask.languages))
    await note_act(ask, tx, campaign, role, "event-new", f"{outcome.event.id} {outcome.event.kind}")
    return await _told(ask, tx, campaign, role, outcome)


async def _edit(ask: Ask, tx: Transaction) -> Reply:
    """Change what the words name; other words of an organizer's own need approval, a new time does not."""
    campaign, meant, _, role = await _organized(ask, tx)
    check_changeable(meant)
    before, words = meant.draft or meant.plan, " ".join(ask.words[1:])
    plan, draft = (read_plan(words, ask.kinds, ask.languages, base) for base in (meant.plan, before))
    if (plan, draft) == (meant.plan, before):
        raise Refusal(Text("event-no-change"), usage=True)
    outcome = await _proposals(ask, tx, campaign).change(meant, plan, draft)
    await note_act(ask, tx, campaign, role, "event-edit", str(meant.id))
    return await _told(ask, tx, campaign, role, outcome)


async def _cancel(ask: Ask, tx: Transaction) -> Reply:
    campaign, meant, kind, role = await _organized(ask, tx)
    check_changeable(meant)
    await event_lifecycle.cancel(tx, campaign, meant, kind, ask.now)
    await note_act(ask, tx, campaign, role, "event-cancel", str(meant.id))
    return say("event-cancelled", id=str(meant.id))


async def _approve(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer's yes, bound to a mark of the words: after any change of them it is void."""
    campaign, meant, _, role = await _organized(ask, tx)
    mark = next(iter(ask.words[1:]), "")
    outcome = await _proposals(ask, tx, campaign).approve(meant, mark)
    await note_act(ask, tx, campaign, role, "event-approved", f"{meant.id} {mark}")
    return _reply(ask, outcome)


async def _accept(ask: Ask, tx: Transaction) -> Reply:
    """Count the pledges that came in a burst, and trust their groups for this event."""
    campaign, meant, kind, role = await _organized(ask, tx)
    groups = await tx.pledges.accept(meant.id)
    if not groups:
        raise Refusal(Text("event-no-burst", {"id": str(meant.id)}))
    trusted = replace(meant, trusted=(*meant.trusted, *groups))
    await tx.events.update(trusted, event_lifecycle.next_due(trusted, kind))
    await note_act(ask, tx, campaign, role, "event-accept", str(meant.id))
    return say("event-accepted")


async def _release(ask: Ask, tx: Transaction) -> Reply:
    """Tell everyone of a sudden rise that only organizers knew of."""
    campaign, meant, kind, role = await _organized(ask, tx)
    if not await event_lifecycle.release(tx, meant, kind, ask.now):
        raise Refusal(Text("event-no-alarm", {"id": str(meant.id)}))
    await note_act(ask, tx, campaign, role, "event-release", str(meant.id))
    return say("event-released")


async def _organized(ask: Ask, tx: Transaction) -> tuple[Campaign, Event, Kind, Role]:
    if not ask.words:
        raise Refusal(Text("event-which"), usage=True)
    campaign, meant, kind = await find_event(ask, tx, ask.words[0])
    return campaign, meant, kind, await need_role(ask, tx, campaign, Role.ORGANIZER)


def _proposals(ask: Ask, tx: Transaction, campaign: Campaign) -> Proposals:
    person = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    return Proposals(tx, campaign, person, ask.kinds, ask.now)


async def _told(ask: Ask, tx: Transaction, campaign: Campaign, role: Role, outcome: Outcome) -> Reply:
    """The answer to who proposes; that they are an author of words that wait stands in the audit log too."""
    if outcome.mark:
        await note_act(ask, tx, campaign, role, "event-proposed", f"{outcome.event.id} {outcome.mark}")
    return _reply(ask, outcome)


def _reply(ask: Ask, outcome: Outcome) -> Reply:
    event = outcome.event
    if outcome.became is Became.WAITING:
        return say("event-waits", id=str(event.id))
    if outcome.became is Became.APPROVED:
        return say("event-more-approvals", missing=outcome.missing)
    values: dict[str, Value] = {
        "id": str(event.id),
        "start": Moment(event.starts_at, event.zone),
        "end": Moment(event.ends_at, event.zone),
        "length": Span(event.length, fine=True),
    }
    done = Text("event-made" if outcome.became is Became.MADE else "event-changed", values)
    return Reply(heading(event, ask.kinds[event.kind]), (done, Text("event-next", {"id": str(event.id)})))


ACTS: dict[str, Callable[[Ask, Transaction], Awaitable[Reply]]] = {
    "new": _new,
    "edit": _edit,
    "postpone": _edit,
    "cancel": _cancel,
    "approve": _approve,
    "accept": _accept,
    "release": _release,
}

COMMAND = Command(
    "event",
    event,
    arguments=(Argument("act", choices=tuple(ACTS)), Argument("event", suggest="events"), Argument("words")),
)
