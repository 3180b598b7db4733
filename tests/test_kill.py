import asyncio
import statistics
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from bot.core.model.roles import Role
from bot.jobs import lease
from storage.tables import leases
from tests.fakes import until
from tests.kills import broadcast_through_kills
from tests.running import Program, opened, running
from tests.storage.samples import private_chat, sample_campaign
from tests.telegram_server import TelegramServer

KILLS = 6


async def test_a_broadcast_that_is_killed_again_and_again_reaches_every_chat(store_url: str, tmp_path: Path) -> None:
    # A few messages a second below the limit, and more patience than is promised: this machine has other tests to run,
    # and what reaches the server late is no haste of the bot's. The bench measures both.
    survived = await broadcast_through_kills(store_url, tmp_path, KILLS, 1, TELEGRAM_MESSAGES_PER_SECOND="24")
    assert survived.lost == 0
    # Nothing was said twice but what was on its way at a kill, and of that the ledger tells.
    assert survived.explained
    assert max(map(len, survived.in_flight)) <= 8
    # What left before a kill counts after it.
    assert (survived.flood_waits, survived.most <= 30) == (0, True)
    # Nobody waits for the lease of a process that is dead.
    assert statistics.median(survived.starts) < lease.SECONDS


async def test_a_bot_that_was_killed_and_off_for_long_says_so_and_one_that_was_stopped_does_not(
    store_url: str, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    async with TelegramServer() as server, opened(store_url) as store:
        async with store.writing() as tx:
            campaign = replace(sample_campaign("strike"), starts_at=now, ends_at=now + timedelta(days=30), targets=())
            await tx.campaigns.save(campaign, now)
            await tx.people.give("strike", "telegram", "777", Role.OWNER, now)
            await private_chat(tx, "777", "role:strike")
        async with running(store_url, server.url, tmp_path):
            pass
        program = await Program(store_url, server.url, tmp_path / "nolike.log").start()
        await program.ready(2)
        # Its first look at what is to be told.
        await asyncio.sleep(6)
        await program.kill()
        assert server.of("sendMessage") == []
        async with store._engines.writer.begin() as connection:
            await connection.execute(update(leases).values(until=now - timedelta(minutes=15)))
        again = await Program(store_url, server.url, tmp_path / "nolike.log").start()
        try:
            await until(lambda: bool(server.of("sendMessage")), 30)
        finally:
            await again.stop()
        assert [(sent.chat, "توقّفتُ عن العمل" in sent.text) for sent in server.of("sendMessage")] == [("777", True)]
