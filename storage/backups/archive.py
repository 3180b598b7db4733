"""Takes and restores backups: one encrypted file with a consistent copy of the database, verified when it is made.

A backup is a tar file of `about.json`, `key.age` (with a passphrase) and `database.age`. Both `.age` files follow the
age format (https://age-encryption.org/v1), so the program `age` can decrypt them too.
"""

import asyncio
import hashlib
import json
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pyrage
from sqlalchemy import URL

from storage.backups.databases import copy_sqlite, dump_postgresql, fill_postgresql, put_sqlite
from storage.backups.plain import is_plain, last_sign
from storage.engine.address import describe
from storage.engine.errors import StorageError

ENDING = ".nolike"
_PATIENCE = (1, 2, 4, 8)
"""Seconds before each further try where a busy machine seemed too slow to open a backup."""

_PRIVATE = ".nolike-backup-"
_LEFT_SECONDS = 3600.0
"""For how long nothing was written into the private folder of a program that was killed."""

_IDENTITY = "AGE-SECRET-KEY-"
_DATABASE, _KEY, _ABOUT = "database.age", "key.age", "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """Metadata of a backup that is readable without decrypting it.

    `taken_at` is an ISO time in UTC, `kind` is `sqlite` or `postgresql`, `digest` the SHA-256 of the decrypted copy.
    """

    taken_at: str
    kind: str
    digest: str = ""

    @property
    def moment(self) -> datetime:
        """When the copy was taken, as aware UTC."""
        return datetime.fromisoformat(self.taken_at)


@dataclass(frozen=True, slots=True)
class Lock:
    """The keys of a backup: a passphrase, or an age recipient (`age1…`) and its identity (`AGE-SECRET-KEY-…`)."""

    passphrase: str = ""
    recipient: str = ""
    identity: str = ""


async def take_backup(url: URL, file: Path, lock: Lock, now: datetime) -> About:
    """Write a backup of the database at `url` to `file`, which must not exist; writers of the database need not stop.

    Raises StorageError where the database cannot be copied, the copy is damaged, or the key cannot be used.
    """
    return await asyncio.to_thread(_take, url, file, lock, now)


async def try_backup(url: URL, folder: Path, lock: Lock, now: datetime) -> None:
    """Take a backup beside what will be written into the folder, and delete it; raises as `take_backup`."""
    await asyncio.to_thread(_try, url, folder, lock, now)


async def put_back(file: Path, url: URL, lock: Lock) -> About:
    """Restore the backup in `file`, or a plain SQLite database, into the empty database at `url`, marked as RESTORING.

    Raises StorageError where `file` is no backup or damaged or of a newer schema, the key is wrong, or the database is
    not empty.
    """
    return await asyncio.to_thread(_put_back, file, url, lock)


def read_about(file: Path) -> About:
    """Read a backup's metadata. Raises StorageError where the file is no backup, nor an SQLite database."""
    if is_plain(file):
        return About(last_sign(file).isoformat(timespec="seconds"), "sqlite")
    with _archive(file) as archive:
        return _about(file, archive)


def _take(url: URL, file: Path, lock: Lock, now: datetime) -> About:
    if file.exists():
        raise StorageError(f"{file} exists already; name another file.")
    with _private_folder(file.parent) as folder:
        copy, sealed, whole = folder / "copy", folder / _DATABASE, folder / "whole"
        about = About(now.astimezone(UTC).isoformat(timespec="seconds"), url.get_backend_name())
        (copy_sqlite if about.kind == "sqlite" else dump_postgresql)(url, copy)
        about = replace(about, digest=_digest(copy))
        with tarfile.open(whole, "w") as archive:
            (folder / _ABOUT).write_text(json.dumps(asdict(about)), encoding="utf-8")
            archive.add(folder / _ABOUT, _ABOUT)
            if key := _seal(copy, sealed, lock):
                (folder / _KEY).write_bytes(key)
                archive.add(folder / _KEY, _KEY)
            archive.add(sealed, _DATABASE)
        if key or lock.identity:
            # Verify that the backup can be decrypted now, not on the day it is needed.
            copy.unlink()
            _open(whole, copy, lock)
        whole.chmod(0o600)
        whole.rename(file)
    return about


