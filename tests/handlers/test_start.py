from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model.chats import Address
from bot.core.model.reply import Moment, Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.facts import BACKUP, KeptBackups
from handlers import COMMANDS
from tests.event_talk import END as OVER
from tests.event_talk import NEW, EventTalk, turnout
from tests.talk import CHANNEL, GROUP, PRIVATE, Talk, another, example, ids, line, load


async def test_start_says_what_the_bot_does_and_offers_what_comes_next(talk: Talk) -> None:
    reply = await talk.private("/start")
    assert ids(reply) == ["start-private", "start-campaign"]
    assert [button.command for button in reply.buttons[0]] == ["subscribe", "stats", "help"]
    await talk.private("subscribe")
    assert [button.command for button in (await talk.private("/start")).buttons[0]] == ["stats", "help"]
    assert ids(await talk.member("/start")) == ["start-group", "start-campaign"]


async def test_the_buttons_of_a_start_are_commands_that_work(talk: Talk) -> None:
    for button in (await talk.private("/start")).buttons[0]:
        assert button.command in COMMANDS
        await talk.private(button.command)


async def test_help_lists_the_commands_in_their_order_and_whom_to_ask(talk: Talk) -> None:
    few = await talk.private("/help")
    assert [one.values["command"] for one in few.lines if one.id == "help-line"] == [
        "/stats", "/share", "/subscribe", "/events", "/pledge", "/privacy",
    ]  # fmt: skip
    reply = await talk.private(few.buttons[0][0].command)
    everywhere = [f"/{name}" for name, command in COMMANDS.items() if not command.platform and not command.desk]
    assert [one.values["command"] for one in reply.lines if one.id == "help-line"] == everywhere
    assert line(reply, "contact") == {"contact": example().contact}
    assert reply.personal


@pytest.mark.parametrize("kind", [GROUP, CHANNEL])
async def test_help_leaves_out_what_works_in_private_alone(talk: Talk, kind: object) -> None:
    reply = await talk.member("/help all", kind=kind)
    told = {one.values["command"] for one in reply.lines if one.id == "help-line"}
    assert {f"/{name}" for name in COMMANDS} - told == {
        *(
            "/resign",
            "/import",
            "/revoke",
            "/forget",
            "/call",
            "/calls",
            "/report",
            "/retract",
            "/fix",
            "/audit",
            "/server",
            "/desk",
            "/menu",
        ),
    }


async def test_help_lists_also_what_is_private_where_a_command_is_hidden_from_others(talk: Talk) -> None:
    reply = await talk.member("/help all", address=Address("discord", "1"), hidden=True)
    told = [one.values["command"] for one in reply.lines if one.id == "help-line"]
    assert told == [f"/{name}" for name in COMMANDS if name != "desk"]


async def test_privacy_names_the_day_of_deletion_of_each_campaign(talk: Talk) -> None:
    await load(talk.store, another(ends_at=None, contact="https://example.org/second"))
    reply = await talk.member("/privacy")
    assert ids(reply) == [
        "privacy-never", "privacy-kept", "privacy-pledges", "privacy-private",
        "privacy-purge", "privacy-purge-days", "privacy-forget",
        "contact", "contact",
    ]  # fmt: skip
    gone = datetime(2016, 3, 30, 12, tzinfo=UTC)
    assert line(reply, "privacy-purge")["date"] == Moment(gone, "Africa/Casablanca", "date")
    assert line(reply, "privacy-purge-days")["days"] == 30


async def test_without_a_contact_none_is_named(talk: Talk) -> None:
    await load(talk.store, replace(example(), contact=""))
    assert "contact" not in ids(await talk.private("/help"))
    assert "contact" not in ids(await talk.private("/privacy"))


async def test_forget_asks_once_and_then_nothing_is_kept(talk: Talk) -> None:
    await load(talk.store, another())
    await talk.give(Role.REPORTER)
    await talk.give(Role.OWNER, slug="second")
    await talk.private("/subscribe second")
    await talk.private("/language fr")

    reply = await talk.private("/forget")
    assert ids(reply) == ["forget-sure"]
    assert await talk.role() is Role.REPORTER
    [[sure]] = reply.buttons
    assert ids(await talk.private(sure.command)) == ["forgotten"]

    assert (await talk.role(), await talk.role(slug="second"), await talk.addresses()) == (None, None, 0)
    async with talk.store.reading() as tx:
        assert await tx.chats.find(Address("telegram", "7")) is None
        assert await tx.people.wrong_codes("telegram", "7", datetime(2000, 1, 1, tzinfo=UTC)) == 0


@pytest.mark.parametrize(("days", "said"), [(7, "forgotten-but-backups"), (-1, "forgotten")])
async def test_forget_and_privacy_name_the_day_on_which_the_last_backup_is_gone(
    days: int, said: str, talk: Talk
) -> None:
    gone = talk.now + timedelta(days=days)
    async with talk.store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(talk.now, gone))
    told = await talk.private("/privacy")
    assert ("privacy-backups" in ids(told)) is (days > 0)
    reply = await talk.private("/forget yes")
    assert ids(reply) == [said]
    if days > 0:
        assert (
            line(reply, said)["date"]
            == line(told, "privacy-backups")["date"]
            == Moment(gone, "Africa/Casablanca", "date")
        )


