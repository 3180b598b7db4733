"""Whether something of a call stands in a chat, and what can be done with it therefore."""

from bot.core.model.call import Call
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.ports.database import Transaction


async def stands(tx: Transaction, call: Call) -> bool:
    """Whether a message of it is in some chat, or may be, or is on its way there."""
    return bool(call.announcement) and await tx.ledger.stands(call.announcement)


async def over(tx: Transaction, call: Call) -> Refusal:
    """The refusal to pause or cancel a call that is over; it names what can still be done."""
    return Refusal(Text("call-over" if await stands(tx, call) else "call-ended", {"id": str(call.id)}))
