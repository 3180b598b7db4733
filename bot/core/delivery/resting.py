"""The wait of a part that hears of changes: long, and yet no sign that it is stuck."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from bot.core.ports.database import Watch

SIGN_SECONDS = 15.0
"""Seconds between two signs that the part still runs; within the time after which it would count as stuck."""

PIECES = 4


async def rest(
    watch: Watch,
    left: Callable[[], timedelta],
    sleep: Callable[[float], Coroutine[Any, Any, None]],
    alive: Callable[[], None],
    pieces: int = PIECES,
) -> None:
    """Return when a change is heard, when no time is `left`, or after `pieces` of 15 s.

    Calls `alive` after each piece. `left` is asked again each time, because the clock may have been set.
    """
    for _ in range(pieces):
        seconds = left().total_seconds()
        if seconds <= 0 or await watch.wait(sleep(min(seconds, SIGN_SECONDS))):
            return
        alive()
