"""Keeps long works running: until a signal, again after a fault, several together."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.ports.clock import Clock

STOP_WITHIN = 9.5


async def until_stopped(log: FilteringBoundLogger, doing: Coroutine[Any, Any, None]) -> None:
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
            log.info("stopping")
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


def together(parts: Sequence[Callable[[], Awaitable[None]]]) -> Callable[[], Awaitable[None]]:
    """The works as one, which ends when any of them fails."""

    async def work() -> None:
        async with asyncio.TaskGroup() as tasks:
            for part in parts:
                tasks.create_task(_run(part))

    return work


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def persist(report: Callable[[BaseException], None], clock: Clock, work: Callable[[], Awaitable[None]]) -> None:
    """Do `work` for ever; what goes wrong is logged once and tried again, since a database may be back in a moment."""
    faults = FaultFilter(report)
    while True:
        try:
            await work()
            faults.clear()
        except Exception as fault:  # noqa: BLE001 - whatever it is, updates must go on when it is over
            faults(fault)
        await clock.sleep(5)
