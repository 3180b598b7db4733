"""Places in flight: how many sends are under way at once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager


class Places:
    """So many places; each is given back at the end of the block, or before it by whoever hangs in it."""

    def __init__(self, number: int) -> None:
        self._free = asyncio.Semaphore(number)

    @asynccontextmanager
    async def take(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for a place; what is yielded gives it back early, so that what hangs keeps no others waiting."""
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
