"""/audit: who did what in the campaign, for its organizers."""

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role
from bot.core.model.reply import Moment, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act

SHOWN = 20


async def audit(ask: Ask, tx: Transaction) -> Reply:
    """The latest entries, newest first."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    acts = await tx.audit.list(campaign.slug, SHOWN)
    if not acts:
        return say("audit-none")
    lines = tuple(_line(act, campaign.zone) for act in acts)
    return Reply(title=Text("audit-title", {"title": campaign.title}), lines=lines, personal=True)


def _line(act: Act, zone: str) -> Text:
    who = " ".join(part for part in (act.role, act.pseudonym[:8]) if part) or "-"
    what = " ".join(part for part in (act.act, act.about) if part)
    return Text("audit-line", {"at": Moment(act.at, zone), "who": who, "what": what})


COMMAND = Command(
    "audit",
    audit,
    arguments=(Argument("campaign", suggest="campaigns"),),
    private=True,
    person=True,
    reads=True,
    role=Role.ORGANIZER,
)
