"""The site's middleware: sends cached answers, refuses oversized requests, adds the security headers."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.accept_language import choose
from bot.web.live_stream import LiveStreams
from bot.web.page.content_policy import policy
from bot.web.rate_limit import RateLimit
from bot.web.response_cache import ANY_LANGUAGE, CachedResponse, Headers, ResponseCache, cache_query

MAX_BODY_BYTES = 64 * 1024
MAX_QUERY_CHARACTERS = 1000
NOT_MODIFIED = 304

_ALWAYS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"vary", b"Accept-Encoding, Accept-Language"),
]
CONTENT_POLICY = b"content-security-policy"
PAGE_HEADERS: Headers = [
    *_ALWAYS,
    (CONTENT_POLICY, policy()),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
EMBED_HEADERS: Headers = [
    *_ALWAYS,
    (CONTENT_POLICY, policy(framed=True)),
]
# A check-in address is one person's secret: it must not leave in a Referer header.
CHECKIN_HEADERS: Headers = [
    *(one for one in PAGE_HEADERS if one[0] != b"referrer-policy"),
    (b"referrer-policy", b"no-referrer"),
]
HTTPS_HEADERS: Headers = [(b"strict-transport-security", b"max-age=31536000")]


@dataclass
class Middleware:
    """An ASGI application around the site's router. `status_counts` counts answers by HTTP status, for the metrics."""

    inner: ASGIApp
    response_cache: ResponseCache
    languages: Sequence[str]
    live_streams: LiveStreams
    downloads: asyncio.Semaphore
    rate_limit: RateLimit
    report: Callable[[BaseException], None]
    https: bool = False
    status_counts: Counter[int] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        sender = self._with_headers(scope, send)
        if scope["method"] in {"GET", "HEAD"} and (cached := self._cached(scope)) is not None:
            await send_cached(scope, sender, cached)
            return
        refused = _refusal(scope)
        if refused is not None:
            await _send_sentence(sender, *refused)
            return
        # With an application in the scope, Starlette's router raises its 404 and 405, and our own handler words them.
        scope["app"] = self
        try:
            # Whoever leaves before everything is sent needs no answer.
            with suppress(ClientDisconnect):
                await self.inner(scope, receive, sender)
        except Exception as fault:  # noqa: BLE001 - the visitor gets one sentence, whatever failed
            self.report(fault)
            if not sender.begun:
                await _send_sentence(sender, 500, b"Something went wrong here. Please try again in a minute.")

    async def close(self) -> None:
        """End every live stream before the server stops."""
        await self.live_streams.close()

    def _cached(self, scope: Scope) -> CachedResponse | None:
        """The cached answer to this request, if one can be sent."""
        path, query, now = scope["path"], cache_query(scope), asyncio.get_running_loop().time()
        if self.response_cache.get(path, query, "") is not None:
            return self.response_cache.ready(path, query, "", now)
        header = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
        return self.response_cache.ready(
            path, query, choose(header.decode("latin-1"), self.languages, ANY_LANGUAGE), now
        )

    def _with_headers(self, scope: Scope, send: Send) -> "_HeaderSender":
        first = scope["path"][1:].partition("/")[0]
        added = {"embed": EMBED_HEADERS, "checkin": CHECKIN_HEADERS}.get(first, PAGE_HEADERS)
        if self.https or scope["scheme"] == "https":
            added = [*added, *HTTPS_HEADERS]
        return _HeaderSender(send, added, self.status_counts)


@dataclass(slots=True)
class _HeaderSender:
    """`send` that adds the security headers to the answer's head; `begun` once the head was sent."""

    send: Send
    added: Headers
    status_counts: Counter[int]
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.status_counts[message["status"]] += 1
            own, added = message.get("headers", ()), self.added
            if any(name == CONTENT_POLICY for name, _ in own):
                # A page with a campaign's own colour brings the policy that allows it.
                added = [one for one in added if one[0] != CONTENT_POLICY]
            message["headers"] = [*own, *added]
        await self.send(message)


async def send_cached(scope: Scope, send: Send, cached: CachedResponse) -> None:
    """Send a cached answer: gzipped where the browser accepts gzip, as 304 where the browser has it already."""
    use_gzip = unchanged = False
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            use_gzip = bool(cached.gzipped) and b"gzip" in value
        elif name == b"if-none-match":
            unchanged = cached.tag in value or value == b"*"
    if unchanged:
        await send({"type": "http.response.start", "status": NOT_MODIFIED, "headers": cached.not_modified_headers})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = cached.gzip_headers if use_gzip else cached.headers
    await send({"type": "http.response.start", "status": cached.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else cached.gzipped if use_gzip else cached.body
    await send({"type": "http.response.body", "body": body})


def _refusal(scope: Scope) -> tuple[int, bytes] | None:
    """The status and sentence that refuse a request whose body or query is too long; None for the others."""
    length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if not length.isdigit() or int(length[:20]) > MAX_BODY_BYTES:
        return 413, b"The body of this request is too long."
    if len(scope["query_string"]) > MAX_QUERY_CHARACTERS:
        return 414, b"This address is too long."
    return None


async def _send_sentence(send: Send, status: int, sentence: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(sentence)).encode()),
               (b"connection", b"close"), (b"cache-control", b"no-store")]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence})
