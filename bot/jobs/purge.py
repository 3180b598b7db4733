"""Deletes what is no longer needed: people's data some days after a campaign's end, answered requests after two."""

from datetime import timedelta

from bot.core.ports import Act, Clock, Store

KEEP_REQUESTS = timedelta(days=2)
EVERY = timedelta(hours=1)


async def purge(store: Store, clock: Clock) -> int:
    """Delete all that is due to be deleted now; how many rows of people's data went."""
    now = clock.now()
    gone = 0
    async with store.writing() as tx:
        await tx.inbox.purge(now - KEEP_REQUESTS)
        for campaign in await tx.campaigns.all():
            if campaign.ends_at is not None and now >= campaign.ends_at + timedelta(days=campaign.purge_days):
                deleted = await tx.people.purge(campaign.slug)
                if deleted:
                    await tx.audit.write(Act(now, campaign.slug, "operator", "", "purged", str(deleted)))
                gone += deleted
    return gone


async def run(store: Store, clock: Clock) -> None:
    """Purge for ever, once an hour."""
    while True:
        await purge(store, clock)
        await clock.sleep(EVERY.total_seconds())
