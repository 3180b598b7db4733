"""Imports: what came in at once, with the times of its snapshots and the baselines it changed."""

import json
import sys
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bot.core.model.privacy import MINUTE, coarse
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
            "at": coarse(one.at, MINUTE),
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
        standing = update(imports).where(imports.c.id == number, imports.c.undone_at.is_(None))
        stamped = standing.values(undone_at=coarse(at, MINUTE))
        return (await self.link.connection.execute(stamped)).rowcount > 0

    async def state(self, slug: str) -> str:
        """Select the highest number and the sum of those taken back, by the index of the campaign."""
        undone = func.sum(imports.c.id).filter(imports.c.undone_at.is_not(None))
        kept = select(func.max(imports.c.id), undone).where(imports.c.campaign == slug)
        number, taken_back = (await self.link.connection.execute(kept)).one()
        return f"{number or 0} {taken_back or 0}"

    async def prune(self, before: datetime) -> int:
        """Delete the rows of old imports, after taking their times out of those of newer ones."""
        old = select(imports.c.id).where(imports.c.at < before)
        parts = await self.link.connection.execute(
            select(import_pages).join(imports, imports.c.id == import_pages.c.import_id).where(
                imports.c.at < before, imports.c.undone_at.is_(None)
            )
        )  # fmt: skip
        for part in parts.mappings().all():
            await self._give_up(dict(part))
        await self.link.connection.execute(delete(import_pages).where(import_pages.c.import_id.in_(old)))
        return (await self.link.connection.execute(delete(imports).where(imports.c.at < before))).rowcount

    async def _give_up(self, part: Mapping[str, Any]) -> None:
        """Take the times of one import's page out of those of later imports."""
        table = import_pages.c
        later = select(table.import_id, table.moments).where(
            table.page_id == part["page_id"], table.import_id > part["import_id"], table.last >= part["first"],
            table.first <= part["last"],
        )  # fmt: skip
        gone = unpack(part["moments"])
        for number, packed in (await self.link.connection.execute(later)).all():
            own = unpack(packed)
            marks = bytearray(len(own))
            _mark(marks, own, gone)
            left = array("q", (moment for moment, other in zip(own, marks, strict=True) if not other))
            mine = (table.import_id == number) & (table.page_id == part["page_id"])
            await self.link.connection.execute(update(import_pages).where(mine).values(moments=pack(left)))


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
