"""What an organizer proposes for an event: what others proposed before, and what is told of what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.commands.goal_changes import note_goal
from bot.core.commands.request import Ask, actor, note_act, noted_at
from bot.core.delivery.approvals import asked_by_others, cancel_matter, event_matter, release_matter
from bot.core.delivery.promises import with_halt
from bot.core.events.previews import alarm_hash, plan_hash
from bot.core.events.proposals import CANCEL, Proposals
from bot.core.events.replies import heading
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Became, Event, Outcome, Plan
from bot.core.model.reply import Button, Moment, Reply, Span, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.approvals import Matter
from bot.core.ports.database import Transaction
from handlers.standing import event_stands

PROPOSED = "event-proposed"
"""The act of the audit log: the event and the hash of what waits."""


async def same_plan(ask: Ask, tx: Transaction, campaign: Campaign, event: Event, plan: Plan) -> Reply | None:
    """What is shown to whoever wants the plan that waits already: the request to approve it, its authors how far it is.

    None for another plan.
    """
    if plan != event.draft or not await tx.approvals.authors(event_matter(event)):
        return None
    agreed = await asked_already(ask, tx, campaign, event, plan_hash(plan))
    return agreed or await event_stands(tx, event, ask.now)


async def same_change(
    ask: Ask, tx: Transaction, campaign: Campaign, event: Event, read: Callable[[Plan], Sequence[Plan]]
) -> Reply | None:  # fmt: skip
    """The request of others whose plan this line makes of the one in force: two who say `+2h` mean one move.

    None for any other line; `read` says what it makes of a plan.
    """
    person = proposals_of(ask, tx, campaign).person
    if event.draft is None or not await asked_by_others(tx, event_matter(event), person):
        return None
    try:
        plans = read(event.plan)
    except Refusal:
        return None
    return await same_plan(ask, tx, campaign, event, event.draft) if tuple(plans) == (event.draft,) else None


async def asked_already(
    ask: Ask, tx: Transaction, campaign: Campaign, event: Event, content_hash: str
) -> Reply | None:  # fmt: skip
    """The request of others for what the hash stands for; whoever approved that is told how far it is.

    None where nobody else has asked for it.
    """
    proposals = proposals_of(ask, tx, campaign)
    request = await proposals.request(event, content_hash)
    if request and proposals.person in await tx.approvals.approved(matter_of(event, content_hash), content_hash):
        return await event_stands(tx, event, ask.now)
    return request and replace(request, personal=True)


async def waits_for_me(tx: Transaction, proposals: Proposals, event: Event) -> bool:
    """Whether something of an event waits for this person's approval, and can still be done."""
    plan = plan_hash(event.draft) if event.draft is not None else ""
    for content_hash in (plan, CANCEL, alarm_hash(event)):
        try:
            matter, draft = await proposals.waiting(event, content_hash)
        except Refusal:
            continue
        possible = draft is None or not await proposals.hindrance(event, draft)
        approved = proposals.person in await tx.approvals.approved(matter, content_hash)
        if possible and not approved and await asked_by_others(tx, matter, proposals.person):
            return True
    return False


def matter_of(event: Event, content_hash: str) -> Matter:
    """What the hash in an approval stands for: the cancellation, the release of the alarm, or a plan."""
    if content_hash == CANCEL:
        return cancel_matter(event)
    return release_matter(event) if content_hash == alarm_hash(event) else event_matter(event)


def proposals_of(ask: Ask, tx: Transaction, campaign: Campaign) -> Proposals:
    """What this person can propose, approve and refuse in the campaign."""
    person = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    return Proposals(tx, campaign, person, ask.kinds, ask.now)


async def told(
    ask: Ask, tx: Transaction, campaign: Campaign, role: Role, before: Event | None, outcome: Outcome
) -> Reply:  # fmt: skip
    """The answer to the proposer; the audit log has what waits for approval with its author, and a new goal."""
    if outcome.became is Became.WAITING:
        await note_act(ask, tx, campaign, role, PROPOSED, f"{outcome.event.id} {outcome.content_hash}")
    reply = await with_halt(tx, campaign, _reply(ask, outcome))
    if before is None or outcome.became is not Became.CHANGED:
        return reply
    by, asked = actor(ask, tx, campaign, role), outcome.authors
    goal = await note_goal(tx, before, outcome.event, by, noted_at(ask), asked)
    return replace(reply, buttons=((Button(Text("button-undo"), command=goal.command),),)) if goal else reply


def _reply(ask: Ask, outcome: Outcome) -> Reply:
    event = outcome.event
    if outcome.became is Became.WAITING:
        waits, unasked = _waits(event, outcome.content_hash)
        return say(waits if outcome.asked else unasked, id=str(event.id))
    if outcome.became is Became.WITHDRAWN:
        return say("event-withdrawn", id=str(event.id))
    if outcome.became is Became.LAPSED:
        menu = Button(Text("button-menu"), command=f"menu {event.campaign}")
        return replace(say("event-lapsed-told", id=str(event.id)), buttons=((menu,),))
    if outcome.became is Became.APPROVED:
        return say("event-more-approvals", missing=outcome.missing)
    if outcome.became in {Became.CANCELLED, Became.DROPPED}:
        return say("event-cancelled" if outcome.became is Became.CANCELLED else "event-dropped", id=str(event.id))
    if outcome.became is Became.RELEASED:
        return say("event-released")
    values: dict[str, Value] = {
        "id": str(event.id), "start": Moment(event.starts_at, event.zone), "end": Moment(event.ends_at, event.zone),
        "length": Span(event.length, fine=True),
    }  # fmt: skip
    done = Text("event-made" if outcome.became is Became.MADE else "event-changed", values)
    return Reply(heading(event, ask.kinds[event.kind]), (done, Text("event-next", {"id": str(event.id)})))


def _waits(event: Event, content_hash: str) -> tuple[str, str]:
    """What is said of that which waits under this hash, and of that which nobody could be asked for."""
    if content_hash == alarm_hash(event):
        return "event-waits-release", "event-waits-release-unasked"
    return (
        ("event-waits-change", "event-waits-change-unasked") if event.open else ("event-waits", "event-waits-unasked")
    )
