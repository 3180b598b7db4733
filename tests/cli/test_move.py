"""A move to another machine: real processes, and a call under way while it happens."""

import asyncio
import errno
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.cli import move
from bot.core.model.announcements import State
from bot.core.ports.facts import MOVED
from bot.core.ports.leases import Process
from storage.tables import facts, processes
from tests.fakes import until
from tests.program import Program, started
from tests.running import BACKUP_KEY, add_groups, call, groups, load_example, opened, typed
from tests.running import Program as Bot
from tests.talk import Talk, ids
from tests.telegram_server import TelegramServer

SILENCE = 300.0
"""Seconds that chats may hear nothing during a move."""


async def test_a_call_that_is_under_way_goes_on_from_another_machine_where_it_stopped(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    count = 150
    (first, second), (here, there) = two_databases, (tmp_path / "here", tmp_path / "there")
    for machine in (here, there):
        machine.mkdir()
    await load_example(first, here)
    async with TelegramServer() as server, opened(first) as store:
        await add_groups(store, count)
        announced = await call(store, datetime.now(UTC))
        bot = await Bot(first, server.url, here / "log", {"TELEGRAM_MESSAGES_PER_SECOND": "3"}).start()
        try:
            await until(lambda: len(server.texts()) >= 8, 60)
            began = time.monotonic()
            moved = await typed(first, here, "move", "move.nolike", **BACKUP_KEY)
            assert (moved.code, moved.err) == (0, ""), moved
            assert "is told to end" in moved.out
            # It ended by itself, and says why to whoever looks; systemd does not start it again.
            assert await bot.process.wait() == 2
            assert "moved to another machine" in (here / "log").read_text()
        finally:
            await bot.stop()
        sent = len(server.texts())
        assert 8 <= sent < count
        again = await typed(first, here, "run")
        assert (again.code, again.err.count("\n")) == (2, 1)
        assert "nolike move --back" in again.err
        (here / "move.nolike").rename(there / "move.nolike")
        restored = await typed(second, there, "restore", "move.nolike", **BACKUP_KEY)
        assert (restored.code, restored.err) == (0, ""), restored
        assert "goes on where it stopped" in restored.out
        new = await Bot(second, server.url, there / "log").start()
        try:
            await until(lambda: len(server.texts()) > sent, 120)
            silence = time.monotonic() - began
            await until(lambda: len(server.texts()) >= count, 60)
            await server.polled()
        finally:
            await new.stop()
        async with opened(second) as store_there, store_there.reading() as tx:
            assert await tx.ledger.counts(announced) == {State.SENT: count}
        assert {chat: len(server.texts(chat)) for chat in groups(count)} == dict.fromkeys(groups(count), 1)
        assert silence < SILENCE


@pytest.mark.parametrize("endings", [[signal.SIGHUP, signal.SIGHUP], [signal.SIGTERM, signal.SIGHUP]])
@pytest.mark.parametrize("at", ["waiting", "writing"])
async def test_a_move_whose_terminal_is_closed_lets_the_bot_stay_and_leaves_no_file(
    nolike: Program, at: str, endings: list[signal.Signals]
) -> None:
    # The work of opening a key with a passphrase, which verifies the file, leaves a second to end it in.
    nolike.set(BACKUP_PASSPHRASE="four words nobody guesses")
    await asyncio.to_thread(nolike.loaded)
    database, target = nolike.folder / "nolike.db", nolike.folder / "made" / "move.nolike"
    if at == "waiting":
        with closing(sqlite3.connect(database)) as connection, connection:
            # Of another machine, so that nobody here knows whether it ended.
            seen = (time.time() + 60) * 1000
            connection.execute("INSERT INTO processes VALUES ('another/1/2/page', '', ?)", [seen])
    async with started("move", str(target)) as running:
        await until(lambda: is_marked(database) and (at == "waiting" or any(nolike.folder.glob(COPY))), 60)
        for one in endings:
            running.send_signal(one)
        _, err = await asyncio.wait_for(running.communicate(), 150)
        assert running.returncode == 130
    assert err.count(b"\n") == (b"Start it again here" in err) == (at == "waiting")
    assert not list(target.parent.iterdir())
    assert not is_marked(database)
    assert (await asyncio.to_thread(nolike, "stats")).code == 0


COPY = ".nolike-backup-*/copy"


def is_marked(database: Path) -> bool:
    """Whether the bot of this database has moved away."""
    with closing(sqlite3.connect(database)) as connection:
        return bool(connection.execute("SELECT 1 FROM facts WHERE kind = ?", [MOVED.name]).fetchone())


async def test_a_file_of_a_move_that_is_restored_much_later_is_a_backup_like_any_other(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    await load_example(first, tmp_path)
    async with opened(first) as store:
        await add_groups(store, 3)
        announced = await call(store, datetime.now(UTC))
        async with store.writing() as tx:
            # A bot may have run from such a file in the meantime.
            await tx.facts.put(MOVED, "", datetime.now(UTC) - timedelta(days=2))
    assert (await typed(first, tmp_path, "backup", "old.nolike", **BACKUP_KEY)).code == 0
    restored = await typed(second, tmp_path, "restore", "old.nolike", **BACKUP_KEY)
    assert "is not sent again" in restored.out
    async with opened(second) as store, store.reading() as tx:
        assert await tx.ledger.counts(announced) == {State.UNKNOWN: 3}
        assert await tx.facts.get(MOVED) is None


@pytest.mark.parametrize("copy", ["a backup", "the database"])
async def test_what_is_copied_of_the_old_machine_after_a_move_is_older_than_the_world(
    copy: str, tmp_path: Path
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await load_example(first, tmp_path)
    async with opened(first) as store:
        await add_groups(store, 3)
        announced = await call(store, datetime.now(UTC))
        assert (await typed(first, tmp_path, "move", "move.nolike", **BACKUP_KEY)).code == 0
        if copy == "the database":
            async with store._engines.writer.begin() as connection:
                # Its last sign of life, all that such a file tells of its age, is of the very second of the move.
                moved = await connection.scalar(select(facts.c.value).where(facts.c.kind == MOVED.name))
                seen = {"name": "a bot", "version": "", "seen": MOVED.read(moved).replace(microsecond=0)}
                await connection.execute(insert(processes).values(seen))
    # Cron goes on there; meanwhile the new machine has sent the call.
    file = tmp_path / "later.nolike"
    if copy == "a backup":
        assert (await typed(first, tmp_path, "backup", str(file), **BACKUP_KEY)).code == 0
    else:
        file = tmp_path / "first.db"
    restored = await typed(second, tmp_path, "restore", str(file), **BACKUP_KEY)
    assert (restored.code, "is not sent again" in restored.out) == (0, True), restored
    async with opened(second) as store, store.reading() as tx:
        assert await tx.ledger.counts(announced) == {State.UNKNOWN: 3}
        assert await tx.facts.get(MOVED) is None


async def test_after_a_move_forget_speaks_of_the_file_and_the_old_machine_also_where_it_was_given_up(
    tmp_path: Path,
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await load_example(first, tmp_path)
    assert (await typed(first, tmp_path, "move", "move.nolike", **BACKUP_KEY)).code == 0
    restored = await typed(second, tmp_path, "restore", "move.nolike", **BACKUP_KEY)
    assert "and the database on the old machine" in restored.out
    assert (await typed(first, tmp_path, "move", "--back")).code == 0
    for url in (first, second):
        async with opened(url) as store:
            talk = Talk(store, now=datetime.now(UTC))
            assert "privacy-backups" in ids(await talk.private("/privacy"))
            assert ids(await talk.private("/forget yes")) == ["forgotten-but-backups"]


def test_a_move_that_is_given_up_is_taken_back(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    assert nolike("move", "--back").out.startswith("The bot has not moved")
    assert nolike("move", "move.nolike").code == 0
    refused = nolike("stats")
    assert (refused.code, refused.out) == (2, "")
    assert "moved to another machine" in refused.err
    assert nolike("move", "--back").out.startswith("The bot may run here again")
    assert nolike("stats").code == 0


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        ((), BACKUP_KEY, "Name a new file"),
        (("move.nolike", "--back"), BACKUP_KEY, "Name a new file"),
        (("nolike.db",), BACKUP_KEY, "exists already"),
        (("move.nolike",), {}, "A backup is always encrypted"),
        (("nowhere.db/move.nolike",), BACKUP_KEY, "nowhere.db"),
    ],
)
def test_a_move_that_cannot_work_is_refused_in_one_sentence_and_the_bot_stays(
    words: tuple[str, ...], settings: dict[str, str], said: str, nolike: Program
) -> None:
    nolike.set(**settings)
    nolike.loaded()
    (nolike.folder / "nowhere.db").touch()
    ran = nolike("move", *words)
    assert ran.code in {1, 2}
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert nolike("stats").code == 0


@pytest.mark.parametrize(
    ("file", "settings", "said"),
    [
        ("nowhere.db/move.nolike", BACKUP_KEY, "nowhere.db"),
        ("/proc/move.nolike", BACKUP_KEY, "/proc"),
        ("move.nolike", {"BACKUP_RECIPIENT": "age1nobody"}, "BACKUP_RECIPIENT"),
        ("move.nolike", BACKUP_KEY, ""),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_the_bot_ends(
    file: str, settings: dict[str, str], said: str, nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.loaded().set(**settings)
    (nolike.folder / "nowhere.db").touch()
    ended: list[bool] = []

    async def alone(_: object) -> None:
        ended.append(True)

    monkeypatch.setattr(move, "_wait_until_alone", alone)
    ran = nolike("move", file)
    if not said:
        assert (ran.code, ended) == (0, [True])
        assert sorted(one.name for one in nolike.folder.glob("*move*")) == ["move.nolike"]
        return
    assert (ran.code in {1, 2}, ran.err.count("\n"), ended) == (True, 1, [])
    assert said in ran.err
    assert not list(nolike.folder.glob(".nolike-move-*"))
    assert not list(nolike.folder.glob(".nolike-backup-*"))


def test_a_move_that_fails_once_the_bot_has_ended_says_that_it_must_be_started_again(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.loaded().set(**BACKUP_KEY)

    async def one(_: object) -> list[Process]:
        return [Process("a bot", "1.0")]

    async def full(_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "move.nolike")

    monkeypatch.setattr(move, "_running", one)
    monkeypatch.setattr(move, "_wait_until_alone", full)
    ran = nolike("move", "move.nolike")
    assert (ran.code, ran.out) == (1, "")
    assert "Start it again here" in ran.err
    assert "No space left" in ran.err
