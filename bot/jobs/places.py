"""Limits how many sends are in flight at once."""

import asyncio
from collections.abc import Callable

IN_FLIGHT = 64
"""Maximum concurrent sends. The actual number depends on the pace and the platform's latency."""

IN_FLIGHT_FAST = 96
"""The same at a pace above `FAST`, since outcomes of 60 ms are written together and hold their slots until then."""

FAST = 200
"""Messages per second. Free bots send 30, Discord's 46."""


def in_flight_at(pace: float) -> int:
    """Maximum concurrent sends at `pace` messages per second."""
    return IN_FLIGHT_FAST if pace > FAST else IN_FLIGHT


class _Place:
    """One slot for the time of a block."""

    __slots__ = ("_free", "_held")

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._held = False

    async def __aenter__(self) -> Callable[[], None]:
        self._held = await self._free.acquire()
        return self._give_back

    async def __aexit__(self, *_: object) -> None:
        self._give_back()

    def _give_back(self) -> None:
        if self._held:
            self._held = False
            self._free.release()


class Places:
    """A semaphore whose slots are released at the end of the block, or earlier by a send that hangs."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)

    def take(self) -> _Place:
        """Wait for a slot; yields a function that releases it early, so that a hanging send does not block others."""
        return _Place(self._free)
