from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from PIL import Image
from pydantic import SecretStr

from bot.app import seat_at_console
from bot.clock import RehearsalClock
from bot.config import Settings
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import Role
from bot.house import House
from bot.locales import speak
from bot.platforms.console.platform import Console
from bot.platforms.console.seat import Seat
from storage import Database
from tests.conftest import SECRET
from tests.talk import HOUR, NOW, SLUG, another, load, load_2016

ENGLISH = speak("en")


@dataclass
class Sitting:
    """Somebody at a terminal; `said` is what it wrote."""

    console: Console
    clock: RehearsalClock
    store: Database
    said: list[str] = field(default_factory=list)

    async def type(self, *lines: str | None) -> str:
        """What is written from the first of these lines to the last."""
        before = len(self.said)

        async def typed() -> AsyncIterator[str | None]:
            for line in lines:
                yield line

        await self.console.run(typed())
        text = "\n".join(self.said[before:])
        return "".join(sign for sign in text if sign not in "\u2068\u2069")

    async def role(self, person: str, slug: str = SLUG) -> Role | None:
        async with self.store.reading() as tx:
            return await tx.people.role(slug, "console", person)


def sit(store: Database, seat: Seat | None = None) -> Sitting:
    settings = Settings(secret_key=SecretStr(SECRET))
    said: list[str] = []
    clock = RehearsalClock(NOW)
    house = House(settings, {}, store, structlog.get_logger())
    return Sitting(seat_at_console(house, clock, said.append, seat or Seat(language="en")), clock, store, said)


@pytest.fixture
async def sitting(sqlite_store: Database) -> Sitting:
    await load_2016(sqlite_store)
    return sit(sqlite_store)


async def test_each_line_of_input_gets_an_answer(sitting: Sitting) -> None:
    said = await sitting.type("", "  ", "/stats", "stats", None)
    assert said.count("at the first reading") == 2
    assert said.endswith("[Share]\n")


async def test_plain_text_is_ignored_in_a_group_and_answered_in_private(sitting: Sitting) -> None:
    assert await sitting.type("hello", "/helo") == ""
    assert "Did you mean /help?" in await sitting.type("/in private", "/helo")
    assert "I did not get that." in await sitting.type("hello")


async def test_a_member_may_not_subscribe_a_group_and_an_administrator_may(sitting: Sitting) -> None:
    assert "Only this chat’s administrators" in await sitting.type("/subscribe")
    for role in ("admin", "organizer", "owner"):
        assert "This chat now gets updates" in await sitting.type(f"/as {role}", "/subscribe")
    assert "Only this chat’s administrators" in await sitting.type("/as reporter", "/subscribe")


async def test_a_role_is_granted_in_every_campaign_until_it_is_given_up(sitting: Sitting) -> None:
    await load(sitting.store, another())
    assert await sitting.type("/as owner:samira") == "You are now samira, owner."
    assert [await sitting.role("samira", slug) for slug in (SLUG, "second")] == [Role.OWNER, Role.OWNER]
    await sitting.type("/as reporter", "/count inwi 2,000,000")
    assert await sitting.role("samira") is Role.REPORTER
    await sitting.type("/as member:karim")
    assert await sitting.role("samira") is Role.REPORTER
    await sitting.type("/as admin:samira")
    assert await sitting.role("samira") is None
    assert "Roles: reporter, organizer, owner, admin, member" in await sitting.type("/as king")


async def test_a_claimed_role_survives_a_restart_of_the_console(sitting: Sitting) -> None:
    await sitting.type("/as reporter:ali")
    later = sit(sitting.store, Seat(person="ali", language="en"))
    await later.type("/stats")
    assert await later.role("ali") is Role.REPORTER
    await later.type("/as member:ali")
    assert await later.role("ali") is None


