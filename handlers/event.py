"""/event: one event in full; organizers create, change, approve and cancel events with it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.core.commands.event_walk import REQUIRED
from bot.core.commands.goal_changes import note_goal
from bot.core.commands.request import Argument, Ask, Command, actor, choose_campaign, need_role, note_act, noted_at
from bot.core.commands.time_buttons import stacked, time_label
from bot.core.delivery.approvals import ask_why, needed, reason
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events.kind import Kind
from bot.core.events.parse import MissingOptionError, Reading, WhichDayError, read_plans
from bot.core.events.previews import Preview, count_chats, plan_hash, preview_reply, store_preview, take_preview
from bot.core.events.proposals import Became, Outcome, Proposals, alarm_hash, check_changeable
from bot.core.events.replies import alarm_text, details, heading, sums, to_confirm
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan
from bot.core.model.reply import Button, Moment, Reply, Span, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.events import check_shown, choose_event, find_event

CONFIRMED = "confirmed"


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
    """Preview a new event from one line, as every chat will see it, with a button that confirms it."""
    slugs = {one.slug for one in ask.campaigns}
    named = next((word for word in ask.words if word in slugs), "")
    campaign = choose_campaign(ask, named)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    words = " ".join(word for word in ask.words if word != named)
    reading = Reading(ask.now, campaign.zone, ask.vocabulary)
    try:
        plans = read_plans(words, ask.kinds, campaign.spoken(ask.languages), reading)
    except MissingOptionError as missing:
        return await _ask_for(ask, tx, missing, f"new {campaign.slug} {words}")
    except WhichDayError as week:
        if not week.kind:
            raise
        line, zone = f"{named} {week.kind}".strip(), campaign.zone
        days = ((time_label(day, zone, clocked=False), f"{line} {day:%Y-%m-%d}") for day in week.days)
        buttons = stacked(Button(label, command=f"event new {words}") for label, words in days)
        return Reply(lines=(week.text,), buttons=buttons, personal=True)
    return await _choice(ask, tx, campaign, None, plans)


async def _edit(ask: Ask, tx: Transaction, *, moves: bool = False) -> Reply:
    """Preview the event, or its pending plan, with the changes, and a button that confirms them."""
    campaign, meant, _, _ = await _organized(ask, tx)
    check_changeable(meant)
    before = meant.draft or meant.plan
    reading = Reading(ask.now, meant.zone, ask.vocabulary, moves=moves)
    try:
        plans = read_plans(" ".join(ask.words[1:]), ask.kinds, campaign.spoken(ask.languages), reading, before)
    except MissingOptionError as missing:
        return await _ask_for(ask, tx, missing, f"{'postpone' if moves else 'edit'} {ask.rest}")
    if plans == (before,):
        raise Refusal(Text("event-no-change"), usage=True)
    return await _choice(ask, tx, campaign, meant, plans)


async def _postpone(ask: Ask, tx: Transaction) -> Reply:
    """The same as `edit`, but `20h` alone is the new time and not a length."""
    return await _edit(ask, tx, moves=True)


async def _ask_for(ask: Ask, tx: Transaction, missing: MissingOptionError, line: str) -> Reply:
    """Ask in private for the option that a line lacks, which the next message completes. Raises it elsewhere."""
    if not ask.private:
        raise missing
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, f"event fill {missing.name} {line}")
    cancel = Button(Text("button-walk-cancel"), command="event fill cancel")
    return Reply(lines=(Text(REQUIRED[missing.name]),), buttons=((cancel,),), personal=True)


async def _fill(ask: Ask, tx: Transaction) -> Reply:
    """Run the line that lacked an option, with the words that were sent for it; or drop the line."""
    name, act, *line = (*ask.words, "", "")
    if name == "cancel":
        await tx.dialogues.wait(ask.request.address.platform, ask.request.person, "")
        return say("walk-cancelled")
    if name not in REQUIRED or act not in FILLABLE:
        raise Refusal(Text("call-use-buttons"))
    said = [word for word in line if word]
    return await FILLABLE[act](replace(ask, words=(*said[:-1], *(f"{name}={word}" for word in said[-1:]))), tx)


async def _choice(
    ask: Ask, tx: Transaction, campaign: Campaign, meant: Event | None, plans: Sequence[Plan]
) -> Reply:  # fmt: skip
    """The preview of a plan; if the day has two meanings, a button for the preview of each."""
    if len(plans) == 1:
        return await show_preview(ask, tx, campaign, meant, plans[0])
    zone = meant.zone if meant else campaign.zone
    buttons = []
    for plan in plans:
        preview = _preview_of(ask, meant, plan)
        await store_preview(tx, campaign, preview)
        buttons.append(Button(time_label(plan.local, zone), command=f"event choose {preview.content_hash}"))
    given = next((word for word in ask.words if "/" in word or "." in word), " ".join(ask.words[1:]))
    return Reply(lines=(Text("when-two", {"given": given}),), buttons=stacked(buttons), personal=True)


async def _choose(ask: Ask, tx: Transaction) -> Reply:
    """Show the preview of the meaning that was chosen."""
    campaign, preview = await take_preview(tx, ask.campaigns, ask.rest, ask.now)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    meant = (await find_event(ask, tx, str(preview.event)))[1] if preview.event else None
    return await show_preview(ask, tx, campaign, meant, preview.plan)


def _preview_of(ask: Ask, meant: Event | None, plan: Plan) -> Preview:
    return Preview(plan, ask.now, meant.id, plan_hash(meant.draft or meant.plan)) if meant else Preview(plan, ask.now)


async def show_preview(ask: Ask, tx: Transaction, campaign: Campaign, meant: Event | None, plan: Plan) -> Reply:
    """The preview of a plan, for a new event (None) or this one, stored until it is confirmed."""
    proposals = proposals_of(ask, tx, campaign)
    await proposals.check(meant, plan)
    event = meant or Event(0, campaign.slug, campaign.zone, plan, ask.now)
    kept = _preview_of(ask, meant, plan)
    await store_preview(tx, campaign, kept)
    waits = await proposals.waits(meant, plan)
    shown = replace(event, plan=plan)
    return await preview_reply(tx, campaign, shown, ask.kinds[plan.kind], ask.now, kept.content_hash, waits=waits)


async def _confirm(ask: Ask, tx: Transaction) -> Reply:
    """Carry out a preview, or ask the other organizers to approve it."""
    campaign, preview = await take_preview(tx, ask.campaigns, ask.rest, ask.now)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    if ask.private:
        # The preview may have been the last step of a walk, which waits for words.
        await tx.dialogues.wait(ask.request.address.platform, ask.request.person, "")
    proposals = proposals_of(ask, tx, campaign)
    if not preview.event:
        meant = None
        outcome = await proposals.make(preview.plan)
        await note_act(ask, tx, campaign, role, "event-new", f"{outcome.event.id} {outcome.event.kind}")
    else:
        _, meant, _ = await find_event(ask, tx, str(preview.event))
        if plan_hash(meant.draft or meant.plan) != preview.base:
            raise Refusal(Text("event-preview-gone"))
        outcome = await proposals.change(meant, preview.plan)
        await note_act(ask, tx, campaign, role, "event-edit", str(meant.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _cancel(ask: Ask, tx: Transaction) -> Reply:
    """Ask to confirm a cancellation, with the number of chats that will be notified; then cancel."""
    campaign, meant, kind, role = await _organized(ask, tx)
    check_changeable(meant)
    if meant.open:
        event_lifecycle.check_over(meant, ask.now)
    proposals = proposals_of(ask, tx, campaign)
    if meant.open and ask.words[1:] != (CONFIRMED,):
        lines = (Text("event-cancel-preview", {"chats": await count_chats(tx, campaign)}),)
        confirm = Button(Text("button-confirm"), command=f"event cancel {meant.id} {CONFIRMED}")
        return to_confirm(heading(meant, kind), lines, confirm, waits=await proposals.waits(meant))
    outcome = await proposals.cancel(meant)
    await note_act(ask, tx, campaign, role, "event-cancel", str(meant.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _approve(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer approves a plan, named by its hash: any later change of the plan voids the approval."""
    campaign, meant, _, role = await _organized(ask, tx)
    content_hash = next(iter(ask.words[1:]), "")
    outcome = await proposals_of(ask, tx, campaign).approve(meant, content_hash)
    await note_act(ask, tx, campaign, role, "event-approved", f"{meant.id} {content_hash}")
    return await told(ask, tx, campaign, role, meant, outcome)


