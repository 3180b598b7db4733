"""When a request is sent again: the one policy of both platforms and of the delivery engine."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.model.announcements import Moved, NotSent, Outcome, Priority, Unknown
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate

DELIVERY_SECONDS = 180.0
"""Seconds that a platform has for one delivery, with everything that belongs to it: a search for an earlier try, all
parts, the pinning. After them the outcome is unknown."""

FRESH = timedelta(minutes=10)
"""An answer that comes later surprises more than it helps."""


def pause(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: 1 s, doubled each time, 30 s at most."""
    return timedelta(seconds=min(2 ** min(failures - 1, 5), 30))


@dataclass(frozen=True, slots=True)
class Policy:
    """How often something is tried, and how long to wait in between.

    `tries` counts the first one. `pauses` are the seconds after the first, second … failure; the last one stays.
    `unclear` is how many of the repetitions may follow an unclear answer, where the platform may say a thing twice.
    """

    tries: int
    pauses: tuple[float, ...]
    unclear: int

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures, 1 or more."""
        return self.pauses[min(failures, len(self.pauses)) - 1]


DELIVERY = Policy(tries=6, pauses=(5.0, 15.0, 60.0, 160.0, 360.0), unclear=1)
"""A delivery waits in the database: ten minutes in all."""

ANSWER = Policy(tries=6, pauses=(1.0, 2.0, 4.0, 8.0, 16.0), unclear=1)
"""A person waits, half a minute at most. To say an answer twice is better than to leave a person without one."""

REPEATABLE = replace(ANSWER, unclear=5)
"""The same where the platform can tell a repetition from a second message."""

INTERACTION = Policy(tries=4, pauses=(0.25, 0.5, 1.0), unclear=3)
"""Discord takes the first answer to an interaction for three seconds; a second one is refused."""

LOOKUP = Policy(tries=2, pauses=(1.0,), unclear=1)
"""A question whose answer a command needs before it can begin."""


class Retry:
    """What to do after each outcome of one request: try again after some seconds, or stop."""

    def __init__(self, policy: Policy, clock: Clock) -> None:
        self._policy = policy
        self._clock = clock
        self._end = clock.now() + FRESH
        self._failures = 0
        self._unclear = 0

    def wait(self, outcome: Outcome) -> float | None:
        """Seconds to wait before the next try; None if there is none, because it ended or was tried often enough.

        A flood wait is no failure, but it is not waited for longer than an answer stays fresh.
        """
        match outcome:
            case NotSent(flood=True):
                return outcome.wait if self._clock.now() < self._end else None
            case NotSent() if self._failures < self._policy.tries - 1:
                self._failures += 1
                return max(outcome.wait, self._policy.pause(self._failures))
            case Unknown() if self._failures < self._policy.tries - 1 and self._unclear < self._policy.unclear:
                self._failures += 1
                self._unclear += 1
                return self._policy.pause(self._failures)
        return None


def unanswered(outcome: Outcome) -> bool:
    """Whether the platform gave no clear answer, which may be its own trouble and not that of the chat."""
    return isinstance(outcome, Unknown) or (isinstance(outcome, NotSent) and outcome.unreachable)


def tell_gate(gate: Gate, address: Address, outcome: Outcome, left: float) -> None:
    """Tell the gate what the answer to a request, which left at that time of the loop, says of the platform."""
    if isinstance(outcome, NotSent) and outcome.flood and outcome.alone:
        gate.put_off(address, outcome.wait)
    elif isinstance(outcome, NotSent) and outcome.flood:
        gate.flood(max(outcome.wait, 1.0), address)
    elif unanswered(outcome):
        gate.trouble(address, left)
    elif not isinstance(outcome, NotSent):
        gate.passed(address, left)


async def insist(
    send: Callable[[Address], Awaitable[Outcome]],
    address: Address,
    kind: ChatKind,
    gate: Gate,
    clock: Clock,
    priority: Priority,
    policy: Policy = ANSWER,
) -> tuple[Outcome, tuple[str, ...]]:
    """Send to a chat through flood waits, faults and moves, each request in its own slot of the gate.

    Returns how it ended, and the new ids that the chat took on the way, the latest last.
    """
    retry = Retry(policy, clock)
    moves: tuple[str, ...] = ()
    while True:
        await gate.slot(address, kind, priority)
        left = asyncio.get_running_loop().time()
        outcome = await send(address)
        tell_gate(gate, address, outcome, left)
        if isinstance(outcome, Moved) and outcome.chat not in moves:
            moves += (outcome.chat,)
            address = replace(address, chat=outcome.chat)
            continue
        wait = retry.wait(outcome)
        if wait is None:
            return outcome, moves
        if not (isinstance(outcome, NotSent) and outcome.flood):
            # A flood wait is waited for at the gate.
            await clock.sleep(wait)
