"""`nolike rekey`: a new key in the old one's place, with the bot stopped, and what an interrupted run leaves."""

import stat
from pathlib import Path

import pytest

from tests.program import Program
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


def test_what_stands_in_the_way_is_one_sentence(nolike: Program, key: Path) -> None:
    assert "is not a length of time" in nolike("rekey", "--for", "soon").err
    other = nolike.folder / "other"
    other.write_text("x" * 40)
    nolike.set(SECRET_KEY_FILE=str(other))
    assert "begun with another SECRET_KEY" in nolike("rekey").err
    nolike.set(SECRET_KEY_FILE="", SECRET_KEY="y" * 40)
    assert "write it into a file" in nolike("rekey").err
    assert key.exists()
