"""Joins the parts: the only module that knows them all, and hands each what it needs."""

import asyncio
import contextlib
import gc
import hashlib
import hmac
import importlib.metadata
import itertools
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import SecretStr
from structlog.typing import FilteringBoundLogger

from bot.charts import Form, Gallery, Painter, draw, draw_badge
from bot.clock import FastClock, RehearsalClock, SystemClock
from bot.config import ConfigError, Settings
from bot.core.commands.answer import Desk
from bot.core.counts.chart_data import Plot
from bot.core.counts.figures import Stats
from bot.core.counts.picture_address import Studio
from bot.core.delivery.limiter import UNLIMITED, Limits
from bot.core.model.announcements import Delivery, Outcome
from bot.core.model.campaign import Page
from bot.core.model.errors import Refusal
from bot.core.model.event import Rules
from bot.core.model.reply import Text
from bot.core.model.snapshots import Guard
from bot.core.model.source import Fault, read_batch
from bot.core.ports.clock import Clock
from bot.core.ports.language import Tongue
from bot.core.ports.platform import Calendar
from bot.event_kinds import KINDS
from bot.fetch import HttpFetch
from bot.jobs import collect, plan, purge, server_events
from bot.jobs.collect import Watch
from bot.jobs.deliver import Deliverer
from bot.jobs.lease import hold
from bot.jobs.process_id import name_process
from bot.jobs.send_gate import LimiterGate
from bot.locales import LANGUAGES, speak
from bot.platforms.console import Console, Seat
from bot.sources import SOURCES
from handlers import COMMANDS
from storage import Database, open_store

if TYPE_CHECKING:
    from bot.web import Site

STOP_WITHIN = 9.5
# Discord lets out 50 requests a second, and 5 messages in 5 s in a channel unless its answers say otherwise:
# https://discord.com/developers/docs/topics/rate-limits
DISCORD = Limits(per_second=46, per_chat=0.05, group_count=5, group_window=5.2)
PLATFORMS = ("telegram", "discord", "console")
"""The names of all chat platforms."""

FINGERPRINT = "secret-fingerprint"


class ChatPlatform(Protocol):
    """A chat platform that runs by itself: it listens, answers and delivers.

    `listening` is the lease under which one process alone listens. Where it is not `platform:<name>`, under which one
    alone delivers, listening and delivering may go on in different processes.
    """

    name: str
    repeats: bool

    @property
    def listening(self) -> str:
        """The lease of the listening."""
        ...

    @property
    def link(self) -> str:
        """Where people find the bot, "" before `start`."""
        ...

    async def start(self) -> None:
        """Connect; raises a Refusal where the platform does not know the token."""
        ...

    async def poll(self) -> None:
        """Listen and answer until cancelled."""
        ...

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Carry one delivery."""
        ...

    async def check(self) -> str:
        """The bot's name on the platform; raises a Refusal."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


@dataclass(frozen=True, slots=True)
class Listeners:
    """The open sockets of the page and of the metrics; None where a setting switches one off."""

    page: socket.socket | None
    metrics: socket.socket | None


@dataclass(frozen=True, slots=True)
class House:
    """The parts that every program of the house shares."""

    settings: Settings
    source_settings: Mapping[str, str]
    store: Database
    log: FilteringBoundLogger
    painter: Painter = field(default_factory=Painter)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be read in a log or an error."""
        return secrets_of(self.settings, self.source_settings)

    def desk(self) -> Desk:
        """What answers commands."""
        return Desk(
            COMMANDS, self.store, LANGUAGES, self.report, guard(self.settings), self.studio(), KINDS,
            rules(self.settings),
        )  # fmt: skip

    def studio(self) -> Studio:
        """Where platforms and the page get pictures drawn."""
        return Gallery(self.store, speak, self.painter, self.report)

    def report(self, fault: BaseException) -> None:
        """Log a fault of the program in one line."""
        self.log.error("fault", exc_info=fault)


def secrets_of(settings: Settings, own: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that is set, the sources' own among them."""
    hidden = [value.get_secret_value() for value in settings.model_dump().values() if isinstance(value, SecretStr)]
    hidden += [own.get(one.name, "") for source in SOURCES.values() for one in source.settings if one.secret]
    return tuple(value for value in hidden if value)


def version() -> str:
    """The version of nolike that is installed."""
    return importlib.metadata.version("nolike")


def guard(settings: Settings) -> Guard:
    """How far a reading may lie from the last one."""
    return Guard(percent=settings.hold_percent, times=settings.hold_times)


