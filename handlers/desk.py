"""/desk: a link that opens the desk in a browser, for people with a role."""

import secrets

from bot.core.commands.request import Ask, Command
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.desk import LINK_VALID, DeskUser, is_loopback, link_address


async def desk(ask: Ask, tx: Transaction) -> Reply:
    """Give a link for this person that works once, for ten minutes."""
    address, person = ask.request.address, ask.request.person
    roles = [await tx.people.role(campaign.slug, address.platform, person) for campaign in ask.campaigns]
    if not any(roles):
        raise Refusal(Text("desk-no-role"))
    if not ask.desk_url:
        raise Refusal(Text("desk-off"))
    token = secrets.token_urlsafe(32)
    await tx.desk.add_link(token, DeskUser(address.platform, address.chat, person), ask.now + LINK_VALID)
    link = link_address(ask.desk_url, token)
    if is_loopback(ask.desk_url):
        # Telegram refuses buttons that lead to the reader's own machine.
        return Reply(lines=(Text("desk-link-here", {"link": link}),), personal=True)
    return Reply(
        lines=(Text("desk-link"),), buttons=((Button(Text("button-desk"), url=link),),), personal=True
    )  # fmt: skip


COMMAND = Command("desk", desk, private=True, person=True, role=Role.REPORTER, desk=True)
