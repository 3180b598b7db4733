"""/retract CALL: withdraw a call from every chat, at once and without approval."""

from bot.core.calls import lifecycle as call_lifecycle
from bot.core.calls.reach import stands
from bot.core.commands.request import Argument, Ask, Command
from bot.core.delivery.promises import with_halt
from bot.core.model.call import CallState
from bot.core.model.reply import Reply, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call import call_off, note_call, number_of, open_call
from handlers.standing import call_stands


async def retract(ask: Ask, tx: Transaction) -> Reply:
    """Cancel what waits; delete what was sent, or edit it to say that it was withdrawn."""
    found, campaign = await open_call(ask, tx, number_of(ask))
    if found.state is CallState.RETRACTED and not await stands(tx, found):
        return await call_stands(tx, found)
    if found.state in {CallState.SCHEDULED, CallState.REPEATING} and not found.announcement:
        # It has not been sent yet, so retracting can only mean cancelling.
        return await call_off(ask, tx, campaign, found)
    await call_lifecycle.retract(tx, found, ask.now)
    await note_call(ask, tx, campaign, "retract", found)
    return await with_halt(tx, campaign, say("retract-begun", id=str(found.id)))


COMMAND = Command(
    "retract",
    retract,
    arguments=(Argument("call", required=True, suggest="calls"),),
    private=True,
    person=True,
    role=Role.ORGANIZER,
    form=True,
)
