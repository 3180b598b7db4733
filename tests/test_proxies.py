"""Every way out of the program leads through the proxy that the settings name, over real proxies on loopback."""

import ast
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from bot.clock import SystemClock
from bot.config import ConfigError, Settings, load
from bot.core.model.source import FetchError, read_batch
from bot.fetch import HttpFetch
from bot.house import make_fetch
from bot.platforms.discord.http import HttpClient, UndeliveredError
from bot.platforms.telegram.http import Pool, UnreachedError
from bot.platforms.telegram.ptb_adapter import PtbRequest, make_bot
from bot.proxies import SCHEMES, NoProxyError, Proxy, WaysOut, excepted, parse, read
from bot.sources import SOURCES
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


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "[::1]", "localhost", "db.internal", "printer.lan", "localhost.localdomain",
        "LOCALHOST6.localdomain6.", "127.1", "10.1", "169.254.43518", "0x7f.0.0.1", "1.2.3.0x7f", "127.0.0.1.",
        "2130706433", "0x7f000001", "[::ffff:127.0.0.1]",
    ],
)  # fmt: skip
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


async def test_a_proxy_that_says_nothing_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.proxies.CONNECT_SECONDS", 0.05)
    released = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    proxy = Proxy("http", "127.0.0.1", server.sockets[0].getsockname()[1])
    with pytest.raises(TimeoutError, match="too slow"):
        await proxy.connect("example.org", 443)
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


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("socks5h://ann:p%C3%A9@h:1", "at most 255 signs of ASCII"),
        (f"socks5://ann:{'p' * 256}@h:1", "at most 255 signs of ASCII"),
        ("http://an%3An:p@h:1", "a user without a colon"),
    ],
)
def test_a_login_that_the_proxys_protocol_cannot_carry_is_refused(login: str, sentence: str) -> None:
    with pytest.raises(NoProxyError, match=sentence):
        parse(login)
    with pytest.raises(ConfigError, match=f"SOURCES_PROXY is wrong: must have .*{sentence}") as wrong:
        load(Path("nowhere"), {"SOURCES_PROXY": login})
    assert "@" not in str(wrong.value)


@pytest.mark.parametrize("kind", ["http", "https"])
@pytest.mark.parametrize("login", ["ann:pässwörd", "ann:كلمة"])
async def test_a_password_in_any_letters_opens_an_http_proxy(kind: str, login: str) -> None:
    tls = certificates()[0] if kind == "https" else None
    encoded = quote(login, safe=":")
    async with (
        TelegramServer() as telegram,
        proxying(kind, encoded, {"127.0.0.1": ("127.0.0.1", telegram.port)}, tls) as one,
    ):
        one.login = login
        proxy = parse(f"{kind}://{encoded}@127.0.0.1:{one.port}")
        _, writer = await proxy.connect("127.0.0.1", telegram.port)
        writer.close()
        async with ClientSession(connector=proxy.connector(1)) as session:
            answer = await session.get(f"{telegram.url}/bot{telegram_server.TOKEN}/getMe")
            assert (await answer.json())["ok"]


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
        ("خادم.example.org", "خادم.example.org", True), ("xn--mgbne2g.example.org", ".خادم.EXAMPLE.org.", True),
        ("xn--mgbne2g.example.org", "*.خادم.example.org:443", True),
        ("خادم.example.org", "xn--mgbne2g.example.org", True),
        ("a.straße.de", "xn--strae-oqa.de", True), ("strasse.de", "straße.de", False), ("x.org", "a..ü", False),
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


API_URLS = {"telegram": "TELEGRAM_API_URL", "discord": "DISCORD_API_URL"}
ON_A_PLATFORM = [
    (name, way)
    for name, source in SOURCES.items()
    for way, url in API_URLS.items()
    if url in {setting.name for setting in source.settings}
]


def test_the_sources_that_ask_a_platforms_own_server_are_known() -> None:
    assert {("telegram", "telegram"), ("discord_invite", "discord")} <= {*ON_A_PLATFORM}


@pytest.mark.parametrize(("source", "way"), ON_A_PLATFORM)
@pytest.mark.parametrize("own", [True, False])
async def test_a_source_that_asks_a_platforms_server_goes_the_platforms_way(
    source: str, way: str, *, own: bool
) -> None:  # fmt: skip
    names = {HOST: ("127.0.0.1", 0)}
    async with serving() as far, proxying("socks5h", "", names) as platforms, proxying("socks5h", "", names) as others:
        names[HOST] = ("127.0.0.1", far.port)
        set_up = {API_URLS[way]: f"http://{HOST}/api", "SOURCES_PROXY": others.url, "TELEGRAM_BOT_TOKEN": "42:abc"}
        if own:
            set_up[f"{way.upper()}_PROXY"] = platforms.url
        fetch = make_fetch(load(Path("nowhere"), set_up), set_up, SystemClock())
        _, handle = SOURCES[source].examples[0]
        await read_batch(SOURCES[source], [handle], fetch, set_up)
        await fetch.close()
        assert len(far.heard) == 1
    assert (platforms.asked, others.asked) == (([HOST], []) if own else ([], [HOST]))


