"""Takes Telegram's updates over HTTPS and stores them; the process that listens handles them in their order.

Any number of processes may take them, behind one proxy: the store keeps each update once, and their order.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.core.ports.clock import Clock
from bot.core.ports.database import Store

# An update holds one message: https://core.telegram.org/bots/api#update. Its text has 4,096 characters at most.
MAX_BYTES = 1_000_000
READ_AGAIN = 1.0
"""Seconds between two looks for another secret, however many wrong ones are sent."""
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - https://core.telegram.org/bots/api#setwebhook


@dataclass(slots=True)
class Secret:
    """What Telegram sends with every update: of the `known` token, or of that which stands in the desk by now.

    `read` looks there. Another counts once a post brings it: until then the bot still runs with the token before.
    """

    known: str
    read: Callable[[], Awaitable[str]]
    _read_at: float = -READ_AGAIN

    async def fits(self, given: str) -> bool:
        """Whether this is the secret; raises what `read` raises."""
        if self.known and _same(given, self.known):
            return True
        now = asyncio.get_running_loop().time()
        if now - self._read_at < READ_AGAIN:
            return False
        self._read_at = now
        found = await self.read()
        fits = bool(found) and _same(given, found)
        if fits or not self.known:
            self.known = found
        return fits


@dataclass(frozen=True, slots=True)
class WebhookGate:
    """An ASGI application: what is posted to `path` with the secret goes into the store, everything else to `inner`."""

    inner: ASGIApp
    path: str
    secret: Secret
    store: Store
    clock: Clock
    report: Callable[[BaseException], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; 503 asks Telegram to send the update once more."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.inner(scope, receive, send)
            return
        if refused := await self._refuses(scope):
            await _answer(send, refused)
            return
        try:
            body = await _read(receive)
        except ClientDisconnect:
            # Telegram posts the update again.
            return
        await _answer(send, 413 if body is None else await self._keep(body))

    async def close(self) -> None:
        """End the live streams of the page."""
        close = getattr(self.inner, "close", None)
        if close is not None:
            await close()

    async def _refuses(self, scope: Scope) -> int:
        """The status for a request that Telegram did not send, or that cannot be told from one; 0 where it did."""
        if scope["method"] != "POST":
            return 403
        try:
            fits = await self.secret.fits(Headers(scope=scope).get(SECRET_HEADER, ""))
        except Exception as fault:  # noqa: BLE001 - whatever failed, Telegram keeps the update and sends it again
            self.report(fault)
            return 503
        if fits:
            return 0
        # Without a token it may be Telegram's, for a process that knows it.
        return 403 if self.secret.known else 503

    async def _keep(self, body: bytes) -> int:
        name = _update_id(body)
        if not name:
            # To be sent it once more would change nothing.
            self.report(ValueError("Telegram posted what is no update"))
            return 200
        try:
            async with self.store.writing() as tx:
                await tx.inbox.enqueue("telegram", name, body.decode(), self.clock.now())
        except Exception as fault:  # noqa: BLE001 - whatever failed, Telegram keeps the update and sends it again
            self.report(fault)
            return 503
        return 200


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _update_id(body: bytes) -> int:
    """The id of an update; 0 for what is none."""
    try:
        name = json.loads(body)["update_id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0
    return name if isinstance(name, int) and not isinstance(name, bool) and name > 0 else 0


async def _read(receive: Receive) -> bytes | None:
    """The request's body; None where it is too large. Raises ClientDisconnect where it does not come whole."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _answer(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
