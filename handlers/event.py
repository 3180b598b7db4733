"""/event: one event in full; organizers create, change, approve and cancel events with it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.core.commands.event_draft import end_planning
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.commands.time_buttons import stacked, time_label
from bot.core.delivery.approvals import ask_why, check_no_author, needed, reason
from bot.core.delivery.promises import with_halt
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events.kind import Kind
from bot.core.events.parse import MissingOptionError, Reading, WhichDayError, read_plans
from bot.core.events.previews import (
    Preview,
    alarm_hash,
    base_of,
    count_chats,
    preview_reply,
    store_preview,
    take_preview,
)
from bot.core.events.proposals import CANCEL, check_changeable
from bot.core.events.replies import alarm_text, details, sums, to_confirm
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Became, Event, EventState, Plan
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.event_line import ask_for, fill
from handlers.event_proposals import asked_already, matter_of, proposals_of, same_change, same_plan, told
from handlers.events import check_shown, choose_event, find_event
from handlers.standing import event_stands, is_approved, is_cancelled, is_released, with_acts

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
    return sums(status) if "sums" in words else await with_acts(ask, tx, meant, details(status))


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
        return await ask_for(ask, tx, missing, f"new {campaign.slug} {words}")
    except WhichDayError as week:
        if not week.kind:
            raise
        line, zone = f"{named} {week.kind}".strip(), campaign.zone
        days = ((time_label(day, zone, clocked=False), f"{line} {day:%Y-%m-%d}") for day in week.days)
        buttons = stacked(Button(label, command=f"event new {words}") for label, words in days)
        return Reply(lines=(week.text,), buttons=buttons, personal=True)
    return await _choice(ask, tx, campaign, None, plans)


async def _edit(ask: Ask, tx: Transaction, *, moves: bool = False) -> Reply:
    """Preview the event, or its pending plan, with the changes, and a button that confirms them.

    An event that is not announced, and waits for nobody's approval, is proposed again as it stands.
    """
    campaign, meant, _, _ = await _organized(ask, tx)
    check_changeable(meant)
    before = meant.draft or meant.plan
    reading = Reading(ask.now, meant.zone, ask.vocabulary, moves=moves)
    read = partial(read_plans, " ".join(ask.words[1:]), ask.kinds, campaign.spoken(ask.languages), reading)
    if same := await same_change(ask, tx, campaign, meant, read):
        return same
    try:
        plans = read(before)
    except MissingOptionError as missing:
        return await ask_for(ask, tx, missing, f"{'postpone' if moves else 'edit'} {ask.rest}")
    if plans == (before,):
        if same := await same_plan(ask, tx, campaign, meant, before):
            return same
        if meant.state is not EventState.PROPOSED:
            raise Refusal(Text("event-no-change"), usage=True)
    return await _choice(ask, tx, campaign, meant, plans)


async def _postpone(ask: Ask, tx: Transaction) -> Reply:
    """The same as `edit`, but `20h` alone is the new time and not a length."""
    return await _edit(ask, tx, moves=True)


async def _fill(ask: Ask, tx: Transaction) -> Reply:
    """Complete a line that lacked an option."""
    return await fill(ask, tx, FILLABLE)


async def _choice(
    ask: Ask, tx: Transaction, campaign: Campaign, meant: Event | None, plans: Sequence[Plan]
) -> Reply:  # fmt: skip
    """The preview of a plan; if the day has two meanings, a button for the preview of each."""
    if len(plans) == 1:
        return await show_preview(ask, tx, campaign, meant, plans[0])
    zone = meant.zone if meant else campaign.zone
    buttons = []
    for plan in plans:
        preview = _preview_of(ask, campaign, meant, plan)
        await store_preview(tx, campaign, preview)
        buttons.append(Button(time_label(plan.local, zone), command=f"event choose {preview.content_hash}"))
    given = next((word for word in ask.words if "/" in word or "." in word), " ".join(ask.words[1:]))
    return Reply(lines=(Text("when-two", {"given": given}),), buttons=stacked(buttons), personal=True)


async def _choose(ask: Ask, tx: Transaction) -> Reply:
    """Show the preview of the meaning that was chosen."""
    campaign, preview = await take_preview(tx, ask.campaigns, ask.rest, ask.now)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    if preview.made:
        return await event_stands(tx, (await find_event(ask, tx, str(preview.made)))[1], ask.now)
    meant = (await find_event(ask, tx, str(preview.event)))[1] if preview.event else None
    return await show_preview(ask, tx, campaign, meant, preview.plan)


def _preview_of(ask: Ask, campaign: Campaign, meant: Event | None, plan: Plan) -> Preview:
    return Preview(campaign.slug, plan, ask.now, meant.id if meant else 0, base_of(campaign, meant))


async def show_preview(ask: Ask, tx: Transaction, campaign: Campaign, meant: Event | None, plan: Plan) -> Reply:
    """The preview of a plan, for a new event (None) or this one, stored until it is confirmed."""
    proposals = proposals_of(ask, tx, campaign)
    await proposals.check(meant, plan)
    event = meant or Event(0, campaign.slug, campaign.zone, plan, ask.now)
    kept = _preview_of(ask, campaign, meant, plan)
    await store_preview(tx, campaign, kept)
    becomes = await proposals.becomes(meant, plan)
    shown = replace(event, plan=plan)
    return await preview_reply(tx, campaign, shown, ask.kinds[plan.kind], ask.now, kept.content_hash, becomes)


async def _confirm(ask: Ask, tx: Transaction) -> Reply:
    """Carry out a preview, or ask the other organizers to approve it."""
    campaign, preview = await take_preview(tx, ask.campaigns, ask.rest, ask.now)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    number = preview.made or preview.event
    meant = (await find_event(ask, tx, str(number)))[1] if number else None
    if not preview.made:
        await end_planning(ask, tx, campaign, preview)
    if meant is not None and (same := await same_plan(ask, tx, campaign, meant, preview.plan)):
        return same
    if meant is not None and preview.made:
        return await event_stands(tx, meant, ask.now)
    if preview.base != base_of(campaign, meant):
        raise Refusal(Text("event-preview-gone"))
    proposals = proposals_of(ask, tx, campaign)
    if meant is None:
        outcome = await proposals.make(preview.plan)
        await note_act(ask, tx, campaign, role, "event-new", f"{outcome.event.id} {outcome.event.kind}")
    else:
        outcome = await proposals.change(meant, preview.plan)
        await note_act(ask, tx, campaign, role, "event-edit", str(meant.id))
    await store_preview(tx, campaign, replace(preview, made=outcome.event.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _cancel(ask: Ask, tx: Transaction) -> Reply:
    """Ask to confirm a cancellation, with the number of chats that will be notified; then cancel."""
    campaign, meant, kind, role = await _organized(ask, tx)
    proposals = proposals_of(ask, tx, campaign)
    waits = await proposals.waits(meant)
    if await is_cancelled(tx, meant, proposals.person, waits=waits):
        return await event_stands(tx, meant, ask.now)
    check_changeable(meant)
    if meant.open:
        event_lifecycle.check_over(meant, ask.now)
    confirmed = ask.words[1:] == (CONFIRMED,)
    if waits and (agreed := await _agreed(ask, tx, meant, CANCEL, confirmed=confirmed)):
        return agreed
    if meant.open and not confirmed:
        lines = (Text("event-cancel-preview", {"chats": await count_chats(tx, campaign)}),)
        confirm = Button(Text("button-confirm"), command=f"event cancel {meant.id} {CONFIRMED}")
        return to_confirm(meant, kind, lines, confirm, waits=waits)
    outcome = await proposals.cancel(meant)
    await note_act(ask, tx, campaign, role, "event-cancel", str(meant.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _approve(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer approves a plan, named by its hash: any later change of the plan voids the approval."""
    campaign, meant, _, role = await _organized(ask, tx)
    content_hash, proposals = next(iter(ask.words[1:]), ""), proposals_of(ask, tx, campaign)
    if is_approved(meant, content_hash):
        return await event_stands(tx, meant, ask.now)
    again = proposals.person in await tx.approvals.approved(matter_of(meant, content_hash), content_hash)
    outcome = await proposals.approve(meant, content_hash)
    if not again and outcome.became is not Became.LAPSED:
        await note_act(ask, tx, campaign, role, "event-approved", f"{meant.id} {content_hash}")
    return await told(ask, tx, campaign, role, meant, outcome)


