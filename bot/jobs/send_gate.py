"""The rate limiter of a platform: every request waits here until no limit would be exceeded."""

import asyncio
import heapq
import itertools
from collections.abc import Callable, Iterable
from functools import partial

from bot.core.delivery.limiter import TIMER_RESOLUTION, Limiter, Limits
from bot.core.delivery.outage_detector import Breaker, Circuit
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.jobs.gate_lines import LEAD, PATIENCE, TICK, TRIAL_SECONDS, TURN, Lines
from bot.jobs.waiters import Leaver, Order, Permit, Ticket, Waiter


class SendGate:
    """The send gate of one platform, for one event loop.

    Answers go first, up to three in a row if deliveries wait, then calls, reminders, updates; the oldest first in each.
    In a group, answers take at most half of the window while a delivery waits, or was requeued and is expected back.
    A slow chat has its own queue and delays no other chat. One timer serves all.

    `slot` is for a request that is ready to be sent. `permit` with `leave` is for one whose intent must be written
    first: its ticket is granted just early enough for that, so that few intents without a request exist at any time.
    Callers report how each request ended. In an outage nothing is sent; after it, one request at a time.
    """

    def __init__(self, limits: Limits) -> None:
        self._limiter = Limiter(limits)
        self._loop = asyncio.get_running_loop()
        self._numbers = itertools.count()
        self._lines = Lines(self._limiter, self._loop.time)
        self._leavers: list[tuple[Order, Leaver]] = []
        self._tick = TICK if self._limiter.interval > TIMER_RESOLUTION else TURN
        self._prepare = 0.0
        self._wanted = False
        self._timer: asyncio.TimerHandle | None = None
        self._breaker = Breaker()
        self._trial_until = 0.0
        self._on_trouble: Callable[[], None] | None = None
        self._trusted_since = 0.0
        self._changed = asyncio.Event()

    @property
    def pace(self) -> float:
        """The maximum number of requests per second."""
        return self._limiter.limits.per_second

    @property
    def circuit(self) -> Circuit:
        """Whether the platform has an outage."""
        return self._breaker.circuit

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        """Wait for a slot, see `bot.core.ports.delivery.Gate`."""
        await self._wait(address, kind, priority, early=False, patience=float("inf"))

    def permit(self, address: Address, kind: ChatKind, priority: Priority, patience: float = PATIENCE) -> Permit:
        """Grant a ticket shortly before one request to this chat may leave; an unused ticket is returned at the end.

        Yields None if the request would have to wait more than `patience` seconds.
        """
        return Permit(partial(self._ticket, address, kind, priority, patience), self._release)

    async def _ticket(self, address: Address, kind: ChatKind, priority: Priority, patience: float) -> Ticket | None:
        if self.delay(address) <= patience:
            return await self._wait(address, kind, priority, early=True, patience=patience)
        if kind is not ChatKind.PRIVATE:
            self._lines.expect(address.chat)
        return None

    async def leave(self, ticket: Ticket) -> bool:
        """Wait until the request may leave, and count it; returns False if a flood wait or an outage has begun."""
        now = self._loop.time()
        self._prepare += (now - ticket.granted - self._prepare) / 8
        if self.circuit is Circuit.OPEN or max(self._limiter.halted, self._limiter.chat_free(ticket.chat)) > now:
            self._release(ticket)
            return False
        leaver = Leaver(ticket, self._loop.create_future())
        heapq.heappush(self._leavers, (ticket.order, leaver))
        self._run()
        try:
            return await leaver.left
        except asyncio.CancelledError:
            self._leavers = [entry for entry in self._leavers if entry[1] is not leaver]
            heapq.heapify(self._leavers)
            # A request that was let out stays counted, since its intent is in the database with that time.
            self._trial_until = 0.0
            self._release(ticket)
            self._run()
            raise

    def flood(self, seconds: float, address: Address | None = None) -> None:
        """Let nothing out for that many seconds: the platform asked for a flood wait.

        `address` is the chat of the request that caused it; if only that chat keeps causing them, only it is delayed.
        Unsent deliveries are requeued; answers wait.
        """
        self._answered()
        chat = address.chat if address else ""
        everything = self._limiter.flood(seconds, self._loop.time(), chat)
        self._send_back("" if everything else chat, seconds)
        self._run()

    def put_off(self, address: Address, seconds: float) -> None:
        """Let nothing out to this chat for that many seconds: the platform limits it alone."""
        self._limiter.put_off(address.chat, self._loop.time() + seconds)

    def record_success(self, address: Address, left: float) -> None:
        """The platform answered a request to this chat, sent at that time."""
        self._trusted_since = max(self._trusted_since, left)
        self._limiter.record_success(address.chat)
        self._answered()

    def _answered(self) -> None:
        self._trial_until = 0.0
        if self._breaker.record_success():
            self._changed.set()
        if self.circuit is Circuit.TRYING:
            self._run()

    def record_failure(self, address: Address, left: float) -> None:
        """A request to this chat, sent at that time, got no clear answer or never arrived."""
        if self._on_trouble is None or left < self._trusted_since:
            # A request sent before one that was answered tells nothing about the time after it.
            return
        self._trial_until = 0.0
        if self._breaker.record_failure(address.chat):
            self.shut()
        self._on_trouble()

    def watch(self, on_trouble: Callable[[], None]) -> None:
        """Allow the gate to shut in an outage; `on_trouble` must see that it opens again."""
        self._on_trouble = on_trouble

    def shut(self) -> None:
        """Let nothing out: the platform has an outage. Unsent deliveries are requeued; answers wait."""
        self._breaker.open()
        self._changed.set()
        self._send_back("", float("inf"))
        self._run()

    async def try_again(self, seconds: float) -> bool:
        """Let one request out at a time; returns whether the platform answers.

        True if several requests were answered, or if nothing was sent for that many seconds.
        """
        self._breaker.try_again()
        self._trusted_since = self._loop.time()
        self._trial_until = 0.0
        self._changed.clear()
        self._run()
        while self.circuit is Circuit.TRYING:
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
            except TimeoutError:
                if self._trial_until <= self._loop.time():
                    self._breaker.close()
        self._run()
        return self.circuit is Circuit.CLOSED

    def reset(self) -> None:
        """Revoke all tickets; waiters keep waiting."""
        self._leavers.clear()
        self._trial_until = 0.0
        self._lines.reset()
        self._run()

    def delay(self, address: Address) -> float:
        """Seconds until flood waits, outages and the chat's own limits allow a request to this chat."""
        return max(self.halted(), self._limiter.chat_free(address.chat) - self._loop.time())

    def halted(self) -> float:
        """Seconds that a flood wait still lasts; 0 or less if there is none, infinite in an outage."""
        return float("inf") if self.circuit is Circuit.OPEN else self._limiter.halted - self._loop.time()

    def load_history(self, departures: Iterable[tuple[Address, ChatKind, float]]) -> None:
        """Count requests sent before a restart: the chat and how many seconds ago, oldest first."""
        now = self._loop.time()
        self._limiter.load_history(
            (address.chat, kind is not ChatKind.PRIVATE, now - max(ago, 0.0)) for address, kind, ago in departures
        )

    async def _wait(
        self, address: Address, kind: ChatKind, priority: Priority, *, early: bool, patience: float
    ) -> Ticket | None:
        group = kind is not ChatKind.PRIVATE
        order = (int(priority), next(self._numbers))
        waiter = Waiter(address.chat, group, order, early, patience, self._loop.create_future())
        self._lines.join(waiter)
        self._run()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            ticket = None if waiter.granted.cancelled() else waiter.granted.result()
            if ticket is not None and not early:
                self._forgo(ticket.granted)
            elif ticket is not None:
                self._release(ticket)
            self._lines.offer(waiter.chat)
            self._run()
            raise

    def _release(self, ticket: Ticket) -> None:
        if ticket.held:
            ticket.held = False
            self._lines.free(ticket.chat)
            self._run()

    def _forgo(self, at: float) -> None:
        """The request counted at that time was not sent after all, so no report of its end will come."""
        self._limiter.release_slot(at)
        self._trial_until = 0.0
        self._run()

    def _send_back(self, chat: str, seconds: float) -> None:
        """Refuse waiters that will not wait so long, for one chat or for all."""
        self._lines.send_back(chat, seconds)
        if chat:
            return
        leavers, self._leavers = self._leavers, []
        for _, leaver in leavers:
            if not leaver.left.done():
                leaver.left.set_result(False)
            leaver.ticket.held = False
            self._lines.free(leaver.ticket.chat)

    def _run(self) -> None:
        """Let out every request whose time has come, and set the timer for the next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._loop.time()
        if not self._wanted:
            self._limiter.expire_slots(now)
        self._lines.look_again(now)
        while (wake := self._step(now)) == now:
            pass
        self._wanted = bool(self._leavers or self._lines.held) or self._lines.best(now) is not None
        later = self._lines.next_look
        if later is not None and (wake is None or later < wake):
            wake = later
        if wake is not None:
            self._timer = self._loop.call_later(max(wake - now, self._tick) + self._tick / 2, self._run)

    def _step(self, now: float) -> float | None:
        """Let one out and return `now`; else the next time to check, or None if only an event can help."""
        if self.circuit is Circuit.OPEN:
            return None
        while self._leavers and self._leavers[0][1].left.done():  # cancelled, and its task has not run since
            heapq.heappop(self._leavers)
        free = self._limiter.free
        if self.circuit is Circuit.TRYING:
            free = max(free, self._trial_until)
        waiter = self._lines.best(now)
        moments = []
        if self._leavers or (waiter and not waiter.early):
            if free <= now:
                self._depart(waiter, now)
                return now
            moments.append(free)
        if waiter and waiter.early:
            ahead = self._lines.held * self._limiter.interval - min(max(2 * self._prepare, LEAD[0]), LEAD[1])
            opens = max(max(free, now) + ahead, self._limiter.halted)
            if opens <= now:
                self._lines.hold(waiter.chat)
                self._grant(waiter, now)
                return now
            # While tickets are overdue, the next one is granted only after one of their requests has left.
            if free > now:
                moments.append(opens)
        return min(moments, default=None)

    def _grant(self, waiter: Waiter, now: float) -> None:
        waiter.granted.set_result(Ticket(waiter.chat, waiter.group, waiter.order, now, held=waiter.early))
        self._lines.offer(waiter.chat)

    def _depart(self, waiter: Waiter | None, now: float) -> None:
        """Let one request leave: the one in `leavers`, unless a waiter that needs no ticket comes before it."""
        if self.circuit is Circuit.TRYING:
            self._trial_until = now + TRIAL_SECONDS
        prepared = self._leavers[0][0] if self._leavers else None
        if waiter and not waiter.early and self._lines.before(waiter.order, prepared):
            self._limiter.book(waiter.chat, now, group=waiter.group, answer=self._lines.count(waiter.order))
            self._grant(waiter, now)
            return
        order, leaver = heapq.heappop(self._leavers)
        self._lines.count(order)
        self._limiter.book(leaver.ticket.chat, now, group=leaver.ticket.group)
        leaver.left.set_result(True)
        leaver.ticket.held = False
        self._lines.free(leaver.ticket.chat)
