"""Tells the owners of campaigns, once a day, that no backup is made."""

from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.reply import Moment, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.facts import BACKUP, FIRST_RUN

OLD = timedelta(days=2)
"""Age of the newest backup from which on owners are told."""

FIRST = timedelta(days=3)
"""For how long a bot may run before its first backup."""


async def notify_of_backups(tx: Transaction, now: datetime) -> int:
    """Send each campaign's owners a notice where the newest backup is too old; returns how many notices.

    Records the time of the first call as the start of the bot's life.
    """
    since = await tx.facts.get(FIRST_RUN)
    if since is None:
        await tx.facts.put(FIRST_RUN, "", now)
        return 0
    backup = await tx.facts.get(BACKUP)
    if now - (backup.taken if backup else since) < (OLD if backup else FIRST):
        return 0
    sent = 0
    for campaign in await tx.campaigns.all():
        key = f"no-backup:{campaign.slug}:{now:%Y-%m-%d}"
        content = (
            say("backup-old", taken=Moment(backup.taken, campaign.zone))
            if backup
            else say("backup-never", since=Moment(since, campaign.zone))
        )
        sent += bool(await notify_organizers(tx, campaign.slug, key, content, now, role=Role.OWNER))
    return sent
