"""A TCP proxy on loopback that can forget its flows, as a router does: nothing passes, nothing is closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Flows:
    """One proxy. `forget` makes the flows of now mute; new ones pass."""

    def __init__(self, host: str, port: int) -> None:
        self._to = host, port
        self._pumps: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None
        self.accepted = 0

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def forget(self) -> None:
        for pump in self._pumps:
            pump.cancel()

    async def start(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", port)

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        self.forget()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        there, back = await asyncio.open_connection(*self._to)
        self._writers += [writer, back]
        for source, target in ((reader, back), (there, writer)):
            pump = asyncio.create_task(_pump(source, target))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65536):
            target.write(data)
            await target.drain()
    except ConnectionError:
        pass
    target.close()


@asynccontextmanager
async def flows(host: str, port: int) -> AsyncIterator[Flows]:
    """A proxy before `host` and `port`."""
    proxy = Flows(host, port)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.close()
