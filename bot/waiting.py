"""What the ports of the page and of the metrics answer while the database is waited for: alive, but nothing to show."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.core.model.errors import Refusal

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

AFTER = 1.0
"""Seconds that a start has before its ports answer that it waits; an ordinary one needs less."""


@asynccontextmanager
async def waiting_room(settings: Settings) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Answer on the ports of these settings from a second on, until what it gives is called: the page then needs them.

    `/healthz` says ok, so that nobody kills a program whose database is away; everything else says why it is not ready.
    The whole reason, which may name a host or a folder, is in the log alone.
    """
    answering = asyncio.create_task(_answer(settings, datetime.now(UTC)))

    async def leave() -> None:
        answering.cancel()
        await asyncio.wait([answering])

    try:
        yield leave
    finally:
        await leave()


async def _answer(settings: Settings, since: datetime) -> None:
    """Serve until cancelled. A port that is taken is left out, as the page tells of it."""
    ports = [0 if settings.wrong_addresses else settings.web_port, settings.metrics_port]
    await asyncio.sleep(AFTER)
    if not any(ports):
        return
    from bot.web import Server, bound  # noqa: PLC0415 - costs 12 MB, which a program without the page should not use

    key = settings.secret_key.get_secret_value()
    async with asyncio.TaskGroup() as tasks:
        for port in filter(None, ports):
            with suppress(Refusal):
                answer = _Answer(since)
                tasks.create_task(Server(answer, key=key).run_on(bound(settings.web_host, port), answer))


class _Answer:
    """The ASGI application."""

    def __init__(self, since: datetime) -> None:
        self._text = f"not ready\nwaiting for the database since {since:%Y-%m-%d %H:%M:%S} UTC; the log says why"

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        from starlette.responses import PlainTextResponse  # noqa: PLC0415 - loaded with the server anyway

        headers = {"cache-control": "no-store"}
        answer = PlainTextResponse("ok", headers=headers)
        if scope["path"] != "/healthz":
            unavailable = HTTPStatus.SERVICE_UNAVAILABLE
            answer = PlainTextResponse(self._text, unavailable, headers | {"retry-after": "5"})
        await answer(scope, receive, send)

    async def close(self) -> None:
        """Nothing is left open."""
