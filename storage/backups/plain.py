"""A plain SQLite file in place of a backup, such as the one that Litestream restores from its replica."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from storage.engine.errors import MisusedError
from storage.engine.migrate import check_known
from storage.tables import deliveries, pages, processes

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADER = b"SQLite format 3\0"
"""How such a file begins: https://www.sqlite.org/fileformat.html#magic_header_string."""

SIGNS = (processes.c.seen, deliveries.c.left_at, pages.c.read_at)
"""What tells when a bot surely ran: a process checked in, a message left, a page was read."""

_TABLES = {"campaigns", "pages", "chats", "deliveries"}
"""Tables that every schema of ours has, and hardly another program beside them all."""


def is_plain(file: Path) -> bool:
    """Whether the file is an SQLite database itself."""
    with suppress(OSError), file.open("rb") as content:
        return content.read(len(_HEADER)) == _HEADER
    return False


def refuse_foreign(file: Path, called: str = "") -> None:
    """Raise MisusedError for the database of another program, NewerSchemaError for a newer one; leaves no trace."""
    # Nothing is written beside it, nor moved from its log into it.
    how = "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            ours = tables >= {"alembic_version", *_TABLES}
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if ours else None
    except sqlite3.Error as error:
        raise MisusedError(f"{called or file} cannot be read as a database: {error}.") from None
    if row is None:
        raise MisusedError(f"{called or file} is the database of another program: it has not the tables of nolike.")
    check_known(row[0], "backup")


def last_sign(file: Path) -> datetime:
    """The last of its SIGNS, as aware UTC.

    The time of the file itself where the database does not say it.
    """
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        found = [connection.execute(str(select(func.max(sign)))).fetchone()[0] for sign in SIGNS]
        if signs := [at for at in found if at is not None]:
            return _EPOCH + timedelta(milliseconds=max(signs))
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
