"""Writes changes of deliveries in groups: one transaction for all that gathered during the previous write."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.model.announcements import State
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.facts import WRITE_PROBE

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0)
"""Backoff in seconds between writes while the database does not answer; the last value repeats."""

GATHER = 0.06
"""Seconds that steps wait for others to be committed with them while there are many of them.

Where hundreds leave in a second, one that carries fifty costs each of them a tenth of what one of its own would.
"""

MANY = 4
"""If the last transaction had this many steps, the next one waits for more."""

Effect = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one delivery, with what must be written in the same transaction."""

    campaign: str
    change: Change
    effect: Effect | None = None


class OutcomeWriter:
    """Groups steps into transactions. No task runs while there is nothing to write."""

    def __init__(
        self, store: Store, clock: Clock, report: Callable[[BaseException], None], pauses: Sequence[float] = PAUSES
    ) -> None:
        self._store = store
        self._clock = clock
        self._report = report
        self._faults = FaultFilter(report)
        self._pauses = pauses
        self._gathered: list[tuple[Step, asyncio.Future[bool]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()

    def post(self, step: Step) -> asyncio.Future[bool]:
        """Queue the step for writing; the future has the same result as `write`."""
        written: asyncio.Future[bool] = self._loop.create_future()
        self._gathered.append((step, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        return written

    async def write(self, step: Step) -> bool:
        """Write the step; returns when it is committed.

        False if another process has taken the delivery over or it was deleted; for an intent, also if its campaign was
        halted, and then the delivery is requeued.
        """
        return await self.post(step)

    async def flush(self) -> None:
        """Wait until all queued steps are written."""
        while self._writer is not None:
            await asyncio.wait([self._writer])

    async def _write_all(self) -> None:
        carried = 0
        batch: list[tuple[Step, asyncio.Future[bool]]] = []
        try:
            while self._gathered:
                if carried > MANY:
                    await asyncio.sleep(GATHER)
                batch, self._gathered = self._gathered, []
                carried = len(batch)
                results = await self._commit([step for step, _ in batch])
                for (_, written), result in zip(batch, results, strict=True):
                    if not written.done():
                        written.set_result(result)
        finally:
            self._writer = None
            for _, written in batch:
                # Reached only on shutdown or by a bug of ours: no caller may wait for ever.
                written.cancel()

    async def _commit(self, steps: Sequence[Step]) -> list[bool]:
        """Write the steps, retrying through a database outage. A step that the database refuses is left out."""
        failures = 0
        while True:
            try:
                results = await self._once(steps)
            except Exception as fault:  # noqa: BLE001 - whatever the error, the outcome of a send must be kept
                self._faults(fault)
            else:
                self._faults.clear()
                return results
            if failures >= len(self._pauses) and await self._writable():
                return [await self._alone(step) for step in steps]
            await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
            failures += 1

    async def _writable(self) -> bool:
        """Whether the database accepts any write at all; if so, these steps are what it refuses."""
        try:
            async with self._store.writing() as tx:
                await tx.facts.put(WRITE_PROBE, "", self._clock.now())
        except Exception as fault:  # noqa: BLE001 - any error means that the database is not available
            self._faults(fault)
            return False
        return True

    async def _alone(self, step: Step) -> bool:
        """Write each step alone, as the last resort: one that cannot be written must not block the others."""
        try:
            return (await self._once([step]))[0]
        except Exception as fault:  # noqa: BLE001 - its lease will expire, and then it counts as unknown
            self._report(fault)
            return False

    async def _once(self, steps: Sequence[Step]) -> list[bool]:
        async with self._store.writing() as tx:
            intents = {step.campaign for step in steps if step.change.state is State.SENDING}
            halted = {slug for slug in intents if await tx.campaigns.halted(slug)}
            stopped = [step.change.state is State.SENDING and step.campaign in halted for step in steps]
            changes = [
                dataclasses.replace(step.change, state=State.PENDING) if stop else step.change
                for step, stop in zip(steps, stopped, strict=True)
            ]
            written = await tx.ledger.record(changes, self._clock.now())
            for step, done in zip(steps, written, strict=True):
                if done and step.effect is not None:
                    await step.effect(tx)
            return [done and not stop for done, stop in zip(written, stopped, strict=True)]
