"""Creates SQLAlchemy engines for both databases, with their settings for durability and speed."""

import asyncio
import sqlite3
import stat
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine import sqlite
from storage.engine.address import describe
from storage.engine.errors import StorageError, UnreachableError, is_torn, kind_of
from storage.engine.notify import note_touched

_READERS = 4
JUST_MADE_SECONDS = 60.0
"""Age in seconds up to which an empty file counts as a database that another process is creating."""


@dataclass(frozen=True, slots=True)
class Patience:
    """The number of pooled connections, and the timeouts in seconds of a statement and of waiting for a connection."""

    pool_size: int = 5
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Engines:
    """The engines of a database: for writing, for reading only, and for slow work such as migrations."""

    writer: AsyncEngine
    reader: AsyncEngine
    patient: AsyncEngine
    listen: Callable[[], Awaitable[Any]] | None = None
    """Opens a connection that may listen to notifications; None where the database has none."""

    async def close(self) -> None:
        """Dispose of all engines and their connections."""
        await self.writer.dispose()
        await self.reader.dispose()
        await self.patient.dispose()


def engines(url: URL, patience: Patience) -> Engines:
    """Create the engines of a database; they connect on first use."""
    return _sqlite_engines(url) if url.get_backend_name() == "sqlite" else _postgresql_engines(url, patience)


def _sqlite_engines(url: URL) -> Engines:
    # SQLite allows one writer at a time; in WAL mode its readers never wait for it.
    writer, reader = (
        create_async_engine(
            url,
            async_creator=partial(sqlite.connect, str(url.database), query_only=query_only),
            pool_size=size,
            max_overflow=0,
            hide_parameters=True,
        )
        for query_only, size in ((False, 1), (True, _READERS))
    )
    event.listen(writer.sync_engine, "begin", partial(_begin, "BEGIN IMMEDIATE"))
    event.listen(reader.sync_engine, "begin", partial(_begin, "BEGIN"))
    return Engines(writer, reader, writer)


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _postgresql_engines(url: URL, patience: Patience) -> Engines:
    # Imported here because it takes 6 MB of memory, which SQLite does not need.
    from storage.engine.postgresql import Dialer  # noqa: PLC0415

    dialer = Dialer(url, patience.seconds)
    engine = dialer.engine(pool_size=patience.pool_size, pool_timeout=patience.seconds)
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    event.listen(engine.sync_engine, "after_cursor_execute", note_touched)
    return Engines(engine, snapshot, dialer.patient_engine(), dialer.open_listener)


class MissingError(StorageError):
    """The database is missing although one is expected."""

    def __init__(self, url: URL) -> None:
        super().__init__(
            f"The {describe(url)} holds nothing, and DATABASE_NEW=no says that one was begun before: check "
            "DATABASE_URL and whether its disk is mounted, or set DATABASE_NEW=yes to begin a new one."
        )


def check_exists(url: URL, *, may_be_new: bool) -> None:
    """Raise StorageError where the file of a SQLite database is missing though one is expected, or was emptied."""
    if url.get_backend_name() != "sqlite":
        return
    try:
        found = Path(str(url.database)).stat()
    except OSError:
        if may_be_new:
            return
        raise MissingError(url) from None
    # Another process may be creating it at this moment.
    if stat.S_ISREG(found.st_mode) and found.st_size == 0 and time.time() - found.st_mtime > JUST_MADE_SECONDS:
        raise StorageError(
            f"The {describe(url)} is empty: restore it from a backup, or delete the file to begin a new database."
        )


async def prepare(url: URL, patience: float | None) -> None:
    """Switch a SQLite file to WAL mode; does nothing on PostgreSQL. Another program is waited for as long as that."""
    if url.get_backend_name() == "sqlite":
        try:
            await asyncio.to_thread(sqlite.write_ahead, str(url.database), patience)
        except sqlite3.Error as error:
            raise kind_of(error)(f"The {describe(url)} cannot be used: {error}.") from error


@contextmanager
def reaching(url: URL, *, was_open: bool) -> Iterator[None]:
    """Convert errors of connecting into a StorageError, and temporary ones into an UnreachableError."""
    try:
        yield
    except PoolTimeoutError as error:
        raise UnreachableError(f"The {describe(url)} cannot be reached: all connections are in use.") from error
    except (SQLAlchemyError, OSError) as error:
        kind = kind_of(error, was_open=was_open)
        raise kind(f"The {describe(url)} cannot be reached: {_reason(error)}.") from error


@contextmanager
def using(url: URL, *, was_open: bool) -> Iterator[None]:
    """Convert the database's errors in a transaction into a StorageError."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, DBAPIError) and not is_torn(error):
            raise
        kind = kind_of(error, was_open=was_open)
        raise kind(f"The {describe(url)} failed: {_reason(error)}.") from error


def _reason(error: BaseException) -> str:
    # Only the driver's first line: SQLAlchemy's text contains the statement, PostgreSQL's next lines contain values.
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    first = (str(cause).splitlines() or [type(cause).__name__])[0]
    return first.rpartition(">: ")[2].rstrip(".") or type(cause).__name__
