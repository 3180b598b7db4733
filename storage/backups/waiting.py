"""What waited to be launched or approved at a backup may have gone out since: old buttons must not send it again."""

from dataclasses import replace

from sqlalchemy import delete, select, update

from bot.core.model.call import CallState
from bot.core.model.event import Event, EventState
from bot.core.ports.approvals import MatterKind
from storage.calls import UNLAUNCHED, CallRows, drop_notices
from storage.engine.json_columns import write
from storage.engine.session import Link
from storage.events import EventRows
from storage.tables import approvals, calls, events

_OF_EVENTS = approvals.c.kind != MatterKind.CALL.value


async def renew_waiting(link: Link) -> None:
    """Make every call that was not launched a draft with a new number, and let nothing of an event wait for approval.

    An event that was never announced gets a new number too; of an announced one the waiting plan is dropped, as where
    it is refused. The requests go with what they ask for, so that `forget` need not know of their old numbers.
    """
    waiting = select(calls.c.id).where(calls.c.state.in_(UNLAUNCHED)).order_by(calls.c.id)
    for number in list(await link.connection.scalars(waiting)):
        await _renew_call(link, number)
    alive = [EventState.PROPOSED.value, EventState.OPEN.value]
    found = select(events.c.id).where(events.c.state.in_(alive)).order_by(events.c.id)
    for number in list(await link.connection.scalars(found)):
        await _renew_event(link, number)


async def _renew_call(link: Link, number: int) -> None:
    rows = CallRows(link)
    call = await rows.get(number)
    assert call is not None  # noqa: S101 - for the type checker
    await rows.delete(number)
    await drop_notices(link, f"approve:{number}:")
    await rows.add(replace(call, state=CallState.DRAFT))


async def _renew_event(link: Link, number: int) -> None:
    event = await EventRows(link).get(number)
    assert event is not None  # noqa: S101 - for the type checker
    theirs = (_OF_EVENTS, approvals.c.number == number)
    authors = (approvals.c.kind == MatterKind.EVENT.value, approvals.c.author)
    if event.state is EventState.PROPOSED:
        # Who wrote it stays known, so that it goes with `forget`.
        kept = replace(event, plan=event.draft or event.plan, draft=None)
        renewed = await EventRows(link).add(kept, None)
        await link.connection.execute(update(approvals).where(*theirs, *authors).values(number=renewed.id))
        await link.connection.execute(delete(events).where(events.c.id == number))
    else:
        await link.connection.execute(update(events).where(events.c.id == number).values(document=_withdrawn(event)))
    await link.connection.execute(delete(approvals).where(*theirs))
    await drop_notices(link, f"event-approve:{number}:")


def _withdrawn(event: Event) -> str:
    # With a blank more the alarm has another hash, which its old buttons do not name.
    return write(replace(event, draft=None, alarm=event.alarm and f"{event.alarm} "))
