"""/claim CODE: a single-use code from the server gives a role, in private only."""

from dataclasses import replace
from datetime import timedelta

from bot.core.commands.request import Argument, Ask, Command, with_link
from bot.core.delivery.promises import role_breaks
from bot.core.events.kind import purged_at
from bot.core.model.chats import ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import code_hash
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act

WRONG_CODES_AN_HOUR = 5


async def claim(ask: Ask, tx: Transaction) -> Reply:
    """Give the role of the code. A code typed in a public chat is revoked."""
    if not ask.words:
        raise Refusal(Text("claim-how"), usage=True)
    code, request = ask.words[0], ask.request
    platform, person = request.address.platform, request.person
    if request.kind is not ChatKind.PRIVATE:
        burnt = await burn(ask, tx)
        return Reply(lines=(with_link("claim-burnt" if burnt else "claim-in-private", request),), personal=True)
    if await tx.people.wrong_codes(platform, person, ask.now - timedelta(hours=1)) >= WRONG_CODES_AN_HOUR:
        return say("claim-too-often")
    invite = await tx.people.use_invite(code_hash(code), ask.now)
    if invite is None:
        await tx.people.note_wrong_code(platform, person, ask.now)
        return say("claim-wrong")
    held = await tx.people.role(invite.campaign, platform, person)
    role = held if held is not None and held.covers(invite.role) else invite.role
    await tx.people.give(invite.campaign, platform, person, role, ask.now)
    chat = await tx.chats.ensure(request.address, request.kind)
    await tx.people.reach(invite.campaign, chat, request.address, person)
    pseudonym = tx.people.pseudonym(invite.campaign, platform, person)
    await tx.audit.write(Act(ask.now, invite.campaign, role.value, pseudonym, "claimed"))
    campaign = next(campaign for campaign in ask.campaigns if campaign.slug == invite.campaign)
    told = say("claimed", role=Text(f"role-{role.value}"), title=campaign.title, pseudonym=pseudonym[:8])
    purge = purged_at(campaign, await tx.events.of(campaign.slug), ask.kinds.rules)
    menu = Button(Text("button-menu"), command=f"menu {invite.campaign}")
    return replace(told, lines=(*told.lines, *role_breaks(campaign, purge, ask.now)), buttons=((menu,),))


async def burn(ask: Ask, tx: Transaction) -> bool:
    """Revoke a code that others could read; False if it was not a code."""
    burnt = await tx.people.use_invite(code_hash(ask.words[0]), ask.now)
    if burnt is not None:
        await tx.audit.write(Act(ask.now, burnt.campaign, "", "", "code-burnt", burnt.role.value))
    return burnt is not None


COMMAND = Command("claim", claim, arguments=(Argument("code", required=True),), whispers=True, form=True)