async def test_a_chat_that_is_switched_to_is_stored_with_its_own_kind(sitting: Sitting) -> None:
    await sitting.type("/as admin", "/in rabat", "/subscribe", "/in private", "/subscribe 2h")
    assert "/in private, or /in with the name of a group" in await sitting.type("/in")
    async with sitting.store.reading() as tx:
        found = [await tx.chats.find(Address("console", chat)) for chat in ("rabat", "you", "group")]
    assert [chat and chat.kind for chat in found] == [ChatKind.GROUP, ChatKind.PRIVATE, None]


async def test_moving_the_clock_runs_everything_due_in_between_in_order(sitting: Sitting) -> None:
    await sitting.type("/as admin", "/subscribe 1h", "/in rabat", "/subscribe 1h30m")
    said = await sitting.type("/clock +2h")
    update = "No VOIP = No Like: update"
    titles = [line for line in said.splitlines() if line.endswith(update)]
    # Here at 10:30, in the other group at 11:00, and in both at 12:00, when nothing is new.
    assert titles[:2] == [update, f"[group] {update}"]
    assert sorted(titles[2:]) == [f"(edited) {update}", f"[group] (edited) {update}"]
    assert said.endswith("It is now 2016-02-27 12:20 (Africa/Casablanca).")
    assert sitting.clock.now() == NOW + 2 * HOUR


async def test_due_deliveries_are_printed_without_any_input(sitting: Sitting) -> None:
    await sitting.type("/as admin", "/subscribe 1h")
    sitting.clock.move(NOW + HOUR)
    assert "update" in await sitting.type(None)
    assert await sitting.type(None) == ""


async def test_an_update_with_nothing_new_is_shown_as_edited(sitting: Sitting) -> None:
    await sitting.type("/as admin", "/subscribe 1h", "/clock +1h")
    assert "(edited) No VOIP = No Like: update" in await sitting.type("/clock +1h")


async def test_the_end_of_a_campaign_can_be_rehearsed(sitting: Sitting) -> None:
    said = await sitting.type("/as admin", "/subscribe daily 20:00", "/clock 2016-03-02T08:00")
    assert said.count("final figures") == 1
    assert "461,538" in said


async def test_a_private_chats_update_says_whose_it_is(sitting: Sitting) -> None:
    await sitting.type("/in private", "/subscribe 1h", "/in group")
    assert "[private you] No VOIP" in await sitting.type("/clock +1h")


async def test_a_wrong_time_is_answered_with_the_right_form(sitting: Sitting) -> None:
    for words in ("", "soon", "+soon", "+0h"):
        assert "Write /clock +2h" in await sitting.type(f"/clock {words}")
    assert sitting.clock.now() == NOW


async def test_the_clock_cannot_be_moved_if_chats_of_other_platforms_would_get_messages(sitting: Sitting) -> None:
    async with sitting.store.writing() as tx:
        await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
    assert "DATABASE_URL=" in await sitting.type("/clock +1h")
    assert sitting.clock.now() == NOW


async def test_a_failed_delivery_does_not_stop_the_clock(sitting: Sitting) -> None:
    await sitting.type("/as admin", "/subscribe 1h")
    async with sitting.store.reading() as tx:
        chat = await tx.chats.find(Address("console", "group"))
    assert chat is not None
    call = Announcement("call", SLUG, AnnouncementKind.CALL, NOW - HOUR, say("no-campaign"))

    async def nothing() -> None:
        """A settling that leaves all as it is."""

    async with sitting.store.writing() as tx:
        await tx.ledger.announce(call, [Planned(chat.id)])
    sitting.console.settle = nothing
    await sitting.type("/clock +3h")
    assert sitting.clock.now() == NOW + 3 * HOUR


async def test_a_button_is_pressed_by_its_label(sitting: Sitting) -> None:
    assert "2,447,581" in await sitting.type("/start", "/press figures")
    assert "Commands" in await sitting.type("/press [Help]")
    said = await sitting.type("/press Nothing")
    assert "There is no such button here. Choose from: " in said
    assert "Figures" in said
    assert "Choose from: -." in await sitting.type("/in elsewhere", "/press Figures")


