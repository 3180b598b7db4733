"""Connects python-telegram-bot to our own HTTP client, which needs a tenth of the CPU of the library's."""

import json
import secrets
from contextlib import suppress
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.core.delivery.retry import CONNECTIONS
from bot.platforms.flood_waits import wait_seconds
from bot.platforms.telegram.errors import FloodError, UnclearError, UndeliveredError
from bot.platforms.telegram.http import Pool, UnansweredError, UnreachedError, locate
from bot.proxies import Proxy

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
UPLOAD_SECONDS = 60.0
# How python-telegram-bot's addresses of files begin, with the placeholder that it has for the token.
FILES = "file/token/"
_JSON = "application/json"


class UnreadableError(UnclearError):
    """An answer came back that is not in the form of the Bot API; `payload` is its body."""

    def __init__(self, payload: bytes) -> None:
        super().__init__("unreadable answer")
        self.payload = payload


class Encoded(RequestData):  # type: ignore[misc]  # final in name only
    """The parameters of a request that are JSON already."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._body = body

    @property
    def json_payload(self) -> bytes:
        """The body of the request."""
        return self._body


class PtbRequest(BaseRequest):
    """One pool of connections to a Bot API server at `api_url` (such as `https://api.telegram.org`).

    Only this class knows the token: python-telegram-bot gets a placeholder, so that neither its logs nor its errors can
    hold it. `read` is how many seconds an answer may take; `pool` how many connections there are at most. What
    goes wrong is an UndeliveredError, UnclearError or FloodError, or what python-telegram-bot makes of the server's own
    answer.
    """

    def __init__(
        self, api_url: str, token: str, pool: int = CONNECTIONS, read: float = READ_SECONDS, proxy: Proxy | None = None
    ) -> None:
        self._api_url = api_url
        self._token = token
        self._read = read
        self._pool = Pool(api_url, pool, proxy)

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take."""
        return self._read

    async def initialize(self) -> None:
        """Nothing: the first request opens the first connection."""

    async def shutdown(self) -> None:
        """Close the pool."""
        self._pool.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The server's JSON; UnreadableError where it is none, or not in the form of the Bot API."""
        with suppress(ValueError, RecursionError):
            data = json.loads(payload.decode())
            if isinstance(data, dict) and ("result" in data or "error_code" in data):
                return data
        raise UnreadableError(payload)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the same
    ) -> tuple[int, bytes]:
        """Send one request; the HTTP status and the body of its answer."""
        body, kind = _body(request_data)
        seconds = float(read_timeout) if isinstance(read_timeout, int | float) else self._read
        if kind != _JSON:
            seconds += UPLOAD_SECONDS
        failure: UndeliveredError | UnclearError
        try:
            head = _head(self._api_url, self._token, method, url, kind)
            request = b"%s%d\r\n\r\n%s" % (head, len(body), body)
            status, answer = await self._pool.ask(request, CONNECT_SECONDS, seconds)
        except (UnreachedError, ValueError) as fault:
            # DNS, TCP, TLS and the wait for a free connection all happen before the first byte is sent.
            failure = UndeliveredError(str(fault))
        except UnansweredError as fault:
            failure = UnclearError(str(fault))
        else:
            _judge(status, answer)
            return status, answer
        # Raised out here so that nothing which knows the address, and the token in it, is its context.
        raise failure


@lru_cache
def _head(api_url: str, token: str, method: str, url: str, kind: str) -> bytes:
    """A request's first lines, up to the number of bytes in its body."""
    server = locate(api_url)
    bot = f"bot{quote(token, safe=':')}"
    path = f"file/{bot}/{url.removeprefix(FILES)}" if url.startswith(FILES) else f"{bot}/{url.rpartition('/')[2]}"
    login = (f"Authorization: {server.login}",) if server.login else ()
    lines = (
        f"{method} {server.path}/{path} HTTP/1.1", f"Host: {server.name}", *login,
        f"User-Agent: {BaseRequest.USER_AGENT}", f"Content-Type: {kind}", "Content-Length: ",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


def make_bot(request: PtbRequest, polling: PtbRequest) -> Bot:
    """A Bot that gets updates with `polling`, which waits long, and does the rest with `request`."""
    return Bot("token", base_url="bot/", base_file_url="file/", request=request, get_updates_request=polling)


def _body(data: RequestData | None) -> tuple[bytes, str]:
    """The body of a request and its content type: JSON, or a form where there are files."""
    if data is None or not data.contains_files:
        return data.json_payload if data is not None else b"", _JSON
    boundary = secrets.token_hex(16)
    parts = [(f'name="{name}"', value.encode()) for name, value in data.json_parameters.items()]
    for name, (filename, content, kind) in data.multipart_data.items():
        about = f'name="{name}"; filename="{quote(filename)}"\r\nContent-Type: {kind}'
        parts.append((about, content if isinstance(content, bytes) else content.read()))
    form = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (boundary.encode(), about.encode(), content)
        for about, content in parts
    )
    return form + b"--%s--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _judge(status: int, body: bytes) -> None:
    """Raise what python-telegram-bot would not tell apart: a flood wait, and who really answered an error."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise FloodError(_flood_wait(body))
    data = PtbRequest.parse_json_payload(body)
    if status > HTTPStatus.INTERNAL_SERVER_ERROR:
        # A gateway in between may have lost the answer of a request that took effect.
        raise UnclearError(f"HTTP {status}")
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UndeliveredError(str(data.get("description", "HTTP 500")))


def _flood_wait(body: bytes) -> float:
    """How long a flood wait is; a second where the answer, which may be of a proxy, does not say it."""
    try:
        data = json.loads(body)
    except ValueError:
        return 1
    parameters = data.get("parameters") if isinstance(data, dict) else None
    return wait_seconds(parameters.get("retry_after") if isinstance(parameters, dict) else None, 1)
