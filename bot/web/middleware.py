"""The front of the site: sends what is ready, lets nothing harmful in, and puts the safety headers on every answer."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.accept_language import choose
from bot.web.live_stream import LiveStreams
from bot.web.response_cache import ANY, Headers, Kept, ResponseCache, asked

LARGEST_BODY = 64 * 1024
LONGEST_QUERY = 1000
NOT_CHANGED = 304

_EVERYWHERE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"vary", b"Accept-Encoding, Accept-Language"),
]
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors "
)
PAGE: Headers = [
    *_EVERYWHERE,
    (b"content-security-policy", _POLICY + b"'none'"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
FRAMED: Headers = [
    *_EVERYWHERE,
    (b"content-security-policy", _POLICY.replace(b"script-src 'self'", b"script-src 'none'") + b"*"),
]
# The address of such a page is one person's own, and must not leave with a link.
PERSONAL: Headers = [*(one for one in PAGE if one[0] != b"referrer-policy"), (b"referrer-policy", b"no-referrer")]
SECURE: Headers = [(b"strict-transport-security", b"max-age=31536000")]


@dataclass
class Front:
    """An ASGI application before the site's own. `counted` counts answers by status, for the metrics."""

    inner: ASGIApp
    response_cache: ResponseCache
    languages: Sequence[str]
    live_streams: LiveStreams
    downloads: asyncio.Semaphore
    report: Callable[[BaseException], None]
    https: bool = False
    counted: Counter[int] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        secured = self._secured(scope, send)
        if scope["method"] in {"GET", "HEAD"} and (kept := self._ready(scope)) is not None:
            await send_kept(scope, secured, kept)
            return
        refused = _refusal(scope)
        if refused is not None:
            await _say(secured, *refused)
            return
        # With an application in it, Starlette's router raises what it does not find, and our own words tell it.
        scope["app"] = self
        try:
            await self.inner(scope, receive, secured)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the visitor is told one sentence
            self.report(fault)
            if not secured.begun:
                await _say(secured, 500, b"Something went wrong here. Please try again in a minute.")

    async def close(self) -> None:
        """End every stream."""
        await self.live_streams.close()

    def _ready(self, scope: Scope) -> Kept | None:
        """What is kept for this request and can be sent."""
        path, query, now = scope["path"], asked(scope), asyncio.get_running_loop().time()
        if self.response_cache.get(path, query, "") is not None:
            return self.response_cache.ready(path, query, "", now)
        header = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
        return self.response_cache.ready(path, query, choose(header.decode("latin-1"), self.languages, ANY), now)

    def _secured(self, scope: Scope, send: Send) -> "_Secured":
        first = scope["path"][1:].partition("/")[0]
        added = {"embed": FRAMED, "checkin": PERSONAL}.get(first, PAGE)
        if self.https or scope["scheme"] == "https":
            added = [*added, *SECURE]
        return _Secured(send, added, self.counted)


@dataclass(slots=True)
class _Secured:
    """`send` with the safety headers on the answer's head; `begun` once that has left."""

    send: Send
    added: Headers
    counted: Counter[int]
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.counted[message["status"]] += 1
            message["headers"] = [*message.get("headers", ()), *self.added]
        await self.send(message)


async def send_kept(scope: Scope, send: Send, kept: Kept) -> None:
    """Send a kept answer: packed where the browser can unpack it, and not at all where it has it already."""
    packed = tags = False
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            packed = bool(kept.packed) and b"gzip" in value
        elif name == b"if-none-match":
            tags = kept.tag in value or value == b"*"
    if tags:
        await send({"type": "http.response.start", "status": NOT_CHANGED, "headers": kept.unchanged_headers})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = kept.packed_headers if packed else kept.headers
    await send({"type": "http.response.start", "status": kept.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else kept.packed if packed else kept.body
    await send({"type": "http.response.body", "body": body})


def _refusal(scope: Scope) -> tuple[int, bytes] | None:
    """Why a request is not looked at: its body or its query is too long."""
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if not length.isdigit() or int(length[:20]) > LARGEST_BODY:
        return 413, b"The body of this request is too long."
    if len(scope["query_string"]) > LONGEST_QUERY:
        return 414, b"This address is too long."
    return None


async def _say(send: Send, status: int, sentence: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(sentence)).encode()),
               (b"connection", b"close"), (b"cache-control", b"no-store")]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
