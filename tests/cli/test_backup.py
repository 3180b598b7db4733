import asyncio
import errno
import gzip
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from bot.cli import backup
from bot.core.model.announcements import State
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Moment
from bot.core.model.roles import Role
from bot.core.ports.facts import BACKUP, KeptBackups
from bot.core.ports.leases import Process
from bot.opening import fingerprint
from storage import Database
from storage.backups import archive
from tests.fakes import until
from tests.program import KEY, ROOT, Program, started
from tests.running import BACKUP_KEY, SLUG, add_groups, call, groups, load_example, opened, typed
from tests.running import Program as Bot
from tests.talk import Talk
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


@pytest.mark.parametrize("wrong", [{"BACKUP_RECIPIENT": "age1typo"}, {"BACKUP_IDENTITY": "AGE-SECRET-KEY-NONE"}])
@pytest.mark.parametrize("keep", [(), ("--keep", "2")])
def test_a_wrong_key_deletes_no_backup(nolike: Program, wrong: dict[str, str], keep: tuple[str, ...]) -> None:
    nolike.loaded().set(**BACKUP_KEY)
    folder = nolike.folder / "backups"
    for days in (8, 9, 10):
        assert nolike("backup", str(folder)).code == 0
        (made,) = folder.glob(f"nolike-{datetime.now(UTC):%Y%m%d}T*")
        made.rename(folder / f"kept-{days}")
    for kept in list(folder.iterdir()):
        old = datetime.now(UTC) - timedelta(days=int(kept.name.partition("-")[2]))
        kept.rename(folder / f"nolike-{old:%Y%m%dT%H%M%SZ}.nolike")
    nolike.set(**wrong)
    ran = nolike("backup", str(folder), *keep)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert len(list(folder.iterdir())) == 3


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
    assert nolike("backup", f"{folder.with_name('my.backups')}/").code == 0
    assert folder.with_name("my.backups").is_dir()
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


async def forgotten(url: str, now: datetime) -> datetime | None:
    """The day that /forget names to somebody of the bot with this database; None where it says that nothing is kept."""
    async with opened(url) as store:
        reply = await Talk(store, now=now).private("/forget yes")
    [said] = reply.lines
    if said.id == "forgotten":
        return None
    day = said.values["date"]
    assert isinstance(day, Moment)
    return day.at


def only_backup(folder: Path) -> Path:
    """The one backup that was made there, or in a folder below."""
    [made] = folder.rglob("*.nolike")
    return made


