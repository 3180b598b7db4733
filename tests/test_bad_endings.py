"""A server whose TLS ends badly is an error of that request, and at once, whatever it is asked for or through."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.core.model.source import FetchError
from bot.fetch import HttpFetch
from bot.platforms.discord.http import HttpClient, UnclearError, UndeliveredError
from bot.platforms.telegram.http import Pool, UnansweredError, UnreachedError
from bot.proxies import SCHEMES, Proxy, WaysOut, parse
from tests.fakes import Clock
from tests.proxy_server import proxying
from tests.sources.loopback import HOSTS, certificates, trust
from tests.tls_peer import CUT, ENDINGS, WHOLE, Ending, closed, ending_badly, half_closed, reset, silent, told_and_kept

HOST = HOSTS[0]
ASK = f"GET / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\n".encode()
SOON = 4.0
"""Seconds: a busy machine's, and well below every time limit of the requests."""

WAYS = ("straight", "http", "https", "socks5h")
# What is told through a proxy, and straight.
TOLD = (r"Error \(proxy\)$", r"Error$")


@pytest.fixture(autouse=True)
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch)
    # aiohttp made its own when it was imported.
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", certificates()[1])


@pytest.fixture(autouse=True)
async def nothing_is_left_to_the_loop(caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """No traceback of asyncio's, and no exception that nobody fetched."""
    untold = list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _, context: untold.append(context))
    yield
    await asyncio.sleep(0.05)
    # https://github.com/python/cpython/issues/113214, where a proxy is spoken to over TLS.
    assert [one for one in untold if "SSLProtocol._abort() takes" not in str(one.get("exception"))] == []
    assert [line.getMessage() for line in caplog.records if line.levelno >= logging.WARNING] == []


@asynccontextmanager
async def way_to(way: str, port: int) -> AsyncIterator[Proxy | None]:
    if way == "straight":
        yield None
        return
    tls = certificates()[0] if way == "https" else None
    async with proxying(way, "", {HOST: ("127.0.0.1", port)}, tls) as proxy:
        yield parse(f"{way}://127.0.0.1:{proxy.port}")


@asynccontextmanager
async def fetching(way: str, port: int) -> AsyncIterator[HttpFetch]:
    async def resolve(_host: str, _port: int) -> list[tuple[str, int]]:
        return [("127.0.0.1", port)]

    async with way_to(way, port) as proxy:
        fetch = HttpFetch(
            Clock(), "9.9", resolve=resolve, permit=lambda _: True, tls=certificates()[1], ways=WaysOut(proxy)
        )
        try:
            yield fetch
        finally:
            async with asyncio.timeout(SOON):
                await fetch.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("says", [b"", CUT])
@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_source_that_ends_before_its_answer_is_whole_gives_an_error(
    ending: Ending, says: bytes, way: str
) -> None:
    with ending_badly(ending, says) as peer:
        async with fetching(way, peer.port) as fetch, asyncio.timeout(SOON):
            with pytest.raises(FetchError, match=rf"^{HOST}: (ReadError|RemoteProtocolError)"):
                await fetch.get(f"https://{HOST}/")
    assert peer.asked == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [closed, reset])
async def test_a_source_that_ends_in_the_handshake_is_tried_again(ending: Ending, way: str) -> None:
    with ending_badly(ending, None) as peer:
        async with fetching(way, peer.port) as fetch, asyncio.timeout(3 * SOON):
            with pytest.raises(FetchError, match=rf"^{HOST}: Connect"):
                await fetch.get(f"https://{HOST}/")
    assert peer.asked == 3


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [closed, half_closed, told_and_kept, silent])
async def test_the_answer_of_a_source_counts_however_it_ends_afterwards(ending: Ending, way: str) -> None:
    with ending_badly(ending, WHOLE) as peer:
        async with fetching(way, peer.port) as fetch, asyncio.timeout(SOON):
            assert (await fetch.get(f"https://{HOST}/")).json == {"ok": True}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("says", [b"", CUT])
@pytest.mark.parametrize("ending", ENDINGS)
async def test_telegram_that_ends_before_its_answer_is_whole_gave_none(ending: Ending, says: bytes, way: str) -> None:
    with ending_badly(ending, says) as peer:
        async with asking(way, peer.port) as pool, asyncio.timeout(SOON):
            with pytest.raises(UnansweredError, match=TOLD[way == "straight"]):
                await pool.ask(ASK, 5, 20)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [closed, reset])
