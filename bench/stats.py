"""Database time of `/stats`, on five years of hourly snapshots of 20 pages.

Run it with `python -m bench.stats`; it prints one JSON object: medians in milliseconds, and bytes per snapshot.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.reply import Names
from bot.core.model.schedule import Cadence
from bot.core.model.snapshots import Baseline, Snapshot
from bot.core.ports.database import Transaction
from storage import Database, open_store
from tests import postgres

PAGES = 20
SNAPSHOTS = 43_800
START = datetime(2021, 11, 24, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = START + SNAPSHOTS * HOUR
TIMES = 200


def campaign() -> Campaign:
    """A campaign of 20 pages."""
    target = Target("all", Names({"en": "All"}), tuple(Page("facebook", f"page{page}") for page in range(PAGES)))
    return Campaign(
        slug="bench",
        title=Names({"en": "Bench"}),
        zone="Africa/Casablanca",
        starts_at=NOW - 72 * HOUR,
        ends_at=None,
        currency="MAD",
        value_per_unit=Decimal(3),
        value_note=Names({"en": "3 dirham a like"}),
        rates={"USD": Decimal("9.8838")},
        rates_date=NOW.date(),
        updates=Cadence(every=3600),
        fallback="ar",
        purge_days=30,
        contact="https://example.org",
        targets=(target,),
    )


def rows(page: int) -> Iterator[tuple[int, Snapshot]]:
    """A page's snapshots, one an hour."""
    for hour in range(SNAPSHOTS):
        yield page, Snapshot(START + hour * HOUR, 2_447_581 - 4 * hour + page)


async def fill(store: Database) -> list[int]:
    """Load the campaign with all its snapshots; returns the ids of its pages."""
    async with store.writing() as tx:
        await tx.campaigns.save(campaign(), NOW)
        loaded = await tx.campaigns.get("bench")
        pages = [page.id for page in loaded.pages] if loaded else []
        for page in pages:
            await tx.snapshots.add(list(rows(page)))
            await tx.snapshots.set_baseline(page, Baseline(Snapshot(NOW - 72 * HOUR, 2_447_581)))
    return pages


async def stats(tx: Transaction) -> None:
    """Read what `/stats` reads."""
    loaded = await tx.campaigns.get("bench")
    pages = [page.id for page in loaded.pages] if loaded else []
    await tx.snapshots.baselines(pages)
    await tx.snapshots.failing(pages)
    await tx.snapshots.held(pages)
    found = await tx.snapshots.at(pages, [NOW, NOW - HOUR, NOW - 24 * HOUR, NOW - 72 * HOUR])
    assert all(len(one) == PAGES for one in found)


async def median(store: Database, work: Callable[[Transaction], Awaitable[Any]]) -> float:
    """The median time of `work` in a read transaction, in milliseconds, including begin and end."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        async with store.reading() as tx:
            await work(tx)
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1000, 3)


async def measure(url: str) -> dict[str, float]:
    """Build the data at `url` and measure it."""
    store = open_store(url, "")
    await store.upgrade()
    begun = time.perf_counter()
    pages = await fill(store)
    told = {"snapshots": float(PAGES * SNAPSHOTS), "fill_s": round(time.perf_counter() - begun, 1)}
    told["bytes_a_row"] = round(await size(store) / told["snapshots"], 1)
    told["stats_ms"] = await median(store, stats)
    told["at_latest_ms"] = await median(store, lambda tx: tx.snapshots.at(pages, [NOW]))
    told["series_300_ms"] = await median(store, lambda tx: tx.snapshots.series(pages[0], START, NOW))
    await store.close()
    return told


async def size(store: Database) -> int:
    """The size of the snapshots with their index, in bytes."""
    async with store._engines.writer.connect() as connection:  # noqa: SLF001 - a bench looks inside
        if connection.dialect.name == "sqlite":
            # The other tables have some dozen database pages, which is negligible.
            pages = await connection.scalar(text("SELECT page_count FROM pragma_page_count"))
            return int(pages * await connection.scalar(text("SELECT page_size FROM pragma_page_size")))
        return int(await connection.scalar(text("SELECT pg_total_relation_size('snapshots')")))


def main() -> None:
    """Measure both databases."""
    with tempfile.TemporaryDirectory() as folder:
        told = {"sqlite": asyncio.run(measure(f"sqlite:///{Path(folder) / 'bench.db'}"))}
    found = postgres.find()
    if found is None:
        sys.exit("no PostgreSQL was found")
    with postgres.server(found) as server, postgres.database(server) as url:
        told["postgresql"] = asyncio.run(measure(url))
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
