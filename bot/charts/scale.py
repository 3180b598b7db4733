"""The scales of a chart: round numbers for its height, round hours or days for its width."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_HOURS = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880)
YEAR = 8760


def heights(low: int, high: int, most: int = 5) -> list[int]:
    """Round whole numbers, evenly spaced, of which the first is at or below `low` and the last at or above `high`."""
    step = _round_step(max(high - low, 1) / most)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _round_step(rough: float) -> int:
    size = int(10 ** math.floor(math.log10(max(rough, 1))))
    return next(factor * size for factor in (1, 2, 5, 10) if factor * size >= rough)


def times(start: datetime, end: datetime, zone: str, most: int) -> tuple[list[datetime], bool]:
    """At most `most` round moments of the zone's clock between `start` and `end`, and whether they are whole days."""
    step = hours_apart(start, end, most)
    place = ZoneInfo(zone)
    return list(_marks(start.astimezone(place), end, step)), step >= 24  # noqa: PLR2004 - hours of a day


def hours_apart(start: datetime, end: datetime, most: int) -> int:
    """How many hours lie between two of the moments that `times` gives."""
    hours = (end - start).total_seconds() / 3600
    return next((one for one in _HOURS if hours / one <= most), math.ceil(hours / YEAR / most) * YEAR)


def _marks(start: datetime, end: datetime, step: int) -> Iterator[datetime]:
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    # Local wall time moves on, so that a day stays a day across a clock change.
    for number in range(int((end - start).total_seconds() / 3600 / step) + 24 // min(step, 24) + 2):
        mark = day + timedelta(hours=number * step)
        if start <= mark <= end:
            yield mark


def most_apart(gap: float, top: float, bottom: float) -> int:
    """How many names have room below each other between `top` and `bottom`, no two of them closer than `gap`."""
    return int((bottom - top) / gap) + 1


def apart(ends: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Where names stand beside the ends of their lines: moved up or down so that no two are closer than `gap`.

    There are no more of them than `most_apart` says.
    """
    order = sorted(range(len(ends)), key=lambda number: ends[number])
    places = dict.fromkeys(order, 0.0)
    last = top - gap
    for number in order:
        last = places[number] = max(ends[number], last + gap)
    limit = bottom
    for number in reversed(order):
        limit = places[number] = min(places[number], limit)
        limit -= gap
    return [round(places[number], 2) for number in range(len(ends))]


def untouched(places: Sequence[float], widths: Sequence[float], order: Iterable[int]) -> set[int]:
    """Which labels can stand around `places` so that none touches another; the first in `order` go before others."""
    kept: set[int] = set()
    for number in order:
        if all(abs(places[number] - places[one]) >= (widths[number] + widths[one]) / 2 for one in kept):
            kept.add(number)
    return kept


def bundled(places: Sequence[float], letter: float) -> list[tuple[float, int, int]]:
    """Marks that are numbered in their order, those together whose numbers would touch.

    Of each bundle its middle, and the places in the order of its first and its last mark. `letter` is a digit's width.
    """
    bundles: list[tuple[float, int, int]] = []
    for number, place in enumerate(places):
        bundles.append((place, number, number))
        while len(bundles) > 1 and _touch(bundles[-2], bundles[-1], letter):
            first, last = bundles[-2][1], number
            bundles[-2:] = [((places[first] + places[last]) / 2, first, last)]
    return bundles


def _touch(one: tuple[float, int, int], other: tuple[float, int, int], letter: float) -> bool:
    return other[0] - one[0] < letter * (len(numbers(*one[1:])) + len(numbers(*other[1:]))) / 2


def numbers(first: int, last: int) -> str:
    """What a bundle is called by: its number, or its first and its last one."""
    return f"{first + 1}" if first == last else f"{first + 1}\u2013{last + 1}"
