"""Cost of years of history: the same measurements on a database of day 1 and on one of day 400.

Run it with `python -m bench.years` (`--database postgresql` for PostgreSQL); it prints one JSON object. The history is
written by SQL: hourly counts of 400 days, hourly updates and a few calls to every chat, all delivered.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import ManualClock
from bot.core.counts import figures
from bot.core.counts.replies import update_reply
from bot.core.delivery.refresh_intervals import PLANNER_SECONDS
from bot.core.model.event import Rules
from bot.core.ports.database import Transaction
from bot.jobs import plan, purge
from storage import Database
from storage.deliveries.edits import document
from storage.tables import deliveries, millis, seconds
from tests import postgres
from tests.fakes import Around
from tests.running import SLUG, add_groups, call, load_example, opened

DAYS = 400
CALLS = 5
CLAIM = 59
"""Batch size of the engine's claims at Telegram's pace."""

TIMES = 20

_HOURS = "WITH RECURSIVE hours(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM hours WHERE i < :last)"
# One run of each statement fills a table; `now` is in its unit.
_COUNTS = f"""
    INSERT INTO snapshots (page_id, taken_at, count, step, origin) {_HOURS}
    SELECT p.id, CAST(:now AS bigint) - 3600 * i, 1000000 + i, 1, 0
    FROM pages p CROSS JOIN hours WHERE true ON CONFLICT DO NOTHING
"""  # noqa: S608 - our texts
_ANNOUNCEMENTS = f"""
    INSERT INTO announcements (key, campaign, kind, due, content) {_HOURS}
    SELECT CAST(:kind AS text) || i, '{SLUG}', CAST(:kind AS text), CAST(:now AS bigint) - CAST(:every AS bigint) * i,
           CAST(:content AS text) FROM hours ORDER BY i DESC
"""  # noqa: S608 - our texts
_DELIVERIES = """
    INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, state, action, subscription,
                            message, attempt, tries, left_at)
    SELECT a.id, s.chat_id, s.platform, a.campaign, CASE WHEN a.kind = 'update' THEN 3 ELSE 1 END, a.due, 'sent',
           'send', s.id, '12345', 1, 1, a.due
    FROM announcements a CROSS JOIN subscriptions s WHERE a.id = :announcement ORDER BY s.chat_id
"""


class Timed(Around):
    """A store that records the duration of each of its write transactions, in seconds."""

    def __init__(self, store: Database) -> None:
        super().__init__(store)
        self.took: list[float] = []

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """Write, and record the duration."""
        async with self.store.writing() as tx:
            began = time.perf_counter()
            yield tx
        self.took.append(time.perf_counter() - began)


async def fill(store: Database, now: datetime, days: int, updates: int) -> None:
    """Write the history before `now`: hourly counts of every page for `days`, and that many updates to each chat."""
    async with store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        if campaign is None:
            raise RuntimeError("the campaign is not loaded")
        content = document(update_reply(await figures.read(tx, campaign, now)))
    hour = 3_600_000
    async with _inside(store) as connection:
        # Building the indexes at the end costs a tenth of updating them row by row.
        for index in deliveries.indexes:
            await connection.run_sync(index.drop)
        await connection.execute(text(_COUNTS), {"now": seconds(now), "last": days * 24})
        for kind, every, last in (("update", hour, updates), ("call", 24 * hour * DAYS // CALLS, CALLS)):
            values = {"kind": kind, "now": millis(now) - every, "every": every, "content": content, "last": last - 1}
            await connection.execute(text(_ANNOUNCEMENTS), values)
        # One by one, since a statement may take ten seconds at most.
        for announcement in list(await connection.scalars(text("SELECT id FROM announcements ORDER BY id"))):
            await connection.execute(text(_DELIVERIES), {"announcement": announcement})
        for index in deliveries.indexes:
            await connection.run_sync(index.create)


async def measure(store: Database, now: datetime) -> dict[str, float]:
    """Milliseconds of each frequent operation of the bot, and MiB of the database."""
    timed = Timed(store)
    async with _inside(store) as connection:
        await connection.execute(text("UPDATE subscriptions SET next_due = CAST(:now AS bigint)"), {"now": millis(now)})
    began = time.perf_counter()
    await plan.plan(timed, now, ("telegram",))
    result = {"plan": time.perf_counter() - began, "plan_longest_transaction": max(timed.took)}
    result["idle"] = await _median(lambda: _upcoming(store, now))
    result["claim_updates"] = await _claim(store, now)
    announcement = await call(store, now, "one more")
    result["claim_both"] = await _claim(store, now)
    result["stats"] = await _median(lambda: _stats(store, now))
    result["report"] = await _median(lambda: _report(store, announcement, now))
    timed.took.clear()
    began = time.perf_counter()
    await purge.purge(timed, ManualClock(now), Rules(), purge.Retention())
    result |= {"purge": time.perf_counter() - began, "purge_longest_transaction": max(timed.took)}
    return {name: round(took * 1000, 2) for name, took in result.items()} | {"size_mib": await _size(store)}


@asynccontextmanager
async def _inside(store: Database) -> AsyncIterator[AsyncConnection]:
    async with store._engines.writer.begin() as connection:  # noqa: SLF001 - a bench looks inside
        yield connection


async def _median(measured: Callable[[], Awaitable[object]]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        await measured()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


async def _upcoming(store: Database, now: datetime) -> None:
    async with store.reading() as tx:
        await tx.agenda.upcoming(("telegram",), now, PLANNER_SECONDS)


async def _claim(store: Database, now: datetime) -> float:
    async def claim() -> None:
        async with store.writing() as tx:
            await tx.ledger.claim(("telegram",), "bench", now + timedelta(seconds=1), 600, CLAIM)

    return await _median(claim)


async def _stats(store: Database, now: datetime) -> None:
    async with store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        if campaign is not None:
            update_reply(await figures.read(tx, campaign, now))


async def _report(store: Database, announcement: int, now: datetime) -> None:
    async with store.reading() as tx:
        await tx.ledger.tally(announcement, now)


async def _size(store: Database) -> float:
    pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    async with _inside(store) as connection:
        sqlite = connection.dialect.name == "sqlite"
        size = await connection.scalar(text(pages if sqlite else "SELECT pg_database_size(current_database())"))
    return round(float(size or 0) / 1024**2, 1)


async def compare(database: str, chats: int, updates: int) -> dict[str, dict[str, float]]:
    """The figures of day 1 and of day 400, each in its own database."""
    result = {}
    for day, days, rounds in (("day 1", 1, 1), ("day 400", DAYS, updates)):
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"sqlite:///{folder / 'years.db'}"
            if database == "postgresql":
                found = postgres.find()
                if found is None:
                    raise RuntimeError("no PostgreSQL was found")
                url = stack.enter_context(postgres.server(found))
            await load_example(url, folder)
            store = await stack.enter_async_context(opened(url))
            await add_groups(store, chats)
            # Within the campaign of the example, whose updates are then due.
            now = datetime(2016, 3, 1, 12, tzinfo=UTC)
            async with store.reading() as tx:
                campaign = await tx.campaigns.get(SLUG)
                if campaign is not None and campaign.ends_at is not None:
                    now = campaign.ends_at - timedelta(hours=2)
            await fill(store, now, days, rounds)
            result[day] = await measure(store, now)
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--chats", type=int, default=5000)
    parser.add_argument("--updates", type=int, default=1000, help="how many each chat had by day 400")
    given = parser.parse_args()
    print(json.dumps(asyncio.run(compare(given.database, given.chats, given.updates)), indent=2))


if __name__ == "__main__":
    main()
