import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import Database
from storage.engine.sqlite import connect

COUNT = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :last) SELECT count(*) FROM n")


@pytest.fixture
async def reader(sqlite_store: Database) -> AsyncIterator[AsyncConnection]:
    async with sqlite_store._engines.reader.connect() as connection:
        yield connection


async def test_a_short_read_runs_without_the_thread(reader: AsyncConnection) -> None:
    others = asyncio.get_running_loop().call_soon(pytest.fail, "somebody else had a turn")
    assert await reader.scalar(COUNT, {"last": 100}) == 100
    others.cancel()


async def test_a_long_read_does_not_block_the_event_loop_and_is_complete(reader: AsyncConnection) -> None:
    async def breathe() -> float:
        longest = 0.0
        while True:
            before = time.perf_counter()
            try:
                await asyncio.sleep(0.001)
            except asyncio.CancelledError:
                return longest
            longest = max(longest, time.perf_counter() - before)

    breathing = asyncio.create_task(breathe())
    await asyncio.sleep(0)
    began = time.perf_counter()
    assert await reader.scalar(COUNT, {"last": 2_000_000}) == 2_000_000
    took = time.perf_counter() - began
    breathing.cancel()
    assert await breathing < took / 2
    # A quick one after it is quick again, a long one long.
    assert await reader.scalar(COUNT, {"last": 10}) == 10
    assert await reader.scalar(COUNT, {"last": 100_000}) == 100_000


async def test_a_cancelled_long_read_is_interrupted(reader: AsyncConnection, sqlite_store: Database) -> None:
    began = time.perf_counter()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05), sqlite_store._engines.reader.connect() as other:
            await other.scalar(COUNT, {"last": 2_000_000_000})
    assert time.perf_counter() - began < 5
    assert await reader.scalar(COUNT, {"last": 10}) == 10


async def test_an_invalid_query_raises_its_error(reader: AsyncConnection) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        await reader.execute(text("SELECT 1 FROM no_table"))


async def test_a_reader_cannot_write(reader: AsyncConnection) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await reader.execute(text("DELETE FROM facts"))


async def test_a_connection_that_fails_leaves_no_thread_that_speaks_to_a_closed_loop(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("not a database\n" * 100)
    before = threading.active_count()
    for _ in range(20):
        with pytest.raises(sqlite3.DatabaseError, match="file is not a database"):
            await connect(str(tmp_path / "words"), query_only=True)
        assert threading.active_count() == before
