"""/forget: delete everything that is stored about a person, after a confirmation."""

from bot.core.commands.request import Argument, Ask, Command
from bot.core.delivery.backup_notices import last_copy_gone
from bot.core.model.reply import Button, Moment, Reply, Text, say
from bot.core.ports.database import Transaction


async def forget(ask: Ask, tx: Transaction) -> Reply:
    """Ask for confirmation; then delete the person from every campaign, and this private chat with its settings."""
    if ask.rest.lower() != "yes":
        sure = Button(Text("button-forget"), command="forget yes")
        return Reply(lines=(Text("forget-sure"),), buttons=((sure,),), personal=True)
    await tx.people.forget(ask.request.address.platform, ask.request.person)
    await tx.chats.forget(ask.request.address)
    gone = max(await last_copy_gone(tx, ask.now) or ask.now, ask.now + ask.replica_kept)
    if gone > ask.now:
        return say("forgotten-but-backups", date=Moment(gone, form="date"))
    return say("forgotten")


COMMAND = Command("forget", forget, arguments=(Argument("yes", choices=("yes",)),), private=True, person=True)
