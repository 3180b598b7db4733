"""The purge: deletes people's data, old deliveries and answered requests after some days, and thins old readings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.counts.baselines import SOON
from bot.core.delivery.backup_notices import notify_of_backups
from bot.core.events.kind import purged_at
from bot.core.events.previews import drop_old_previews
from bot.core.model.announcements import AnnouncementKind
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, Rules
from bot.core.model.snapshots import surplus
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction
from bot.core.ports.facts import OLD_KEY, THINNED
from bot.core.ports.people import Act

REQUEST_RETENTION = timedelta(days=2)
IMPORTS_KEPT = timedelta(days=90)
"""For so long after it, a typed count or a file of counts can be taken back."""
INTERVAL = timedelta(minutes=10)
BATCH = 500
"""Deliveries deleted in one transaction, so that answers and outcomes need not wait long for it."""
EPOCH = datetime.fromtimestamp(0, UTC)
HOUR = timedelta(hours=1)
_SECOND = timedelta(seconds=1)
THINNED_AT_ONCE = timedelta(days=14)
"""The time whose readings of one page are thinned in one transaction: 2,016 readings, one every ten minutes."""

_CALLS = frozenset({AnnouncementKind.CALL, AnnouncementKind.REMINDER, AnnouncementKind.RESULT})
_UPDATES = frozenset(AnnouncementKind) - _CALLS


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a delivery is kept after its end: of calls, reminders and results, and of all other kinds.

    `readings` is how long every reading of a page is kept; after it, the last one of each hour. 0: all, for ever.
    """

    updates: timedelta = timedelta(days=14)
    calls: timedelta = timedelta(days=90)
    readings: timedelta = timedelta(days=365)


async def purge(store: Store, clock: Clock, rules: Rules, retention: Retention) -> int:
    """Delete everything whose retention has ended; returns how many rows of people's data were deleted."""
    now = clock.now()
    deleted_rows = 0
    cards: list[int] = []
    async with store.writing() as tx:
        await tx.inbox.purge(now - REQUEST_RETENTION)
        await tx.desk.purge(now)
        await tx.crowd.purge(now)
        await tx.imports.prune(now - IMPORTS_KEPT)
        await tx.pledges.coarsen(now)
        await tx.pictures.drop_unused()
        deleted_rows += await _end_rotation(tx, now)
        for campaign in await tx.campaigns.all():
            await drop_old_previews(tx, campaign, now)
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


async def thin(store: Store, clock: Clock, kept: timedelta) -> int:
    """Thin readings older than `kept`, once a day, to the last one of each hour; returns how many were deleted.

    Only what a source gave is deleted, and nothing that a figure stands on: hours are full ones, and those counted from
    the bounds of the campaign and of each event; the first two days of a page and those after its baseline stay whole.
    """
    until = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - kept
    async with store.reading() as tx:
        slugs = [campaign.slug for campaign in await tx.campaigns.all()] if kept else []
    return sum([await _thin(store, slug, until) for slug in slugs])


async def _thin(store: Store, slug: str, until: datetime) -> int:
    """Thin a campaign's readings from where the last run ended."""
    async with store.reading() as tx:
        begin = await tx.facts.get(THINNED, slug) or EPOCH
        campaign = await tx.campaigns.get(slug)
        if campaign is None or begin >= until:
            return 0
        pages = await tx.snapshots.pages(slug)
        bounds = {campaign.starts_at, campaign.ends_at or campaign.starts_at}
        for event in await tx.events.of(slug):
            bounds |= {event.starts_at, event.ends_at}
    offsets = {0, *(_seconds(bound) % 3600 for bound in bounds)}
    gone = sum([await _thin_page(store, page, begin, until, offsets, campaign.starts_at) for page in pages])
    async with store.writing() as tx:
        await tx.facts.put(THINNED, slug, until)
    return gone


async def _thin_page(
    store: Store, page: int, begin: datetime, until: datetime, offsets: Collection[int], starts_at: datetime
) -> int:
    """Thin one page's readings, in short transactions. Times without readings are skipped."""
    async with store.reading() as tx:
        first = await tx.snapshots.first_after(page, EPOCH)
        baseline = (await tx.snapshots.baselines([page])).get(page)
    # An exact count of these days may become the baseline, see `bot.core.counts.baselines`.
    moments = [starts_at, *(one.taken_at for one in (first, baseline and baseline.snapshot) if one)]
    whole = [(_seconds(moment), _seconds(moment + SOON)) for moment in moments]
    gone = 0
    at = begin - _SECOND
    while True:
        async with store.reading() as tx:
            following = await tx.snapshots.first_after(page, at)
            if following is None or following.taken_at >= until:
                return gone
            end = min(following.taken_at + THINNED_AT_ONCE, until)
            times = await tx.snapshots.source_times(page, following.taken_at, end + HOUR)
        extra = [time for time in surplus(times, offsets, whole) if time < _seconds(end)]
        if extra:
            async with store.writing() as tx:
                gone += await tx.snapshots.remove(page, extra)
        at = end - _SECOND


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


async def _purge(tx: Transaction, campaign: Campaign, rules: Rules, now: datetime) -> int:
    """Purge each event at the date on its card, then the campaign once none of its events is open."""

    def due(events: Sequence[Event]) -> bool:
        at = purged_at(campaign, events, rules)
        # The result is computed from the pledges, so it must exist before they are deleted.
        return at is not None and now >= at and not any(event.open for event in events)

    events = await tx.events.of(campaign.slug)
    deleted_rows = sum([await tx.pledges.purge(event.id) for event in events if due([event])])
    return deleted_rows + await tx.people.purge(campaign.slug) if due(events) else deleted_rows


async def run(store: Store, clock: Clock, rules: Rules, retention: Retention) -> None:
    """Purge every ten minutes until cancelled, and tell owners where no backup is made."""
    while True:
        await purge(store, clock, rules, retention)
        await thin(store, clock, retention.readings)
        async with store.writing() as tx:
            await notify_of_backups(tx, clock.now())
        await clock.sleep(INTERVAL.total_seconds())
