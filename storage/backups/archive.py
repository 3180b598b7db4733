"""Takes and restores backups: one encrypted file with a consistent copy of the database, verified when it is made.

A backup is a tar file of `about.json`, `key.age` (with a passphrase) and `database.age`. Both `.age` files follow the
age format (https://age-encryption.org/v1), so the program `age` can decrypt them too.
"""

import asyncio
import hashlib
import json
import os
import re
import shutil
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyrage
from sqlalchemy import URL

from storage.backups.databases import copy_sqlite, dump_postgresql, fill_postgresql, put_sqlite
from storage.backups.plain import is_plain, last_sign, refuse_foreign
from storage.backups.private import naming, open_place, private_folder
from storage.engine.address import describe
from storage.engine.errors import MisusedError, StorageError

ENDING = ".nolike"
_PATIENCE = (1, 2, 4, 8)
"""Seconds before each further try where a busy machine seemed too slow to open a backup."""

_IDENTITY = "AGE-SECRET-KEY-"
_DATABASE, _KEY, _ABOUT = "database.age", "key.age", "about.json"
_REFUSED = re.compile(r"\[Errno (\d+)\]")
"""Where age, which is written in Rust, tells what the system refused: in its words alone."""


@dataclass(frozen=True, slots=True)
class About:
    """Metadata of a backup that is readable without decrypting it.

    `taken_at` is an ISO time in UTC, `kind` is `sqlite` or `postgresql`, `digest` the SHA-256 of the decrypted copy.
    `mark` tells whose it is, see BACKUP_MARK; it is not written where it is "".
    """

    taken_at: str
    kind: str
    digest: str = ""
    mark: str = ""

    @property
    def moment(self) -> datetime:
        """When the copy was taken, as aware UTC."""
        return datetime.fromisoformat(self.taken_at)

    def is_of_move(self, moved: datetime) -> bool:
        """Whether this is the backup that `nolike move` took when it marked the database as moved at that moment.

        Another one of a marked database was taken at another moment; older programs wrote a move's without fractions.
        """
        return self.moment in {moved, moved.replace(microsecond=0)}


@dataclass(frozen=True, slots=True)
class Lock:
    """The keys of a backup: a passphrase, or an age recipient (`age1…`) and its identity (`AGE-SECRET-KEY-…`)."""

    passphrase: str = ""
    recipient: str = ""
    identity: str = ""


async def take_backup(
    url: URL, file: Path, lock: Lock, now: datetime, mark: str = "", room: Path | None = None
) -> About:
    """Write a backup of the database at `url` to `file`, which must not exist; writers of the database need not stop.

    Only what is encrypted gets beside `file`; the copy of PostgreSQL is made in the folder `room`, see `open_place`.
    Raises StorageError where the database cannot be copied, the copy is damaged, or the key cannot be used.
    """
    return await asyncio.to_thread(_take, url, file, lock, now, mark, open_place(url, room, file.parent))


def try_lock(lock: Lock) -> None:
    """Raise MisusedError where no backup can be made with these keys: before anything is deleted for one."""
    sealed = pyrage.encrypt(b"", [_recipient(lock)]) if lock.recipient else b""
    try:
        if sealed and lock.identity:
            pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(_find_identity(lock.identity))])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise MisusedError("BACKUP_IDENTITY is not the one of BACKUP_RECIPIENT.") from None


async def try_backup(url: URL, folder: Path, lock: Lock, now: datetime, room: Path | None = None) -> None:
    """Take a backup beside what will be written into the folder, and delete it; raises as `take_backup`."""
    await asyncio.to_thread(_try, url, folder, lock, now, open_place(url, room, folder))


async def put_back(file: Path, url: URL, lock: Lock, room: Path | None = None) -> About:
    """Restore the backup in `file`, or a plain SQLite database, into the empty database at `url`, marked as RESTORING.

    Raises StorageError where `file` is no backup or damaged or of a newer schema, the key is wrong, or the database is
    not empty.
    """
    return await asyncio.to_thread(_put_back, file, url, lock, room)


def read_about(file: Path) -> About:
    """Read a backup's metadata. Raises StorageError where the file is no backup of ours, nor an SQLite database."""
    try:
        with file.open("rb"):
            pass
    except OSError as trouble:
        raise MisusedError(f"{file} cannot be read: {trouble.strerror}.") from None
    if is_plain(file):
        refuse_foreign(file)
        return About(last_sign(file).isoformat(timespec="seconds"), "sqlite")
    with _archive(file) as archive:
        return _about(archive)


def read_mark(file: Path) -> str:
    """Whose backup it is; "" where it does not tell, as one of an older program or a damaged one, "?" if unreadable."""
    try:
        with _archive(file) as archive:
            return str(_about(archive).mark)
    except StorageError:
        return ""
    except OSError:
        return "?"


def _take(url: URL, file: Path, lock: Lock, now: datetime, mark: str, place: Path) -> About:
    if file.exists():
        raise MisusedError(f"{file} exists already; name another file.")
    with private_folder(file.parent) as beside, private_folder(place) as folder:
        copy, sealed, whole = folder / "copy", folder / _DATABASE, beside / "whole"
        about = About(now.astimezone(UTC).isoformat(), url.get_backend_name(), mark=mark)
        (copy_sqlite if about.kind == "sqlite" else dump_postgresql)(url, copy)
        about = replace(about, digest=_digest(copy))
        header = {name: value for name, value in asdict(about).items() if value}
        (folder / _ABOUT).write_text(json.dumps(header), encoding="utf-8")
        if key := _seal(copy, sealed, lock):
            (folder / _KEY).write_bytes(key)
        with naming(file.parent), tarfile.open(whole, "w") as archive:
            for part in (_ABOUT, *([_KEY] if key else []), _DATABASE):
                archive.add(folder / part, part)
        sealed.unlink()
        if key or lock.identity:
            # Verify that the backup can be decrypted now, not on the day it is needed.
            copy.unlink()
            _open(whole, copy, lock)
        whole.chmod(0o600)
        whole.rename(file)
    return about


