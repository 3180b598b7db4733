"""The live stream: everyone who watches a campaign in one language gets the same bytes, the moment figures move."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.delivery.fault_filter import FaultFilter
from bot.web.page.links import Links
from bot.web.page.page_data import PageDataCache
from bot.web.page.render import live_message
from bot.web.page.template_context import Frame

LOOK = 0.3
# Beyond this many a viewer is asked to come back later: the page stays whole without the stream.
MOST_VIEWERS = 5000


@dataclass
class LiveStream:
    """Those who watch one campaign in one language. `moved` is set, and replaced, with every new `message`."""

    message: bytes = b""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    viewers: int = 0


@dataclass
class LiveStreams:
    """All rooms, and the one task that looks for new figures while anyone watches."""

    page_data_cache: PageDataCache
    _live_streams: dict[tuple[str, str], LiveStream] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None
    _closed: bool = False

    @property
    def viewers(self) -> int:
        """How many watch now."""
        return sum(room.viewers for room in self._live_streams.values())

    @property
    def full(self) -> bool:
        """Whether nobody else may watch now."""
        return self._closed or self.viewers >= MOST_VIEWERS

    async def watch(self, slug: str, language: str) -> AsyncIterator[bytes]:
        """The messages of a room: the newest at once, then each new one."""
        room = self._live_streams.setdefault((slug, language), LiveStream())
        room.viewers += 1
        try:
            if not room.message:
                await self._look(slug, language, room)
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._run())
            while not self._closed:
                moved = room.moved
                yield room.message
                await moved.wait()
        finally:
            room.viewers -= 1
            if not room.viewers:
                self._live_streams.pop((slug, language), None)

    async def close(self) -> None:
        """End every stream."""
        self._closed = True
        for room in self._live_streams.values():
            room.moved.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        faults = FaultFilter(self.page_data_cache.site.report)
        while self._live_streams:
            await asyncio.sleep(LOOK)
            for (slug, language), room in list(self._live_streams.items()):
                try:
                    await self._look(slug, language, room)
                except Exception as fault:  # noqa: BLE001 - a database may be back in a moment
                    faults(fault)

    async def _look(self, slug: str, language: str, room: LiveStream) -> None:
        page_data = await self.page_data_cache.of(slug)
        if page_data is None:
            return
        frame = Frame(self.page_data_cache.site.speak(language), (), Links(), {})
        message = live_message(page_data, frame)
        if message != room.message:
            moved, room.moved = room.moved, asyncio.Event()
            room.message = message
            moved.set()
