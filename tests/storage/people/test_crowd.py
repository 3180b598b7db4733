from datetime import timedelta

import sqlalchemy

from bot.core.model.chats import Address
from bot.core.model.measures.crowd import Report
from bot.core.model.source import Count
from storage.database import Database
from storage.tables import crowd_reports
from tests.talk import NOW, example, load

HERE, THERE = Address("telegram", "-1"), Address("telegram", "-2")
WINDOW = timedelta(hours=2)


async def report(store: Database, page: int, person: str, address: Address, value: int) -> None:
    async with store.writing() as tx:
        await tx.crowd.add(page, person, address, Count(value), NOW, NOW + WINDOW)


async def reports(store: Database, page: int) -> list[Report]:
    async with store.reading() as tx:
        return list(await tx.crowd.reports(page, NOW))


async def test_a_person_has_one_report_of_a_page_and_nobody_is_named(store: Database) -> None:
    first, second, _ = (await load(store, example())).pages
    await report(store, first.id, "7", HERE, 5)
    await report(store, first.id, "7", THERE, 6)
    await report(store, first.id, "8", THERE, 7)
    await report(store, second.id, "7", HERE, 8)

    kept = await reports(store, first.id)

    assert sorted(one.value for one in kept) == [6, 7]
    assert len({one.chat for one in kept}) == 1
    names = {name for one in [*kept, *await reports(store, second.id)] for name in (one.person, one.chat)}
    assert len(names) == 5
    async with store._engines.reader.connect() as connection:
        rows = (await connection.execute(sqlalchemy.select(crowd_reports))).all()
    assert not {"7", "8", "-1", "-2"} & {str(cell) for row in rows for cell in (row.pseudonym, row.chat)}


async def test_decided_and_expired_reports_are_gone(store: Database) -> None:
    first, second, _ = (await load(store, example())).pages
    await report(store, first.id, "7", HERE, 5)
    await report(store, second.id, "7", HERE, 5)
    async with store.writing() as tx:
        await tx.crowd.clear(first.id)
        assert await tx.crowd.purge(NOW + WINDOW - timedelta(minutes=1)) == 0
        assert len(await tx.crowd.reports(second.id, NOW)) == 1
        assert await tx.crowd.reports(second.id, NOW + WINDOW) == []
        assert await tx.crowd.purge(NOW + WINDOW) == 1
    assert await reports(store, first.id) == await reports(store, second.id) == []


async def test_who_asks_to_be_forgotten_has_no_report_left(store: Database) -> None:
    first, second, _ = (await load(store, example())).pages
    for page in (first.id, second.id):
        await report(store, page, "7", HERE, 5)
        await report(store, page, "8", HERE, 5)
    async with store.writing() as tx:
        assert await tx.people.forget("telegram", "7") == 2
    assert len(await reports(store, first.id)) == len(await reports(store, second.id)) == 1
