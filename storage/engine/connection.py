"""How the two databases are reached, and how each of them is set up to be safe and quick."""

import asyncio
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine import sqlite
from storage.engine.address import describe
from storage.engine.errors import StorageError, UnreachableError, is_passing

_READERS = 4
JUST_MADE_SECONDS = 60.0
"""Seconds within which an empty file counts as one that a process is making."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many connections a process keeps, and seconds that a statement, or a wait for a connection, may take."""

    pool_size: int = 5
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Engines:
    """Where transactions begin: those that write, those that only read, and those that write and may take long."""

    writer: AsyncEngine
    reader: AsyncEngine
    patient: AsyncEngine

    async def close(self) -> None:
        """Dispose of the engine's connections."""
        await self.writer.dispose()
        await self.reader.dispose()
        await self.patient.dispose()


def engines(url: URL, patience: Patience) -> Engines:
    """The engines of a database; they connect when they are first used."""
    return _sqlite_engines(url) if url.get_backend_name() == "sqlite" else _postgresql_engines(url, patience)


def _sqlite_engines(url: URL) -> Engines:
    # One writer, since SQLite has no more; in WAL its readers never wait for it.
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
    # Costs 6 MB of memory, which SQLite does without.
    from storage.engine.postgresql import Dialer  # noqa: PLC0415

    dialer = Dialer(url, patience.seconds)
    engine = dialer.engine(pool_size=patience.pool_size, pool_timeout=patience.seconds)
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(engine, snapshot, dialer.patient_engine())


class MissingError(StorageError):
    """A database was expected, and there is none."""

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
    # Another process may be making it right now.
    if stat.S_ISREG(found.st_mode) and found.st_size == 0 and time.time() - found.st_mtime > JUST_MADE_SECONDS:
        raise StorageError(
            f"The {describe(url)} is empty: restore it from a backup, or delete the file to begin a new database."
        )


async def prepare(url: URL) -> None:
    """Make the file of a SQLite database ready for readers beside a writer; nothing to do on PostgreSQL."""
    if url.get_backend_name() == "sqlite":
        try:
            await asyncio.to_thread(sqlite.write_ahead, str(url.database))
        except sqlite3.Error as error:
            kind = UnreachableError if is_passing(error) else StorageError
            raise kind(f"The {describe(url)} cannot be used: {error}.") from error


async def wipe(url: URL, *, whole: bool = False) -> None:
    """Leave nothing of deleted rows in SQLite's files: its log is emptied, and with `whole` the file written anew.

    Nothing to do on PostgreSQL, where VACUUM and the log's own recycling do it in their time.
    """
    if url.get_backend_name() == "sqlite":
        try:
            await asyncio.to_thread(sqlite.wipe, str(url.database), whole=whole)
        except sqlite3.Error as error:
            raise StorageError(f"The {describe(url)} failed: {error}.") from error


@contextmanager
def reaching(url: URL) -> Iterator[None]:
    """Turn what goes wrong while a connection is made into a StorageError, an UnreachableError where it may pass."""
    try:
        yield
    except PoolTimeoutError as error:
        raise UnreachableError(f"The {describe(url)} cannot be reached: all connections are in use.") from error
    except (SQLAlchemyError, OSError) as error:
        kind = UnreachableError if is_passing(error) else StorageError
        raise kind(f"The {describe(url)} cannot be reached: {_reason(error)}.") from error


@contextmanager
def using(url: URL) -> Iterator[None]:
    """Turn what the database refuses inside a transaction into a StorageError."""
    try:
        yield
    except DBAPIError as error:
        kind = UnreachableError if is_passing(error) else StorageError
        raise kind(f"The {describe(url)} failed: {_reason(error)}.") from error


def _reason(error: BaseException) -> str:
    # The driver's own words: SQLAlchemy's hold the statement, and later lines of PostgreSQL's hold values.
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    first = (str(cause).splitlines() or [type(cause).__name__])[0]
    return first.rpartition(">: ")[2].rstrip(".") or type(cause).__name__
