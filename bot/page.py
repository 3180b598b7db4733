"""The public page as this program serves it: its sockets, its parts, its server."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from structlog.typing import FilteringBoundLogger

from bot.charts import draw_badge, draw_page_chart
from bot.config import ConfigError, Settings
from bot.core.counts.chart_data import Plot
from bot.core.counts.figures import Stats
from bot.core.counts.picture_address import Mark
from bot.core.counts.sums import PageFigures
from bot.core.model.campaign import Page
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.model.source import Reading, read_batch
from bot.core.ports.clock import Clock
from bot.core.ports.database import Subject
from bot.core.ports.language import Tongue
from bot.event_kinds import KINDS
from bot.house import (
    TOKENS,
    House,
    compare_fingerprint,
    event_kinds,
    make_fetch,
    takes_webhook,
    version,
    webhook_secret,
    with_stored_tokens,
)
from bot.locales import LANGUAGES, speak, vocabulary
from bot.sources import SOURCES

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from bot.web import DeskGate, Site, WebhookGate
    from bot.web.desk.parts import Setup


@dataclass(frozen=True, slots=True)
class Listeners:
    """The open sockets of the page, the metrics and the desk's own port; None where a setting switches one off."""

    page: socket.socket | None
    metrics: socket.socket | None
    desk: socket.socket | None = None


@contextmanager
def listeners(
    settings: Settings, log: FilteringBoundLogger, needed: str = "", *, only_page: bool = False
) -> Iterator[Listeners]:
    """Open the sockets, and close them at the end; with `only_page` none for the desk.

    A port that is in use and a wrong address are logged, and the program goes on without them. Where `needed` names
    the setting of a port that there must be, that one raises Refusal, and a wrong address ConfigError.
    """
    wrong = [speak("en")(Text("check-address", {"setting": name})) for name in settings.wrong_addresses]
    for sentence in wrong:
        if needed:
            raise ConfigError(sentence)
        log.error("not served", address="", reason=sentence)
    with ExitStack() as opened:

        def bind(setting: str, *, fit: bool = True) -> socket.socket | None:
            port = settings.ports[setting]
            if not port or not fit:
                return None
            # Costs 12 MB of memory, which a program without the page should not use.
            from bot.web import bound  # noqa: PLC0415

            try:
                return opened.enter_context(bound(settings.web_host, port, setting))
            except Refusal as taken:
                if setting == needed:
                    raise
                log.error("not served", address=f"{settings.web_host}:{port}", reason=speak("en")(taken.text))  # noqa: TRY400 - no fault of ours
                return None

        yield Listeners(
            bind("WEB_PORT", fit=not wrong),
            bind("METRICS_PORT"),
            bind("DESK_PORT", fit=not wrong and not only_page),
        )


class _Drawing:
    """The charts, as the page asks for them."""

    def chart(self, plot: Plot, speak: Tongue, marks: Sequence[Mark]) -> str:
        return draw_page_chart(plot, speak, marks)

    def badge(self, stats: Stats, speak: Tongue) -> str:
        return draw_badge(stats, speak)


def page_link(page: Page) -> str:
    """The public address of a company's page, where it has one that a browser opens."""
    source = SOURCES.get(page.source)
    link = source.link(page.handle) if source else ""
    return link if link.startswith("https://") else ""


def make_site(house: House, clock: Clock, *, only_page: bool = False) -> "Site":
    """What the page is made from; `only_page` lets it stand on a database that takes no writes."""
    from bot.web import Site  # noqa: PLC0415 - see `listeners`

    return Site(
        store=house.store, clock=clock, speak=speak, languages=LANGUAGES, studio=house.studio(),
        drawing=_Drawing(), page_link=page_link, report=house.report,
        public_url=house.settings.web_public_url, vitals=house.vitals,
        kinds=event_kinds(house.settings), vocabulary=vocabulary(),
        read_after_end=timedelta(days=house.settings.read_after_end_days),
        max_viewers=house.settings.web_max_viewers, watch=house.store.watch(Subject.PAGE),
        condition=house.store.condition if only_page else None, has_desk=house.settings.desk == "on",
        rhythm=partial(rhythm, house.settings), look_again=partial(_look_again, house),
    )  # fmt: skip


def rhythm(settings: Settings, page: PageFigures) -> timedelta:
    """The time within which a page should have a new count: that of its readings, or for people to type it twice."""
    source = SOURCES.get(page.page.source)
    if page.by_hand or source is None or source.read is None:
        return 2 * timedelta(hours=settings.remind_hours)
    rest = timedelta(seconds=source.rest_between(page.page.handle))
    return max(timedelta(minutes=settings.read_every_minutes), rest)


def make_setup(house: House, clock: Clock) -> "Setup":
    """What the desk's first start asks of the program."""
    from bot.web.desk.parts import Setup  # noqa: PLC0415 - see `make_desk`

    async def read(page: Page) -> Reading:
        fetch = make_fetch(house.settings, house.source_settings, clock)
        try:
            found = await read_batch(SOURCES[page.source], [page.handle], fetch, house.source_settings)
        finally:
            await fetch.close()
        return found[page.handle]

    from bot.core.files.campaign import file_keys, parse  # noqa: PLC0415 - see `make_desk`
    from bot.setup import check_token  # noqa: PLC0415 - see `make_desk`

    zones = available_timezones()
    return Setup(
        tokens=TOKENS,
        given=frozenset(name for name in TOKENS.values() if name not in house.entered and has_setting(house, name)),
        check_token=partial(check_token, house, clock), read=read,
        parse=lambda text: parse(text, SOURCES, LANGUAGES, zones, KINDS), sources=SOURCES, zones=tuple(sorted(zones)),
        keys=file_keys(SOURCES, LANGUAGES, zones, KINDS),
        missing={name: source.missing(house.source_settings) for name, source in SOURCES.items()},
    )  # fmt: skip


