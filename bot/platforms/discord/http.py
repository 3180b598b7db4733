"""The HTTP client for Discord's API: one request at a time, its answer, and the limits that the answer names."""

import asyncio
import io
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any

import aiohttp
import discord
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from yarl import URL

from bot.core.delivery.retry import CONNECTIONS
from bot.platforms.flood_waits import wait_seconds
from bot.proxies import Proxy, seconds_through, told, told_as_reset

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
# Discord bans an IP address after 10,000 requests answered 401, 403 or 429 within ten minutes:
# https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
INVALID = 900
INVALID_SECONDS = 600.0
# A 429 without a `Via` header comes from Cloudflare, which does not always say how long to wait.
SHUT_OUT_SECONDS = 60.0
NOT_CONNECTED = (
    aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL,
    ProxyConnectionError, ProxyError, ProxyTimeoutError, asyncio.IncompleteReadError,
)  # fmt: skip
"""The errors of a connection that was not made, a proxy's among them, also one that ends in its greeting."""

_JSON = {"Content-Type": "application/json"}
_INVALID_STATUSES = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}


class UndeliveredError(Exception):
    """The request surely had no effect, because it never left."""


class UnclearError(Exception):
    """The request left, and Discord gave no clear answer."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What Discord answered.

    `data` is its JSON, None if there is none. `wait` is how many seconds the next request of this kind to the same
    channel has to wait; with `everywhere`, all requests of the bot have to.
    """

    status: int
    data: Any = None
    wait: float = 0.0
    everywhere: bool = False

    @property
    def well(self) -> bool:
        """Whether the request succeeded."""
        return self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def code(self) -> int:
        """Discord's JSON error code; 0 if the answer has none."""
        code = self.data.get("code") if isinstance(self.data, dict) else 0
        return code if isinstance(code, int) else 0

    @property
    def said(self) -> str:
        """Discord's error message."""
        words = self.data.get("message") if isinstance(self.data, dict) else None
        return str(words or f"HTTP {self.status}")


@dataclass(frozen=True, slots=True)
class File:
    """An attachment of a message."""

    name: str
    data: bytes


