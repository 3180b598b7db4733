"""The good rows of a file, kept as columns of numbers: a million of them take 36 MB."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import overload

from bot.core.model.snapshots import Origin, Snapshot

Pair = tuple[int, Snapshot]


class KeptRows(Sequence[Pair]):
    """Rows as (page id, snapshot), in the order of the file, with the number of each one's line."""

    def __init__(self) -> None:
        self._pages, self._lines = array("l"), array("l")
        self._moments, self._counts, self._steps = array("q"), array("q"), array("q")

    def add(self, page: int, snapshot: Snapshot, line: int) -> None:
        """Keep one more row."""
        self._pages.append(page)
        self._lines.append(line)
        self._moments.append(int(snapshot.taken_at.timestamp()))
        self._counts.append(snapshot.count)
        self._steps.append(snapshot.step)

    def line(self, place: int) -> int:
        """The number of a row's line in the file."""
        return self._lines[place]

    @property
    def pages(self) -> set[int]:
        """The ids of the pages that have a row."""
        return set(self._pages)

    @property
    def between(self) -> tuple[datetime, datetime]:
        """The times of the earliest and the latest row. Raises ValueError without rows."""
        return datetime.fromtimestamp(min(self._moments), UTC), datetime.fromtimestamp(max(self._moments), UTC)

    def drop(self, places: Iterable[int]) -> None:
        """Leave these rows out."""
        gone = set(places)
        for column in (self._pages, self._lines, self._moments, self._counts, self._steps) if gone else ():
            kept = [value for place, value in enumerate(column) if place not in gone]
            column[:] = array(column.typecode, kept)

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> list[Pair]: ...
    def __getitem__(self, place: int | slice) -> Pair | list[Pair]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        taken_at = datetime.fromtimestamp(self._moments[place], UTC)
        return self._pages[place], Snapshot(taken_at, self._counts[place], self._steps[place], Origin.IMPORT)
