"""The one way out to a platform: whoever wants to send stands in line here, and no limit is ever broken."""

import asyncio
import heapq
import itertools
from collections.abc import Iterable, Iterator

from bot.core.delivery.limiter import TIMER_RESOLUTION, Limiter, Limits
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.jobs.waiters import Leaver, Order, Ticket, Waiter

PATIENCE = 2.0
"""Seconds that a delivery waits here for its chat; for longer it is better given back."""

LEAD = (0.01, 0.5)
"""The least and the most seconds before its departure that a ticket is handed out, so that the intent is written by
then. In between it is twice what that usually takes."""

TICK = 0.001
"""Seconds that the timer waits at least, and half of them more than it seems to need.

uvloop rounds timers to whole milliseconds: one that is too short runs at once, over and over until the moment has come.
"""

TURN = 0.004
"""The same where hundreds leave in a second: some of them then share a turn of the loop, which costs much of what each
does."""


class SendGate:
    """A gate for one platform, inside one event loop.

    Answers go first, then calls, reminders and updates; among equals the oldest. In a group, answers take at most half
    of the window while something else waits for it, also while that was given back to be sent later. Who waits for a
    slow chat stands in that chat's own line and delays nobody else. One timer serves all.

    There are two ways through: `slot` for a request that is ready to leave, and `ticket` with `leave` for one that
    has something to write down before. A ticket is handed out just early enough for that, so that at any moment few
    requests are written down as leaving and have not left.
    """

    def __init__(self, limits: Limits) -> None:
        self._limiter = Limiter(limits)
        self._loop = asyncio.get_running_loop()
        self._numbers = itertools.count()
        # Each chat's waiters, best first. The best one of a chat that is free stands in `ready`; a chat that is not
        # free stands in `later` with the moment at which it is looked at again; one with a ticket in neither.
        self._lines: dict[str, list[tuple[Order, Waiter]]] = {}
        self._ready: list[tuple[Order, Waiter]] = []
        self._later: list[tuple[float, str]] = []
        self._timed: set[str] = set()
        self._held: set[str] = set()
        # Groups that a delivery was given back from, with the moment until which it is expected again.
        self._expected: dict[str, float] = {}
        self._leavers: list[tuple[Order, Leaver]] = []
        self._tick = TICK if self._limiter.interval > TIMER_RESOLUTION else TURN
        self._prepare = 0.0
        self._wanted = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def pace(self) -> float:
        """How many requests may leave in a second."""
        return self._limiter.limits.per_second

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        """Return when one request to this chat may leave, and count it."""
        await self._wait(address, kind, priority, early=False, patience=float("inf"))

    async def ticket(
        self, address: Address, kind: ChatKind, priority: Priority, patience: float = PATIENCE
    ) -> Ticket | None:
        """Return shortly before one request to this chat may leave; None if that is more than `patience` seconds off.

        Every ticket must be given to `leave` or `release`.
        """
        if self.delay(address) > patience:
            if kind is not ChatKind.PRIVATE:
                free = self._limiter.chat_free(address.chat)
                self._expected[address.chat] = free + self._limiter.limits.group_window
            return None
        waiter = await self._wait(address, kind, priority, early=True, patience=patience)
        at = waiter.granted.result()
        return None if at is None else Ticket(waiter.chat, waiter.group, waiter.order, at)

    async def leave(self, ticket: Ticket) -> bool:
        """Return True when the request may leave, and count it; False if a flood wait has begun: do not send."""
        now = self._loop.time()
        self._prepare += (now - ticket.granted - self._prepare) / 8
        if max(self._limiter.halted, self._limiter.chat_free(ticket.chat)) > now:
            self.release(ticket)
            return False
        leaver = Leaver(ticket, self._loop.create_future())
        heapq.heappush(self._leavers, (ticket.order, leaver))
        self._run()
        try:
            return await leaver.left
        except asyncio.CancelledError:
            if leaver.left.cancelled():
                self._leavers.remove((ticket.order, leaver))
                heapq.heapify(self._leavers)
                self.release(ticket)
            raise

    def release(self, ticket: Ticket) -> None:
        """Give back a ticket that is not used."""
        self._held.discard(ticket.chat)
        self._offer(ticket.chat)
        self._run()

    def flood(self, seconds: float, address: Address | None = None) -> None:
        """The platform asked for silence: let nothing out for so long.

        `address` is the chat whose request drew it: where that chat alone keeps drawing them, it alone is put off.
        Deliveries that have not left are sent back to be tried later; answers wait.
        """
        chat = address.chat if address else ""
        everything = self._limiter.flood(seconds, self._loop.time(), chat)
        for waiter in list(self._waiters("" if everything else chat)):
            if waiter.early and seconds > waiter.patience:
                waiter.granted.set_result(None)
        for _, leaver in self._leavers if everything else ():
            leaver.left.set_result(False)
            self._held.discard(leaver.ticket.chat)
            self._offer(leaver.ticket.chat)
        if everything:
            self._leavers.clear()
        self._run()

    def put_off(self, address: Address, seconds: float) -> None:
        """The platform said that this chat may hear nothing more for so long: let nothing out to it alone."""
        self._limiter.put_off(address.chat, self._loop.time() + seconds)

    def passed(self, address: Address) -> None:
        """The platform took a request to this chat."""
        self._limiter.passed(address.chat)

    def delay(self, address: Address) -> float:
        """Seconds until flood waits and the chat's own limits let a request to this chat out."""
        return max(self._limiter.halted, self._limiter.chat_free(address.chat)) - self._loop.time()

    def halted(self) -> float:
        """Seconds that a flood wait still lasts; 0 or less if there is none."""
        return self._limiter.halted - self._loop.time()

    def fill(self, departures: Iterable[tuple[Address, ChatKind, float]]) -> None:
        """Count what left before a restart: where to, and how many seconds ago, oldest first."""
        now = self._loop.time()
        self._limiter.fill(
            (address.chat, kind is not ChatKind.PRIVATE, now - max(ago, 0.0)) for address, kind, ago in departures
        )

    async def _wait(
        self, address: Address, kind: ChatKind, priority: Priority, *, early: bool, patience: float
    ) -> Waiter:
        group = kind is not ChatKind.PRIVATE
        order = (int(priority), next(self._numbers))
        waiter = Waiter(address.chat, group, order, early, patience, self._loop.create_future())
        heapq.heappush(self._lines.setdefault(waiter.chat, []), (waiter.order, waiter))
        self._offer(waiter.chat)
        self._run()
        try:
            await waiter.granted
        except asyncio.CancelledError:
            self._abandon(waiter)
            raise
        return waiter

    def _abandon(self, waiter: Waiter) -> None:
        at = None if waiter.granted.cancelled() else waiter.granted.result()
        if at is not None and waiter.early:
            self._held.discard(waiter.chat)
        elif at is not None:
            self._limiter.forgo(at)
        self._offer(waiter.chat)
        self._run()

    def _waiters(self, chat: str) -> Iterator[Waiter]:
        lines = [self._lines.get(chat, [])] if chat else self._lines.values()
        return (waiter for line in lines for _, waiter in line if not waiter.granted.done())

    def _offer(self, chat: str) -> None:
        """Put the chat where it belongs: its best waiter among the ready ones, or the chat among the later ones."""
        line = self._lines.get(chat, [])
        while line and line[0][1].granted.done():
            heapq.heappop(line)
        if not line:
            self._lines.pop(chat, None)
            return
        if chat in self._held:
            return
        now = self._loop.time()
        head, free = self._head(chat, now), self._limiter.chat_free(chat)
        if head is None:
            free = max(free, min(self._limiter.answers_free(chat), self._expected[chat]))
        if head is not None and free <= now:
            heapq.heappush(self._ready, (head.order, head))
        elif chat not in self._timed:
            self._timed.add(chat)
            heapq.heappush(self._later, (free, chat))

    def _head(self, chat: str, now: float) -> Waiter | None:
        """The waiter of a chat whose turn it is; None where answers must leave room for what is expected again."""
        line = self._lines[chat]
        first = line[0][1]
        if first.order[0] != Priority.ANSWER or self._limiter.answers_free(chat) <= now:
            return first
        others = [one for one in line if one[0][0] != Priority.ANSWER and not one[1].granted.done()]
        if others:
            return min(others)[1]
        if self._expected.get(chat, 0.0) > now:
            return None
        self._expected.pop(chat, None)
        return first

    def _best(self, now: float) -> Waiter | None:
        """The waiter whose turn it is. What stands in `ready` and is not the best of a free chat any more goes."""
        while self._ready:
            _, waiter = self._ready[0]
            line = self._lines.get(waiter.chat)
            if (
                not waiter.granted.done()
                and waiter.chat not in self._held
                and line
                and self._head(waiter.chat, now) is waiter
            ):
                if self._limiter.chat_free(waiter.chat) <= now:
                    return waiter
                heapq.heappop(self._ready)
                self._offer(waiter.chat)
            else:
                heapq.heappop(self._ready)
                if not waiter.granted.done():
                    self._offer(waiter.chat)
        return None

    def _run(self) -> None:
        """Let out everything whose moment has come, and set the timer for what comes next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._loop.time()
        if not self._wanted:
            self._limiter.rest(now)
        while self._later and self._later[0][0] <= now:
            _, chat = heapq.heappop(self._later)
            self._timed.discard(chat)
            self._offer(chat)
        while (wake := self._step(now)) == now:
            pass
        self._wanted = bool(self._leavers or self._held) or self._best(now) is not None
        if self._later and (wake is None or self._later[0][0] < wake):
            wake = self._later[0][0]
        if wake is not None:
            self._timer = self._loop.call_later(max(wake - now, self._tick) + self._tick / 2, self._run)

    def _step(self, now: float) -> float | None:
        """Let one out and return `now`; else the next moment worth looking at, None if only an event can help."""
        free = self._limiter.free
        waiter = self._best(now)
        moments = []
        if self._leavers or (waiter and not waiter.early):
            if free <= now:
                self._depart(waiter, now)
                return now
            moments.append(free)
        if waiter and waiter.early:
            ahead = len(self._held) * self._limiter.interval - min(max(2 * self._prepare, LEAD[0]), LEAD[1])
            opens = max(max(free, now) + ahead, self._limiter.halted)
            if opens <= now:
                self._held.add(waiter.chat)
                self._grant(waiter, now)
                return now
            # While others prepare and their moment has passed, only their leaving opens the next place.
            if free > now:
                moments.append(opens)
        return min(moments, default=None)

    def _grant(self, waiter: Waiter, now: float) -> None:
        waiter.granted.set_result(now)
        self._offer(waiter.chat)

    def _depart(self, waiter: Waiter | None, now: float) -> None:
        """One request leaves: the one in `leavers`, unless a waiter that needs no ticket comes before it."""
        if waiter and not waiter.early and (not self._leavers or waiter.order < self._leavers[0][0]):
            self._limiter.book(waiter.chat, now, group=waiter.group, answer=waiter.order[0] == Priority.ANSWER)
            self._grant(waiter, now)
            return
        _, leaver = heapq.heappop(self._leavers)
        self._limiter.book(leaver.ticket.chat, now, group=leaver.ticket.group)
        self._expected.pop(leaver.ticket.chat, None)
        leaver.left.set_result(True)
        self._held.discard(leaver.ticket.chat)
        self._offer(leaver.ticket.chat)
