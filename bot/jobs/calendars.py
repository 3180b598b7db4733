"""Puts campaign events into the calendars that groups have on their platform, where their managers asked for it."""

import hashlib
from collections.abc import Callable, Mapping

from bot.core.announcements import Sent
from bot.core.campaign import Campaign
from bot.core.chats import Address, Chat
from bot.core.event_telling import title_of
from bot.core.events import Event, EventState
from bot.core.kinds import Kind
from bot.core.ports import Calendar, Clock, Entry, Speak, Store
from bot.core.reply import Text

EVERY = 60.0


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

    What was entered is kept as a note, so that nothing is entered twice; a group that refuses is asked again.
    """
    now, wanted = clock.now(), []
    async with store.reading() as tx:
        for campaign in await tx.campaigns.all():
            events = [one for one in await tx.events.of(campaign.slug) if one.kind in kinds and one.card]
            for event in (one for one in events if one.ends_at > now):
                for chat, address in await tx.chats.places(campaign.slug, platform):
                    name = f"calendar:{event.id}:{chat.id}"
                    wanted.append((campaign, event, chat, address, name, await tx.leases.note(name)))
    changed = 0
    for campaign, event, chat, address, name, noted in wanted:
        noting = await _settle(calendar, _entry(campaign, event, kinds[event.kind], chat, speak), address, noted)
        if noting != noted:
            async with store.writing() as tx:
                await tx.leases.set_note(name, noting)
            changed += 1
    return changed


async def _settle(calendar: Calendar, entry: Entry | None, address: Address, noted: str) -> str:
    """What is to be noted after the calendar has been asked: its own id of the entry, and a mark of what it says."""
    known, _, mark = noted.partition(" ")
    if entry is None:
        return "" if known and isinstance(await calendar.strike(address, known), Sent) else noted
    new = hashlib.sha256(repr(entry).encode()).hexdigest()[:16]
    if mark == new:
        return noted
    outcome = await calendar.enter(address, entry, known)
    return f"{outcome.message or known} {new}" if isinstance(outcome, Sent) else noted


def _entry(campaign: Campaign, event: Event, kind: Kind, chat: Chat, speak: Callable[[str], Speak]) -> Entry | None:
    """What stands in the calendar, in the group's language; None for an event that was called off."""
    if event.state is EventState.CANCELLED:
        return None
    say = speak(chat.language or campaign.fallback)
    title = say(Text("cell", {"value": title_of(event, kind)}))
    place = campaign.contact or say(Text("campaign-title", {"title": campaign.title}))
    return Entry(title, f"{say(Text(kind.how))}\n{say(Text(kind.safety))}", place, event.starts_at, event.ends_at)
