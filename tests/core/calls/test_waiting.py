"""What waits for approval and cannot go out any more: nobody is asked for it, and it goes back to its author."""

from datetime import timedelta

import pytest

from bot.core.model.call import CallState
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from storage import Database
from tests.drive import KARIM, Drive, lasting
from tests.event_talk import EventTalk
from tests.handlers.test_event import newest_yes
from tests.talk import HOUR, NOW, SLUG, Talk, ids


@pytest.fixture
async def drive(store: Database) -> Drive:
    return await lasting(store, "UTC", NOW)


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def to_approve(talk: Talk, person: str) -> list[str]:
    return commands(await talk.private(f"menu approve {SLUG}", person))[:-1]


@pytest.mark.parametrize(
    ("when", "until", "step"),
    [("20:00", "", "when"), ("now", "20:00", "until"), ("every day 20:00 until 28 February 2016", "", "when")],
)
async def test_a_call_that_is_too_late_goes_back_to_its_author_with_the_step_that_helps(
    drive: Drive, when: str, until: str, step: str
) -> None:
    number = await drive.write(when=when)
    if until:
        await drive.taps(f"call {number} until")
        await drive.says(until)
    await drive.taps(f"call {number} propose")
    yes = [one.content for one in await drive.settle() if "request" in str(one.content.title)][-1].buttons[0][0].command
    assert await to_approve(drive.talk, KARIM) == [f"call {number}"]
    drive.talk.now += timedelta(days=3)
    assert await to_approve(drive.talk, KARIM) == []
    reply = await drive.taps(yes, person=KARIM)
    assert (ids(reply), commands(reply)) == (["call-lapsed-told"], [f"menu {SLUG}"])
    (told,) = [one.content for one in await drive.settle() if one.content.lines[0].id == "call-lapsed"]
    assert commands(told) == [f"call {number} {step}"]
    async with drive.store.reading() as tx:
        call = await tx.calls.get(int(number))
    assert call is not None
    assert call.state is CallState.DRAFT
    assert f"call {number} {step}" in commands(await drive.taps(f"call {number} propose"))


async def test_nobody_is_asked_to_approve_new_words_of_a_call_that_was_taken_back(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.says(f"/fix {number}", "Better words")
    async with drive.store.reading() as tx:
        (fix,) = await tx.calls.latest(SLUG, fixes=int(number))
    await drive.taps(f"call {fix.id} propose")
    yes = [one.content for one in await drive.settle() if "request" in str(one.content.title)][-1].buttons[0][0].command
    await drive.taps(f"retract {number}", person=KARIM)
    assert await to_approve(drive.talk, KARIM) == []
    assert ids(await drive.taps(yes, person=KARIM)) == ["fix-lapsed-told"]
    (told,) = [one.content for one in await drive.settle() if one.content.lines[0].id == "fix-lapsed"]
    assert commands(told) == [f"call {fix.id} cancel"]
    refused = await drive.taps(f"call {fix.id} propose")
    assert ids(refused) == ["call-not-sent"]
    assert f"call {fix.id} cancel" in commands(refused)


async def test_an_event_that_is_too_late_goes_back_to_its_author_to_be_given_another_time(
    event_talk: EventTalk,
) -> None:
    talk = event_talk.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.private("/event new phone_off 2026-12-05 20:00")
    yes = await newest_yes(event_talk, "8")
    assert "menu again 1" in commands(await talk.private("/events"))
    assert await to_approve(talk, "8") == ["menu look 1"]
    talk.now = (await event_talk.event()).starts_at + HOUR
    assert await to_approve(talk, "8") == []
    await event_talk.deliveries()
    assert ids(await talk.private(yes, "8")) == ["event-lapsed-told"]
    heard = {one.address.chat: one.content for one in await event_talk.deliveries()}
    assert ids(heard["7"]) == ["event-lapsed", "event-past"]
    assert commands(heard["7"])[0] == "menu again 1"
    assert "event-state-again" in str(await talk.private("/events"))


async def test_what_a_person_has_approved_waits_for_others_alone(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await event_talk.start(call_approvals=2)
    for person in ("8", "9"):
        await talk.give(Role.ORGANIZER, person)
    await talk.private("/event new phone_off 2026-12-05 20:00")
    await talk.private(await newest_yes(event_talk, "8"), "8")
    await talk.private(f"call {SLUG}")
    await talk.private("Read this", typed=True)
    await talk.private("call 1 propose")
    await talk.private((await talk.private("call 1", "8")).buttons[0][0].command, "8")
    assert await to_approve(talk, "8") == []
    assert "Read this" in str(await talk.private("call 1", "8"))
    assert await to_approve(talk, "9") == ["call 1", "menu look 1"]


async def test_of_new_words_it_is_never_said_that_the_call_waits(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    await drive.says(f"/fix {number}", "Better words")
    async with drive.store.reading() as tx:
        (fix,) = await tx.calls.latest(SLUG, fixes=int(number))
    assert ids(await drive.taps(f"call {fix.id} propose"))[0] == "fix-proposed"
    yes = [one.content for one in await drive.settle() if "request" in str(one.content.title)][-1].buttons[0][0].command
    await drive.taps(f"{yes.replace('approve', 'refuse')} too long", person=KARIM)
    assert [ids(one.content) for one in await drive.settle() if one.kind == "notice"] == [["fix-refused"]]