async def test_telegram_that_ends_in_the_handshake_was_not_reached(ending: Ending, way: str) -> None:
    with ending_badly(ending, None) as peer:
        async with asking(way, peer.port) as pool, asyncio.timeout(SOON):
            with pytest.raises(UnreachedError, match=TOLD[way == "straight"]):
                await pool.ask(ASK, 20, 20)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [closed, half_closed, told_and_kept, silent])
async def test_an_answer_of_telegrams_counts_and_the_next_request_is_asked_anew(ending: Ending, way: str) -> None:
    with ending_badly(ending, WHOLE) as peer:
        async with asking(way, peer.port) as pool, asyncio.timeout(SOON):
            assert await pool.ask(ASK, 5, 20) == (200, b'{"ok":true}')
            if ending is silent:
                return
            await asyncio.sleep(0.2)
            assert await pool.ask(ASK, 5, 20) == (200, b'{"ok":true}')
    assert peer.asked == 2


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", [closed, half_closed])
async def test_a_kept_connection_that_its_server_has_ended_is_not_asked_again(ending: Ending, way: str) -> None:
    with ending_badly(ending, WHOLE) as peer:
        async with fetching(way, peer.port) as fetch, asyncio.timeout(SOON):
            host = "127.0.0.1" if way == "straight" else HOST
            for _ in range(2):
                answer = await fetch.get(f"https://{host}:{peer.port}/", guarded=False)
                assert answer.json == {"ok": True}
                await asyncio.sleep(0.3)
    assert peer.asked == 2


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 200", b"\x05\x00"])
async def test_a_proxy_that_ends_at_once_was_not_reached(scheme: str, says: bytes) -> None:
    async def end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(says)
        writer.close()

    server = await asyncio.start_server(end, "127.0.0.1", 0)
    proxy = parse(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    pool = Pool(f"https://{HOST}", 2, proxy)
    fetch = HttpFetch(Clock(), "9.9", ways=WaysOut(proxy))
    discord = HttpClient(f"https://{HOST}", "token", proxy=proxy)
    try:
        async with asyncio.timeout(3 * SOON):
            with pytest.raises(UnreachedError):
                await pool.ask(ASK, 20, 20)
            with pytest.raises(FetchError, match=f"^{HOST}: Connect"):
                await fetch.get(f"https://{HOST}/", guarded=False)
            with pytest.raises((UndeliveredError, UnclearError)):
                await discord.ask("GET", "/x")
    finally:
        await discord.close()
        pool.close()
        await fetch.close()
        server.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("says", [b"", CUT, None])
@pytest.mark.parametrize("ending", ENDINGS)
async def test_discord_that_ends_before_its_answer_is_whole_gave_none(
    ending: Ending, says: bytes | None, way: str
) -> None:
    if says is None and ending not in {closed, reset}:
        return
    with ending_badly(ending, says) as peer:
        async with way_to(way, peer.port) as proxy, asyncio.timeout(SOON):
            host = "127.0.0.1" if proxy is None else HOST
            client = HttpClient(f"https://{host}:{peer.port}", "token", proxy=proxy)
            # Unclear where it is not known whether the request left; Discord's are then repeated with their nonce.
            with pytest.raises((UndeliveredError, UnclearError)):
                await client.ask("GET", "/x")
            await client.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("says", [CUT, None])
@pytest.mark.parametrize("ending", [closed, reset])
async def test_an_upload_whose_server_ends_before_it_is_whole_was_not_fetched(
    ending: Ending, says: bytes | None, way: str
) -> None:
    with ending_badly(ending, says) as peer:
        async with way_to(way, peer.port) as proxy, asyncio.timeout(SOON):
            host = "127.0.0.1" if proxy is None else HOST
            client = HttpClient("http://127.0.0.1:1", "token", proxy=proxy)
            with pytest.raises(UnclearError):
                await client.fetch(f"https://{host}:{peer.port}/x.png", 100)
            await client.close()


@asynccontextmanager
async def asking(way: str, port: int) -> AsyncIterator[Pool]:
    async with way_to(way, port) as proxy:
        pool = Pool(f"https://{'127.0.0.1' if proxy is None else HOST}:{port}", 2, proxy)
        try:
            yield pool
        finally:
            pool.close()
