"""The desk on loopback for tests: people who come in by their links, and browsers of theirs without JavaScript."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from html import unescape

import httpx
import structlog

from bot.clock import ManualClock
from bot.config import Settings
from bot.core.delivery.vital_signs import VitalSigns
from bot.core.model.roles import Role
from bot.core.ports.desk import LINK_VALID, DeskUser
from bot.house import House
from bot.page import make_desk
from bot.web import DeskGate, Server, bound
from bot.web.desk.guard import Guard
from storage import Database
from tests.loopback import NO_TLS
from tests.talk import NOW, SLUG, Talk

BASE = f"/desk/c/{SLUG}"


Files = dict[str, tuple[str, bytes]] | list[tuple[str, tuple[str, bytes]]]


@dataclass
class Browser:
    """A browser that reads forms as they stand in the page and sends them."""

    client: httpx.AsyncClient
    page: str = ""
    status: int = 0
    path: str = ""

    @property
    def text(self) -> str:
        """The page's words without markup and without the marks that keep values apart."""
        return re.sub(r"[\u2066-\u2069]", "", unescape(re.sub(r"<[^>]+>", " ", self.page)))

    async def open(self, path: str) -> "Browser":
        return self._keep(await self.client.get(path))

    async def send(self, path: str, files: Files | None = None, **fields: str) -> "Browser":
        """Send a form of ours, with the token of the page that is open."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page)
        once = re.search(r'name="once" value="([\w-]+)"', self.page)
        sent = {"csrf": found[1] if found else "", "once": once[1] if once else "", "back": self.path, **fields}
        return self._keep(await self.client.post(path, data=sent, files=files))

    def _keep(self, answer: httpx.Response) -> "Browser":
        self.page, self.status, self.path = answer.text, answer.status_code, answer.url.path
        return self


@dataclass
class Desk:
    """The desk, its campaign, and the chat that organizers could use as well."""

    url: str
    store: Database
    clock: ManualClock
    talk: Talk
    stack: AsyncExitStack
    faults: list[BaseException]
    vitals: VitalSigns
    server: Server

    def browser(self, language: str = "en") -> Browser:
        client = httpx.AsyncClient(
            base_url=self.url,
            headers={"accept-language": language},
            follow_redirects=True,
            timeout=60,
            verify=NO_TLS,
        )
        self.stack.push_async_callback(client.aclose)
        return Browser(client)

    async def link(self, user: DeskUser) -> str:
        token = f"token-of-{user.person or 'operator'}-{self.clock.now().timestamp()}"
        async with self.store.writing() as tx:
            await tx.desk.add_link(token, user, self.clock.now() + LINK_VALID)
        return f"/desk/in/{token}"

    async def enter(self, user: DeskUser, language: str = "en") -> Browser:
        """A browser that has come in."""
        browser, link = self.browser(language), await self.link(user)
        await browser.open(link)
        return await browser.send(link)

    async def operator(self, language: str = "en") -> Browser:
        return await self.enter(DeskUser(), language)

    async def person(self, role: Role, person: str = "7", language: str = "en") -> Browser:
        """Somebody with this role, who has come in."""
        await self.talk.give(role, person)
        return await self.enter(DeskUser("telegram", person, person), language)


@asynccontextmanager
async def desk_of(talk: Talk, own: Mapping[str, str] | None = None, **settings: str) -> AsyncIterator[Desk]:
    """The desk over the talk's store, at its time; `own` are settings of the sources."""
    listener = bound("127.0.0.1", 0)
    house = House(Settings.model_validate(settings), dict(own or {}), talk.store, structlog.get_logger())
    clock = ManualClock(talk.now)
    faults: list[BaseException] = []

    def made() -> Guard:
        app = make_desk(house, clock)
        assert isinstance(app, Guard)
        app.parts.report = faults.append
        return app

    gate = DeskGate(None, made)
    server = Server(gate, house.settings.web_trusted_proxies)
    running = asyncio.create_task(server.run_on(listener, gate))
    async with AsyncExitStack() as stack:
        yield Desk(
            f"http://127.0.0.1:{listener.getsockname()[1]}",
            talk.store,
            clock,
            talk,
            stack,
            faults,
            house.vitals,
            server,
        )
    running.cancel()
    await asyncio.wait([running])
    await house.painter.close()
    assert faults == [], faults


__all__ = ["BASE", "NOW", "Browser", "Desk", "desk_of"]
