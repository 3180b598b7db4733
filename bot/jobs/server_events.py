"""Puts campaign events into the calendars that groups have on their platform, where their managers asked for it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.events.kind import Kind
from bot.core.events.replies import title_of
from bot.core.model.announcements import Refused, Sent
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store
from bot.core.ports.facts import CALENDAR_ENTRY, CalendarEntry
from bot.core.ports.language import Speak
from bot.core.ports.platform import Calendar, Entry

EVERY = 60.0
ASKED = "events"
"""The option of a chat by which its managers ask for the events ("on")."""

STRUCK = "struck"


_NOTHING = CalendarEntry("", "")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An entry of a group's calendar (None: it is to be struck), and a chat of that group."""

    address: Address
    entry: Entry | None


async def run(
    store: Store, calendar: Calendar, platform: str, kinds: Mapping[str, Kind], speak: Callable[[str], Speak],
    clock: Clock,
) -> None:  # fmt: skip
    """Keep the calendars of a platform's groups up to date for ever."""
    while True:
        await keep(store, calendar, platform, kinds, speak, clock)
        await clock.sleep(EVERY)


async def keep(
    store: Store, calendar: Calendar, platform: str, kinds: Mapping[str, Kind], speak: Callable[[str], Speak],
    clock: Clock,
) -> int:  # fmt: skip
    """Enter what is new, change what was moved, strike what was called off; how many entries changed.

    What was entered is kept as a fact, one for each group however many of its chats follow, so that nothing is entered
    twice; what a group refuses is asked again once it is another entry.
    """
    now, wanted = clock.now(), dict[str, _Wanted]()
    async with store.reading() as tx:
        for campaign in await tx.campaigns.all():
            events = [one for one in await tx.events.of(campaign.slug) if one.kind in kinds and one.card]
            for event in (one for one in events if one.ends_at > now):
                for chat, address in await tx.chats.places(campaign.slug, platform):
                    name = f"{event.id}:{calendar.group(address)}"
                    asked = chat.options.get(ASKED) == "on"
                    if name.endswith(":") or (name in wanted and (wanted[name].entry or not asked)):
                        continue
                    entry = _entry(campaign, event, kinds[event.kind], chat, speak) if asked else None
                    wanted[name] = _Wanted(address, entry)
        kept = await tx.facts.get_all(CALENDAR_ENTRY, list(wanted))
    changed = 0
    for name, one in wanted.items():
        before = kept.get(name, _NOTHING)
        after = await _settle(calendar, one, before, now)
        if after != before:
            async with store.writing() as tx:
                if after == _NOTHING:
                    await tx.facts.drop(CALENDAR_ENTRY, name)
                else:
                    await tx.facts.put(CALENDAR_ENTRY, name, after)
            changed += 1
    return changed


async def _settle(calendar: Calendar, one: _Wanted, before: CalendarEntry, now: datetime) -> CalendarEntry:
    """Enter, change or strike an entry where that is due; what stands in the calendar after it."""
    known, says = before
    if one.entry is None:
        if not known or says == STRUCK:
            return before if known else _NOTHING
        outcome = await calendar.strike(one.address, known)
        left = {Sent: _NOTHING, Refused: CalendarEntry(known, STRUCK)}
        return left.get(type(outcome), before)
    new = hashlib.sha256(repr(one.entry).encode()).hexdigest()[:16]
    # What goes on already would be shown as if it began now.
    if says == new or (not known and one.entry.starts_at <= now):
        return before
    outcome = await calendar.enter(one.address, one.entry, known)
    if isinstance(outcome, Sent):
        return CalendarEntry(outcome.message or known, new)
    return CalendarEntry(known, new) if isinstance(outcome, Refused) else before


def _entry(campaign: Campaign, event: Event, kind: Kind, chat: Chat, speak: Callable[[str], Speak]) -> Entry | None:
    """What stands in the calendar, in the group's language; None for an event that was called off."""
    if event.state is EventState.CANCELLED:
        return None
    say = speak(chat.language or campaign.fallback)
    title = say(Text("cell", {"value": title_of(event, kind)}))
    place = campaign.contact or say(Text("campaign-title", {"title": campaign.title}))
    return Entry(title, f"{say(Text(kind.how))}\n{say(Text(kind.safety))}", place, event.starts_at, event.ends_at)
