from dataclasses import replace
from datetime import timedelta

from bot.core.announcements import Refused, Sent, Unknown
from bot.core.chats import Address, ChatKind
from bot.core.ports import Entry
from tests.discord_server import BROKEN, FORBIDDEN
from tests.fakes import NOON
from tests.platforms.discord.house import HERE, House

CHAT = Address("discord", str(HERE))
ENTRY = Entry("Phones off", "For 72 hours.", "everywhere", NOON, NOON + timedelta(hours=72))


async def ask_for_events(house: House) -> None:
    async with house.store.writing() as tx:
        chat = await tx.chats.ensure(CHAT, ChatKind.GROUP)
        await tx.chats.update(replace(chat, options={"events": "on"}))


async def test_an_event_is_entered_changed_and_struck_where_managers_asked_for_it(house: House) -> None:
    await ask_for_events(house)
    async with house.listening():
        entered = await house.discord.calendar.enter(CHAT, ENTRY)
        assert isinstance(entered, Sent)
        made = house.server.events[entered.message]
        assert (made["name"], made["entity_type"], made["privacy_level"], made["channel_id"]) == (
            "Phones off",
            3,
            2,
            None,
        )
        later = Entry("Phones off", "", "everywhere", NOON, NOON + timedelta(hours=80))
        assert await house.discord.calendar.enter(CHAT, later, entered.message) == Sent(entered.message)
        assert house.server.events[entered.message]["scheduled_end_time"] == later.ends_at.isoformat()
        assert await house.discord.calendar.strike(CHAT, entered.message) == Sent(entered.message)
        assert await house.discord.calendar.strike(CHAT, entered.message) == Sent(entered.message)
    assert house.server.events == {}


async def test_nothing_is_entered_where_nobody_asked(house: House) -> None:
    assert await house.discord.calendar.enter(CHAT, ENTRY) == Refused("off")
    assert await house.discord.calendar.strike(CHAT, "1") == Refused("off")
    async with house.listening():
        assert await house.discord.calendar.enter(CHAT, ENTRY) == Refused("off")


async def test_what_discord_refuses_is_told(house: House) -> None:
    await ask_for_events(house)
    async with house.listening():
        house.server.choose = lambda call: FORBIDDEN if "scheduled" in call.path else None
        assert await house.discord.calendar.enter(CHAT, ENTRY) == Refused("no-right")
        house.server.choose = lambda call: BROKEN if "scheduled" in call.path else None
        assert await house.discord.calendar.strike(CHAT, "1") == Unknown("HTTP 502")
