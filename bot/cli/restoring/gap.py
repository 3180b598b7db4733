"""Makes a restored database safe to run on: what its bot may have sent since the backup is not sent again."""

from datetime import datetime

from bot.clock import SystemClock
from bot.core.counts.milestones import doubt_next
from bot.core.delivery import organizer_notices
from bot.core.events.kind import EventKinds
from bot.core.events.previews import drop_unconfirmed
from bot.core.model.chats import PLATFORMS
from bot.core.model.reply import Moment, Reply, Text
from bot.core.ports.database import Transaction
from bot.core.ports.facts import UNSURE_MILESTONES
from bot.house import House, event_kinds, retention
from bot.jobs import plan
from bot.jobs.purge import purge

BACK = ("restored-back", "restored-codes")
"""What a restored database has again, and what it lets nobody use."""


async def close_gap(house: House, taken: datetime, until: datetime, now: datetime) -> int:
    """Close deliveries that were due up to `until`, since they may have been sent already; returns how many.

    Plans first, so that nothing that was unplanned when the backup was taken is planned afterwards. That holds for what
    was halted or paused too: it may have gone on since; and for chats whose quiet hours have begun since. Nothing can
    leave meanwhile, see RESTORING.
    """
    kinds = event_kinds(house.settings)
    await purge(house.store, SystemClock(), kinds.rules, retention(house.settings))
    stops = await house.store.lift_stops()
    await plan.plan(house.store, until, PLATFORMS, {}, kinds)
    await house.store.stop_again(stops)
    closed = await house.store.close_gap(until)
    async with house.store.writing() as tx:
        for campaign in await tx.campaigns.all():
            await _doubt_milestones(tx, campaign.slug, until, kinds)
            await drop_unconfirmed(tx, campaign)
            values = {"taken": Moment(taken, campaign.zone), "until": Moment(until, campaign.zone)}
            await organizer_notices.notify_organizers(
                tx,
                campaign.slug,
                f"restored:{campaign.slug}:{int(now.timestamp())}",
                Reply(lines=(Text("restored-notice", values), Text("restored-look"), *map(Text, BACK))),
                now,
            )
    return closed


async def _doubt_milestones(tx: Transaction, slug: str, until: datetime, kinds: EventKinds) -> None:
    """Note that what the next counts pass may have been announced up to `until`, of the campaign and of its events.

    The pledges that are missing come one by one, and not with the next counts: of goals in people it is the next
    milestone.
    """
    events = [event for event in await tx.events.of(slug) if event.open and event.kind in kinds]
    counting = [f"event:{event.id}" for event in events if kinds[event.kind].counts]
    for subject in (slug, *counting):
        await tx.facts.put(UNSURE_MILESTONES, subject, until)
    for event in events:
        if not kinds[event.kind].counts:
            await doubt_next(tx, f"event:{event.id}", until)
