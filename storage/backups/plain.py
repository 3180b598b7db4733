"""A plain SQLite file in place of a backup, such as the one that Litestream restores from its replica."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEADER = b"SQLite format 3\0"
"""How such a file begins: https://www.sqlite.org/fileformat.html#magic_header_string."""

_LAST_SIGN = "SELECT max(at) FROM (SELECT max(seen) AS at FROM processes UNION ALL SELECT max(read_at) FROM pages)"


def is_plain(file: Path) -> bool:
    """Whether the file is an SQLite database itself."""
    with suppress(OSError), file.open("rb") as content:
        return content.read(len(_HEADER)) == _HEADER
    return False


def last_sign(file: Path) -> datetime:
    """When something was last written that tells its time: a process checked in, or a page was read.

    The time of the file itself where the database does not say it, such as that of another program.
    """
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:
        if (at := connection.execute(_LAST_SIGN).fetchone()[0]) is not None:
            return _EPOCH + timedelta(milliseconds=at)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
