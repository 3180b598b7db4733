import statistics
from pathlib import Path

from bot.jobs import lease
from tests.kills import broadcast_through_kills

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
