"""Runs work in one process at a time: the lease holder runs it, and another process takes over if the holder ends."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.ports.database import Condition, OutdatedError, Store
from bot.core.ports.leases import SEEN_SECONDS, Process
from bot.jobs.database_time import Measured, measure
from bot.jobs.process_id import has_ended

SECONDS = 14.0
"""How long a lease lasts without being renewed; who waits for it asks again when it has run out.

On the machine of the one before, it starts at once: there it can be seen that a process has ended.
"""

RENEWAL = 7.0
"""Seconds between two renewals, each of which is a transaction of an otherwise idle process."""

MARGIN = 3.0
"""Seconds before its end at which a lease that could not be renewed is given up; RENEWAL where that is shorter."""

AGAIN = 1.0
"""Seconds until a database that did not answer is asked again, and between two looks whether the holder has ended."""

CHECK_IN = 8.0
"""Seconds between two check-ins of a process without leases; within SEEN_SECONDS."""

_AFTER = 0.05
"""Seconds after a lease's end at which it is asked for: a request that comes a moment too early is in vain."""

STOP_AGAIN = 15.0
"""Seconds after which work that has not stopped is cancelled once more: a library may have swallowed the first time."""


async def hold(
    store: Store, name: str, process: Process, work: Callable[[], Awaitable[None]],
    report: Callable[[BaseException], None], *,
    changed: Callable[[bool], None] | None = None, timed: Callable[[Measured], None] | None = None,
) -> None:  # fmt: skip
    """Run `work` while this process holds the lease `name`; wait while another process holds it.

    Cancels the work when the lease is lost, and restarts it when the lease is held again. Raises any exception of the
    work, and OutdatedError when a newer program has the database, or asks for it. Calls `changed` with True when
    this process takes the lease, with False when another one is first found to hold it, and when it is lost; and
    `timed` with the database's time at each renewal.
    """
    note = _Changes(changed)
    seconds, renewal, margin, again = SECONDS, RENEWAL, min(MARGIN, RENEWAL), min(AGAIN, RENEWAL)
    loop = asyncio.get_running_loop()
    task: asyncio.Task[None] | None = None
    faults = FaultFilter(report)
    sure_until = 0.0
    try:
        while True:
            asked = loop.time()
            # The margin is there to stop in; who asks only then has what is left of it.
            end = sure_until - margin if asked < sure_until - margin else sure_until
            asking = asyncio.ensure_future(_acquire(store, name, process, faults, seconds, timed))
            found = await _answer(asking, None if task is None else end - asked)
            held = None if found is None else found.held
            if held:
                faults.clear()
                sure_until = asked + seconds
                note(held=True)
                if task is None:
                    task = asyncio.ensure_future(_run(work))
            elif task is not None and (held is False or loop.time() >= sure_until - margin):
                note(held=False)
                await _stop(task)
                task = None
            elif task is None:
                note(held=held)
            if task is not None:
                await asyncio.wait([task], timeout=renewal if held else again)
                if task.done():
                    return task.result()
            elif found is None or found.held:
                await asyncio.sleep(again)
            else:
                await _wait_for(found, renewal, again)
    finally:
        if task is not None:
            await _stop(task)
            async with store.writing() as tx:
                await tx.leases.release(name, process.name)
                await tx.processes.leave(process.name)


async def stay_known(
    store: Store, process: Process, condition: Callable[[], Awaitable[Condition]],
    report: Callable[[BaseException], None],
) -> None:  # fmt: skip
    """For a process without leases: check in until cancelled, so that a move or an upgrade waits for its end.

    Raises OutdatedError once the database belongs to a newer program, or the bot has moved. Writes nothing where the
    database takes no writes.
    """
    faults = FaultFilter(report)
    takes_writes, rounds = False, 0
    try:
        while True:
            try:
                if not rounds:
                    takes_writes = (await condition()).takes_writes
                await _check_in(store, process, takes_writes=takes_writes)
                faults.clear()
                # Once a minute: a replica may have become the primary.
                rounds = (rounds + 1) % 10
            except OutdatedError:
                raise
            except Exception as trouble:  # noqa: BLE001 - the database may be back, as another server
                faults(trouble)
                rounds = 0
            await asyncio.sleep(CHECK_IN)
    finally:
        if takes_writes:
            # A row that stays is ignored after that time.
            with suppress(Exception):
                async with asyncio.timeout(SEEN_SECONDS), store.writing() as tx:
                    await tx.processes.leave(process.name)


async def _check_in(store: Store, process: Process, *, takes_writes: bool) -> None:
    if takes_writes:
        async with store.writing() as tx:
            await tx.processes.check_in(process, await tx.leases.now())
    else:
        async with store.reading() as tx:
            await tx.processes.check()


class _Changes:
    """Calls `changed` with who holds the lease when that becomes another one than before; not while it is unknown."""

    def __init__(self, changed: Callable[[bool], None] | None) -> None:
        self._changed = changed
        self._held: bool | None = None

    def __call__(self, *, held: bool | None) -> None:
        if held is None or held is self._held:
            return
        self._held = held
        if self._changed is not None:
            self._changed(held)


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether this process has the lease; else who has it, and for how many seconds unless it is renewed."""

    held: bool
    holder: str = ""
    left: float = 0.0


async def _wait_for(found: _Found, renewal: float, again: float) -> None:
    """Return when the lease may be free; after `renewal` seconds at most, for it may have been given back."""
    loop = asyncio.get_running_loop()
    end = loop.time() + min(max(found.left, 0.0) + _AFTER, renewal)
    while (left := end - loop.time()) > 0 and not has_ended(found.holder):  # noqa: ASYNC110 - another process
        await asyncio.sleep(min(left, again))


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def _answer(asking: asyncio.Future[_Found | None], patience: float | None) -> _Found | None:
    """The result if it comes in time, else None, even if the connection ignores the cancellation."""
    try:
        await asyncio.wait([asking], timeout=patience)
    finally:
        asking.cancel()
    return asking.result() if asking.done() else None


async def _acquire(
    store: Store, name: str, process: Process, report: Callable[[BaseException], None], seconds: float,
    timed: Callable[[Measured], None] | None,
) -> _Found | None:  # fmt: skip
    """Take or renew the lease; None if the database does not answer."""
    try:
        async with store.writing() as tx:
            measured = await measure(tx)
            now = measured.moment
            if timed is not None:
                timed(measured)
            await tx.processes.check_in(process, now)
            before = await tx.leases.holder(name)
            if before != process.name and has_ended(before):
                await tx.leases.release(name, before)
            if await tx.leases.acquire(name, process.name, seconds, now):
                return _Found(held=True)
            return _Found(held=False, holder=before, left=await tx.leases.left(name, now))
    except OutdatedError as outdated:
        report(outdated)
        raise
    except Exception as trouble:  # noqa: BLE001 - the database may be back before the lease expires
        report(trouble)
        return None


async def _stop(task: asyncio.Task[None]) -> None:
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=STOP_AGAIN)
