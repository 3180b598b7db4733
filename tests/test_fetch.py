import asyncio
import gzip
import ipaddress
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.clock import SystemClock
from bot.core.model.source import Answer, FetchError
from bot.fetch import MAX_BYTES, HttpFetch, lookup, redact
from bot.ip_ranges import is_public
from tests.sources.loopback import Loopback, certificates, saying, serving

TOKEN = "123456:s3cret/+token"


class CountingClock(SystemClock):
    """The machine's time, which notes how long it was asked to wait."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        await super().sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with serving() as server:
        yield server


@pytest.fixture
def clock() -> CountingClock:
    return CountingClock()


@asynccontextmanager
async def fetching(clock: SystemClock | None = None, **parts: Any) -> AsyncIterator[HttpFetch]:  # noqa: ANN401 - HttpFetch's own
    fetch = HttpFetch(clock or CountingClock(), "9.9", secrets=[TOKEN], **parts)
    try:
        yield fetch
    finally:
        await fetch.close()


@contextmanager
def closed_port() -> Iterator[int]:
    """A port on which nobody listens: it is bound, so that nobody else takes it, and no more."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


async def test_an_answer_has_its_status_lower_case_headers_and_json(server: Loopback) -> None:
    server.say = saying({"a": [1, "é"]}, 404, {"X-App-Usage": "{}"})

    async with fetching() as fetch:
        answer = await fetch.get(f"{server.url}/x?y=1", [("z", "a b"), ("z", "é")], {"X-Mine": "1"}, guarded=False)
        bare = await fetch.get(f"{server.url}/x?y=1", guarded=False)

    assert (answer.status, answer.json, answer.headers["x-app-usage"]) == (404, {"a": [1, "é"]}, "{}")
    assert bare.status == 404
    heard, kept = server.heard
    assert heard.query[-2:] == [("z", "a b"), ("z", "é")]
    assert heard.headers["user-agent"] == "nolike/9.9"
    assert heard.headers["x-mine"] == "1"
    assert kept.query == [("y", "1")]


@pytest.mark.parametrize("body", ["<html>", "", '{"a":', "[" * 200_000, "1" * 5000])
async def test_what_is_no_json_is_none(body: str, server: Loopback) -> None:
    server.say = saying(body)

    async with fetching() as fetch:
        answer = await fetch.get(server.url, guarded=False)

    assert answer.json is None


async def test_a_busy_server_is_asked_twice_more_with_growing_waits(server: Loopback, clock: CountingClock) -> None:
    server.first = [saying(status=503), saying(status=502)]
    server.say = saying({"ok": 1})

    async with fetching(clock) as fetch:
        answer = await fetch.post(server.url, {"a": "1"}, guarded=False)

    assert answer.json == {"ok": 1}
    assert [heard.form for heard in server.heard] == [{"a": "1"}] * 3
    assert 0.25 <= clock.waits[0] <= 0.75
    assert 0.5 <= clock.waits[1] <= 1.5


async def test_the_third_busy_answer_is_the_answer(server: Loopback, clock: CountingClock) -> None:
    server.say = saying(status=504)

    async with fetching(clock) as fetch:
        answer = await fetch.get(server.url, guarded=False)

    assert answer.status == 504
    assert len(server.heard) == 3
    assert len(clock.waits) == 2


async def test_another_server_error_is_not_repeated(server: Loopback) -> None:
    server.say = saying(status=500)

    async with fetching() as fetch:
        assert (await fetch.get(server.url, guarded=False)).status == 500

    assert len(server.heard) == 1


async def test_a_refused_connection_is_tried_three_times(clock: CountingClock) -> None:
    with closed_port() as port:
        async with fetching(clock) as fetch:
            with pytest.raises(FetchError, match=r"^127\.0\.0\.1: ConnectError"):
                await fetch.get(f"http://127.0.0.1:{port}/bot{TOKEN}/", [("access_token", TOKEN)], guarded=False)

    assert len(clock.waits) == 2


async def test_an_answer_that_takes_too_long_is_given_up(server: Loopback) -> None:
    asked = asyncio.Event()

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        asked.set()
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    server.say = drip
    async with fetching(limit=0.2) as fetch:
        with pytest.raises(FetchError, match="TimeoutError"):
            await fetch.get(server.url, guarded=False)

    assert asked.is_set()
    assert len(server.heard) == 1


