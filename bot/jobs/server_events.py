"""Adds campaign events to the groups' calendars on their platform, if the managers enabled that."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.delivery.resting import rest, until
from bot.core.events.kind import Kind
from bot.core.events.replies import title_of
from bot.core.model.announcements import Refused, Sent
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat
from bot.core.model.event import Event, EventState
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Watch
from bot.core.ports.facts import CALENDAR_ENTRY, CalendarEntry
from bot.core.ports.language import Speak
from bot.core.ports.platform import Calendar, Entry

INTERVAL_SECONDS = 60.0
LONGEST_SECONDS = 300.0
EVENTS_OPTION = "events"
"""The option of a chat with which its managers enable calendar events ("on")."""

REMOVED = "struck"  # the stored value
_NO_ENTRY = CalendarEntry("", "")


@dataclass(frozen=True, slots=True)
class _TargetEntry:
    """The calendar entry that a group should have (None: remove it), and a chat of that group."""

    address: Address
    entry: Entry | None


async def run(
    store: Store, calendar: Calendar, platform: str, kinds: Mapping[str, Kind], speak: Callable[[str], Speak],
    clock: Clock, watch: Watch | None = None,
) -> None:  # fmt: skip
    """Update the calendars of a platform's groups each minute until cancelled.

    While no event is coming, it waits until `watch` hears of a change, for five minutes at most.
    """
    while True:
        if watch is not None:
            watch.clear()
        _, is_idle = await _keep(store, calendar, platform, kinds, speak, clock)
        seconds = LONGEST_SECONDS if is_idle and watch is not None and watch.heard else INTERVAL_SECONDS
        left = until(clock.now() + timedelta(seconds=seconds), clock.now)
        await rest(watch if is_idle else None, left, clock.sleep, _ignore, shortest=1.0, longest=seconds)


def _ignore() -> None:
    """Nobody watches over this job."""


async def keep(
    store: Store, calendar: Calendar, platform: str, kinds: Mapping[str, Kind], speak: Callable[[str], Speak],
    clock: Clock,
) -> int:  # fmt: skip
    """Add new events, change moved ones, remove cancelled ones; returns how many entries changed.

    One fact per group and event stores the entry, so that nothing is added twice. A refused entry is retried only after
    it has changed.
    """
    changed, _ = await _keep(store, calendar, platform, kinds, speak, clock)
    return changed


async def _keep(
    store: Store, calendar: Calendar, platform: str, kinds: Mapping[str, Kind], speak: Callable[[str], Speak],
    clock: Clock,
) -> tuple[int, bool]:  # fmt: skip
    """How many entries changed, and whether no event is coming."""
    now, targets, is_idle = clock.now(), dict[str, _TargetEntry](), True
    async with store.reading() as tx:
        for campaign in await tx.campaigns.all():
            events = [one for one in await tx.events.of(campaign.slug) if one.kind in kinds and one.card]
            for event in (one for one in events if one.ends_at > now):
                is_idle = False
                for chat, address in await tx.chats.places(campaign.slug, platform):
                    name = f"{event.id}:{calendar.group(address)}"
                    enabled = chat.options.get(EVENTS_OPTION) == "on"
                    if name.endswith(":") or (name in targets and (targets[name].entry or not enabled)):
                        continue
                    entry = _entry(campaign, event, kinds[event.kind].fit(campaign), chat, speak) if enabled else None
                    targets[name] = _TargetEntry(address, entry)
        kept = await tx.facts.get_all(CALENDAR_ENTRY, list(targets))
    changed = 0
    for name, one in targets.items():
        before = kept.get(name, _NO_ENTRY)
        after = await _apply(calendar, one, before, now)
        if after != before:
            async with store.writing() as tx:
                if after == _NO_ENTRY:
                    await tx.facts.drop(CALENDAR_ENTRY, name)
                else:
                    await tx.facts.put(CALENDAR_ENTRY, name, after)
            changed += 1
    return changed, is_idle


async def _apply(calendar: Calendar, one: _TargetEntry, before: CalendarEntry, now: datetime) -> CalendarEntry:
    """Add, change or remove an entry if needed; returns the entry that the calendar has afterwards."""
    known, says = before
    if one.entry is None:
        if not known or says == REMOVED:
            return before if known else _NO_ENTRY
        outcome = await calendar.delete_entry(one.address, known)
        left = {Sent: _NO_ENTRY, Refused: CalendarEntry(known, REMOVED)}
        return left.get(type(outcome), before)
    new = hashlib.sha256(repr(one.entry).encode()).hexdigest()[:16]
    # Platforms show an event that has begun as if it began now.
    if says == new or (not known and one.entry.starts_at <= now):
        return before
    outcome = await calendar.put_entry(one.address, one.entry, known)
    if isinstance(outcome, Sent):
        return CalendarEntry(outcome.message or known, new)
    return CalendarEntry(known, new) if isinstance(outcome, Refused) else before


def _entry(campaign: Campaign, event: Event, kind: Kind, chat: Chat, speak: Callable[[str], Speak]) -> Entry | None:
    """The calendar entry of an event in the group's language; None for a cancelled event."""
    if event.state is EventState.CANCELLED:
        return None
    say = speak(campaign.tongue(chat.language))
    title = say(Text("cell", {"value": title_of(event, kind)}))
    # A longer address would be cut, and lead nowhere.
    contact = campaign.contact if len(campaign.contact) <= OTHER_LIMITS["discord"]["event-place"] else ""
    place = contact or say(Text("campaign-title", {"title": campaign.title}))
    about = [say(Text(kind.server_how or kind.how)), say(Text(kind.safety)), event.plan.options.get("link", "")]
    return Entry(title, "\n".join(filter(None, about)), place, event.starts_at, event.ends_at)
