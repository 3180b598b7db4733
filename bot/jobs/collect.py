"""Reads each page when it is due, grouped by source, and stores the counts."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from bot.core.counts.baselines import settle_baseline
from bot.core.counts.guard import Guard, Hold, Verdict
from bot.core.counts.intake import take_reading
from bot.core.delivery.fault_filter import RepeatFilter
from bot.core.delivery.fault_notices import NoticeAfter, notify_of_pages
from bot.core.delivery.resting import rest, until
from bot.core.delivery.vital_signs import Part, VitalSigns
from bot.core.model.campaign import Campaign, Page
from bot.core.model.snapshots import Failing
from bot.core.model.source import Fault, Fetch, Reading, Source, read_batch
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction, Watch
from bot.core.ports.facts import SOURCE_LACKS, SOURCE_REST, UNSURE_IMPORT, Lack

# A campaign that is loaded while this runs is noticed within this time; the second where changes are heard.
LONGEST_WAIT, LONGEST_WAIT_HEARD = timedelta(seconds=30), timedelta(minutes=5)
# Maximum requests in flight per source, so that a server that does not answer delays few others.
AT_ONCE = 4
LEASE_SECONDS = 120.0
# How often it is looked for pages that organizers must be told of.
NOTICE_INTERVAL = timedelta(minutes=5)


class Log(Protocol):
    """Where warnings are logged."""

    def warning(self, event: str, *args: Any, **values: Any) -> Any:  # noqa: ANN401 - structlog's own form
        """Log a warning."""
        ...


@dataclass(frozen=True, slots=True)
class Collector:
    """What collecting needs.

    `settings` holds the settings of all sources. A page is read `every` interval, until `after_end` past the end of its
    campaign, and as long as an event's pages are still to be looked at again. `holder` names this process in the lease,
    so that only one of several processes on a database asks a source; "" if there is only one process. `changes` hears
    of pages that may have fallen due.
    """

    store: Store
    fetch: Fetch
    sources: Mapping[str, Source]
    settings: Mapping[str, str]
    clock: Clock
    guard: Guard
    every: timedelta
    after_end: timedelta
    log: Log
    holder: str = ""
    notice_after: NoticeAfter = field(default_factory=NoticeAfter)
    vitals: VitalSigns = field(default_factory=VitalSigns)
    changes: Watch | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A page and the campaign that follows it. An account in two campaigns gives two of these."""

    campaign: Campaign
    page: Page


@dataclass(slots=True)
class _Plan:
    """The work of one round: pages to read per source and handle, baselines to store, and when the next page is due."""

    wake: datetime
    due: dict[str, dict[str, list[Followed]]] = field(default_factory=dict)
    settle: list[Followed] = field(default_factory=list)


async def collect(watch: Collector) -> int:
    """Run one round: read every page that is due; returns how many handles were requested.

    Sources are read concurrently, and each response is stored as soon as it arrives. Raises only errors of the store;
    failures of a source are logged.
    """
    plan = await _look(watch)
    return await _total(_source(watch, watch.sources[name], due) for name, due in plan.due.items())


async def run(watch: Collector) -> None:
    """Collect until cancelled: one look for all sources, a task for each that is due, so that none delays another."""
    watch.vitals.start(Part.COLLECTOR)
    asked: set[str] = set()
    failures = _Failures(watch.log)
    async with asyncio.TaskGroup() as tasks:
        while True:
            if watch.changes is not None:
                watch.changes.clear()
            soon = wake = watch.clock.now() + LONGEST_WAIT
            busy = bool(asked)
            with failures.of("all"):
                idle = {name: source for name, source in watch.sources.items() if name not in asked}
                plan = await _look(replace(watch, sources=idle))
                wake = plan.wake
                for name, due in plan.due.items():
                    asked.add(name)
                    tasks.create_task(_ask(watch, name, due, asked, failures), name=f"read {name}")
                # One sign for all sources: one that is slow may take minutes over its pages, and its pages tell that.
                watch.vitals.succeed(Part.COLLECTOR)
            # A source that was being asked is not in the plan.
            if busy or asked or watch.changes is None or not watch.changes.heard:
                wake = min(wake, soon)
            await rest(
                watch.changes, until(wake, watch.clock.now), watch.clock.sleep,
                partial(watch.vitals.succeed, Part.COLLECTOR), shortest=1.0, longest=LONGEST_WAIT_HEARD.total_seconds(),
            )  # fmt: skip