def _try(url: URL, folder: Path, lock: Lock, now: datetime) -> None:
    with _private_folder(folder) as private:
        _take(url, private / "tried", lock, now)


def _put_back(file: Path, url: URL, lock: Lock) -> About:
    about = read_about(file)
    if about.kind != url.get_backend_name():
        raise StorageError(f"{file} is a backup of {about.kind}, and DATABASE_URL names the {describe(url)}.")
    with _private_folder(
        Path(url.database or ".").parent if about.kind == "sqlite" else Path(tempfile.gettempdir())
    ) as folder:
        copy = folder / "copy"
        if is_plain(file):
            copy_sqlite(url.set(database=str(file)), copy)
        else:
            _open(file, copy, lock)
        (put_sqlite if about.kind == "sqlite" else fill_postgresql)(url, copy, about.moment)
    return about


def _seal(copy: Path, sealed: Path, lock: Lock) -> bytes:
    """Encrypt the copy; the identity that opens it, encrypted with the passphrase, or b"" for a recipient's own."""
    try:
        if lock.recipient:
            pyrage.encrypt_file(str(copy), str(sealed), [pyrage.x25519.Recipient.from_str(lock.recipient)])
            return b""
        identity = pyrage.x25519.Identity.generate()
        pyrage.encrypt_file(str(copy), str(sealed), [identity.to_public()])
        return bytes(pyrage.passphrase.encrypt(str(identity).encode(), lock.passphrase))
    except pyrage.RecipientError:
        raise StorageError("BACKUP_RECIPIENT is not an age recipient; it begins with age1.") from None


def _open(file: Path, copy: Path, lock: Lock) -> None:
    """Decrypt the copy of the database and compare its digest."""
    with _archive(file) as archive, _private_folder(copy.parent) as folder:
        about = _about(file, archive)
        names = archive.getnames()
        try:
            if _KEY in names:
                identity = _open_key(_member(archive, _KEY).read(), lock.passphrase, file)
            else:
                identity = _find_identity(lock.identity)
            sealed = folder / _DATABASE
            with sealed.open("wb") as out:
                shutil.copyfileobj(_member(archive, _DATABASE), out)
            pyrage.decrypt_file(str(sealed), str(copy), [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, pyrage.IdentityError):
            needed = "BACKUP_PASSPHRASE" if _KEY in names else "BACKUP_IDENTITY"
            raise StorageError(f"{file} cannot be decrypted: {needed} is not the one that it was made with.") from None
        except OSError as trouble:
            if trouble.errno is not None:
                raise
            # How age says that what it decrypts was changed.
            raise StorageError(f"{file} is damaged: its content is not what was backed up.") from None
    if _digest(copy) != about.digest:
        raise StorageError(f"{file} is damaged: its content is not what was backed up.")


def _find_identity(text: str) -> str:
    """The identity in a text such as `age-keygen` writes, with comments above; raises StorageError without one."""
    lines = (line.strip() for line in text.splitlines())
    if (found := next((line for line in lines if line.startswith(_IDENTITY)), None)) is None:
        raise StorageError(f"BACKUP_IDENTITY is no age identity; its line begins with {_IDENTITY}")
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
        raise StorageError(f"{file} is not a backup of nolike, or it is damaged.") from error


def _about(file: Path, archive: tarfile.TarFile) -> About:
    try:
        return About(**json.loads(_member(archive, _ABOUT).read()))
    except (TypeError, ValueError, KeyError) as error:
        raise StorageError(f"{file} is not a backup of nolike, or it is damaged.") from error


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


@contextmanager
def _private_folder(beside: Path) -> Iterator[Path]:
    """A folder that nobody else can read, on the same file system, deleted at the end.

    Those of killed programs hold the database in the open, so they go too, once no backup can still be at work there.
    """
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(f"{_PRIVATE}*"):
        with suppress(OSError):
            if time.time() - max(one.stat().st_mtime for one in (left, *left.rglob("*"))) > _LEFT_SECONDS:
                shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_PRIVATE, dir=beside) as folder:
        yield Path(folder)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
