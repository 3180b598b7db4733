"""/help: the commands that everyone needs, one per line; all that work here are a tap away."""

from bot.core.commands.request import Ask, Command, listed_commands
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from handlers.menu import organizers_menu

MEMBERS = ("stats", "events", "pledge", "subscribe", "share", "privacy")
"""What everyone needs."""
ALL = "all"


async def tell(ask: Ask, tx: Transaction) -> Reply:
    """The six commands that everyone needs and whom to ask; all that work here with the word `all`, or on a tap.

    Organizers find their menu under it.
    """
    whole = ask.rest.lower() == ALL
    lines = [
        Text("help-line", {"command": f"/{one.name}", "about": Text(f"{one.name}-about")})
        for one in listed_commands(ask.commands, ask.request.address.platform, ask.desk_url)
        if (whole or one.name in MEMBERS) and (ask.private or ask.request.hidden or not one.private)
    ]
    contacts = {campaign.contact for campaign in ask.campaigns if campaign.contact}
    lines += [Text("contact", {"contact": contact}) for contact in sorted(contacts)]
    more = Button(Text("button-all-commands"), command=f"help {ALL}")
    menu = await organizers_menu(ask, tx)
    # In the menu it stands where the button for these words would, since no platform has room for one more row.
    buttons = [tuple(one if one.command != "help" or whole else more for one in row) for row in menu]
    if not whole and not any(more in row for row in buttons):
        buttons.insert(0, (more,))
    return Reply(title=Text("help-title"), lines=tuple(lines), buttons=tuple(buttons), personal=True)


COMMAND = Command("help", tell, reads=True)
