"""What stands before every page of the desk: https or loopback alone, its headers, its limits, its last error."""

from contextlib import suppress
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.core.model.reply import Text
from bot.core.ports.desk import is_loopback
from bot.web.accept_language import choose
from bot.web.desk.parts import Parts

MAX_BODY_BYTES = 22 * 1024 * 1024
"""Four of the largest pictures, or one twice too large, so that its sender hears which size is right."""
POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    # With "no-referrer", browsers send our own forms with "Origin: null".
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex, nofollow"),
]
HTTPS_HEADERS = [(b"strict-transport-security", b"max-age=31536000")]


def header(scope: Scope, name: bytes) -> str:
    """A request's header, "" where it has none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def is_secure(scope: Scope) -> bool:
    """Whether nobody on the way can read along: https, or a browser on this very machine.

    The browser names the host that its address bar shows; a page elsewhere cannot make it name localhost, also where
    that page's name leads here.
    """
    return scope["scheme"] == "https" or is_loopback(f"//{header(scope, b'host')}")


@dataclass
class Guard:
    """The desk's outermost ASGI application."""

    inner: ASGIApp
    parts: Parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request to the desk."""
        if scope["type"] != "http":
            return
        began = False

        async def sender(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                own = [*message.get("headers", ()), *HEADERS]
                if not any(name == b"cache-control" for name, _ in own):
                    own.append((b"cache-control", b"no-store"))
                message["headers"] = [*own, *(HTTPS_HEADERS if scope["scheme"] == "https" else ())]
            await send(message)

        if not is_secure(scope):
            await self._sentence(scope, sender, 403, "desk-insecure")
            return
        length = header(scope, b"content-length") or "0"
        if not length.isdigit() or int(length[:20]) > MAX_BODY_BYTES:
            await self._sentence(scope, sender, 413, "desk-too-long")
            return
        try:
            # A second click gives up the form that is being sent; there is nobody to answer then.
            with suppress(ClientDisconnect):
                await self.inner(scope, _limited(receive), sender)
        except HTTPException as error:
            await self._sentence(scope, sender, error.status_code, "desk-too-long")
        except Exception as fault:  # noqa: BLE001 - whoever waits gets one sentence, whatever failed
            self.parts.report(fault)
            if not began:
                await self._sentence(scope, sender, 500, "went-wrong")

    async def _sentence(self, scope: Scope, send: Send, status: int, text_id: str) -> None:
        language = choose(header(scope, b"accept-language"), self.parts.languages, "en")
        body = self.parts.speak(language)(Text(text_id)).encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode()),
                   (b"connection", b"close")]  # fmt: skip
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _limited(receive: Receive) -> Receive:
    """`receive` that stops a body which is longer than it said it would be."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413)
        return message

    return limited
