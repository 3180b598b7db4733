"""The queues of the send gate: one per chat, and a heap of the first waiters of the chats that are free."""

import heapq
from collections.abc import Callable

from bot.core.delivery.limiter import Limiter
from bot.core.model.announcements import Priority
from bot.jobs.waiters import Order, Waiter

PATIENCE = 2.0
"""Maximum seconds that a delivery waits here for its chat; for a longer delay it is requeued."""

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

ANSWERS_IN_ROW = 3
"""While deliveries wait, one of them leaves after so many answers: however many people ask, a call goes on."""

TRIAL_SECONDS = 20.0
"""After an outage the next request waits for the answer to the one before, but no longer than this."""


class Lines:
    """The waiters of each chat, most urgent first.

    The first waiter of a free chat is in `ready`, one heap for answers and one for the rest. A chat that is not free is
    in `later` with the time to check it again. A chat with a held ticket is in neither.
    """

    def __init__(self, limiter: Limiter, now: Callable[[], float]) -> None:
        self._limiter = limiter
        self._now = now
        self._lines: dict[str, list[tuple[Order, Waiter]]] = {}
        self._answers: list[tuple[Order, Waiter]] = []
        self._ready: list[tuple[Order, Waiter]] = []
        self._in_row = 0
        self._later: list[tuple[float, str]] = []
        self._timed: set[str] = set()
        self._held: set[str] = set()
        # Groups with a requeued delivery, and the time until which it is expected to come back.
        self._expected: dict[str, float] = {}

    @property
    def held(self) -> int:
        """How many chats have a held ticket."""
        return len(self._held)

    @property
    def next_look(self) -> float | None:
        """The next time to check a chat that is not free; None if there is none."""
        return self._later[0][0] if self._later else None

    def join(self, waiter: Waiter) -> None:
        """Add the waiter to the queue of its chat."""
        heapq.heappush(self._lines.setdefault(waiter.chat, []), (waiter.order, waiter))
        self.offer(waiter.chat)

    def hold(self, chat: str) -> None:
        """Mark the chat as having a held ticket."""
        self._held.add(chat)

    def free(self, chat: str) -> None:
        """Mark the chat's ticket as used or returned."""
        self._held.discard(chat)
        self.offer(chat)

    def reset(self) -> None:
        """Free all chats and queue each again."""
        self._held.clear()
        self._timed.clear()
        self._later.clear()
        self._answers.clear()
        self._ready.clear()
        for chat in tuple(self._lines):
            self.offer(chat)

    def send_back(self, chat: str, seconds: float) -> None:
        """Refuse waiters for a ticket that will not wait `seconds`: those of one chat, or of all chats if it is ""."""
        for line in [self._lines.get(chat, [])] if chat else list(self._lines.values()):
            for _, waiter in line:
                if waiter.early and seconds > waiter.patience and not waiter.granted.done():
                    waiter.granted.set_result(None)

    def expect(self, chat: str) -> None:
        """Expect a requeued delivery to this group again: answers leave room for it until then."""
        self._expected[chat] = self._limiter.chat_free(chat) + self._limiter.limits.group_window

    def offer(self, chat: str) -> None:
        """Put the chat into `ready` with its first waiter, or into `later`."""
        line = self._lines.get(chat, [])
        while line and line[0][1].granted.done():
            heapq.heappop(line)
        if not line:
            self._lines.pop(chat, None)
            return
        if chat in self._held:
            return
        now = self._now()
        head, free = self._head(chat, now), self._limiter.chat_free(chat)
        if head is None:
            free = max(free, min(self._limiter.answers_free(chat), self._expected[chat]))
        if head is not None and free <= now:
            ready = self._answers if head.order[0] == Priority.ANSWER else self._ready
            heapq.heappush(ready, (head.order, head))
        elif chat not in self._timed:
            self._timed.add(chat)
            heapq.heappush(self._later, (free, chat))

    def look_again(self, now: float) -> None:
        """Offer the chats whose time has come."""
        while self._later and self._later[0][0] <= now:
            _, chat = heapq.heappop(self._later)
            self._timed.discard(chat)
            self.offer(chat)

    def before(self, order: Order, prepared: Order | None) -> bool:
        """Whether a waiter leaves before the request that is prepared, if one is."""
        return prepared is None or (order < prepared and self._in_row < ANSWERS_IN_ROW)

    def count(self, order: Order) -> bool:
        """Count a request that leaves; returns whether it is an answer."""
        answer = order[0] == Priority.ANSWER
        self._in_row = self._in_row + 1 if answer else 0
        return answer

    def best(self, now: float) -> Waiter | None:
        """The next waiter to leave: an answer, unless it is a delivery's turn and none is being prepared."""
        answer = self._first(self._answers, now)
        if answer is not None and (self._in_row < ANSWERS_IN_ROW or self._held):
            return answer
        return self._first(self._ready, now) or answer

    def _first(self, ready: list[tuple[Order, Waiter]], now: float) -> Waiter | None:
        """The first waiter of a heap that may leave; removes stale entries."""
        while ready:
            _, waiter = ready[0]
            line = self._lines.get(waiter.chat)
            if (
                not waiter.granted.done()
                and waiter.chat not in self._held
                and line
                and self._head(waiter.chat, now) is waiter
            ):
                if self._limiter.chat_free(waiter.chat) <= now:
                    return waiter
                heapq.heappop(ready)
                self.offer(waiter.chat)
            else:
                heapq.heappop(ready)
                if not waiter.granted.done():
                    self.offer(waiter.chat)
        return None

    def _head(self, chat: str, now: float) -> Waiter | None:
        """The next waiter of a chat; None if answers must leave room for an expected delivery."""
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
