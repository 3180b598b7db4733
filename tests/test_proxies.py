"""Every way out of the program leads through the proxy that the settings name, over real proxies on loopback."""

import ast
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.config import ConfigError, load
from bot.core.model.source import FetchError
from bot.fetch import HttpFetch
from bot.platforms.discord.http import HttpClient, UndeliveredError
from bot.platforms.telegram.http import Pool, UnreachedError
from bot.platforms.telegram.ptb_adapter import PtbRequest, make_bot
from bot.proxies import SCHEMES, NoProxyError, Proxy, WaysOut, excepted, parse, read
from storage import Database
from tests import discord_server, telegram_server
from tests.discord_server import DiscordServer
from tests.fakes import Clock, Gate, until
from tests.platforms.discord.house import House, open_house
from tests.proxy_server import ProxyServer, proxying
from tests.sources.loopback import HOSTS, certificates, saying, serving, trust
from tests.telegram_server import TelegramServer

HERE = Path(__file__).parent.parent
HOST = HOSTS[0]

# Each place of ours that opens a connection, and the way that it is; a new place belongs here, and in a test below.
OPENS = {
    "AsyncClient", "AsyncConnectionPool", "AsyncHTTPTransport", "ClientSession", "HTTPConnection", "Session", "connect",
    "create_connection", "open_connection", "start_connection", "urlopen", "ws_connect",
}  # fmt: skip
PLACES = {
    "bot/check.py": "an own port, to see whether it is taken",
    "bot/fetch.py": "sources",
    "bot/proxies/httpx_transport.py": "sources",
    "bot/proxies/__init__.py": "all of them",
    "bot/platforms/telegram/http.py": "telegram",
    "bot/platforms/discord/__init__.py": "discord",
    "bot/platforms/discord/http.py": "discord",
    "bot/platforms/discord/gateway.py": "discord",
    "storage/engine/postgresql.py": "the operator's own database",
    "storage/engine/connection.py": "the operator's own database",
    "storage/engine/sqlite.py": "the operator's own database",
    "storage/engine/opener.py": "the operator's own database",
    "storage/backups/databases.py": "the operator's own database",
    "storage/backups/plain.py": "the operator's own database",
}


def test_every_place_that_opens_a_connection_is_a_way_that_is_tested_here() -> None:
    found = set()
    for folder in ("bot", "handlers", "storage"):
        for file in (HERE / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    if name in OPENS:
                        found.add(str(file.relative_to(HERE)))
    assert found <= PLACES.keys()
    assert found >= {place for place, way in PLACES.items() if way in {"sources", "telegram", "discord"}}


@pytest.fixture(autouse=True)
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch)


@pytest.fixture
async def house(sqlite_store: Database) -> AsyncIterator[House]:
    async with DiscordServer() as server, open_house(server, sqlite_store, Gate(), Clock()) as opened:
        yield opened


@asynccontextmanager
async def a_proxy(kind: str, name: str, port: int) -> AsyncIterator[tuple[ProxyServer, Proxy]]:
    tls = certificates()[0] if kind == "https" else None
    async with proxying(kind, "ann:p%40ss", {name: ("127.0.0.1", port)}, tls) as server:
        server.login = "ann:p@ss"
        yield server, parse(f"{kind}://ann:p%40ss@127.0.0.1:{server.port}")


@pytest.mark.parametrize("kind", SCHEMES)
async def test_telegram_is_reached_through_a_proxy(kind: str) -> None:
    async with TelegramServer() as telegram, a_proxy(kind, "127.0.0.1", telegram.port) as (server, proxy):
        request = PtbRequest(telegram.url, telegram_server.TOKEN, proxy=proxy)
        polling = PtbRequest(telegram.url, telegram_server.TOKEN, proxy=proxy)
        bot = make_bot(request, polling)
        for _ in range(3):
            assert (await bot.get_me()).is_bot
        await request.shutdown()
        await polling.shutdown()
    assert server.asked == ["127.0.0.1"]


@pytest.mark.parametrize("kind", SCHEMES)
async def test_telegram_over_tls_is_reached_through_a_proxy(kind: str) -> None:
    async with serving() as far, a_proxy(kind, HOST, far.tls_port) as (server, proxy):
        far.say = saying({"ok": True})
        names = server.names if proxy.remote_names or kind.startswith("http") else {}
        host = HOST if names else "127.0.0.1"
        pool = Pool(f"https://{host}:{far.tls_port}", 2, proxy)
        asked = f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        assert [(await pool.ask(asked, 20, 20))[0] for _ in range(2)] == [200, 200]
        pool.close()
    assert server.asked == [host]
    assert [heard.sni for heard in far.heard] == [True, True]


