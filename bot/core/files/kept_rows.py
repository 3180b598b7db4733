"""The good rows of a file, kept as columns of numbers: a million of them take 28 MB."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import overload

from bot.core.model.snapshots import Origin, Snapshot
from bot.core.ports.counts import SnapshotRow


class KeptRows(Sequence[SnapshotRow]):
    """Rows in the order of the file, each with the number of its line."""

    def __init__(self) -> None:
        self._pages, self._lines, self._steps = array("i"), array("i"), array("i")
        self._moments, self._counts = array("q"), array("q")

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
            kept = (value for place, value in enumerate(column) if place not in gone)
            column[:] = array(column.typecode, kept)

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> SnapshotRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[SnapshotRow]: ...
    def __getitem__(self, place: int | slice) -> SnapshotRow | list[SnapshotRow]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        columns = (column[place] for column in (self._pages, self._moments, self._counts, self._steps))
        pages, moments, counts, steps = columns
        return list(zip(pages, moments, counts, steps, repeat(int(Origin.IMPORT))))

    def sample(self, most: int) -> list[tuple[int, datetime, int]]:
        """The first rows to be shown: the page's id, the time, and the count."""
        return [(page, datetime.fromtimestamp(moment, UTC), count) for page, moment, count, _, _ in self[:most]]
