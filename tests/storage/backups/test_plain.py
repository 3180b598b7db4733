"""A plain SQLite file is restored like a backup: Litestream's, or a copy that somebody made."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.core.model.announcements import State
from bot.core.ports.leases import Process
from storage import MisusedError, open_store, parse
from storage.backups.archive import Lock, _put_back, put_back, read_about
from storage.backups.plain import is_plain, last_sign
from storage.tables import deliveries, pages
from tests.conftest import SECRET
from tests.fakes import until
from tests.storage.backups.test_archive import filled

ROOT = Path(__file__).parents[3]


def address(file: Path) -> str:
    return f"sqlite:///{file}"


async def counts(file: Path, announced: int) -> dict[State, int]:
    store = open_store(address(file), SECRET)
    try:
        async with store.reading() as tx:
            return await tx.ledger.counts(announced)
    finally:
        await store.close()


async def test_a_plain_file_needs_no_key_and_tells_when_it_was_last_written(tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    announced = await filled(address(first))
    about = read_about(first)
    assert (is_plain(first), about.kind) == (True, "sqlite")
    assert abs(about.moment - datetime.now(UTC)) < timedelta(minutes=5)
    assert await put_back(first, parse(address(second)), Lock()) == about
    assert await counts(second, announced) == {State.PENDING: 3}
    with pytest.raises(MisusedError, match="is not empty"):
        await put_back(first, parse(address(second)), Lock())


async def test_the_last_check_in_of_a_process_is_the_time_of_a_file(tmp_path: Path) -> None:
    file, seen = tmp_path / "one.db", datetime(2026, 11, 28, 12, tzinfo=UTC)
    store = open_store(address(file), SECRET)
    await store.upgrade()
    async with store.writing() as tx:
        await tx.processes.check_in(Process("one"), seen)
    await store.close()
    assert last_sign(file) == seen


async def test_a_message_that_left_after_the_last_check_in_is_the_last_sign(tmp_path: Path) -> None:
    file, seen = tmp_path / "one.db", datetime(2026, 11, 28, 12, tzinfo=UTC)
    await filled(address(file))
    store = open_store(address(file), SECRET)
    async with store.writing() as tx:
        await tx.processes.check_in(Process("one"), seen)
    async with store._engines.writer.begin() as connection:
        await connection.execute(update(pages).values(read_at=None))
    assert await store.last_sign() == seen == last_sign(file)
    async with store._engines.writer.begin() as connection:
        await connection.execute(update(deliveries).values(left_at=seen + timedelta(seconds=3)))
    assert await store.last_sign() == seen + timedelta(seconds=3) == last_sign(file)
    await store.close()


def test_a_file_that_tells_no_time_is_as_old_as_it_says(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text"
    other.write_bytes(b"SQLite format 3\0 and nothing else")
    text.write_text("words")
    os.utime(other, (1_700_000_000, 1_700_000_000))
    assert last_sign(other) == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (is_plain(other), is_plain(text), is_plain(tmp_path / "missing")) == (True, False, False)


@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize("tables", [("contacts",), ("alembic_version",), ("alembic_version", "pages", "chats")])
@pytest.mark.parametrize("open_still", [False, True])
def test_the_database_of_another_program_is_refused_and_left_as_it_was(
    tmp_path: Path, journal: str, tables: tuple[str, ...], *, open_still: bool
) -> None:
    other, target = tmp_path / "other.db", tmp_path / "new" / "nolike.db"
    theirs = sqlite3.connect(other)
    theirs.execute(f"PRAGMA journal_mode = {journal}")
    for table in tables:
        theirs.execute(f"CREATE TABLE {table} AS SELECT '0003' AS version_num")
    theirs.commit()
    if not open_still:
        theirs.close()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")}
    names = sorted(file.name for file in tmp_path.iterdir())
    for _ in range(2):
        with pytest.raises(MisusedError, match=r"other\.db is the database of another program"):
            read_about(other)
        with pytest.raises(MisusedError, match=r"other\.db is the database of another program"):
            _put_back(other, parse(address(target)), Lock(), None)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert sorted(file.name for file in tmp_path.iterdir()) == names
    theirs.close()


def test_a_broken_database_is_named_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0 and nothing else")
    with pytest.raises(MisusedError, match=r"broken\.db cannot be read as a database"):
        read_about(broken)
    assert [file.name for file in tmp_path.iterdir()] == ["broken.db"]


async def test_a_plain_file_whose_tables_stand_in_its_log_is_ours(tmp_path: Path) -> None:
    first, copy, second = (tmp_path / name for name in ("first.db", "copy.db", "second.db"))
    store = open_store(address(first), SECRET)
    await store.upgrade()
    for end in ("", "-wal"):
        shutil.copy(f"{first}{end}", f"{copy}{end}")
    await store.close()
    await put_back(copy, parse(address(second)), Lock())
    assert second.exists()


@pytest.mark.skipif(shutil.which("litestream") is None, reason="litestream is not here; `make litestream` fetches it")
async def test_what_litestream_replicated_is_restored(tmp_path: Path) -> None:
    first, back, second = tmp_path / "nolike.db", tmp_path / "back.db", tmp_path / "second.db"
    config = ROOT / "deploy/litestream.yml"
    environment = os.environ | {"NOLIKE_HOME": str(tmp_path), "NOLIKE_REPLICA": str(tmp_path / "replica")}
    announced = await filled(address(first))
    litestream = str(shutil.which("litestream"))
    replicating = subprocess.Popen([litestream, "replicate", "-config", config], env=environment)  # noqa: ASYNC220 - it goes on beside us
    try:
        await until(lambda: any((tmp_path / "replica").rglob("*.ltx")), 60)
        store = open_store(address(first), SECRET)
        # What /forget and the purge do: the file is written anew while Litestream reads it.
        await store.wiper.wipe(whole=True)
        async with store.writing() as tx:
            campaign = (await tx.campaigns.all())[0]
            await tx.campaigns.halt(campaign.slug, datetime.now(UTC))
        await store.close()
        written = time.monotonic()
        halted = False
        while not halted and time.monotonic() - written < 60:
            back.unlink(missing_ok=True)
            words = [litestream, "restore", "-config", str(config), "-o", str(back), str(first)]
            subprocess.run(words, env=environment, check=True)  # noqa: ASYNC221 - our words
            store = open_store(address(back), SECRET)
            async with store.reading() as tx:
                halted = await tx.campaigns.halted(campaign.slug) is not None
            await store.close()
        assert halted
    finally:
        replicating.send_signal(signal.SIGTERM)
        replicating.wait(30)
    await put_back(back, parse(address(second)), Lock())
    assert await counts(second, announced) == {State.PENDING: 3}
