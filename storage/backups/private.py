"""Folders that nobody else can read, for what a backup holds while it is made or opened."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL

_PRIVATE = ".nolike-backup-"
_LEFT_SECONDS = 3600.0
"""For how long nothing was written into the private folder of a program that was killed."""


def open_place(url: URL, room: Path | None, backups: Path) -> Path:
    """Where a copy of the database may lie in the open: beside it, or in `room` where it is PostgreSQL's.

    Never in the folder `backups`, which is copied to other machines while one is made, with all below it. Where `room`
    lies there, or nothing can be written in that place, the machine's folder for what is temporary.
    """
    place: Path | None = Path(url.database or ".").parent
    if url.get_backend_name() != "sqlite":
        place = None if room and room.resolve().is_relative_to(backups.resolve()) else room
    return place if place and os.access(place, os.W_OK) else Path(tempfile.gettempdir())


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """A folder that nobody else can read, on the same file system, deleted at the end. Trouble in it names `beside`.

    Those of killed programs may hold the database in the open, so they go too, once no backup can still be at work
    there: neither is the folder held, nor was anything written there for a while.
    """
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(f"{_PRIVATE}*"):
        with suppress(OSError):
            written = max(one.stat().st_mtime for one in (left, *left.rglob("*")))
            with _held(left) as is_free:
                if is_free and time.time() - written > _LEFT_SECONDS:
                    shutil.rmtree(left)
    with naming(beside), tempfile.TemporaryDirectory(prefix=_PRIVATE, dir=beside) as name, _held(folder := Path(name)):
        yield folder


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold the folder until the end, also that of a killed program; whether no other one holds it."""
    door = os.open(folder, os.O_RDONLY)
    try:
        yield _is_free(door)
    finally:
        os.close(door)


def _is_free(door: int) -> bool:
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A disk of the network may know no locks: there the time alone tells.
        return True
    return True


@contextmanager
def naming(beside: Path) -> Iterator[None]:
    """Trouble such as a full disk, which names no file or one in a private folder that nobody knows, names `beside`."""
    try:
        yield
    except OSError as trouble:
        name = trouble.filename
        if trouble.errno is None or not (name is None or str(name).startswith(str(beside / _PRIVATE))):
            raise
        raise OSError(trouble.errno, trouble.strerror, str(beside)) from trouble
