"""Transactions, two processes on one database, and what is said when a database cannot be used."""

import asyncio
import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy

from bot.core.model.announcements import State
from storage import Database, MisusedError, StorageError, UnreachableError, open_store
from storage.engine import sqlite
from tests.conftest import SECRET
from tests.storage.samples import NOTE, NOW, add_chats, announce, claim, load


async def note(store: Database, name: str = "name") -> str:
    async with store.reading() as tx:
        return await tx.facts.get(NOTE, name) or ""


async def test_a_transaction_is_committed_at_its_end_and_rolled_back_by_an_exception(store: Database) -> None:
    async with store.writing() as tx:
        await tx.facts.put(NOTE, "name", "kept")

    async def fail() -> None:
        async with store.writing() as tx:
            await tx.facts.put(NOTE, "name", "lost")
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await note(store) == "kept"


async def test_a_read_transaction_does_not_see_concurrent_writes(store: Database) -> None:
    async with store.reading() as tx:
        assert await tx.facts.get(NOTE, "name") is None
        async with store.writing() as other:
            await other.facts.put(NOTE, "name", "new")
        assert await tx.facts.get(NOTE, "name") is None
    assert await note(store) == "new"


async def test_a_reader_cannot_write(store: Database) -> None:
    with pytest.raises(StorageError, match=r"failed: .*read.?only"):
        async with store.reading() as tx:
            await tx.facts.put(NOTE, "name", "new")


async def test_readers_do_not_wait_for_a_writer(store: Database) -> None:
    async with store.writing() as tx:
        await tx.facts.put(NOTE, "name", "new")
        assert await asyncio.gather(*(note(store) for _ in range(20))) == [""] * 20


async def test_writers_of_two_processes_wait_for_each_other(store: Database, store_url: str) -> None:
    other = open_store(store_url, SECRET)

    async def count(database: Database) -> None:
        async with database.writing() as tx:
            # The lease makes PostgreSQL's writers queue as SQLite's do.
            assert await tx.leases.acquire("counter", "all", 1, NOW)
            await tx.facts.put(NOTE, "name", str(int(await tx.facts.get(NOTE, "name") or 0) + 1))

    await asyncio.gather(*(count(database) for database in (store, other) * 20))
    assert await note(store) == "40"
    await other.close()


async def test_a_cancelled_writer_leaves_nothing_behind_and_blocks_nobody(store: Database) -> None:
    written = asyncio.Event()

    async def write() -> None:
        async with store.writing() as tx:
            await tx.facts.put(NOTE, "name", "half")
            written.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await written.wait()
    waiting = asyncio.create_task(write())
    await asyncio.sleep(0)
    for one in (task, waiting):
        one.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)
    assert await note(store) == ""
    async with store.writing() as tx:
        await tx.facts.put(NOTE, "name", "whole")
    assert await note(store) == "whole"


async def test_a_writer_cancelled_at_any_moment_blocks_nobody(store: Database) -> None:
    async def write() -> None:
        async with store.writing() as tx:
            await tx.facts.put(NOTE, "name", "new")

    for turns in range(60):
        task = asyncio.create_task(write())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write()
    assert await note(store) == "new"
    # What was lost would warn here.
    gc.collect()


async def test_the_transaction_of_a_killed_process_is_rolled_back(sqlite_store: Database, sqlite_url: str) -> None:
    async def write() -> str:
        async with sqlite_store.writing() as tx:
            return await tx.facts.get(NOTE, "name") or ""

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as dying:
        dying.execute("BEGIN IMMEDIATE")
        dying.execute("INSERT INTO facts (kind, subject, value) VALUES ('note', 'name', 'half')")
        writing = asyncio.create_task(write())
        assert await note(sqlite_store) == ""
        assert not writing.done()
    assert await writing == ""


async def test_two_processes_never_claim_the_same_delivery(store: Database, store_url: str) -> None:
    await load(store)
    chats = await add_chats(store, 60)
    call = await announce(store, chats)
    other = open_store(store_url, SECRET)
    batches = await asyncio.gather(*(claim(database, 5, holder=str(database)) for database in (store, other) * 10))
    claimed = [delivery.id for batch in batches for delivery in batch]
    assert len(claimed) == len(set(claimed))
    while rest := await claim(other, 7):
        claimed += [delivery.id for delivery in rest]
    assert len(claimed) == len(set(claimed)) == 60
    async with other.reading() as tx:
        assert await tx.ledger.counts(call) == {State.PENDING: 60}
    await other.close()


