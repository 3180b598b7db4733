import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
import sqlalchemy

from bot.clock import SystemClock
from bot.core.ports.database import Condition, OutdatedError, Transaction
from bot.core.ports.facts import MOVED
from bot.core.ports.leases import Process
from bot.jobs import lease
from bot.jobs.process_id import name_process
from storage import Database, open_store
from storage.engine.migrate import NewerSchemaError
from tests.conftest import SECRET
from tests.fakes import Around, until

LEASE, OTHER = "platform:telegram", "platform:discord"
IN_USE = lease.SECONDS


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "SECONDS", 3.0)
    monkeypatch.setattr(lease, "RENEWAL", 0.05)
    monkeypatch.setattr(lease, "CHECK_IN", 0.05)


class Watched(Around):
    """A store that counts how often the lease was asked for.

    Its database is out of reach while `broken`; while it is not `heard`, it neither answers nor lets go.
    """

    def __init__(self, store: Database) -> None:
        super().__init__(store)
        self.broken = False
        self.heard = asyncio.Event()
        self.heard.set()
        self.asked = 0

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self.asked += 1
        if self.broken:
            raise OSError("no database")
        while not self.heard.is_set():
            with suppress(asyncio.CancelledError):
                await self.heard.wait()
        async with self.store.writing() as tx:
            yield tx


class Worker:
    """A process on the database: what it does while it holds the lease, and what it reported."""

    def __init__(self, name: str, store: Database) -> None:
        self.store = Watched(store)
        self.working = False
        self.begun = 0
        self.faults: list[BaseException] = []
        self.fail = asyncio.Event()
        self.task = asyncio.create_task(
            lease.hold(lease.Leases(self.store, Process(name, "0.1.0"), self.faults.append), LEASE, self.work)
        )

    async def work(self) -> None:
        self.working = True
        self.begun += 1
        try:
            await self.fail.wait()
            raise ZeroDivisionError
        finally:
            self.working = False

    async def some_turns(self) -> None:
        """Return when the lease was asked for three times more."""
        asked = self.store.asked
        await until(lambda: self.store.asked >= asked + 3)

    async def stop(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task])


@asynccontextmanager
async def worker(name: str, store: Database) -> AsyncIterator[Worker]:
    made = Worker(name, store)
    try:
        yield made
    finally:
        await made.stop()


@pytest.fixture
async def other_store(sqlite_url: str) -> AsyncIterator[Database]:
    store = open_store(sqlite_url, SECRET)
    yield store
    await store.close()


async def test_one_process_works_and_another_takes_over_as_soon_as_it_ends(
    sqlite_store: Database, other_store: Database
) -> None:
    async with worker("one", sqlite_store) as one, worker("two", other_store) as two:
        await until(lambda: one.working or two.working)
        first, second = (one, two) if one.working else (two, one)
        await first.some_turns()
        await second.some_turns()
        assert (first.working, second.begun) == (True, 0)

        await first.stop()
        await until(lambda: second.working)
        assert not first.working
        assert one.faults == two.faults == []


async def test_the_lease_of_a_killed_process_runs_out(sqlite_store: Database) -> None:
    async with sqlite_store.writing() as tx:
        assert await tx.leases.acquire(LEASE, "dead", 0.5, SystemClock().now())
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)


def test_the_documents_promise_that_another_process_takes_over_within_15_seconds() -> None:
    assert IN_USE < 15


