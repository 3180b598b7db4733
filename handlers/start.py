"""/start: three lines about the bot. A code after it, from an invitation link, is claimed at once."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, with_link
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from handlers import claim
from handlers.menu import organizers_menu


async def start(ask: Ask, tx: Transaction) -> Reply:
    """A welcome, with the campaigns that can be followed."""
    if ask.words and ask.private:
        return await claim.claim(ask, tx)
    # In a group it is usually not a code, since a link that adds the bot puts its own word there.
    if ask.words and await claim.burn(ask, tx):
        return Reply(lines=(with_link("claim-burnt", ask.request),), personal=True)
    names = tuple(
        Text("start-campaign", {"title": campaign.title, "slug": campaign.slug}) for campaign in ask.campaigns
    )
    buttons = [Button(Text("button-figures"), command="stats"), Button(Text("button-help"), command="help")]
    if not ask.follows and ask.campaigns:
        buttons.insert(0, Button(Text("button-subscribe"), command="subscribe"))
    first = Text("start-private") if ask.private else Text("start-group")
    reply = Reply(title=Text("start-title"), lines=(first, *names), buttons=(tuple(buttons),))
    offered = await organizers_menu(ask, tx)
    if len(offered) > 1:
        return replace(reply, buttons=offered, personal=True)
    return replace(reply, buttons=(*reply.buttons, *offered))


COMMAND = Command("start", start, arguments=(Argument("code"),))
