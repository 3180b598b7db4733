"""/report CALL: the progress of a call, and the reasons of its failures."""

from bot.core.calls import lifecycle as call_lifecycle
from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call import number_of, open_call


async def report(ask: Ask, tx: Transaction) -> Reply:
    """Deliveries by state, failures by reason, and the remaining time."""
    found, campaign = await open_call(ask, tx, number_of(ask))
    return await call_lifecycle.report(tx, campaign, found, ask.now)


COMMAND = Command(
    "report",
    report,
    arguments=(Argument("call", required=True, suggest="calls"),),
    private=True,
    person=True,
    reads=True,
    role=Role.ORGANIZER,
    form=True,
)
