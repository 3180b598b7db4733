from datetime import timedelta

import sqlalchemy

from bot.core.model.announcements import AnnouncementKind, Planned, State, Tally
from bot.core.model.call import Call, CallState, Script
from bot.core.ports.delivery import Change
from storage import Database
from tests.storage.samples import HOUR, NOW, add_chats, announce, claim, load

LATER = NOW + HOUR
SECOND = timedelta(seconds=1)
UPDATES = [AnnouncementKind.UPDATE]


async def ended(store: Database, kind: AnnouncementKind = AnnouncementKind.UPDATE, key: str = "") -> int:
    """An announcement that was sent to two chats, may stand twice in a third, and was refused by two for a reason."""
    name = await announce(store, await add_chats(store, 5), kind, key=key)
    outcomes = [(State.SENT, ""), (State.SENT, ""), (State.SENT, ""), (State.FAILED, "no-right"), (State.FAILED, "x")]
    deliveries = await claimed(store, name)
    async with store.writing() as tx:
        for place, (one, (state, reason)) in enumerate(zip(deliveries, outcomes, strict=True)):
            intent = Change(one[0], one[1], State.SENDING)
            end = Change(one[0], one[1], state, "m", reason, again=place == 2)
            assert await tx.ledger.record([intent, end], NOW) == [True, True]
    return name


async def claimed(store: Database, announcement: int) -> list[tuple[int, int]]:
    """The deliveries of an announcement, each claimed, with its attempt."""
    return [(one.id, one.attempt) for one in await claim(store) if one.announcement_id == announcement]


async def tally(store: Database, name: int) -> Tally:
    async with store.reading() as tx:
        return await tx.ledger.tally(name, LATER)


async def prune(store: Database, *kinds: AnnouncementKind, keep: tuple[int, ...] = (), before: object = None) -> int:
    """Prune in batches of two until there is nothing more; how many deliveries went."""
    gone = 0
    while True:
        async with store.writing() as tx:
            pruned = await tx.ledger.prune(kinds or UPDATES, before or LATER, keep, 2)  # type: ignore[arg-type]
        assert pruned <= 2
        gone += pruned
        if not pruned:
            return gone


async def test_a_tally_is_the_same_after_its_deliveries_are_deleted(store: Database) -> None:
    await load(store)
    name = await ended(store)
    before = await tally(store, name)
    assert (before.states, before.twice) == ({State.SENT: 3, State.FAILED: 2}, 1)
    assert before.failures == (("no-right", 1), ("x", 1))
    assert await prune(store) == 5
    assert await tally(store, name) == before
    async with store.reading() as tx:
        assert await tx.ledger.counts(name) == before.states
    assert await prune(store) == 0


async def test_prune_keeps_deliveries_that_are_recent_pending_or_of_other_kinds(store: Database) -> None:
    await load(store)
    call = await ended(store, AnnouncementKind.CALL)
    [late] = await add_chats(store, 1)
    waiting = await announce(store, [Planned(late.id, due=LATER)], AnnouncementKind.UPDATE)
    assert await prune(store) == 0
    assert await prune(store, AnnouncementKind.CALL, before=NOW) == 0
    assert await prune(store, AnnouncementKind.CALL, keep=(call,)) == 0
    assert await prune(store, *AnnouncementKind) == 5
    assert (await tally(store, waiting)).states == {State.PENDING: 1}


async def test_prune_keeps_the_deliveries_of_a_running_call(store: Database) -> None:
    await load(store)
    name = await ended(store, AnnouncementKind.CALL)
    progress = await ended(store, AnnouncementKind.NOTICE)
    running = Call(0, "no-voip", "", Script({"en": "Call"}), CallState.LAUNCHED, busy=True)
    async with store.writing() as tx:
        call = await tx.calls.add(running)
        await tx.calls.update(Call(**{**fields(call), "announcement": name, "progress": progress}))
    assert await prune(store, *AnnouncementKind) == 0
    async with store.writing() as tx:
        await tx.calls.update(Call(**{**fields(call), "announcement": name, "progress": progress, "busy": False}))
    assert await prune(store, *AnnouncementKind) == 10


def fields(call: Call) -> dict[str, object]:
    return {name: getattr(call, name) for name in call.__dataclass_fields__}


async def test_sqlite_frees_the_space_of_pruned_deliveries(sqlite_store: Database) -> None:
    await load(sqlite_store)
    async with sqlite_store._engines.writer.begin() as connection:
        assert await connection.scalar(sqlalchemy.text("PRAGMA auto_vacuum")) == 2
    await ended(sqlite_store)
    await prune(sqlite_store)
    async with sqlite_store._engines.writer.begin() as connection:
        assert await connection.scalar(sqlalchemy.text("PRAGMA freelist_count")) == 0
