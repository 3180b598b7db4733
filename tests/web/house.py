"""A site on loopback for tests: its store, a clock that is moved by hand, and what it reported."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import httpx
import structlog

from bot.clock import ManualClock
from bot.config import Settings
from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Campaign
from bot.core.model.snapshots import Snapshot
from bot.house import House
from bot.page import make_site
from bot.web import Server, bound, make_app
from bot.web.middleware import Middleware
from storage import Database
from tests.fakes import until
from tests.loopback import NO_TLS
from tests.talk import SLUG

PAGE = f"/en/{SLUG}"
DATA = f"/api/v1/campaigns/{SLUG}"


@dataclass
class Served:
    """One running site."""

    url: str
    store: Database
    clock: ManualClock
    app: Middleware
    server: Server
    browser: httpx.AsyncClient
    reported: list[BaseException] = field(default_factory=list)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.browser.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def campaign(self) -> Campaign:
        async with self.store.reading() as tx:
            found = await tx.campaigns.get(SLUG)
        assert found is not None
        return found

    async def count(self, *counts: int, at: datetime | None = None) -> None:
        """Store a count for each of the first pages, as of the clock's time."""
        campaign = await self.campaign()
        now = at or self.clock.now()
        rows = [(page, Snapshot(now, number)) for page, number in zip(campaign.pages, counts, strict=False)]
        async with self.store.writing() as tx:
            await take_rows(tx, campaign, rows, now)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


@asynccontextmanager
async def serving(store: Database, now: datetime, **settings: str) -> AsyncIterator[Served]:
    """A site over `store`, at `now`."""
    listener = bound("127.0.0.1", 0)
    house = House(Settings.model_validate(settings), {}, store, structlog.get_logger())
    clock = ManualClock(now)
    app = make_app(make_site(house, clock), "0.0.0")
    reported: list[BaseException] = []
    app.report = reported.append
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = Server(app, house.settings.web_trusted_proxies)
    running = asyncio.create_task(server.run_on(listener, app))
    async with httpx.AsyncClient(base_url=url, headers={"accept-language": "en"}, timeout=60, verify=NO_TLS) as browser:
        yield Served(url, store, clock, app, server, browser, reported)
    running.cancel()
    await asyncio.wait([running])
    await house.painter.close()


async def raw(port: int, sent: bytes, *, wait: float = 5) -> bytes:
    """What the server answers to these bytes, until it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        return await asyncio.wait_for(reader.read(), wait)
    finally:
        writer.close()


async def leave(server: Server, port: int, path: str, headers: str = "") -> None:
    """Post the half of a body and leave, once `server` waits for the rest; return when it is done with it."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nhost: localhost\r\n{headers}content-length: 500\r\n\r\n"
    writer.write(head.encode() + b'{"update_id": 7, "mess')
    await until(lambda: bool(server.server_state.tasks))
    writer.close()
    await until(lambda: not server.server_state.tasks)
