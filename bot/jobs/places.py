"""Limits how many sends are in flight at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

IN_FLIGHT = 64
"""Maximum concurrent sends. The actual number depends on the pace and the platform's latency."""


class Places:
    """A semaphore whose slots are released at the end of the block, or earlier by a send that hangs."""

    def __init__(self, number: int = IN_FLIGHT) -> None:
        self._free = asyncio.Semaphore(number)

    @asynccontextmanager
    async def take(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for a slot; yields a function that releases it early, so that a hanging send does not block others."""
        held = False

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                self._free.release()

        held = await self._free.acquire()
        try:
            yield give_back
        finally:
            give_back()
