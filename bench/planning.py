"""Time and memory to plan a call to 100,000 chats, and the time of a claim afterwards.

Run it with `python -m bench.planning`; it prints one JSON object. It runs in its own process to measure memory.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from storage import Database
from tests.running import HERE, add_groups, call, load_example, opened

CLAIM = 59
"""Batch size of the engine's claims at Telegram's pace."""

CLAIMS = 40
LEFT = CLAIM * CLAIMS + 1000


async def measure(chats: int) -> dict[str, float]:
    """Plan for that many chats; returns seconds, MiB, and milliseconds for a claim at the start and near the end."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'planning.db'}"
        # In another process, so that the memory for creating the chats is not counted as planning.
        words = ("-m", "bench.planning", "--chats", str(chats), "--prepare", url)
        preparing = await asyncio.create_subprocess_exec(sys.executable, *words, cwd=HERE)
        await preparing.wait()
        async with opened(url) as store:
            before, began = _resident(), time.perf_counter()
            await call(store, datetime.now(UTC))
            planned, after = time.perf_counter() - began, _resident()
            first = await _claims(store)
            # All but the last are sent, as they would be after an hour.
            async with store._engines.writer.begin() as connection:  # noqa: SLF001 - a bench looks inside
                done = "UPDATE deliveries SET state = 'sent', leased_until = NULL, left_at = 1 WHERE id <= :last"
                await connection.execute(text(done), {"last": chats - LEFT})
            return {
                "chats": chats,
                "seconds": round(planned, 2),
                "more_memory_mib": round(after - before, 1),
                "claim_first_ms": first,
                "claim_last_ms": await _claims(store),
            }


async def prepare(url: str, chats: int) -> None:
    """Store the campaign and its chats."""
    await load_example(url, Path(url.removeprefix("sqlite:///")).parent)
    async with opened(url) as store:
        await add_groups(store, chats)


async def _claims(store: Database) -> float:
    """The median of several claims, in milliseconds."""
    taken = []
    for _ in range(CLAIMS):
        began = time.perf_counter()
        async with store.writing() as tx:
            await tx.ledger.claim(("telegram",), "bench", datetime.now(UTC), 600, CLAIM)
        taken.append(time.perf_counter() - began)
    return round(statistics.median(taken) * 1000, 2)


def _resident() -> float:
    """The peak memory of this process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=100_000)
    parser.add_argument("--prepare", default="", metavar="URL", help="only store the chats")
    given = parser.parse_args()
    if given.prepare:
        asyncio.run(prepare(given.prepare, given.chats))
    else:
        print(json.dumps(asyncio.run(measure(given.chats))))
