"""How the two databases are reached, and how each of them is set up to be safe and quick."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.model.errors import StoreError
from storage.engine import sqlite

_READERS = 4
_CONNECTIONS = 8
_PATIENCE = 10.0
_FORMS = "sqlite:///file.db or postgresql://user:password@host/name"


class StorageError(StoreError):
    """The database cannot be used; the message is one sentence for an operator, without a password."""


def parse(url: str) -> URL:
    """The address that a DATABASE_URL means, with the driver that we use; ValueError for what it cannot be."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(f"DATABASE_URL cannot be read; it should be {_FORMS}.") from None
    match parsed.drivername:
        case "sqlite":
            if parsed.host or parsed.query or not parsed.database or parsed.database.startswith((":memory:", "file:")):
                raise ValueError("DATABASE_URL names no file; it should be sqlite:///file.db.")
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return _postgresql(parsed)
    raise ValueError(f"DATABASE_URL begins with {parsed.drivername}:, and only {_FORMS} can be used.")


def _postgresql(parsed: URL) -> URL:
    # libpq's names, which hosters print, are not all asyncpg's.
    query = dict(parsed.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    query.pop("channel_binding", None)
    if unknown := sorted(query.keys() - {"ssl", "host", "port"}):
        raise ValueError(f"DATABASE_URL has a parameter that is not known: {', '.join(unknown)}.")
    if not parsed.database:
        raise ValueError("DATABASE_URL names no database; it should be postgresql://user:password@host/name.")
    return parsed.set(drivername="postgresql+asyncpg", query=query)


def describe(url: URL) -> str:
    """The database in words that are safe to show."""
    if url.get_backend_name() == "sqlite":
        return f"database file {url.database}"
    return f"PostgreSQL database {url.database} at {url.host or url.query.get('host', 'localhost')}:{url.port or 5432}"


@dataclass(frozen=True, slots=True)
class Engines:
    """Where transactions begin: those that write, and those that only read."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def close(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        await self.reader.dispose()


def engines(url: URL) -> Engines:
    """The engines of a database; they connect when they are first used."""
    return _sqlite_engines(url) if url.get_backend_name() == "sqlite" else _postgresql_engines(url)


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
    return Engines(writer, reader)


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _postgresql_engines(url: URL) -> Engines:
    engine = create_async_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE, "server_settings": {"application_name": "nolike"}},
    )
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(engine, snapshot)


async def prepare(url: URL) -> None:
    """Make the file of a SQLite database ready for readers beside a writer; nothing to do on PostgreSQL."""
    if url.get_backend_name() == "sqlite":
        try:
            await asyncio.to_thread(sqlite.write_ahead, str(url.database))
        except sqlite3.Error as error:
            raise StorageError(f"The {describe(url)} cannot be used: {error}.") from error


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
    """Turn what goes wrong while a connection is made into a StorageError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StorageError(f"The {describe(url)} cannot be reached: {_reason(error)}.") from error


@contextmanager
def using(url: URL) -> Iterator[None]:
    """Turn what the database refuses inside a transaction into a StorageError."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(f"The {describe(url)} failed: {_reason(error)}.") from error


def _reason(error: BaseException) -> str:
    # The driver's own words: SQLAlchemy's hold the statement, and later lines of PostgreSQL's hold values.
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    first = (str(cause).splitlines() or [type(cause).__name__])[0]
    return first.rpartition(">: ")[2].rstrip(".")
