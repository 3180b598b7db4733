"""Authors and approvals of calls and events, one table for both."""

import asyncio
from dataclasses import replace

from bot.core.model.call import Call, Script
from bot.core.ports.approvals import Matter, MatterKind
from storage import Database, open_store
from tests.conftest import SECRET
from tests.storage.samples import load

CALL = Matter("no-voip", MatterKind.CALL, 1)
EVENT = replace(CALL, kind=MatterKind.EVENT)


async def test_an_approval_counts_only_for_the_content_hash_it_was_given_for(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        await tx.approvals.approve(CALL, "karim", "old")
        await tx.approvals.approve(CALL, "karim", "new")
        await tx.approvals.approve(CALL, "zoe", "old")
        assert await tx.approvals.approved(CALL, "new") == {"karim"}
        assert await tx.approvals.approved(CALL, "old") == {"zoe"}
        assert await tx.approvals.approved(EVENT, "new") == set()


async def test_an_author_stays_an_author_and_cannot_approve(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        await tx.approvals.approve(EVENT, "karim", "hash")
        for _ in range(2):
            await tx.approvals.add_author(EVENT, "karim")
        await tx.approvals.approve(EVENT, "karim", "hash")
        assert await tx.approvals.authors(EVENT) == {"karim"}
        assert await tx.approvals.approved(EVENT, "hash") == set()
        await tx.approvals.clear(EVENT)
        assert await tx.approvals.authors(EVENT) == set()


async def test_deleting_a_call_or_a_campaign_deletes_its_approvals(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        call = await tx.calls.add(Call(0, "no-voip", "", Script({})))
        await tx.approvals.approve(replace(CALL, id=call.id), "karim", "hash")
        await tx.approvals.approve(EVENT, "karim", "hash")
        await tx.calls.delete(call.id)
        assert await tx.approvals.approved(replace(CALL, id=call.id), "hash") == set()
        assert await tx.people.purge("no-voip") == 1
        assert await tx.approvals.approved(EVENT, "hash") == set()


async def test_of_two_concurrent_approvals_the_second_sees_the_first(store: Database, store_url: str) -> None:
    await load(store)
    other = open_store(store_url, SECRET)
    async with store.writing() as tx:
        call = await tx.calls.add(Call(0, "no-voip", "", Script({})))
    matter = replace(CALL, id=call.id)

    async def approve(database: Database, pseudonym: str) -> int:
        async with database.writing() as tx:
            await tx.approvals.approve(matter, pseudonym, "hash")
            return len(await tx.approvals.approved(matter, "hash"))

    assert sorted(await asyncio.gather(approve(store, "karim"), approve(other, "zoe"))) == [1, 2]
    await other.close()
