"""`nolike rekey`: a new key in the old one's place, with the bot stopped, and what an interrupted run leaves."""

import errno
import os
import re
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import backup
from storage import StorageError
from storage.leases import LeaseRows
from storage.people.roles import PeopleRows
from tests.program import Program
from tests.running import BACKUP_KEY
from tests.talk import SLUG


@pytest.fixture
def key(nolike: Program) -> Path:
    """The file of a key that the campaign's database was begun with."""
    file = nolike.folder / "volume" / "key"
    nolike.set(SECRET_KEY="", SECRET_KEY_FILE=str(file))
    nolike("secret")
    nolike.loaded()
    assert nolike("organizers", SLUG).code == 0
    return file


def test_the_key_is_replaced_and_the_old_one_stays_beside_it(nolike: Program, key: Path) -> None:
    before = key.read_text()
    said = nolike("rekey", "--for", "12h")
    assert said.code == 0, said.err
    assert "SECRET_KEY in" in said.out
    assert key.read_text() != before
    old = key.with_name("key.old")
    assert old.read_text() == before
    assert [stat.S_IMODE(file.stat().st_mode) for file in (key, old)] == [0o600, 0o600]
    assert before.strip() not in said.out + said.err
    assert nolike("organizers", SLUG).code == 0
    key.write_text(before)
    assert nolike("organizers", SLUG).code == 2


def test_the_key_that_opens_a_backup_from_before_is_named_and_never_to_be_deleted(nolike: Program, key: Path) -> None:
    nolike.set(**BACKUP_KEY)
    assert nolike("backup", "one.nolike").code == 0
    before = key.read_text()
    for _ in range(2):
        said = nolike("rekey", "--for", "1h")
        assert said.code == 0, said.err
        week = datetime.now(UTC) + timedelta(days=7, minutes=-2)
        assert datetime.fromisoformat(said.out.partition("key.old until ")[2][:16] + "Z") > week
        assert "once none of them is left" in nolike("check").out
    first = key.with_name("key.old.1")
    assert first.read_text() == before
    (nolike.folder / "nolike.db").unlink()
    restored = nolike("restore", "one.nolike")
    assert restored.code == 0
    checked, refused, again = nolike("check"), nolike("organizers", SLUG), nolike("rekey")
    assert (checked.code != 0, refused.code, again.code) == (True, 2, 2)
    for told in (restored.err, checked.out, refused.err, again.err):
        assert f"{first} holds that one: put it in the place of {key}" in re.sub("[\u2068\u2069]", "", told)
        assert "delete" not in told
    key.rename(key.with_name("newer"))
    first.rename(key)
    assert nolike("organizers", SLUG).code == 0


def test_a_folder_of_the_key_that_cannot_be_read_keeps_no_restore_from_its_end(
    nolike: Program, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    assert nolike("backup", "one.nolike").code == 0
    assert nolike("rekey").code == 0
    (nolike.folder / "nolike.db").unlink()
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder == key.parent:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    restored = nolike("restore", "one.nolike")
    assert (restored.code, "SECRET_KEY is not the one" in restored.err) == (0, True), restored.err
    # It is a database on which a bot may start.
    assert nolike("stats").code == 0


def test_whatever_becomes_of_naming_the_key_what_is_restored_is_safe(
    nolike: Program, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nolike.set(**BACKUP_KEY)
    assert (key.exists(), nolike("backup", "one.nolike").code) == (True, 0)
    (nolike.folder / "nolike.db").unlink()
    with monkeypatch.context() as patched:
        patched.setattr(backup, "wrong_key", fail)
        assert nolike("restore", "one.nolike").code != 0
    assert nolike("stats").code == 0


def test_an_old_key_in_a_setting_is_named_by_it(nolike: Program, key: Path) -> None:
    nolike.set(SECRET_KEY_FILE="", SECRET_KEY="n" * 40, SECRET_KEY_OLD=key.read_text().strip())
    refused = nolike("organizers", SLUG)
    assert refused.code == 2
    assert "SECRET_KEY_OLD holds that one" in re.sub("[\u2068\u2069]", "", refused.err)


def test_a_run_that_was_cut_short_after_the_database_is_finished_by_the_next(nolike: Program, key: Path) -> None:
    before = key.read_text()
    assert nolike("rekey").code == 0
    new = key.read_text()
    # As a crash leaves it: the database has the new key, the files are as they were.
    key.rename(key.with_name("key.new"))
    key.with_name("key.old").rename(key)
    assert key.read_text() == before
    assert nolike("organizers", SLUG).code == 2
    assert nolike("rekey").code == 0
    assert key.read_text() == new
    assert nolike("organizers", SLUG).code == 0


@pytest.mark.parametrize("wrong", ["another key", "no database", "a bot that runs", "a page", "a full disk"])
def test_what_is_refused_or_fails_leaves_nothing_behind(
    nolike: Program, key: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    match wrong:
        case "another key":
            key.write_text("x" * 40)
        case "no database":
            nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / 'elsewhere.db'}")
        case "a bot that runs":
            monkeypatch.setattr(LeaseRows, "held", held)
        case "a page":
            # Of another machine, so that nobody here knows whether it ended. It has no lease.
            with closing(sqlite3.connect(nolike.folder / "nolike.db")) as database, database:
                database.execute("INSERT INTO processes VALUES ('another/1/2/page', '', ?)", [time.time() * 1000])
        case _:
            monkeypatch.setattr(PeopleRows, "rotate", fail)
    before = key.read_text()
    ran = nolike("rekey")
    assert (ran.code != 0, len(ran.err.splitlines())) == (True, 1)
    assert list(key.parent.iterdir()) == [key]
    assert key.read_text() == before


async def held(*_: object) -> bool:
    return True


async def fail(*_: object) -> None:
    raise StorageError("The database file cannot be written: disk is full.")


def test_what_a_run_that_was_cut_short_left_is_named_when_the_next_is_refused(
    nolike: Program, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = key.with_name("key.new")
    waiting.write_text("n" * 64)
    with monkeypatch.context() as patched:
        patched.setattr(LeaseRows, "held", held)
        refused = nolike("rekey")
    assert refused.code == 2
    assert refused.err.splitlines()[0].startswith(f"{waiting} is left of a change of SECRET_KEY")
    assert nolike("rekey").code == 0
    assert (waiting.exists(), key.read_text()) == (False, "n" * 64)
    assert nolike("organizers", SLUG).code == 0


def test_what_stands_in_the_way_is_one_sentence(nolike: Program, key: Path) -> None:
    assert "is not a length of time" in nolike("rekey", "--for", "soon").err
    other = nolike.folder / "other"
    other.write_text("x" * 40)
    nolike.set(SECRET_KEY_FILE=str(other))
    assert "begun with another SECRET_KEY" in nolike("rekey").err
    nolike.set(SECRET_KEY_FILE="", SECRET_KEY="y" * 40)
    assert "write it into a file" in nolike("rekey").err
    assert key.exists()
