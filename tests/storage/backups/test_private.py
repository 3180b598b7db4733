import errno
import fcntl
import os
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from storage import StorageError, parse
from storage.backups import archive
from storage.backups.private import naming, open_place, private_folder

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
POSTGRESQL = parse("postgresql://nobody@127.0.0.1/none")


def test_a_copy_in_the_open_lies_beside_its_database_or_in_the_room_that_is_given(tmp_path: Path) -> None:
    elsewhere, backups = Path(tempfile.gettempdir()), tmp_path / "backups"
    assert open_place(parse(f"sqlite:///{tmp_path / 'one.db'}"), elsewhere, backups) == tmp_path
    assert open_place(POSTGRESQL, tmp_path, backups) == tmp_path
    # Nothing can be written there: a folder that is missing, as one on a disk that is read-only.
    assert open_place(parse(f"sqlite:///{tmp_path / 'none' / 'one.db'}"), None, backups) == elsewhere
    assert open_place(POSTGRESQL, tmp_path / "none", backups) == elsewhere
    assert open_place(POSTGRESQL, None, backups) == elsewhere


@pytest.mark.parametrize("room", [".", "backups", "backups/home"])
def test_a_room_in_the_folder_of_backups_never_holds_a_copy_of_postgresql(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "backups" / "home").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "backups")
    elsewhere = Path(tempfile.gettempdir())
    place = tmp_path / room if room != "." else Path()
    # As `nolike backup .` in the bot's own folder names it, and by its whole name.
    assert [open_place(POSTGRESQL, place, folder) for folder in (Path(), tmp_path / "backups")] == [elsewhere] * 2


@pytest.mark.parametrize("how", ["made", "tried"])
async def test_a_backup_of_postgresql_into_its_room_is_dumped_elsewhere(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumped: list[Path] = []

    def dump(_: object, copy: Path) -> NoReturn:
        dumped.append(copy.parent.parent)
        raise StorageError("it is away")

    monkeypatch.setattr(archive, "dump_postgresql", dump)
    made = partial(archive.take_backup, POSTGRESQL, tmp_path / "one.nolike")
    does = made if how == "made" else partial(archive.try_backup, POSTGRESQL, tmp_path)
    with pytest.raises(StorageError, match="away"):
        await does(archive.Lock("x"), NOW, room=tmp_path)
    assert dumped == [Path(tempfile.gettempdir())]


async def test_a_backup_of_postgresql_that_lies_in_its_room_is_opened_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def refused(_: Path, copy: Path, __: archive.Lock) -> NoReturn:
        opened.append(copy.parent.parent)
        raise StorageError("another key")

    file = tmp_path / "one.nolike"
    file.touch()
    monkeypatch.setattr(archive, "read_about", lambda _: archive.About(NOW.isoformat(), "postgresql"))
    monkeypatch.setattr(archive, "_open", refused)
    with pytest.raises(StorageError, match="another key"):
        await archive.put_back(file, POSTGRESQL, archive.Lock("x"), tmp_path)
    assert opened == [Path(tempfile.gettempdir())]


def test_a_private_folder_in_use_is_no_left_over_however_long_nothing_was_written_there(tmp_path: Path) -> None:
    with private_folder(tmp_path) as slow:
        (slow / "whole").touch()
        for aged in (slow / "whole", slow):
            os.utime(aged, (0, 0))
        with private_folder(tmp_path):
            assert (slow / "whole").exists()
    assert list(tmp_path.iterdir()) == []


def test_on_a_disk_without_locks_the_time_alone_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    old, new = tmp_path / ".nolike-backup-old", tmp_path / ".nolike-backup-new"
    for left in (old, new):
        left.mkdir()
    os.utime(old, (0, 0))
    with private_folder(tmp_path):
        assert (old.exists(), new.exists()) == (False, True)


def fill(folder: Path, *, named: bool) -> NoReturn:
    """The disk is full in a private folder of a private folder in there."""
    with private_folder(folder) as outer, private_folder(outer) as inner:
        assert outer.stat().st_mode & 0o077 == 0
        raise OSError(errno.ENOSPC, "No space left on device", *([str(inner / "copy")] if named else []))


@pytest.mark.parametrize("named", [True, False])
def test_trouble_in_a_private_folder_names_the_one_that_people_know(named: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    with pytest.raises(OSError, match="No space left") as told:
        fill(tmp_path, named=named)
    assert told.value.filename == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_trouble_with_another_file_keeps_its_name(tmp_path: Path) -> None:
    other = str(tmp_path / "backups")
    with pytest.raises(OSError, match="No space left") as told, naming(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device", other)
    assert told.value.filename == other