@pytest.mark.parametrize("kind", SCHEMES)
async def test_discords_http_and_gateway_are_reached_through_a_proxy(kind: str, house: House) -> None:
    async with a_proxy(kind, "nowhere.test", 1) as (server, proxy):
        discord = house.another(proxy=proxy)
        async with house.listening(discord):
            assert await house.ask("hello")
        await until(lambda: bool(server.asked))
        await discord.close()
    # The HTTP API and the gateway, each over connections of its own.
    assert len(server.asked) >= 2


@pytest.mark.parametrize("kind", SCHEMES)
async def test_uploads_on_discord_come_through_a_proxy(kind: str) -> None:
    async with serving() as far, a_proxy(kind, HOST, far.port) as (server, proxy):
        client = HttpClient("http://127.0.0.1:1", discord_server.TOKEN, proxy=proxy)
        far.say = saying("a picture")
        host = HOST if kind != "socks5" else "127.0.0.1"
        assert await client.fetch(f"http://{host}:{far.port}/x.png", 100) == b"a picture"
        await client.close()
    assert server.asked == [host]


@pytest.mark.parametrize("guarded", [True, False])
@pytest.mark.parametrize("kind", SCHEMES)
async def test_sources_are_read_through_a_proxy_and_the_guard_holds(kind: str, *, guarded: bool) -> None:
    async with serving() as far, a_proxy(kind, HOST, far.tls_port) as (server, proxy):
        far.say = saying({"likes": 12})
        fetch = HttpFetch(
            SystemClock(), "1", resolve=far.resolve, permit=lambda _: True, tls=certificates()[1], pause=0.01,
            ways=WaysOut(own={"sources": proxy}),
        )  # fmt: skip
        host = HOST if guarded or kind != "socks5" else "127.0.0.1"
        answer = await fetch.get(f"https://{host}:{far.tls_port}/x", guarded=guarded)
        await fetch.close()
    assert answer.json == {"likes": 12}
    # A checked address is dialled as it was checked; where the proxy alone resolves names, it is given the name.
    assert server.asked == ([HOST] if proxy.remote_names or (not guarded and kind != "socks5") else ["127.0.0.1"])


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "localhost", "db.internal", "printer.lan"])
async def test_where_the_proxy_resolves_names_no_private_one_passes(host: str) -> None:
    async with a_proxy("socks5h", HOST, 1) as (server, proxy):
        fetch = HttpFetch(SystemClock(), "1", pause=0.01, ways=WaysOut(own={"sources": proxy}))
        with pytest.raises(FetchError, match="not a public address"):
            await fetch.get(f"https://{host}/x")
        await fetch.close()
    assert server.asked == []


@pytest.mark.parametrize("kind", SCHEMES)
@pytest.mark.parametrize("trouble", ["refuses", "login", "gone"])
async def test_a_proxy_that_fails_is_told_and_nothing_goes_straight(kind: str, trouble: str) -> None:
    async with serving() as far, a_proxy(kind, HOST, far.port) as (server, working):
        server.refuses = trouble == "refuses"
        server.login = "ann:other" if trouble == "login" else server.login
        proxy = parse(f"{kind}://ann:p%40ss@127.0.0.1:1") if trouble == "gone" else working
        with pytest.raises(UnreachedError) as telegram:
            await Pool(far.url, 1, proxy).ask(b"GET / HTTP/1.1\r\n\r\n", 5, 5)
        client = HttpClient(far.url, discord_server.TOKEN, proxy=proxy)
        with pytest.raises(UndeliveredError) as discord:
            await client.ask("GET", "/x")
        await client.close()
        fetch = HttpFetch(SystemClock(), "1", pause=0.01, ways=WaysOut(own={"sources": proxy}))
        with pytest.raises(FetchError) as sources:
            await fetch.get(f"{far.url}/x", guarded=False)
        await fetch.close()
    assert far.heard == []
    for fault in (telegram, discord, sources):
        assert "proxy" in str(fault.value).lower()
        assert "p@ss" not in str(fault.value)
        assert "ann" not in str(fault.value)


