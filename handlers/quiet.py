"""/quiet: hours without updates; one update comes when they end."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.chats import Quiet
from bot.core.model.errors import Refusal
from bot.core.model.input.when import read_hours
from bot.core.model.reply import Moment, Reply, Text, say
from bot.core.ports.database import Transaction
from handlers.timezone import reschedule


async def quiet(ask: Ask, tx: Transaction) -> Reply:
    """Set quiet hours (`23:00-08:00`), or turn them off (`off`)."""
    if not ask.words:
        raise Refusal(Text("quiet-how"), usage=True)
    if ask.vocabulary.means(ask.rest, "off"):
        hours = None
    else:
        spans = [Quiet(*span) for span in read_hours(ask.rest, ask.vocabulary)]
        if not spans:
            raise Refusal(Text("bad-hours", {"word": ask.rest}), usage=True, offers=["quiet 23:00-08:00", "quiet off"])
        if len(spans) > 1:
            offers = [f"quiet {one.start:%H:%M}-{one.end:%H:%M}" for one in spans]
            raise Refusal(Text("when-two", {"given": ask.rest}), offers=offers)
        hours = spans[0]
    chat = replace(await tx.chats.ensure(ask.request.address, ask.request.kind), quiet=hours)
    await tx.chats.update(chat)
    await reschedule(ask, chat, tx)
    if hours is None:
        return say("quiet-off")
    zone = Moment(ask.now, chat.zone or ask.zone, "zone")
    return say("quiet-set", start=f"{hours.start:%H:%M}", end=f"{hours.end:%H:%M}", zone=zone)


COMMAND = Command("quiet", quiet, arguments=(Argument("hours"),), admin=True, form=True)
