"""What keeps people unknown: the one threshold under which their number is not told, and times made coarse."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.core.model.reply import Text, Value

LEAST = 5
"""A group of fewer people than this is never told by its number."""


MINUTE, TEN_MINUTES, HOUR = timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def coarse(moment: datetime, step: timedelta) -> datetime:
    """The last whole `step` (counted from 1970 in UTC) at or before an aware moment."""
    return moment - (moment - _EPOCH) % step


def few(people: int) -> Value:
    """A number of people as it may be said: under 5, only that."""
    return people if people >= LEAST else Text("fewer-than", {"least": LEAST})


def fold(groups: Mapping[str, int], least: int = LEAST) -> tuple[list[tuple[str, int]], int]:
    """The groups that may be shown, the largest first, and how many people the others have together.

    A group under `least` joins the others; so do the smallest of the rest until the others are at least two groups and
    at least `least` people: else the total would give a hidden group away. Nobody is among the others if none is small.
    """
    shown = sorted(((name, count) for name, count in groups.items() if count), key=lambda group: (-group[1], group[0]))
    hidden: list[int] = []
    while shown and (shown[-1][1] < least or (hidden and (len(hidden) == 1 or sum(hidden) < least))):
        hidden.append(shown.pop()[1])
    return shown, sum(hidden)
