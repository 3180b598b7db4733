"""Says before a round of updates begins that it takes longer than the hour until the next one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.reply import Span, say
from bot.core.ports.database import Transaction

LONGEST_ROUND = timedelta(hours=1)
"""A round that takes longer meets the next one of chats that get an update every hour."""


async def announce_long_rounds(tx: Transaction, now: datetime, paces: Mapping[str, float]) -> int:
    """Tell a campaign's organizers, once a day, of a round that the platform's limit stretches over an hour.

    `paces` are the messages that may leave in a second, by platform. Calls still go first. Returns how many were told.
    """
    told = 0
    for (slug, platform), chats in (await tx.chats.due_counts(now, list(paces))).items():
        length = timedelta(seconds=chats / paces[platform])
        if length > LONGEST_ROUND:
            content = say("long-round", platform=platform.capitalize(), chats=chats, length=Span(length, fine=True))
            key = f"long-round:{slug}:{platform}:{now:%Y-%m-%d}"
            told += bool(await notify_organizers(tx, slug, key, content, now))
    return told
