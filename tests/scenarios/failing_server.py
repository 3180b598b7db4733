"""A Bot API server that fails as a whole, and a way to the database that can be cut."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

from aiohttp import web

from tests.telegram_server import BROKEN, GATEWAY, RESET, RESET_AFTER, Call, Fault, TelegramServer

SILENT = Fault(0)
REFUSED = Fault(0, "refused")
FAULTS = {
    "502": GATEWAY,
    "504": Fault(504, body="<html>Gateway Timeout</html>"),
    "JSON 500": BROKEN,
    "refused": REFUSED,
    "reset before": RESET,
    "reset after": RESET_AFTER,
    "silence": SILENT,
}
"""Every way in which a platform fails as a whole."""


class FailingServer(TelegramServer):
    """A Bot API server that answers every method with `outage` while there is one; `refused` and `silent` are told."""

    def __init__(self) -> None:
        super().__init__()
        self.outage: Fault | None = None
        self._over = asyncio.Event()

    async def begin(self, fault: Fault) -> None:
        """Fail from now on."""
        self._over.clear()
        if fault is REFUSED:
            await self.stop()
        self.outage = fault

    async def end(self) -> None:
        """Work again."""
        fault, self.outage = self.outage, None
        self._over.set()
        if fault is REFUSED:
            await self.start()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.outage is SILENT:
            # Taken and never answered, as by a machine that is gone: the connection does not even close.
            await asyncio.Event().wait()
        return await super()._serve(request)

    def _fault(self, call: Call) -> Fault | None:
        return self.outage or super()._fault(call)


class Way:
    """A TCP proxy in front of a server, which may be cut: then it closes all connections and takes no new ones."""

    def __init__(self, host: str, port: int) -> None:
        self._far = host, port
        self._ends: set[asyncio.StreamWriter] = set()
        self._cut = False

    def cut(self) -> None:
        """Close every connection and refuse others."""
        self._cut = True
        for writer in tuple(self._ends):
            writer.transport.abort()

    def mend(self) -> None:
        """Take connections again."""
        self._cut = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        if self._cut:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(*self._far)
        self._ends |= {writer, far_writer}
        try:
            await asyncio.gather(_carry(reader, far_writer), _carry(far_reader, writer))
        finally:
            self._ends -= {writer, far_writer}


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def way_to(url: str) -> AsyncIterator[tuple[str, Callable[[], None], Callable[[], None]]]:
    """The address of a database behind a proxy, and what cuts and mends the way to it."""
    parts = urlsplit(url)
    way = Way(parts.hostname or "127.0.0.1", parts.port or 5432)
    server = await asyncio.start_server(way.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    user = parts.netloc.rpartition("@")[0]
    try:
        yield urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{port}")), way.cut, way.mend
    finally:
        way.cut()
        server.close()
