"""Anonymity: the one threshold below which a number of people is hidden, and the rounding of times."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.core.model.reply import Text, Value

MIN_SHOWN = 5
"""The number of a group smaller than this is never shown."""

MIN_MEDIAN = 2 * MIN_SHOWN + 1
"""From so many values on their middle is told: then five people are on each side of it."""


MINUTE, TEN_MINUTES, HOUR = timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def coarse(moment: datetime, step: timedelta) -> datetime:
    """The last whole `step` (counted from 1970 in UTC) at or before an aware moment."""
    return moment - (moment - _EPOCH) % step


class Heads(NamedTuple):
    """A number of people, and how many accounts reported it: one account can claim to bring twenty others."""

    people: int
    persons: int


def shown_count(people: int, persons: int | None = None) -> Value:
    """The number of people as it may be shown: "fewer than 5" if it, or the number of `persons`, is below 5."""
    said = people if persons is None else min(people, persons)
    return people if said >= MIN_SHOWN else Text("fewer-than", {"least": MIN_SHOWN})


def fold(groups: Mapping[str, Heads]) -> tuple[list[tuple[str, int]], Heads]:
    """The groups that may be shown, the largest first, and how many people the others have together.

    A group of fewer than 5 persons joins the others; so do the smallest of the rest until the others are at least two
    groups and at least 5 persons: else the total would give a hidden group away. Nobody is among the others if none is
    small.
    """
    shown = sorted(
        ((name, heads) for name, heads in groups.items() if heads.persons),
        key=lambda group: (-group[1].persons, group[0]),
    )
    hidden: list[Heads] = []
    while shown and (
        shown[-1][1].persons < MIN_SHOWN
        or (hidden and (len(hidden) == 1 or sum(one.persons for one in hidden) < MIN_SHOWN))
    ):
        hidden.append(shown.pop()[1])
    ranked = sorted(((name, heads.people) for name, heads in shown), key=lambda group: (-group[1], group[0]))
    return ranked, Heads(sum(one.people for one in hidden), sum(one.persons for one in hidden))
