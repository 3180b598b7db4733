"""Turns what falls due into announcements: each due update once, one catch-up after downtime, a last one at the end."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from bot.core import stats
from bot.core.announcements import Action, Announcement, AnnouncementKind, Planned
from bot.core.campaign import Campaign
from bot.core.chats import Subscription
from bot.core.ports import Clock, Store, Transaction
from bot.core.schedule import after_quiet, latest_due, next_due
from bot.core.telling import update_reply

BATCH = 1000
LONGEST_NAP = 5.0
NAP_DURING_DELIVERY = 1.0


async def plan(store: Store, now: datetime, platforms: Sequence[str]) -> int:
    """Write an announcement for every update due by `now` in the chats of `platforms`; how many deliveries that gave.

    Occurrences of one campaign at one moment share an announcement. The announcement, its deliveries and each
    subscription's next due time are written in one transaction, so a restart finds all of it or nothing.
    """
    planned = 0
    while True:
        async with store.writing() as tx:
            due = await tx.chats.due(now, platforms, BATCH)
            planned += await _plan_batch(tx, due, now)
        if len(due) < BATCH:
            return planned


async def run(store: Store, clock: Clock, platforms: Sequence[str], wake: Callable[[], None]) -> None:
    """Plan for ever, waking at what falls due next; `wake` tells the delivery engine that there is work."""
    while True:
        if await plan(store, clock.now(), platforms):
            wake()
        async with store.reading() as tx:
            upcoming = await tx.chats.next_due(platforms)
        nap = LONGEST_NAP if upcoming is None else (upcoming - clock.now()).total_seconds()
        # What is due although all that was due is planned is a delivery on its way, and it hides what comes after it.
        await clock.sleep(min(nap, LONGEST_NAP) if nap > 0 else NAP_DURING_DELIVERY)


async def _plan_batch(tx: Transaction, due: Iterable[Subscription], now: datetime) -> int:
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()}
    moments: dict[int, datetime | None] = {}
    occurrences: dict[tuple[str, datetime], list[Subscription]] = {}
    for one in due:
        campaign = campaigns[one.campaign]
        occurrence = _occurrence(one, campaign, now)
        moments[one.id] = _following(one, campaign, now)
        awake = after_quiet(one.chat.quiet, now, one.chat.zone or campaign.zone)
        if awake > now:
            moments[one.id] = awake
        else:
            occurrences.setdefault((one.campaign, occurrence), []).append(one)
    planned = 0
    for (slug, occurrence), subscriptions in occurrences.items():
        planned += await _announce(tx, campaigns[slug], occurrence, subscriptions, now)
    await tx.chats.set_due(moments)
    return planned


async def _announce(
    tx: Transaction, campaign: Campaign, occurrence: datetime, subscriptions: Sequence[Subscription], now: datetime
) -> int:
    shown = await stats.read(tx, campaign, now)
    key = f"update:{campaign.slug}:{int(occurrence.timestamp())}"
    announcement = Announcement(key, campaign.slug, AnnouncementKind.UPDATE, occurrence, update_reply(shown))
    fingerprint = shown.fingerprint + (" ended" if shown.ended else "")
    deliveries = [_planned(one, fingerprint) for one in subscriptions]
    await tx.ledger.announce(announcement, deliveries)
    return len(deliveries)


def _planned(one: Subscription, fingerprint: str) -> Planned:
    """Nothing new since the last update: its message gets a fresh age line instead of a second message."""
    action = Action.EDIT if one.message and one.shown == fingerprint else Action.SEND
    return Planned(one.chat.id, action, one.id, fingerprint, one.message if action is Action.EDIT else "")


def _occurrence(one: Subscription, campaign: Campaign, now: datetime) -> datetime:
    """The moment that this update stands for: the latest of all that were missed."""
    first = one.next_due or now
    if campaign.ended(now):
        return campaign.as_of(now)
    return max(first, latest_due(one.cadence, now, one.chat.zone or campaign.zone))


def _following(one: Subscription, campaign: Campaign, now: datetime) -> datetime | None:
    """When the next update is due: never later than the end, and none after that."""
    if campaign.ended(now):
        return None
    zone = one.chat.zone or campaign.zone
    following = after_quiet(one.chat.quiet, next_due(one.cadence, now, zone), zone)
    return following if campaign.ends_at is None else min(following, campaign.ends_at)
