from datetime import datetime, timedelta

from bot.core.delivery.backup_notices import FIRST, OLD, notify_of_backups
from bot.core.model.roles import Role
from bot.core.ports.facts import BACKUP, KeptBackups
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


async def test_a_campaign_without_an_owner_has_nobody_to_tell(store: Database) -> None:
    await load_2016(store)
    await told(store, NOW - 30 * DAY)
    assert await told(store, NOW) == 0
