"""Plans announcements: each due update once, one catch-up after downtime, a final update at the end."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from bot.core.calls.lifecycle import follow_progress, send_due
from bot.core.calls.series import make_due
from bot.core.counts import figures
from bot.core.counts.figures import Stats
from bot.core.counts.milestones import tell_milestones
from bot.core.counts.replies import open_events, update_reply
from bot.core.delivery import unrequested
from bot.core.delivery.long_rounds import announce_long_rounds
from bot.core.delivery.refresh_intervals import PLANNER_SECONDS
from bot.core.delivery.resting import rest, until
from bot.core.delivery.vital_signs import Part, VitalSigns
from bot.core.events.kind import EventKinds
from bot.core.events.lifecycle import post_due, refresh_cards
from bot.core.events.public_figures import publish_due
from bot.core.events.reminder_addresses import drop_reminder_addresses
from bot.core.model.announcements import Action, Announcement, AnnouncementKind, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Mode, Quiet, Subscription
from bot.core.model.schedule import Cadence, after_quiet, latest_due, next_due
from bot.core.ports.agenda import Upcoming
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction, Watch

BATCH = 250
"""Subscriptions planned in one transaction, so that answers and outcomes need not wait long for it."""

NO_KINDS = EventKinds()
LONGEST_NAP = 1.0
"""Seconds after which the agenda is read anyway: another process may have written a call."""

LONGEST_NAP_HEARD = 60.0
"""The same where other processes are heard."""

SHORTEST_NAP = 0.5
"""Seconds between two looks at the agenda, however often something changes."""


FULL_TURN_EVERY = 60.0
"""Seconds after which everything is checked even if the agenda is empty: a campaign may have begun since."""


async def plan(
    store: Store, now: datetime, platforms: Sequence[str], seen: dict[str, object] | None = None,
    kinds: EventKinds = NO_KINDS, paces: Mapping[str, float] | None = None,
) -> int:  # fmt: skip
    """Write an announcement for every update due by `now` in the chats of `platforms`; returns how many deliveries.

    Scheduled calls, passed milestones and event announcements are planned as well; `seen` caches the figures that were
    checked for these. Occurrences of one campaign at one time share an announcement. A batch of deliveries and the next
    due time of each subscription are written in one transaction, so a restart finds all of it or nothing. `paces` are
    the messages a second of each platform, by which a round that would take too long is told beforehand.
    """
    return (await _turn(store, now, platforms, seen, kinds, paces)).planned


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a turn planned; what was due `before` it, and what is `after` it; whether deliveries wait to be sent."""

    planned: int
    before: Upcoming
    after: Upcoming
    waiting: bool


async def _turn(
    store: Store, now: datetime, platforms: Sequence[str], seen: dict[str, object] | None, kinds: EventKinds,
    paces: Mapping[str, float] | None,
) -> _Turn:  # fmt: skip
    """One transaction where nothing is due."""
    async with store.writing() as tx:
        before = await tx.agenda.upcoming(platforms, now, PLANNER_SECONDS)
        planned = await make_due(tx, now)
        planned += await send_due(tx, now)
        planned += await tell_milestones(tx, now, {} if seen is None else seen, unrequested.post)
        await follow_progress(tx, now)
        await publish_due(tx, now)
        planned += await post_due(tx, now, kinds)
        planned += await refresh_cards(tx, now, kinds)
        planned += await unrequested.post_waiting(tx, await tx.campaigns.all(), now)
        await drop_reminder_addresses(tx, now)
        planned += await announce_long_rounds(tx, now, paces or {})
        more = await tx.chats.due(now, platforms, 1)
        after = await tx.agenda.upcoming(platforms, now, PLANNER_SECONDS)
        waiting = [await tx.ledger.next_due(platform) for platform in platforms]
    due = any(moment is not None and moment <= now for moment in waiting)
    if not more:
        return _Turn(planned, before, after, due)
    planning = _Round(now)
    while True:
        async with store.writing() as tx:
            subscriptions = await tx.chats.due(now, platforms, BATCH)
            if not subscriptions:
                return _Turn(planned, before, await tx.agenda.upcoming(platforms, now, PLANNER_SECONDS), due)
            planned += await planning.batch(tx, subscriptions)


async def run(
    store: Store, clock: Clock, platforms: Sequence[str], wake: Callable[[], None],
    kinds: EventKinds = NO_KINDS, vitals: VitalSigns | None = None, paces: Mapping[str, float] | None = None,
    *, watch: Watch | None = None,
) -> None:  # fmt: skip
    """Plan until cancelled, waking when something is due; `wake` tells the delivery engine that there is work.

    A look that finds nothing due costs one query. Where `watch` hears of changes, there is one a minute. It wakes the
    delivery engine for deliveries that wait too, so that one whose news got lost is sent all the same.
    """
    seen: dict[str, object] = {}
    counts, full = -1, None
    signs = vitals or VitalSigns()
    signs.start(Part.PLANNER)
    while True:
        if watch is not None:
            watch.clear()
        now = clock.now()
        fresh = full is not None and 0 <= (now - full).total_seconds() < FULL_TURN_EVERY
        upcoming = await _upcoming(store, platforms, now) if fresh else None
        if upcoming is None or (upcoming.due is not None and upcoming.due <= now) or upcoming.counts != counts:
            turn = await _turn(store, now, platforms, seen, kinds, paces)
            if turn.planned or turn.waiting:
                wake()
            counts, full, upcoming = turn.before.counts, now, turn.after
        heard = watch is not None and watch.heard
        longest = LONGEST_NAP_HEARD if heard else LONGEST_NAP
        nap = longest if upcoming.due is None else (upcoming.due - clock.now()).total_seconds()
        signs.succeed(Part.PLANNER)
        # What is still due cannot be planned now, so it must not make this loop spin.
        nap = min(nap, longest) if nap > 0 else LONGEST_NAP
        left = until(clock.now() + timedelta(seconds=nap), clock.now)
        await rest(watch, left, clock.sleep, lambda: signs.succeed(Part.PLANNER), shortest=SHORTEST_NAP)


