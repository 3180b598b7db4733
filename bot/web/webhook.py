"""Takes Telegram's updates over HTTPS and stores them; the process that listens handles them in their order.

Any number of processes may take them, behind one proxy: the store keeps each update once, and their order.
"""

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.core.ports.clock import Clock
from bot.core.ports.database import Store

# An update holds one message: https://core.telegram.org/bots/api#update. Its text has 4,096 characters at most.
MAX_BYTES = 1_000_000
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - https://core.telegram.org/bots/api#setwebhook


@dataclass(frozen=True, slots=True)
class WebhookGate:
    """An ASGI application: what is posted to `path` with the secret goes into the store, everything else to `inner`."""

    inner: ASGIApp
    path: str
    secret: str
    store: Store
    clock: Clock
    report: Callable[[BaseException], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; 503 asks Telegram to send the update once more."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.inner(scope, receive, send)
            return
        given = Headers(scope=scope).get(SECRET_HEADER, "")
        if scope["method"] != "POST" or not hmac.compare_digest(given.encode(), self.secret.encode()):
            await _answer(send, 403)
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
