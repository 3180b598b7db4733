"""A server of the tests' own on a free port of loopback."""

import asyncio
import os
import random
import socket
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiohttp import web

LARGEST = 50_000_000
"""Bytes of a request: what the Bot API takes of a file."""

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients of a server without TLS: to read the world's authorities takes each client 20 ms."""


_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = range(10_000 + _WORKER % 20 * 1_000, 11_000 + _WORKER % 20 * 1_000)
"""This worker's own ports, below those that the system gives to connections and to whoever asks for port 0."""

_given: set[int] = set()


def free_port() -> int:
    """A port that nothing listens on, for a program that cannot take port 0; no other test gets it meanwhile."""
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as free, suppress(OSError):
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


class Loopback:
    """`async with` starts it and stops it; `port` is then the one it listens on. `_serve` answers each request."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        self._runner = web.ServerRunner(
            web.Server(self._serve, request_factory=_large, access_log=None), shutdown_timeout=0.01
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        raise NotImplementedError


def _large(*parts: Any) -> web.BaseRequest:  # noqa: ANN401 - handed on
    return web.BaseRequest(*parts, asyncio.get_running_loop(), client_max_size=LARGEST)
