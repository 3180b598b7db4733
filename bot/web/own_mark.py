"""How `nolike check` knows a port of this bot's own again: by a question and an answer that only SECRET_KEY makes.

Without the right question `/healthz` says no more than "ok", so a stranger can neither tell two bots apart nor try keys
there. Both hold for one port and for a minute: another program that has the port cannot have its question answered by
this bot at another one.
"""

import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-nolike-check"
SECONDS = 60.0
PATH = "/healthz"
_SECOND = re.compile("[0-9]{1,12}")


def question(key: str, port: int) -> str:
    """What `check` asks at a port; each is another."""
    moment = f"{time.time():.0f}.{secrets.token_hex(8)}"
    return f"{moment}.{_signed(key, 'question', port, moment)}"


def answer(key: str, port: int, asked: str) -> str:
    """What this bot says to a question; "" without a key, or to one that is old or was not asked with it."""
    moment, _, mark = asked.rpartition(".")
    second = moment.partition(".")[0]
    if not key or not _SECOND.fullmatch(second) or abs(time.time() - int(second)) > SECONDS:
        return ""
    asks = hmac.compare_digest(mark.encode(), _signed(key, "question", port, moment).encode())
    return _signed(key, "answer", port, moment) if asks else ""


def fits(key: str, port: int, asked: str, answered: str) -> bool:
    """Whether this bot gave the answer."""
    own = answer(key, port, asked)
    return bool(own) and hmac.compare_digest(answered.encode(), own.encode())


@dataclass(frozen=True, slots=True)
class MarkGate:
    """An ASGI application: adds the answer to what `inner` says at `/healthz`, where the question comes with it."""

    inner: ASGIApp
    key: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let `inner` answer, and add the mark."""
        mark = self._mark(scope) if scope.get("path") == PATH else ""
        if not mark:
            await self.inner(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = mark
            await send(message)

        await self.inner(scope, receive, marked)

    def _mark(self, scope: Scope) -> str:
        asked, server = Headers(scope=scope).get(HEADER, ""), scope.get("server")
        return answer(self.key, int(server[1] or 0), asked) if asked and server else ""


def _signed(key: str, kind: str, port: int, moment: str) -> str:
    return hmac.new(key.encode(), f"port-{kind}|{port}|{moment}".encode(), hashlib.sha256).hexdigest()
