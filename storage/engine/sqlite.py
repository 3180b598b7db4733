"""SQLite's own ways: its thread is spoken to once for each statement, and its file lets readers be while one writes."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Self

import aiosqlite

# How long a writer waits for the writer of another process, in seconds.
BUSY = 10.0
LONG = 20_000
"""Steps of SQLite's machine, of which it does some ten thousand in a millisecond."""

# secure_delete: what is deleted is overwritten with zeros.
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY", "secure_delete=ON")


class Cursor:
    """A cursor as SQLAlchemy uses one, which fetches all rows in the same turn of the thread that found them.

    aiosqlite's own goes to the thread four times for a statement (cursor, execute, fetchall, close); with the loop
    woken after each, `/stats` took twice as long.
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
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open."""

    async def _turn(self, execute: Callable[[], sqlite3.Cursor]) -> None:
        def turn() -> tuple[Any, int, int | None, list[Any]]:
            with closing(execute()) as cursor:
                return cursor.description, cursor.rowcount, cursor.lastrowid, cursor.fetchall()

        self.description, self.rowcount, self.lastrowid, self._rows = await self._run(turn)


class Connection(aiosqlite.Connection):
    """aiosqlite's connection with these cursors."""

    def cursor(self) -> Cursor:  # type: ignore[override] # SQLAlchemy needs only what Cursor has
        """A cursor; none is made in the thread for it."""
        return Cursor(self._execute, self._conn)


class Reader(Connection):
    """A connection that cannot write, and so waits for nobody: what it is asked is mostly done in no time.

    That is done at once, since the way to the thread and back takes longer: `/stats` asks ten times. What takes more
    than LONG is stopped and done in the thread after all.
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
    """An open connection; `query_only` makes one that cannot write."""

    def connector() -> sqlite3.Connection:
        made = sqlite3.connect(
            path, timeout=BUSY, isolation_level=None, cached_statements=256, check_same_thread=not query_only
        )
        for pragma in (*_PRAGMAS, f"query_only={query_only:d}"):
            made.execute(f"PRAGMA {pragma}")
        return made

    connection = (Reader if query_only else Connection)(connector, iter_chunk_size=64)
    # As SQLAlchemy does for its own: a program that ends without closing must not hang on the thread.
    connection._thread.daemon = True  # noqa: SLF001 - see above
    await connection
    return connection


def write_ahead(path: str, patience: float = BUSY) -> None:
    """Switch the file to WAL, where readers and a writer do not wait for each other; raises sqlite3.Error.

    Another process may hold the file for up to `patience` seconds. The waiting is done here, because SQLite does not
    do it where two processes switch a new file at once.
    """
    until = time.monotonic() + patience
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        while True:
            try:
                # Takes effect in a new file alone: what is deleted can then be given back to the system in small steps.
                connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    raise
                time.sleep(0.02)
            else:
                return


def wipe(path: str, *, whole: bool) -> None:
    """Write the log into the file and empty it; with `whole`, write the file anew first. Raises sqlite3.Error.

    Readers that still need the log are waited for, BUSY seconds at most.
    """
    with closing(sqlite3.connect(path, timeout=BUSY, isolation_level=None)) as connection:
        if whole:
            connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