async def test_an_answer_above_the_size_limit_is_dropped(server: Loopback) -> None:
    server.say = saying("1" * (MAX_BYTES + 1))

    async with fetching() as fetch:
        with pytest.raises(FetchError, match="more than 2000000 bytes"):
            await fetch.get(server.url, guarded=False)


async def test_a_compressed_body_that_was_not_requested_is_not_decompressed(server: Loopback) -> None:
    async def say(_: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(b"1" * 50_000_000), headers={"Content-Encoding": "gzip"})

    server.say = say
    async with fetching() as fetch:
        answer = await fetch.get(server.url, guarded=False)

    assert answer.json is None
    assert server.heard[0].headers["accept-encoding"] == "identity"


async def test_a_redirect_is_an_answer_and_is_not_followed(server: Loopback) -> None:
    server.say = saying(status=302, headers={"Location": f"{server.url}/elsewhere"})

    async with fetching() as fetch:
        answer = await fetch.get(server.url, guarded=False)

    assert answer.status == 302
    assert [heard.path for heard in server.heard] == ["/"]


async def test_no_cookie_is_kept(server: Loopback) -> None:
    server.say = saying({}, headers={"Set-Cookie": "who=you; Path=/"})

    async with fetching() as fetch:
        await fetch.get(server.url, guarded=False)
        await fetch.get(server.url, guarded=False)

    assert "cookie" not in server.heard[1].headers


@pytest.mark.parametrize("url", ["http://[::1", "ftp://127.0.0.1/x", "nonsense"])
async def test_an_impossible_address_is_a_fetch_error(url: str) -> None:
    async with fetching() as fetch:
        with pytest.raises(FetchError):
            await fetch.get(url, guarded=False)


async def test_the_token_is_in_no_error_and_no_log(server: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def hang_up(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    server.say = hang_up
    async with fetching() as fetch:
        with pytest.raises(FetchError) as failed:
            await fetch.get(f"{server.url}/bot{TOKEN}/x", [("access_token", TOKEN)], guarded=False)
        server.say = saying({})
        await fetch.get(f"{server.url}/bot{TOKEN}/x", [("access_token", TOKEN)], guarded=False)

    assert failed.value.__cause__ is None
    assert "s3cret" not in str(failed.value) + repr(failed.value) + caplog.text
    assert "127.0.0.1" in str(failed.value)


# The guard


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must be refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "2001:db8::1",
    ],
)
async def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    async def resolve(_: str, port: int) -> Sequence[tuple[str, int]]:
        return [(address, port)]

    assert not is_public(ipaddress.ip_address(address))
    async with fetching(resolve=resolve) as fetch:
        with pytest.raises(FetchError, match=r"^social\.example: not a public address$"):
            await fetch.get("https://social.example/")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "[::ffff:10.0.0.1]"])
async def test_a_host_that_is_this_machine_is_refused_by_the_real_resolver(host: str) -> None:
    async with fetching() as fetch:
        with pytest.raises(FetchError, match="not a public address"):
            await fetch.get(f"https://{host}/")


async def test_one_private_address_among_public_ones_refuses_them_all() -> None:
    async def resolve(_: str, port: int) -> Sequence[tuple[str, int]]:
        return [("8.8.8.8", port), ("10.0.0.1", port)]

    async with fetching(resolve=resolve) as fetch:
        with pytest.raises(FetchError, match="not a public address"):
            await fetch.get("https://social.example/")


async def test_plain_http_is_refused_by_the_guard(server: Loopback) -> None:
    async with fetching(resolve=server.resolve, permit=lambda _: True) as fetch:
        with pytest.raises(FetchError, match="only https is allowed"):
            await fetch.get(f"{server.url}/")

    assert server.heard == []