async def _refuse(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer rejects an event, with the reason; without a reason, ask for one."""
    campaign, meant, _, role = await _organized(ask, tx)
    content_hash, why = next(iter(ask.words[1:]), ""), " ".join(ask.words[2:])
    here = ask.request.address.platform, ask.request.person
    if not why:
        if not ask.private:
            raise Refusal(Text("refuse-how"), usage=True)
        return await ask_why(tx, *here, f"event refuse {meant.id} {content_hash}", back=f"menu look {meant.id}")
    await proposals_of(ask, tx, campaign).refuse(meant, content_hash, reason(why))
    await tx.dialogues.wait(*here, "")
    await note_act(ask, tx, campaign, role, "event-refused", f"{meant.id} {content_hash}")
    return say("refused-told")


async def _accept(ask: Ask, tx: Transaction) -> Reply:
    """Count the pledges of a burst, and trust their groups for this event."""
    campaign, meant, kind, role = await _organized(ask, tx)
    groups = await tx.pledges.accept(meant.id)
    if not groups:
        raise Refusal(Text("event-no-burst", {"id": str(meant.id)}))
    trusted = replace(meant, trusted=(*meant.trusted, *groups))
    await tx.events.update(trusted, event_lifecycle.next_due(trusted, kind))
    await note_act(ask, tx, campaign, role, "event-accept", str(meant.id))
    return say("event-accepted")


async def _release(ask: Ask, tx: Transaction) -> Reply:
    """Ask to confirm that all chats hear of a sudden rise that only organizers were told of; then announce it."""
    campaign, meant, kind, role = await _organized(ask, tx)
    if not meant.alarm:
        raise Refusal(Text("event-no-alarm", {"id": str(meant.id)}))
    if ask.words[1:] != (CONFIRMED, mark := alarm_hash(meant)):
        lines = (alarm_text(meant), Text("event-preview", {"chats": await count_chats(tx, campaign)}))
        confirm = Button(Text("button-confirm"), command=f"event release {meant.id} {CONFIRMED} {mark}")
        return to_confirm(heading(meant, kind), lines, confirm, waits=await needed(tx, campaign) > 0)
    outcome = await proposals_of(ask, tx, campaign).release(meant)
    await note_act(ask, tx, campaign, role, "event-release", str(meant.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _organized(ask: Ask, tx: Transaction) -> tuple[Campaign, Event, Kind, Role]:
    if not ask.words:
        raise Refusal(Text("event-which"), usage=True)
    campaign, meant, kind = await find_event(ask, tx, ask.words[0])
    return campaign, meant, kind, await need_role(ask, tx, campaign, Role.ORGANIZER)


def proposals_of(ask: Ask, tx: Transaction, campaign: Campaign) -> Proposals:
    """What this person can propose, approve and refuse in the campaign."""
    person = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    return Proposals(tx, campaign, person, ask.kinds, ask.now)


async def told(
    ask: Ask, tx: Transaction, campaign: Campaign, role: Role, before: Event | None, outcome: Outcome
) -> Reply:  # fmt: skip
    """The answer to the proposer; the audit log has what waits for approval with its author, and a new goal."""
    if outcome.became is Became.WAITING:
        await note_act(ask, tx, campaign, role, "event-proposed", f"{outcome.event.id} {outcome.content_hash}")
    reply = _reply(ask, outcome)
    if before is None or outcome.became is not Became.CHANGED:
        return reply
    by, asked = actor(ask, tx, campaign, role), outcome.authors
    goal = await note_goal(tx, before, outcome.event, by, noted_at(ask), asked)
    return replace(reply, buttons=((Button(Text("button-undo"), command=goal.command),),)) if goal else reply


def _reply(ask: Ask, outcome: Outcome) -> Reply:
    event = outcome.event
    if outcome.became is Became.WAITING:
        return say("event-waits" if outcome.asked else "event-waits-unasked", id=str(event.id))
    if outcome.became is Became.APPROVED:
        return say("event-more-approvals", missing=outcome.missing)
    if outcome.became is Became.CANCELLED:
        return say("event-cancelled", id=str(event.id))
    if outcome.became is Became.RELEASED:
        return say("event-released")
    values: dict[str, Value] = {
        "id": str(event.id), "start": Moment(event.starts_at, event.zone), "end": Moment(event.ends_at, event.zone),
        "length": Span(event.length, fine=True),
    }  # fmt: skip
    done = Text("event-made" if outcome.became is Became.MADE else "event-changed", values)
    return Reply(heading(event, ask.kinds[event.kind]), (done, Text("event-next", {"id": str(event.id)})))


FILLABLE: dict[str, Callable[[Ask, Transaction], Awaitable[Reply]]]
FILLABLE = {"new": _new, "edit": _edit, "postpone": _postpone}
"""The acts whose line can lack an option, which is then asked for."""

ACTS: dict[str, Callable[[Ask, Transaction], Awaitable[Reply]]] = {
    **FILLABLE,
    "fill": _fill,
    "cancel": _cancel,
    "choose": _choose,
    "confirm": _confirm,
    "approve": _approve,
    "refuse": _refuse,
    "accept": _accept,
    "release": _release,
}

COMMAND = Command("event", event, arguments=(
    Argument("act", choices=tuple(act for act in ACTS if act != "fill")),
    Argument("event", suggest="events"), Argument("words"),
))  # fmt: skip
