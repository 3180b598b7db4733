import asyncio
import errno
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import backup
from bot.core.model.announcements import State
from bot.core.model.chats import Address, ChatKind
from bot.core.model.roles import Role
from bot.core.ports.facts import BACKUP
from storage import Database
from tests.fakes import until
from tests.program import Program, started
from tests.running import BACKUP_KEY, SLUG, add_groups, call, groups, load_example, opened, typed
from tests.running import Program as Bot
from tests.telegram_server import TOKEN, TelegramServer

OWNER = 4242
QUIET = {"READ_AFTER_END_DAYS": "0"}
"""No page of the campaign is asked for its count."""

PASSPHRASE = "four words nobody guesses"
OFTEN = """
from datetime import timedelta
from bot import cli
from bot.cli import backup

# A minute is the shortest that can be typed.
backup._length = lambda _: timedelta(seconds=1)
cli.main()
"""


def test_backups_are_made_into_a_folder_and_old_ones_are_deleted(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    folder = nolike.folder / "backups"
    folder.mkdir()
    old = datetime.now(UTC) - timedelta(days=8)
    (folder / f"nolike-{old:%Y%m%dT%H%M%SZ}.nolike").touch()
    ran = nolike("backup", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert "it was checked" in ran.out
    assert [file.stem[:11] for file in folder.iterdir()] == [f"nolike-{datetime.now(UTC):%Y}"]
    # Another second, another name.
    (made,) = folder.iterdir()
    made.rename(made.with_name(f"nolike-{datetime.now(UTC) - timedelta(seconds=1):%Y%m%dT%H%M%SZ}.nolike"))
    assert nolike("backup", str(folder), "--keep", "1").code == 0
    assert len(list(folder.iterdir())) == 1


def test_a_file_of_somebodys_own_stays_in_the_folder_of_backups(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    own = nolike.folder / "backups" / "nolike-before-the-upgrade.nolike"
    own.parent.mkdir()
    own.touch()
    ran = nolike("backup", str(own.parent), "--keep", "1")
    assert (ran.code, ran.err) == (0, "")
    assert own.exists()
    assert len(list(own.parent.iterdir())) == 2


def test_a_folder_of_backups_that_is_not_there_yet_is_made_as_where_cron_makes_the_first_one(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    folder = nolike.folder / "here" / "backups"
    for number in (1, 2):
        ran = nolike("backup", str(folder))
        assert (ran.code, ran.err) == (0, "")
        files = sorted(folder.iterdir())
        assert len(files) == number
        # Another second, another name.
        files[-1].rename(folder / f"nolike-{datetime.now(UTC) - timedelta(hours=1):%Y%m%dT%H%M%SZ}.nolike")
    assert nolike("backup", str(folder.with_name("kept.here")), "--keep", "2").code == 0
    assert len(list(folder.with_name("kept.here").iterdir())) == 1
    assert nolike("backup", str(folder.with_name("one.nolike"))).code == 0
    assert folder.with_name("one.nolike").is_file()


@pytest.mark.parametrize(("age", "stays"), [(timedelta(days=7, seconds=-5), False), (timedelta(days=6), True)])
def test_a_backup_a_day_is_deleted_on_the_day_that_is_named(age: timedelta, stays: bool, nolike: Program) -> None:  # noqa: FBT001 - a case
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    old = nolike.folder / "backups" / f"nolike-{datetime.now(UTC) - age:%Y%m%dT%H%M%SZ}.nolike"
    old.parent.mkdir()
    old.touch()
    assert nolike("backup", str(old.parent)).code == 0
    assert old.exists() is stays


@pytest.mark.parametrize(
    ("keep", "pause", "ages", "days"),
    [
        (None, None, (0, 1), 7),
        (30, timedelta(days=1), (0,), 30),
        (48, timedelta(hours=1), (0, 1), 2),
        # Cron says nothing of its pause.
        (30, None, (0,), 30),
        (30, None, (0, 1, 2), 30),
        (2, None, (0, 1), 7),
    ],
)
def test_a_backup_is_said_to_stay_for_as_long_as_it_does(
    keep: int | None, pause: timedelta | None, ages: tuple[int, ...], days: int
) -> None:
    made = [datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=age) for age in ages]
    assert backup._kept(made, keep, pause) == timedelta(days=days)


async def test_another_backup_does_not_bring_the_day_forward_on_which_older_ones_are_gone(
    sqlite_url: str, tmp_path: Path
) -> None:
    await load_example(sqlite_url, tmp_path)
    for words in (("many", "--keep", "30"), ("one.nolike",)):
        assert (await typed(sqlite_url, tmp_path, "backup", *words, **BACKUP_KEY)).code == 0
    async with opened(sqlite_url) as store, store.reading() as tx:
        kept = await tx.facts.get(BACKUP)
    assert kept is not None
    assert kept.gone - kept.taken > timedelta(days=29)


@pytest.mark.parametrize(("took", "rest"), [(1, 58), (0, 60), (20, 20), (40, 40), (300, 60)])
def test_a_backup_is_whole_a_pause_after_the_moment_of_the_one_before(took: int, rest: int) -> None:
    assert backup._rest(timedelta(minutes=1), timedelta(seconds=took)) == timedelta(seconds=rest)


async def test_backups_again_and_again_go_on_after_one_that_failed(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    await asyncio.to_thread(nolike.loaded)
    folder = nolike.folder / "backups"
    folder.mkdir()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OFTEN, "backup", str(folder), "--every", "1m", env=nolike.environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"it was checked" in await process.stdout.readline()
        # Its disk is away, and back.
        folder.rename(folder.with_name("away"))
        folder.touch()
        assert b"backups" in await process.stderr.readline()
        folder.unlink()
        folder.mkdir()
        assert b"it was checked" in await process.stdout.readline()
        assert process.returncode is None
    finally:
        process.kill()
        await process.communicate()


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (("backup", "one.nolike"), {}, "A backup is always encrypted"),
        (
            ("backup", "one.nolike", "--every", "soon"),
            {"BACKUP_PASSPHRASE": PASSPHRASE},
            "--every soon is not a length",
        ),
        (("restore", "none.nolike"), {"BACKUP_PASSPHRASE": PASSPHRASE}, "none.nolike"),
    ],
)
def test_a_backup_command_that_cannot_work_is_refused_in_one_sentence(
    words: tuple[str, ...], settings: dict[str, str], said: str, nolike: Program
) -> None:
    nolike.set(**settings)
    ran = nolike(*words)
    assert ran.code in {1, 2}
    assert said in ran.err
    assert "Traceback" not in ran.err


async def test_a_call_is_not_sent_twice_by_a_bot_that_was_restored_from_a_backup_taken_in_its_middle(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    count, after = 450, 200
    first, second = two_databases
    await load_example(first, tmp_path)
    async with TelegramServer() as server, opened(first) as store:
        await add_groups(store, count)
        await add_owner(store)
        announced = await call(store, datetime.now(UTC))
        bot = await Bot(
            first, server.url, tmp_path / "first.log", {**QUIET, "TELEGRAM_MESSAGES_PER_SECOND": "100"}
        ).start()
        try:
            await until(lambda: len(server.texts()) >= 5, 60)
            server.latency = 5.0  # so that most is still to be sent after the backup
            assert (await typed(first, tmp_path, "backup", "one.nolike", **BACKUP_KEY)).code == 0
            server.latency = 0.0
            at_backup = len(server.texts())
            await until(lambda: len(server.texts()) >= at_backup + after, 90)
        finally:
            await bot.kill()
        # What was on its way arrives, though nobody hears the answer.
        await until(lambda: all(one.status for one in server.of("sendMessage")), 60)
        sent = sum(len(server.texts(chat)) for chat in groups(count))
        assert (await typed(second, tmp_path, "restore", "one.nolike", **BACKUP_KEY)).code == 0
        again = await Bot(second, server.url, tmp_path / "second.log", QUIET).start()
        try:
            await again.ready()
            await server.polled()
            await until(lambda: any("/forget" in text for text in server.texts(OWNER)), 60)
        finally:
            await again.stop()
        async with opened(second) as restored, restored.reading() as tx:
            told = await tx.ledger.counts(announced)
        # What may have left after the backup is told as unknown, and is not sent again; nor is what was due since.
        assert set(told) == {State.SENT, State.UNKNOWN}
        assert told[State.SENT] + told[State.UNKNOWN] == count
        assert told[State.UNKNOWN] >= after
        times = [len(server.texts(chat)) for chat in groups(count)]
        assert (max(times), sum(times)) == (1, sent)


@contextmanager
def restoring_on_a_terminal(nolike: Program, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`nolike restore one.nolike` whose standard input is a terminal, and the file to type into."""
    ours, theirs = pty.openpty()
    try:
        yield subprocess.Popen(
            [sys.executable, "-m", "bot", "restore", "one.nolike", *words],
            stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=nolike.environment, cwd=nolike.folder,
        ), ours  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("words", "typed", "until"),
    [
        ((), "yesterday\n2026-01-02T03:04\n", "3:04"),
        ((), "2026-01-02T05:04+02:00\n", "3:04"),
        (("--since", "2026-01-02T03:04Z"), "", "3:04"),
        (("--stopped", "2026-01-02T03:04Z"), "", "3:04"),
        ((), "\n", ""),
        ((), "\x04", ""),
        ((), "2099-01-01T03:04\n", ""),
    ],
)
def test_a_restore_on_a_terminal_asks_since_when_the_bot_stands_still(
    nolike: Program, words: tuple[str, ...], typed: str, until: str
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}")
    with restoring_on_a_terminal(nolike, *words) as (asked, keys):
        os.write(keys, typed.encode())
        out, err = (said.decode() for said in asked.communicate(timeout=60))
    assert asked.returncode == 0, err
    assert ("stand still" in err) is (not words)
    assert ("not a time" in err) is typed.startswith("yesterday")
    told = out.splitlines()[0].replace("\u00a0", " ")
    assert (f"{until}, UTC is not sent again" in told) or not until, told
    assert ("2 Jan" in told) is bool(until)
    assert nolike("stats").code == 0


def test_a_restore_that_was_cut_off_leaves_nothing_that_a_bot_would_start_on(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}", TELEGRAM_BOT_TOKEN=TOKEN)

    async def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "_close_gap", full)
    assert nolike("restore", "one.nolike").code == 1
    # A move that is taken back would let it send again all that was sent since.
    for words in (["run"], ["move", "--back"], ["stats"], ["backup", "two.nolike"]):
        ran = nolike(*words)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), words
        assert "empty the database and restore again" in ran.err


def test_a_restore_whose_terminal_is_closed_at_its_question_leaves_nothing_that_a_bot_would_start_on(
    nolike: Program,
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}")
    with restoring_on_a_terminal(nolike) as (asked, _):
        assert asked.stderr is not None
        assert b"stand still" in asked.stderr.read(40)
        asked.send_signal(signal.SIGHUP)
        asked.communicate(timeout=60)
    assert (nolike("move", "--back").code, nolike("run").code) == (2, 2)
    (nolike.folder / "again.db").unlink()
    assert nolike("restore", "one.nolike").code == 0
    assert nolike("stats").code == 0


@pytest.mark.parametrize("words", [("backup", "made/one.nolike"), ("move", "made/one.nolike")])
async def test_a_backup_that_is_told_to_end_leaves_no_open_copy(nolike: Program, words: tuple[str, ...]) -> None:
    # The work of opening a key with a passphrase, which verifies the backup, leaves a second to end it in.
    nolike.set(BACKUP_PASSPHRASE=PASSPHRASE)
    await asyncio.to_thread(nolike.loaded)
    made = nolike.folder / "made"
    async with started(*words) as running:
        await until(lambda: any(made.glob(".nolike-backup-*/copy")), 30)
        running.terminate()
        assert await asyncio.wait_for(running.wait(), 60) == 130
    assert not list(made.glob(".nolike-backup-*"))


async def add_owner(store: Database) -> None:
    """Somebody who owns the campaign, which has just ended, and whose private chat is known."""
    address, now = Address("telegram", str(OWNER)), datetime.now(UTC)
    async with store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        await tx.campaigns.save(replace(campaign, ends_at=now - timedelta(days=1)), now)
        await tx.people.give(SLUG, "telegram", str(OWNER), Role.OWNER, now)
        chat = await tx.chats.ensure(address, ChatKind.PRIVATE)
        await tx.chats.keep_private(chat, address, f"role:{SLUG}")
