"""The live stream: everyone who watches a campaign in one language gets the same bytes, the moment figures move."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

from bot.web.page.links import Links
from bot.web.page.page_data import Scenes
from bot.web.page.render import live_event
from bot.web.page.template_context import Frame

LOOK = 0.3
# Beyond this many a viewer is asked to come back later: the page stays whole without the stream.
MOST_VIEWERS = 5000


@dataclass
class Room:
    """Those who watch one campaign in one language. `moved` is set, and replaced, with every new `message`."""

    message: bytes = b""
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    viewers: int = 0


@dataclass
class Rooms:
    """All rooms, and the one task that looks for new figures while anyone watches."""

    scenes: Scenes
    _rooms: dict[tuple[str, str], Room] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None
    _closed: bool = False

    @property
    def viewers(self) -> int:
        """How many watch now."""
        return sum(room.viewers for room in self._rooms.values())

    @property
    def full(self) -> bool:
        """Whether nobody else may watch now."""
        return self._closed or self.viewers >= MOST_VIEWERS

    async def watch(self, slug: str, language: str) -> AsyncIterator[bytes]:
        """The messages of a room: the newest at once, then each new one."""
        room = self._rooms.setdefault((slug, language), Room())
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
                self._rooms.pop((slug, language), None)

    async def close(self) -> None:
        """End every stream."""
        self._closed = True
        for room in self._rooms.values():
            room.moved.set()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        said = ""
        while self._rooms:
            await asyncio.sleep(LOOK)
            for (slug, language), room in list(self._rooms.items()):
                try:
                    await self._look(slug, language, room)
                except Exception as trouble:  # noqa: BLE001 - a database may be back in a moment
                    if repr(trouble) != said:
                        self.scenes.site.report(trouble)
                    said = repr(trouble)

    async def _look(self, slug: str, language: str, room: Room) -> None:
        scene = await self.scenes.of(slug)
        if scene is None:
            return
        frame = Frame(self.scenes.site.speak(language), (), Links(), {})
        message = live_event(scene, frame)
        if message != room.message:
            moved, room.moved = room.moved, asyncio.Event()
            room.message = message
            moved.set()