async def note_lacks(watch: Collector) -> None:
    """Keep which sources cannot be read for want of a setting, so that no figures of theirs are promised anywhere."""
    missing = {name: one.missing(watch.settings) for name, one in watch.sources.items() if one.read is not None}
    async with watch.store.reading() as tx:
        known = await tx.facts.get_all(SOURCE_LACKS, sorted(missing))
    other = {name: found for name, found in missing.items() if found != (known[name].settings if name in known else ())}
    if not other:
        return
    async with watch.store.writing() as tx:
        for name, found in other.items():
            if found:
                await tx.facts.put(SOURCE_LACKS, name, Lack(watch.clock.now(), found))
            else:
                await tx.facts.drop(SOURCE_LACKS, name)


async def notify(watch: Collector) -> None:
    """Every five minutes, tell organizers of pages that give no number, and ask reporters for counts.

    Which sources lack a key is known before anything is read, and before there is a token of any platform.
    """
    await note_lacks(watch)
    while True:
        await watch.clock.sleep(NOTICE_INTERVAL.total_seconds())
        async with watch.store.writing() as tx:
            await notify_of_pages(tx, watch.sources, watch.notice_after, watch.clock.now())


class _Failures:
    """Logs what goes wrong with each source, a repeated failure once."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._repeats: defaultdict[str, RepeatFilter] = defaultdict(RepeatFilter)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Log an exception of what is done inside, and go on after it: a failed round must not end the collector."""
        try:
            yield
            self._repeats[name].clear()
        except Exception as trouble:  # noqa: BLE001 - see above
            line = f"{type(trouble).__name__}: {str(trouble).partition(chr(10))[0]}"
            if self._repeats[name].is_new(line):
                self._log.warning("collecting failed", source=name, error=line)


async def _ask(
    watch: Collector, name: str, due: Mapping[str, list[Followed]], asked: set[str], failures: _Failures
) -> None:
    with failures.of(name):
        try:
            await _source(watch, watch.sources[name], due)
        finally:
            asked.discard(name)


async def _look(watch: Collector) -> _Plan:
    """Find what is due, and store the baselines that have become known."""
    async with watch.store.reading() as tx:
        plan = await _plan(watch, tx, watch.clock.now())
    if plan.settle:
        async with watch.store.writing() as tx:
            for one in plan.settle:
                await settle_baseline(tx, one.campaign, one.page, watch.clock.now())
    return plan


async def _plan(watch: Collector, tx: Transaction, now: datetime) -> _Plan:
    plan = _Plan(wake=now + LONGEST_WAIT_HEARD)
    looking = await tx.events.looking()
    followed = [
        Followed(campaign, page)
        for campaign in await tx.campaigns.all()
        if campaign.ends_at is None or now < campaign.ends_at + watch.after_end or campaign.slug in looking
        for page in (*campaign.pages, *await tx.events.pages(campaign.slug))
        if page.source in watch.sources
    ]
    if not followed:
        return plan
    plan.settle = await _unsettled(tx, followed, now)
    # A baseline is settled as its campaign begins.
    plan.wake = min([plan.wake, *(one.campaign.starts_at for one in followed if one.campaign.starts_at > now)])
    ids = [one.page.id for one in followed]
    last, held = await tx.snapshots.last_read(ids), await tx.snapshots.held(ids)
    accounts: dict[tuple[str, str], list[Followed]] = defaultdict(list)
    for one in followed:
        if watch.sources[one.page.source].read is not None:
            accounts[one.page.source, one.page.handle].append(one)
    rests = await tx.facts.get_all(SOURCE_REST, sorted({name for name, _ in accounts}))
    for (name, handle), pages in accounts.items():
        every = max(watch.every, timedelta(seconds=watch.sources[name].rest_between(handle)))
        due = min(_due(watch, every, last.get(one.page.id), one.page.id in held, now) for one in pages)
        if name in rests:
            due = max(due, rests[name])
        if due <= now:
            plan.due.setdefault(name, {})[handle] = pages
        else:
            plan.wake = min(plan.wake, due)
    return plan


