"""The purge: deletes people's data and old deliveries after some days, and answered requests after two days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.delivery.backup_notices import notify_of_backups
from bot.core.events.kind import purged_at
from bot.core.model.announcements import AnnouncementKind
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, Rules
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction
from bot.core.ports.facts import OLD_KEY
from bot.core.ports.people import Act

REQUEST_RETENTION = timedelta(days=2)
INTERVAL = timedelta(minutes=10)
BATCH = 500
"""Deliveries deleted in one transaction, so that answers and outcomes need not wait long for it."""

_CALLS = frozenset({AnnouncementKind.CALL, AnnouncementKind.REMINDER, AnnouncementKind.RESULT})
_UPDATES = frozenset(AnnouncementKind) - _CALLS


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a delivery is kept after its end: of calls, reminders and results, and of all other kinds."""

    updates: timedelta = timedelta(days=14)
    calls: timedelta = timedelta(days=90)


DEFAULT_RETENTION = Retention()


async def purge(store: Store, clock: Clock, rules: Rules, retention: Retention = DEFAULT_RETENTION) -> int:
    """Delete everything whose retention has ended; returns how many rows of people's data were deleted."""
    now = clock.now()
    deleted_rows = 0
    cards: list[int] = []
    async with store.writing() as tx:
        await tx.inbox.purge(now - REQUEST_RETENTION)
        await tx.desk.purge(now)
        await tx.crowd.purge(now)
        await tx.pledges.coarsen(now)
        await tx.pictures.drop_unused()
        deleted_rows += await _end_rotation(tx, now)
        for campaign in await tx.campaigns.all():
            deleted = await _purge(tx, campaign, rules, now)
            if deleted:
                await tx.audit.write(Act(now, campaign.slug, "operator", "", "purged", str(deleted)))
            deleted_rows += deleted
            cards += [event.card for event in await tx.events.of(campaign.slug) if event.open]
    for kinds, kept in ((_UPDATES, retention.updates), (_CALLS, retention.calls)):
        await _prune(store, kinds, now - kept, cards)
    return deleted_rows


async def _end_rotation(tx: Transaction, now: datetime) -> int:
    """Once the old SECRET_KEY counts no more, delete what is left of people who were not seen since."""
    until = await tx.facts.get(OLD_KEY)
    if until is None or now < until:
        return 0
    gone = await tx.people.end_rotation()
    await tx.facts.drop(OLD_KEY, "")
    for campaign in await tx.campaigns.all():
        await tx.audit.write(Act(now, campaign.slug, "operator", "", "rekey-ended", str(gone)))
    return gone


async def _prune(store: Store, kinds: Collection[AnnouncementKind], before: datetime, keep: Collection[int]) -> None:
    """Delete old deliveries in batches."""
    pruned = 1
    while pruned:
        async with store.writing() as tx:
            pruned = await tx.ledger.prune(kinds, before, keep, BATCH)


async def _purge(tx: Transaction, campaign: Campaign, rules: Rules, now: datetime) -> int:
    """Purge each event at the date on its card, then the campaign once none of its events is open."""

    def due(events: Sequence[Event]) -> bool:
        at = purged_at(campaign, events, rules)
        # The result is computed from the pledges, so it must exist before they are deleted.
        return at is not None and now >= at and not any(event.open for event in events)

    events = await tx.events.of(campaign.slug)
    deleted_rows = sum([await tx.pledges.purge(event.id) for event in events if due([event])])
    return deleted_rows + await tx.people.purge(campaign.slug) if due(events) else deleted_rows


async def run(store: Store, clock: Clock, rules: Rules, retention: Retention = DEFAULT_RETENTION) -> None:
    """Purge every ten minutes until cancelled, and tell owners where no backup is made."""
    while True:
        await purge(store, clock, rules, retention)
        async with store.writing() as tx:
            await notify_of_backups(tx, clock.now())
        await clock.sleep(INTERVAL.total_seconds())
