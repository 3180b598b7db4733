import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.core.model.announcements import State
from bot.core.model.event import Rules
from bot.jobs.purge import Retention, purge
from storage import Database, StorageError, open_store
from storage.engine import sqlite, wiping
from tests.conftest import SECRET
from tests.fakes import Clock
from tests.storage.samples import NOTE, NOW, add_chats, announce, claim, load

READ = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM facts").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@asynccontextmanager
async def reader(file: Path) -> AsyncIterator[None]:
    """Another process that reads the database in one transaction, as Litestream does."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", READ, str(file), stdin=pipe, stdout=pipe)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"reading\n"
    try:
        yield
    finally:
        await process.communicate(b"")


def size(file: Path) -> int:
    return file.stat().st_size


def wal(file: Path) -> int:
    """The bytes of the database's WAL."""
    return size(file.with_name(f"{file.name}-wal"))


async def write(store: Database) -> None:
    """Change something: a write of what is there already would leave the WAL as it is."""
    async with store.writing() as tx:
        await tx.facts.put(NOTE, "name", (await tx.facts.get(NOTE, "name") or "") + "x")


async def test_a_purge_beside_a_program_that_reads_holds_up_neither_deliveries_nor_the_lease_and_wipes_later(
    sqlite_store: Database, sqlite_url: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Who waited for the reader would wait longer than this test may take.
    monkeypatch.setattr(sqlite, "BUSY", 600.0)
    blocked: list[None] = []
    sqlite_store.wiper.on_blocked = lambda: blocked.append(None)
    await load(sqlite_store)
    chats = await add_chats(sqlite_store, 5)
    other = open_store(sqlite_url, SECRET)

    async def keep_lease() -> bool:
        async with other.writing() as tx:
            return await tx.leases.acquire("telegram", "me", 10, NOW)

    async with asyncio.timeout(60), reader(file):
        call = await announce(sqlite_store, chats)
        _, kept, claimed = await asyncio.gather(
            purge(sqlite_store, Clock(NOW), Rules(), Retention()), keep_lease(), claim(sqlite_store, 5)
        )
        assert kept
        assert len(claimed) == 5
        await purge(sqlite_store, Clock(NOW), Rules(), Retention())
        assert wal(file) > 0
    assert blocked == [None]
    # The purge's next round does not wait for the pause to pass.
    await purge(sqlite_store, Clock(NOW), Rules(), Retention())
    assert wal(file) == 0
    async with sqlite_store.reading() as tx:
        assert await tx.ledger.counts(call) == {State.PENDING: 5}
    await other.close()


async def test_a_blocked_wipe_is_tried_again_by_a_later_write_and_is_told_again_only_after_it_worked(
    sqlite_store: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiping, "LONGEST_PAUSE", 0.0)
    sqlite_store.wiper._pause = 0.0
    blocked: list[None] = []
    sqlite_store.wiper.on_blocked = lambda: blocked.append(None)
    for times in (1, 2):
        # A reader of an empty WAL would not prevent anything.
        await write(sqlite_store)
        async with reader(file):
            await write(sqlite_store)
            await sqlite_store.wiper.wipe()
            await write(sqlite_store)
            assert wal(file) > 0
        sqlite_store.wiper._again_at = 0.0
        await write(sqlite_store)
        assert wal(file) == 0
        assert len(blocked) == times


async def test_a_rewrite_that_another_writer_prevents_is_done_later(
    sqlite_store: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY", 0.0)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE filler (content BLOB)")
        connection.execute("INSERT INTO filler VALUES (zeroblob(1000000))")
        connection.execute("DROP TABLE filler")
        connection.execute("PRAGMA wal_checkpoint").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        await sqlite_store.wiper.wipe(whole=True)
    before = size(file)
    assert before > 1_000_000
    sqlite_store.wiper._again_at = 0.0
    await write(sqlite_store)
    assert size(file) < before - 900_000
    assert wal(file) == 0


async def test_a_broken_file_is_reported_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nolike.db"
    path.write_text("people's words, not a database\n" * 100)
    store = open_store(f"sqlite:///{path}", SECRET)
    with pytest.raises(StorageError, match=r"failed: file is not a database\.$"):
        await store.wiper.wipe(whole=True)
    await store.close()


async def test_postgresql_needs_no_wipe(postgresql_url: str) -> None:
    store = open_store(postgresql_url, SECRET)
    store.wiper.on_blocked = lambda: pytest.fail("nothing blocks it")
    await store.wiper.wipe(whole=True)
    await store.close()