class Budget:
    """The budget of invalid requests within ten minutes, far below Discord's limit."""

    def __init__(self, most: int = INVALID, seconds: float = INVALID_SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._spent: deque[float] = deque()

    def spend(self) -> None:
        """Count one more invalid request."""
        self._spent.append(monotonic())

    def wait(self) -> float:
        """Seconds until the budget allows another request; 0 if it does now."""
        now = monotonic()
        while self._spent and self._spent[0] <= now - self._seconds:
            self._spent.popleft()
        if len(self._spent) < self._most:
            return 0.0
        return self._spent[len(self._spent) - self._most] + self._seconds - now

    @property
    def spent(self) -> int:
        """The number of invalid requests within the period."""
        return len(self._spent)


class HttpClient:
    """Requests to Discord's HTTP API at `api_url` (such as `https://discord.com/api/v10`), one pool of connections.

    It neither waits nor retries: the caller does, because only the caller knows which requests may be repeated.
    """

    def __init__(
        self, api_url: str, token: str, read: float = READ_SECONDS, proxy: Proxy | None = None,
        budget: Budget | None = None,
    ) -> None:  # fmt: skip
        self.budget = budget or Budget()
        self._proxy = proxy
        self._base = api_url.rstrip("/")
        self._headers = {
            "Authorization": f"Bot {token}",
            "User-Agent": f"DiscordBot (nolike, {discord.__version__})",
        }
        self._read = read
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        params: Mapping[str, str] | None = None,
        file: File | None = None,
    ) -> Answered:
        """Send one request.

        Raises UndeliveredError or UnclearError; their messages never contain an address, since an interaction's holds a
        token.
        """
        session = self._opened()
        options: dict[str, Any] = {"headers": self._headers, "params": params, "allow_redirects": False}
        if body is not None:
            packed = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            if file is None:
                options |= {"data": packed, "headers": self._headers | _JSON}
            else:
                options["data"] = _form(packed, file)
        failure: UndeliveredError | UnclearError
        try:
            with told_as_reset():
                async with session.request(method, URL(self._base + path), **options) as response:
                    return self._read_answer(response, await response.read())
        except NOT_CONNECTED as fault:
            # DNS, TCP, TLS and the wait for a free connection all happen before the first byte is sent.
            failure = UndeliveredError(self.told(fault))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            failure = UnclearError(self.told(fault))
        # Raised outside the `except` so that the library's error, which contains the address, is not its context.
        raise failure

    async def fetch(self, url: str, most: int) -> bytes:
        """Download at most `most` bytes of a file that a person uploaded; raises UnclearError."""
        try:
            with told_as_reset():
                async with self._opened().get(URL(url, encoded=True), allow_redirects=False) as response:
                    if response.status == HTTPStatus.OK:
                        return b"".join([part async for part in _parts(response.content, most)])
                    said = f"HTTP {response.status}"
        except (*NOT_CONNECTED, aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            said = self.told(fault)
        raise UnclearError(said)

    def told(self, fault: Exception) -> str:
        """The kind of an error, which names the proxy where there is one."""
        return told(self._proxy, type(fault).__name__)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connect = seconds_through(self._proxy, CONNECT_SECONDS)
            # The proxy's part ends first: its library closes what stalls in TLS without end, until it is cut off.
            proxied = seconds_through(self._proxy, 0) or None
            self._session = aiohttp.ClientSession(
                connector=self.connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(
                    total=connect + self._read, connect=connect, sock_connect=proxied, sock_read=self._read
                ),
            )
        return self._session

    def connector(self) -> aiohttp.BaseConnector:
        """What a session connects with: through the proxy, where there is one."""
        return aiohttp.TCPConnector(limit=CONNECTIONS) if self._proxy is None else self._proxy.connector(CONNECTIONS)

    async def close(self) -> None:
        """Close the pool of HTTP connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _read_answer(self, response: aiohttp.ClientResponse, body: bytes) -> Answered:
        headers = response.headers
        status = response.status
        if status in _INVALID_STATUSES and headers.get("X-RateLimit-Scope") != "shared":
            self.budget.spend()
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return _limited(status, headers, _json(body))
        data = _json(body)
        if status < HTTPStatus.MULTIPLE_CHOICES and body and data is None:
            raise ValueError("unreadable answer")
        used_up = headers.get("X-RateLimit-Remaining") == "0"
        wait = wait_seconds(headers.get("X-RateLimit-Reset-After"), 0) if used_up else 0
        return Answered(status, data, wait)


async def _parts(content: aiohttp.StreamReader, most: int) -> AsyncIterator[bytes]:
    """Yield the chunks of a body until `most` bytes have arrived."""
    async for part in content.iter_chunked(1 << 16):
        yield part[:most]
        most -= len(part)
        if most <= 0:
            return


def _form(packed: bytes, file: File) -> aiohttp.FormData:
    # aiohttp writes bytes in one go, which keeps the loop waiting; a file is read piece by piece.
    # aiohttp would percent-encode the brackets of the name, which Discord does not accept.
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", packed.decode(), content_type="application/json")
    form.add_field("files[0]", io.BytesIO(file.data), filename=file.name, content_type="application/octet-stream")
    return form


def _limited(status: int, headers: Mapping[str, str], data: object) -> Answered:
    said = data if isinstance(data, dict) else {}
    shut_out = "Via" not in headers or not said
    least = SHUT_OUT_SECONDS if shut_out else 0.0
    wait = wait_seconds(said.get("retry_after"), wait_seconds(headers.get("Retry-After"), least))
    return Answered(status, data, wait, everywhere=bool(said.get("global")) or shut_out)


def _json(body: bytes) -> Any:  # noqa: ANN401 - JSON is any of its types
    try:
        return json.loads(body) if body else None
    except ValueError:
        return None
