"""What waited at the backup: no old button of it does anything, and whoever wrote it can still be forgotten."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.core.events.previews import plan_hash
from bot.core.events.proposals import alarm_hash
from bot.core.model.announcements import AnnouncementKind
from bot.core.model.call import Call, CallState, Script
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Text
from bot.core.model.reply_json import pack
from bot.core.model.roles import Role
from storage import Database
from storage.tables import announcements, approvals
from tests.talk import NOW, SLUG, Talk, ids, load_2016

AUTHOR, OTHER = "7", "8"


@pytest.fixture
async def talk(store: Database) -> Talk:
    """Two organizers; the first one's words wait for the other: calls, an event, and a change of another event."""
    await load_2016(store)
    talk = Talk(store)
    for person in (AUTHOR, OTHER):
        await talk.give(Role.ORGANIZER, person)
    await talk.private("/event new phone_off 2016-02-28 20:00", AUTHOR)
    (made,) = await events(store)
    await talk.private(f"/event approve {made.id} {plan_hash(made.plan)}", OTHER)
    await talk.private(f"/event edit {made.id} goal=100", AUTHOR)
    await talk.private(f"/event cancel {made.id}", AUTHOR)
    await talk.private("/event new phone_off 2016-02-28 21:00", AUTHOR)
    opened, _ = await events(store)
    async with store.reading() as tx:
        author = tx.people.pseudonym(SLUG, "telegram", AUTHOR)
    async with store.writing() as tx:
        for words in ("Tonight!", "Tomorrow!"):
            call = await tx.calls.add(Call(0, SLUG, author, Script({"en": words})))
        await tx.events.update(replace(opened, alarm=json.dumps(pack(Text("only-commands")))), NOW)
    await talk.private(f"/call {call.id} propose", AUTHOR)
    talk.confirms = False
    return talk


async def events(store: Database) -> list[Event]:
    """The events in the order of their start."""
    async with store.reading() as tx:
        return await tx.events.of(SLUG)


async def count(store: Database, *which: object) -> int:
    async with store._engines.reader.connect() as connection:
        return int(await connection.scalar(select(func.count()).where(*which)) or 0)  # type: ignore[arg-type]


async def test_no_old_button_launches_or_approves_what_waited_at_the_backup(talk: Talk) -> None:
    store = talk.store
    first, second = await events(store)
    async with store.reading() as tx:
        proposed, draft = await tx.calls.latest(SLUG)
    assert first.draft is not None
    assert (proposed.state, second.state) == (CallState.PROPOSED, EventState.PROPOSED)
    posted = announcements.c.kind != AnnouncementKind.NOTICE.value
    before = await count(store, posted)
    await store.close_gap(NOW)
    taps = {
        (OTHER, f"call {proposed.id} approve {proposed.content_hash}"): "call-gone",
        (AUTHOR, f"call {draft.id} propose"): "call-gone",
        (OTHER, f"event approve {first.id} {plan_hash(first.draft)}"): "event-nothing-proposed",
        (OTHER, f"event approve {first.id} cancel"): "event-nothing-proposed",
        (OTHER, f"event approve {second.id} {plan_hash(second.draft or second.plan)}"): "event-unknown",
        # This one asks once more.
        (AUTHOR, f"event release {first.id} confirmed {alarm_hash(first)}"): "event-preview",
    }
    assert {
        tap: said for tap in taps for said in ids(await talk.private(f"/{tap[1]}", tap[0])) if said == taps[tap]
    } == taps
    assert await count(store, posted) == before
    # All is still there, to be launched and proposed again.
    async with store.reading() as tx:
        calls = await tx.calls.latest(SLUG)
    assert [(call.state, call.script.texts["en"]) for call in calls] == [
        (CallState.DRAFT, "Tomorrow!"), (CallState.DRAFT, "Tonight!")
    ]  # fmt: skip
    _, renewed = await events(store)
    assert (renewed.state, renewed.plan, renewed.id > second.id) == (EventState.PROPOSED, second.plan, True)
    talk.confirms = True
    assert "event-state-again" in str(await talk.private("/events", AUTHOR))
    assert "call-proposed" in ids(await talk.private(f"/call {calls[-1].id} propose", AUTHOR))
    assert "event-waits" in ids(await talk.private(f"/event edit {renewed.id} goal=200", AUTHOR))


async def test_an_event_that_waited_at_the_backup_says_so_no_more_and_is_proposed_again_as_it_stands(
    talk: Talk,
) -> None:
    await talk.store.close_gap(NOW)
    _, event = await events(talk.store)
    shown = await talk.private(f"/event {event.id}", OTHER)
    assert "event-state-again" in str(shown)
    again = f"menu again {event.id}"
    for reply in (shown, await talk.private("/events", OTHER)):
        assert again in [one.command for row in reply.buttons for one in row]
    talk.confirms = True
    assert "event-waits" in ids(await talk.private(f"/event edit {event.id}", AUTHOR))
    shown = await talk.private(f"/event {event.id}", OTHER)
    assert "event-state-proposed" in str(shown)
    assert again not in [one.command for row in shown.buttons for one in row]
    # Whoever had written it approves it where another has proposed it.
    await talk.private(f"/event refuse {event.id} {plan_hash(event.plan)} No", OTHER)
    assert "event-state-refused" in str(await talk.private(f"/event {event.id}", AUTHOR))
    assert "event-waits" in ids(await talk.private(f"/event edit {event.id}", OTHER))
    assert "event-made" in ids(await talk.private(f"/event approve {event.id} {plan_hash(event.plan)}", AUTHOR))


async def test_whoever_wrote_what_waited_is_forgotten_with_it(talk: Talk) -> None:
    await talk.store.close_gap(NOW)
    async with talk.store.writing() as tx:
        await tx.people.forget("telegram", AUTHOR)
        assert await tx.calls.latest(SLUG) == []
        assert [(one.state, one.draft) for one in await tx.events.of(SLUG)] == [(EventState.OPEN, None)]
    asked = func.substr(announcements.c.key, 1, 8).in_(["approve:", "event-ap"])
    assert await count(talk.store, asked) == await count(talk.store, approvals.c.number > 0) == 0
