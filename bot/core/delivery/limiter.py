"""How fast a platform may be spoken to: how many messages in all, in one chat, and in one group."""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

SECOND = 1.025
"""No more than a second's worth of requests leaves in any so many seconds: the way to the platform may be a little
shorter for a later request than for an earlier one."""

CATCH_UP_SECONDS = 0.5
"""Seconds of places that are made up for, after everything stood still although there was something to send."""

MIN_SPACING_RATIO = 0.6
"""The part of the usual distance that then still lies between two departures."""

TIMER_RESOLUTION = 0.008
"""Seconds of distance from which on nothing is closer than MIN_SPACING_RATIO: timers cannot tell smaller ones apart."""

REMEMBERED = 1000
"""How many chats that drew a flood wait are kept in mind."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows, with a margin, because 1.000 s at departure can be 0.999 s on arrival.

    `per_second` counts all requests of the bot; `per_chat` is the least number of seconds between two requests to one
    chat; at most `group_count` requests (0: any number) reach one group or channel in any `group_window` seconds.
    The defaults are Telegram's 30 a second, 1 a second and 20 a minute.
    """

    per_second: float = 29.5
    per_chat: float = 1.05
    group_count: int = 20
    group_window: float = 61.0


UNLIMITED = Limits(per_second=1e6, per_chat=0.0, group_count=0, group_window=0.0)
"""For a platform that asks for no restraint, such as the terminal."""


@dataclass(slots=True)
class _Line:
    """What left for one chat: the moments that still count for its group's window, and when it may hear more.

    `answers` are those of answers among them, as many as half of the window holds.
    """

    recent: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    free: float = 0.0
    put_off: float = 0.0
    forget: float = 0.0


class Limiter:
    """When one request may leave. All moments are seconds of one clock that never goes back; it is handed in.

    Departures are spaced evenly: each opens the next place `1 / per_second` later. Where requests were there and could
    not leave, because the machine or the database stood still, the next ones follow closer until that is made up for;
    in no second are there more than `per_second` (rounded up) all the same, and silence saves nothing up. A call costs
    the same however many chats there are, and a chat that has been silent for long enough is forgotten.
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
        self._passed = 0

    @property
    def free(self) -> float:
        """The earliest moment at which a request to a chat that is itself free may leave."""
        recent = self._recent
        if not recent:
            return max(self._place, self.halted)
        closest = recent[-1] + self._closest
        full = recent[-self._in_a_second] + SECOND if len(recent) >= self._in_a_second else 0.0
        return max(self._place, closest, full, self.halted)

    def rest(self, now: float) -> None:
        """Nothing waits to leave: the places until now are gone."""
        self._place = max(self._place, now)

    def chat_free(self, chat: str) -> float:
        """The earliest moment that the chat's own limits allow."""
        line = self._lines.get(chat)
        return max(line.free, line.put_off) if line else 0.0

    def answers_free(self, chat: str) -> float:
        """The earliest moment at which another answer leaves half of the group's window to other messages."""
        line, half = self._lines.get(chat), self.limits.group_count // 2
        if line is None or not half or len(line.answers) < half:
            return 0.0
        return line.answers[-half] + self.limits.group_window

    def book(self, chat: str, at: float, *, group: bool, answer: bool = False) -> None:
        """Count one request to `chat` that leaves at `at`; `answer` says that a person asked for it."""
        self._place = max(self._place, at - CATCH_UP_SECONDS) + self.interval
        self._leave(at)
        self._count(chat, at, group=group, answer=answer)

    def forgo(self, at: float) -> None:
        """Open the place booked at `at` again, because nothing left after all; the chat's own limits stay counted."""
        if self._recent and at == self._recent[-1]:
            self._place -= self.interval
            self._recent.pop()

    def fill(self, departures: Iterable[tuple[str, bool, float]]) -> None:
        """Count what left before a restart: (chat, whether it is a group, moment), oldest first."""
        for chat, group, at in departures:
            self._place = max(self._place, at + self.interval)
            self._leave(at)
            self._count(chat, at, group=group)

    def flood(self, seconds: float, now: float, chat: str = "") -> bool:
        """The platform asked for silence; True if everything is halted, False if `chat` alone is put off.

        A platform does not say whom it means. So all is halted, except where the same chat drew the flood wait
        before and others passed since.
        """
        alone = bool(chat) and self._passed > self._struck.get(chat, self._passed)
        if chat:
            self._struck.pop(chat, None)
            self._struck[chat] = self._passed
            if len(self._struck) > REMEMBERED:
                del self._struck[next(iter(self._struck))]
        if alone:
            self.put_off(chat, now + seconds)
        else:
            self.halted = max(self.halted, now + seconds)
            self.rest(self.halted)
        return not alone

    def put_off(self, chat: str, until: float) -> None:
        """Let nothing out to `chat` before `until`."""
        line = self._lines.setdefault(chat, _Line())
        line.put_off = max(line.put_off, until)
        line.forget = max(line.forget, line.put_off)

    def passed(self, chat: str) -> None:
        """The platform took a request to `chat`."""
        self._passed += 1
        self._struck.pop(chat, None)

    def _leave(self, at: float) -> None:
        self._recent.append(at)
        while self._recent[0] <= at - SECOND:
            self._recent.popleft()

    def _count(self, chat: str, at: float, *, group: bool, answer: bool = False) -> None:
        limits = self.limits
        # The line moves to the end, so that the lines at the front are those that were silent for longest.
        line = self._lines.pop(chat, None) or _Line()
        self._lines[chat] = line
        line.free = line.forget = at + limits.per_chat
        if group and limits.group_count:
            line.recent.append(at)
            if answer:
                line.answers = [*line.answers, at][-(limits.group_count // 2) :]
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
