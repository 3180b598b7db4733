"""Removes deleted rows from SQLite's files, without ever waiting for another program that reads."""

import asyncio
import sqlite3
from collections.abc import Callable

from sqlalchemy import URL

from storage.engine import sqlite
from storage.engine.address import describe
from storage.engine.errors import StorageError, is_passing

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0
"""Seconds after which a blocked wipe is tried again; the pause doubles up to the interval of the purge."""


class Wiper:
    """Wipes one database's files after deletions. Call it in turn with the writers of this process.

    A program that reads, such as Litestream or a copy under way, keeps SQLite from truncating the WAL. The wipe is then
    tried again after later writes. Does nothing on PostgreSQL, where autovacuum and WAL recycling do this later.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self.on_blocked: Callable[[], None] = _ignore
        self._left: bool | None = None
        """What is still to be done: None nothing, False truncate, True rewrite and truncate."""
        self._pause = FIRST_PAUSE
        self._again_at = 0.0

    async def after_write(self, *, erased: bool) -> None:
        """Wipe if the transaction `erased` people's data, or if a blocked wipe is due again."""
        if erased or (self._left is not None and asyncio.get_running_loop().time() >= self._again_at):
            await self.wipe()

    async def wipe(self, *, whole: bool = False) -> None:
        """Truncate the WAL and, with `whole`, rewrite the file first. Raises StorageError for a broken file.

        Where another program prevents it, calls `on_blocked` once and leaves it to later writes.
        """
        if self._url.get_backend_name() != "sqlite":
            return
        whole = whole or bool(self._left)
        try:
            done = await asyncio.to_thread(sqlite.wipe, str(self._url.database), whole=whole)
        except sqlite3.Error as error:
            if not is_passing(error):
                raise StorageError(f"The {describe(self._url)} failed: {error}.") from error
            done = False
        else:
            whole = False
        if done:
            self._left, self._pause = None, FIRST_PAUSE
            return
        if self._left is None:
            self.on_blocked()
        self._left = whole
        self._again_at = asyncio.get_running_loop().time() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)


def _ignore() -> None:
    """Log nothing."""
