from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from bot.core.delivery.resting import PIECES, SIGN_SECONDS, rest


class Watch:
    """A change is heard at the wait with this number; what is waited for meanwhile passes at once."""

    heard = True

    def __init__(self, rings_at: int = 0) -> None:
        self.waits = 0
        self._rings_at = rings_at

    def clear(self) -> None:
        raise AssertionError("who rests does not decide what was heard")

    async def wait(self, sleeping: Coroutine[Any, Any, None]) -> bool:
        self.waits += 1
        await sleeping
        return self.waits == self._rings_at


class Part:
    """A part with so many seconds until its next work; its sleep passes them."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.slept: list[float] = []
        self.signs = 0

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds -= seconds

    def alive(self) -> None:
        self.signs += 1

    async def rest(self, watch: Watch) -> None:
        await rest(watch, lambda: timedelta(seconds=self.seconds), self.sleep, self.alive)


async def test_a_long_rest_ends_after_a_minute_and_gives_a_sign_in_every_piece() -> None:
    part = Part(3600)
    await part.rest(Watch())
    assert part.slept == [SIGN_SECONDS] * PIECES
    assert part.signs == PIECES


async def test_a_rest_ends_when_its_time_has_come() -> None:
    part = Part(20)
    await part.rest(Watch())
    assert part.slept == [15, 5]


async def test_a_rest_ends_when_a_change_is_heard() -> None:
    part, watch = Part(3600), Watch(rings_at=2)
    await part.rest(watch)
    assert (watch.waits, part.signs) == (2, 1)
