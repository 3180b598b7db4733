"""Copies a database into a file, and puts such a copy into an empty database, where it is marked as being restored."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.core.ports.facts import RESTORING
from storage.engine.address import describe, libpq_environment
from storage.engine.errors import StorageError
from storage.engine.migrate import check_known

_COPIED_VERSION = re.compile(r"^COPY [^\n]*\n([^\n]+)$", re.MULTILINE)
_FACTS = re.compile(r" TABLE (\S+) facts ")


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
        raise StorageError(f"The {describe(url)} cannot be copied: {error}.") from error
    if found != "ok":
        raise StorageError(f"The {describe(url)} is damaged: {found}.")


def dump_postgresql(url: URL, copy: Path) -> None:
    """Dump in one read transaction."""
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")
    _unpack(copy, "--list")


def put_sqlite(url: URL, copy: Path, taken: datetime) -> None:
    """Move the copy, taken then, to where the database is to be; the mark goes with it.

    Raises StorageError for a database that is not empty or has left a log there, or a copy of a newer schema.
    """
    target = Path(str(url.database))
    if target.exists() and target.stat().st_size:
        raise _not_empty(url)
    _refuse_logs(target)
    with closing(sqlite3.connect(copy)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" in tables:
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
            check_known(version, "backup")
        # A file of another program, or of the first schema, has no facts.
        if "facts" in tables:
            mark = (RESTORING.name, "", RESTORING.write(taken))
            connection.execute("INSERT OR REPLACE INTO facts (kind, subject, value) VALUES (?, ?, ?)", mark)
            connection.commit()
    copy.chmod(0o600)
    copy.rename(target)


def fill_postgresql(url: URL, copy: Path, taken: datetime) -> None:
    """Fill the database from the copy, taken then, and mark it in the same transaction; raises as `put_sqlite`."""
    tables = _run(
        url, "psql", "--tuples-only", "--no-align",
        "--command=SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
    )  # fmt: skip
    if tables.strip() != "0":
        raise _not_empty(url)
    version = _COPIED_VERSION.search(_unpack(copy, "--data-only", "--table=alembic_version", "--file=-"))
    check_known(version[1] if version else "", "backup")
    script = copy.with_name("script")
    _unpack(copy, "--no-owner", "--no-privileges", f"--file={script}")
    if found := _FACTS.search(_unpack(copy, "--list")):
        with script.open("a", encoding="utf-8") as end:
            end.write(_mark(found[1], taken))
    _run(url, "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")


def _not_empty(url: URL) -> StorageError:
    return StorageError(f"The {describe(url)} is not empty; restore into a new one.")


def _refuse_logs(target: Path) -> None:
    """SQLite would write the log of a database that is gone, as after `kill -9` and `rm`, into the one put there."""
    left = [file.name for end in ("-wal", "-journal", "-shm") if (file := Path(f"{target}{end}")).exists()]
    if left and left != [f"{target.name}-shm"]:
        raise StorageError(
            f"Beside {target} there is still {' and '.join(left)} of a database that is gone: make sure that no bot "
            "runs on it, delete that too (alone it is worth nothing), and restore again."
        )


def _mark(schema: str, taken: datetime) -> str:
    return (
        f"\nINSERT INTO {schema}.facts (kind, subject, value)"
        f" VALUES ('{RESTORING.name}', '', '{RESTORING.write(taken)}')"
        " ON CONFLICT (kind, subject) DO UPDATE SET value = excluded.value;\n"
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
        raise StorageError(f"{program} failed: {reason}")
    return ran.stdout