def _due(watch: Collector, every: timedelta, last: datetime | None, held: bool, now: datetime) -> datetime:  # noqa: FBT001 - one of two cases
    """When a page is due: at once if it was never read, or if the clock was set back since."""
    if last is None or last > now:
        return now
    return last + (watch.guard.again_after if held else every)


async def _unsettled(tx: Transaction, followed: Sequence[Followed], now: datetime) -> list[Followed]:
    """The pages whose campaign has begun and whose baseline is known but not stored yet."""
    begun = [one for one in followed if one.campaign.starts_at <= now]
    stored = await tx.snapshots.baselines([one.page.id for one in begun])
    without = [one for one in begun if one.page.id not in stored]
    counted = (await tx.snapshots.at([one.page.id for one in without], [now]))[0] if without else {}
    unsure = await tx.facts.get_all(UNSURE_IMPORT, [str(number) for number in counted])
    return [one for one in without if one.page.id in counted and str(one.page.id) not in unsure]


async def _source(watch: Collector, source: Source, due: Mapping[str, list[Followed]]) -> int:
    if watch.holder:
        async with watch.store.writing() as tx:
            if not await tx.leases.acquire(f"collect:{source.name}", watch.holder, LEASE_SECONDS, watch.clock.now()):
                return 0
    handles = list(due)
    batches = [handles[start : start + source.batch] for start in range(0, len(handles), source.batch)]
    places = asyncio.Semaphore(AT_ONCE)
    resting = asyncio.Event()

    async def ask(batch: Sequence[str]) -> int:
        async with places:
            if resting.is_set():
                return 0
            readings = await read_batch(source, batch, watch.fetch, watch.settings)
            if rest := max(reading.rest for reading in readings.values()):
                resting.set()
            await _keep(watch, source, [one for handle in batch for one in due[handle]], readings, rest)
            return len(batch)

    return await _total(ask(batch) for batch in batches)


async def _total(parts: Iterable[Awaitable[int]]) -> int:
    """The sum of all results. Waits until all have finished, then raises the first exception."""
    results = await asyncio.gather(*parts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return sum(result for result in results if isinstance(result, int))


async def _keep(
    watch: Collector, source: Source, pages: Sequence[Followed], readings: Mapping[str, Reading], rest: int
) -> None:
    """Store the counts of one response in one short transaction."""
    now = watch.clock.now()
    ids = [one.page.id for one in pages]
    async with watch.store.writing() as tx:
        failing = await tx.snapshots.failing(ids)
        verdicts = [
            await take_reading(tx, one.campaign, one.page, readings[one.page.handle], watch.guard, now) for one in pages
        ]
        await tx.snapshots.set_read(ids, now)
        if rest:
            await tx.facts.put(SOURCE_REST, source.name, now + timedelta(seconds=rest))
    for one, verdict in zip(pages, verdicts, strict=True):
        _tell(watch.log, one.page, verdict, failing.get(one.page.id))


def _tell(log: Log, page: Page, verdict: Verdict, before: Failing | None) -> None:
    match verdict:
        # The same failure as last time has been logged already.
        case Fault(kind, detail) if before is None or before.kind is not kind:
            log.warning("no count", page=page.key, fault=str(kind), detail=detail)
        case Hold(held):
            log.warning("count held", page=page.key, count=held.count)
