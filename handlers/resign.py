"""/resign: give up one's own role."""

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction


async def resign(ask: Ask, tx: Transaction) -> Reply:
    """Takes effect at once and deletes the private address; the last owner can be removed only on the server."""
    campaign = choose_campaign(ask, ask.rest)
    role = await need_role(ask, tx, campaign, Role.REPORTER)
    own = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    await refuse_last_owner(tx, campaign.slug, own)
    await note_act(ask, tx, campaign, role, "resigned")
    await tx.people.revoke(campaign.slug, own)
    return say("resigned", title=campaign.title, role=Text(f"role-{role.value}"))


async def refuse_last_owner(tx: Transaction, slug: str, pseudonym: str) -> None:
    """Refuse to remove the last owner: without an owner, a campaign cannot be managed from a chat again."""
    owners = [member.pseudonym for member in await tx.people.members(slug) if member.role is Role.OWNER]
    if owners == [pseudonym]:
        raise Refusal(Text("last-owner"))


COMMAND = Command(
    "resign", resign, arguments=(Argument("campaign", suggest="campaigns"),),
    private=True, person=True, role=Role.REPORTER,
)  # fmt: skip
