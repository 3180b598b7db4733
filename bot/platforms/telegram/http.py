"""A minimal HTTP/1.1 client for one Bot API server: no streaming of requests or answers.

A general client (aiohttp) spends three times the CPU on each message, and takes 10 MB to be imported.
"""

import asyncio
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import httptools
from aiohappyeyeballs import start_connection

from bot.proxies import Proxy, seconds_through, told, told_as_reset

FRESH_SECONDS = 15.0
"""How long a connection that nobody uses is kept: servers close theirs after about a minute, and do not say so."""

HAPPY_EYEBALLS_SECONDS = 0.25
"""How long the first address of a name is tried alone: https://www.rfc-editor.org/rfc/rfc8305#section-5."""


_LENGTHS = frozenset({b"content-length", b"transfer-encoding"})


class UnreachedError(Exception):
    """Nothing of the request was sent; the message is the kind of fault and contains no address."""


class UnansweredError(Exception):
    """The request was sent, but no complete answer came; the message is the kind of fault."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is: `path` is what its address has after the host, without a slash at the end.

    `login` is the value of the Authorization header for the user and the password in its address, "" for none.
    """

    host: str
    port: int
    name: str
    path: str
    secure: bool
    login: str = field(default="", repr=False)


@lru_cache
def locate(url: str) -> Server:
    """The server at an http or https address; ValueError for any other."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not the address of a server")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    user, at, name = parts.netloc.rpartition("@")
    login = f"Basic {b64encode(unquote(user).encode()).decode()}" if at else ""
    return Server(parts.hostname, port, name, parts.path.rstrip("/"), secure, login)


class Connection(asyncio.Protocol):
    """One connection, which carries one request at a time."""

    def __init__(self) -> None:
        self.quiet_since = 0.0
        self.under: asyncio.StreamWriter | None = None
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._parts: list[bytes] = []
        self._stays = True
        self._headed = self._told_length = False

    @property
    def usable(self) -> bool:
        """Whether another request may be sent over it."""
        return self._stays and self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, seconds: float) -> tuple[int, bytes]:
        """Send a request; the status and the body of its answer, UnansweredError after `seconds` without one."""
        if self._transport is None:
            raise UnansweredError("NotConnected")
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[int, bytes]] = loop.create_future()
        self._answer = answer
        late = loop.call_later(seconds, self._fail, "TimeoutError")
        self._transport.write(request)
        try:
            return await answer
        finally:
            late.cancel()
            self._answer = None
            if not answer.done() or answer.cancelled():
                self.close()

    def close(self) -> None:
        """End it; who waits for an answer gets none."""
        self._stays = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio's: it is open."""
        self._transport = transport  # type: ignore[assignment] # a TCP connection's is a Transport

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio's: it is closed."""
        self._fail(type(exc or ConnectionResetError()).__name__)

    def eof_received(self) -> None:
        """asyncio's: nothing more will come, which ends a body of no told length (RFC 9112, section 6.3)."""
        if self._headed and not self._told_length:
            self._stays = False
            self._complete()

    def data_received(self, data: bytes) -> None:
        """asyncio's: something came."""
        if self._answer is None:
            # No request is open: these bytes would be taken for the answer to the next one.
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as fault:
            self._fail(type(fault).__name__)

    def on_message_begin(self) -> None:
        """httptools': an answer begins; one that nobody asked for must not be taken for the next request's."""
        self._headed = self._told_length = False
        if self._answer is None or self._answer.done():
            self._stays = False

    def on_header(self, name: bytes, _value: bytes) -> None:
        """httptools': a line of the head."""
        if name.lower() in _LENGTHS:
            self._told_length = True

    def on_headers_complete(self) -> None:
        """httptools': the head is whole."""
        self._headed = True

    def on_body(self, part: bytes) -> None:
        """httptools': a part of the body."""
        self._parts.append(part)

    def on_message_complete(self) -> None:
        """httptools': the answer is whole, or a note before it (RFC 9110, section 15.2), such as 100 Continue."""
        self._headed = False
        if self._parser.get_status_code() >= HTTPStatus.OK:
            self._complete()

    def _complete(self) -> None:
        body, self._parts = b"".join(self._parts), []
        self._stays = self._stays and self._parser.should_keep_alive()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), body))

    def _fail(self, kind: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(UnansweredError(kind))
        self.close()


class Pool:
    """At most `size` connections to the server at `url`, opened when needed and used again while they are fresh."""

    def __init__(self, url: str, size: int, proxy: Proxy | None = None) -> None:
        self._url = url
        self._proxy = proxy
        self._secure: ssl.SSLContext | None = None
        self._room = asyncio.Semaphore(size)
        self._quiet: list[Connection] = []
        self._open: set[Connection] = set()

    async def ask(self, request: bytes, connect: float, seconds: float) -> tuple[int, bytes]:
        """Send a request; the status and the body of its answer.

        UnreachedError where no connection was free or could be made within `connect` seconds (and what a proxy may
        take), UnansweredError where the answer took more than `seconds` or the connection broke.
        """
        await self._enter(connect)
        try:
            connection = self._kept() or await self._opened(connect)
            try:
                return await connection.ask(request, seconds)
            except UnansweredError as fault:
                raise UnansweredError(told(self._proxy, str(fault))) from None
            finally:
                self._put_back(connection)
        finally:
            self._room.release()

    def close(self) -> None:
        """Close every connection to the Bot API."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._quiet.clear()

    async def _enter(self, connect: float) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            await asyncio.wait_for(self._room.acquire(), connect)
        except TimeoutError:
            raise UnreachedError("NoFreeConnection") from None

    def _kept(self) -> Connection | None:
        now = asyncio.get_running_loop().time()
        while self._quiet:
            connection = self._quiet.pop()
            if connection.usable and now - connection.quiet_since < FRESH_SECONDS:
                return connection
            connection.close()
            self._open.discard(connection)
        return None

    async def _opened(self, connect: float) -> Connection:
        try:
            async with asyncio.timeout(seconds_through(self._proxy, connect)):
                connection = await self._connected()
        except (OSError, ValueError) as fault:
            # DNS, TCP, TLS, an address that is none, and the time for all of it.
            raise UnreachedError(told(self._proxy, type(fault).__name__)) from None
        self._open.add(connection)
        return connection

    async def _connected(self) -> Connection:
        server = locate(self._url)
        loop = asyncio.get_running_loop()
        if server.secure and self._secure is None:
            self._secure = ssl.create_default_context()
        if self._proxy is not None:
            return await self._through(self._proxy, server)
        addresses = await loop.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
        reached = await start_connection(addresses, happy_eyeballs_delay=HAPPY_EYEBALLS_SECONDS, interleave=1)
        name = server.host if server.secure else None
        _, connection = await loop.create_connection(Connection, sock=reached, ssl=self._secure, server_hostname=name)
        return connection

    async def _through(self, proxy: Proxy, server: Server) -> Connection:
        _, writer = await proxy.connect(server.host, server.port)
        connection = Connection()
        transport: asyncio.BaseTransport | None = writer.transport
        if self._secure is not None:
            loop = asyncio.get_running_loop()
            with told_as_reset():
                transport = await loop.start_tls(
                    writer.transport, connection, self._secure, server_hostname=server.host
                )  # fmt: skip
        else:
            writer.transport.set_protocol(connection)
        assert transport is not None  # noqa: S101 - only a transport that is closing has no TLS
        # A stream's writer closes its connection once nobody holds it.
        connection.under = writer
        connection.connection_made(transport)
        return connection

    def _put_back(self, connection: Connection) -> None:
        if connection.usable:
            connection.quiet_since = asyncio.get_running_loop().time()
            self._quiet.append(connection)
        else:
            connection.close()
            self._open.discard(connection)
