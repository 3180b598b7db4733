"""/start: three lines about the bot. A code after it, from an invitation link, is claimed at once.

The page's button "Take part" is such a link as well: its person is in with the tap that starts the bot.
"""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command, with_link
from bot.core.events.replies import PART, heading
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from handlers import checkin, claim, pledge
from handlers.events import find_event
from handlers.menu import organizers_menu


async def start(ask: Ask, tx: Transaction) -> Reply:
    """A welcome, with the campaigns that can be followed."""
    if ask.words and ask.private:
        if ask.words[0].startswith(PART):
            return await _take_part(replace(ask, words=(ask.words[0].removeprefix(PART),)), tx)
        return await claim.claim(ask, tx)
    # In a group it is usually not a code, since a link that adds the bot puts its own word there.
    if ask.words and await claim.burn(ask, tx):
        return Reply(lines=(with_link("claim-burnt", ask.request),), personal=True)
    names = tuple(Text("start-campaign", {"title": campaign.title}) for campaign in ask.campaigns)
    buttons = [Button(Text("button-figures"), command="stats"), Button(Text("button-help"), command="help")]
    if not ask.follows and ask.campaigns:
        buttons.insert(0, Button(Text("button-subscribe"), command="subscribe"))
    first = Text("start-private") if ask.private else Text("start-group")
    reply = Reply(title=Text("start-title"), lines=(first, *names), buttons=(tuple(buttons),))
    offered = await organizers_menu(ask, tx)
    if len(offered) > 1:
        return replace(reply, buttons=offered, personal=True)
    return replace(reply, buttons=(*reply.buttons, *offered))


async def _take_part(ask: Ask, tx: Transaction) -> Reply:
    """Take part in the event, or say what was done where it is over; its heading first, for nothing was said before."""
    _, event, kind = await find_event(ask, tx, ask.words[0])
    over = event.open and ask.now >= event.ends_at
    done = await (checkin.checkin(ask, tx) if over else pledge.pledge(ask, tx))
    remind = Button(Text("button-remind"), command=f"pledge {event.id} remind")
    leave = Button(Text("button-pledge-off"), command=f"pledge {event.id} off")
    details = Button(Text("button-details"), command=f"event {event.id}")
    return replace(done, title=heading(event, kind), buttons=(*(done.buttons or ((remind, leave),)), (details,)))


COMMAND = Command("start", start, arguments=(Argument("code"),), asks_admin=True)
