"""A folder of backups: how they are named, which of them are deleted when a new one is made, and when that one goes.

Only files of one bot are touched, which they name inside. A file such as `nolike-before-upgrade` is somebody's own.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from storage.engine.errors import StorageError

KEPT_DAYS = timedelta(days=7)
"""How long backups are kept by default: data that people asked to delete must not stay in them."""

MOST_KEPT = 10_000
"""How many backups may be kept: the time that they span stays one that a calendar knows."""

_LONGEST = timedelta(days=365 * 100)
"""For how long any backup is said to stay."""

EARLY = timedelta(minutes=30)
"""Cron is not exact to the second: of one backup a day, each is deleted on the day that /forget names, no day later."""

_ENDING = ".nolike"
_NAME = f"nolike-%Y%m%dT%H%M%SZ{_ENDING}"
_OURS = re.compile(rf"nolike-\d{{8}}T\d{{6}}Z{re.escape(_ENDING)}")


class Made(NamedTuple):
    """A backup in the folder, and when it was made by its name."""

    at: datetime
    file: Path


def name_backup(folder: Path, now: datetime) -> Path:
    """The file of a backup that is made now."""
    return folder / now.strftime(_NAME)


def mount_of(folder: Path) -> Path:
    """Where the disk of a folder that is there is mounted."""
    whole = folder.resolve()
    return next((place for place in (whole, *whole.parents) if place.is_mount()), whole)


def refuse_gone(folder: Path, mount: Path) -> None:
    """Raise StorageError where the folder, which was there, is gone, or its disk is no longer mounted.

    A folder that is made anew in its place would lie on another disk, which nobody copies elsewhere.
    """
    if not (folder.is_dir() and mount.is_mount()):
        raise StorageError(f"{folder} is gone: is its disk mounted? No backup is made in its place.")


def make_room(folder: Path, mark: str, keep: int | None, now: datetime) -> bool:
    """Delete what the bot of this mark need not keep beside a new backup, yet never its last one that can be read.

    Before the new one is made: a full disk would never take it. It may fail, as each one after it, so that the last one
    stays until a new one stands, whatever its age. Whether there was anything to delete.
    """
    past = _past(_own(folder, mark), now)
    last = next((one for one in past if _is_readable(one.file)), None)
    outlived = [one for one in _outlived(past, keep and max(keep - 1, 1), now) if one != last]
    for one in outlived:
        # What cannot be deleted is told once the backup is made.
        with suppress(OSError):
            one.file.unlink()
    return bool(outlived)


def prune(folder: Path, mark: str, keep: int | None, now: datetime, *, made_room: bool) -> None:
    """Delete all but the newest `keep` of the bot's backups, or those older than 7 days.

    What is named later than `now`, by a clock that was ahead, is no newer than what was made since: it takes nobody's
    place, and goes with the first of these, at this time or a moment ago when room was made.
    """
    own = _own(folder, mark)
    past = _past(own, now)
    outlived = _outlived(past, keep, now)
    ahead = [one for one in own if one.at > now] if outlived or made_room else []
    for one in (*outlived, *ahead):
        one.file.unlink(missing_ok=True)


def kept_for(folder: Path, mark: str, keep: int | None, pause: timedelta | None, now: datetime) -> timedelta:
    """For how long a backup of the bot with this mark stays in its folder, if it is made `now`."""
    if not keep:
        return KEPT_DAYS
    if pause is not None:
        return keep * min(pause, _LONGEST / keep)
    # Cron's pause shows in what is there; before that, a day is believed.
    past = _past(_own(folder, mark), now)
    between = now - past[0].at if past else timedelta(days=1)
    return max(KEPT_DAYS, keep * min(between, _LONGEST / keep))


def _outlived(past: Sequence[Made], keep: int | None, now: datetime) -> Sequence[Made]:
    return past[keep:] if keep else [one for one in past if now - one.at > KEPT_DAYS - EARLY]


def _past(found: Sequence[Made], now: datetime) -> list[Made]:
    return [one for one in found if one.at <= now]


def _own(folder: Path, mark: str) -> list[Made]:
    """Those of the bot with this mark, and those that name none, newest first: older programs wrote no mark."""
    from storage.backups.archive import read_mark  # noqa: PLC0415 - nothing else needs the encryption's 8 MB

    return [one for one in _named(folder) if read_mark(one.file) in {"", mark}]


def _is_readable(file: Path) -> bool:
    from storage.backups.archive import read_about  # noqa: PLC0415 - as above

    try:
        read_about(file)
    except (StorageError, OSError):
        return False
    return True


def _named(folder: Path) -> list[Made]:
    """What is named like a backup, newest first."""
    found = []
    for file in folder.glob(f"nolike-*{_ENDING}"):
        # Digits alone make no date.
        with suppress(ValueError):
            if _OURS.fullmatch(file.name):
                found.append(Made(datetime.strptime(file.name, _NAME).replace(tzinfo=UTC), file))
    return sorted(found, reverse=True)
