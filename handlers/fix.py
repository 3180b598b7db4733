"""/fix CALL: change the texts of a call in all its messages; approved like the call itself."""

from dataclasses import replace

from bot.core.calls.waiting import check_fixable
from bot.core.calls.wizard import steps
from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.call import Call
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call import number_of, open_call
from handlers.call_steps import author_of, order_of, show


async def fix(ask: Ask, tx: Transaction) -> Reply:
    """Start with the current texts, or continue this person's draft.

    The steps are those of /call, except those that cannot change any more.
    """
    found, campaign = await open_call(ask, tx, number_of(ask))
    check_fixable(found)
    author = author_of(ask, tx, campaign)
    begun = [one for one in await tx.calls.latest(campaign.slug, fixes=found.id) if one.author == author]
    script = replace(found.script, when=None)
    words = begun[0] if begun else await tx.calls.add(Call(0, campaign.slug, author, script, fixes=found.id))
    return await show(ask, tx, campaign, words, steps(words, order_of(ask, campaign))[0])


COMMAND = Command(
    "fix",
    fix,
    arguments=(Argument("call", required=True, suggest="calls"),),
    private=True,
    person=True,
    role=Role.ORGANIZER,
    form=True,
)
