"""Where the site and the desk part: the desk is built when the first browser asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Closable(Protocol):
    """An ASGI application that is told when its server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request and send its answer."""
        ...

    async def close(self) -> None:
        """End what is still sent."""
        ...


@dataclass
class DeskGate:
    """An ASGI application: `/desk` and all below goes to the desk, everything else to `site`.

    Without `make_desk` there is no desk here; without `site` there is nothing else but `/healthz`, by which
    `nolike check` knows a port of its own again, and its front door leads to the desk.
    """

    site: Closable | None
    make_desk: Callable[[], ASGIApp] | None
    _desk: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        path = scope.get("path", "")
        if self.site is None and path == "/healthz":
            await PlainTextResponse("ok", headers={"cache-control": "no-store"})(scope, receive, send)
        elif self.make_desk is not None and (path == "/desk" or path.startswith("/desk/") or self.site is None):
            if self._desk is None:
                self._desk = self.make_desk()
            await self._desk(scope, receive, send)
        elif self.site is not None:
            await self.site(scope, receive, send)

    async def close(self) -> None:
        """End the live streams of the site."""
        if self.site is not None:
            await self.site.close()
