"""Deletes what is no longer needed: people's data some days after all is over, answered requests after two."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.events.kind import purged_at
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, Rules
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction
from bot.core.ports.people import Act

KEEP_REQUESTS = timedelta(days=2)
EVERY = timedelta(minutes=10)


async def purge(store: Store, clock: Clock, rules: Rules) -> int:
    """Delete all that is due to be deleted now; how many rows of people's data went."""
    now = clock.now()
    gone = 0
    async with store.writing() as tx:
        await tx.inbox.purge(now - KEEP_REQUESTS)
        await tx.pledges.coarsen(now)
        for campaign in await tx.campaigns.all():
            deleted = await _purge(tx, campaign, rules, now)
            if deleted:
                await tx.audit.write(Act(now, campaign.slug, "operator", "", "purged", str(deleted)))
            gone += deleted
    return gone


async def _purge(tx: Transaction, campaign: Campaign, rules: Rules, now: datetime) -> int:
    """Each event by itself, since its card names its own date; then the campaign, once nothing of it is open."""

    def due(events: Sequence[Event]) -> bool:
        at = purged_at(campaign, events, rules)
        # The result is made of what people said, so it must be there first, however late.
        return at is not None and now >= at and not any(event.open for event in events)

    events = await tx.events.of(campaign.slug)
    gone = sum([await tx.pledges.purge(event.id) for event in events if due([event])])
    return gone + await tx.people.purge(campaign.slug) if due(events) else gone


async def run(store: Store, clock: Clock, rules: Rules) -> None:
    """Purge for ever, every ten minutes."""
    while True:
        await purge(store, clock, rules)
        await clock.sleep(EVERY.total_seconds())
