"""/revoke PSEUDONYM: an owner takes a person's role away."""

from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.resign import refuse_last_owner


async def revoke(ask: Ask, tx: Transaction) -> Reply:
    """Takes effect at once and deletes the person's private address. Without a pseudonym, lists who holds a role."""
    slugs = {campaign.slug for campaign in ask.campaigns}
    named = [word for word in ask.words if word in slugs]
    wanted = [word.lower() for word in ask.words if word not in slugs]
    campaign = choose_campaign(ask, named[0] if named else "")
    role = await need_role(ask, tx, campaign, Role.OWNER)
    members = await tx.people.members(campaign.slug)
    if not wanted:
        lines = [
            Text("member-line", {"pseudonym": one.pseudonym[:8], "role": Text(f"role-{one.role.value}")})
            for one in members
        ]
        return Reply(title=Text("members-title", {"title": campaign.title}), lines=tuple(lines), personal=True)
    found = [one for one in members if one.pseudonym.startswith(wanted[0])]
    if len(found) != 1:
        raise Refusal(Text("no-such-member", {"word": wanted[0]}), usage=True)
    await refuse_last_owner(tx, campaign.slug, found[0].pseudonym)
    await tx.people.revoke(campaign.slug, found[0].pseudonym)
    await note_act(ask, tx, campaign, role, "revoked", found[0].pseudonym)
    return say("revoked", pseudonym=found[0].pseudonym[:8], role=Text(f"role-{found[0].role.value}"))


COMMAND = Command(
    "revoke", revoke, arguments=(Argument("pseudonym"), Argument("campaign", suggest="campaigns")),
    private=True, person=True, role=Role.OWNER,
    form=True,
)  # fmt: skip
