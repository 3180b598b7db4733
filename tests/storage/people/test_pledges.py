"""Who takes part in events, and what they did."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from bot.core.model.event import Event, Plan, Pledge, Share
from bot.core.model.reply import Names
from storage import Database
from tests.event_talk import turnout
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


async def test_a_pledge_is_kept_and_changed(store: Database) -> None:
    await load(store)
    pledge = Pledge(
        person(1), NOW, 4, "rabat", 2, Decimal("12.50"), 9, held=True, pledged_at=NOW, noted_at=NOW, changes=3,
        hours=40, complete=False, spent=Decimal("7.25"),
    )  # fmt: skip
    async with store.writing() as tx:
        event = await tx.events.add(made(), None)
        assert await tx.pledges.get(event.id, person(1)) is None
        await tx.pledges.put(event.id, pledge)
        assert await tx.pledges.get(event.id, person(1)) == pledge
        await tx.pledges.put(event.id, Pledge(person(1), NOW + HOUR))
        assert await tx.pledges.get(event.id, person(1)) == Pledge(person(1), NOW + HOUR)


async def test_the_turnout_counts_people_hours_and_money_without_those_that_are_held(store: Database) -> None:
    await load(store)
    rows = [
        Pledge(person(1), NOW, 4, "rabat", hours=72, complete=True),
        Pledge(person(2), NOW, 1, "rabat", 1, hours=41),
        Pledge(person(3), NOW, 1, "fes", hours=0),
        Pledge(person(4), NOW, 2, amount=Decimal("350.50"), spent=Decimal(300), hours=10),
        Pledge(person(5), NOW, 3, held=True, hours=72, complete=True),
        Pledge(person(6), NOW, 0, "rabat"),
    ]
    async with store.writing() as tx:
        event = await tx.events.add(made(), None)
        assert (await turnout(tx, event.id)).all == Share()
        for row in rows:
            await tx.pledges.put(event.id, row)
        shown = await turnout(tx, event.id)
    assert shown.all == Share(8, 3, 1, 123, 1, 1, Decimal("350.50"), 1, Decimal(300), 4)
    assert {name: share.people for name, share in shown.chapters.items()} == {"rabat": 5, "fes": 1, "": 2}
    assert {band: share.people for band, share in shown.bands.items()} == {0: 7, 1: 1}
    assert (shown.held, shown.held_persons, shown.median) == (3, 1, None)


@pytest.mark.parametrize(
    ("hours", "median"),
    [
        ((1, 1, 72, 10, 47), None),
        ((1, 1, 1, 1, 10, 47, 72, 72, 72, 72), None),
        ((1, 1, 1, 1, 1, 10, 72, 72, 72, 72, 72), 10),
        ((1, 1, 1, 1, 1, 10, 47, 72, 72, 72, 72, 72), 28),
    ],
)
async def test_the_median_is_the_middle_rounded_down_with_five_people_on_each_side(
    sqlite_store: Database, hours: tuple[int, ...], median: int | None
) -> None:
    await load(sqlite_store)
    async with sqlite_store.writing() as tx:
        event = await tx.events.add(made(), None)
        for number, one in enumerate(hours):
            await tx.pledges.put(event.id, Pledge(person(number), NOW, 1, hours=one))
        assert (await turnout(tx, event.id)).median == median


async def test_a_burst_is_left_out_until_it_is_accepted(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        event = await tx.events.add(made(), None)
        for number, (chat, at) in enumerate([(1, NOW), (1, NOW - HOUR), (1, NOW), (2, NOW)]):
            await tx.pledges.put(event.id, Pledge(person(number), NOW, 1, chat=chat, pledged_at=at))
        await tx.pledges.put(event.id, Pledge(person(9), NOW, 0, chat=1, pledged_at=NOW))
        assert await tx.pledges.recent(event.id, 1, NOW) == 2
        await tx.pledges.hold(event.id, 1, NOW)
        shown = await turnout(tx, event.id)
        assert (shown.all.people, shown.held) == (2, 2)
        assert await tx.pledges.accept(event.id) == [1]
        assert await tx.pledges.accept(event.id) == []
        assert (await turnout(tx, event.id)).all.people == 4


async def test_to_forget_a_person_deletes_what_they_said_in_events(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        event = await tx.events.add(made(), None)
        for user in ("42", "43"):
            known_as = tx.people.event_pseudonym("no-voip", event.id, "telegram", user)
            await tx.pledges.put(event.id, Pledge(known_as, NOW, 1, hours=3))
        assert await tx.people.forget("telegram", "42") == 1
        assert (await turnout(tx, event.id)).all.people == 1


async def test_a_purge_deletes_pledges_and_addresses_of_reminders(store: Database) -> None:
    await load(store)
    await load(store, "other")
    async with store.writing() as tx:
        event = await tx.events.add(made(), None)
        other = await tx.events.add(made("other"), None)
        for one in (event, other):
            await tx.pledges.put(one.id, Pledge(person(1), NOW, 1))
        chat = await private_chat(tx, "42", f"event:{event.id}")
        kept = await private_chat(tx, "43", f"event:{other.id}", f"event:{event.id}")
        assert await tx.chats.kept(f"event:{event.id}") == [chat.id, kept.id]
        assert await tx.people.purge("no-voip") == 1
        assert await tx.chats.kept(f"event:{event.id}") == []
        assert await tx.chats.reasons("event:") == [f"event:{other.id}"]
        assert (await turnout(tx, event.id)).all.people == 0
        assert (await turnout(tx, other.id)).all.people == 1


async def test_a_purge_of_one_event_leaves_the_others(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        event, other = await tx.events.add(made(), None), await tx.events.add(made(), None)
        for one in (event, other):
            await tx.pledges.put(one.id, Pledge(person(1), NOW, 1))
        assert await tx.pledges.purge(event.id) == 1
        assert await tx.pledges.purge(event.id) == 0
        assert (await turnout(tx, other.id)).all.people == 1


async def test_the_group_of_a_pledge_is_deleted_after_the_burst_window_unless_the_pledge_is_held(
    store: Database,
) -> None:
    await load(store)
    fresh, old = NOW.replace(minute=10), NOW - HOUR
    async with store.writing() as tx:
        event, chat = await tx.events.add(made(), None), await group(tx, "-1")
        for number, at, held in ((1, fresh, False), (2, old, False), (3, old, True)):
            pledge = Pledge(person(number), at, 1, chat=chat.id, pledged_at=at, noted_at=at, held=held)
            await tx.pledges.put(event.id, pledge)
        await tx.pledges.coarsen(NOW + 0.4 * HOUR)
        kept = {number: await tx.pledges.get(event.id, person(number)) for number in (1, 2, 3)}
        day = NOW.replace(hour=0)
        assert kept[1] == Pledge(person(1), fresh, 1, chat=chat.id, pledged_at=fresh, noted_at=fresh)
        assert kept[2] == Pledge(person(2), day, 1, noted_at=day)
        assert kept[3] == Pledge(person(3), day, 1, chat=chat.id, noted_at=day, held=True)
        assert await tx.pledges.accept(event.id) == [chat.id]
        assert await tx.pledges.get(event.id, person(3)) == Pledge(person(3), day, 1, noted_at=day)
