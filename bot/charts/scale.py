"""The scales of a chart: round numbers for its height, round hours or days for its width."""

import math
from collections.abc import Iterator, Sequence
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
    hours = (end - start).total_seconds() / 3600
    step = next((one for one in _HOURS if hours / one <= most), math.ceil(hours / YEAR / most) * YEAR)
    place = ZoneInfo(zone)
    return list(_marks(start.astimezone(place), end, step)), step >= 24  # noqa: PLR2004 - hours of a day


def _marks(start: datetime, end: datetime, step: int) -> Iterator[datetime]:
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    # Local wall time moves on, so that a day stays a day across a clock change.
    for number in range(int((end - start).total_seconds() / 3600 / step) + 24 // min(step, 24) + 2):
        mark = day + timedelta(hours=number * step)
        if start <= mark <= end:
            yield mark


def apart(ends: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Where names stand beside the ends of their lines: moved up or down so that no two are closer than `gap`."""
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
