"""The HTTP client of the sources: time limits, retries, an SSRF guard, and no secret in an error."""

import asyncio
import ipaddress
import json
import logging
import random
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeAlias

import httpx

from bot.core.model.privacy import forms, hidden
from bot.core.model.source import Answer, FetchError
from bot.core.ports.clock import Clock
from bot.ip_ranges import IPAddress, is_public
from bot.proxies import WaysOut, bracketed, seconds_through, told
from bot.proxies.httpx_transport import WaysTransport, proxy_to

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[tuple[str, int]]]]
Permit: TypeAlias = Callable[[IPAddress], bool]

# To a platform's own server it is the platform's way, see `WaysOut`.
WAY = "sources"
STRAIGHT = WaysOut()
MAX_TRIES = 3
MAX_BYTES = 2_000_000
# The server, or a proxy in front of it, is overloaded for now.
RETRY_STATUSES = frozenset({502, 503, 504})
CONNECT_SECONDS = 5.0
# Enough to get past one broken address family; more would only cost time.
MAX_ADDRESSES = 3

# https://www.iana.org/assignments/special-use-domain-names and what home networks use.
_PRIVATE_NAMES = (
    ".localhost", ".local", ".localdomain", ".localdomain4", ".localdomain6", ".internal", ".intranet", ".lan", ".home",
    ".corp", ".private", ".arpa",
)  # fmt: skip

_BOT_TOKEN = re.compile(r"(/bot)\d+:[\w-]+", re.IGNORECASE)