async def test_the_address_that_was_checked_is_the_one_that_is_dialled(server: Loopback) -> None:
    """A name server that answers differently the second time reaches nobody."""
    answers = [[("127.0.0.1", server.tls_port)], [("127.0.0.2", server.tls_port)]]
    checked = []

    async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        return answers.pop(0)

    def permit(address: object) -> bool:
        checked.append(str(address))
        return True

    server.say = saying({"followers_count": 5})
    async with fetching(resolve=resolve, permit=permit, tls=certificates()[1]) as fetch:
        answer = await fetch.get("https://social.example/x", [("acct", "inwi")])

    assert answer == Answer(200, answer.headers, {"followers_count": 5})
    assert checked == ["127.0.0.1"]
    assert len(answers) == 1
    [heard] = server.heard
    assert (heard.headers["host"], heard.query, heard.sni) == ("social.example", [("acct", "inwi")], True)


async def test_a_dead_address_gives_way_to_the_next_one(server: Loopback) -> None:
    with closed_port() as dead:

        async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
            return [("127.0.0.1", dead), ("127.0.0.1", server.tls_port)]

        async with fetching(resolve=resolve, permit=lambda _: True, tls=certificates()[1]) as fetch:
            answer = await fetch.get("https://social.example/")

    assert answer.status == 200


async def test_two_hosts_on_one_address_share_no_connection(server: Loopback) -> None:
    """Else the second one's certificate would never be looked at."""
    async with fetching(resolve=server.resolve, permit=lambda _: True, tls=certificates()[1]) as fetch:
        await fetch.get("https://social.example/")
        with pytest.raises(FetchError, match="certificate verify failed"):
            await fetch.get("https://stranger.example/")


async def test_an_untrusted_certificate_is_refused(server: Loopback) -> None:
    tls = ssl.create_default_context()
    async with fetching(resolve=server.resolve, permit=lambda _: True, tls=tls) as fetch:
        with pytest.raises(FetchError, match="certificate verify failed"):
            await fetch.get("https://social.example/")

    assert server.heard == []


@pytest.mark.parametrize("trouble", [OSError("no such name"), UnicodeError("label too long")])
async def test_a_name_that_is_not_found_is_tried_again_and_then_given_up(
    trouble: Exception, clock: CountingClock
) -> None:
    async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        raise trouble

    async with fetching(clock, resolve=resolve) as fetch:
        with pytest.raises(FetchError, match=r"^social\.example: ConnectError: the name is not found"):
            await fetch.get("https://social.example/")

    assert len(clock.waits) == 2


async def test_a_name_without_addresses_is_unreachable() -> None:
    async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        return []

    async with fetching(resolve=resolve) as fetch:
        with pytest.raises(FetchError, match="the name has no address"):
            await fetch.get("https://social.example/")


async def test_an_ipv6_address_is_dialled_as_one() -> None:
    with closed_port() as dead:

        async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
            return [("::1", dead)]

        async with fetching(resolve=resolve, permit=lambda _: True) as fetch:
            with pytest.raises(FetchError, match=r"^social\.example: ConnectError"):
                await fetch.get("https://social.example/")


async def test_the_system_resolver_gives_addresses_with_ports() -> None:
    assert ("127.0.0.1", 8443) in await lookup("127.0.0.1", 8443)


# Redaction


def test_a_secret_is_redacted_as_it_is_and_percent_encoded() -> None:
    text = f"a {TOKEN} b 123456%3As3cret%2F%2Btoken c"

    assert redact(text, [TOKEN, ""]) == "a [secret] b [secret] c"


def test_a_longer_secret_is_redacted_before_one_inside_it() -> None:
    assert redact("abcdef", ["abc", "abcdef"]) == "[secret]"


async def test_a_key_that_no_header_takes_is_not_repeated_by_the_error(server: Loopback) -> None:
    key = "first-half\nsecond-half"
    fetch = HttpFetch(CountingClock(), "9.9", secrets=[key])
    with pytest.raises(FetchError, match="LocalProtocolError") as refused:
        await fetch.get(f"{server.url}/x", headers={"authorization": f"Bearer {key}"}, guarded=False)
    await fetch.close()
    assert "half" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("GET /v26.0?access_token=EAAB|x&fields=a", "GET /v26.0?access_token=[secret]&fields=a"),
        ("https://api.telegram.org/bot123:AAbb-_9/getMe", "https://api.telegram.org/bot[secret]/getMe"),
        ("nothing here", "nothing here"),
    ],
)
def test_what_looks_like_a_token_is_redacted_too(text: str, redacted: str) -> None:
    assert redact(text) == redacted
