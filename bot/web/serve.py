"""The web server inside the bot's event loop, with limits against hostile and slow clients."""

import asyncio
import errno
import math
import socket
from asyncio import TimerHandle, Transport
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import IPv4Network, ip_network
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.web.own_mark import MarkGate

MAX_HEADER_BYTES = 32 * 1024
MAX_HEADERS = 100
HEADER_SECONDS = 10.0
SEND_SECONDS = 30.0
"""How long a client may leave sent data unread."""
MAX_CONNECTIONS = 8000
"""Limits for all connections together. There is no limit per address: a carrier's NAT puts thousands behind one."""


class GuardedProtocol(HttpToolsProtocol):
    """HTTP that closes a connection whose headers are too many, too long, or too slow."""

    _began: TimerHandle | None = None
    _received = 0
    _stalled: TimerHandle | None = None
    stalled_since = math.inf
    active_at = 0.0
    _open = False

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Allow ten seconds for the first headers."""
        super().connection_made(transport)
        self.active_at = self.loop.time()
        if len(self.connections) > MAX_CONNECTIONS:
            drop_slowest(self.connections, self)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer."""
        self._ready()
        self._forget_stall()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes that arrive before a request is complete."""
        if not self._open:
            self._received += len(data)
            if self._began is None:
                self._begin()
        if self.parser is None:
            return
        super().data_received(data)
        # Checked after parsing: once the headers are complete, `_open` is set and the rest is the body.
        if not self._open and self._received > MAX_HEADER_BYTES:
            self._refuse(431, "Request Header Fields Too Large")

    def pause_writing(self) -> None:
        """Allow a client that does not read until the deadline."""
        super().pause_writing()
        self.stalled_since = self.loop.time()
        self._stalled = self.loop.call_later(SEND_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        self._forget_stall()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, and drop it where the client has not read the last answer by the deadline."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(SEND_SECONDS, self.transport.abort)

    def _forget_stall(self) -> None:
        self.stalled_since = math.inf
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def on_headers_complete(self) -> None:
        """The request is known; its body is bounded by flow control."""
        self._ready()
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if len(self.headers) > MAX_HEADERS or size > MAX_HEADER_BYTES:
            self._refuse(431, "Request Header Fields Too Large")
        if self.transport.is_closing():
            return
        self._open = True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next bytes belong to another request."""
        self._open, self._received, self.active_at = False, 0, self.loop.time()
        if self.cycle is not None:
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """A body belongs to a request that was let in."""
        if self._open:
            super().on_body(body)

    def _begin(self) -> None:
        self._began = self.loop.call_later(HEADER_SECONDS, self._refuse, 408, "Request Timeout")

    def _ready(self) -> None:
        if self._began is not None:
            self._began.cancel()
            self._began = None

    def _refuse(self, status: int, reason: str) -> None:
        self._ready()
        if not self.transport.is_closing():
            head = f"HTTP/1.1 {status} {reason}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(head.encode())
            self.transport.close()


def drop_slowest(connections: Iterable[Any], newest: Any) -> None:  # noqa: ANN401 - uvicorn's set of protocols
    """Drop the connection that has not read for the longest time, else the one idle for longest; not the newest."""
    others = [one for one in connections if one is not newest]
    if others:
        min(others, key=lambda one: (one.stalled_since, one.active_at)).transport.abort()


class Server(uvicorn.Server):
    """uvicorn without its signal handlers; only `trusted_proxies` (networks, with commas) may set X-Forwarded-*.

    `key` is the SECRET_KEY by which `nolike check` knows its port again, see `bot.web.own_mark`.
    """

    def __init__(self, app: ASGIApp, trusted_proxies: str = "", key: str = "") -> None:
        super().__init__(
            uvicorn.Config(
                MarkGate(app, key), http=GuardedProtocol, ws="none", lifespan="off", log_config=None, access_log=False,
                server_header=False,
                timeout_keep_alive=20, timeout_graceful_shutdown=2, backlog=1024, proxy_headers=True,
                forwarded_allow_ips=_as_seen(trusted_proxies),
            )
        )  # fmt: skip

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing: the program handles its signals itself."""
        yield

    async def run_on(self, listener: socket.socket, app: Any) -> None:  # noqa: ANN401 - anything with `close`
        """Serve until cancelled; then end the streams, give answers two seconds, and close the listener."""
        serving = asyncio.create_task(self.serve(sockets=[listener]))
        try:
            await asyncio.shield(serving)
        finally:
            self.should_exit = True
            await app.close()
            await asyncio.wait([serving])


def _as_seen(networks: str) -> str:
    """The networks, and those of IPv4 once more as a socket on `::` sees their addresses: as ::ffff:10.0.0.1."""
    known = [ip_network(one) for one in networks.split(",") if one]
    mapped = [f"::ffff:{one.network_address}/{96 + one.prefixlen}" for one in known if isinstance(one, IPv4Network)]
    return ",".join([*map(str, known), *mapped])


def bound(host: str, port: int, setting: str = "WEB_PORT") -> socket.socket:
    """Bind a listening socket; port 0 takes a free one. Raises Refusal, which names the setting at fault."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with ExitStack() as opened:
        try:
            # Named, the protocol makes asyncio switch TCP_NODELAY on: without it, a short answer waits for 40 ms.
            listener = opened.enter_context(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(1024)
        except (OSError, UnicodeError, TypeError) as trouble:
            # A host that no encoding takes is one of the last two.
            reason = (trouble.strerror or "") if isinstance(trouble, OSError) else "no address"
            values = {"host": host, "port": str(port), "setting": setting, "reason": reason, "example": "127.0.0.1"}
            raise Refusal(Text("web-not-here" if _is_of_host(trouble) else "web-taken", values)) from None
        opened.pop_all()
    return listener


def _is_of_host(trouble: Exception) -> bool:
    """Whether a socket fails for its address, whatever its port: it is none, or none of this machine."""
    known = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
    return isinstance(trouble, socket.gaierror | UnicodeError | TypeError) or getattr(trouble, "errno", None) in known
