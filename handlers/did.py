"""/did CALL: the tap on "I did it" under a call, counted once per person and never with a name."""

from bot.core.calls.lifecycle import find_call
from bot.core.calls.replies import did_line
from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.call import UNSENT, ButtonKind, CallState
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text
from bot.core.ports.database import Transaction
from handlers.call import number_of


async def did(ask: Ask, tx: Transaction) -> Reply:
    """Count the person, and show only them the total."""
    number = number_of(ask)
    try:
        found = await find_call(tx, number)
    except Refusal:
        raise _none(number) from None
    # In the author's own preview of a draft, the button can be tapped too, but it counts nothing.
    if found.state in UNSENT:
        return Reply(lines=(Text("call-did-test"),), personal=True)
    if found.state is CallState.CANCELLED and not found.announcement:
        raise Refusal(Text("call-ended", {"id": ask.rest}))
    if not any(button.kind is ButtonKind.DID_IT for button in found.script.buttons):
        raise _none(number)
    person = tx.people.tap_pseudonym(found.campaign, found.id, ask.request.address.platform, ask.request.person)
    new = await tx.calls.tap(found.id, person)
    return Reply(lines=(Text("call-did" if new else "call-did-before"), did_line(found.did)), personal=True)


def _none(number: str) -> Refusal:
    """Of a call that is gone or asks for no tap, in words for everybody: the list of calls is for organizers."""
    return Refusal(Text("call-did-none", {"id": number}))


COMMAND = Command("did", did, arguments=(Argument("call", required=True),), person=True, form=True)
