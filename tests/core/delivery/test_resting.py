from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from bot.core.delivery.resting import SIGN_SECONDS, rest


class Watch:
    """A change is heard at the wait with this number; what is waited for meanwhile passes at once."""

    def __init__(self, rings_at: int = 0, *, heard: bool = True) -> None:
        self.waits = 0
        self.heard = heard
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

    async def rest(self, watch: Watch | None, shortest: float = 0.0, longest: float = 60.0) -> None:
        left = lambda: timedelta(seconds=self.seconds)  # noqa: E731 - it is short
        await rest(watch, left, self.sleep, self.alive, shortest=shortest, longest=longest)


async def test_a_long_rest_ends_after_a_minute_and_gives_a_sign_in_every_piece() -> None:
    part = Part(3600)
    await part.rest(Watch())
    assert part.slept == [SIGN_SECONDS] * 4
    assert part.signs == 4
    await part.rest(Watch(), longest=300)
    assert part.signs == 4 + 20


async def test_a_rest_ends_when_its_time_has_come() -> None:
    part = Part(20)
    await part.rest(Watch())
    assert part.slept == [15, 5]


async def test_a_rest_ends_when_a_change_is_heard() -> None:
    part, watch = Part(3600), Watch(rings_at=2)
    await part.rest(watch)
    assert (watch.waits, part.signs) == (2, 1)


async def test_changes_that_come_one_after_another_are_looked_at_together() -> None:
    part = Part(3600)
    await part.rest(Watch(rings_at=1), shortest=0.5)
    assert part.slept == [0.5, SIGN_SECONDS]
    late = Part(0.2)
    await late.rest(Watch(), shortest=0.5)
    assert late.slept == [0.2]


@pytest.mark.parametrize("watch", [None, Watch(heard=False)])
async def test_who_hears_of_nothing_sleeps_until_the_time_has_come(watch: Watch | None) -> None:
    part = Part(1.5)
    await part.rest(watch, shortest=0.5)
    assert part.slept == [1.5]
    await part.rest(watch)
    assert (part.slept, part.signs) == ([1.5, 0.0], 0)
