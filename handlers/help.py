"""/help: the commands that work here, one per line."""

from bot.core.commands.request import Ask, Command
from bot.core.model.reply import Reply, Text
from bot.core.ports.database import Transaction


async def tell(ask: Ask, _tx: Transaction) -> Reply:
    """The commands in order, private ones only where they work, and the contact."""
    lines = [
        Text("help-line", {"command": f"/{name}", "about": Text(f"{name}-about")})
        for name, command in ask.commands.items()
        if (ask.private or ask.request.hidden or not command.private)
        and command.platform in {"", ask.request.address.platform}
    ]
    contacts = {campaign.contact for campaign in ask.campaigns if campaign.contact}
    lines += [Text("contact", {"contact": contact}) for contact in sorted(contacts)]
    return Reply(title=Text("help-title"), lines=tuple(lines), personal=True)


COMMAND = Command("help", tell, reads=True)