async def test_a_button_is_pressed_by_its_label_in_the_language_of_the_chat(sitting: Sitting) -> None:
    sitting.console.seat.language = ""
    assert "Cette discussion" not in await sitting.type("/as admin", "/language fr")
    said = await sitting.type("/settings")
    label = said.rsplit("[", 1)[1].split("]")[0]
    assert "العربية" in await sitting.type(f"/press {label}")


async def test_a_link_is_written_out(sitting: Sitting) -> None:
    link = Reply(buttons=((Button(Text("button-help"), url="https://example.org"),),))
    sitting.console._show("group", link, "en")
    assert sitting.said == ["[Help] https://example.org\n"]
    assert await sitting.type("/press help") == "https://example.org"


async def test_a_command_of_the_console_needs_its_slash(sitting: Sitting) -> None:
    assert await sitting.type("in private") == ""
    assert sitting.console.seat.chat == "group"


async def test_without_a_campaign_the_clock_is_utc(sqlite_store: Database) -> None:
    sitting = sit(sqlite_store, Seat("you", "member", "private", "en"))
    assert "(UTC)" in await sitting.type("/clock 2016-02-27T12:00")
    assert "No campaign is loaded yet" in await sitting.type("/stats")


async def test_two_organizers_write_approve_and_retract_a_call(sitting: Sitting, tmp_path: Path) -> None:
    poster = tmp_path / "poster.png"
    Image.new("RGB", (8, 8)).save(poster)
    await sitting.type("/as admin", "/subscribe", "/in private", "/as organizer:karim", "/as organizer:samira")
    await sitting.type("/call", "Switch your phones off", "/press Next", "/press Next")
    assert "cannot be read: No such file" in await sitting.type("/picture none.png")
    assert "cannot be read: No such file" in await sitting.type("/picture ~nobodyhere/none.png")
    assert "With the picture." in await sitting.type(f"/picture {poster}")
    preview = await sitting.type(
        "/press Next", "/press I did it", "/press Next", "/press Now", "/press As usual", "/press All chats: 1"
    )
    assert "Call 1, as it will be read" in preview
    asked = await sitting.type("/press Launch")
    assert "[private karim] Call 1 waits for your approval\n[picture]\n" in asked
    sent = await sitting.type("/as organizer:karim", "/press Approve")
    assert "[group] No VOIP = No Like\n[picture]\nSwitch your phones off\n[I did it]" in sent
    assert "[private samira] Call 1" in sent
    assert "Counted, thank you" in await sitting.type("/in group", "/as member:zoe", "/press I did it")
    gone = await sitting.type("/as organizer:samira", "/in private", "/retract 1")
    assert "[group] (deleted) [picture]\nThis call was taken back" in gone


async def test_a_board_is_shown_as_pinned(sitting: Sitting) -> None:
    assert "(pinned) No VOIP = No Like: live figures" in await sitting.type("/as admin", "/subscribe board")


async def test_a_crowd_of_simulated_people_takes_part(sitting: Sitting) -> None:
    sitting.clock.move(datetime(2026, 12, 1, 10, tzinfo=UTC))
    await load(sitting.store, another("soon", starts_at=NOW, ends_at=None, zone="UTC"))
    await sitting.type("/as organizer:samira", "/event new phone_off 2026-12-05 20:00 soon", "[Confirm]")
    said = await sitting.type("/crowd 7 pledge 1", "/clock +15m", "/event 1")
    assert "7 simulated people: pledge 1." in said
    assert "You are in" in said
    assert "Taking part: 7\n" in said
    assert "simulated people are in these figures" in said
    for line in ("/crowd", "/crowd x pledge", "/crowd 0 pledge", "/crowd 5", "/crowd 9999999 pledge"):
        assert "Write /crowd" in await sitting.type(line)
