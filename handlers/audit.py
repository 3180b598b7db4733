"""/audit: who did what in the campaign, for its organizers."""

from bot.core.commands.audit_words import audit_line
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role
from bot.core.model.reply import Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

SHOWN = 20


async def audit(ask: Ask, tx: Transaction) -> Reply:
    """The latest entries, newest first."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    acts = await tx.audit.list(campaign.slug, SHOWN)
    if not acts:
        return say("audit-none")
    lines = tuple(audit_line(act, campaign) for act in acts)
    return Reply(title=Text("audit-title", {"title": campaign.title}), lines=lines, personal=True)


COMMAND = Command(
    "audit",
    audit,
    arguments=(Argument("campaign", suggest="campaigns"),),
    private=True,
    person=True,
    reads=True,
    role=Role.ORGANIZER,
)
