import statistics
from pathlib import Path

from tests.kills import broadcast_through_kills

KILLS = 10


async def test_a_broadcast_that_is_killed_again_and_again_reaches_every_chat(store_url: str, tmp_path: Path) -> None:
    survived = await broadcast_through_kills(store_url, tmp_path, KILLS, seed=1)
    assert survived.lost == 0
    # Nothing was said twice but what was on its way at a kill, and of that the ledger tells.
    assert survived.explained
    assert max(map(len, survived.in_flight)) <= 8
    # What left before a kill counts after it.
    assert (survived.flood_waits, survived.most <= 30) == (0, True)
    # Nobody waits for the lease of a process that is dead.
    assert statistics.median(survived.starts) < 5
