"""Until when copies of the database are kept, and the notice that no backup is made: once a day, to owners."""

from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.reply import Moment, Reply, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.facts import BACKUP, COPIED, FIRST_RUN, FactKind, KeptBackups

OLD = timedelta(days=2)
"""Age of the newest backup from which on owners are told."""

FIRST = timedelta(days=3)
"""For how long a bot may run before its first backup."""


def is_fresh(backup: KeptBackups, now: datetime) -> bool:
    """Whether the newest backup is no older than it may be, as far as its time can be believed."""
    return now - backup.taken < OLD and not backup.is_ahead(now)


async def note_copy(tx: Transaction, kind: FactKind[KeptBackups], now: datetime, length: timedelta) -> None:
    """Note that a copy taken at `now` is kept for so long; an older one may be kept for longer than this one."""
    gone, before = now + length, await tx.facts.get(kind)
    if before and not before.is_ahead(now):
        gone = max(gone, before.gone)
    await tx.facts.put(kind, "", KeptBackups(now, gone))


async def last_copy_gone(tx: Transaction, now: datetime) -> datetime | None:
    """When the last copy is deleted; None where there is none any more."""
    days = [kept.gone_by(now) for kind in (BACKUP, COPIED) if (kept := await tx.facts.get(kind))]
    return max((day for day in days if day > now), default=None)


async def notify_of_backups(tx: Transaction, now: datetime) -> int:
    """Send each campaign's owners a notice where the newest backup is too old; returns how many notices.

    One that was taken by a clock that was ahead counts as missing. Records the time of the first call as the start of
    the bot's life.
    """
    since = await tx.facts.get(FIRST_RUN)
    if since is None or since > now:
        await tx.facts.put(FIRST_RUN, "", now)
        return 0
    backup = await tx.facts.get(BACKUP)
    if is_fresh(backup, now) if backup else now - since < FIRST:
        return 0
    sent = 0
    for campaign in await tx.campaigns.all():
        key = f"no-backup:{campaign.slug}:{now:%Y-%m-%d}"
        sent += bool(
            await notify_organizers(
                tx, campaign.slug, key, _notice(backup, since, campaign.zone, now), now, role=Role.OWNER
            )
        )
    return sent


def _notice(backup: KeptBackups | None, since: datetime, zone: str, now: datetime) -> Reply:
    if backup is None:
        return say("backup-never", since=Moment(since, zone))
    if backup.is_ahead(now):
        return say("backup-ahead", taken=Moment(backup.taken, zone, "dated"))
    return say("backup-old", taken=Moment(backup.taken, zone))
