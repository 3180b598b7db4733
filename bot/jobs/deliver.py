"""Carries what is planned to the chats: once each, as fast as the platform allows, and with every outcome kept."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import tell_missing_right
from bot.core.delivery.retry import DELIVERY_SECONDS, tell_gate
from bot.core.model.announcements import (
    PRIORITY,
    AnnouncementKind,
    Delivery,
    Missing,
    Moved,
    NotSent,
    Outcome,
    Refused,
    State,
    Unknown,
)
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store
from bot.core.ports.delivery import Change
from bot.core.ports.facts import FLOOD_WAIT, FloodWait
from bot.core.ports.platform import Platform, RenderError
from bot.jobs.outcome_writer import Effect, OutcomeWriter, Step
from bot.jobs.outcomes import after
from bot.jobs.send_gate import PATIENCE, SendGate

LEASE = 60.0
"""Seconds for which a claimed delivery belongs to its claimer."""

POLL = 1.0
"""Seconds after which the ledger is looked at even if nobody said that there is something new."""

RECLAIM_EVERY = 5.0
GRACE = 8.0
"""Seconds that what is in flight gets when the program stops."""

LAST_WRITE = 1.5
"""Seconds that the last outcomes then get to be written."""

IN_FLIGHT = 64
"""The most sends at once. How many there are follows from the pace and the platform's latency."""

WINDOW = timedelta(seconds=61)


