"""Archived threads: Discord refuses to post and edit in them (50083, 160005), so the bot opens them again."""

from bot.core.model.announcements import Outcome, Refused
from bot.platforms.discord.errors import ARCHIVED_REASON
from bot.platforms.discord.send import Sender


async def reopen(sender: Sender, thread: str) -> bool:
    """Open an archived thread; False where the bot may not, because a moderator locked it."""
    opened, _ = await sender.carry(thread, "PATCH", f"/channels/{thread}", {"archived": False})
    return not (isinstance(opened, Refused) and not opened.gone)


def is_archived(outcome: Outcome) -> bool:
    """Whether Discord refused a request because the thread is archived."""
    return outcome == Refused(ARCHIVED_REASON)
