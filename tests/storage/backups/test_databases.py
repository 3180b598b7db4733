"""Copies of databases, put into an empty one: from the first moment they are marked, so that no bot starts on them."""

import gzip
import os
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.ports.facts import RESTORING
from storage import Database, MisusedError, RestoringError, StorageError, open_store, parse
from storage.backups.archive import put_back, take_backup
from tests import postgres
from tests.conftest import SECRET
from tests.storage.backups.test_archive import KEY, NOW, filled

UPGRADES = Path(__file__).parents[1] / "upgrades"


async def copied(first: str, second: str, folder: Path) -> Database:
    """The second database, put back from a backup of the first."""
    file = folder / "one.nolike"
    await take_backup(parse(first), file, KEY, NOW)
    await put_back(file, parse(second), KEY)
    return open_store(second, SECRET)


async def test_a_database_that_is_put_back_is_marked_before_anything_else_is_done(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    await filled(first)
    store = await copied(first, second, tmp_path)
    try:
        async with store.reading() as tx:
            assert await tx.facts.get(RESTORING) == NOW
            with pytest.raises(RestoringError, match=r"2026-11-28 12:00 UTC .* empty the database and restore again"):
                await tx.processes.check()
    finally:
        await store.close()


async def test_a_database_of_the_first_release_is_marked_too_and_keeps_the_mark_when_it_is_migrated(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    if first.startswith("sqlite"):
        (tmp_path / "first.db").write_bytes(gzip.decompress((UPGRADES / "0001.db.gz").read_bytes()))
    else:
        await postgres.run(first, (UPGRADES / "0001.sql").read_text(encoding="utf-8"))
    store = await copied(first, second, tmp_path)
    try:
        assert await store.version() == "0001"
        # As the bot's start does, where the restore was cut off here.
        assert await store.upgrade_alone("one", lambda _name: False) == []
        async with store.reading() as tx:
            assert await tx.facts.get(RESTORING) == NOW
            with pytest.raises(RestoringError, match="empty the database and restore again"):
                await tx.processes.check()
    finally:
        await store.close()


async def test_a_backup_of_a_restore_that_was_not_finished_is_marked_anew(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    await filled(first)
    store = open_store(first, SECRET)
    async with store.writing() as tx:
        await tx.facts.put(RESTORING, "", NOW.replace(year=2025))
    await store.close()
    store = await copied(first, second, tmp_path)
    async with store.reading() as tx:
        assert await tx.facts.get(RESTORING) == NOW
    await store.close()


async def test_a_backup_of_a_newer_schema_is_refused_before_anything_is_put_back(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    await filled(first)
    file = tmp_path / "newer.nolike"
    await set_version(first, "0999")
    await take_backup(parse(first), file, KEY, NOW)
    for _ in range(2):
        with pytest.raises(StorageError, match=r"schema 0999, which is newer .*; update nolike"):
            await put_back(file, parse(second), KEY)
    await set_version(first, "0003")
    await take_backup(parse(first), tmp_path / "known.nolike", KEY, NOW)
    await put_back(tmp_path / "known.nolike", parse(second), KEY)


@pytest.mark.parametrize("end", ["-wal", "-journal"])
async def test_the_log_of_a_database_that_is_gone_is_named_and_never_gets_into_the_restored_one(
    end: str, tmp_path: Path
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await filled(first)
    file, log, shared = tmp_path / "one.nolike", tmp_path / f"second.db{end}", tmp_path / "second.db-shm"
    await take_backup(parse(first), file, KEY, NOW)
    for left in (log, shared):
        left.write_bytes(b"of a bot that was killed")
    with pytest.raises(StorageError, match=rf"still second\.db{end} and second\.db-shm of a database that is gone"):
        await put_back(file, parse(second), KEY)
    assert not (tmp_path / "second.db").exists()
    assert log.read_bytes() == b"of a bot that was killed"
    log.unlink()
    await put_back(file, parse(second), KEY)


async def set_version(url: str, version: str) -> None:
    store = open_store(url, SECRET)
    async with store.writing() as tx:
        await tx.facts.link.connection.execute(  # type: ignore[attr-defined]
            text("UPDATE alembic_version SET version_num = :version"), {"version": version}
        )
    await store.close()


async def test_a_backup_of_another_programs_database_is_refused_before_anything_is_put_back(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    store = open_store(first, SECRET)
    async with store._engines.writer.begin() as connection:
        await connection.execute(text("CREATE TABLE contacts (name TEXT)"))
    await store.close()
    file = tmp_path / "foreign.nolike"
    await take_backup(parse(first), file, KEY, NOW)
    for _ in range(2):
        with pytest.raises(MisusedError, match=r"^What the backup holds is the database of another program"):
            await put_back(file, parse(second), KEY)
    assert not (tmp_path / "second.db").exists()


async def test_client_programs_that_set_what_the_server_does_not_know_yet_restore_into_it(
    two_databases: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two_databases
    # As those of PostgreSQL 17 set `transaction_timeout`, which servers before it end the restore for.
    newer = r"""for word; do case $word in --file=/*) to=${word#--file=}; esac; done
[ -z "$to" ] || sed -i "0,/^SET/s//SET a_timeout_of_tomorrow = 0;\nSET/" "$to"
"""
    put_first(monkeypatch, tmp_path / "newer", "pg_restore", f'{shutil.which("pg_restore")} "$@" || exit 1\n{newer}')
    await filled(first)
    store = await copied(first, second, tmp_path)
    async with store.reading() as tx:
        assert await tx.facts.get(RESTORING) == NOW
    await store.close()


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("pg_restore", "pg_restore: error: unsupported version (1.16) in file header"),
        ("pg_dump", "pg_dump: error: aborting because of server version mismatch"),
    ],
)
async def test_client_programs_that_are_too_old_are_told_so(
    postgresql_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    await filled(postgresql_url)
    put_first(monkeypatch, tmp_path / "older", program, f"echo '{said}' >&2; exit 1")
    with pytest.raises(
        StorageError, match=rf"^{program} is too old for this PostgreSQL: install newer client programs"
    ):
        await take_backup(parse(postgresql_url), tmp_path / "one.nolike", KEY, NOW)


def put_first(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str, script: str) -> None:
    """Put a program of this name in front of the one in PATH."""
    folder.mkdir()
    (folder / program).write_text(f"#!/bin/sh\n{script}\n")
    (folder / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