class HttpFetch:
    """HTTP with time limits, retries, a size limit, the address guard, and no redirects or cookies.

    One try takes at most `limit` seconds, and what a proxy may take to connect; the first backoff is about `pause`
    seconds of `clock`, then it doubles. `version` stands in the User-Agent, with an address where a site's owner can
    ask who reads it. `secrets` are removed from errors. `resolve`, `permit` and `tls` are the parts of the address
    guard: the name lookup, the allowed addresses, and the trusted certificates. `ways` names the proxies; one that
    resolves names itself is given the name, after a check of the name alone.
    """

    def __init__(  # noqa: PLR0913 - each has a default that only tests and the settings change
        self,
        clock: Clock,
        version: str,
        *,
        secrets: Sequence[str] = (),
        limit: float = 20.0,
        pause: float = 0.5,
        resolve: Resolve | None = None,
        permit: Permit | None = None,
        tls: ssl.SSLContext | None = None,
        ways: WaysOut = STRAIGHT,
    ) -> None:
        # At INFO and below they log whole URLs with their tokens.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._clock = clock
        self._ways = ways
        self._secrets = tuple(secrets)
        self._limit = limit
        self._pause = pause
        tls = tls or httpx.create_ssl_context()
        # No compression, so that a small answer cannot expand to a huge one.
        headers = {"user-agent": f"nolike/{version}", "accept": "application/json", "accept-encoding": "identity"}
        self._plain = _client(WaysTransport(tls, ways, WAY), headers)
        self._guarded = _client(_GuardedTransport(tls, resolve or lookup, permit or is_public, ways), headers)

    async def get(
        self,
        url: str,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        *,
        guarded: bool = True,
    ) -> Answer:
        """GET, see `bot.core.model.source.Fetch.get`; raises FetchError."""
        pairs: list[tuple[str, str | int | float | bool | None]] = [*params]
        return await self._with_retries(url, "GET", guarded=guarded, params=pairs or None, headers=headers)

    async def post(self, url: str, form: Mapping[str, str], *, guarded: bool = True) -> Answer:
        """POST `form` to `url`; raises FetchError. It is repeated like a GET: sources only ask."""
        return await self._with_retries(url, "POST", guarded=guarded, data=form)

    async def close(self) -> None:
        """Close every kept connection to the sources."""
        await self._plain.aclose()
        await self._guarded.aclose()

    async def _with_retries(self, url: str, method: str, *, guarded: bool, **request: Any) -> Answer:  # noqa: ANN401 - httpx's own arguments
        client = self._guarded if guarded else self._plain
        wait, left = self._pause, MAX_TRIES
        while True:
            left -= 1
            try:
                answer = await self._once(client, url, method, request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if not left:
                    # From None: httpx keeps the request in its errors, and the request holds the token.
                    raise self._error(url, error) from None
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
                raise self._error(url, error) from None
            else:
                if not left or answer.status not in RETRY_STATUSES:
                    return answer
            await self._clock.sleep(random.uniform(wait / 2, wait * 3 / 2))  # noqa: S311 - spreads load, hides nothing
            wait *= 2

    async def _once(self, client: httpx.AsyncClient, url: str, method: str, request: Mapping[str, Any]) -> Answer:
        body = bytearray()
        limit = seconds_through(proxy_to(self._ways, WAY, httpx.URL(url)), self._limit)
        async with asyncio.timeout(limit), client.stream(method, url, **request) as response:
            async for part in response.aiter_raw():
                body += part
                if len(body) > MAX_BYTES:
                    raise FetchError(f"{response.url.host}: more than {MAX_BYTES} bytes")
        return Answer(response.status_code, dict(response.headers), _json(body), bytes(body))

    def _error(self, url: str, error: Exception) -> FetchError:
        """A FetchError that names the host and nothing else of the URL, and the proxy where there is one."""
        try:
            place = httpx.URL(url)
        except httpx.InvalidURL:
            return FetchError("not an address")
        said = redact(str(error), self._secrets).partition("\n")[0]
        kind = f"{type(error).__name__}: {said}" if said else type(error).__name__
        return FetchError(f"{place.host}: {told(proxy_to(self._ways, WAY, place), kind)}")


class _GuardedTransport(httpx.AsyncBaseTransport):
    """Connects only to checked addresses, and only over https.

    The name is resolved once, and the checked address is the one that is dialled: a second, different answer of the
    name server (DNS rebinding) changes nothing. No connection is reused: two hosts on one address must not share it.
    """

    def __init__(self, tls: ssl.SSLContext, resolve: Resolve, permit: Permit, ways: WaysOut) -> None:
        self._resolve = resolve
        self._permit = permit
        self._ways = ways
        self._inner = WaysTransport(tls, ways, WAY, kept=0)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response of the first checked address that accepts a connection."""
        host = request.url.raw_host.decode("ascii")
        if request.url.scheme != "https":
            raise FetchError(f"{host}: only https is allowed")
        places = await self._checked(host, request.url.port or 443)
        failed: httpx.TransportError | None = None
        for address, port in places[:MAX_ADDRESSES]:
            dialled = httpx.Request(
                request.method,
                request.url.copy_with(host=address, port=port),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(dialled)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed or httpx.ConnectError("the name has no address")

    async def aclose(self) -> None:
        """Close the connections of the pool."""
        await self._inner.aclose()

    async def _checked(self, host: str, port: int) -> Sequence[tuple[str, int]]:
        proxy = self._ways.proxy(WAY, f"https://{bracketed(host)}:{port}")
        if proxy is not None and proxy.remote_names:
            return [self._checked_name(host, port)]
        try:
            places = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"the name is not found ({error})") from None
        if not all(self._permit(ipaddress.ip_address(address)) for address, _ in places):
            raise FetchError(f"{host}: not a public address")
        return places

    def _checked_name(self, host: str, port: int) -> tuple[str, int]:
        """A host whose name the proxy resolves: only the name can be judged, so none of a private network passes."""
        try:
            public = self._permit(ipaddress.ip_address(host.strip("[]")))
        except ValueError:
            name = host.rstrip(".").lower()
            # A last part that begins with a digit is no domain: 127.1 and 0x7f.0.0.1 are read as addresses.
            _, dot, last = name.rpartition(".")
            public = bool(dot) and not last[:1].isdigit() and not name.endswith(_PRIVATE_NAMES)
        if not public:
            raise FetchError(f"{host}: not a public address")
        return host, port


async def lookup(host: str, port: int) -> Sequence[tuple[str, int]]:
    """All addresses of a host with the port to dial, as the system resolves them; raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(place[0]), int(place[1])) for *_, place in found]


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without the secrets, in whatever form, and without anything that looks like a token in a URL."""
    return _BOT_TOKEN.sub(lambda found: f"{found[1]}[secret]", hidden(text, forms(secrets), "[secret]"))


def _client(transport: httpx.AsyncBaseTransport, headers: Mapping[str, str]) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=transport,
        headers=headers,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
        follow_redirects=False,
        trust_env=False,
    )


def _json(body: bytes | bytearray) -> Any:  # noqa: ANN401 - JSON is any of its types
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