async def test_two_processes_never_have_two_deliveries_of_one_chat(store: Database, store_url: str) -> None:
    await load(store)
    chats = await add_chats(store, 10)
    for key in "abc":
        await announce(store, chats, key=key)
    other = open_store(store_url, SECRET)
    batches = await asyncio.gather(*(claim(database, 3) for database in (store, other) * 10))
    claimed = [delivery.chat_id for batch in batches for delivery in batch]
    assert len(claimed) == len(set(claimed))
    await other.close()


async def test_of_two_processes_one_holds_a_lease(store: Database, store_url: str) -> None:
    other = open_store(store_url, SECRET)

    async def acquire(database: Database, holder: str) -> bool:
        async with database.writing() as tx:
            return await tx.leases.acquire("telegram", holder, 10, NOW)

    assert sorted(await asyncio.gather(acquire(store, "one"), acquire(other, "two"))) == [False, True]
    await other.close()


async def test_sqlite_runs_in_wal_mode_with_the_pragmas_for_durability(sqlite_store: Database) -> None:
    async with sqlite_store._engines.writer.connect() as connection:
        told = {
            name: await connection.scalar(sqlalchemy.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nolike.db", "DATABASE_URL cannot be read"),
        ("postgresql://host:port/name", "DATABASE_URL cannot be read"),
        ("mysql://root:swordfish@host/name", "DATABASE_URL begins with mysql:"),
        ("sqlite+aiosqlite:///file.db", "DATABASE_URL begins with sqlite"),
        ("sqlite://", "names no file"),
        ("sqlite://file.db", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file.db?mode=ro", "names no file"),
        ("sqlite:////srv/what?now/nolike.db", r"has a \? in it"),
        ("sqlite:////srv/what?a=b/nolike.db", r"has a \? in it"),
        ("sqlite:///why?.db", r"has a \? in it"),
        ("postgresql://user:swordfish@host", "names no database"),
        ("postgresql://user:swordfish@host/name?color=red", "a parameter that is not known: color"),
    ],
)
def test_an_unusable_address_is_reported_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as told:
        open_store(url, SECRET)
    assert "swordfish" not in str(told.value)
    assert str(told.value).count(". ") == 0


@pytest.mark.parametrize(
    "url",
    [
        "postgres://user:secret@host/name",
        "postgresql://user:secret@host:5433/name?sslmode=require&channel_binding=prefer",
        "postgresql://user@/name?host=/run/postgresql",
    ],
)
async def test_the_forms_that_hosters_print_can_be_used(url: str) -> None:
    await open_store(url, SECRET).close()


async def test_a_file_that_cannot_be_created_is_reported_in_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "nolike.db", tmp_path):
        store = open_store(f"sqlite:///{path}", SECRET)
        with pytest.raises(StorageError, match=f"^The database file {path} cannot be used: unable to open .*[^.]\\.$"):
            await store.upgrade()
        with pytest.raises(StorageError, match=f"^The database file {path} cannot be reached: unable to open"):
            await note(store)
        await store.close()


async def test_a_file_that_another_program_holds_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "nolike.db"
    store = open_store(f"sqlite:///{path}", SECRET)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            sqlite.write_ahead(str(path), patience=0)
        upgrading = asyncio.create_task(store.upgrade())
        done, _ = await asyncio.wait([upgrading], timeout=0.1)
        assert not done
    await upgrading
    await store.close()


async def test_a_file_that_is_no_database_is_reported_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nolike.db"
    path.write_text("people's words, not a database\n" * 100)
    store = open_store(f"sqlite:///{path}", SECRET)
    with pytest.raises(MisusedError, match=r"cannot be used: file is not a database\.$"):
        await store.upgrade()
    await store.close()


async def test_a_refusing_postgresql_is_reported_in_one_sentence_without_the_password(postgresql_url: str) -> None:
    elsewhere = postgresql_url.rpartition("/")[0]
    for url, kind, reason in (
        (postgresql_url.replace("no-secret", "swordfish"), MisusedError, "password authentication failed"),
        (f"{elsewhere}/swordless", UnreachableError, "does not exist"),
        ("postgresql://user:swordfish@127.0.0.1:1/name", UnreachableError, "Connect"),
    ):
        store = open_store(url, SECRET)
        with pytest.raises(kind, match=f"^The PostgreSQL database .* cannot be reached: .*{reason}") as told:
            await store.upgrade()
        assert "swordfish" not in str(told.value)
        assert "\n" not in str(told.value)
        await store.close()


def test_a_database_never_shows_the_secret() -> None:
    store = open_store("postgresql://user:swordfish@host/name", SECRET)
    assert SECRET not in repr((store, store._crypto, store._url))
    assert "swordfish" not in repr((store, store._crypto, store._url))
