"""How far an event or a call is, as its organizers need it: in a list, and for a second tap on what is done already."""

from dataclasses import replace
from datetime import datetime

from bot.core.calls.reach import stands
from bot.core.calls.replies import call_buttons
from bot.core.calls.series import stop_button
from bot.core.commands.request import Ask
from bot.core.delivery.approvals import cancel_matter, release_matter
from bot.core.events.previews import plan_hash
from bot.core.events.proposals import CANCEL
from bot.core.events.replies import change_again
from bot.core.events.status import event_state
from bot.core.model.call import Call, CallState
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Button, Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction


def event_buttons(event: Event) -> tuple[Button, ...]:
    """The buttons to see an event, and to take it back where no chat has heard of it, or to change it."""
    buttons = [Button(Text("button-open", {"id": str(event.id)}), command=f"event {event.id}")]
    if event.state is EventState.PROPOSED:
        buttons.append(change_again(event))
        buttons.append(Button(Text("button-retract", {"id": str(event.id)}), command=f"event cancel {event.id}"))
    elif event.draft is not None:
        buttons.append(change_again(event))
    return tuple(buttons)


async def with_acts(ask: Ask, tx: Transaction, event: Event, reply: Reply) -> Reply:
    """What is shown of an event; its organizers, in private, can change it or call it off from there."""
    if not ask.private or not event.open or event.ends_at <= ask.now:
        return reply
    role = await tx.people.role(event.campaign, ask.request.address.platform, ask.request.person)
    if role is None or not role.covers(Role.ORGANIZER):
        return reply
    change = Button(Text("button-change-event"), command=f"menu again {event.id}")
    call_off = Button(Text("button-call-off"), command=f"event cancel {event.id}")
    return replace(reply, buttons=(*reply.buttons, (change, call_off)))


async def event_stands(tx: Transaction, event: Event, now: datetime) -> Reply:
    """What is told of a tap that did its work already: how far the event is, with its buttons."""
    line = Text("stands-event", {"id": str(event.id), "state": await event_state(tx, event, now)})
    return Reply(lines=(line,), buttons=(event_buttons(event),), personal=True)


async def is_cancelled(tx: Transaction, event: Event, person: str, *, waits: bool) -> bool:
    """Whether an event is called off, or this person has asked others for that and it `waits` for them."""
    asked = waits and event.open and person in await tx.approvals.authors(cancel_matter(event))
    return asked or event.state is EventState.CANCELLED


def is_approved(event: Event, content_hash: str) -> bool:
    """Whether the plan with this hash is in force; or the event called off, where the hash stands for that."""
    if content_hash == CANCEL:
        return event.state is EventState.CANCELLED
    return event.draft is None and event.open and content_hash == plan_hash(event.plan)


async def is_released(tx: Transaction, event: Event, person: str, *, waits: bool) -> bool:
    """Whether nothing of an alarm is left to tell, or this person has asked others and it `waits` for them."""
    return not event.alarm or (waits and person in await tx.approvals.authors(release_matter(event)))


async def call_stands(tx: Transaction, call: Call) -> Reply:
    """The same of a call."""
    line = Text("stands-call", {"id": call.number, "status": Text(f"call-is-{call.status}")})
    return Reply(lines=(line,), buttons=tuple((one,) for one in await buttons_of(tx, call, own=True)), personal=True)


async def buttons_of(tx: Transaction, call: Call, *, own: bool) -> list[Button]:
    """The buttons a person may use on a call; a draft has them only for its author."""
    report = Button(Text("button-report", {"id": str(call.id)}), command=f"report {call.id}")
    if call.state is CallState.REPEATING:
        return [report, stop_button(call.id)]
    if call.announcement:
        return [report, *call_buttons(call, stands=await stands(tx, call))]
    if call.state is CallState.PROPOSED or (call.state is CallState.DRAFT and own):
        opened = Button(Text("button-open", {"id": str(call.id)}), command=f"call {call.id}")
        return [opened, Button(Text("button-cancel", {"id": str(call.id)}), command=f"calls cancel {call.id}")]
    return call_buttons(call, stands=False)
