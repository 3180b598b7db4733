"""Faster aiosqlite: one thread round trip per statement, short reads without any; and WAL mode."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Self

import aiosqlite

# Seconds that a writer waits for a writer of another process (busy timeout).
BUSY = 10.0
LONG = 20_000
"""Virtual machine steps after which a read counts as long; SQLite executes about 10,000 per millisecond."""

# secure_delete: SQLite overwrites deleted content with zeros.
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY", "secure_delete=ON")


class Cursor:
    """A cursor for SQLAlchemy that executes and fetches all rows in one call of the database thread.

    aiosqlite's own cursor needs four calls per statement (cursor, execute, fetchall, close), and each wakes the event
    loop: `/stats` took twice as long.
    """

    lastrowid: int | None = None

    def __init__(self, run: Callable[[Callable[[], Any]], Any], connection: sqlite3.Connection) -> None:
        self._run = run
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement."""
        await self._turn(partial(self._connection.execute, statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run one statement with each of several sets of parameters."""
        await self._turn(partial(self._connection.executemany, statement, parameters))

    async def fetchall(self) -> list[Any]:
        """Return the rows, which `execute` has fetched already."""
        return self._rows

    async def close(self) -> None:
        """Do nothing, since `execute` closes the real cursor."""

    async def _turn(self, execute: Callable[[], sqlite3.Cursor]) -> None:
        def turn() -> tuple[Any, int, int | None, list[Any]]:
            with closing(execute()) as cursor:
                return cursor.description, cursor.rowcount, cursor.lastrowid, cursor.fetchall()

        self.description, self.rowcount, self.lastrowid, self._rows = await self._run(turn)


class Connection(aiosqlite.Connection):
    """aiosqlite's connection that creates these cursors."""

    def cursor(self) -> Cursor:  # type: ignore[override] # SQLAlchemy needs only what Cursor has
        """Return a cursor, without a call of the thread."""
        return Cursor(self._execute, self._conn)


class Reader(Connection):
    """A read-only connection that runs short queries on the event loop's thread.

    A call of the database thread takes longer than most reads, and `/stats` does ten of them. A read never waits for a
    writer (WAL). One that exceeds LONG is interrupted and repeated in the thread.
    """

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - aiosqlite's
        if self._connection is None:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # aiosqlite's
        self._conn.set_progress_handler(_too_long, LONG)
        try:
            return fn(*args, **kwargs)
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
        self._conn.set_progress_handler(None, 0)
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call] # aiosqlite's
        except asyncio.CancelledError:
            self._conn.interrupt()
            raise


def _too_long() -> bool:
    return True


async def connect(path: str, *, query_only: bool) -> Connection:
    """Open a connection; with `query_only` it cannot write."""

    def connector() -> sqlite3.Connection:
        made = sqlite3.connect(
            path, timeout=BUSY, isolation_level=None, cached_statements=256, check_same_thread=not query_only
        )
        for pragma in (*_PRAGMAS, f"query_only={query_only:d}"):
            made.execute(f"PRAGMA {pragma}")
        return made

    connection = (Reader if query_only else Connection)(connector, iter_chunk_size=64)
    # A daemon thread, as in SQLAlchemy: a program that ends without closing must not hang.
    connection._thread.daemon = True  # noqa: SLF001 - see above
    try:
        await connection
    except sqlite3.Error:
        # Its thread tells the loop that it stops, and a program that ends for this error would have closed the loop.
        connection._thread.join()  # noqa: SLF001 - as above
        raise
    return connection


def write_ahead(path: str, patience: float | None = None) -> None:
    """Switch the file to WAL mode, where readers and a writer do not block each other. Raises sqlite3.Error.

    Waits up to `patience` seconds (None: BUSY) for another process, itself: SQLite's busy timeout has no effect where
    two processes switch a new file at the same time. With a `patience`, one that is writing is waited for too.
    """
    until = time.monotonic() + (BUSY if patience is None else patience)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        while True:
            try:
                # Effective only before the first table: allows freeing deleted pages in small steps.
                connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
                connection.execute("PRAGMA journal_mode=WAL")
                if patience is not None:
                    connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
                time.sleep(0.02)
            else:
                return


def wipe(path: str, *, whole: bool) -> bool:
    """Checkpoint and truncate the WAL; with `whole`, VACUUM the file first. Raises sqlite3.Error.

    False where a reader still uses the WAL: it is not waited for, since a checkpoint that waits stops all writers.
    """
    with closing(sqlite3.connect(path, timeout=BUSY, isolation_level=None)) as connection:
        if whole:
            connection.execute("VACUUM")
        connection.execute("PRAGMA busy_timeout=0")
        # Columns of the answer: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
        busy, _pages, _copied = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
