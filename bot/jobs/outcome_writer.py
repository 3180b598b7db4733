"""Writes down what happens to deliveries: all that has gathered while the last writing went on, in one transaction."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.model.announcements import State
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.facts import FLOOD_WAIT

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0)
"""Seconds between tries to write while the database does not answer; the last one stays."""

GATHER = 0.04
"""Seconds that steps wait for others to be committed with them while there are many of them.

Where hundreds leave in a second, one that carries fifty costs each of them a tenth of what one of its own would.
"""

MANY = 4
"""Steps in the last transaction from which on the next one waits for more."""

Effect = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one delivery, with what else must be written together with it."""

    campaign: str
    change: Change
    effect: Effect | None = None


class OutcomeWriter:
    """Groups steps into transactions. Nothing runs while there is nothing to write."""

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

    def post(self, step: Step) -> asyncio.Future[bool]:
        """Write the step soon; the future tells whether it was written, as `write` does."""
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._gathered.append((step, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())
        return written

    async def write(self, step: Step) -> bool:
        """Return when the step is committed.

        False where another process has taken the delivery over or it was deleted, and for an intent also where its
        campaign has been halted: then the delivery was given back.
        """
        return await self.post(step)

    async def flush(self) -> None:
        """Return when all steps are written."""
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
                # Only where the program ends, or by a fault of ours: nobody may wait for ever.
                written.cancel()

    async def _commit(self, steps: Sequence[Step]) -> list[bool]:
        """Write the steps, however long the database is away. A step that it refuses by itself is left out."""
        failures = 0
        while True:
            try:
                results = await self._once(steps)
            except Exception as fault:  # noqa: BLE001 - whatever ails the database, the outcome of a send must be kept
                self._faults(fault)
            else:
                self._faults.clear()
                return results
            if failures >= len(self._pauses) and await self._writable():
                return [await self._alone(step) for step in steps]
            await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
            failures += 1

    async def _writable(self) -> bool:
        """Whether the database takes anything at all, so that it is these steps which it refuses."""
        try:
            async with self._store.writing() as tx:
                await tx.facts.get(FLOOD_WAIT, "")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the database is not there
            self._faults(fault)
            return False
        return True

    async def _alone(self, step: Step) -> bool:
        """The last resort, so that one step which cannot be written does not hold up all others for ever."""
        try:
            return (await self._once([step]))[0]
        except Exception as fault:  # noqa: BLE001 - its lease will pass, and then it counts as unknown
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