async def test_who_waits_asks_seldom_and_again_just_after_the_lease_has_run_out(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWAL", 60.0)
    async with sqlite_store.writing() as tx:
        assert await tx.leases.acquire(LEASE, "on another machine", 1.5, await tx.leases.now())
    async with worker("one", sqlite_store) as one:
        began = asyncio.get_running_loop().time()
        await until(lambda: one.working)
        assert asyncio.get_running_loop().time() - began > 1
        assert one.store.asked <= 3


async def test_who_waits_takes_over_as_soon_as_the_holder_on_its_machine_is_killed(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWAL", 60.0)
    monkeypatch.setattr(lease, "AGAIN", 0.05)
    other = await asyncio.create_subprocess_exec("sleep", "60")
    name = name_process().replace(f"/{os.getpid()}/", f"/{other.pid}/")
    async with sqlite_store.writing() as tx:
        assert await tx.leases.acquire(LEASE, name, 60, await tx.leases.now())
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.store.asked == 1)
        other.kill()
        await other.wait()
        await until(lambda: one.working)
        assert one.store.asked <= 2


async def test_work_stops_when_the_lease_is_lost_and_restarts_when_it_is_held_again(
    sqlite_store: Database, other_store: Database
) -> None:
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        async with other_store.writing() as tx:
            await tx.leases.release(LEASE, "one")
            assert await tx.leases.acquire(LEASE, "two", 60, SystemClock().now())
        await until(lambda: not one.working, seconds=lease.SECONDS / 2)
        assert one.begun == 1
        async with other_store.writing() as tx:
            await tx.leases.release(LEASE, "two")
        await until(lambda: one.working)
        assert one.begun == 2


async def test_work_that_swallows_a_cancellation_is_cancelled_again(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "STOP_AGAIN", 0.05)
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    holding = asyncio.create_task(lease.hold(lease.Leases(sqlite_store, Process("one"), print), LEASE, work))
    await begun.wait()
    holding.cancel()
    ended, _ = await asyncio.wait([holding], timeout=30)
    assert ended == {holding}


async def test_a_failure_of_the_work_ends_the_holding_and_gives_the_lease_back(sqlite_store: Database) -> None:
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        one.fail.set()
        with pytest.raises(ZeroDivisionError):
            await one.task
        async with worker("two", sqlite_store) as two:
            await until(lambda: two.working)


async def test_the_work_goes_on_through_a_short_trouble_and_stops_before_the_lease_is_over(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The margin between stopping and the lease's end is one renewal; a busy machine needs more of it than the others.
    monkeypatch.setattr(lease, "RENEWAL", 0.5)
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        one.store.broken = True
        await until(lambda: len(one.faults) == 1)
        await one.some_turns()
        assert one.working
        assert len(one.faults) == 1
        one.store.broken = False
        await one.some_turns()
        assert one.begun == 1

        one.store.broken = True
        began = asyncio.get_running_loop().time()
        await until(lambda: not one.working)
        assert asyncio.get_running_loop().time() - began < lease.SECONDS
        one.store.broken = False
        await until(lambda: one.working)
    assert {type(fault) for fault in one.faults} == {OSError}


async def test_the_work_stops_before_the_lease_is_over_though_the_database_never_answers(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWAL", 0.5)
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        one.store.heard.clear()
        began = asyncio.get_running_loop().time()
        await until(lambda: not one.working)
        assert asyncio.get_running_loop().time() - began < lease.SECONDS
        one.store.heard.set()
        await until(lambda: one.working)
    assert one.begun == 2


async def test_a_renewal_just_before_the_lease_expires_still_succeeds(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "SECONDS", 1.5)
    monkeypatch.setattr(lease, "RENEWAL", 1.0)
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        await until(lambda: one.store.asked == 3)
        assert one.working


async def test_a_waiting_process_that_stops_does_not_release_the_holders_lease(sqlite_store: Database) -> None:
    async with sqlite_store.writing() as tx:
        assert await tx.leases.acquire(LEASE, "two", 60, SystemClock().now())
    async with worker("one", sqlite_store) as one:
        await one.some_turns()
    assert one.begun == 0
    async with sqlite_store.writing() as tx:
        assert not await tx.leases.acquire(LEASE, "three", 60, SystemClock().now())


async def test_a_process_steps_down_when_the_database_gets_a_newer_schema(
    sqlite_store: Database, other_store: Database
) -> None:
    async with worker("one", sqlite_store) as one:
        await until(lambda: one.working)
        async with other_store._engines.writer.begin() as connection:
            await connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(OutdatedError, match="The database has schema 9999, which is newer"):
            await one.task
        assert not one.working
        assert [type(fault) for fault in one.faults] == [NewerSchemaError]
    async with other_store.reading() as tx:
        assert await tx.leases.holder(LEASE) == ""


async def test_a_page_is_known_until_it_ends_because_the_bot_moved(sqlite_store: Database) -> None:
    page, faults = Process("1/2/page", "0.2.0"), list[BaseException]()
    task = asyncio.create_task(lease.stay_known(sqlite_store, page, sqlite_store.condition, faults.append))
    until_known = asyncio.create_task(_known(sqlite_store, page))
    await asyncio.wait_for(until_known, 30)
    async with sqlite_store.writing() as tx:
        await tx.facts.put(MOVED, "", SystemClock().now())
    with pytest.raises(OutdatedError, match="moved to another machine"):
        await task
    async with sqlite_store.reading() as tx:
        assert await tx.processes.known() == []
    assert faults == []


async def _known(store: Database, process: Process) -> None:
    while True:
        async with store.reading() as tx:
            if process in await tx.processes.running(await tx.leases.now()):
                return
        await asyncio.sleep(0.02)


async def test_a_start_is_known_until_its_first_lease_and_once_it_has_none_any_more(sqlite_store: Database) -> None:
    store, bot, faults = Watched(sqlite_store), Process("1/2/bot", "0.2.0"), list[BaseException]()
    leases = lease.Leases(sqlite_store, bot, faults.append)
    async with lease.known(leases, sqlite_store.condition, faults.append):
        await asyncio.wait_for(_known(sqlite_store, bot), 30)
        async with asyncio.timeout(30):
            await leases.ask(LEASE, None)
        spared = lease.Leases(store, bot, faults.append)
        await spared.ask(LEASE, None)
        async with lease.known(spared, sqlite_store.condition, faults.append):
            # Its leases check in: nothing more is written for it.
            asked = store.asked
            await asyncio.sleep(4 * lease.CHECK_IN)
            assert store.asked == asked
        await leases.leave(LEASE)
        await asyncio.wait_for(_known(sqlite_store, bot), 30)
    async with sqlite_store.reading() as tx:
        assert await tx.processes.known() == []
    assert faults == []


async def test_a_page_on_a_database_that_takes_no_writes_writes_nothing_and_hears_of_a_newer_schema(
    sqlite_store: Database, other_store: Database
) -> None:
    store, faults, asked = Watched(sqlite_store), list[BaseException](), 0

    async def only_reads() -> Condition:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise OSError("no database yet")
        return Condition(takes_writes=False)

    task = asyncio.create_task(lease.stay_known(store, Process("1/2/page"), only_reads, faults.append))
    await until(lambda: asked >= 2)
    async with other_store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OutdatedError, match="The database has schema 9999, which is newer"):
        await task
    assert [str(fault) for fault in faults] == ["no database yet"]
    assert store.asked == 0


async def ends(store: Database, *names: str) -> list[float]:
    """For how many seconds more each of these leases lasts."""
    async with store.reading() as tx:
        now = await tx.leases.now()
        return [await tx.leases.left(name, now) for name in names]


async def endless() -> None:
    await asyncio.Event().wait()


@asynccontextmanager
async def two_works(store: Watched, first: Callable[[], Awaitable[None]]) -> AsyncIterator[asyncio.Task[None]]:
    """A process with two leases; the task is that of the first one."""
    leases, working = lease.Leases(store, Process("one"), print), list[bool]()
    tasks = [
        asyncio.create_task(lease.hold(leases, name, work, changed=working.append))
        for name, work in ((LEASE, first), (OTHER, endless))
    ]
    try:
        await until(lambda: working.count(True) == 2)
        yield tasks[0]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def test_all_leases_of_a_process_are_renewed_in_one_transaction(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "RENEWAL", 0.3)
    store = Watched(sqlite_store)
    async with two_works(store, endless):
        # The first of both may have been asked for alone.
        begun = store.asked
        await until(lambda: store.asked >= begun + 2)
        looks = []
        until_then = asyncio.get_running_loop().time() + 2
        while asyncio.get_running_loop().time() < until_then:
            looks.append(await ends(sqlite_store, LEASE, OTHER))
            await asyncio.sleep(0.01)
        assert all(first == pytest.approx(second, abs=0.002) for first, second in looks)
        assert store.asked - begun <= 2 + 2 / 0.3 + 1


async def test_a_lease_whose_work_has_ended_is_not_renewed_with_the_others(sqlite_store: Database) -> None:
    store = Watched(sqlite_store)
    async with two_works(store, endless) as task:
        task.cancel()
        await asyncio.wait([task])
        asked = store.asked
        await until(lambda: store.asked >= asked + 3)
        first, second = await ends(sqlite_store, LEASE, OTHER)
        assert (first, second > 0) == (0.0, True)


async def test_while_work_stops_its_lost_lease_is_left_to_another_process(sqlite_store: Database) -> None:
    stopping, let_go = asyncio.Event(), asyncio.Event()

    async def slow_to_stop() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopping.set()
            await let_go.wait()

    store = Watched(sqlite_store)
    async with two_works(store, slow_to_stop):
        async with sqlite_store.writing() as tx:
            now = await tx.leases.now()
            await tx.leases.release(LEASE, "one")
            assert await tx.leases.acquire(LEASE, "another", 0.1, now)
        await stopping.wait()
        asked = store.asked
        await until(lambda: store.asked >= asked + 5)
        async with sqlite_store.reading() as tx:
            assert await tx.leases.holder(LEASE) == "another"
        let_go.set()
        await until(lambda: store.asked >= asked + 8)