async def _refuse(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer rejects an event, with the reason; without a reason, ask for one."""
    campaign, meant, _, role = await _organized(ask, tx)
    content_hash, why = next(iter(ask.words[1:]), ""), " ".join(ask.words[2:])
    here, proposals = (ask.request.address.platform, ask.request.person), proposals_of(ask, tx, campaign)
    if not why:
        if not ask.private:
            raise Refusal(Text("refuse-how"), usage=True)
        matter, _ = await proposals.waiting(meant, content_hash)
        await check_no_author(tx, matter, proposals.person)
        return await ask_why(tx, *here, f"event refuse {meant.id} {content_hash}", back=f"menu look {meant.id}")
    await proposals.refuse(meant, content_hash, reason(why))
    await tx.dialogues.end(*here, f"event refuse {meant.id} ")
    await note_act(ask, tx, campaign, role, "event-refused", f"{meant.id} {content_hash}")
    return await with_halt(tx, campaign, say("refused-told"))


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
    proposals = proposals_of(ask, tx, campaign)
    waits = await needed(tx, campaign) > 0
    if ask.words[1:2] == (CONFIRMED,) and await is_released(tx, meant, proposals.person, waits=waits):
        return await event_stands(tx, meant, ask.now)
    if not meant.alarm:
        raise Refusal(Text("event-no-alarm", {"id": str(meant.id)}))
    confirmed = ask.words[1:] == (CONFIRMED, mark := alarm_hash(meant))
    if waits and (agreed := await _agreed(ask, tx, meant, mark, confirmed=confirmed)):
        return agreed
    if not confirmed:
        lines = (alarm_text(meant), Text("event-preview", {"chats": await count_chats(tx, campaign)}))
        confirm = Button(Text("button-confirm"), command=f"event release {meant.id} {CONFIRMED} {mark}")
        return to_confirm(meant, kind, lines, confirm, waits=waits)
    outcome = await proposals.release(meant)
    await note_act(ask, tx, campaign, role, "event-release", str(meant.id))
    return await told(ask, tx, campaign, role, meant, outcome)


async def _agreed(ask: Ask, tx: Transaction, event: Event, content_hash: str, *, confirmed: bool) -> Reply | None:
    """The request of others who want the same already; once this person has confirmed it, their approval.

    None where nobody else has asked for it.
    """
    campaign, meant, _, _ = await _organized(ask, tx)
    agreed = await asked_already(ask, tx, campaign, meant, content_hash)
    return await _approve(replace(ask, words=(str(event.id), content_hash)), tx) if agreed and confirmed else agreed


async def _organized(ask: Ask, tx: Transaction) -> tuple[Campaign, Event, Kind, Role]:
    if not ask.words:
        raise Refusal(Text("event-which"), usage=True)
    campaign, meant, kind = await find_event(ask, tx, ask.words[0])
    return campaign, meant, kind, await need_role(ask, tx, campaign, Role.ORGANIZER)


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
), acts=dict.fromkeys(ACTS, Role.ORGANIZER), form=True)  # fmt: skip
