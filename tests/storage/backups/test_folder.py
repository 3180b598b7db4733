"""Which backups of a folder go when a new one is made."""

import io
import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import StorageError
from storage.backups.folder import (
    EARLY,
    KEPT_DAYS,
    MOST_KEPT,
    kept_for,
    make_room,
    mount_of,
    name_backup,
    prune,
    refuse_gone,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def made(folder: Path, days: float, mark: str = "me") -> Path:
    """A backup of so many days ago, as far as the folder looks into it."""
    file = name_backup(folder, NOW - days * DAY)
    about = json.dumps({"taken_at": NOW.isoformat(), "kind": "sqlite"} | ({"mark": mark} if mark else {})).encode()
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo("about.json")
        member.size = len(about)
        archive.addfile(member, io.BytesIO(about))
    return file


def ages(folder: Path) -> list[int]:
    """How many days ago what is left was made, oldest first."""
    left = (
        datetime.strptime(file.name, "nolike-%Y%m%dT%H%M%SZ.nolike").replace(tzinfo=UTC) for file in folder.iterdir()
    )
    return [round((NOW - at) / DAY) for at in sorted(left)]


def back_up(folder: Path, keep: int | None = None, now: datetime = NOW) -> None:
    """A backup as the command makes it."""
    room = make_room(folder, "me", keep, now)
    made(folder, (NOW - now) / DAY)
    prune(folder, "me", keep, now, made_room=room)


@pytest.mark.parametrize(("keep", "left"), [(None, [6, 1, 0]), (1, [0]), (3, [6, 1, 0]), (9, [30, 8, 6, 1, 0])])
def test_those_older_than_7_days_go_or_all_but_the_newest(keep: int | None, left: list[int], tmp_path: Path) -> None:
    for days in (1, 6, 8, 30):
        made(tmp_path, days)
    back_up(tmp_path, keep)
    assert ages(tmp_path) == left


@pytest.mark.parametrize(("keep", "left"), [(None, [6]), (1, [6]), (2, [6]), (3, [8, 6]), (9, [30, 8, 6])])
def test_room_is_made_before_the_new_one_yet_a_number_of_files_never_loses_its_last(
    keep: int | None, left: list[int], tmp_path: Path
) -> None:
    for days in (6, 8, 30):
        made(tmp_path, days)
    # Again and again, since each new one fails.
    assert [make_room(tmp_path, "me", keep, NOW) for _ in range(3)] == [left != [30, 8, 6], False, False]
    assert ages(tmp_path) == left


@pytest.mark.parametrize("keep", [None, 2])
def test_what_a_clock_that_was_ahead_made_takes_no_place_and_goes_with_the_first_one_made_since(
    keep: int | None, tmp_path: Path
) -> None:
    for days in (-800, -801):
        made(tmp_path, days)
    for day in range(2):
        back_up(tmp_path, keep, NOW + day * DAY)
        assert len(list(tmp_path.iterdir())) == 3 + day
    back_up(tmp_path, keep, NOW + (2 * DAY if keep else KEPT_DAYS - EARLY + timedelta(seconds=1)))
    assert (min(ages(tmp_path)), len(ages(tmp_path))) == (-2 if keep else -7, 2)


def test_a_clock_that_is_behind_deletes_nothing_that_was_made_before(tmp_path: Path) -> None:
    for days in (1, 2, 3):
        made(tmp_path, days)
    back_up(tmp_path, None, NOW - 9000 * DAY)
    back_up(tmp_path, 3, NOW - 8999 * DAY)
    assert ages(tmp_path) == [9000, 8999, 3, 2, 1]


@pytest.mark.parametrize("keep", [None, 1])
def test_files_of_another_bot_and_of_a_persons_own_stay_and_those_without_a_mark_go(
    keep: int | None, tmp_path: Path
) -> None:
    others = {made(tmp_path, 20, "other"), made(tmp_path, -20, "other"), tmp_path / "nolike-before-upgrade.nolike"}
    # Digits that are no date.
    others |= {tmp_path / "nolike-20269999T000000Z.nolike", tmp_path / "nolike-20260101T000000Z.tar"}
    for file in others - set(tmp_path.iterdir()):
        file.touch()
    made(tmp_path, 21, "")
    # Damaged.
    name_backup(tmp_path, NOW - 22 * DAY).touch()
    back_up(tmp_path, keep)
    assert set(tmp_path.iterdir()) == others | {name_backup(tmp_path, NOW)}


def test_a_file_that_cannot_be_read_is_nobodys_to_delete(tmp_path: Path) -> None:
    # Root may read every file, but no folder as one.
    name_backup(tmp_path, NOW - 20 * DAY).mkdir()
    back_up(tmp_path)
    assert ages(tmp_path) == [20, 0]


@pytest.mark.parametrize("keep", [None, 1])
def test_the_last_one_that_can_be_read_stays_until_a_new_one_stands(keep: int | None, tmp_path: Path) -> None:
    for days in (9, 15, 30):
        made(tmp_path, days)
    # As weeks in which each copy failed, and one that is damaged.
    name_backup(tmp_path, NOW - 8 * DAY).touch()
    made(tmp_path, 8.5, "other")
    for _ in range(2):
        make_room(tmp_path, "me", keep, NOW)
        assert ages(tmp_path) == ([9, 8] if keep is None else [9, 8, 8])
    back_up(tmp_path, keep)
    assert ages(tmp_path) == [8, 0]


def test_no_folder_has_nothing_to_delete(tmp_path: Path) -> None:
    assert not make_room(tmp_path / "none", "me", None, NOW)


@pytest.mark.parametrize(
    ("keep", "pause", "ages", "days"),
    [
        (None, None, (1,), 7),
        (30, timedelta(days=1), (), 30),
        (48, timedelta(hours=1), (1,), 2),
        # Cron says nothing of its pause.
        (30, None, (), 30),
        (30, None, (1, 2), 30),
        (30, None, (-800, 2, 3), 60),
        (2, None, (1,), 7),
    ],
)
def test_a_backup_is_said_to_stay_for_as_long_as_it_does(
    keep: int | None, pause: timedelta | None, ages: tuple[int, ...], days: int, tmp_path: Path
) -> None:
    for age in ages:
        made(tmp_path, age)
    made(tmp_path, 0.1, "other")
    assert kept_for(tmp_path, "me", keep, pause, NOW) == timedelta(days=days)


def test_a_folder_whose_disk_is_no_longer_mounted_is_gone_also_where_it_stands_there_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = {Path("/"), tmp_path}
    monkeypatch.setattr(Path, "is_mount", lambda self: self in mounted)
    below, link = tmp_path / "disk" / "backups", tmp_path / "link"
    below.mkdir(parents=True)
    link.symlink_to(below)
    for folder in (tmp_path, below, link):
        assert mount_of(folder) == tmp_path
        refuse_gone(folder, tmp_path)
    mounted.remove(tmp_path)
    for folder in (tmp_path, below, link):
        with pytest.raises(StorageError, match="is gone"):
            refuse_gone(folder, tmp_path)
    mounted.add(tmp_path)
    below.rmdir()
    for folder in (below, link):
        with pytest.raises(StorageError, match="is gone"):
            refuse_gone(folder, tmp_path)


@pytest.mark.parametrize("pause", [None, timedelta(days=999)])
def test_however_many_are_kept_the_day_on_which_they_are_gone_is_one_that_a_calendar_knows(
    pause: timedelta | None, tmp_path: Path
) -> None:
    made(tmp_path, 900 * 365)
    assert NOW + kept_for(tmp_path, "me", MOST_KEPT, pause, NOW) > NOW + 99 * 365 * DAY
