"""Leases: one holder at a time."""

from datetime import timedelta

from storage import Database
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
        await tx.leases.release("telegram", "one")
        assert not await tx.leases.acquire("telegram", "one", 10, NOW + timedelta(seconds=20))
        await tx.leases.release("telegram", "two")
        assert await tx.leases.acquire("telegram", "one", 10, NOW + timedelta(seconds=20))
