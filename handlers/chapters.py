"""/chapters: which cities and circles take part most; chapters are ranked, people never."""

from bot.core.commands.request import Argument, Ask, Command
from bot.core.events.replies import chapter_lines, heading
from bot.core.events.status import read_status
from bot.core.model.privacy import Heads
from bot.core.model.reply import Reply, Text, listed
from bot.core.ports.database import Transaction
from handlers.events import check_shown, choose_event


async def chapters(ask: Ask, tx: Transaction) -> Reply:
    """The chapters of an event by the number of people, small ones together."""
    found, _ = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, event, kind = found
    await check_shown(ask, tx, campaign, event)
    if not campaign.chapters:
        return Reply(lines=(Text("chapters-not-set"),))
    status = await read_status(tx, campaign, event, kind, ask.now)
    counts = {slug: Heads(share.people, share.persons) for slug, share in status.turnout.chapters.items()}
    names = listed(chapter.name for chapter in campaign.chapters)
    lines = tuple(chapter_lines(status, counts)) or (Text("chapters-none"),)
    return Reply(heading(event, kind), (*lines, Text("chapters-how", {"known": names})))


COMMAND = Command("chapters", chapters, arguments=(Argument("event", suggest="events"),), reads=True)
