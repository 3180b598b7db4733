import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.platforms.telegram import http
from bot.platforms.telegram.http import Pool, UnansweredError, UnreachedError, locate
from tests.fakes import until

ASK = b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n"


class Other:
    """The other side: it gives `answers` one by one to whoever asks, a byte at a time, and counts connections."""

    def __init__(self, *answers: bytes, pieces: bool = True, closes_after_each: bool = False) -> None:
        self.answers = list(answers)
        self.pieces = pieces
        self.closes_after_each = closes_after_each
        self.connections = 0
        self.url = ""
        self.writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        while self.answers and await reader.read(1000):
            answer = self.answers.pop(0)
            step = 1 if self.pieces else max(len(answer), 1)
            for place in range(0, len(answer), step):
                writer.write(answer[place : place + step])
                await writer.drain()
            if self.closes_after_each:
                break
        writer.close()


@asynccontextmanager
async def talking(
    *answers: bytes, size: int = 2, pieces: bool = True, closes_after_each: bool = False
) -> AsyncIterator[tuple[Other, Pool]]:
    other = Other(*answers, pieces=pieces, closes_after_each=closes_after_each)
    server = await asyncio.start_server(other.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    other.url = f"http://{host}:{port}"
    pool = Pool(other.url, size)
    try:
        yield other, pool
    finally:
        pool.close()
        server.close()
        for writer in other.writers:
            writer.close()
        await server.wait_closed()


async def ask(pool: Pool, seconds: float = 5) -> tuple[int, bytes]:
    return await pool.ask(ASK, 5, seconds)


CHUNKED_WITH_TRAILERS = CHUNKED.replace(b"1\r\no", b"1;part=1\r\no").replace(b"0\r\n", b"0\r\nDigest: x\r\n")
AFTER_NOTES = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n" + OK
LONG_HEAD = OK.replace(b"Content", b"X: " + b"x" * 65_536 + b"\r\nContent")
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\n\r\nok"
OLD = b"HTTP/1.0 200 OK\r\n\r\nok"


@pytest.mark.parametrize("answer", [OK, CHUNKED, CHUNKED_WITH_TRAILERS, AFTER_NOTES])
async def test_an_answer_is_put_together_from_its_pieces_and_the_connection_is_used_again(answer: bytes) -> None:
    async with talking(answer, answer, OK) as (other, pool):
        assert [await ask(pool) for _ in range(2)] == [(200, b"ok")] * 2
        assert other.connections == 1


async def test_a_head_of_64_kb_is_read() -> None:
    async with talking(LONG_HEAD, pieces=False) as (_, pool):
        assert await ask(pool) == (200, b"ok")


@pytest.mark.parametrize("last", [LAST, UNTIL_CLOSED, OLD])
async def test_a_connection_that_the_server_ends_is_not_used_again(last: bytes) -> None:
    async with talking(last, OK, closes_after_each=True) as (other, pool):
        assert [await ask(pool) for _ in range(2)] == [(200, b"ok")] * 2
        assert other.connections == 2


async def test_a_connection_that_was_quiet_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "FRESH_SECONDS", -1)
    async with talking(OK, OK) as (other, pool):
        assert [await ask(pool) for _ in range(2)] == [(200, b"ok")] * 2
        assert other.connections == 2


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", "ConnectionResetError"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nok", "ConnectionResetError"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "ConnectionResetError"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "ConnectionResetError"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "ConnectionResetError"),
        (b"", "ConnectionResetError"),
        (OK.replace(b"Content", b"Content-Length: 3\r\nContent"), "HttpParser"),
        (CHUNKED.replace(b"Transfer", b"Content-Length: 2\r\nTransfer"), "HttpParser"),
        (b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "HttpParser"),
        (b"no HTTP at all", "HttpParserInvalidStatusError|HttpParserError"),
    ],
)
async def test_an_incomplete_or_invalid_answer_raises(answer: bytes, kind: str) -> None:
    async with talking(answer) as (_, pool):
        with pytest.raises(UnansweredError, match=kind):
            await ask(pool)


async def test_an_answer_that_nobody_asked_for_is_not_taken_for_the_next_one() -> None:
    async with talking(OK + LAST.replace(b"ok", b"no"), OK) as (other, pool):
        assert await ask(pool) == (200, b"ok")
        await asyncio.sleep(0.05)
        assert await ask(pool) == (200, b"ok")
        assert other.connections == 2


async def test_half_an_answer_in_the_same_packet_does_not_become_the_beginning_of_the_next_one() -> None:
    async with talking(OK + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", OK, pieces=False) as (other, pool):
        assert await ask(pool) == (200, b"ok")
        assert await ask(pool) == (200, b"ok")
        assert other.connections == 2


async def test_the_late_answer_of_a_timed_out_request_is_discarded() -> None:
    async with talking(b"", OK) as (other, pool):
        with pytest.raises(UnansweredError, match="TimeoutError"):
            await ask(pool, 0.05)
        waiting = asyncio.create_task(ask(pool))
        assert await waiting == (200, b"ok")
        assert other.connections == 2


async def test_a_request_that_is_cancelled_makes_room_for_the_next() -> None:
    async with talking(b"", OK, size=1) as (other, pool):
        first = asyncio.create_task(ask(pool))
        await until(lambda: other.connections == 1)
        first.cancel()
        assert await ask(pool) == (200, b"ok")


async def test_an_unreachable_server_and_a_missing_answer_are_different_errors() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        unused = f"http://127.0.0.1:{free.getsockname()[1]}"
    for url in ("http://[::1", "ftp://example.org", unused):
        with pytest.raises(UnreachedError):
            await Pool(url, 1).ask(ASK, 1, 1)


def test_a_server_address_is_parsed() -> None:
    found = locate("https://user@example.org:8443/base/")
    assert (found.host, found.port, found.name, found.path, found.secure) == (
        "example.org", 8443, "example.org:8443", "/base", True,
    )  # fmt: skip
    assert found.login
    assert found.login not in repr(found)
    assert locate("http://example.org").login == ""
    assert (locate("http://example.org").port, locate("https://example.org").port) == (80, 443)
