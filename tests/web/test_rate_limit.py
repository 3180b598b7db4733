import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.config import ConfigError, load
from bot.web import rate_limit
from bot.web.rate_limit import BURST, network_of
from storage import Database
from tests.fakes import until
from tests.talk import END, SLUG, load_2016
from tests.web.house import DATA, PAGE, Served, serving

COSTLY = [f"{DATA}/snapshots.csv", f"{DATA}/series?points={{}}", "/checkin/1/x{}"]


async def statuses(served: Served, path: str, count: int, **headers: str) -> list[int]:
    return [(await served.get(path.format(number + 2), **headers)).status_code for number in range(count)]


@pytest.fixture
def no_refill(served: Served) -> None:
    served.app.rate_limit.per_second = 0.001


@pytest.mark.usefixtures("no_refill")
@pytest.mark.parametrize("path", COSTLY)
async def test_the_61st_costly_request_is_a_429_that_says_when_to_try_again(served: Served, path: str) -> None:
    assert 429 not in await statuses(served, path, 25)
    served.app.rate_limit._buckets.clear()
    # Of one company, which nobody asked for before: what is kept in the cache costs nothing.
    assert 429 not in await statuses(served, f"{DATA}/series?target=inwi&points={{}}", BURST)
    answer = await served.get(path.format(900))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many requests" in answer.text


@pytest.mark.usefixtures("no_refill")
async def test_cached_pages_and_the_live_stream_are_never_refused_by_the_rate_limit(served: Served) -> None:
    await statuses(served, f"{DATA}/series?points={{}}", BURST + 1)
    assert set(await statuses(served, PAGE, 100)) == {200}
    async with served.browser.stream("GET", f"{PAGE}/live") as stream:
        assert stream.status_code == 200


@pytest.mark.usefixtures("no_refill")
async def test_a_network_is_an_ipv4_address_or_an_ipv6_64(served: Served) -> None:
    path = f"{DATA}/series?points={{}}"
    await statuses(served, path, BURST, x_forwarded_for="2001:db8:1:2::1")
    assert await statuses(served, f"{path}&target=inwi", 1, x_forwarded_for="2001:db8:1:2:ffff::9") == [429]
    assert await statuses(served, f"{path}&target=inwi", 1, x_forwarded_for="2001:db8:1:3::1") == [200]
    assert await statuses(served, f"{path}&target=meditel", 1, x_forwarded_for="198.51.100.7") == [200]


@pytest.mark.parametrize(
    ("host", "network"),
    [("198.51.100.7", "198.51.100.7"), ("::ffff:198.51.100.7", "198.51.100.7"), ("", ""),
     ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("unix", "unix")],
)  # fmt: skip
def test_addresses_of_one_network_count_together(host: str, network: str) -> None:
    assert network_of(host) == network


async def test_the_rate_refills_by_one_a_second(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("bot.web.rate_limit.time.monotonic", lambda: now[0])
    await statuses(served, f"{DATA}/series?points={{}}", BURST)
    assert await statuses(served, f"{DATA}/series?target=inwi&points={{}}", 1) == [429]
    now[0] += 2
    assert await statuses(served, f"{DATA}/series?target=inwi&points={{}}", 3) == [200, 200, 429]


async def test_only_so_many_networks_are_remembered(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MAX_NETWORKS", 3)
    for number in range(6):
        await served.get(f"{DATA}/snapshots.csv", x_forwarded_for=f"198.51.100.{number}")
    assert len(served.app.rate_limit._buckets) == 3


async def test_forwarded_headers_of_untrusted_networks_are_ignored(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with serving(sqlite_store, END, web_trusted_proxies="10.0.0.0/8") as served:
        served.app.rate_limit.per_second = 0.001
        answer = await served.get(PAGE, x_forwarded_proto="https", x_forwarded_for="203.0.113.5")
        assert "strict-transport-security" not in answer.headers
        for number in range(BURST):
            path = f"{DATA}/series?points={number + 2}"
            assert (await served.get(path, x_forwarded_for=f"203.0.113.{number}")).status_code == 200
        assert (await served.get(f"{DATA}/series?points=99", x_forwarded_for="203.0.113.99")).status_code == 429


def test_trusted_proxies_are_networks() -> None:
    found = load(environment={"WEB_TRUSTED_PROXIES": "127.0.0.1, 10.1.2.3/8,fd00::/8"}, env_file=Path("none"))
    assert found.web_trusted_proxies == "127.0.0.1/32,10.0.0.0/8,fd00::/8"
    for wrong in ("*", "example.org", "10.0.0.0/99"):
        with pytest.raises(ConfigError, match="WEB_TRUSTED_PROXIES is wrong: must be addresses or networks"):
            load(environment={"WEB_TRUSTED_PROXIES": wrong}, env_file=Path("none"))


async def test_clients_that_do_not_read_hold_neither_exports_nor_connections(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.serve.SEND_SECONDS", 0.5)

    async def endless(*_: object) -> AsyncIterator[bytes]:
        for _number in range(400):
            yield b"x" * 100_000

    monkeypatch.setattr("bot.web.data.series.snapshots_csv", endless)
    slow = []
    for _ in range(4):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port, limit=1024)
        writer.write(f"GET {DATA}/snapshots.csv HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        slow.append(writer)
    assert not served.app.downloads.locked()
    assert (await served.get(f"/api/v1/campaigns/{SLUG}")).status_code == 200
    # The browser's own connection stays.
    await until(lambda: len(served.server.server_state.connections) == 1)
    assert served.reported == []
    for writer in slow:
        writer.close()


async def test_over_the_total_the_slowest_connection_is_dropped_first(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.serve.MAX_CONNECTIONS", 3)
    connections = []
    for _ in range(4):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(f"GET {PAGE} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        connections.append((reader, writer))
    with suppress(ConnectionError):
        await asyncio.wait_for(connections[0][0].read(), 5)
    for reader, _ in connections[1:]:
        await reader.readuntil(b"</html>")
        assert not reader.at_eof()
    for _, writer in connections:
        writer.close()
