"""Stand-ins for the delivery engine's surroundings: a platform that obeys, and a loop that does not wait."""

import asyncio
import random
import selectors
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.core.model.announcements import Delivery, Outcome, Sent

Script = Callable[[Delivery, int], Outcome | Awaitable[Outcome]]


class Platform:
    """Takes every delivery after `latency` seconds, unless `script(delivery, number of the try)` says otherwise.

    `arrived` holds (moment of the loop, chat, delivery) for all that came.
    """

    def __init__(self, name: str = "telegram", latency: float = 0.0, script: Script | None = None) -> None:
        self.name = name
        self.repeats = False
        self.reachable = True
        self.latency = latency
        self.script = script
        self.arrived: list[tuple[float, str, Delivery]] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self._tries: dict[int, int] = {}

    async def deliver(self, delivery: Delivery) -> Outcome:
        self.arrived.append((asyncio.get_running_loop().time(), delivery.address.chat, delivery))
        number = self._tries[delivery.id] = self._tries.get(delivery.id, 0) + 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await asyncio.sleep(self.latency)
            outcome = self.script(delivery, number) if self.script else Sent(f"message-{delivery.id}")
            return outcome if not isinstance(outcome, Awaitable) else await outcome
        finally:
            self.in_flight -= 1

    async def probe(self) -> bool:
        return self.reachable

    @property
    def chats(self) -> list[str]:
        return [chat for _, chat, _ in self.arrived]


class _Impatient(selectors.DefaultSelector):
    def __init__(self, late: Callable[[], float]) -> None:
        super().__init__()
        self.now = 1000.0
        self._late = late

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise AssertionError("everybody waits, and for nothing")
        if timeout:
            self.now += timeout + self._late()
        return super().select(0)


class QuickLoop(asyncio.SelectorEventLoop):
    """A loop whose time jumps to the next timer, and up to `late` seconds past it, as a busy machine's does."""

    def __init__(self, late: float = 0.0) -> None:
        chance = random.Random(1)
        self._impatient = _Impatient(lambda: chance.uniform(0, late))
        super().__init__(self._impatient)

    def time(self) -> float:
        return self._impatient.now


def quickly(act: Coroutine[Any, Any, None], late: float = 0.0) -> None:
    """Run a coroutine that waits for nothing but time."""
    with asyncio.Runner(loop_factory=lambda: QuickLoop(late)) as runner:
        runner.run(act)