def rules(settings: Settings) -> Rules:
    """What is settled for all events."""
    return Rules(
        most_more=settings.pledge_most_more,
        burst=settings.pledge_burst,
        checkin_after=timedelta(hours=settings.checkin_hours),
        public_url=settings.web_public_url,
    )


@asynccontextmanager
async def open_house(
    settings: Settings,
    source_settings: Mapping[str, str],
    log: FilteringBoundLogger,
    *,
    people: bool = True,
) -> AsyncIterator[House]:
    """The house with its database open and its schema up to date.

    `people` says that roles or private chats are concerned, and so SECRET_KEY is needed (ConfigError without it).
    """
    secret = settings.secret() if people else settings.secret_key.get_secret_value()
    try:
        store = open_store(settings.database_url, secret)
    except ValueError as wrong:
        raise ConfigError(str(wrong)) from None
    painter = Painter()
    try:
        await store.upgrade()
        yield House(settings, source_settings, store, log, painter)
    finally:
        await painter.close()
        await store.close()


def platforms(house: House, clock: Clock) -> dict[str, Callable[[LimiterGate], ChatPlatform]]:
    """How to make each chat platform that has a token."""
    settings = house.settings
    found: dict[str, Callable[[LimiterGate], ChatPlatform]] = {}
    if token := settings.telegram_bot_token.get_secret_value():

        def telegram(gate: LimiterGate) -> ChatPlatform:
            # Costs 30 MB, which a program without Telegram does not have to bear.
            from bot.platforms.telegram import Telegram  # noqa: PLC0415

            return Telegram(
                token=token, api_url=settings.telegram_api_url, desk=house.desk(), speak=speak, gate=gate,
                messages_per_second=settings.telegram_messages_per_second, clock=clock, log=house.log,
            )  # fmt: skip

        found["telegram"] = telegram
    if discord_token := settings.discord_bot_token.get_secret_value():

        def discord(gate: LimiterGate) -> ChatPlatform:
            # Costs 25 MB, which a program without Discord does not have to bear.
            from bot.platforms.discord import Discord, Shards  # noqa: PLC0415

            return Discord(
                token=discord_token, api_url=settings.discord_api_url, desk=house.desk(), speak=speak, gate=gate,
                clock=clock, log=house.log, shards=Shards(settings.discord_shard_count, settings.shards),
            )  # fmt: skip

        found["discord"] = discord
    return found


def limits(settings: Settings, platform: str) -> Limits:
    """What a platform lets out."""
    if platform == "discord":
        return DISCORD
    return Limits(per_second=settings.telegram_messages_per_second)


async def run(house: House, *, only_page: bool = False) -> None:
    """Read, plan, deliver, answer, purge and serve the page until SIGTERM or Ctrl-C; then finish what is in flight.

    With `only_page`, nothing but the page is served, and no platform's token is needed.
    """
    clock = SystemClock()
    found = {} if only_page else platforms(house, clock)
    if only_page and not house.settings.web_port:
        raise Refusal(Text("run-no-page"))
    if not only_page and not found:
        raise ConfigError(
            "neither TELEGRAM_BOT_TOKEN nor DISCORD_BOT_TOKEN is set, so there is nobody to talk to; "
            "to look around: nolike demo"
        )
    with listeners(house.settings) as served:
        if only_page:
            await until_stopped(house, serve(house, clock, served))
            return
        await compare_fingerprint(house)
        fetch = HttpFetch(clock, version(), secrets=house.secrets)
        try:
            await until_stopped(house, _work(house, clock, fetch, found, name_process(), served))
        finally:
            await fetch.close()