@pytest.mark.parametrize(("words", "days"), [(("many", "--keep", "30"), 30), (("one.nolike",), 7)])
async def test_a_bot_that_was_restored_names_a_day_on_which_what_it_was_restored_from_is_gone(
    words: tuple[str, ...], days: int, tmp_path: Path
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await load_example(first, tmp_path)
    now = datetime.now(UTC)
    assert (await typed(first, tmp_path, "backup", *words, **BACKUP_KEY)).code == 0
    restored = await typed(second, tmp_path, "restore", str(only_backup(tmp_path)), **BACKUP_KEY)
    assert (restored.code, "delete the file that this was restored from" in restored.out) == (0, True)
    for url in (first, second):
        day = await forgotten(url, now)
        assert day is not None
        assert timedelta(0) <= day - now - timedelta(days=days) < timedelta(minutes=5)


def test_whoever_is_forgotten_while_the_first_backup_is_made_is_told_that_it_is_kept(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    url, told = f"sqlite:///{nolike.folder / 'nolike.db'}", list[datetime | None]()

    def forget_meanwhile(*_: object) -> NoReturn:
        told.append(asyncio.run(forgotten(url, datetime.now(UTC))))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive, "copy_sqlite", forget_meanwhile)
    assert nolike("backup", "one.nolike").code == 1
    assert told[0] is not None
    # It is no backup all the same: owners would hear of none for days.
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as database:
        assert not database.execute("SELECT * FROM facts WHERE kind = 'backup'").fetchall()


@pytest.mark.parametrize(("took", "rest"), [(1, 58), (0, 60), (20, 20), (40, 40), (300, 60)])
def test_a_backup_is_whole_a_pause_after_the_moment_of_the_one_before(took: int, rest: int) -> None:
    assert backup._rest(timedelta(minutes=1), timedelta(seconds=took)) == timedelta(seconds=rest)


async def test_a_backup_by_a_clock_that_was_ahead_does_not_put_off_the_day_on_which_the_last_one_is_gone(
    sqlite_url: str, tmp_path: Path
) -> None:
    await load_example(sqlite_url, tmp_path)
    ahead = datetime.now(UTC) + timedelta(days=800)
    async with opened(sqlite_url) as store:
        async with store.writing() as tx:
            await tx.facts.put(BACKUP, "", KeptBackups(ahead, ahead + timedelta(days=7)))
        assert (await typed(sqlite_url, tmp_path, "backup", "backups", **BACKUP_KEY)).code == 0
        async with store.reading() as tx:
            kept = await tx.facts.get(BACKUP)
    assert kept is not None
    assert kept.gone - datetime.now(UTC) < timedelta(days=7)


def test_two_bots_that_share_a_folder_delete_their_own_files_alone(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    folder = nolike.folder / "backups"
    # The second one deletes its own first file.
    for number, bot in enumerate(("one", "two", "two")):
        nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / bot}.db")
        nolike.loaded()
        before = set(folder.glob("*"))
        assert nolike("backup", str(folder), "--keep", "1").code == 0
        (made,) = set(folder.glob("*")) - before
        # Another second, another name.
        made.rename(folder / f"nolike-2026010{number + 1}T000000Z.nolike")
    assert sorted(file.name[:15] for file in folder.iterdir()) == ["nolike-20260101", "nolike-20260103"]


def test_while_backups_fail_those_older_than_7_days_are_deleted_but_the_last_one(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    folder = nolike.folder / "backups"
    assert nolike("backup", str(folder)).code == 0

    def fail(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive, "copy_sqlite", fail)
    files = [folder / f"nolike-{datetime.now(UTC) - timedelta(days=day):%Y%m%dT%H%M%SZ}.nolike" for day in (6, 8, 9)]
    (made,) = folder.iterdir()
    made.rename(files[0])
    shutil.copy(files[0], files[1])
    assert nolike("backup", str(folder)).code != 0
    assert list(folder.iterdir()) == files[:1]
    # As where cron makes one a week.
    files[0].rename(files[2])
    assert nolike("backup", str(folder)).code != 0
    assert list(folder.iterdir()) == files[2:]


@asynccontextmanager
async def often(nolike: Program, folder: Path) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamReader]]:
    """What `backup FOLDER --every` says and complains of while it makes one after the other, which never ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OFTEN, "backup", str(folder), "--every", "1m", env=nolike.environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        yield process.stdout, process.stderr
        assert process.returncode is None
    finally:
        process.kill()
        await process.communicate()


async def test_backups_again_and_again_go_on_after_one_that_failed(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    await asyncio.to_thread(nolike.loaded)
    folder = nolike.folder / "backups"
    folder.mkdir()
    async with often(nolike, folder) as (out, err):
        assert b"it was checked" in await out.readline()
        # Its disk is away, and back.
        folder.rename(folder.with_name("away"))
        folder.touch()
        assert b"backups" in await err.readline()
        folder.unlink()
        # Nothing is left where its disk was mounted: no folder is made there anew, on another disk.
        assert b"is gone: is its disk mounted?" in await err.readline()
        assert b"is gone: is its disk mounted?" in await err.readline()
        assert not folder.exists()
        folder.mkdir()
        assert b"it was checked" in await out.readline()


async def test_backups_again_and_again_go_on_before_and_after_an_upgrade(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    database, folder = nolike.folder / "nolike.db", nolike.folder / "backups"
    database.write_bytes(gzip.decompress((ROOT / "tests" / "storage" / "upgrades" / "0001.db.gz").read_bytes()))
    with closing(sqlite3.connect(database)) as old, old:
        old.execute("UPDATE notes SET value = ? WHERE name = 'secret-fingerprint'", [fingerprint(KEY)])
    async with often(nolike, folder) as (out, err):
        for _ in range(2):
            assert b"it was checked" in await asyncio.wait_for(out.readline(), 60)
        assert b"nolike upgrade" in await err.readline()
        assert (await asyncio.to_thread(nolike, "upgrade")).code == 0
        async with opened(f"sqlite:///{database}") as store:
            noted = None
            while noted is None:
                # None of the old database is noted, and the first of the new one is once it is whole.
                assert b"it was checked" in await asyncio.wait_for(out.readline(), 60)
                async with store.reading() as tx:
                    noted = await tx.facts.get(BACKUP)


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
        (("backup", "many", "--keep", "9999999"), {"BACKUP_PASSPHRASE": PASSPHRASE}, "10000"),
        (("backup", "one.nolike"), {"NOLIKE_HOME": "~nobodyhere/x"}, "nobody of that name"),
    ],
)
def test_a_backup_command_that_cannot_work_is_refused_in_one_sentence(
    words: tuple[str, ...], settings: dict[str, str], said: str, nolike: Program
) -> None:
    nolike.set(**settings)
    ran = nolike(*words)
    assert ran.code == 2
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


async def test_a_bot_does_not_stand_still_since_before_its_last_sign_of_life(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await load_example(first, tmp_path)
    now = datetime.now(UTC)
    async with opened(first) as store:
        await add_groups(store, 3)
        announced = await call(store, now)
        async with store.writing() as tx:
            await tx.processes.check_in(Process("one"), now)
    assert (await typed(first, tmp_path, "backup", "one.nolike", **BACKUP_KEY)).code == 0
    # Such as 7:00 where it is 12:00 UTC: the call would be sent to all whom the backup does not know of.
    words = ("restore", "one.nolike", "--since", f"{now - timedelta(hours=5):%Y-%m-%dT%H:%MZ}")
    restored = await typed(second, tmp_path, *words, **BACKUP_KEY)
    assert restored.code == 0
    assert ("still ran" in restored.err, "is not sent again" in restored.out) == (True, True)
    async with opened(second) as store, store.reading() as tx:
        assert await tx.ledger.counts(announced) == {State.UNKNOWN: 3}


@pytest.mark.parametrize(("typed", "state"), [("", State.PENDING), ("time", State.UNKNOWN), ("\x04", State.UNKNOWN)])
def test_a_restore_of_a_move_that_was_taken_back_asks_on_a_terminal_whether_the_bot_ran_on(
    nolike: Program, typed: str, state: State
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()

    async def plan() -> None:
        async with opened(os.environ["DATABASE_URL"]) as store:
            await add_groups(store, 3)
            await call(store, datetime.now(UTC))

    asyncio.run(plan())
    assert nolike("move", "one.nolike").code == 0
    back = nolike("move", "--back").out
    assert ("Delete that file" in back, "--since" in back) == (True, True)
    restored = nolike.folder / "again.db"
    nolike.set(DATABASE_URL=f"sqlite:///{restored}")
    with restoring_on_a_terminal(nolike) as (asked, keys):
        answer = f"{datetime.now(UTC) + timedelta(minutes=1):%Y-%m-%dT%H:%M}" if typed == "time" else typed
        os.write(keys, f"{answer}\n".encode())
        out, err = (said.decode() for said in asked.communicate(timeout=60))
    assert (asked.returncode, "run again on the old machine" in err) == (0, True), err
    assert ("is not sent again" in out) is (state is State.UNKNOWN), out
    with closing(sqlite3.connect(restored)) as database:
        states = database.execute(
            "SELECT DISTINCT state FROM deliveries JOIN announcements ON announcements.id = announcement_id"
            " WHERE key = 'call'"
        )
        assert [found for (found,) in states] == [state]


def test_a_restore_on_a_terminal_asks_again_where_the_bot_ran_after_the_time_that_was_typed(nolike: Program) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    with closing(sqlite3.connect(nolike.folder / "nolike.db")) as database, database:
        database.execute(
            "UPDATE pages SET read_at = ?", (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp() * 1000,)
        )
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}")
    with restoring_on_a_terminal(nolike) as (asked, keys):
        # Also in the minute of it, which the answer names as over.
        os.write(keys, b"2026-01-02T02:04\n2026-01-02T03:04\n2026-01-02T03:05\n")
        out, err = (said.decode().replace("\u00a0", " ") for said in asked.communicate(timeout=60))
    assert asked.returncode == 0, err
    assert (err.count("stand still?"), err.count("still ran on Fri 2 Jan, 03:05, UTC")) == (3, 2), err
    assert "3:05, UTC is not sent again" in out


def test_a_restore_that_was_cut_off_leaves_nothing_that_a_bot_would_start_on(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    nolike.loaded()
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}", TELEGRAM_BOT_TOKEN=TOKEN)

    async def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "close_gap", full)
    assert nolike("restore", "one.nolike").code == 1
    # A move that is taken back would let it send again all that was sent since.
    for words in (["run"], ["move", "--back"], ["stats"], ["backup", "two.nolike"]):
        ran = nolike(*words)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), words
        assert "empty the database and restore again" in ran.err


def test_what_was_due_since_a_backup_of_the_first_release_is_not_sent_again_also_after_a_restore_that_was_cut_off(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    database, past = nolike.folder / "nolike.db", (datetime.now(UTC) - timedelta(hours=1)).timestamp() * 1000
    database.write_bytes(gzip.decompress((ROOT / "tests" / "storage" / "upgrades" / "0001.db.gz").read_bytes()))
    with closing(sqlite3.connect(database)) as old, old:
        old.execute("UPDATE notes SET value = ? WHERE name = 'secret-fingerprint'", [fingerprint(KEY)])
        old.execute("UPDATE announcements SET due = ?", [int(past)])
        old.execute("UPDATE deliveries SET due = ?", [int(past)])
        # Requests to approve call 7 go with it: it is a draft again, with another number.
        ((due,),) = old.execute(
            "SELECT count(*) FROM deliveries JOIN announcements ON announcements.id = announcement_id"
            " WHERE state = 'pending' AND key NOT LIKE 'approve:7:%' AND action NOT IN ('edit', 'delete')"
            " AND kind <> 'update'"
        )
    assert due
    assert nolike("backup", "one.nolike").code == 0

    def cut_off(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'cut-off.db'}", TELEGRAM_BOT_TOKEN=TOKEN)
    with monkeypatch.context() as patched:
        patched.setattr(backup, "opened_house", cut_off)
        assert nolike("restore", "one.nolike").code == 130
    ran = nolike("run")
    assert (ran.code, "empty the database and restore again" in ran.err) == (2, True)

    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'again.db'}")
    assert nolike("restore", "one.nolike").code == 0
    with closing(sqlite3.connect(nolike.folder / "again.db")) as restored:
        states = dict(
            # But for the notice that this was restored; to edit or delete a message once more does no harm.
            restored.execute(
                "SELECT state, count(*) FROM deliveries JOIN announcements ON announcements.id = announcement_id"
                " WHERE key NOT LIKE 'restored:%' AND action NOT IN ('edit', 'delete') GROUP BY state"
            )
        )
    assert (states.get("pending", 0), states["unknown"] >= due) == (0, True)


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


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("words", [("backup", "made/one.nolike"), ("move", "made/one.nolike")])
async def test_a_backup_that_is_told_to_end_leaves_no_open_copy(
    nolike: Program, words: tuple[str, ...], ending: signal.Signals
) -> None:
    # The work of opening a key with a passphrase, which verifies the backup, leaves a second to end it in.
    nolike.set(BACKUP_PASSPHRASE=PASSPHRASE)
    await asyncio.to_thread(nolike.loaded)
    made = nolike.folder / "made"
    async with started(*words) as running:
        await until(lambda: any(nolike.folder.glob(".nolike-backup-*/copy")), 30)
        running.send_signal(ending)
        assert await asyncio.wait_for(running.wait(), 60) == 130
    assert not list(nolike.folder.glob(".nolike-backup-*"))
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
