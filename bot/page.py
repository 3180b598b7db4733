"""The public page as this program serves it: its sockets, its parts, its server."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.charts import Form, draw, draw_badge
from bot.config import Settings
from bot.core.counts.chart_data import Plot
from bot.core.counts.figures import Stats
from bot.core.ports.clock import Clock
from bot.core.ports.language import Tongue
from bot.house import House, event_kinds, version
from bot.locales import LANGUAGES, speak, vocabulary

if TYPE_CHECKING:
    from bot.web import Site


@dataclass(frozen=True, slots=True)
class Listeners:
    """The open sockets of the page and of the metrics; None where a setting switches one off."""

    page: socket.socket | None
    metrics: socket.socket | None


@contextmanager
def listeners(settings: Settings) -> Iterator[Listeners]:
    """Open the sockets, and close them at the end; raises Refusal if a port is in use."""
    with ExitStack() as opened:
        page = metrics = None
        if settings.web_port:
            # Costs 12 MB of memory, which a program without the page should not use.
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


def make_site(house: House, clock: Clock) -> "Site":
    """What the page is made from."""
    from bot.web import Site  # noqa: PLC0415 - see `listeners`

    return Site(
        store=house.store, clock=clock, speak=speak, languages=LANGUAGES, studio=house.studio(),
        drawing=_Drawing(), report=house.report, public_url=house.settings.web_public_url, vitals=house.vitals,
        kinds=event_kinds(house.settings), vocabulary=vocabulary(),
        read_after_end=timedelta(days=house.settings.read_after_end_days),
    )  # fmt: skip


async def serve(house: House, clock: Clock, served: Listeners) -> None:
    """Serve the page, and the metrics where they are asked for, until cancelled."""
    if served.page is None:
        return
    from bot.web import MetricsApp, Server, make_app  # noqa: PLC0415 - see `listeners`

    app = make_app(make_site(house, clock), version())
    house.log.info("page", address=address_of(served.page))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Server(app, house.settings.web_trusted_proxies).run_on(served.page, app))
        if served.metrics is not None:
            metrics = MetricsApp(app)
            tasks.create_task(Server(metrics.starlette).run_on(served.metrics, metrics))


def address_of(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
