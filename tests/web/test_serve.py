import asyncio
import socket

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.web import Server, bound
from tests.loopback import NO_TLS


class _Seen:
    """An ASGI application that answers who asks, and how, as it takes the request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        assert request.client is not None
        await PlainTextResponse(f"{scope['scheme']} {request.client.host}")(scope, receive, send)

    async def close(self) -> None:
        """Nothing is left open."""


@pytest.mark.parametrize("host", ["127.0.0.1", "::", "0.0.0.0"])  # noqa: S104 - for the time of this test
@pytest.mark.parametrize(
    ("trusted", "believed"),
    [("127.0.0.1/32", True), ("10.0.0.0/8,127.0.0.0/8", True), ("::1/128,126.0.0.0/8", False), ("", False)],
)
async def test_a_proxy_that_is_named_by_ipv4_is_believed_on_every_socket(
    host: str, trusted: str, *, believed: bool
) -> None:
    seen, listener = _Seen(), bound(host, 0)
    running = asyncio.create_task(Server(seen, trusted).run_on(listener, seen))
    async with httpx.AsyncClient(verify=NO_TLS, timeout=60) as proxy:
        said = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.5"}
        answer = await proxy.get(f"http://127.0.0.1:{listener.getsockname()[1]}/", headers=said)
    running.cancel()
    await asyncio.wait([running])
    assert (answer.text == "https 203.0.113.5") is believed


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_short_answer_waits_for_nothing(host: str) -> None:
    """Nagle's algorithm holds an answer's second part back until the first is confirmed, 40 ms later."""
    accepted: asyncio.Queue[int] = asyncio.Queue()

    def look(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        own = writer.get_extra_info("socket")
        accepted.put_nowait(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listener = bound(host, 0)
    async with await asyncio.start_server(look, sock=listener):
        _, writer = await asyncio.open_connection(host, listener.getsockname()[1])
        assert await accepted.get() == 1
        writer.close()
