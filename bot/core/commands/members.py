"""Invitations and roles, as the operator's commands and the desk change them, and where their people are reached."""

from datetime import datetime

from bot.core.commands.allowed import roles_of
from bot.core.commands.request import Request
from bot.core.events.kind import purged_at
from bot.core.model.campaign import Campaign
from bot.core.model.chats import ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.event import Rules
from bot.core.model.reply import Moment, Reply, Text, Value
from bot.core.model.roles import OPERATOR, Actor, Invite, Role, code_hash
from bot.core.ports.database import Store, Transaction
from bot.core.ports.people import Act


async def invite(
    tx: Transaction, campaign: Campaign, code: str, given: Invite, rules: Rules, by: Actor, now: datetime
) -> Reply:
    """Store a single-use code with what it gives, and say until when it is valid.

    Warns if the purge deletes roles and codes before; raises Refusal if the purge is already due.
    """
    notes = await _purge_notes(tx, campaign, rules, given.expires_at, now)
    await tx.people.invite(code_hash(code), given)
    await tx.audit.write(Act(now, campaign.slug, by.role, by.pseudonym, "invited", given.role.value))
    until = Moment(given.expires_at, campaign.zone)
    values: dict[str, Value] = {"role": Text(f"role-{given.role.value}"), "until": until}
    return Reply(lines=(Text("invited", {**values, "code": code, "title": campaign.title}), *notes))


async def _purge_notes(
    tx: Transaction, campaign: Campaign, rules: Rules, until: datetime, now: datetime
) -> list[Text]:  # fmt: skip
    events = await tx.events.of(campaign.slug)
    at = purged_at(campaign, events, rules)
    if at is None or at >= until:
        return []
    values: dict[str, Value] = {"title": campaign.title, "at": Moment(at, campaign.zone)}
    if at <= now and not any(event.open for event in events):
        raise Refusal(Text("invite-purged", values))
    return [Text("invite-until-purge", values)]


async def revoke(tx: Transaction, campaign: Campaign, word: str, now: datetime) -> Reply:
    """Take the role of the one member whose pseudonym begins with `word`, as the operator; raises Refusal."""
    found = [one for one in await tx.people.members(campaign.slug) if one.pseudonym.startswith(word.lower())]
    if len(found) != 1:
        raise Refusal(Text("no-such-member", {"word": word}))
    await tx.people.revoke(campaign.slug, found[0].pseudonym)
    await tx.audit.write(Act(now, campaign.slug, OPERATOR, "", "revoked", found[0].pseudonym))
    role = Text(f"role-{found[0].role.value}")
    return Reply(lines=(Text("revoked", {"pseudonym": found[0].pseudonym, "role": role}),))


async def heard(store: Store, request: Request) -> None:
    """Reach the person of a private request again: their chat is on, and its address is kept for each of their roles.

    They may have blocked the bot and come back, or be new to this bot while the database knows them from another.
    """
    platform, person = request.address.platform, request.person
    async with store.reading() as tx:
        if not tx.people.knowable:
            return
        chat = await tx.chats.find(request.address)
        number = chat.id if chat is not None else 0
        lost = [
            slug
            for slug in await roles_of(request, await tx.campaigns.all(), tx)
            if (await tx.people.chats(slug, Role.REPORTER)).get(tx.people.pseudonym(slug, platform, person)) != number
        ]
    if not lost and (chat is None or not chat.off):
        return
    async with store.writing() as tx:
        await tx.chats.all_off(platform, request.address.chat, "")
        for slug in lost:
            await tx.people.reach(
                slug, await tx.chats.ensure(request.address, ChatKind.PRIVATE), request.address, person
            )
