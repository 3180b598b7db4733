"""httpx through a proxy, a fresh decision for each request: httpx's own way forgets which name a certificate is for."""

import asyncio
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from contextlib import suppress
from typing import Any

import httpcore
import httpx

from bot.proxies import Proxy, WaysOut, bracketed, told_as_reset

KEPT = 20
"""Connections to the same server that stay open for the next request."""

KEPT_SECONDS = 5.0
"""How long they stay, as long as httpx keeps its own: servers close theirs without a word."""


class WaysTransport(httpx.AsyncBaseTransport):
    """Sends each request straight, or through the proxy that the ways out name for its server."""

    def __init__(self, tls: ssl.SSLContext, ways: WaysOut, way: str, kept: int = KEPT) -> None:
        self._tls, self._ways, self._way, self._kept = tls, ways, way, kept
        self._straight = httpx.AsyncHTTPTransport(
            verify=tls, limits=httpx.Limits(max_keepalive_connections=kept), trust_env=False
        )
        self._through: dict[Proxy, ProxiedTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. Where its address was checked before, the name is in `sni_hostname`."""
        host = request.extensions.get("sni_hostname") or request.url.host
        proxy = proxy_to(self._ways, self._way, request.url.copy_with(host=host))
        if proxy is None:
            return await self._straight.handle_async_request(request)
        if proxy not in self._through:
            self._through[proxy] = ProxiedTransport(self._tls, proxy, self._kept)
        return await self._through[proxy].handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections, with and without a proxy."""
        await self._straight.aclose()
        for transport in self._through.values():
            await transport.aclose()


def proxy_to(ways: WaysOut, way: str, url: httpx.URL) -> Proxy | None:
    """The proxy of a way to the server at httpx's own form of an address; None for none."""
    port = f":{url.port}" if url.port else ""
    return ways.proxy(way, f"{url.scheme}://{bracketed(url.host)}{port}")


class ProxiedTransport(httpx.AsyncBaseTransport):
    """Requests over connections that one proxy opens."""

    def __init__(self, tls: ssl.SSLContext, proxy: Proxy, kept: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls, max_keepalive_connections=kept, keepalive_expiry=KEPT_SECONDS,
            network_backend=_Backend(proxy),
        )  # fmt: skip

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raises httpx's errors."""
        url = request.url
        wanted = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = await self._pool.handle_async_request(wanted)
        except httpcore.ConnectTimeout as fault:
            raise httpx.ConnectTimeout(str(fault)) from None
        except httpcore.ConnectError as fault:
            raise httpx.ConnectError(str(fault)) from None
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as fault:
            raise httpx.ReadError(f"{type(fault).__name__}: {fault}") from None
        body = answer.stream
        assert isinstance(body, AsyncIterable)  # noqa: S101 - an async pool gives async streams
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(body), extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close what the proxy opened."""
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, parts: AsyncIterable[bytes]) -> None:
        self._parts = parts

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._parts:
                yield part
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as fault:
            raise httpx.ReadError(f"{type(fault).__name__}: {fault}") from None

    async def aclose(self) -> None:
        close = getattr(self._parts, "aclose", None)
        if close is not None:
            await close()


class _Backend(httpcore.AsyncNetworkBackend):
    """Connections as httpcore's pool wants them."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - as above
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        """Connect through the proxy."""
        try:
            reader, writer = await self._proxy.connect(host, port)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(str(fault)) from None
        except OSError as fault:
            raise httpcore.ConnectError(str(fault)) from None
        return _Stream(reader, writer)

    async def sleep(self, seconds: float) -> None:
        """Wait between two tries of httpcore's own."""
        await asyncio.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError as fault:
            raise httpcore.ReadTimeout(str(fault)) from None
        except OSError as fault:
            raise httpcore.ReadError(str(fault)) from None

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        try:
            async with asyncio.timeout(timeout):
                self._writer.write(buffer)
                await self._writer.drain()
        except TimeoutError as fault:
            raise httpcore.WriteTimeout(str(fault)) from None
        except OSError as fault:
            raise httpcore.WriteError(str(fault)) from None

    async def aclose(self) -> None:
        # Not `close`, which waits for half a minute for a server that does not end its side of TLS.
        self._writer.transport.abort()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        try:
            async with asyncio.timeout(timeout):
                with told_as_reset():
                    await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(str(fault)) from None
        except OSError as fault:
            raise httpcore.ConnectError(str(fault)) from None
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's
        if info == "is_readable":
            # Asked of a connection that nobody uses: what can be read there is its end.
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info({"ssl_object": "ssl_object", "server_addr": "peername"}.get(info, info))
