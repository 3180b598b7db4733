"""Turns SVG into PNG in a process of its own, which starts with the first picture and is started again if it dies."""

import asyncio
import hashlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from bot.charts.worker import LENGTH

KEPT = 64
PATIENCE = 15.0


class PainterError(Exception):
    """A picture could not be drawn."""


class Painter:
    """Draws one picture after another; those drawn last are kept and not drawn again."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._kept: dict[str, bytes] = {}

    async def png(self, svg: str) -> bytes:
        """The picture as PNG; PainterError where it cannot be drawn within 15 s."""
        key = hashlib.sha256(svg.encode()).hexdigest()
        async with self._turn:
            png = self._kept.pop(key, b"") or await self._drawn(svg)
            self._kept[key] = png
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return png

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end()

    async def _drawn(self, svg: str) -> bytes:
        try:
            async with asyncio.timeout(PATIENCE):
                png = await self._ask(svg.encode())
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as trouble:
            await self._end()
            raise PainterError(f"the drawing process failed: {type(trouble).__name__}") from trouble
        except asyncio.CancelledError:
            # An answer that nobody waits for would be taken for the next picture's.
            await self._end()
            raise
        if not png:
            raise PainterError("the picture cannot be drawn")
        return png

    async def _ask(self, svg: bytes) -> bytes:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.charts.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        hole, answer = self._process.stdin, self._process.stdout
        if hole is None or answer is None:
            raise BrokenPipeError
        hole.write(LENGTH.pack(len(svg)) + svg)
        await hole.drain()
        return await answer.readexactly(LENGTH.unpack(await answer.readexactly(LENGTH.size))[0])

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
