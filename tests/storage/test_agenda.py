from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy

from bot.core.model.announcements import State
from bot.core.model.call import Call, CallState, Script
from bot.core.model.chats import Address
from bot.core.ports.agenda import Upcoming
from bot.core.ports.delivery import Change
from storage import Database, agenda
from storage.deliveries import claim_query
from tests.storage.samples import HOUR, NOW, add_chats, announce, claim, follow, group, load, snapshot

LATER = NOW + HOUR
EVERY = 5.0
MOMENT = timedelta(seconds=EVERY)


async def upcoming(store: Database, *platforms: str) -> Upcoming:
    async with store.reading() as tx:
        return await tx.agenda.upcoming(platforms or ("telegram",), NOW, EVERY)


async def due(store: Database, *platforms: str) -> object:
    return (await upcoming(store, *platforms)).due


async def test_the_next_thing_due_is_an_update_or_a_delivery_that_waits(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 2)
    async with store.writing() as tx:
        assert await tx.agenda.next_due(["telegram"]) is None
        followed = await follow(tx, chats[0], next_due=NOW + HOUR)
        assert await tx.agenda.next_due(["telegram"]) == NOW + HOUR
        assert await tx.agenda.next_due(["discord"]) is None
        assert await tx.agenda.next_due([]) is None
    await announce(store, chats, due=NOW + HOUR / 2)
    async with store.writing() as tx:
        assert await tx.agenda.next_due(["telegram", "discord"]) == NOW + HOUR / 2
        await tx.chats.set_due({followed.id: NOW + HOUR / 4})
        assert await tx.agenda.next_due(["telegram"]) == NOW + HOUR / 4
        await tx.campaigns.halt("no-voip", NOW)
        assert await tx.agenda.next_due(["telegram"]) is None


async def test_a_claimed_delivery_is_not_the_next_thing_due(store: Database) -> None:
    await load(store)
    await announce(store, await add_chats(store, 1))
    [delivery] = await claim(store)
    async with store.writing() as tx:
        assert await tx.agenda.next_due(["telegram"]) is None
        retry = Change(delivery.id, delivery.attempt, State.PENDING, retry_at=NOW + HOUR)
        assert await tx.ledger.record([retry], NOW) == [True]
        assert await tx.agenda.next_due(["telegram"]) == NOW + HOUR


async def test_the_planner_waits_for_updates_of_chats_that_are_on(store: Database) -> None:
    await load(store)
    first, second = await add_chats(store, 2)
    async with store.writing() as tx:
        await follow(tx, first, next_due=NOW)
        await follow(tx, second, next_due=LATER)
    assert await due(store) == NOW
    assert await due(store, "discord") is None
    async with store.writing() as tx:
        await tx.chats.update(replace(first, off="kicked"))
    assert await due(store) == LATER
    async with store.writing() as tx:
        await tx.chats.all_off("telegram", "-1", "")
    assert await due(store, "discord", "telegram") == NOW
    async with store.writing() as tx:
        await tx.campaigns.halt("no-voip", NOW)
    assert await due(store) is None


async def test_a_chat_that_is_off_is_not_due_when_it_subscribes_or_takes_over_another_one(store: Database) -> None:
    await load(store)
    old, new = await add_chats(store, 2)
    async with store.writing() as tx:
        await tx.chats.all_off("telegram", "-2", "kicked")
        off = await tx.chats.find(Address("telegram", "-2"))
        assert off is not None
        await follow(tx, off)
    assert await due(store) is None
    async with store.writing() as tx:
        await tx.chats.unsubscribe(new, "no-voip")
        await follow(tx, old)
    assert await due(store) == NOW
    async with store.writing() as tx:
        await tx.chats.move("telegram", "-1", "-2")
    assert await due(store) is None
    async with store.writing() as tx:
        assert await tx.chats.due(NOW, ["telegram"]) == []
        await tx.chats.all_off("telegram", "-2", "")
        assert [one.chat.id for one in await tx.chats.due(NOW, ["telegram"])] == [new.id]


async def test_the_planner_waits_for_scheduled_calls_and_looks_at_running_ones_now_and_then(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        scheduled = Call(0, "no-voip", "", Script({"en": "Call"}), CallState.SCHEDULED, due=LATER)
        call = await tx.calls.add(scheduled)
    assert await due(store) == LATER
    async with store.writing() as tx:
        await tx.calls.update(replace(call, paused=True))
    assert await due(store) is None
    async with store.writing() as tx:
        await tx.calls.update(replace(call, state=CallState.LAUNCHED, busy=True))
    assert await due(store) == NOW
    async with store.writing() as tx:
        assert await tx.calls.busy(NOW, EVERY) != []
    assert await due(store) == NOW + MOMENT
    async with store.writing() as tx:
        assert await tx.calls.busy(LATER, EVERY) != []
    assert await due(store) == NOW, "the clock was set back since then"


async def test_the_counts_of_the_agenda_change_with_a_newer_count_alone(store: Database) -> None:
    campaign = await load(store)
    page = campaign.pages[0].id
    before = (await upcoming(store)).counts
    async with store.writing() as tx:
        await tx.snapshots.add([(page, snapshot(-2))])
    newer = (await upcoming(store)).counts
    async with store.writing() as tx:
        await tx.snapshots.add([(page, snapshot(-3)), (page, snapshot(1))])
    assert before != newer == (await upcoming(store)).counts


async def test_what_is_due_and_the_agenda_only_seek_in_indexes(sqlite_store: Database) -> None:
    """However many chats there are: of the tables that grow, none is read from its beginning."""
    values = {"now": 0, "second": 0, "every": 1, **claim_query.named(["telegram"])}
    query = f"EXPLAIN QUERY PLAN {agenda._upcoming(1)}"
    async with sqlite_store._engines.reader.connect() as connection:
        steps = [str(row[-1]) for row in (await connection.execute(sqlalchemy.text(query), values)).all()]
    assert [step for step in steps if "ix_subscriptions_due" in step]
    assert not [step for step in steps if step.startswith("SCAN") and step.split()[1] in {"s", "chats", "deliveries"}]
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize("platforms", [["telegram"], ["discord", "telegram"]])
async def test_what_is_due_is_given_by_campaign_and_platform_until_nothing_is(
    store: Database, platforms: list[str]
) -> None:
    await load(store)
    await load(store, "another")
    chats = await add_chats(store, 2)
    async with store.writing() as tx:
        late = await follow(tx, chats[0])
        early = await follow(tx, chats[0], "another", NOW - HOUR)
        await follow(tx, chats[1], "another", NOW + HOUR)
        elsewhere = await follow(tx, await group(tx, "1", "discord"), next_due=NOW - HOUR / 2)
        found = []
        while batch := await tx.chats.due(NOW, platforms, 1):
            found += batch
            await tx.chats.set_due({one.id: None for one in batch})
    assert found == [early, *([elsewhere] if "discord" in platforms else []), late]
