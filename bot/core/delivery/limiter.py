"""Rate limits of a platform: requests in all, to one chat, and to one group."""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

SECOND = 1.025
"""Window in seconds for `per_second`, a little above 1: with varying latency, requests may arrive closer together than
they were sent."""

CATCH_UP_SECONDS = 0.5
"""Seconds of unused slots that are made up for after a stall, that is while requests waited and nothing was sent."""

MIN_SPACING_RATIO = 0.6
"""The minimum spacing of two requests while catching up, as a share of the usual spacing."""

TIMER_RESOLUTION = 0.008
"""MIN_SPACING_RATIO applies to spacings of at least so many seconds; timers cannot resolve smaller ones."""

ANSWER_SHARE = 2
"""Answers take at most one in so many places of a group's window while something else waits for the group."""

REMEMBERED = 1000
"""How many chats with a flood wait are remembered at most."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A platform's rate limits, with a margin: 1.000 s between two departures can be 0.999 s between the arrivals.

    `per_second` is for all requests of the bot; `per_chat` is the minimum of seconds between two requests to one chat;
    at most `group_count` requests (0: any number) reach one group or channel in any `group_window` seconds. The
    defaults are Telegram's 30 a second, 1 a second and 20 a minute.
    """

    per_second: float = 29.5
    per_chat: float = 1.05
    group_count: int = 20
    group_window: float = 61.0


UNLIMITED = Limits(per_second=1e6, per_chat=0.0, group_count=0, group_window=0.0)
"""For a platform without rate limits, such as the terminal."""


@dataclass(slots=True)
class _Line:
    """The history of one chat: the departures in its group's window, and when the next request may leave.

    `answers` are the departures of answers among them, up to half of the window's limit.
    """

    recent: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    free: float = 0.0
    put_off: float = 0.0
    forget: float = 0.0


class Limiter:
    """Decides when a request may leave. All times are seconds of one monotonic clock, passed by the caller.

    Departures are spaced evenly, `1 / per_second` apart. After a stall with requests waiting, spacing is smaller until
    the lost slots are made up for, still with at most `per_second` (rounded up) in any second. Idle time saves up no
    slots. Each call takes constant time, and chats without recent requests are forgotten.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.interval = 1 / limits.per_second
        self.halted = 0.0
        self._place = 0.0
        self._closest = self.interval * MIN_SPACING_RATIO if self.interval > TIMER_RESOLUTION else 0.0
        self._in_a_second = math.ceil(limits.per_second)
        self._recent: deque[float] = deque()
        self._lines: dict[str, _Line] = {}
        self._struck: dict[str, int] = {}
        self._answered = 0

    @property
    def free(self) -> float:
        """The earliest time that the limit for all requests allows."""
        recent = self._recent
        if not recent:
            return max(self._place, self.halted)
        closest = recent[-1] + self._closest
        full = recent[-self._in_a_second] + SECOND if len(recent) >= self._in_a_second else 0.0
        return max(self._place, closest, full, self.halted)

    def expire_slots(self, now: float) -> None:
        """Record that no request waits: unused slots until now expire."""
        self._place = max(self._place, now)

    def chat_free(self, chat: str) -> float:
        """The earliest time that the chat's own limits allow."""
        line = self._lines.get(chat)
        return max(line.free, line.put_off) if line else 0.0

    def answers_free(self, chat: str) -> float:
        """The earliest time for another answer that leaves half of the group's window for other messages."""
        line, half = self._lines.get(chat), self.limits.group_count // ANSWER_SHARE
        if line is None or not half or len(line.answers) < half:
            return 0.0
        return line.answers[-half] + self.limits.group_window

    def book(self, chat: str, at: float, *, group: bool, answer: bool = False) -> None:
        """Count one request to `chat` that leaves at `at`; `answer` says that a person asked for it."""
        self._place = max(self._place, at - CATCH_UP_SECONDS) + self.interval
        self._leave(at)
        self._count(chat, at, group=group, answer=answer)

    def release_slot(self, at: float) -> None:
        """Release the slot booked at `at`, because nothing was sent; it still counts for the chat's own limits."""
        if self._recent and at == self._recent[-1]:
            self._place -= self.interval
            self._recent.pop()

    def load_history(self, departures: Iterable[tuple[str, bool, float]]) -> None:
        """Load the history from before a restart: (chat, whether it is a group, time), oldest first."""
        for chat, group, at in departures:
            self._place = max(self._place, at + self.interval)
            self._leave(at)
            self._count(chat, at, group=group)

    def flood(self, seconds: float, now: float, chat: str = "") -> bool:
        """Record a flood wait; True if everything is halted for it, False if only `chat` is.

        A platform does not say what the limit is about. So everything is halted, unless the same chat had a
        flood wait before and requests to others have succeeded since.
        """
        alone = bool(chat) and self._answered > self._struck.get(chat, self._answered)
        if chat:
            self._struck.pop(chat, None)
            self._struck[chat] = self._answered
            if len(self._struck) > REMEMBERED:
                del self._struck[next(iter(self._struck))]
        if alone:
            self.put_off(chat, now + seconds)
        else:
            self.halted = max(self.halted, now + seconds)
            self.expire_slots(self.halted)
        return not alone

    def put_off(self, chat: str, until: float) -> None:
        """Send nothing to `chat` before `until`."""
        line = self._lines.setdefault(chat, _Line())
        line.put_off = max(line.put_off, until)
        line.forget = max(line.forget, line.put_off)

    def record_success(self, chat: str) -> None:
        """Record that a request to `chat` succeeded."""
        self._answered += 1
        self._struck.pop(chat, None)

    def _leave(self, at: float) -> None:
        self._recent.append(at)
        while self._recent[0] <= at - SECOND:
            self._recent.popleft()

    def _count(self, chat: str, at: float, *, group: bool, answer: bool = False) -> None:
        limits = self.limits
        # Move the chat to the end, so that the least recently used chats are in front.
        line = self._lines.pop(chat, None) or _Line()
        self._lines[chat] = line
        line.free = line.forget = at + limits.per_chat
        if group and limits.group_count:
            line.recent.append(at)
            if answer:
                line.answers = [*line.answers, at][-(limits.group_count // ANSWER_SHARE) :]
            if len(line.recent) >= limits.group_count:
                del line.recent[: -limits.group_count]
                line.free = max(line.free, line.recent[0] + limits.group_window)
            line.forget = max(line.free, at + limits.group_window)
        line.forget = max(line.forget, line.put_off)
        while self._lines:
            oldest = next(iter(self._lines))
            if self._lines[oldest].forget > at:
                break
            del self._lines[oldest]