def has_setting(house: House, name: str) -> bool:
    """Whether a token is set."""
    return bool(getattr(house.settings, name.lower()).get_secret_value())


def make_desk(house: House, clock: Clock) -> "ASGIApp":
    """The desk as an ASGI application."""
    # Costs memory, which a program whose desk nobody opens should not use.
    from bot.web.desk.app import make_app  # noqa: PLC0415
    from bot.web.desk.parts import Parts  # noqa: PLC0415

    return make_app(
        Parts(
            services=house.services(), clock=clock, speak=speak, languages=LANGUAGES, report=house.report,
            site_url=house.settings.web_public_url, version=version(), setup=make_setup(house, clock),
        )
    )  # fmt: skip


async def serve(house: House, clock: Clock, served: Listeners, *, only_page: bool = False) -> None:
    """Serve the page, and the metrics and the desk where they are asked for, until cancelled.

    A process with `only_page` has no desk.
    """
    if served.page is None and takes_webhook(house.settings):
        _tell_webhook_without_page(house)
    if only_page and house.settings.telegram_webhook and not await _tells_other_key(house):
        _tell_without_token(house)
    if served == Listeners(None, None):
        return
    from bot.web import DeskGate, MetricsApp, Server, make_app  # noqa: PLC0415 - see `listeners`

    app = make_app(make_site(house, clock, only_page=only_page), version())
    settings = house.settings
    has_desk = not only_page and settings.desk == "on"
    server = partial(Server, trusted_proxies=settings.web_trusted_proxies, key=settings.secret_key.get_secret_value())
    # A port of its own keeps the desk from strangers, so without it there is none on the page's.
    beside = has_desk and not settings.ports["DESK_PORT"]

    def opened() -> "ASGIApp":
        return make_desk(house, clock)

    async with asyncio.TaskGroup() as tasks:
        if served.page is not None:
            house.log.info("page", address=address_of(served.page))
            shown = _with_webhook(house, clock, DeskGate(app, opened if beside else None))
            tasks.create_task(server(shown).run_on(served.page, shown))
        if served.desk is not None and has_desk:
            house.log.info("desk", address=address_of(served.desk))
            alone = DeskGate(None, opened)
            tasks.create_task(server(alone).run_on(served.desk, alone))
        if served.metrics is not None:
            metrics = MetricsApp(app)
            tasks.create_task(server(metrics.starlette, trusted_proxies="").run_on(served.metrics, metrics))


def _tell_webhook_without_page(house: House) -> None:
    """Log that this process takes no updates: by its settings, or because its page should be served and is not."""
    if house.settings.web_port:
        deaf = "TELEGRAM_WEBHOOK is set and no page is served here: the bot hears nothing on Telegram"
        house.log.error(deaf)
        house.vitals.wrong.append(deaf)
    else:
        house.log.warning("TELEGRAM_WEBHOOK is set and WEB_PORT is 0: another process must take the updates")


def _of_other_key() -> str:
    return "TELEGRAM_WEBHOOK is set and SECRET_KEY is not this database's: this page refuses Telegram's updates"


async def _tells_other_key(house: House) -> bool:
    """Whether SECRET_KEY is not the database's, so that this page refuses Telegram's updates; tells it while it is."""
    if not house.settings.secret_key.get_secret_value() or await compare_fingerprint(house, keep=False):
        with suppress(ValueError):
            house.vitals.wrong.remove(_of_other_key())
        return False
    if _of_other_key() not in house.vitals.wrong:
        house.log.error(_of_other_key())
        house.vitals.wrong.append(_of_other_key())
    return True


async def _look_again(house: House) -> None:
    """Whether what was wrong is right again: the database may have been put back, or got this key, since."""
    if _of_other_key() in house.vitals.wrong:
        await _tells_other_key(house)


def _tell_without_token(house: House) -> None:
    if not takes_webhook(house.settings):
        house.log.warning("TELEGRAM_WEBHOOK is set and no token of Telegram is known: this page takes no updates yet")


def _with_webhook(house: House, clock: Clock, app: "DeskGate") -> "DeskGate | WebhookGate":
    """The page, which takes Telegram's updates too where TELEGRAM_WEBHOOK is set."""
    from bot.web import Secret, WebhookGate  # noqa: PLC0415 - see `listeners`

    settings = house.settings
    if not settings.telegram_webhook:
        return app

    async def read() -> str:
        # The database may have got its key, or another one, since this page began.
        await _tells_other_key(house)
        return _own_secret((await with_stored_tokens(house)).settings)

    # As the server gives it, whichever signs are written with a %.
    path = unquote(urlsplit(settings.telegram_webhook).path)
    return WebhookGate(app, path, Secret(_own_secret(settings), read), house.store, clock, house.report)


def _own_secret(settings: Settings) -> str:
    """What Telegram must send with an update; "" while no token is known."""
    return webhook_secret(settings) if takes_webhook(settings) else ""


def address_of(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
