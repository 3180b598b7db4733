"""Opens transactions: on a connection that works, and with fewer connections where the server refuses more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine.connection import reaching, using
from storage.engine.errors import LostConnectionError, is_full

WITHDRAWN_SECONDS = 60.0
"""Seconds for which a process uses one connection less after the server has refused one."""


class Opener:
    """Opens transactions on the database at `url`, on at most `pool_size` connections at a time."""

    def __init__(self, url: URL, pool_size: int) -> None:
        self._url = url
        self._was_open = False
        self._rights = asyncio.Semaphore(pool_size)
        self._missing = 0
        self._most_missing = pool_size - 1

    @asynccontextmanager
    async def begin(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """A connection with a transaction, which is committed at the end, or rolled back by an exception."""
        async with AsyncExitStack() as stack:
            try:
                connection = await self._begun(engine, stack)
            except LostConnectionError:
                # The others in the pool that it shared its network path with are replaced too.
                await stack.aclose()
                connection = await self._begun(engine, stack)
            with using(self._url, was_open=True):
                async with stack.pop_all():
                    yield connection

    async def _begun(self, engine: AsyncEngine, stack: AsyncExitStack) -> AsyncConnection:
        with reaching(self._url, was_open=self._was_open):
            connection = await self._open(engine, stack)
        stack.push_async_exit(connection)
        with using(self._url, was_open=self._was_open):
            transaction = await connection.begin().start(is_ctxmanager=True)
        stack.push_async_exit(transaction)
        self._was_open = True
        return connection

    async def _open(self, engine: AsyncEngine, stack: AsyncExitStack) -> AsyncConnection:
        """Open a connection; where the server refuses more of them, wait for one of ours to become free."""
        while True:
            await self._rights.acquire()
            try:
                connection = await _opened(engine)
            except BaseException as refused:
                if not (is_full(refused) and self._missing < self._most_missing):
                    self._rights.release()
                    raise
                # Use one connection less for a minute; by then other clients may have disconnected.
                self._missing += 1
                asyncio.get_running_loop().call_later(WITHDRAWN_SECONDS, self._give_back)
            else:
                stack.callback(self._rights.release)
                return connection

    def _give_back(self) -> None:
        self._missing -= 1
        self._rights.release()


async def _opened(engine: AsyncEngine) -> AsyncConnection:
    # On cancellation, wait until the connection is open and close it: SQLAlchemy would leak one that is being set up,
    # with its thread or socket.
    opening = asyncio.ensure_future(engine.connect().start())
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(Exception):
            await (await opening).close()
        raise
