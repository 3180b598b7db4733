"""Turns what falls due into announcements: each due update once, one catch-up after downtime, a last one at the end."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from bot.core.calls.lifecycle import follow_progress, send_due
from bot.core.counts import figures
from bot.core.counts.milestones import tell_milestones
from bot.core.counts.replies import update_reply
from bot.core.events.kind import EventKinds
from bot.core.events.lifecycle import drop_reminder_addresses, post_due, refresh_cards
from bot.core.model.announcements import Action, Announcement, AnnouncementKind, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Mode, Subscription
from bot.core.model.schedule import after_quiet, latest_due, next_due
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction

BATCH = 1000
NO_KINDS = EventKinds()
LONGEST_NAP = 1.0
"""Seconds after which the database is looked at anyway: another program may have written a call."""


async def plan(
    store: Store, now: datetime, platforms: Sequence[str], seen: dict[str, object] | None = None,
    kinds: EventKinds = NO_KINDS,
) -> int:  # fmt: skip
    """Write an announcement for every update due by `now` in the chats of `platforms`; how many deliveries that gave.

    Calls whose time has come, milestones that are passed and what events have to say go out as well; `seen` remembers
    the figures that were looked at for these. Occurrences of one campaign at one moment share an announcement. The
    announcement, its deliveries and each subscription's next due time are written in one transaction, so a restart
    finds all of it or nothing.
    """
    async with store.writing() as tx:
        planned = await send_due(tx, now)
        planned += await tell_milestones(tx, now, {} if seen is None else seen)
        await follow_progress(tx, now)
        planned += await post_due(tx, now, kinds)
        planned += await refresh_cards(tx, now, kinds)
        await drop_reminder_addresses(tx, now)
    while True:
        async with store.writing() as tx:
            due = await tx.chats.due(now, platforms, BATCH)
            planned += await _plan_batch(tx, due, now)
        if len(due) < BATCH:
            return planned


async def run(
    store: Store, clock: Clock, platforms: Sequence[str], wake: Callable[[], None],
    kinds: EventKinds = NO_KINDS,
) -> None:  # fmt: skip
    """Plan for ever, waking at what falls due next; `wake` tells the delivery engine that there is work."""
    seen: dict[str, object] = {}
    while True:
        if await plan(store, clock.now(), platforms, seen, kinds):
            wake()
        async with store.reading() as tx:
            upcoming = await tx.chats.next_due(platforms)
        nap = LONGEST_NAP if upcoming is None else (upcoming - clock.now()).total_seconds()
        # What is due although all that was due is planned is a delivery on its way, and it hides what comes after it.
        await clock.sleep(min(nap, LONGEST_NAP) if nap > 0 else LONGEST_NAP)


async def _plan_batch(tx: Transaction, due: Iterable[Subscription], now: datetime) -> int:
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()}
    moments: dict[int, datetime | None] = {}
    occurrences: dict[tuple[str, datetime, Mode], list[Subscription]] = {}
    for one in due:
        campaign = campaigns[one.campaign]
        occurrence = _occurrence(one, campaign, now)
        moments[one.id] = _following(one, campaign, now)
        awake = after_quiet(one.chat.quiet, now, one.chat.zone or campaign.zone)
        if awake > now:
            moments[one.id] = awake
        else:
            occurrences.setdefault((one.campaign, occurrence, one.mode), []).append(one)
    planned = 0
    for (slug, occurrence, mode), subscriptions in occurrences.items():
        planned += await _announce(tx, campaigns[slug], occurrence, mode, subscriptions, now)
    await tx.chats.set_due(moments)
    return planned


async def _announce(
    tx: Transaction, campaign: Campaign, occurrence: datetime, mode: Mode, subscriptions: Sequence[Subscription],
    now: datetime,
) -> int:  # fmt: skip
    shown = await figures.read(tx, campaign, now)
    said = update_reply(shown, mode)
    kind = {Mode.POST: "update", Mode.BOARD: "board", Mode.DIGEST: "digest"}[mode]
    key = f"{kind}:{campaign.slug}:{int(occurrence.timestamp())}"
    announcement = Announcement(key, campaign.slug, AnnouncementKind.UPDATE, occurrence, said)
    fingerprint = shown.fingerprint + (" ended" if shown.ended else "")
    if mode is Mode.BOARD:
        # Not the figures alone: a board also changes when one of its pages gives no count any more.
        fingerprint = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    deliveries = [planned for one in subscriptions if (planned := _planned(one, fingerprint)) is not None]
    if deliveries:
        await tx.ledger.announce(announcement, deliveries)
    return len(deliveries)


def _planned(one: Subscription, fingerprint: str) -> Planned | None:
    """How an update is shown; None for a board that shows it already.

    Nothing new since the last update: its message gets a fresh age line instead of a second message. A digest comes
    once a day, whether or not there is something new.
    """
    if one.mode is Mode.DIGEST:
        return Planned(one.chat.id, Action.SEND, one.id, fingerprint)
    if one.mode is Mode.BOARD and one.message:
        return None if one.shown == fingerprint else Planned(one.chat.id, Action.EDIT, one.id, fingerprint, one.message)
    if one.mode is Mode.BOARD:
        return Planned(one.chat.id, Action.PIN, one.id, fingerprint)
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
