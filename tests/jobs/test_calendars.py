from dataclasses import dataclass, field

import pytest

from bot.core.announcements import Outcome, Refused, Sent
from bot.core.chats import Address, ChatKind
from bot.core.ports import Entry
from bot.events import KINDS
from bot.jobs import calendars
from bot.locales import speak
from storage import Database
from tests.fakes import Clock
from tests.gather import END, NEW, NOW, START, Gathering
from tests.talk import HOUR, Talk


@dataclass
class Calendar:
    """A calendar that takes every entry, unless it is off."""

    off: bool = False
    entries: dict[str, tuple[Address, Entry]] = field(default_factory=dict)

    async def enter(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        if self.off:
            return Refused("off")
        name = known or f"entry-{len(self.entries)}"
        self.entries[name] = (chat, entry)
        return Sent(name)

    async def strike(self, chat: Address, known: str) -> Outcome:
        if self.off:
            return Refused("off")
        assert self.entries.pop(known)[0] == chat
        return Sent(known)


@pytest.fixture
async def gathering(sqlite_store: Database) -> Gathering:
    made = Gathering(Talk(sqlite_store))
    await made.start()
    async with sqlite_store.writing() as tx:
        private = await tx.chats.ensure(Address("telegram", "21"), ChatKind.PRIVATE)
        assert private.kind is ChatKind.PRIVATE
    await made.talk.private("/subscribe daily 20:00", "21")
    return made


async def keep(gathering: Gathering, calendar: Calendar, hours: float = 0) -> int:
    store = gathering.talk.store
    return await calendars.keep(store, calendar, "telegram", KINDS, speak, Clock(NOW + hours * HOUR))


async def test_an_event_is_entered_once_changed_when_it_is_moved_and_struck_when_it_is_called_off(
    gathering: Gathering,
) -> None:
    calendar = Calendar()
    await gathering.talk.group(f'{NEW} en="Three quiet days"')
    assert [await keep(gathering, calendar) for _ in range(2)] == [1, 0]
    [(chat, entry)] = calendar.entries.values()
    assert (chat, entry.title) == (Address("telegram", "-1"), "Three quiet days")
    assert (entry.starts_at, entry.ends_at) == (START, END)
    assert entry.place == "https://example.org/no-voip-no-like"
    await gathering.talk.group("/event postpone 1 21:00")
    assert await keep(gathering, calendar) == 1
    [(_, entry)] = calendar.entries.values()
    assert entry.starts_at == START + HOUR
    await gathering.talk.group("/event cancel 1")
    assert [await keep(gathering, calendar) for _ in range(2)] == [1, 0]
    assert calendar.entries == {}


async def test_a_group_that_did_not_ask_for_it_is_asked_again_and_what_is_over_is_not(gathering: Gathering) -> None:
    calendar = Calendar(off=True)
    await gathering.talk.group(NEW)
    assert await keep(gathering, calendar) == 0
    calendar.off = False
    assert await keep(gathering, calendar, hours=400) == 0
    assert await keep(gathering, calendar) == 1
    calendar.off = True
    await gathering.talk.group("/event cancel 1")
    assert await keep(gathering, calendar) == 0
    assert len(calendar.entries) == 1