class Deliverer:
    """The delivery engine of one platform.

    Who runs it holds the platform's lease: no other process sends there. `report` hears of faults of the database
    and of the platform's code. Until it has `started`, the gate does not know what left before, and whether a flood
    wait goes on.
    """

    def __init__(
        self, store: Store, platform: Platform, gate: SendGate, clock: Clock, report: Callable[[BaseException], None]
    ) -> None:
        self._store = store
        self._platform = platform
        self._gate = gate
        self._clock = clock
        self._report = report
        self._journal = OutcomeWriter(store, clock, report)
        self._holder = secrets.token_hex(8)
        self._random = random.Random()  # noqa: S311 - it spreads retries, it guards nothing
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)
        self._wake = asyncio.Event()
        self.started = asyncio.Event()
        # Two seconds' worth: a claim is a batch, and what is more urgent is claimed soon after it is planned.
        self._buffer = int(min(max(2 * gate.pace, 16), 256))
        self._refill_at = 0
        self._reclaim_at = 0.0
        # The carriers, each with the id of its delivery.
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._waiting: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Something new may be due."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver for ever. Cancelled, it finishes what is in flight and gives back what it holds."""
        try:
            while True:
                try:
                    if not self.started.is_set():
                        await self._start()
                        self.started.set()
                    await self._turn()
                except Exception as fault:  # noqa: BLE001 - the database may be back in a moment
                    self._report(fault)
                    await asyncio.sleep(POLL)
        finally:
            self.started.clear()
            await self._finish()

    async def drain(self) -> None:
        """Deliver all that is due now, however long the gate takes, and return when every outcome is written."""
        claimed = 1
        while claimed or self._tasks:
            claimed = await self._claim(max(self._buffer - len(self._tasks), 1), patience=float("inf"))
            if self._tasks:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        await self._journal.flush()

    async def _start(self) -> None:
        # What an earlier run of this engine has still to say of its deliveries comes before they are settled.
        await self._journal.flush()
        now = self._clock.now()
        async with self._store.reading() as tx:
            recent = await tx.ledger.recent(self._platform.name, now - WINDOW)
            halt = await tx.facts.get(FLOOD_WAIT, self._platform.name)
        self._gate.fill((address, kind, (now - at).total_seconds()) for address, kind, at in recent)
        if halt and (left := _left(halt, now)) > 0:
            self._gate.flood(left)
        # Nobody else sends here, so what others hold was left by the dead and need not wait for its lease to pass,
        # which would be long after a clock that has been set back.
        await self._reclaim(None)

    async def _turn(self) -> None:
        if (now := asyncio.get_running_loop().time()) >= self._reclaim_at:
            await self._reclaim(self._clock.now())
            self._reclaim_at = now + RECLAIM_EVERY
        self._wake.clear()
        room = self._buffer - len(self._tasks)
        claimed = 0
        if room > 0 and self._gate.halted() <= PATIENCE:
            claimed = await self._claim(room, PATIENCE)
        # A full claim says that there is more: look again at half. Else look when all that is known has ended.
        self._refill_at = self._buffer // 2 if claimed == room else 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                await self._wake.wait()

    async def _reclaim(self, passed: datetime | None) -> None:
        """Settle what nobody carries any more: left by the dead, or while the database was away."""
        carried = self._tasks.values()
        async with self._store.writing() as tx:
            await tx.ledger.reclaim(passed, self._platform.name, carried, repeats=self._platform.repeats)

    async def _claim(self, limit: int, patience: float) -> int:
        # Where this fails it may have been committed all the same: then nobody carries what it took.
        async with self._store.writing() as tx:
            claimed = await tx.ledger.claim((self._platform.name,), self._holder, self._clock.now(), LEASE, limit)
        for delivery in claimed:
            task = asyncio.create_task(self._carry(delivery, patience))
            self._tasks[task] = delivery.id
            self._waiting[delivery.id] = task
            task.add_done_callback(self._ended)
        return len(claimed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        if not task.cancelled() and (fault := task.exception()):
            self._report(fault)
        if len(self._tasks) <= self._refill_at:
            self._wake.set()

    async def _carry(self, delivery: Delivery, patience: float) -> None:
        try:
            ticket = await self._gate.ticket(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind], patience)
        except asyncio.CancelledError:
            self._journal.post(self._back(delivery))
            raise
        finally:
            self._waiting.pop(delivery.id, None)
        if ticket is None:
            await self._journal.write(self._back(delivery))
            return
        async with self._in_flight:
            intent = Change(delivery.id, delivery.attempt, State.SENDING)
            if not await self._journal.write(Step(delivery.campaign, intent)):
                self._gate.release(ticket)
                return
            if not await self._gate.leave(ticket):
                await self._journal.write(self._back(delivery, free=True))
                return
            outcome = await self._send(delivery)
        now = self._clock.now()
        change = after(delivery, outcome, now, self._random.uniform(0.8, 1.2))
        effect = _effect(delivery, outcome, now, self._gate.halted())
        await self._journal.write(Step(delivery.campaign, change, effect))

    async def _send(self, delivery: Delivery) -> Outcome:
        outcome: Outcome
        try:
            async with asyncio.timeout(DELIVERY_SECONDS):
                outcome = await self._platform.deliver(delivery)
        except RenderError as fault:
            self._report(fault)
            outcome = Refused("not-rendered")
        except Exception as fault:  # noqa: BLE001 - whatever broke, the request may have left before
            self._report(fault)
            outcome = Unknown(type(fault).__name__, repeat=self._platform.repeats)
        tell_gate(self._gate, delivery.address, outcome)
        return outcome

    def _back(self, delivery: Delivery, *, free: bool = False) -> Step:
        """Give a delivery back that has not left, until its chat may hear more; `free` if its intent is written."""
        delay = self._gate.delay(delivery.address)
        retry_at = self._clock.now() + timedelta(seconds=delay) if delay > 0 else None
        change = Change(delivery.id, delivery.attempt, State.PENDING, retry_at=retry_at, free=free)
        return Step(delivery.campaign, change)

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


def _left(halt: FloodWait, now: datetime) -> float:
    """Seconds that the flood wait still lasts; 0 where the clock says that it has not begun."""
    passed = (now - halt.began).total_seconds()
    return halt.seconds - passed if passed >= 0 else 0.0


def _effect(delivery: Delivery, outcome: Outcome, now: datetime, halted: float) -> Effect | None:
    """What the outcome says of the chat, or of all of them for `halted` seconds, to be written together with it."""
    platform, chat = delivery.address.platform, delivery.address.chat
    match outcome:
        case NotSent(flood=True) if halted > 0:
            return lambda tx: tx.facts.put(FLOOD_WAIT, platform, FloodWait(now, halted))
        case Moved(new):
            return lambda tx: tx.chats.move(platform, chat, new)
        case Refused(reason, gone=True):
            return lambda tx: tx.chats.all_off(platform, chat, reason)
        case Missing() if delivery.kind is AnnouncementKind.UPDATE:
            return lambda tx: tx.ledger.repost(delivery.id)
        case Refused("no-right") if delivery.kind is not AnnouncementKind.NOTICE:
            return lambda tx: tell_missing_right(tx, delivery, now)
    return None
