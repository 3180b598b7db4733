"""Composition: the only module that knows every part, and passes each the parts it needs."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot.clock import FastClock, RehearsalClock, SteadyClock
from bot.config import ConfigError
from bot.core.delivery.limiter import UNLIMITED
from bot.core.ports.database import Subject
from bot.core.ports.leases import Process
from bot.core.ports.platform import ChatPlatform
from bot.fetch import HttpFetch
from bot.house import (
    House,
    desk_url,
    event_kinds,
    make_collector,
    make_fetch,
    note_account,
    retention,
)
from bot.jobs import collect, database_time, plan, purge, server_events
from bot.jobs.deliver import Deliverer
from bot.jobs.lease import Leases, hold, known, stay_known
from bot.jobs.process_id import name_page
from bot.jobs.send_gate import SendGate
from bot.jobs.watchdog import Watchdog
from bot.locales import speak
from bot.page import Listeners, listeners, serve
from bot.platforms.console.platform import Console
from bot.platforms.console.seat import Seat
from bot.setup import invite_operator, limits, no_op, platforms, wait_for_token
from bot.supervise import persist, reach, together, until_stopped, while_known
from bot.systemd import Notifier


async def run(house: House, *, only_page: bool = False, tell: Callable[[str], None] = no_op) -> None:
    """Collect, plan, deliver, answer, purge and serve the page until SIGTERM or Ctrl-C; then finish what is in flight.

    With `only_page` it only serves the page and needs no platform's token. Without a token, it tells the address of
    the desk and waits until one is entered there; raises ConfigError where the desk is off.
    """
    clock = SteadyClock()
    found = {} if only_page else platforms(house, clock)
    if not only_page and not found and not desk_url(house.settings):
        raise ConfigError(
            "neither TELEGRAM_BOT_TOKEN nor DISCORD_BOT_TOKEN is set, so there is nobody to talk to; "
            "to look around: nolike demo"
        )
    notifier = Notifier.of(os.environ)

    def watched(work: Callable[[], Awaitable[None]]) -> Coroutine[Any, Any, None]:
        return together([work, partial(notifier.watch, house.vitals)])()

    # The page alone is nothing without it, and without a token the desk's link needs the port that it leads to.
    desk = "DESK_PORT" if house.settings.desk_port else "WEB_PORT"
    needed = "WEB_PORT" if only_page else "" if found else desk
    with listeners(house.settings, house.log, needed, only_page=only_page) as served:
        if only_page:
            notifier.ready()
            showing = partial(serve, house, clock, served, only_page=True)
            process = Process(name_page(), house.process.version)
            staying = partial(stay_known, house.store, process, house.store.condition, house.report)
            await until_stopped(house.log, watched(together([showing, staying])))
            return
        clock.follow((await database_time.read(house.store)).moment)
        fetch = make_fetch(house.settings, house.source_settings, clock)
        try:
            work = partial(_work, house, clock, fetch, found, served, tell=tell, ready=notifier.ready)
            await until_stopped(house.log, watched(work))
        finally:
            await fetch.close()


async def _work(
    house: House, clock: SteadyClock, fetch: HttpFetch, found: Mapping[str, Callable[[SendGate], ChatPlatform]],
    served: Listeners, *, tell: Callable[[str], None], ready: Callable[[], None],
) -> None:  # fmt: skip
    deliverers: list[Deliverer] = []
    timed = database_time.Follower(clock.follow, house.vitals, house.log)
    leases = Leases(house.store, house.process, house.report, timed)
    kinds, collector = event_kinds(house.settings), make_collector(house, clock, fetch)

    def wake() -> None:
        for deliverer in deliverers:
            deliverer.wake()

    async with known(leases, house.store.condition, house.report), asyncio.TaskGroup() as tasks:
        tasks.create_task(serve(house, clock, served))
        tasks.create_task(persist(house.report, clock, partial(collect.notify, collector)))
        if not found:
            await invite_operator(house, clock, tell)
            ready()
            house = await wait_for_token(house, clock)
            found = platforms(house, clock)
        for name, make in found.items():
            gate = SendGate(limits(house.settings, name))
            platform = make(gate)
            deliverer = Deliverer(
                house.store, platform, gate, clock, house.report, house.vitals, house.log,
                watch=house.store.watch(Subject.SEND),
            )  # fmt: skip
            deliverers.append(deliverer)
            talking = partial(_talk, house, clock, platform, deliverer, leases, ready)
            alone = partial(_is_last, house, found, served)
            tasks.create_task(while_known(house.store, house.vitals, house.log, name, talking, alone))
            if calendar := getattr(platform, "calendar", None):
                changes = house.store.watch(Subject.PLAN)
                marking = partial(server_events.run, house.store, calendar, name, kinds, speak, clock, changes)
                tasks.create_task(persist(house.report, clock, marking))
        tasks.create_task(collect.run(collector))
        paces = house.vitals.paces = {name: limits(house.settings, name).per_second for name in found}
        due = house.store.watch(Subject.PLAN)
        planning = partial(plan.run, house.store, clock, list(found), wake, kinds, house.vitals, paces, watch=due)
        tasks.create_task(persist(house.report, clock, planning))
        purging = partial(purge.run, house.store, clock, kinds.rules, retention(house.settings))
        tasks.create_task(persist(house.report, clock, purging))


def _is_last(house: House, found: Mapping[str, object], served: Listeners) -> bool:
    """Whether neither another platform nor the page is left to this process."""
    return served.page is None and house.vitals.dead >= set(found)


async def _talk(
    house: House, clock: SteadyClock, platform: ChatPlatform, deliverer: Deliverer, leases: Leases,
    ready: Callable[[], None],
) -> None:  # fmt: skip
    """Listen and deliver on one platform, each under its lease, so that only one process does it.

    Calls `ready` once it is known who holds a lease: a process that waits for another one to end is ready too.
    """
    delivering = f"platform:{platform.name}"
    listen = partial(_listen, platform, deliverer) if platform.listening == delivering else platform.poll
    works: dict[str, list[Callable[[], Awaitable[None]]]] = {platform.listening: [listen]}
    watchdog = Watchdog(deliverer, platform.name, house.store, clock, house.vitals, house.log)
    works.setdefault(delivering, []).append(watchdog.run)
    try:
        await reach(platform, house.vitals)
        await note_account(house, platform)
        # Imported modules live for ever: a collector that scans them pauses the loop for 0.1 s.
        gc.freeze()
        # Reference counting frees nearly all that a message needs; the default of 700 objects collects far too often.
        gc.set_threshold(10_000, 20, 50)
        house.log.info("ready", platform=platform.name)
        async with asyncio.TaskGroup() as tasks:
            for lease, parts in works.items():
                changed = partial(_note_lease, house, lease, ready)
                tasks.create_task(hold(leases, lease, together(parts), changed=changed))
    finally:
        await platform.close()


def _note_lease(house: House, lease: str, ready: Callable[[], None], held: bool) -> None:  # noqa: FBT001 - as `hold` calls it
    """Log a lease that was taken, or that another process holds."""
    if held:
        house.vitals.leases.add(lease)
        house.log.info("lease taken", lease=lease)
    elif lease in house.vitals.leases:
        house.vitals.leases.remove(lease)
        house.log.warning("lease lost: another process takes over, or the database is away", lease=lease)
    else:
        house.log.info("another process holds the lease; waiting", lease=lease)
    ready()


async def _listen(platform: ChatPlatform, deliverer: Deliverer) -> None:
    """Answer only after the gate has loaded the sends from before a restart: answers count in the same limits."""
    await deliverer.started.wait()
    await platform.poll()


def seat_at_console(
    house: House, clock: RehearsalClock | FastClock, write: Callable[[str], None], seat: Seat
) -> Console:
    """The terminal as a chat platform; its `settle` plans and delivers what is due in its chats."""
    gate = SendGate(UNLIMITED)

    async def settle() -> None:
        await plan.plan(house.store, clock.now(), [console.name], {}, event_kinds(house.settings))
        await deliverer.drain()

    async def due() -> datetime | None:
        async with house.store.reading() as tx:
            return await tx.agenda.next_due([console.name])

    async def live() -> bool:
        async with house.store.reading() as tx:
            return await tx.chats.others(console.name)

    console = Console(house.services(), speak, clock, write, settle, due, live, seat)
    deliverer = Deliverer(house.store, console, gate, clock, house.report)
    return console
