"""Runs long tasks: until a signal, with a restart after a fault, several as a group, or while a token is known."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.delivery.vital_signs import Part, VitalSigns
from bot.core.model.errors import BadTokenError
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store
from bot.core.ports.facts import BOT_ACCOUNT, counting_notice
from bot.core.ports.platform import ChatPlatform

STOP_WITHIN = 9.5


async def until_stopped(log: FilteringBoundLogger, work: Coroutine[Any, Any, None]) -> None:
    """Run `work` until SIGTERM or Ctrl-C, then cancel it and wait 9.5 s for its end; raises what it raises."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            log.info("stopping")
            task.cancel()
            await asyncio.wait([task], timeout=STOP_WITHIN)
    finally:
        stopping.cancel()
    if task.done() and not task.cancelled() and (fault := task.exception()) is not None:
        raise first_of(fault)


def first_of(fault: BaseException) -> BaseException:
    """The first exception inside nested exception groups."""
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return fault


def together(parts: Sequence[Callable[[], Awaitable[None]]]) -> Callable[[], Coroutine[Any, Any, None]]:
    """Several tasks as one, which fails as soon as one of them fails."""

    async def work() -> None:
        async with asyncio.TaskGroup() as tasks:
            for part in parts:
                tasks.create_task(_run(part))

    return work


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def persist(report: Callable[[BaseException], None], clock: Clock, work: Callable[[], Awaitable[None]]) -> None:
    """Restart `work` for ever, 5 s after each fault; a repeated fault is reported once."""
    faults = FaultFilter(report)
    while True:
        try:
            await work()
            faults.clear()
        except Exception as fault:  # noqa: BLE001 - no fault may end a background task for good
            faults(fault)
        await clock.sleep(5)


async def reach(platform: ChatPlatform, vitals: VitalSigns) -> None:
    """Start a platform, however long that takes; until then nobody is heard on it, and `/readyz` names it."""
    vitals.start(Part.LISTENER, platform.name)
    try:
        await platform.start()
    finally:
        vitals.stop(Part.LISTENER, platform.name)


async def while_known(
    store: Store, vitals: VitalSigns, log: FilteringBoundLogger, platform: str, work: Callable[[], Awaitable[None]],
    nothing_else: Callable[[], bool],
) -> None:  # fmt: skip
    """Work until the platform no longer knows the bot's token, which other platforms and the page outlive.

    Raises what the work raises; a BadTokenError too where the token never worked, or where nothing else is left to do.
    """
    try:
        await work()
    except (BadTokenError, ExceptionGroup) as ended:
        bad = first_of(ended)
        async with store.reading() as tx:
            worked = await tx.facts.get(BOT_ACCOUNT, platform) is not None
            second = await counting_notice(tx.facts, await tx.leases.now()) is not None
        if not isinstance(bad, BadTokenError) or not worked:
            raise
        vitals.dead.add(platform)
        way = "`nolike take-over` lets the second bot speak" if second else "no second bot is declared in advance"
        log.error("the bot's token is not known any longer", platform=platform, way_out=way)  # noqa: TRY400 - no fault of ours
        if nothing_else():
            raise bad from None