def test_to_a_platforms_server_there_is_one_way_for_all_that_asks_it() -> None:
    ways = load(
        Path("nowhere"), {"HTTPS_PROXY": "http://h:1", "TELEGRAM_PROXY": "direct", "SOURCES_PROXY": "http://h:2"}
    ).ways_out
    assert ways.proxy("sources", "https://API.telegram.org.:443/bot1:x") is None
    assert ways.proxy("sources", "https://discord.com/api/v10") == Proxy("http", "h", 2)
    # Another port is another server.
    assert ways.proxy("sources", "https://api.telegram.org:8443") == Proxy("http", "h", 2)
    # Both at one place, each keeps the way of its own.
    both = {"TELEGRAM_API_URL": "http://h/t", "DISCORD_API_URL": "http://h/d", "DISCORD_PROXY": "http://h:3"}
    shared = load(Path("nowhere"), both).ways_out
    assert (shared.proxy("telegram", "http://h/t"), shared.proxy("discord", "http://h/d")) == (
        None,
        Proxy("http", "h", 3),
    )


@pytest.mark.parametrize(
    ("environment", "stored", "proxy", "exceptions"),
    [
        ({"https_proxy": "http://h:1", "no_proxy": "a.org"}, "", "http://h:1", "a.org"),
        ({}, "https_proxy=http://h:1\nno_proxy=a.org\n", "http://h:1", "a.org"),
        ({"https_proxy": "http://h:1", "HTTPS_PROXY": "http://h:2"}, "", "http://h:2", None),
        ({"https_proxy": "http://h:1", "HTTPS_PROXY": ""}, "", "http://h:1", None),
        # The machine's own, for all of its programs, is not what the bot's file asks for.
        ({"https_proxy": "http://h:1"}, "HTTPS_PROXY=http://h:2\nNO_PROXY=b.org\n", "http://h:2", "b.org"),
        ({"https_proxy": "http://h:1", "no_proxy": "*"}, "HTTPS_PROXY=http://h:2\n", "http://h:2", None),
        ({"https_proxy": "http://h:1"}, "HTTPS_PROXY=direct\n", "direct", None),
        ({"https_proxy": "http://h:1"}, "https_proxy=http://h:2\nno_proxy=b.org\n", "http://h:1", None),
        ({"no_proxy": "*"}, "https_proxy=http://h:2\nno_proxy=b.org\n", "http://h:2", "b.org"),
        ({"no_proxy": "*"}, "", "", None),
        ({"https_proxy": "http://h:1", "no_proxy": "*"}, "NO_PROXY=b.org\n", "http://h:1", "b.org"),
        ({"https_proxy": "proxy.example:3128"}, "", "http://proxy.example:3128", None),
        ({"https_proxy": "direct"}, "", "direct", None),
        ({"https_proxy": ""}, "HTTPS_PROXY=http://h:2\n", "http://h:2", None),
        ({"telegram_proxy": "http://h:1", "log_level": "debug"}, "", "", None),
    ],
)
def test_the_proxy_for_all_is_also_read_in_small_letters_as_elsewhere(
    tmp_path: Path, environment: dict[str, str], stored: str, proxy: str, exceptions: str | None
) -> None:
    file = tmp_path / ".env"
    file.write_text(stored, encoding="utf-8")
    found, unset = load(file, environment), Settings()
    assert found.https_proxy.get_secret_value() == proxy
    assert found.no_proxy == (exceptions or unset.no_proxy)
    assert (found.telegram_proxy, found.log_level) == (unset.telegram_proxy, "info")


@pytest.mark.parametrize("own", ["TELEGRAM_PROXY", "DISCORD_PROXY", "SOURCES_PROXY"])
def test_an_exception_in_small_letters_leads_past_no_proxy_of_the_bots_own(tmp_path: Path, own: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"{own}=socks5h://127.0.0.1:9050\n", encoding="utf-8")
    ways = load(file, {"https_proxy": "http://h:1", "no_proxy": "*"}).ways_out
    assert ways.proxy(own.lower().removesuffix("_proxy"), "https://example.org") == Proxy("socks5h", "127.0.0.1", 9050)


@pytest.mark.parametrize("value", ["proxy.example", "http://proxy.example", "socks4://h:1", "http://u:hunter2@h"])
def test_a_proxy_in_small_letters_that_is_none_is_named_as_it_was_found(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"^https_proxy is wrong: must be an address with a port") as refused:
        load(tmp_path / "none", {"https_proxy": value})
    assert "hunter2" not in str(refused.value)
    found = load(tmp_path / "none", {"https_proxy": value, "HTTPS_PROXY": "http://h:2"})
    assert found.https_proxy.get_secret_value() == "http://h:2"
