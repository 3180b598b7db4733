"""Notices to a campaign's organizers, each in their private chat and language."""

from collections.abc import Container
from datetime import datetime

from bot.core.model.announcements import Announcement, AnnouncementKind, Delivery, Planned
from bot.core.model.reply import Reply, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction


async def notify_organizers(
    tx: Transaction, slug: str, key: str, content: Reply, now: datetime, *,
    only: Container[str] | None = None, but: Container[str] = (), role: Role = Role.ORGANIZER,
) -> int:  # fmt: skip
    """Send a notice to organizers and owners, once per `key`; return the announcement's id, 0 without recipients.

    `only` limits the recipients to these pseudonyms, `but` excludes some; `role` is the least role that is told.
    """
    chats = [
        chat
        for known_as, chat in sorted((await tx.people.chats(slug, role)).items())
        if known_as not in but and (only is None or known_as in only)
    ]
    if not chats:
        return 0
    announcement = Announcement(key, slug, AnnouncementKind.NOTICE, now, content)
    return await tx.ledger.announce(announcement, [Planned(chat) for chat in chats])


async def notify_of_missing_right(tx: Transaction, delivery: Delivery, now: datetime) -> None:
    """Tell the organizers, once per chat, that the bot lacks the permission to write there."""
    address = delivery.address
    content = say("missing-right", platform=address.platform, chat=address.chat)
    await notify_organizers(tx, delivery.campaign, f"no-right:{delivery.campaign}:{delivery.chat_id}", content, now)
