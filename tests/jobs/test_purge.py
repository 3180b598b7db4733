import asyncio
from datetime import timedelta

from bot.clock import ManualClock
from bot.core.chats import Address
from bot.core.reply import say
from bot.core.roles import Role
from bot.jobs import purge
from storage import Database
from tests.fakes import Clock, until
from tests.talk import END, HOUR, SLUG, Talk, another, load, load_2016

DAY = 24 * HOUR
GONE = END + 30 * DAY


async def prepared(store: Database) -> Talk:
    await load_2016(store)
    await load(store, another(ends_at=None))
    talk = Talk(store)
    await talk.give(Role.OWNER)
    await talk.give(Role.OWNER, slug="second")
    await talk.invite("unused", Role.REPORTER)
    return talk


async def test_people_are_deleted_so_many_days_after_the_end_and_not_before(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    assert await purge.purge(sqlite_store, Clock(GONE - timedelta(seconds=1))) == 0
    assert await talk.role() is Role.OWNER

    assert await purge.purge(sqlite_store, Clock(GONE)) == 3
    assert await talk.role() is None
    assert (await talk.role(slug="second"), await talk.addresses()) == (Role.OWNER, 1)


async def test_a_purge_is_in_the_audit_log_once(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    for hours in range(3):
        await purge.purge(sqlite_store, Clock(GONE + hours * HOUR))
    purged = [(act.at, act.role, act.about) for act in await talk.audit(SLUG) if act.act == "purged"]
    assert purged == [(GONE, "operator", "3")]


async def test_answered_requests_are_forgotten_after_two_days(sqlite_store: Database) -> None:
    here = Address("telegram", "-1")
    async with sqlite_store.writing() as tx:
        await tx.inbox.record("telegram", "1", here, say("hello"), END)
    for clock, seen in ((Clock(END + 2 * DAY), True), (Clock(END + 2 * DAY + timedelta(seconds=1)), False)):
        await purge.purge(sqlite_store, clock)
        async with sqlite_store.reading() as tx:
            assert await tx.inbox.seen("telegram", "1") is seen


async def test_it_is_done_once_an_hour(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    clock = ManualClock(GONE - HOUR)
    task = asyncio.create_task(purge.run(sqlite_store, clock))
    try:
        await until(lambda: [at for at, _ in clock._sleepers] == [GONE])
        assert await talk.role() is Role.OWNER
        clock.move(GONE)
        await until(lambda: [at for at, _ in clock._sleepers] == [GONE + HOUR])
        assert await talk.role() is None
    finally:
        task.cancel()
        await asyncio.wait([task])
