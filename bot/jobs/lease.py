"""Runs work in one process at a time: the lease holder runs it, and another process takes over if the holder ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.ports.database import Condition, OutdatedError, Store, Transaction
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


@dataclass(frozen=True, slots=True)
class _Found:
    """Whether this process has the lease; else who has it, and for how many seconds from `asked` unless it is renewed.

    `asked` is when the question left, on the loop's clock.
    """

    asked: float
    held: bool
    holder: str = ""
    left: float = 0.0

    @property
    def again(self) -> float:
        """When to ask again: for a renewal, or because the lease may be free; it may have been given back before."""
        return self.asked + (RENEWAL if self.held else min(max(self.left, 0.0) + _AFTER, RENEWAL))


class Leases:
    """The leases that a process has or waits for: it asks for all of them at once, so that each costs nothing more.

    `report` is called with the database's faults, `timed` with its time at each renewal.
    """

    def __init__(
        self, store: Store, process: Process, report: Callable[[BaseException], None],
        timed: Callable[[Measured], None] | None = None,
    ) -> None:  # fmt: skip
        self.store = store
        self.process = process
        self._faults = FaultFilter(report)
        self._timed = timed
        self._wanted: set[str] = set()
        self._latest: dict[str, _Found] = {}
        self._asking: asyncio.Future[dict[str, _Found]] | None = None
        self._names: frozenset[str] = frozenset()

    def asks(self) -> bool:
        """Whether it has or waits for any lease, with which the process checks in too."""
        return bool(self._wanted)

    async def ask(self, name: str, until: float | None) -> _Found | None:
        """Take or renew the lease, and all others; None if the database has not answered by `until`.

        What was found a moment ago, because another lease was asked for, is not asked for again.
        """
        loop = asyncio.get_running_loop()
        found = self._latest.get(name)
        if found is not None and loop.time() < found.again and not has_ended(found.holder):
            return found
        self._wanted.add(name)
        if self._asking is None or name not in self._names:
            self._names = frozenset(self._wanted)
            self._asking = asyncio.ensure_future(self._acquire(sorted(self._names)))
        asking = self._asking
        try:
            await asyncio.wait([asking], timeout=None if until is None else until - loop.time())
        finally:
            # Even if the connection ignores the cancellation, the next question is a new one.
            asking.cancel()
            if self._asking is asking:
                self._asking = None
        return asking.result().get(name) if asking.done() and not asking.cancelled() else None

    def forget(self, name: str) -> None:
        """Do not ask for the lease any more, unless it is asked for by name."""
        self._wanted.discard(name)
        self._latest.pop(name, None)

    async def leave(self, name: str) -> None:
        """Give the lease back."""
        self.forget(name)
        async with self.store.writing() as tx:
            await tx.leases.release(name, self.process.name)
            await tx.processes.leave(self.process.name)

    async def _acquire(self, names: Sequence[str]) -> dict[str, _Found]:
        """Take or renew the leases; nothing is found if the database does not answer."""
        asked = asyncio.get_running_loop().time()
        try:
            async with self.store.writing() as tx:
                found = await self._look(tx, names, asked)
        except OutdatedError as outdated:
            self._faults(outdated)
            raise
        except Exception as trouble:  # noqa: BLE001 - the database may be back before the lease expires
            self._faults(trouble)
            return {}
        self._faults.clear()
        self._latest |= {name: one for name, one in found.items() if name in self._wanted}
        return found

    async def _look(self, tx: Transaction, names: Sequence[str], asked: float) -> dict[str, _Found]:
        measured = await measure(tx)
        now = measured.moment
        if self._timed is not None:
            self._timed(measured)
        await tx.processes.check_in(self.process, now)
        found = {}
        for name in names:
            before = await tx.leases.holder(name)
            if before != self.process.name and has_ended(before):
                await tx.leases.release(name, before)
            if await tx.leases.acquire(name, self.process.name, SECONDS, now):
                found[name] = _Found(asked, held=True)
            else:
                found[name] = _Found(asked, held=False, holder=before, left=await tx.leases.left(name, now))
        return found


async def hold(
    leases: Leases, name: str, work: Callable[[], Awaitable[None]], *, changed: Callable[[bool], None] | None = None
) -> None:
    """Run `work` while this process holds the lease `name`; wait while another process holds it.

    Cancels the work when the lease is lost, and restarts it when the lease is held again. Raises any exception of the
    work, and OutdatedError when a newer program has the database, or asks for it. Calls `changed` with True when
    this process takes the lease, with False when another one is first found to hold it, and when it is lost.
    """
    note = _Changes(changed)
    margin, again = min(MARGIN, RENEWAL), min(AGAIN, RENEWAL)
    loop = asyncio.get_running_loop()
    task: asyncio.Task[None] | None = None
    sure_until = 0.0
    try:
        while True:
            # The margin is there to stop in; who asks only then has what is left of it.
            end = sure_until - margin if loop.time() < sure_until - margin else sure_until
            found = await leases.ask(name, None if task is None else end)
            held = None if found is None else found.held
            if found is not None and held:
                sure_until = found.asked + SECONDS
                note(held=True)
                task = task or asyncio.ensure_future(_run(work))
            elif task is not None and (held is False or loop.time() >= sure_until - margin):
                note(held=False)
                # While it stops, another process may take over.
                leases.forget(name)
                await _stop(task)
                task = None
            elif task is None:
                note(held=held)
            if task is not None:
                await asyncio.wait([task], timeout=found.again - loop.time() if found is not None else again)
                if task.done():
                    return task.result()
            elif found is None:
                await asyncio.sleep(again)
            else:
                await _wait_for(found, again)
    finally:
        leases.forget(name)
        if task is not None:
            await _stop(task)
            await leases.leave(name)


async def stay_known(
    store: Store, process: Process, condition: Callable[[], Awaitable[Condition]],
    report: Callable[[BaseException], None], spared: Callable[[], bool] = lambda: False,
) -> None:  # fmt: skip
    """For a process without leases: check in until cancelled, so that a move or an upgrade waits for its end.

    Not while it is `spared`, as by leases that check in. Raises OutdatedError once the database belongs to a newer
    program, or the bot has moved. Writes nothing where the database takes no writes.
    """
    faults = FaultFilter(report)
    takes_writes, rounds = False, 0
    try:
        while True:
            try:
                if not spared():
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


@asynccontextmanager
async def known(
    leases: Leases, condition: Callable[[], Awaitable[Condition]], report: Callable[[BaseException], None]
) -> AsyncIterator[None]:
    """Let the process be known for as long as this lasts, also before its first lease: it may wait for a token."""
    async with asyncio.TaskGroup() as tasks:
        staying = tasks.create_task(stay_known(leases.store, leases.process, condition, report, leases.asks))
        try:
            yield
        finally:
            staying.cancel()


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


async def _wait_for(found: _Found, again: float) -> None:
    """Return when the lease may be free, at once where its holder has ended."""
    loop = asyncio.get_running_loop()
    while (left := found.again - loop.time()) > 0 and not has_ended(found.holder):  # noqa: ASYNC110 - another process
        await asyncio.sleep(min(left, again))


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


async def _stop(task: asyncio.Task[None]) -> None:
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=STOP_AGAIN)
