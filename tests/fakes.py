"""Stand-ins for the core's ports: ordinary classes with the ports' names, for tests that need no real one."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.database import Store, Transaction

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Return when the condition holds; TimeoutError if it does not come true."""
    pause = 0.002
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(pause)
            # What takes long is asked for less often: the question costs time too, of the program that is waited for.
            pause = min(pause * 1.1, 0.05)


async def shortest(measure: Callable[[], Awaitable[float]], bound: float) -> float:
    """The shortest of three measured times; the first that is within the bound ends the tries.

    A busy machine is slow once; what is slow by itself is slow each time.
    """
    times = [await measure()]
    while times[-1] >= bound and len(times) < 3:
        times.append(await measure())
    return min(times)


class Clock:
    """Time that nobody has to wait for: a sleep moves it and returns at once. `sleeps` are the seconds asked for."""

    def __init__(self, start: datetime = NOON) -> None:
        self._now = start
        self.sleeps: list[float] = []

    def now(self) -> datetime:
        return self._now

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.move(seconds)
        await asyncio.sleep(0.001)


class Gate:
    """A gate that stands open: it notes who went through, and the floods that were told to it, which it waits out."""

    def __init__(self) -> None:
        self.slots: list[tuple[Address, ChatKind, Priority]] = []
        self.floods: list[float] = []
        self.put_offs: list[tuple[str, float]] = []
        self.passes: list[str] = []
        self.troubles: list[str] = []
        self.drew: list[str] = []
        self._closed_until = 0.0

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        await asyncio.sleep(max(self._closed_until - asyncio.get_running_loop().time(), 0))
        self.slots.append((address, kind, priority))

    def put_off(self, address: Address, seconds: float) -> None:
        self.put_offs.append((address.chat, seconds))

    def record_success(self, address: Address, left: float) -> None:
        assert left <= asyncio.get_running_loop().time()
        self.passes.append(address.chat)

    def record_failure(self, address: Address, left: float) -> None:
        assert left <= asyncio.get_running_loop().time()
        self.troubles.append(address.chat)

    def flood(self, seconds: float, address: Address | None = None) -> None:
        self.floods.append(seconds)
        self.drew.append(address.chat if address else "")
        self._closed_until = asyncio.get_running_loop().time() + seconds


class Around:
    """A store around a real one; what kind of trouble its writing has, each heir says."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        return self.store.reading()

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        return self.store.writing()


class Counting(Around):
    """A store that counts its transactions, and knows since when there was none."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.opened = 0
        self._last = time.monotonic()

    def quiet_for(self, seconds: float) -> bool:
        """Whether there was no transaction for so long."""
        return time.monotonic() - self._last >= seconds

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        self._count()
        return super().reading()

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        self._count()
        return super().writing()

    def _count(self) -> None:
        self.opened += 1
        self._last = time.monotonic()


class Failing(Around):
    """A store whose next transactions that write fail, so many of them."""

    def __init__(self, store: Store, failures: int) -> None:
        super().__init__(store)
        self.failures = failures

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        async with self.store.writing() as tx:
            yield tx


class Unreliable(Around):
    """A store that commits, and then fails to say so as often as it is told to."""

    def __init__(self, store: Store, failures: int) -> None:
        super().__init__(store)
        self.failures = failures

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self.store.writing() as tx:
            yield tx
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database went away")