async def test_a_proxy_that_says_nothing_is_given_up_in_time() -> None:
    released = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    proxy = Proxy("http", "127.0.0.1", server.sockets[0].getsockname()[1])
    with pytest.raises(TimeoutError, match="too slow"):
        await proxy.connect("example.org", 443, 0.05)
    released.set()
    server.close()


@pytest.mark.parametrize(
    "address",
    [
        "ann@127.0.0.1:3128",
        "ftp://ann@127.0.0.1:21",
        "http://ann@127.0.0.1",
        "socks5://ann@:1080",
        "http://ann@h:99999",
        "http://ann@h:1/path",
    ],
)
def test_an_address_that_is_none_of_a_proxy_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(NoProxyError, match="must be an address with a port"):
        parse(address)
    with pytest.raises(ConfigError, match="TELEGRAM_PROXY is wrong: must be an address") as wrong:
        load(Path("nowhere"), {"TELEGRAM_PROXY": address})
    assert "ann" not in str(wrong.value)


def test_a_password_is_decoded_and_shown_nowhere() -> None:
    proxy = parse("socks5h://ann:p%40ss@127.0.0.1:9050")
    assert (proxy.user, proxy.password, proxy.remote_names) == ("ann", "p@ss", True)
    assert "p@ss" not in repr(proxy)
    assert "9050" not in repr(load(Path("nowhere"), {"HTTPS_PROXY": "http://ann:p@127.0.0.1:9050"}).https_proxy)


@pytest.mark.parametrize(
    ("host", "exceptions", "straight"),
    [
        ("api.telegram.org", "", False), ("api.telegram.org", "telegram.org", True),
        ("api.telegram.org", ".telegram.org", True), ("api.telegram.org", "*.telegram.org", True),
        ("mytelegram.org", "telegram.org", False), ("10.1.2.3", "10.0.0.0/8", True), ("10.1.2.3", "10.1.2.3", True),
        ("11.1.2.3", "10.0.0.0/8", False), ("::1", "::1", True), ("LOCALHOST", "localhost", True), ("x", "*", True),
        ("api.telegram.org", "telegram.org:443", True), ("api.telegram.org", "telegram.org:8443", False),
        ("api.telegram.org", "Telegram.org.", True), ("::1", "[::1]", True), ("::1", "[::1]:443", True),
        ("::1", "[::1]:80", False), ("10.1.2.3", "10.1.2.3:443", True), ("fd00::1", "fd00::/8", True),
        ("10.1.2.3", "localhost 10.0.0.0/8", True), ("api.telegram.org", "localhost, telegram.org", True),
        ("1.2.3.4", "*", True), ("api.telegram.org", "10.0.0.0/8", False), ("1.2.3.4", "example.org", False),
    ],
)  # fmt: skip
def test_no_proxy_is_read_as_everywhere(host: str, exceptions: str, *, straight: bool) -> None:
    ways = read("http://127.0.0.1:1", {}, exceptions)
    assert excepted(host, ways.exceptions, 443) is straight
    bracketed = f"[{host}]" if ":" in host else host
    assert (ways.proxy("telegram", f"https://{bracketed}:443/x") is None) is straight


def test_a_ways_own_proxy_goes_before_the_one_for_all_and_direct_is_none() -> None:
    ways = load(
        Path("nowhere"),
        {
            "HTTPS_PROXY": "http://127.0.0.1:1", "TELEGRAM_PROXY": "socks5h://127.0.0.1:2", "DISCORD_PROXY": "direct",
        },
    ).ways_out  # fmt: skip
    assert ways.proxy("telegram", "https://api.telegram.org") == Proxy("socks5h", "127.0.0.1", 2)
    # A server of one's own is reached over http: the proxy for https is not meant, Telegram's own is.
    assert ways.proxy("telegram", "http://bots.example.org") == Proxy("socks5h", "127.0.0.1", 2)
    assert ways.proxy("telegram", "http://localhost:8081") is None
    assert ways.proxy("discord", "https://discord.com/api/v10") is None
    assert ways.proxy("sources", "https://example.org") == Proxy("http", "127.0.0.1", 1)
    assert ways.proxy("sources", "http://example.org") is None
    assert WaysOut().proxy("sources", "https://example.org") is None