async def test_a_backup_by_a_clock_that_was_ahead_is_not_said_to_stay_for_years(talk: Talk) -> None:
    ahead = talk.now + timedelta(days=800)
    async with talk.store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(ahead, ahead + timedelta(days=7)))
    date = Moment(talk.now + timedelta(days=7), form="date")
    assert line(await talk.private("/privacy"), "privacy-backups")["date"].at == date.at
    assert line(await talk.private("/forget yes"), "forgotten-but-backups")["date"].at == date.at


@pytest.mark.parametrize(("backup", "replica", "last"), [(7, 4, 7), (2, 4, 4), (None, 1, 1), (-1, 7, 7)])
async def test_forget_names_the_day_on_which_the_last_copy_is_gone_a_replica_or_a_backup(
    backup: int | None, replica: int, last: int, talk: Talk
) -> None:
    talk.services = replace(talk.services, replica_kept=timedelta(days=replica))
    if backup is not None:
        async with talk.store.writing() as tx:
            await tx.facts.put(BACKUP, "", KeptBackups(talk.now, talk.now + timedelta(days=backup)))
    told = await talk.private("/privacy")
    assert line(told, "privacy-replica")["date"] == Moment(
        talk.now + timedelta(days=replica), "Africa/Casablanca", "date"
    )
    reply = await talk.private("/forget yes")
    assert line(reply, "forgotten-but-backups")["date"] == Moment(
        talk.now + timedelta(days=last), "Africa/Casablanca", "date"
    )


async def test_forget_is_a_private_matter(talk: Talk) -> None:
    assert ids(await talk.group("/forget yes")) == ["only-in-private"]
    assert ids(await talk.group("/forget yes", kind=PRIVATE, person="")) == ["only-a-person"]


async def test_help_has_the_menu_of_organizers_under_it(talk: Talk) -> None:
    def commands(reply: Reply) -> list[str]:
        return [button.command for row in reply.buttons for button in row]

    assert commands(await talk.private("/help")) == ["help all"]
    await talk.give(Role.ORGANIZER)
    menu = commands(await talk.private("/menu"))
    assert commands(await talk.private("/help")) == [one if one != "help" else "help all" for one in menu]
    assert commands(await talk.private("/help all")) == menu
    assert commands(await talk.group("/help")) == ["help all"]
    await load(talk.store, another())
    await talk.give(Role.REPORTER, slug="second")
    assert commands(await talk.private("/help")) == ["help all", "menu"]
    assert commands(await talk.private("/start"))[-1] == "menu"


@pytest.mark.parametrize("said", ["hello", "/nonsense"])
async def test_whoever_knows_no_command_is_led_on_by_words(talk: Talk, said: str) -> None:
    (row,) = (await talk.private(said, typed=True)).buttons
    assert [button.command for button in row] == ["menu", "stats", "events"]
    assert [button.label.id for button in row] == ["button-menu", "button-figures", "button-events"]


async def test_the_link_of_the_page_takes_part_at_once_and_shows_which_event_it_was(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW + " goal=10", "7")
    reply = await event_talk.talk.private("/start part-1", "21")
    assert reply.title == Text("event-title", {"title": Text("phone-off-title"), "id": "1"})
    assert ids(reply) == ["pledge-in", "pledge-remind-here"]
    assert [button.command for row in reply.buttons for button in row] == ["pledge 1 remind", "pledge 1 off", "event 1"]
    async with event_talk.talk.store.writing() as tx:
        assert (await turnout(tx)).all.people == 1
    assert ids(await event_talk.talk.private("/pledge 1 remind", "21")) == ["remind-kept"]
    again = await event_talk.talk.private("/start part-1", "21")
    assert ids(again) == ids(reply)
    async with event_talk.talk.store.writing() as tx:
        assert (await turnout(tx)).all.people == 1


async def test_after_the_end_the_link_asks_what_was_done_and_later_says_that_it_is_over(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW + " goal=10", "7")
    await event_talk.go(OVER)
    reply = await event_talk.talk.private("/start part-1", "21")
    assert ids(reply) == ["checkin-ask-hours"]
    assert [button.command for button in reply.buttons[0]] == ["checkin 1 all", "checkin 1 none"]
    await event_talk.go(OVER + timedelta(days=10))
    assert ids(await event_talk.talk.private("/start part-1", "22")) == ["event-is-closed"]


async def test_what_must_be_known_first_is_said_with_the_button_that_confirms(event_talk: EventTalk) -> None:
    await event_talk.talk.private("/event new bill_strike 2026-12-05 20:00", "7")
    first = await event_talk.talk.private("/start part-1", "21")
    assert ids(first) == ["bill-note", "pledge-confirm"]
    assert [button.command for button in first.buttons[0]] == ["pledge 1"]
    assert ids(await event_talk.talk.private(first.buttons[0][0].command, "21"))[0] == "pledge-in"


@pytest.mark.parametrize("code", ["part-9", "part-", "part-x", "part-1x"])
async def test_a_link_to_no_event_is_answered_with_the_events_that_there_are(event_talk: EventTalk, code: str) -> None:
    await event_talk.talk.private(NEW + " goal=10", "7")
    assert ids(await event_talk.talk.private(f"/start {code}", "21")) == ["event-unknown"]


async def test_an_event_that_waits_for_approval_is_not_joined_by_its_link(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.private(NEW + " goal=10", "7")
    # A member hears why, not that a role is missing, and an organizer the same.
    for person in ("21", "7"):
        assert ids(await event_talk.talk.private("/start part-1", person)) == ["event-is-proposed"]
