import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.core.model.announcements import NotSent, Outcome, Refused, Sent
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.platform import Entry
from bot.event_kinds import KINDS
from bot.jobs import server_events
from bot.locales import speak
from storage import Database
from tests.event_talk import END, NEW, NOW, START, EventTalk
from tests.fakes import Clock, Counting, until
from tests.talk import HOUR, Talk


@dataclass
class Calendar:
    """A calendar that takes every entry, unless it is to give another outcome; `asked` is how often it was."""

    outcome: Outcome | None = None
    known: bool = True
    entries: dict[str, tuple[Address, Entry]] = field(default_factory=dict)
    asked: int = 0

    def group(self, _: Address) -> str:
        return "everywhere" if self.known else ""

    async def put_entry(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        self.asked += 1
        if self.outcome is not None:
            return self.outcome
        name = known or f"entry-{len(self.entries)}"
        self.entries[name] = (chat, entry)
        return Sent(name)

    async def delete_entry(self, chat: Address, known: str) -> Outcome:
        self.asked += 1
        if self.outcome is not None:
            return self.outcome
        assert self.entries.pop(known)[0] == chat
        return Sent(known)


@pytest.fixture
async def event_talk(sqlite_store: Database) -> EventTalk:
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    async with sqlite_store.writing() as tx:
        private = await tx.chats.ensure(Address("telegram", "21"), ChatKind.PRIVATE)
        assert private.kind is ChatKind.PRIVATE
    await made.talk.private("/subscribe daily 20:00", "21")
    await ask(made, "on")
    return made


async def ask(event_talk: EventTalk, switch: str, chat: str = "-1") -> None:
    """The managers of a group ask for the events, or do not any more."""
    async with event_talk.talk.store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", chat), ChatKind.GROUP)
        await tx.chats.update(replace(stored, options={"events": switch}))


async def keep(event_talk: EventTalk, calendar: Calendar, hours: float = 0) -> int:
    store = event_talk.talk.store
    return await server_events.keep(store, calendar, "telegram", KINDS, speak, Clock(NOW + hours * HOUR))


async def test_an_event_is_added_once_changed_when_moved_and_removed_when_cancelled(
    event_talk: EventTalk,
) -> None:
    calendar = Calendar()
    await event_talk.talk.group(f'{NEW} en="Three quiet days"')
    assert [await keep(event_talk, calendar) for _ in range(2)] == [1, 0]
    [(chat, entry)] = calendar.entries.values()
    assert (chat, entry.title) == (Address("telegram", "-1"), "Three quiet days")
    assert (entry.starts_at, entry.ends_at) == (START, END)
    assert entry.place == "https://example.org/no-voip-no-like"
    await event_talk.talk.group("/event postpone 1 21:00")
    assert await keep(event_talk, calendar) == 1
    [(_, entry)] = calendar.entries.values()
    assert entry.starts_at == START + HOUR
    await event_talk.talk.group("/event cancel 1")
    assert [await keep(event_talk, calendar) for _ in range(2)] == [1, 0]
    assert calendar.entries == {}


async def test_an_entry_is_in_a_language_that_the_campaign_offers(event_talk: EventTalk) -> None:
    calendar, talk = Calendar(), event_talk.talk
    await talk.group(f'{NEW} ar="أيام هادئة" en="Quiet days"')
    await talk.group("/language en")
    async with talk.store.writing() as tx:
        [campaign] = await tx.campaigns.all()
        await tx.campaigns.save(replace(campaign, languages=("ar", "fr")), NOW)
    assert await keep(event_talk, calendar) == 1
    assert [entry.title for _, entry in calendar.entries.values()] == ["أيام هادئة"]


async def test_a_group_that_did_not_ask_for_it_or_is_not_known_just_now_is_not_asked(event_talk: EventTalk) -> None:
    calendar = Calendar(known=False)
    await event_talk.talk.group(NEW)
    assert await keep(event_talk, calendar) == 0
    calendar.known = True
    await ask(event_talk, "off")
    assert await keep(event_talk, calendar) == 0
    assert calendar.asked == 0
    await ask(event_talk, "on")
    assert await keep(event_talk, calendar) == 1


async def test_events_leave_the_calendar_when_managers_do_not_want_them_any_more_and_come_back(
    event_talk: EventTalk,
) -> None:
    calendar = Calendar()
    await event_talk.talk.group(NEW)
    for switch, entries in (("on", 1), ("off", 0), ("on", 1)):
        await ask(event_talk, switch)
        assert [await keep(event_talk, calendar) for _ in range(2)] == [1, 0]
        assert len(calendar.entries) == entries


async def test_several_chats_of_one_group_have_an_event_once_as_long_as_one_of_them_asks(event_talk: EventTalk) -> None:
    calendar = Calendar()
    await event_talk.talk.group("/subscribe daily 20:00", address=Address("telegram", "-2"))
    await ask(event_talk, "on", "-2")
    await event_talk.talk.group(NEW)
    assert [await keep(event_talk, calendar) for _ in range(2)] == [1, 0]
    await ask(event_talk, "off", "-2")
    assert await keep(event_talk, calendar) == 0
    await ask(event_talk, "on", "-2")
    await ask(event_talk, "off")
    assert await keep(event_talk, calendar) == 0
    assert len(calendar.entries) == 1


async def test_a_refused_entry_is_retried_only_after_it_changes(event_talk: EventTalk) -> None:
    calendar = Calendar(outcome=Refused("no-right"))
    await event_talk.talk.group(NEW)
    assert [await keep(event_talk, calendar) for _ in range(3)] == [1, 0, 0]
    assert calendar.asked == 1
    calendar.outcome = None
    await event_talk.talk.group("/event postpone 1 21:00")
    assert await keep(event_talk, calendar) == 1
    calendar.outcome = Refused("no-right")
    await event_talk.talk.group("/event cancel 1")
    assert [await keep(event_talk, calendar) for _ in range(3)] == [1, 0, 0]
    assert (calendar.asked, len(calendar.entries)) == (3, 1)


async def test_a_refused_entry_of_a_cancelled_event_is_not_deleted(event_talk: EventTalk) -> None:
    calendar = Calendar(outcome=Refused("no-right"))
    await event_talk.talk.group(NEW)
    await keep(event_talk, calendar)
    await event_talk.talk.group("/event cancel 1")
    assert [await keep(event_talk, calendar) for _ in range(2)] == [1, 0]
    assert calendar.asked == 1


async def test_a_failed_calendar_change_is_retried(event_talk: EventTalk) -> None:
    calendar = Calendar(outcome=NotSent("flood"))
    await event_talk.talk.group(NEW)
    assert [await keep(event_talk, calendar) for _ in range(2)] == [0, 0]
    calendar.outcome = None
    assert await keep(event_talk, calendar) == 1
    calendar.outcome = NotSent("flood")
    await event_talk.talk.group("/event cancel 1")
    assert [await keep(event_talk, calendar) for _ in range(2)] == [0, 0]
    calendar.outcome = None
    assert await keep(event_talk, calendar) == 1
    assert calendar.entries == {}


async def test_a_running_or_past_event_is_not_added_to_the_calendar(event_talk: EventTalk) -> None:
    calendar = Calendar()
    await event_talk.talk.group(NEW)
    hours = (START - NOW) / HOUR
    assert [await keep(event_talk, calendar, at) for at in (hours, hours + 400)] == [0, 0]
    assert calendar.asked == 0


async def test_while_no_event_is_coming_a_change_is_waited_for_and_with_one_it_is_looked_each_minute(
    event_talk: EventTalk,
) -> None:
    """`rings` stands for what PostgreSQL tells."""

    class Rings:
        heard = True

        def __init__(self) -> None:
            self.rung = asyncio.Event()

        def clear(self) -> None:
            self.rung.clear()

        async def wait(self, sleeping: Coroutine[Any, Any, None]) -> bool:
            sleeping.close()
            await self.rung.wait()
            return True

    rings, calendar, clock = Rings(), Calendar(), ManualClock(NOW)
    counted = Counting(event_talk.talk.store)
    running = asyncio.create_task(server_events.run(counted, calendar, "telegram", KINDS, speak, clock, rings))
    try:
        await until(lambda: len(clock._sleepers) == 1)
        # Changes that come at once are looked at together.
        clock.move(NOW + timedelta(seconds=1))
        await asyncio.sleep(0.1)
        assert counted.opened == 1
        await event_talk.talk.group(NEW)
        rings.rung.set()
        await until(lambda: len(calendar.entries) == 1)
        await until(lambda: len(clock._sleepers) == 1)
        seen = counted.opened
        clock.move(clock.now() + timedelta(seconds=server_events.INTERVAL_SECONDS))
        await until(lambda: counted.opened > seen)
    finally:
        running.cancel()
        await asyncio.wait([running])


async def test_an_entry_says_what_to_write_names_no_button_and_has_the_link(event_talk: EventTalk) -> None:
    calendar = Calendar()
    await event_talk.talk.group(NEW)
    await event_talk.talk.group("/event new sign_on 2026-12-06 20:00 link=https://example.org/petition")
    await keep(event_talk, calendar)
    about = sorted(entry.about for _, entry in calendar.entries.values())
    assert len(about) == 2
    assert any("https://example.org/petition" in one for one in about)
    for one in about:
        assert "/pledge" in one
        assert "“" not in one
