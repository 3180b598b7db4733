"""Imports: what came in at once, with the times of its snapshots and the baselines it changed."""

import json
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise

from sqlalchemy import insert, select, update

from bot.core.model.snapshots import Baseline, Origin, Snapshot
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from storage.engine.session import Cells, Link
from storage.tables import from_millis, from_seconds, import_pages, imports, millis, seconds


@dataclass(frozen=True, slots=True)
class ImportRows:
    """Imports, see `bot.core.ports.counts.Imports`."""

    link: Link

    async def add(self, one: Import, pages: Sequence[ImportedPage]) -> int:
        """Insert a row, and one for each page."""
        values = {
            "campaign": one.campaign,
            "kind": one.kind.value,
            "at": one.at,
            "role": one.role,
            "pseudonym": one.pseudonym,
            "rows": one.rows,
        }
        number = await self.link.connection.scalar(insert(imports).values(values).returning(imports.c.id))
        rows = [
            {
                "import_id": number,
                "page_id": page.page,
                "first": from_seconds(page.moments[0] if page.moments else 0),
                "last": from_seconds(page.moments[-1] if page.moments else 0),
                "moments": pack(page.moments),
                "settled": page.settled,
                "before": _written(page.before),
            }
            for page in pages
        ]
        await self.link.connection.execute(insert(import_pages), rows)
        return int(number or 0)

    async def get(self, number: int) -> Import | None:
        """Select one row."""
        row = (await self.link.connection.execute(select(imports).where(imports.c.id == number))).first()
        return None if row is None else _import(row)

    async def pages(self, number: int) -> list[ImportedPage]:
        """Select the rows of an import, in the order of the pages' ids."""
        table = import_pages.c
        found = select(table.page_id, table.moments, table.settled, table.before)
        rows = await self.link.connection.execute(found.where(table.import_id == number).order_by(table.page_id))
        return [ImportedPage(page, unpack(moments), settled, _read(before)) for page, moments, settled, before in rows]

    async def latest(self, slug: str, limit: int, pseudonym: str | None = None) -> list[Import]:
        """Select by descending number."""
        found = select(imports).where(imports.c.campaign == slug, imports.c.undone_at.is_(None))
        if pseudonym is not None:
            found = found.where(imports.c.pseudonym == pseudonym)
        rows = await self.link.connection.execute(found.order_by(imports.c.id.desc()).limit(limit))
        return [_import(row) for row in rows]

    async def claimed(self, page: int, moments: Sequence[int]) -> bytes:
        """Go through the times of every import that reaches into these."""
        marks = bytearray(len(moments))
        if not moments:
            return b""
        found = select(import_pages.c.moments).join(imports, imports.c.id == import_pages.c.import_id)
        found = found.where(
            import_pages.c.page_id == page,
            import_pages.c.last >= from_seconds(moments[0]),
            import_pages.c.first <= from_seconds(moments[-1]),
            imports.c.undone_at.is_(None),
        )
        for packed in await self.link.connection.scalars(found):
            _mark(marks, moments, unpack(packed))
        return bytes(marks)

    async def undo(self, number: int, at: datetime) -> bool:
        """Stamp the row, if nobody has."""
        stamped = update(imports).where(imports.c.id == number, imports.c.undone_at.is_(None)).values(undone_at=at)
        return (await self.link.connection.execute(stamped)).rowcount > 0


def pack(moments: Sequence[int]) -> bytes:
    """Write ascending times as their compressed differences: a reading every ten minutes costs a few bytes a day."""
    steps = array("q", moments[:1])
    steps.extend(later - earlier for earlier, later in pairwise(moments))
    return zlib.compress(_little(steps).tobytes(), level=1)


def unpack(packed: bytes) -> "array[int]":
    """Read what `pack` wrote."""
    steps = array("q")
    steps.frombytes(zlib.decompress(packed))
    return array("q", accumulate(_little(steps)))


def _mark(marks: bytearray, moments: Sequence[int], others: Sequence[int]) -> None:
    """Mark each of the moments that is among the others; both ascend, so that one pass over both is enough."""
    place = 0
    for other in others:
        while place < len(moments) and moments[place] < other:
            place += 1
        if place < len(moments) and moments[place] == other:
            marks[place] = 1


def _little(numbers: "array[int]") -> "array[int]":
    """The numbers in the order of bytes that is stored, from or to that of this machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _written(baseline: Baseline | None) -> str:
    if baseline is None:
        return ""
    one, corrected = baseline.snapshot, baseline.corrected_at
    return json.dumps([
        seconds(one.taken_at), one.count, one.step, int(one.origin), baseline.late, corrected and millis(corrected),
    ])  # fmt: skip


def _read(text: str) -> Baseline | None:
    if not text:
        return None
    taken_at, count, step, origin, late, corrected = json.loads(text)
    snapshot = Snapshot(from_seconds(taken_at), count, step, Origin(origin))
    return Baseline(snapshot, late, None if corrected is None else from_millis(corrected))


def _import(row: Cells) -> Import:
    # `rows` and `count` may be names of methods too, so columns are read by their name in the mapping.
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name, in spite of its underscore
    return Import(**{**values, "kind": ImportKind(values["kind"])})
