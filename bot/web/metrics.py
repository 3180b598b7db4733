"""What an operator's monitoring reads: figures, viewers, answers; on a port of its own."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.core.counts.sums import PageFigures
from bot.core.delivery.vital_signs import Part, VitalSigns
from bot.core.ports.database import Store
from bot.core.ports.delivery import QueueLength
from bot.core.ports.facts import BACKUP
from bot.web.health import Health
from bot.web.middleware import Middleware
from bot.web.page.page_data import PageData

MEDIA = "text/plain; version=0.0.4; charset=utf-8"


class SiteMetrics(Collector):
    """The metrics of one site, as of the page data that were read last."""

    def __init__(self, middleware: Middleware) -> None:
        self._middleware = middleware
        self.page_data: tuple[PageData, ...] = ()
        self.stored: Stored | None = None

    def collect(self) -> Iterable[Metric]:
        """Every metric, with all its values."""
        answers = CounterMetricFamily("nolike_web_answers", "Answers to browsers, by status.", labels=["status"])
        for status, number in sorted(self._middleware.status_counts.items()):
            answers.add_metric([str(status)], number)
        yield answers
        yield GaugeMetricFamily(
            "nolike_web_viewers", "Who watches figures live.", value=self._middleware.live_streams.viewers
        )
        yield from _vital_metrics(self._middleware.live_streams.page_data_cache.site.vitals)
        yield from _stored_metrics(self.stored)
        labels = ["campaign", "target", "measure", "page"]
        count = GaugeMetricFamily("nolike_count", "The latest count of a target.", labels=labels)
        lost = GaugeMetricFamily("nolike_lost", "How far a target's number fell, below 0 where it rose.", labels=labels)
        age = GaugeMetricFamily("nolike_age_seconds", "The age of a target's oldest count.", labels=labels)
        overdue = GaugeMetricFamily(
            "nolike_overdue_seconds", "How late a new count of a target is, by its pages' own rhythm.", labels=labels
        )
        failing = GaugeMetricFamily("nolike_failing_pages", "Pages of a target that give no count.", labels=labels)
        for page_data in self.page_data:
            for one in page_data.stats.every_target:
                measure, alone = (
                    one.measure,
                    one.part or (one.pages[0].page if one in page_data.stats.controls else None),
                )
                named = [page_data.campaign.slug, one.target.slug, measure.key, alone.key if alone else ""]
                if one.figures.now is not None:
                    count.add_metric(named, float(measure.number(one.figures.now)))
                if one.figures.lost is not None:
                    lost.add_metric(named, float(measure.number(one.figures.lost)))
                # Nobody waits for a new count of a campaign that is over.
                if one.figures.taken_at is not None and not page_data.campaign.ended(page_data.stats.now):
                    age.add_metric(named, (page_data.stats.now - one.figures.taken_at).total_seconds())
                    overdue.add_metric(named, self._overdue(one.pages, page_data.stats.now))
                failing.add_metric(named, sum(page.failing is not None for page in one.pages))
        yield from (count, lost, age, overdue, failing)

    def _overdue(self, pages: Sequence[PageFigures], now: datetime) -> float:
        """For how many seconds the latest of these pages should have had a new count; 0 while all are in time."""
        rhythm = self._middleware.live_streams.page_data_cache.site.rhythm
        late = [now - page.now.taken_at - rhythm(page) for page in pages if page.now is not None]
        return max([timedelta(0), *late]).total_seconds()


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database says of deliveries and backups: the queue, each platform's lag in seconds, the backup's age."""

    queue: Sequence[QueueLength]
    lags: Mapping[str, float]
    backup_age: float | None


async def read_stored(store: Store, now: datetime) -> Stored:
    """Read it in one transaction."""
    async with store.reading() as tx:
        queue = await tx.ledger.queue()
        lags = {}
        for platform in sorted({one.platform for one in queue}):
            due = await tx.ledger.next_due(platform)
            lags[platform] = max((now - due).total_seconds(), 0.0) if due else 0.0
        backup = await tx.facts.get(BACKUP)
    return Stored(queue, lags, (now - backup.taken).total_seconds() if backup else None)


