from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.core.model.announcements import NotSent, Priority, Refused, Sent, Unknown
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.platform import Entry
from tests.discord_server import BROKEN, FORBIDDEN, RESET_AFTER, flood
from tests.discord_shapes import ALLOWED, BOT_ID, channel, member
from tests.fakes import NOON, Gate, until
from tests.platforms.discord.house import GUILD, HERE, THERE, House

CHAT = Address("discord", str(HERE))
ENTRY = Entry("Phones off", "For 72 hours.", "everywhere", NOON, NOON + timedelta(hours=72))
MODERATORS = 3009


@asynccontextmanager
async def allowed(house: House, permissions: int = 1 << 44) -> AsyncIterator[House]:
    """The bot listens, in a server where it has a role with these permissions."""
    made = house.server.add_guild(
        GUILD, channel(HERE, GUILD), channel(THERE, GUILD), channel(MODERATORS, GUILD),
        public_updates_channel_id=str(MODERATORS), members=[member(BOT_ID) | {"roles": ["70"]}],
    )  # fmt: skip
    made["roles"].append(made["roles"][0] | {"id": "70", "name": "nolike", "permissions": str(ALLOWED | permissions)})
    async with house.listening():
        yield house


async def test_an_event_is_created_edited_and_deleted(house: House, gate: Gate) -> None:
    async with allowed(house):
        calendar = house.discord.calendar
        entered = await calendar.put_entry(CHAT, ENTRY)
        assert isinstance(entered, Sent)
        made = house.server.events[entered.message]
        assert (made["name"], made["entity_type"], made["privacy_level"], made["channel_id"]) == (
            "Phones off", 3, 2, None,
        )  # fmt: skip
        later = Entry("Phones off", "", "everywhere", NOON, NOON + timedelta(hours=80))
        assert await calendar.put_entry(CHAT, later, entered.message) == Sent(entered.message)
        assert house.server.events[entered.message]["scheduled_end_time"] == later.ends_at.isoformat()
        assert await calendar.delete_entry(CHAT, entered.message) == Sent(entered.message)
        assert await calendar.delete_entry(CHAT, entered.message) == Sent(entered.message)
    assert house.server.events == {}
    assert [priority for _, kind, priority in gate.slots if kind is ChatKind.GROUP] == [Priority.UPDATE] * 5


async def test_an_entry_whose_answer_was_lost_is_not_entered_twice(house: House) -> None:
    async with allowed(house):
        calendar = house.discord.calendar
        house.server.choose = lambda call: (
            RESET_AFTER if (call.method, "scheduled" in call.path) == ("POST", True) else None
        )
        assert isinstance(await calendar.put_entry(CHAT, ENTRY), Unknown)
        (entered,) = house.server.events
        house.server.choose = lambda _: None
        # Those of other people, and of another time, are not ours to change.
        ours = house.server.events[entered]
        house.server.events["1"] = ours | {"id": "1", "creator_id": "5"}
        house.server.events["2"] = ours | {"id": "2", "scheduled_start_time": "2030-01-01T00:00:00+00:00"}
        later = Entry("Phones off", "For 80 hours.", "everywhere", NOON, NOON + timedelta(hours=80))
        assert await calendar.put_entry(CHAT, later) == Sent(entered)
    assert house.server.events[entered]["description"] == "For 80 hours."
    assert [one["description"] for one in house.server.events.values()].count("For 72 hours.") == 2


async def test_the_channels_of_a_server_share_its_calendar_and_an_unknown_server_has_none(
    house: House,
) -> None:
    calendar = house.discord.calendar
    assert calendar.group(CHAT) == ""
    assert await calendar.put_entry(CHAT, ENTRY) == NotSent("server unknown")
    async with allowed(house):
        assert calendar.group(CHAT) == calendar.group(Address("discord", str(THERE))) == str(GUILD)


async def test_without_the_permission_no_request_is_sent_and_the_managers_are_told_once(house: House) -> None:
    async with allowed(house, 0):
        for _ in range(3):
            assert await house.discord.calendar.put_entry(CHAT, ENTRY) == NotSent("no-right")
        await until(lambda: bool(house.server.texts(MODERATORS)))
        assert await house.discord.calendar.delete_entry(CHAT, "1") == NotSent("no-right")
    (told,) = house.server.texts(MODERATORS)
    assert told.startswith(f"en:discord-missing-events <#{HERE}>")
    assert "create\\_events" in told
    assert [call for call in house.server.calls if "scheduled" in call.path] == []


async def test_a_permission_that_is_back_and_lost_again_is_reported_again(house: House) -> None:
    async with allowed(house):
        house.discord._missing_permissions.report(str(HERE), ("create_events",), "events")
        await until(lambda: bool(house.server.texts(MODERATORS)))
        assert isinstance(await house.discord.calendar.put_entry(CHAT, ENTRY), Sent)
        # Within minutes, Discord would take the same words for the same message.
        house.server.shift += 600
        house.discord._missing_permissions.report(str(HERE), ("create_events",), "events")
        await until(lambda: len(house.server.texts(MODERATORS)) == 2)


async def test_a_refusal_by_discord_is_returned_to_the_caller(house: House) -> None:
    async with allowed(house):
        house.server.choose = lambda call: FORBIDDEN if "scheduled" in call.path else None
        assert await house.discord.calendar.put_entry(CHAT, ENTRY) == Refused("no-right")
        house.server.choose = lambda call: BROKEN if "scheduled" in call.path else None
        assert await house.discord.calendar.delete_entry(CHAT, "1") == Unknown("HTTP 502")


async def test_a_rate_limit_of_the_calendar_reaches_the_gate(house: House, gate: Gate) -> None:
    async with allowed(house):
        house.server.choose = lambda call: flood(300) if "scheduled" in call.path else None
        for _ in range(2):
            assert isinstance(await house.discord.calendar.put_entry(CHAT, ENTRY), NotSent)
        assert len(house.server.of("GET", "scheduled")) == 1
        house.clock.move(301)
        house.server.choose = lambda call: flood(1, everywhere=True) if "scheduled" in call.path else None
        assert isinstance(await house.discord.calendar.put_entry(CHAT, ENTRY), NotSent)
    assert gate.floods == [1]
