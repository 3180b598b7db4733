"""Stored events."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.model.campaign import Page
from bot.core.model.chats import Address, ChatKind
from bot.core.model.event import Event, EventState, Plan
from bot.core.model.reply import Names, Text, say
from bot.core.model.roles import Role
from storage import Database
from storage.engine.json_columns import read_as, write
from tests.storage.samples import HOUR, NOW, group, load, private_chat

PLAN = Plan(
    "phone_off",
    datetime.fromisoformat("2026-12-01T20:00"),
    72 * 3600,
    "100",
    Names({"en": "Quiet"}),
    {"per_day": "2.40"},
    "quiet",
)


def made(slug: str = "no-voip", **changes: object) -> Event:
    return replace(Event(0, slug, "Africa/Casablanca", PLAN, NOW), **changes)  # type: ignore[arg-type]


def person(number: int) -> str:
    return f"{number:032x}"


async def test_an_event_is_stored_with_all_fields_and_its_result_stays(store: Database) -> None:
    await load(store)
    event = made(announced_milestones=("goal-25",), draft=PLAN, alarm="x", card=7, trusted=(3,), simulated=True)
    async with store.writing() as tx:
        stored = await tx.events.add(event, NOW)
        assert replace(stored, id=0) == event
        closed = replace(stored, state=EventState.CLOSED, result=say("over"), calculation=say("sums"))
        await tx.events.update(closed, None)
        await tx.events.update(replace(stored, state=EventState.CLOSED), None)
    async with store.reading() as tx:
        found = await tx.events.get(stored.id)
        assert found == closed
        assert (found.result, found.calculation) == (say("over"), say("sums"))
        assert await tx.events.get(stored.id + 1) is None
        assert await tx.events.of("no-voip") == [closed]


def test_a_renamed_field_of_an_event_keeps_its_key_in_the_document() -> None:
    event = made(announced_milestones=("goal-25",), announced_plan=PLAN, change_due_at=NOW)
    document = write(event)
    kept = json.loads(document)
    assert (kept["marks"], kept["told"]["kind"], kept["tell_at"]) == (["goal-25"], PLAN.kind, NOW.isoformat())
    assert read_as(Event, document) == event


async def test_open_events_are_due_in_order_and_halted_campaigns_wait(store: Database) -> None:
    await load(store)
    await load(store, "other")
    async with store.writing() as tx:
        assert await tx.agenda.next_due([]) is None
        late = await tx.events.add(made(), NOW)
        early = await tx.events.add(made(), NOW - HOUR)
        await tx.events.add(made(), NOW + HOUR)
        await tx.events.add(made(state=EventState.CANCELLED), NOW - HOUR)
        await tx.events.add(made("other"), NOW - 2 * HOUR)
        await tx.campaigns.halt("other", NOW)
        assert await tx.events.due(NOW) == [early, late]
        assert await tx.agenda.next_due([]) == NOW - HOUR
        assert await tx.agenda.next_due(["telegram"]) == NOW - HOUR


async def test_an_open_event_is_selected_once_per_interval(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        first = await tx.events.add(made(), None)
        await tx.events.add(made(state=EventState.PROPOSED), None)
        assert await tx.events.live(NOW, 5) == [first]
        assert await tx.events.live(NOW + timedelta(seconds=4), 5) == []
        assert await tx.events.live(NOW + timedelta(seconds=5), 5) == [first]
        assert await tx.events.live(NOW - HOUR, 5) == [first]


async def test_a_page_that_an_event_follows_gets_an_id(store: Database) -> None:
    campaign = await load(store)
    async with store.writing() as tx:
        await tx.events.add(made(plan=replace(PLAN, options={"page": "uk_petitions:700123"})), None)
        [page] = await tx.events.pages("no-voip")
        assert page == Page("uk_petitions", "700123")
        assert page.id not in {one.id for one in campaign.pages}
        assert await tx.events.pages("other") == []


async def test_dropping_a_reason_drops_it_for_every_chat(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        await private_chat(tx, "42", "event:1")
        await private_chat(tx, "43", "event:1", "event:10")
        await tx.chats.drop_reason("event:1")
        assert await tx.chats.reasons("event:") == ["event:10"]


async def test_addresses_kept_for_roles_and_subscriptions_are_separate_from_those_for_reminders(
    store: Database,
) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        assert chat.kind is ChatKind.GROUP
        await tx.chats.keep_private(chat, Address("telegram", "-1"), "event:1")
        assert await tx.chats.kept("event:1") == []
        await tx.people.give("no-voip", "telegram", "42", Role.REPORTER, NOW)
        assert await tx.people.chats("no-voip", Role.ORGANIZER) == {}
        assert Text("x") == Text("x")
