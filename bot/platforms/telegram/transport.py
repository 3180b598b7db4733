"""The wire to Telegram: python-telegram-bot's requests sent by aiohttp, which costs a quarter of the CPU of its own."""

import json
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.platforms.telegram.faults import FloodError, UnclearError, UndeliveredError

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 60.0
# How python-telegram-bot's addresses of files begin, with the placeholder that it has for the token.
FILES = "file/token/"
_JSON = {"Content-Type": "application/json", "User-Agent": BaseRequest.USER_AGENT}
_PLAIN = {"User-Agent": BaseRequest.USER_AGENT}


class Encoded(RequestData):  # type: ignore[misc]  # final in name only
    """The parameters of a request that are JSON already."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._body = body

    @property
    def json_payload(self) -> bytes:
        """The body of the request."""
        return self._body


class AiohttpRequest(BaseRequest):
    """One pool of connections to a Bot API server at `api_url` (such as `https://api.telegram.org`).

    The token is known here alone: python-telegram-bot gets a placeholder, so that neither its logs nor its errors can
    hold it. `read` is how many seconds an answer may take; `pool` how many connections there are at most. What
    goes wrong is an UndeliveredError, UnclearError or FloodError, or what python-telegram-bot makes of the server's own
    answer.
    """

    def __init__(self, api_url: str, token: str, pool: int = 100, read: float = READ_SECONDS) -> None:
        self._base = f"{api_url.rstrip('/')}/bot{token}/"
        self._files = f"{api_url.rstrip('/')}/file/bot{token}/"
        self._pool = pool
        self._read = read
        self._urls: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; a request does it by itself too."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=_timeout(self._read),
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's JSON; UnclearError where it is none, or not in the form of the Bot API."""
        with suppress(ValueError):
            data = json.loads(payload)
            if isinstance(data, dict) and ("result" in data or "error_code" in data):
                return data
        raise UnclearError("unreadable answer")

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
    ) -> tuple[int, bytes]:
        """Send one request; the HTTP status and the body of its answer."""
        await self.initialize()
        assert self._session is not None  # noqa: S101 - `initialize` has just opened it
        data, headers = _body(request_data)
        options: dict[str, Any] = {"data": data, "headers": headers, "allow_redirects": False}
        if not isinstance(read_timeout, DefaultValue) and read_timeout is not None:
            options["timeout"] = _timeout(read_timeout)
        failure: UndeliveredError | UnclearError
        try:
            async with self._session.request(method, self._url(url), **options) as response:
                body = await response.read()
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as fault:
            # DNS, TCP and TLS, and waiting for a free connection: all of it comes before the first byte.
            failure = UndeliveredError(_name(fault))
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            failure = UnclearError(_name(fault))
        else:
            _judge(status, body)
            return status, body
        # Raised out here so that the library's error, which quotes the address and the token in it, is not its context.
        raise failure

    def _url(self, url: str) -> URL:
        if url.startswith(FILES):
            # Addresses of files are all different, so they are not kept.
            return URL(self._files + url.removeprefix(FILES), encoded=True)
        name = url.rpartition("/")[2]
        if name not in self._urls:
            self._urls[name] = URL(self._base + name)
        return self._urls[name]


def make_bot(wire: AiohttpRequest, polling: AiohttpRequest) -> Bot:
    """A python-telegram-bot Bot that asks for news over `polling`, which waits long, and does the rest over `wire`."""
    return Bot("token", base_url="bot/", base_file_url="file/", request=wire, get_updates_request=polling)


def _timeout(read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=CONNECT_SECONDS + UPLOAD_SECONDS + read, connect=CONNECT_SECONDS, sock_read=read)


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None:
        return None, _PLAIN
    if not data.contains_files:
        return data.json_payload, _JSON
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, _PLAIN


def _name(fault: BaseException) -> str:
    """A fault's class alone: its text may quote the address, and the address holds the token."""
    return type(fault).__name__


def _judge(status: int, body: bytes) -> None:
    """Raise what python-telegram-bot would not tell apart: a flood wait, and who really answered an error."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return
    data = AiohttpRequest.parse_json_payload(body)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise FloodError(float((data.get("parameters") or {}).get("retry_after") or 1))
    if status > HTTPStatus.INTERNAL_SERVER_ERROR:
        # A gateway in between may have lost the answer of a request that took effect.
        raise UnclearError(f"HTTP {status}")
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UndeliveredError(str(data.get("description", "HTTP 500")))
