"""The delivery engine: sends each planned delivery once, as fast as the platform allows, and records every outcome."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from structlog.typing import FilteringBoundLogger

from bot.core.delivery.fault_filter import FaultFilter
from bot.core.delivery.resting import SIGN_SECONDS, rest, until
from bot.core.delivery.retry import tell_gate, unanswered
from bot.core.delivery.standstill import Standstill
from bot.core.delivery.vital_signs import Part, VitalSigns
from bot.core.model.announcements import PRIORITY, Delivery, Outcome, State
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Transaction, Watch
from bot.core.ports.delivery import Change
from bot.core.ports.facts import FLOOD_WAIT
from bot.core.ports.platform import Platform
from bot.jobs.gate_lines import PATIENCE
from bot.jobs.outage_watch import OutageWatch
from bot.jobs.outcome_writer import OutcomeWriter, Step
from bot.jobs.outcomes import after, effect_of, given_back, note_outcome, out_of_reach, send
from bot.jobs.places import Places, in_flight_at
from bot.jobs.process_id import is_alone
from bot.jobs.send_gate import SendGate

LATE = 4.0
"""Seconds without an answer after which the platform is probed, and the send then releases its slot."""
LEASE = 60.0
"""Duration of the lease on a claimed delivery, in seconds."""

POLL = 1.0
"""Seconds after which the engine polls for due deliveries without being woken."""

POLL_HEARD = timedelta(minutes=5)
"""The same where other processes are heard, and nothing that waits falls due before; the planner looks each minute."""

RECLAIM_EVERY = 5.0
OUTCOMES_WITHIN = 5.0
"""Seconds that another process gets to write the outcomes of its sends once the database is back, see PAUSES."""

GRACE = 8.0
"""Seconds that requests in flight get to finish when the program stops."""
LAST_WRITE = 1.5
"""Seconds for writing the last outcomes after that."""

WINDOW = timedelta(seconds=61)


class Deliverer:
    """The delivery engine of one platform.

    Run it only while holding the platform's lease, so that no other process sends there. `report` receives database
    faults and faults in the platform's code. Before `started`, the gate does not yet know what was sent earlier or
    whether a flood wait is active.
    """

    def __init__(
        self, store: Store, platform: Platform, gate: SendGate, clock: Clock, report: Callable[[BaseException], None],
        signs: VitalSigns | None = None, log: FilteringBoundLogger | None = None, *, watch: Watch | None = None,
    ) -> None:  # fmt: skip
        self._store = store
        self._platform = platform
        self._gate = gate
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._report = report
        self._faults = FaultFilter(report)
        self._journal = OutcomeWriter(store, clock, report)
        self._signs = signs or VitalSigns()
        self._outages = OutageWatch(platform, gate, self._signs, log or structlog.get_logger())
        self._outages.on_end = self.wake
        self._watch = watch
        self._holder = secrets.token_hex(8)
        self._random = random.Random()  # noqa: S311 - it spreads retries, it guards nothing
        self._in_flight = Places(in_flight_at(self._gate.pace))
        self._wake = asyncio.Event()
        self.started = asyncio.Event()
        # Two seconds' worth: a small batch, so that a more urgent delivery is claimed soon after it is planned.
        self._buffer = int(min(max(2 * gate.pace, 16), 256))
        self._refill_at = 0
        self._sending = 0
        self.moved_at = self.turned_at = self.woken_at = self._worked_at = self._reclaim_at = 0.0
        self._recovered = False
        self._due: datetime | None = None
        # The tasks that send, each with the id of its delivery.
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._waiting: dict[int, asyncio.Task[None]] = {}
        self.standstill = Standstill(gate)

    @property
    def busy(self) -> bool:
        """Whether it has claimed deliveries and may send them."""
        return bool(self._tasks) and self.free

    @property
    def free(self) -> bool:
        """Whether it is running and nothing known prevents it from sending."""
        return self.started.is_set() and not self._sending and self._gate.halted() <= 0

    def reset(self) -> None:
        """Drop all work in flight except outcomes. Call it after `run` has ended; the next start requeues the rest."""
        for task in tuple(self._tasks):
            task.cancel()
        for kept in (self._tasks, self._waiting, self.standstill):
            kept.clear()
        self._in_flight = Places(in_flight_at(self._gate.pace))
        self._gate.reset()

    def wake(self) -> None:
        """Tell the engine that a new delivery may be due."""
        self.woken_at = self._loop.time()
        self._wake.set()

    async def run(self) -> None:
        """Deliver until cancelled; then finish what is in flight and requeue the rest."""
        self._signs.start(Part.SENDER, self._platform.name)
        try:
            while True:
                try:
                    if not self.started.is_set():
                        await self._start()
                        self.started.set()
                    await self._turn()
                    self._faults.clear()
                    self._alive()
                except Exception as fault:  # noqa: BLE001 - the database may be back soon
                    self._worked_at = self._loop.time()
                    self._faults(fault)
                    await asyncio.sleep(POLL)
        finally:
            self._signs.stop(Part.SENDER, self._platform.name)
            self.started.clear()
            await self._finish()

    async def drain(self) -> None:
        """Deliver everything that is due now; returns when every outcome is written."""
        claimed = 1
        while claimed or self._tasks:
            claimed = await self._claim(max(self._buffer - len(self._tasks), 1), patience=float("inf"))
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        await self._journal.flush()

    async def _start(self) -> None:
        # Write the outcomes that an earlier run of this engine still has before requeueing its deliveries.
        await self._journal.flush()
        now = self._clock.now()
        async with self._store.reading() as tx:
            recent = await tx.ledger.recent(self._platform.name, now - WINDOW)
            halt = await tx.facts.get(FLOOD_WAIT, self._platform.name)
            alone = await is_alone(tx)
        self._gate.load_history((address, kind, (now - at).total_seconds()) for address, kind, at in recent)
        if halt and (left := halt.left(now)) > 0:
            self._gate.flood(left)
        # Only this process sends here, so deliveries claimed by others belong to ended processes. Do not wait for their
        # leases to expire: that could take very long after the clock was set back. One that lost the lease in an outage
        # may live, though, and is about to write what became of its sends: those are left to it for a moment.
        async with self._store.writing() as tx:
            await self._reclaim(tx, None, sending=alone)
        self._recovered = alone
        self._reclaim_at = self._loop.time() + (0.0 if alone else OUTCOMES_WITHIN)

    async def _turn(self) -> None:
        self._wake.clear()
        if self._watch is not None:
            self._watch.clear()
        now = self._loop.time()
        room = self._buffer - (len(self._tasks) - self._sending)
        claims, reclaims = room > 0 and self._gate.halted() <= PATIENCE, now >= self._reclaim_at
        claimed = await self._claim(room if claims else 0, PATIENCE, reclaims) if claims or reclaims else 0
        if reclaims:
            self._recovered = True
            self._reclaim_at = now + RECLAIM_EVERY
        # A full batch means that there is more: claim again once half of it is done. Otherwise wait for all of it.
        self._refill_at = self._buffer // 2 if claimed == room else 0
        occupied = self._tasks or not self._recovered or self._gate.halted() > 0
        if self._watch is None or not self._watch.heard or occupied:
            await self._woken(POLL)
        else:
            await self._rest(self._watch)

    def _alive(self) -> None:
        self.turned_at = self._loop.time()
        self._signs.succeed(Part.SENDER, self._platform.name)

    async def _woken(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    async def _rest(self, watch: Watch) -> None:
        """Wait until something changes or falls due."""
        now = self._clock.now()
        left = until(max(self._due or now + POLL_HEARD, now + timedelta(seconds=POLL)), self._clock.now)
        # A claim that was lost in work of late must be found soon after its lease has expired.
        worked = self._loop.time() < self._worked_at + 2 * LEASE
        longest = SIGN_SECONDS if worked else POLL_HEARD.total_seconds()
        await rest(watch, left, self._woken, self._alive, longest=longest)

    async def _reclaim(self, tx: Transaction, passed: datetime | None, *, sending: bool = True) -> None:
        """Requeue or close deliveries without a task: their process ended, or they were lost in a database outage."""
        carried, ours, repeats = self._tasks.values(), self._holder, self._platform.repeats
        await tx.ledger.reclaim(passed, self._platform.name, carried, holder=ours, repeats=repeats, sending=sending)

    async def _claim(self, limit: int, patience: float, reclaims: bool = False) -> int:  # noqa: FBT001, FBT002 - one of two cases
        # All in one; a failed claim may have been committed all the same: then no task has the deliveries that it took.
        async with self._store.writing() as tx:
            now = self._clock.now()
            if reclaims:
                await self._reclaim(tx, now if self._recovered else None)
            claimed = await tx.ledger.claim((self._platform.name,), self._holder, now, LEASE, limit) if limit else []
            if self._watch is not None and not claimed:
                self._due = await tx.ledger.next_due(self._platform.name)
        for delivery in claimed:
            self.standstill.note_claim(delivery, self._loop.time())
            task = asyncio.create_task(self._carry(delivery, patience))
            self._tasks[task] = delivery.id
            self._waiting[delivery.id] = task
            task.add_done_callback(self._ended)
        return len(claimed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.standstill.end(self._tasks.pop(task, 0))
        self._worked_at = self._loop.time()
        if not task.cancelled() and (fault := task.exception()):
            self._report(fault)
        if len(self._tasks) <= self._refill_at:
            self._wake.set()

    async def _carry(self, delivery: Delivery, patience: float) -> None:
        left = False
        try:
            async with self._gate.permit(
                delivery.address, delivery.chat_kind, PRIORITY[delivery.kind], patience
            ) as ticket:
                if ticket is not None:
                    self.standstill.prepare(delivery.id, self._loop.time())
                    async with self._in_flight.take() as give_back:
                        intent = Change(delivery.id, delivery.attempt, State.SENDING)
                        if not await self._journal.write(Step(delivery.campaign, intent)):
                            return
                        left = await self._gate.leave(ticket)
                        self._waiting.pop(delivery.id, None)
                        if left:
                            outcome = await self._send(delivery, give_back)
            if not left:
                await self._journal.write(self._back(delivery))
                return
        except asyncio.CancelledError:
            if not left:
                self._journal.post(self._back(delivery))
            raise
        finally:
            self._waiting.pop(delivery.id, None)
        outage = unanswered(outcome) and await self._outages.confirm()
        now = self._clock.now()
        change = after(delivery, outcome, now, self._random.uniform(0.8, 1.2), outage=outage)
        effect = effect_of(delivery, outcome, now, self._gate.halted())
        note_outcome(self._signs, self._platform.name, outcome, change)
        await self._journal.write(Step(delivery.campaign, change, effect))

    async def _send(self, delivery: Delivery, give_back: Callable[[], None]) -> Outcome:
        if (lost := out_of_reach(delivery)) is not None:
            return lost
        began = self._loop.time()
        self.standstill.leave(delivery.id, began)
        self._sending += 1

        # Its slot is not for another message before it is known that only this one hangs.
        late = self._loop.call_later(LATE, self._outages.suspect, give_back)
        try:
            outcome = await send(self._platform, delivery, self._report)
        finally:
            late.cancel()
            self._sending -= 1
        self.moved_at = self._loop.time()
        self.standstill.prepare(delivery.id, self.moved_at)
        tell_gate(self._gate, delivery.address, outcome, began)
        return outcome

    def _back(self, delivery: Delivery) -> Step:
        """Requeue an unsent delivery until its chat may receive more; its intent does not count as a try."""
        return Step(delivery.campaign, given_back(delivery, self._clock.now(), self._gate.delay(delivery.address)))

    async def _finish(self) -> None:
        for task in tuple(self._waiting.values()):
            task.cancel()
        if self._tasks:
            await asyncio.wait(tuple(self._tasks), timeout=GRACE)
        for task in tuple(self._tasks):
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WRITE):
                await self._journal.flush()
