"""Copies a database into a file, and puts such a copy into an empty database, where it is marked as being restored."""

import errno
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.core.ports.facts import RESTORING
from storage.backups.plain import refuse_foreign
from storage.engine.address import describe, libpq_environment
from storage.engine.errors import MisusedError, StorageError
from storage.engine.migrate import check_encoding, check_known

_BACKUP = "What the backup holds"
_COPIED_VERSION = re.compile(r"^COPY [^\n]*\n([^\n]+)$", re.MULTILINE)
_MARKED = re.compile(r" TABLE (\S+) (facts|notes) ")
_SET = re.compile(rb"^SET(?= (\w+) = )", re.MULTILINE)
_HEAD_BYTES = 8192
"""How much of a script of `pg_restore` holds what it sets before it makes the first thing, many times over."""

_OLDER = ("unsupported version", "server version mismatch")
"""How client programs say that they are older than a backup, or than the server."""

_KEYS = {"facts": {"kind": RESTORING.name, "subject": ""}, "notes": {"name": RESTORING.name}}
"""The tables that may be marked, and the mark's key. The first schema has notes: a migration makes facts of them."""


def copy_sqlite(url: URL, copy: Path) -> None:
    """Copy in one read transaction. VACUUM INTO leaves out freed pages, which may hold what was deleted."""
    source = Path(str(url.database))
    if not source.exists():
        raise StorageError(f"The {describe(url)} does not exist.")
    try:
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(copy)) from error
        raise StorageError(f"The {describe(url)} cannot be copied: {error}.") from error
    if found != "ok":
        raise StorageError(f"The {describe(url)} is damaged: {found}.")


def dump_postgresql(url: URL, copy: Path) -> None:
    """Dump in one read transaction."""
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    _unpack(copy, "--list")


def put_sqlite(url: URL, copy: Path, taken: datetime) -> None:
    """Move the copy, taken then, to where the database is to be; the mark goes with it.

    Raises StorageError for a database that is not empty or has left a log there, or a copy of a newer schema or of
    another program.
    """
    target = Path(str(url.database))
    if target.exists() and target.stat().st_size:
        raise _not_empty(url)
    _refuse_logs(target)
    refuse_foreign(copy, called=_BACKUP)
    with closing(sqlite3.connect(copy)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in tables & _KEYS.keys():
            connection.execute(_mark(table, table, taken))
            connection.commit()
    copy.chmod(0o600)
    copy.rename(target)


def fill_postgresql(url: URL, copy: Path, taken: datetime) -> None:
    """Fill the database from the copy, taken then, and mark it in the same transaction; raises as `put_sqlite`."""
    told = _run(
        url, "psql", "--no-psqlrc", "--tuples-only", "--no-align",
        "--command=SELECT count(*), current_setting('server_encoding'), (SELECT string_agg(name, ' ') FROM pg_settings)"
        " FROM pg_tables WHERE schemaname = 'public'",
    )  # fmt: skip
    number, encoding, known = told.strip().split("|")
    if number != "0":
        raise _not_empty(url)
    check_encoding(encoding)
    version = _COPIED_VERSION.search(_unpack(copy, "--data-only", "--table=alembic_version", "--file=-"))
    if version is None:
        raise MisusedError(f"{_BACKUP} is the database of another program: it has not the tables of nolike.")
    check_known(version[1], "backup")
    script = copy.with_name("script")
    _unpack(copy, "--no-owner", "--no-privileges", f"--file={script}")
    _leave_out_unknown(script, known.lower().encode().split())
    if found := _MARKED.search(_unpack(copy, "--list")):
        with script.open("a", encoding="utf-8") as end:
            end.write(f"\n{_mark(found[2], f'{found[1]}.{found[2]}', taken)};\n")
    _run(url, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def _leave_out_unknown(script: Path, known: Sequence[bytes]) -> None:
    """Make a comment of what the script sets at its head and the server does not know, such as `transaction_timeout`.

    Client programs set what servers of their own version have, and older ones end the whole restore for it.
    """
    with script.open("r+b") as file:
        head, _, _ = file.read(_HEAD_BYTES).partition(b"\n-- Name: ")
        file.seek(0)
        file.write(_SET.sub(lambda found: found[0] if found[1].lower() in known else b"-- ", head))


def _not_empty(url: URL) -> MisusedError:
    return MisusedError(f"The {describe(url)} is not empty; restore into a new one.")


def _refuse_logs(target: Path) -> None:
    """SQLite would write the log of a database that is gone, as after `kill -9` and `rm`, into the one put there."""
    left = [file.name for end in ("-wal", "-journal", "-shm") if (file := Path(f"{target}{end}")).exists()]
    if left and left != [f"{target.name}-shm"]:
        raise StorageError(
            f"Beside {target} there is still {' and '.join(left)} of a database that is gone: make sure that no bot "
            "runs on it, delete that too (alone it is worth nothing), and restore again."
        )


def _mark(table: str, place: str, taken: datetime) -> str:
    """The statement that marks a database in this table, which stands at `place`."""
    keys = _KEYS[table]
    values = ", ".join(f"'{value}'" for value in keys.values())
    return (
        f"INSERT INTO {place} ({', '.join(keys)}, value) VALUES ({values}, '{RESTORING.write(taken)}')"  # noqa: S608 - our words
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET value = excluded.value"
    )


def _unpack(copy: Path, *words: str) -> str:
    return _run(None, "pg_restore", *words, str(copy))


def _run(url: URL | None, program: str, *words: str) -> str:
    """Run one of PostgreSQL's programs, which reads the password of the database from its environment; its output."""
    path = shutil.which(program)
    if path is None:
        raise StorageError(f"{program} is not installed; backups of PostgreSQL need its client programs.")
    own = libpq_environment(url) if url else {}
    ran = subprocess.run([path, *words], env=os.environ | own, capture_output=True, text=True, check=False)  # noqa: S603 - our words
    if ran.returncode:
        reason = next((line for line in ran.stderr.splitlines() if line), f"exit code {ran.returncode}")
        if any(sign in reason for sign in _OLDER):
            raise StorageError(f"{program} is too old for this PostgreSQL: install newer client programs. ({reason})")
        raise StorageError(f"{program} failed: {reason}")
    return ran.stdout
