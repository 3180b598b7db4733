"""Proxies of the tests' own on loopback: HTTP CONNECT, over TLS too, and SOCKS5; each keeps whom it was asked for."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

SOCKS = 5
IPV4, NAME, IPV6 = 1, 3, 4


@dataclass
class ProxyServer:
    """A proxy. `asked` are the servers that it was asked for, as they were written; `names` are those it can reach.

    With `login` it serves only who knows `user:password`; with `refuses` nobody. It takes `delay` seconds before it
    greets, and a proxy that `stalls` leads to a server and then carries nothing.
    """

    kind: str
    login: str = ""
    names: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refuses: bool = False
    delay: float = 0
    stalls: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    held: set[asyncio.Task[None]] = field(default_factory=set)
    port: int = 0

    @property
    def url(self) -> str:
        login = f"{self.login}@" if self.login else ""
        return f"{self.kind}://{login}127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            if self.delay and await self._ends_within(self.delay):
                reader.feed_eof()
            place = await (self._socks(reader, writer) if self.kind.startswith("socks") else self._http(reader, writer))
            if place is not None:
                await self._carry(place, reader, writer)
        writer.close()

    async def _http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split("\r\n")[0].split(" ")
        assert method == "CONNECT"
        host, _, port = target.rpartition(":")
        login = base64.b64encode(self.login.encode()).decode()
        known = not self.login or f"basic {login}".lower() in head.lower()
        status = HTTPStatus.OK if known else HTTPStatus.PROXY_AUTHENTICATION_REQUIRED
        if self.refuses:
            status = HTTPStatus.FORBIDDEN
        if status is HTTPStatus.OK:
            self.asked.append(host.strip("[]"))
        writer.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n\r\n".encode())
        return (host.strip("[]"), int(port)) if status is HTTPStatus.OK else None

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
        version, methods = await reader.readexactly(2)
        assert version == SOCKS
        await reader.readexactly(methods)
        writer.write(bytes([SOCKS, 2 if self.login else 0]))
        if self.login:
            _, length = await reader.readexactly(2)
            user = await reader.readexactly(length)
            password = await reader.readexactly((await reader.readexactly(1))[0])
            known = f"{user.decode()}:{password.decode()}" == self.login
            writer.write(bytes([1, 0 if known else 1]))
            if not known:
                return None
        _, _, _, form = await reader.readexactly(4)
        if form == NAME:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        elif form == IPV4:
            host = ".".join(map(str, await reader.readexactly(4)))
        else:
            raise ConnectionError(f"not expected: {form}")
        port = int.from_bytes(await reader.readexactly(2))
        writer.write(bytes([SOCKS, 2 if self.refuses else 0, 0, IPV4, 0, 0, 0, 0, 0, 0]))
        if self.refuses:
            return None
        self.asked.append(host)
        return host, port

    async def _carry(
        self, place: tuple[str, int], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:  # fmt: skip
        if self.stalls:
            await self._ends_within(None)
            return
        far_reader, far_writer = await asyncio.open_connection(*self.names.get(place[0], place))
        await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer), return_exceptions=True)

    async def _ends_within(self, seconds: float | None) -> bool:
        """Hold a connection; whether the proxy ended in the meantime."""
        task = asyncio.current_task()
        assert task is not None
        self.held.add(task)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ended.wait(), seconds)
            return True
        self.held.discard(task)
        return False


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def proxying(
    kind: str, login: str = "", names: Mapping[str, tuple[str, int]] | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[ProxyServer]:
    """A proxy of a kind (`http`, `https`, `socks5`, `socks5h`) until the block ends."""
    proxy = ProxyServer(kind, login, names or {})
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, ssl=tls)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        proxy.ended.set()
        server.close()
        if proxy.held:
            await asyncio.wait(proxy.held)