async def _upcoming(store: Store, platforms: Sequence[str], now: datetime) -> Upcoming:
    async with store.reading() as tx:
        return await tx.agenda.upcoming(platforms, now, PLANNER_SECONDS)


@dataclass
class _Update:
    """One update, the same for all chats of its occurrence; `shown` tells whether a chat has it already."""

    announcement: Announcement
    shown: str


class _Round:
    """All batches of one turn share one computation, so that all chats get the same figures."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._campaigns: dict[str, Campaign] = {}
        self._updates: dict[tuple[str, datetime, Mode], _Update] = {}
        # Thousands of chats have the same few cadences, zones and quiet hours.
        self._latest = cache(latest_due)
        self._after_quiet = cache(after_quiet)
        self._next = cache(self._next_due)

    async def batch(self, tx: Transaction, due: Sequence[Subscription]) -> int:
        """Plan these subscriptions of one campaign; returns how many deliveries were written."""
        campaign = await self._campaign(tx, due[0].campaign)
        moments: dict[int, datetime | None] = {}
        occurrences: dict[tuple[datetime, Mode], list[Subscription]] = {}
        clocks = await tx.chats.clocks(due, self._campaigns)
        for one in due:
            zone = clocks[one.chat.id]
            awake = self._after_quiet(one.chat.quiet, self._now, zone)
            if awake > self._now:
                moments[one.id] = awake
            else:
                moments[one.id] = self._next(one.cadence, one.chat.quiet, zone, campaign.ends_at)
                occurrences.setdefault((self._occurrence(one, campaign, zone), one.mode), []).append(one)
        planned = 0
        for (occurrence, mode), subscriptions in occurrences.items():
            update = await self._update(tx, campaign, occurrence, mode)
            deliveries = [made for one in subscriptions if (made := _planned(one, update.shown)) is not None]
            if deliveries:
                await tx.ledger.announce(update.announcement, deliveries)
            planned += len(deliveries)
        await tx.chats.set_due(moments)
        return planned

    async def _campaign(self, tx: Transaction, slug: str) -> Campaign:
        if slug not in self._campaigns:
            self._campaigns |= {campaign.slug: campaign for campaign in await tx.campaigns.all()}
        return self._campaigns[slug]

    async def _update(self, tx: Transaction, campaign: Campaign, occurrence: datetime, mode: Mode) -> _Update:
        key = (campaign.slug, occurrence, mode)
        if key not in self._updates:
            self._updates[key] = await _say(tx, await figures.read(tx, campaign, self._now), occurrence, mode)
        return self._updates[key]

    def _occurrence(self, one: Subscription, campaign: Campaign, zone: str) -> datetime:
        """The scheduled time of this update: the latest of all that were missed."""
        if campaign.ended(self._now):
            return campaign.as_of(self._now)
        latest = self._latest(one.cadence, self._now, zone)
        return max(one.next_due or self._now, latest)

    def _next_due(self, cadence: Cadence, quiet: Quiet | None, zone: str, ends_at: datetime | None) -> datetime | None:
        """When the next update is due: at the campaign's end at the latest; None after that."""
        if ends_at is not None and ends_at <= self._now:
            return None
        following = self._after_quiet(quiet, next_due(cadence, self._now, zone), zone)
        return following if ends_at is None else min(following, ends_at)


async def _say(tx: Transaction, shown: Stats, occurrence: datetime, mode: Mode) -> _Update:
    slug, said = shown.campaign.slug, update_reply(shown, mode, await open_events(tx, shown.campaign))
    kind = {Mode.POST: "update", Mode.BOARD: "board", Mode.DIGEST: "digest"}[mode]
    key = f"{kind}:{slug}:{int(occurrence.timestamp())}"
    fingerprint = shown.fingerprint + (" ended" if shown.ended else "")
    if mode is Mode.BOARD:
        # Not only the figures: a board also changes when one of its pages no longer gives a count.
        fingerprint = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return _Update(Announcement(key, slug, AnnouncementKind.UPDATE, occurrence, said), fingerprint)


def _planned(one: Subscription, fingerprint: str) -> Planned | None:
    """How an update is shown; None for a board that shows it already.

    If nothing changed since the last update, its message is edited with a fresh age line instead of a second message. A
    digest is sent once a day, even without news.
    """
    if one.mode is Mode.DIGEST:
        return Planned(one.chat.id, Action.SEND, one.id, fingerprint)
    if one.mode is Mode.BOARD and one.message:
        return None if one.shown == fingerprint else Planned(one.chat.id, Action.EDIT, one.id, fingerprint, one.message)
    if one.mode is Mode.BOARD:
        return Planned(one.chat.id, Action.PIN, one.id, fingerprint)
    action = Action.EDIT if one.message and one.shown == fingerprint else Action.SEND
    return Planned(one.chat.id, action, one.id, fingerprint, one.message if action is Action.EDIT else "")