async def until_stopped(house: House, doing: Coroutine[Any, Any, None]) -> None:
    """Do this until SIGTERM or Ctrl-C, and give it some seconds to end; what it raises is raised."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    work = asyncio.create_task(doing)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([work, stopping], return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            house.log.info("stopping")
            work.cancel()
            await asyncio.wait([work], timeout=STOP_WITHIN)
    finally:
        stopping.cancel()
    if work.done() and not work.cancelled() and (trouble := work.exception()) is not None:
        raise first_of(trouble)


def first_of(trouble: BaseException) -> BaseException:
    """The exception that a group of them began with."""
    while isinstance(trouble, BaseExceptionGroup):
        trouble = trouble.exceptions[0]
    return trouble


async def _work(
    house: House, clock: Clock, fetch: HttpFetch, found: Mapping[str, Callable[[LimiterGate], ChatPlatform]],
    holder: str, served: Listeners,
) -> None:  # fmt: skip
    deliverers: list[Deliverer] = []

    def wake() -> None:
        for deliverer in deliverers:
            deliverer.wake()

    async with asyncio.TaskGroup() as tasks:
        for name, make in found.items():
            gate = LimiterGate(limits(house.settings, name))
            platform = make(gate)
            deliverer = Deliverer(house.store, platform, gate, clock, house.report)
            deliverers.append(deliverer)
            tasks.create_task(_talk(house, clock, platform, deliverer, holder))
            if calendar := getattr(platform, "calendar", None):
                tasks.create_task(persist(house, clock, partial(_mark_calendars, house, clock, name, calendar)))
        tasks.create_task(serve(house, clock, served))
        tasks.create_task(collect.run(watch(house, clock, fetch, holder)))
        tasks.create_task(
            persist(house, clock, lambda: plan.run(house.store, clock, list(found), wake, KINDS, rules(house.settings)))
        )
        tasks.create_task(persist(house, clock, lambda: purge.run(house.store, clock, rules(house.settings))))


async def _mark_calendars(house: House, clock: Clock, name: str, calendar: Calendar) -> None:
    await server_events.run(house.store, calendar, name, KINDS, speak, clock)


async def _talk(house: House, clock: Clock, platform: ChatPlatform, deliverer: Deliverer, holder: str) -> None:
    """Listen and deliver on one platform, each as the one process that does."""
    delivering = f"platform:{platform.name}"
    listen = partial(_listen, platform, deliverer) if platform.listening == delivering else platform.poll
    works: dict[str, list[Callable[[], Awaitable[None]]]] = {platform.listening: [listen]}
    works.setdefault(delivering, []).append(deliverer.run)
    try:
        await platform.start()
        await note_link(house, platform)
        # All that was imported stays: a collector that looks through it again stops everything for a tenth of a second.
        gc.freeze()
        # Most of what a message needs is gone without the collector, which by its own settings looks every 700 objects.
        gc.set_threshold(10_000, 20, 50)
        house.log.info("ready", platform=platform.name)
        async with asyncio.TaskGroup() as tasks:
            for lease, parts in works.items():
                tasks.create_task(hold(house.store, clock, lease, holder, together(parts), house.report))
    finally:
        await platform.close()


async def _listen(platform: ChatPlatform, deliverer: Deliverer) -> None:
    """Answer only once the gate knows what left before a restart: an answer counts in the same limits."""
    await deliverer.started.wait()
    await platform.poll()


def together(parts: Sequence[Callable[[], Awaitable[None]]]) -> Callable[[], Awaitable[None]]:
    """The works as one, which ends when any of them fails."""

    async def work() -> None:
        async with asyncio.TaskGroup() as tasks:
            for part in parts:
                tasks.create_task(_run(part))

    return work


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def note_link(house: House, platform: ChatPlatform) -> None:
    """Keep where people find the bot, for the page: it may be served by another process."""
    async with house.store.writing() as tx:
        await tx.leases.set_note(f"bot-link:{platform.name}", platform.link)


async def persist(house: House, clock: Clock, work: Callable[[], Awaitable[None]]) -> None:
    """Do `work` for ever; what goes wrong is logged once and tried again, since a database may be back in a moment."""
    said = ""
    while True:
        try:
            await work()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, updates must go on when it is over
            if repr(trouble) != said:
                house.report(trouble)
            said = repr(trouble)
        await clock.sleep(5)


def watch(house: House, clock: Clock, fetch: HttpFetch, holder: str = "") -> Watch:
    """What the collector needs."""
    settings = house.settings
    return Watch(
        store=house.store, fetch=fetch, sources=SOURCES, settings=house.source_settings, clock=clock,
        guard=guard(settings), every=timedelta(minutes=settings.read_every_minutes),
        after_end=timedelta(days=settings.read_after_end_days), log=house.log, holder=holder,
    )  # fmt: skip


async def check(house: House) -> AsyncIterator[tuple[bool, Text]]:
    """What `nolike check` finds, line by line: whether it is well, and what it is."""
    async with house.store.reading() as tx:
        campaigns = await tx.campaigns.all()
    yield True, Text("check-database", {"campaigns": len(campaigns)})
    same = await compare_fingerprint(house)
    yield same, Text("check-secret" if same else "check-secret-other")
    clock = SystemClock()
    made = platforms(house, clock)
    if not made:
        yield False, Text("check-no-platform")
    for name, make in made.items():
        platform = make(LimiterGate(UNLIMITED))
        try:
            yield True, Text("check-platform", {"platform": name, "bot": await platform.check()})
        except Refusal as refusal:
            yield False, refusal.text
        finally:
            await platform.close()
    fetch = HttpFetch(clock, version(), secrets=house.secrets)
    try:
        for campaign in campaigns:
            for page in campaign.pages:
                yield await _check_page(house, fetch, page)
    finally:
        await fetch.close()


async def _check_page(house: House, fetch: HttpFetch, page: Page) -> tuple[bool, Text]:
    source = SOURCES.get(page.source)
    if source is None or source.read is None:
        return True, Text("check-page-manual", {"page": page.key})
    reading = (await read_batch(source, [page.handle], fetch, house.source_settings))[page.handle]
    if isinstance(reading, Fault):
        return False, Text(f"fault-{reading.kind.value}", {"page": page.key})
    return True, Text("check-page", {"page": page.key, "count": reading.value})


async def compare_fingerprint(house: House) -> bool:
    """Whether SECRET_KEY is the one that the database was begun with; the first time, its fingerprint is kept."""
    own = hmac.new(house.settings.secret().encode(), b"fingerprint", hashlib.sha256).hexdigest()[:16]
    async with house.store.writing() as tx:
        kept = await tx.leases.note(FINGERPRINT)
        if not kept:
            await tx.leases.set_note(FINGERPRINT, own)
    same = kept in {"", own}
    if not same:
        house.log.error("SECRET_KEY is not the one this database was begun with: no role and no private chat is known")
    return same


def seat_at_console(
    house: House, clock: RehearsalClock | FastClock, write: Callable[[str], None], seat: Seat
) -> Console:
    """The terminal as a chat platform, with all that falls due in its chats planned and delivered by `settle`."""
    gate = LimiterGate(UNLIMITED)

    async def settle() -> None:
        await plan.plan(house.store, clock.now(), [console.name], {}, KINDS, rules(house.settings))
        await deliverer.drain()

    async def due() -> datetime | None:
        async with house.store.reading() as tx:
            return await tx.chats.next_due([console.name])

    async def live() -> bool:
        async with house.store.reading() as tx:
            return await tx.chats.others(console.name)

    console = Console(house.desk(), speak, clock, write, settle, due, live, seat)
    deliverer = Deliverer(house.store, console, gate, clock, house.report)
    return console


async def typed_lines(pause: float, *, until_end: bool = True) -> AsyncIterator[str | None]:
    """The lines of standard input as they are typed; None after each `pause` seconds without one.

    It ends with the input, or goes on with None for ever where `until_end` is false.
    """
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def read() -> None:
        # A thread of its own, since a terminal's input cannot be waited for in every loop; it must not keep us alive.
        for line in itertools.chain(sys.stdin, [""]):
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(lines.put_nowait, line)

    threading.Thread(target=read, daemon=True).start()
    ended = False
    while not ended or not until_end:
        try:
            line = await asyncio.wait_for(lines.get(), pause)
        except TimeoutError:
            yield None
            continue
        ended = ended or not line
        if line:
            yield line


@contextmanager
def listeners(settings: Settings) -> Iterator[Listeners]:
    """Open them, and close them in the end; Refusal where a port is taken."""
    with ExitStack() as opened:
        page = metrics = None
        if settings.web_port:
            # Costs 12 MB, which a program without the page does not have to bear.
            from bot.web import bound  # noqa: PLC0415

            page = opened.enter_context(bound(settings.web_host, settings.web_port))
            if settings.metrics_port:
                metrics = opened.enter_context(bound(settings.web_host, settings.metrics_port))
        yield Listeners(page, metrics)


class _Drawing:
    """The charts, as the page asks for them."""

    def chart(self, stats: Stats, plot: Plot, speak: Tongue) -> str:
        return draw(stats, plot, speak, Form.PAGE)

    def badge(self, stats: Stats, speak: Tongue) -> str:
        return draw_badge(stats, speak)


def site(house: House, clock: Clock) -> "Site":
    """What the page is made from."""
    from bot.web import Site  # noqa: PLC0415 - see `listeners`

    return Site(
        store=house.store, clock=clock, speak=speak, languages=LANGUAGES, studio=house.studio(),
        drawing=_Drawing(), report=house.report, public_url=house.settings.web_public_url,
        kinds=KINDS, rules=rules(house.settings),
        read_after_end=timedelta(days=house.settings.read_after_end_days),
    )  # fmt: skip


async def serve(house: House, clock: Clock, served: Listeners) -> None:
    """Serve the page, and the metrics where they are asked for, until cancelled."""
    if served.page is None:
        return
    from bot.web import MetricsApp, Server, make_app  # noqa: PLC0415 - see `listeners`

    app = make_app(site(house, clock), version())
    house.log.info("page", address=address_of(served.page))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Server(app).run_on(served.page, app))
        if served.metrics is not None:
            metrics = MetricsApp(app)
            tasks.create_task(Server(metrics.starlette).run_on(served.metrics, metrics))


def address_of(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
