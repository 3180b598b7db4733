"""Renders SVG to PNG in a subprocess, started with the first picture and restarted when it dies."""

import asyncio
import hashlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process

from bot.charts.worker import LENGTH

CACHE_SIZE = 64
TIMEOUT_SECONDS = 15.0


class PainterError(Exception):
    """A picture could not be drawn."""


class Painter:
    """Renders one picture at a time and caches the last 64."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._lock = asyncio.Lock()
        self._cache: dict[str, bytes] = {}

    async def png(self, svg: str) -> bytes:
        """The picture as PNG; PainterError where it cannot be drawn within 15 s."""
        key = hashlib.sha256(svg.encode()).hexdigest()
        async with self._lock:
            png = self._cache.pop(key, b"") or await self._render(svg)
            self._cache[key] = png
            if len(self._cache) > CACHE_SIZE:
                del self._cache[next(iter(self._cache))]
            return png

    async def close(self) -> None:
        """End the process."""
        async with self._lock:
            await self._stop()

    async def _render(self, svg: str) -> bytes:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                png = await self._send(svg.encode())
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            await self._stop()
            raise PainterError(f"the drawing process failed: {type(error).__name__}") from error
        except asyncio.CancelledError:
            # The answer would be read as the next picture's.
            await self._stop()
            raise
        if not png:
            raise PainterError("the picture cannot be drawn")
        return png

    async def _send(self, svg: bytes) -> bytes:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.charts.worker", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
            )
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise BrokenPipeError
        stdin.write(LENGTH.pack(len(svg)) + svg)
        await stdin.drain()
        return await stdout.readexactly(LENGTH.unpack(await stdout.readexactly(LENGTH.size))[0])

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
