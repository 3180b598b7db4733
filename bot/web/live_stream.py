"""The live stream: all viewers of a campaign in one language get the same bytes as soon as figures change."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from bot.core.delivery.fault_filter import FaultFilter
from bot.web.page.links import Links
from bot.web.page.page_data import ACTIVITIES_MAX_AGE, PageDataCache
from bot.web.page.render import live_message
from bot.web.page.template_context import Frame

POLL_SECONDS = 0.3
QUIET_SECONDS = 5.0
"""Seconds between two refreshes where changes are heard and there was none: what the passing of time changes."""


@dataclass
class LiveStream:
    """One campaign in one language: its viewers get each new `message`. `moved` is set and replaced with each."""

    message: bytes = b""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    viewers: int = 0


@dataclass
class LiveStreams:
    """All live streams, and the one task that polls for new figures while anyone watches."""

    page_data_cache: PageDataCache
    _live_streams: dict[tuple[str, str], LiveStream] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None
    _closed: bool = False

    @property
    def viewers(self) -> int:
        """The number of open streams."""
        return sum(stream.viewers for stream in self._live_streams.values())

    @property
    def full(self) -> bool:
        """Whether no further stream may be opened; the page works without."""
        return self._closed or self.viewers >= self.page_data_cache.site.max_viewers

    async def watch(self, slug: str, language: str) -> AsyncIterator[bytes]:
        """The messages of a stream: the newest at once, then each change."""
        stream = self._live_streams.setdefault((slug, language), LiveStream())
        stream.viewers += 1
        try:
            if not stream.message:
                await self._refresh(slug, language, stream)
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._run())
            while not self._closed:
                moved = stream.moved
                yield stream.message
                await moved.wait()
        finally:
            stream.viewers -= 1
            if not stream.viewers:
                self._live_streams.pop((slug, language), None)

    async def close(self) -> None:
        """End every stream."""
        self._closed = True
        for stream in self._live_streams.values():
            stream.moved.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        faults = FaultFilter(self.page_data_cache.site.report)
        watch, nap = self.page_data_cache.site.watch, 0.0
        while self._live_streams:
            if watch is not None and watch.heard and nap:
                # Events and calls are read less often than figures, so a change is looked at again after that time.
                nap = ACTIVITIES_MAX_AGE if await watch.wait(asyncio.sleep(nap)) else QUIET_SECONDS
            else:
                nap = QUIET_SECONDS
            await asyncio.sleep(POLL_SECONDS)
            if watch is not None:
                watch.clear()
            for (slug, language), stream in list(self._live_streams.items()):
                try:
                    await self._refresh(slug, language, stream)
                except Exception as fault:  # noqa: BLE001 - a fault of the database must not end the stream
                    faults(fault)

    async def _refresh(self, slug: str, language: str, stream: LiveStream) -> None:
        page_data = await self.page_data_cache.of(slug)
        if page_data is None:
            return
        site = self.page_data_cache.site
        message = live_message(page_data, Frame(site.speak(language), (), Links(site.public_url), {}), site)
        if message != stream.message:
            moved, stream.moved = stream.moved, asyncio.Event()
            stream.message = message
            moved.set()