def _try(url: URL, folder: Path, lock: Lock, now: datetime, place: Path) -> None:
    with private_folder(folder) as private:
        _take(url, private / "tried", lock, now, "", place)


def _put_back(file: Path, url: URL, lock: Lock, room: Path | None) -> About:
    about = read_about(file)
    if about.kind != url.get_backend_name():
        raise MisusedError(f"{file} is a backup of {about.kind}, and DATABASE_URL names the {describe(url)}.")
    # A file of SQLite's is moved to its place, which nothing but the same file system can do at once.
    place = Path(url.database or ".").parent if about.kind == "sqlite" else open_place(url, room, file.parent)
    with private_folder(place) as folder:
        copy = folder / "copy"
        if is_plain(file):
            copy_sqlite(url.set(database=str(file)), copy)
        else:
            _open(file, copy, lock)
        (put_sqlite if about.kind == "sqlite" else fill_postgresql)(url, copy, about.moment)
    return about


def _seal(copy: Path, sealed: Path, lock: Lock) -> bytes:
    """Encrypt the copy; the identity that opens it, encrypted with the passphrase, or b"" for a recipient's own."""
    identity = None if lock.recipient else pyrage.x25519.Identity.generate()
    with _files(copy, sealed) as (source, out):
        pyrage.encrypt_io(source, out, [identity.to_public() if identity else _recipient(lock)])
    return bytes(pyrage.passphrase.encrypt(str(identity).encode(), lock.passphrase)) if identity else b""


@contextmanager
def _files(source: Path, target: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The files that age reads and writes in here. Of files that it opens it loses what is refused at their end.

    What the system refuses, as a full disk does, is an OSError with its number; else raises StorageError or age's own.
    """
    try:
        with source.open("rb") as read, target.open("wb") as written:
            yield read, written
    except (pyrage.EncryptError, pyrage.DecryptError, OSError) as trouble:
        if getattr(trouble, "errno", None) is None and (found := _REFUSED.search(str(trouble))):
            raise OSError(int(found[1]), os.strerror(int(found[1]))) from trouble
        if isinstance(trouble, pyrage.EncryptError):
            raise StorageError(f"The backup cannot be encrypted: {trouble}.") from trouble
        raise


def _recipient(lock: Lock) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(lock.recipient)
    except pyrage.RecipientError:
        raise MisusedError("BACKUP_RECIPIENT is not an age recipient; it begins with age1.") from None


def _open(file: Path, copy: Path, lock: Lock) -> None:
    """Decrypt the copy of the database and compare its digest."""
    with _archive(file) as archive, private_folder(copy.parent) as folder:
        about = _about(archive)
        names = archive.getnames()
        try:
            if _KEY in names:
                identity = _open_key(_member(archive, _KEY).read(), lock.passphrase, file)
            else:
                identity = _find_identity(lock.identity)
            sealed = folder / _DATABASE
            with sealed.open("wb") as out:
                shutil.copyfileobj(_member(archive, _DATABASE), out)
            with _files(sealed, copy) as (source, opened):
                pyrage.decrypt_io(source, opened, [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, pyrage.IdentityError):
            needed = "BACKUP_PASSPHRASE" if _KEY in names else "BACKUP_IDENTITY"
            raise MisusedError(f"{file} cannot be decrypted: {needed} is not the one that it was made with.") from None
        except OSError as trouble:
            if trouble.errno is not None:
                raise
            # How age says that what it decrypts was changed.
            raise MisusedError(f"{file} is damaged: its content is not what was backed up.") from None
    if _digest(copy) != about.digest:
        raise MisusedError(f"{file} is damaged: its content is not what was backed up.")


def _find_identity(text: str) -> str:
    """The identity in a text such as `age-keygen` writes, with comments above; raises StorageError without one."""
    lines = (line.strip() for line in text.splitlines())
    if (found := next((line for line in lines if line.startswith(_IDENTITY)), None)) is None:
        raise MisusedError(f"BACKUP_IDENTITY is no age identity; its line begins with {_IDENTITY}")
    return found


def _open_key(sealed: bytes, passphrase: str, file: Path) -> str:
    """Decrypt the identity. age refuses a key that would take this machine much longer than the one that made it.

    It judges the machine's speed anew each time, so a busy machine is asked again. Raises DecryptError for another
    passphrase.
    """
    for wait in (*_PATIENCE, None):
        try:
            return bytes(pyrage.passphrase.decrypt(sealed, passphrase)).decode()
        except pyrage.DecryptError as refused:
            if "Excessive work" not in str(refused):
                raise
        if wait is not None:
            time.sleep(wait)
    raise StorageError(
        f"{file} cannot be decrypted now: this machine is too busy, or much slower than the one that made the backup. "
        "Try again when it is idle, or restore on a faster one."
    )


@contextmanager
def _archive(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:") as archive:
            yield archive
    except (tarfile.TarError, KeyError, ValueError) as error:
        raise MisusedError(f"{file} is not a backup of nolike, or it is damaged.") from error


def _about(archive: tarfile.TarFile) -> About:
    """What the archive says of itself; ValueError, which `_archive` tells, where it is none of ours."""
    try:
        about = About(**json.loads(_member(archive, _ABOUT).read()))
        zone = about.moment.tzinfo
    except TypeError:
        raise ValueError("other keys, or other values") from None
    if zone is None:
        raise ValueError("a time without its zone")
    return about


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
