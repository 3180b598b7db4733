"""Leases: one holder at a time. Processes: those that checked in of late."""

from datetime import timedelta

import pytest

from bot.core.ports.database import OutdatedError
from bot.core.ports.facts import LEAST_SCHEMA
from bot.core.ports.leases import SEEN_SECONDS, Process
from storage import Database
from storage.engine.migrate import REVISIONS
from storage.leases import find_running
from tests.storage.samples import NOW


async def test_a_lease_has_one_holder_until_it_expires_or_is_released(store: Database) -> None:
    async with store.writing() as tx:
        assert await tx.leases.acquire("telegram", "one", 10, NOW)
        assert not await tx.leases.acquire("telegram", "two", 10, NOW + timedelta(seconds=9.9))
        assert await tx.leases.acquire("discord", "two", 10, NOW)
        assert await tx.leases.acquire("telegram", "one", 10, NOW + timedelta(seconds=9))
        assert not await tx.leases.acquire("telegram", "two", 10, NOW + timedelta(seconds=18))
        assert await tx.leases.acquire("telegram", "two", 10, NOW + timedelta(seconds=19))
        assert (await tx.leases.holder("telegram"), await tx.leases.holder("nobody's")) == ("two", "")
        later = NOW + timedelta(seconds=20)
        assert (await tx.leases.left("telegram", later), await tx.leases.left("nobody's", later)) == (9, 0)
        await tx.leases.release("telegram", "one")
        assert not await tx.leases.acquire("telegram", "one", 10, NOW + timedelta(seconds=20))
        await tx.leases.release("telegram", "two")
        assert await tx.leases.acquire("telegram", "one", 10, NOW + timedelta(seconds=20))


async def test_a_process_runs_while_it_checks_in_and_is_forgotten_after_a_day(store: Database) -> None:
    one, two = Process("one", "0.1.0"), Process("two", "0.2.0")
    later = NOW + timedelta(seconds=SEEN_SECONDS)
    async with store.writing() as tx:
        await tx.processes.check_in(one, NOW)
        await tx.processes.check_in(two, NOW + timedelta(seconds=1))
        assert await tx.processes.running(NOW + timedelta(seconds=2)) == [one, two]
        assert await tx.processes.running(later) == [two]
        await tx.processes.check_in(one, later)
        await tx.processes.leave("two")
        assert await tx.processes.running(later) == [one]
        await tx.processes.check_in(two, later + timedelta(days=2))
        await tx.processes.check_in(one, later + timedelta(days=2))
        assert await tx.processes.running(later + timedelta(days=2)) == [one, two]


async def test_a_process_below_the_floor_is_refused(store: Database) -> None:
    async with store.writing() as tx:
        await tx.facts.put(LEAST_SCHEMA, "", REVISIONS[-1])
        await tx.processes.check_in(Process("one", "0.1.0"), NOW)
        await tx.facts.put(LEAST_SCHEMA, "", "9999")
        with pytest.raises(OutdatedError, match="The database has schema 9999"):
            await tx.processes.check_in(Process("one", "0.1.0"), NOW)
        await tx.facts.drop(LEAST_SCHEMA, "")


async def test_who_holds_a_lease_without_having_checked_in_runs_too_but_not_a_collector(store: Database) -> None:
    async with store.writing() as tx:
        now = await tx.leases.now()
        await tx.processes.check_in(Process("one", "0.1.0"), now)
        for name, holder in (("platform:telegram", "one"), ("platform:discord", "old"), ("collect:x", "reader")):
            await tx.leases.acquire(name, holder, 10, now)
        assert await find_running(tx.leases.link) == [Process("one", "0.1.0"), Process("old")]  # type: ignore[attr-defined]
