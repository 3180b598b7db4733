"""/report CALL: how far a call has come, and why it failed where it did."""

from bot.core.calling import tally
from bot.core.calls_telling import progress_reply
from bot.core.command import Argument, Ask, Command
from bot.core.ports import Transaction
from bot.core.reply import Reply
from bot.core.roles import Role
from handlers.call import number_of, open_call


async def report(ask: Ask, tx: Transaction) -> Reply:
    """Deliveries by state, failures by reason, the time that is left."""
    found, campaign = await open_call(ask, tx, number_of(ask))
    return progress_reply(found, campaign, await tally(tx, campaign, found, ask.now))


COMMAND = Command(
    "report",
    report,
    arguments=(Argument("call", required=True, suggest="calls"),),
    private=True,
    person=True,
    reads=True,
    role=Role.ORGANIZER,
)
