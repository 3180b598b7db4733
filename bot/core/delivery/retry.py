"""Retries with backoff: one policy for all platforms and for the delivery engine."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core.model.announcements import Moved, NotSent, Outcome, Priority, Unknown
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate

DELIVERY_SECONDS = 180.0
"""Timeout in seconds for one delivery, including the search for an earlier try, all parts, and pinning. After it the
outcome is unknown."""

CONNECTIONS = 256
"""Maximum connections to a platform: as many requests as may wait in vain for an answer until that counts as an
outage."""

FRESH = timedelta(minutes=10)
"""Maximum age of an answer to a command; a later one would only confuse."""


def pause(failures: int) -> timedelta:
    """Exponential backoff after so many failures in a row: 1 s, doubled each time, at most 30 s."""
    return timedelta(seconds=min(2 ** min(failures - 1, 5), 30))


@dataclass(frozen=True, slots=True)
class Policy:
    """A retry policy.

    `tries` is the maximum, with the first one. `pauses` are the seconds after the first, second … failure; the last one
    repeats. `unclear` is the maximum of retries after an unclear answer, each of which may post a duplicate.
    """

    tries: int
    pauses: tuple[float, ...]
    unclear: int

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures, 1 or more."""
        return self.pauses[min(failures, len(self.pauses)) - 1]


DELIVERY = Policy(tries=6, pauses=(5.0, 15.0, 60.0, 160.0, 360.0), unclear=1)
"""For deliveries, which wait in the database: ten minutes in all."""

ANSWER = Policy(tries=6, pauses=(1.0, 2.0, 4.0, 8.0, 16.0), unclear=1)
"""For answers to commands: half a minute at most. A duplicate answer is better than none."""

REPEATABLE = replace(ANSWER, unclear=5)
"""The same on a platform that deduplicates retries."""

INTERACTION = Policy(tries=4, pauses=(0.25, 0.5, 1.0), unclear=3)
"""For interactions: Discord accepts the first answer within three seconds, and refuses a second one."""

LOOKUP = Policy(tries=2, pauses=(1.0,), unclear=1)
"""For a lookup that a command needs before it can begin."""


class Retry:
    """The state of one request's retries: after each outcome, wait and try again, or stop."""

    def __init__(self, policy: Policy, clock: Clock) -> None:
        self._policy = policy
        self._clock = clock
        self._end = clock.now() + FRESH
        self._failures = 0
        self._unclear = 0

    def wait(self, outcome: Outcome) -> float | None:
        """Seconds until the next try; None after a final outcome or the last try.

        A flood wait does not count as a failure, but is not waited for beyond FRESH.
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
    """Whether the platform gave no clear answer, which may mean an outage of the platform."""
    return isinstance(outcome, Unknown) or (isinstance(outcome, NotSent) and outcome.unreachable)


def tell_gate(gate: Gate, address: Address, outcome: Outcome, left: float) -> None:
    """Report an outcome to the gate; `left` is when the request was sent, in the event loop's time."""
    if isinstance(outcome, NotSent) and outcome.flood and outcome.alone:
        gate.put_off(address, outcome.wait)
    elif isinstance(outcome, NotSent) and outcome.flood:
        gate.flood(max(outcome.wait, 1.0), address)
    elif unanswered(outcome):
        gate.record_failure(address, left)
    elif not isinstance(outcome, NotSent):
        gate.record_success(address, left)


async def insist(
    send: Callable[[Address], Awaitable[Outcome]],
    address: Address,
    kind: ChatKind,
    gate: Gate,
    clock: Clock,
    priority: Priority,
    policy: Policy = ANSWER,
) -> tuple[Outcome, tuple[str, ...]]:
    """Send to a chat; retry on flood waits and errors, and follow the chat to a new id.

    Each request waits for its own slot of the gate. Returns the outcome, and the chat's new ids, the latest last.
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
            # The gate itself waits for the end of a flood wait.
            await clock.sleep(wait)
