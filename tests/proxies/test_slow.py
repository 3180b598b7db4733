"""A slow proxy, such as Tor, is waited for as long as it may take, on every way out; one that is too slow is named."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.clock import SystemClock
from bot.core.model.source import FetchError
from bot.fetch import HttpFetch
from bot.platforms.discord.gateway import LibraryHttp, UnheardError
from bot.platforms.discord.http import HttpClient, UnclearError, UndeliveredError
from bot.platforms.telegram.errors import UndeliveredError as UnsentError
from bot.platforms.telegram.ptb_adapter import PtbRequest
from bot.proxies import Proxy, WaysOut, parse, seconds_through, told
from storage import Database
from tests.discord_server import TOKEN, DiscordServer
from tests.fakes import Clock, Gate, until
from tests.platforms.discord.house import House, open_house
from tests.proxy_server import ProxyServer, proxying
from tests.sources.loopback import HOSTS, certificates, saying, serving, trust

HOST = HOSTS[0]
SLOW = 1.5
NAMED = r"(?i)proxy"


@pytest.fixture(autouse=True)
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every way out gives up after half a second, as far as it has its own time."""
    trust(tmp_path, monkeypatch)
    # aiohttp made its own when it was imported.
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", certificates()[1])
    monkeypatch.setattr("bot.platforms.telegram.ptb_adapter.CONNECT_SECONDS", 0.5)
    monkeypatch.setattr("bot.platforms.discord.http.CONNECT_SECONDS", 0.5)


@pytest.fixture
async def house(sqlite_store: Database) -> AsyncIterator[House]:
    async with DiscordServer() as server, open_house(server, sqlite_store, Gate(), Clock()) as opened:
        yield opened


@asynccontextmanager
async def a_proxy(port: int) -> AsyncIterator[tuple[ProxyServer, Proxy]]:
    async with proxying("socks5h", "", {HOST: ("127.0.0.1", port)}) as server:
        yield server, parse(f"socks5h://127.0.0.1:{server.port}")


async def telegram(proxy: Proxy, url: str) -> str:
    request = PtbRequest(url, TOKEN, proxy=proxy)
    try:
        return (await request.do_request(f"{url}/bot/getMe", "POST"))[1].decode()
    finally:
        await request.shutdown()


async def discord(proxy: Proxy, url: str) -> str:
    client = HttpClient(url, TOKEN, proxy=proxy)
    try:
        return str((await client.ask("GET", "/x")).data)
    finally:
        await client.close()


async def uploads(proxy: Proxy, url: str) -> str:
    client = HttpClient("http://127.0.0.1:1", TOKEN, proxy=proxy)
    try:
        return (await client.fetch(f"{url}/x.png", 100)).decode()
    finally:
        await client.close()


async def sources(proxy: Proxy, url: str, *, guarded: bool = False) -> str:
    fetch = HttpFetch(
        SystemClock(), "1", limit=0.5, pause=0.01, tls=certificates()[1], permit=lambda _: True,
        ways=WaysOut(own={"sources": proxy}),
    )  # fmt: skip
    try:
        return (await fetch.get(f"{url}/x", guarded=guarded)).body.decode()
    finally:
        await fetch.close()


async def guarded_sources(proxy: Proxy, url: str) -> str:
    return await sources(proxy, url, guarded=True)


WAYS: MappingProxyType[str, Callable[[Proxy, str], Awaitable[str]]] = MappingProxyType(
    {one.__name__: one for one in (telegram, discord, uploads, sources, guarded_sources)}
)
FAILURES = (UnsentError, UndeliveredError, UnclearError, FetchError)


@pytest.mark.parametrize("way", WAYS)
async def test_a_proxy_may_take_longer_than_the_way_does_itself(way: str) -> None:
    async with serving() as far, a_proxy(far.tls_port) as (server, proxy):
        server.delay = SLOW
        far.say = saying({"ok": True, "result": 12})
        assert "12" in await WAYS[way](proxy, f"https://{HOST}")
    assert server.asked == [HOST]


async def test_discords_gateway_is_heard_through_a_slow_proxy(house: House) -> None:
    async with a_proxy(1) as (server, proxy):
        server.delay = SLOW
        slow = house.another(proxy=proxy)
        async with house.listening(slow):
            assert house.logged("cannot be listened to") == 0
        await slow.close()
    assert len(server.asked) >= 2


@pytest.mark.parametrize("stalls", [False, True])
@pytest.mark.parametrize("way", WAYS)
async def test_a_proxy_that_is_too_slow_is_named(way: str, monkeypatch: pytest.MonkeyPatch, *, stalls: bool) -> None:
    monkeypatch.setattr("bot.proxies.CONNECT_SECONDS", 0.3)
    monkeypatch.setattr("bot.fetch.CONNECT_SECONDS", 0.3)
    async with a_proxy(1) as (server, proxy):
        server.stalls, server.delay = stalls, 0 if stalls else 60
        with pytest.raises(FAILURES, match=NAMED):
            await WAYS[way](proxy, f"https://{HOST}:1")


@pytest.mark.parametrize("trouble", ["refuses", "stalls"])
async def test_a_proxy_that_does_not_lead_to_the_gateway_is_named(
    house: House, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.discord.gateway.CONNECT_SECONDS", 0.5)
    async with a_proxy(1) as (server, proxy):
        client = HttpClient(house.server.api, TOKEN, proxy=proxy)
        library = LibraryHttp(client, asyncio.get_running_loop())
        await library.static_login(TOKEN)
        _, gateway, _ = await library.get_bot_gateway()
        setattr(server, trouble, True)
        with pytest.raises(UnheardError, match=NAMED):
            await library.ws_connect(gateway)
        await library.close()
        await client.close()


async def test_the_log_names_the_proxy_where_discord_is_not_heard(house: House) -> None:
    unheard = house.another(proxy=parse("socks5h://127.0.0.1:1"))
    task = asyncio.create_task(unheard.poll())
    await until(lambda: bool(house.logged("cannot be listened to")))
    task.cancel()
    await asyncio.wait([task])
    reasons = [line["reason"] for line in house.lines if "cannot be listened to" in line["event"]]
    assert reasons[0] == "ProxyConnectionError"


def test_a_failure_names_the_proxy_once_and_only_where_there_is_one() -> None:
    proxy = parse("socks5h://127.0.0.1:1")
    assert told(None, "TimeoutError") == "TimeoutError"
    assert told(proxy, "TimeoutError") == "TimeoutError (proxy)"
    assert told(proxy, "ProxyTimeoutError") == "ProxyTimeoutError"
    assert (seconds_through(None, 5), seconds_through(proxy, 5)) == (5, 20)
