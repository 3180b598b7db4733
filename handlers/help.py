"""/help: the commands that everyone needs, one per line; all that work here are a tap away."""

from bot.core.commands.request import Ask, Command, listed_commands
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction

MEMBERS = ("stats", "events", "pledge", "subscribe", "share", "privacy")
"""What everyone needs."""
ALL = "all"


async def tell(ask: Ask, _tx: Transaction) -> Reply:
    """The six commands that everyone needs and whom to ask; all that work here with the word `all`, or on a tap."""
    whole = ask.rest.lower() == ALL
    lines = [
        Text("help-line", {"command": f"/{one.name}", "about": Text(f"{one.name}-about")})
        for one in listed_commands(ask.commands, ask.request.address.platform, ask.desk_url)
        if (whole or one.name in MEMBERS) and (ask.private or ask.request.hidden or not one.private)
    ]
    contacts = {campaign.contact for campaign in ask.campaigns if campaign.contact}
    lines += [Text("contact", {"contact": contact}) for contact in sorted(contacts)]
    more = () if whole else ((Button(Text("button-all-commands"), command=f"help {ALL}"),),)
    return Reply(title=Text("help-title"), lines=tuple(lines), buttons=more, personal=True)


COMMAND = Command("help", tell, reads=True)
