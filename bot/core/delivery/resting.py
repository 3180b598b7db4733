"""The wait of a part that hears of changes: long, and yet no sign that it is stuck."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.core.ports.database import Watch

SIGN_SECONDS = 15.0
"""Seconds between two signs that the part still runs; within the time after which it would count as stuck."""


def until(moment: datetime, now: Callable[[], datetime]) -> Callable[[], timedelta]:
    """How long it is until the moment, asked each time."""
    return lambda: moment - now()


async def rest(
    watch: Watch | None, left: Callable[[], timedelta], sleep: Callable[[float], Coroutine[Any, Any, None]],
    alive: Callable[[], None], *, shortest: float = 0.0, longest: float = 60.0,
) -> None:  # fmt: skip
    """Return when a change is heard, but not within `shortest` seconds, when no time is `left`, or after `longest`.

    Calls `alive` each 15 s. `left` is asked again each time, because the clock may have been set. Where no change can
    be heard, it only sleeps.
    """
    if watch is None or not watch.heard:
        await sleep(max(left().total_seconds(), 0.0))
        return
    if shortest:
        await sleep(min(max(left().total_seconds(), 0.0), shortest))
    for _ in range(int(longest / SIGN_SECONDS)):
        seconds = left().total_seconds()
        if seconds <= 0 or await watch.wait(sleep(min(seconds, SIGN_SECONDS))):
            return
        alive()
