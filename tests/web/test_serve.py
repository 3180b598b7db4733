import asyncio
import socket

import pytest

from bot.web import bound


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
