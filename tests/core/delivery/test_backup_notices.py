from datetime import datetime, timedelta

import pytest

from bot.core.delivery.backup_notices import FIRST, OLD, last_copy_gone, note_copy, notify_of_backups
from bot.core.model.roles import Role
from bot.core.ports.facts import BACKUP, COPIED, FactKind, KeptBackups
from storage import Database
from tests.talk import NOW, Talk, load_2016, spoken

DAY = timedelta(days=1)


async def told(store: Database, now: datetime) -> int:
    async with store.writing() as tx:
        return await notify_of_backups(tx, now)


async def heard(store: Database, now: datetime) -> list[tuple[str, str]]:
    async with store.writing() as tx:
        found = await tx.ledger.claim(["telegram"], "test", now, 60, 50)
    for one in found:
        spoken(one.content)
    return [(one.address.chat, (one.content.title or one.content.lines[0]).id) for one in found]


async def prepared(store: Database) -> None:
    await load_2016(store)
    talk = Talk(store)
    await talk.give(Role.OWNER, "7")
    await talk.give(Role.ORGANIZER, "8")


async def test_owners_are_told_after_three_days_without_a_first_backup(store: Database) -> None:
    await prepared(store)
    assert await told(store, NOW) == 0
    assert await told(store, NOW + FIRST - timedelta(seconds=1)) == 0
    assert await told(store, NOW + FIRST) == 1
    assert await heard(store, NOW + FIRST) == [("7", "backup-never")]


async def test_owners_are_told_once_a_day_while_the_newest_backup_is_two_days_old(store: Database) -> None:
    await prepared(store)
    await told(store, NOW - 30 * DAY)
    async with store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(NOW, NOW + 7 * DAY))
    assert await told(store, NOW + OLD - timedelta(seconds=1)) == 0
    for seconds in (0, 1, 600):
        await told(store, NOW + OLD + timedelta(seconds=seconds))
    assert await heard(store, NOW + OLD + timedelta(seconds=600)) == [("7", "backup-old")]
    async with store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(NOW + OLD, NOW + OLD + 7 * DAY))
    assert await told(store, NOW + OLD + DAY) == 0


async def test_a_backup_by_a_clock_that_was_ahead_counts_as_missing_until_the_next_one(store: Database) -> None:
    await prepared(store)
    await told(store, NOW - 30 * DAY)
    async with store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(NOW + 800 * DAY, NOW + 807 * DAY))
    assert await told(store, NOW + DAY) == 1
    assert await heard(store, NOW + DAY) == [("7", "backup-ahead")]
    async with store.writing() as tx:
        # The clocks of two machines are never quite the same.
        await tx.facts.put(BACKUP, "", KeptBackups(NOW + 3 * DAY, NOW + 10 * DAY))
    assert await told(store, NOW + 3 * DAY - timedelta(minutes=5)) == 0


async def test_a_first_start_by_a_clock_that_was_ahead_is_forgotten(store: Database) -> None:
    await prepared(store)
    for at in (NOW + 800 * DAY, NOW, NOW + FIRST - timedelta(seconds=1)):
        assert await told(store, at) == 0
    assert await told(store, NOW + FIRST) == 1


async def test_a_campaign_without_an_owner_has_nobody_to_tell(store: Database) -> None:
    await load_2016(store)
    await told(store, NOW - 30 * DAY)
    assert await told(store, NOW) == 0


async def gone(store: Database, now: datetime) -> datetime | None:
    async with store.reading() as tx:
        return await last_copy_gone(tx, now)


@pytest.mark.parametrize("kinds", [(BACKUP, BACKUP), (COPIED, COPIED), (BACKUP, COPIED), (COPIED, BACKUP)])
async def test_the_copy_that_is_kept_longest_is_the_last_one(
    kinds: tuple[FactKind[KeptBackups], ...], store: Database
) -> None:
    assert await gone(store, NOW) is None
    async with store.writing() as tx:
        await note_copy(tx, kinds[0], NOW, 30 * DAY)
        await note_copy(tx, kinds[1], NOW + DAY, 7 * DAY)
    assert await gone(store, NOW + DAY) == NOW + 30 * DAY
    assert await gone(store, NOW + 30 * DAY) is None


async def test_a_copy_by_a_clock_that_was_ahead_puts_off_no_later_one(store: Database) -> None:
    async with store.writing() as tx:
        await note_copy(tx, COPIED, NOW + 800 * DAY, 7 * DAY)
    assert await gone(store, NOW) == NOW + 7 * DAY
    async with store.writing() as tx:
        await note_copy(tx, COPIED, NOW, 3 * DAY)
    assert await gone(store, NOW) == NOW + 3 * DAY