def _stored_metrics(stored: Stored | None) -> Iterable[Metric]:
    """Metrics from the database; without an answer of it, that alone."""
    yield GaugeMetricFamily("nolike_database_up", "1 if the database answers, else 0.", value=float(stored is not None))
    if stored is None:
        return
    labels = ["platform", "state", "priority"]
    queue = GaugeMetricFamily("nolike_deliveries", "Deliveries that wait or are under way.", labels=labels)
    for one in stored.queue:
        queue.add_metric([one.platform, one.state, one.priority.name.lower()], one.count)
    lag = GaugeMetricFamily(
        "nolike_delivery_lag_seconds", "Age of the oldest delivery that is due.", labels=["platform"]
    )
    for platform, seconds in stored.lags.items():
        lag.add_metric([platform], seconds)
    yield from (queue, lag)
    if stored.backup_age is not None:
        yield GaugeMetricFamily("nolike_backup_age_seconds", "Age of the newest backup.", value=stored.backup_age)


def _vital_metrics(vitals: VitalSigns) -> Iterable[Metric]:
    counted = CounterMetricFamily("nolike_counted", "What was counted, by what and by label.", labels=["what", "label"])
    for what, by_label in vitals.counts.items():
        for label, number in sorted(by_label.items()):
            counted.add_metric([what.value, label], number)
    ages = GaugeMetricFamily("nolike_part_age_seconds", "Seconds since a part succeeded.", labels=["part"])
    for sign in vitals.signs():
        ages.add_metric([sign.name], sign.age)
    outages = GaugeMetricFamily("nolike_outage", "1 for a platform that is known to be away.", labels=["platform"])
    here = {sign.label for sign in vitals.signs() if sign.part in {Part.LISTENER, Part.SENDER}}
    for platform in sorted(here | vitals.outages):
        outages.add_metric([platform], platform in vitals.outages)
    refused = GaugeMetricFamily("nolike_token_refused", "1 where the bot's token is refused.", labels=["platform"])
    for platform in sorted(here | vitals.dead):
        refused.add_metric([platform], platform in vitals.dead)
    leases = GaugeMetricFamily("nolike_lease_held", "1 for a lease that this process holds.", labels=["lease"])
    for lease in sorted(vitals.leases):
        leases.add_metric([lease], 1)
    yield from (counted, ages, outages, refused, leases)
    yield GaugeMetricFamily("nolike_clock_skew_seconds", "How far this clock is ahead.", value=vitals.skew)


class MetricsApp:
    """`/metrics` as an ASGI application, with the health routes, which a bot without a page needs as well."""

    def __init__(self, middleware: Middleware) -> None:
        self._middleware = middleware
        self._measured = SiteMetrics(middleware)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self._measured)
        health = Health(middleware.live_streams.page_data_cache.site)
        self.starlette = Starlette(
            routes=[
                Route("/metrics", self._answer), Route("/healthz", health.alive), Route("/readyz", health.ready),
            ]
        )  # fmt: skip

    async def close(self) -> None:
        """There is nothing to end."""

    async def _answer(self, _request: Request) -> Response:
        page_data_cache = self._middleware.live_streams.page_data_cache
        site = page_data_cache.site
        try:
            async with asyncio.timeout(5):
                found = [await page_data_cache.of(slug) for slug in await page_data_cache.slugs()]
                self._measured.stored = await read_stored(site.store, site.clock.now())
            self._measured.page_data = tuple(page_data for page_data in found if page_data is not None)
        except Exception as trouble:  # noqa: BLE001 - without the database, the rest is told all the more
            site.report(trouble)
            self._measured.stored = None
        return Response(generate_latest(self._registry), media_type=MEDIA)
