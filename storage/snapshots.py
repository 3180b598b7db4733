"""Snapshots (accepted counts), baselines, and held or failing readings of pages."""

import json
from array import array
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, text, update

from bot.core.model.campaign import Page
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.counts import Added, SnapshotRow
from storage import tables
from storage.campaigns import CampaignRows
from storage.engine.session import Cells, Link
from storage.tables import from_seconds, seconds, snapshots

_BATCH = 2000

# Both variants do one index seek per page and moment. CROSS JOIN fixes the join order on SQLite, LATERAL (which SQLite
# lacks) on PostgreSQL. GROUP BY would read every snapshot: 346 ms against 0.04 on 876,000 of them.
_AT_SQLITE = text("""
    SELECT m.key AS moment, s.page_id, s.taken_at, s.count, s.step, s.origin
    FROM json_each(:moments) AS m CROSS JOIN json_each(:pages) AS p CROSS JOIN snapshots AS s
    WHERE s.page_id = p.value AND s.taken_at = (
        SELECT max(taken_at) FROM snapshots WHERE page_id = p.value AND taken_at <= m.value)
""")
_AT_POSTGRESQL = text("""
    SELECT m.key - 1 AS moment, s.page_id, s.taken_at, s.count, s.step, s.origin
    FROM unnest(CAST(:moments AS bigint[])) WITH ORDINALITY AS m(value, key)
    CROSS JOIN unnest(CAST(:pages AS bigint[])) AS p(value)
    CROSS JOIN LATERAL (
        SELECT * FROM snapshots WHERE page_id = p.value AND taken_at <= m.value
        ORDER BY taken_at DESC LIMIT 1) AS s
""")
_KNOWN_SQLITE = text("""
    SELECT s.taken_at, s.count, s.step FROM json_each(:moments) AS m CROSS JOIN snapshots AS s
    WHERE s.page_id = :page AND s.taken_at = m.value
""")
_KNOWN_POSTGRESQL = text("""
    SELECT s.taken_at, s.count, s.step FROM unnest(CAST(:moments AS bigint[])) AS m(value)
    CROSS JOIN LATERAL (SELECT * FROM snapshots WHERE page_id = :page AND taken_at = m.value) AS s
""")
_REMOVE_SQLITE = text("""
    DELETE FROM snapshots WHERE page_id = :page AND taken_at IN (SELECT value FROM json_each(:moments))
""")
_REMOVE_POSTGRESQL = text("DELETE FROM snapshots WHERE page_id = :page AND taken_at = ANY(CAST(:moments AS bigint[]))")
_MAY_IDLE = text("SET LOCAL idle_in_transaction_session_timeout = 0")
# By hand, since SQLAlchemy takes three times as long as SQLite itself, and other writers wait meanwhile.
_INSERT_SQLITE = """
    INSERT INTO snapshots (page_id, taken_at, count, step, origin) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_INSERT_POSTGRESQL = text("""
    INSERT INTO snapshots (page_id, taken_at, count, step, origin) SELECT * FROM unnest(
        CAST(:pages AS bigint[]), CAST(:moments AS bigint[]), CAST(:counts AS bigint[]), CAST(:steps AS integer[]),
        CAST(:origins AS smallint[])) ON CONFLICT DO NOTHING
""")

# Built once: SQLAlchemy takes longer to build such a statement than the database to run it.
_OF_PAGES = {
    table.name: select(table).where(table.c.page_id.in_(bindparam("pages", expanding=True)))
    for table in (tables.baselines, tables.failing, tables.held)
}


@dataclass(frozen=True, slots=True)
class SnapshotRows:
    """Snapshots, baselines, failures and held readings, see `bot.core.ports.counts.Snapshots`."""

    link: Link

    async def add(self, rows: Sequence[tuple[int, Snapshot]]) -> Added:
        """Insert snapshots as rows of numbers."""
        return await self.add_rows([
            (page, seconds(one.taken_at), one.count, one.step, int(one.origin)) for page, one in rows
        ])  # fmt: skip

    async def add_rows(self, rows: Sequence[SnapshotRow]) -> Added:
        """Insert rows in batches, compared with those that are stored."""
        new = 0
        conflicts: list[int] = []
        stored = array("i")
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            known = await self._known(batch)
            fresh = []
            for index, row in enumerate(batch, start):
                key, value = row[:2], row[2:4]
                if key not in known:
                    known[key] = value
                    fresh.append(row)
                elif known[key] == value:
                    stored.append(index)
                else:
                    conflicts.append(index)
            if fresh:
                await self._insert(fresh)
            new += len(fresh)
        return Added(new, len(stored), tuple(conflicts), stored)

    async def _insert(self, fresh: Sequence[SnapshotRow]) -> None:
        if not self.link.postgresql:
            await self.link.connection.exec_driver_sql(_INSERT_SQLITE, list(fresh))
            return
        names = ("pages", "moments", "counts", "steps", "origins")
        columns = map(list, zip(*fresh, strict=True))
        await self.link.connection.execute(_INSERT_POSTGRESQL, dict(zip(names, columns, strict=True)))

    async def _known(self, rows: Sequence[SnapshotRow]) -> dict[tuple[int, int], tuple[int, int]]:
        statement = _KNOWN_POSTGRESQL if self.link.postgresql else _KNOWN_SQLITE
        known: dict[tuple[int, int], tuple[int, int]] = {}
        for page in {row[0] for row in rows}:
            moments = [row[1] for row in rows if row[0] == page]
            given = {"page": page, "moments": moments if self.link.postgresql else json.dumps(moments)}
            for moment, count, step in (await self.link.connection.execute(statement, given)).all():
                known[page, moment] = count, step
        return known

    async def at(self, pages: Sequence[int], moments: Sequence[datetime]) -> list[dict[int, Snapshot]]:
        """One index seek for each page and moment."""
        found: list[dict[int, Snapshot]] = [{} for _ in moments]
        statement = _AT_POSTGRESQL if self.link.postgresql else _AT_SQLITE
        for row in await self._seek(statement, pages, [seconds(moment) for moment in moments]):
            moment, page, taken_at, count, step, origin = row
            found[moment][page] = Snapshot(from_seconds(taken_at), count, step, Origin(origin))
        return found

    async def _seek(self, statement: Any, pages: Sequence[int], moments: Sequence[int]) -> Sequence[Cells]:  # noqa: ANN401 - text of SQLAlchemy's
        lists = {"pages": list(pages), "moments": list(moments)}
        values = lists if self.link.postgresql else {name: json.dumps(numbers) for name, numbers in lists.items()}
        return (await self.link.connection.execute(statement, values)).all()

    async def first_after(self, page: int, moment: datetime) -> Snapshot | None:
        """One index seek after the moment."""
        later = select(snapshots).where(snapshots.c.page_id == page, snapshots.c.taken_at > moment)
        row = (await self.link.connection.execute(later.order_by(snapshots.c.taken_at).limit(1))).first()
        return None if row is None else _snapshot(row)

    async def pages(self, slug: str) -> list[int]:
        """Select every page of the campaign."""
        every = select(tables.pages.c.id).where(tables.pages.c.campaign == slug)
        return list(await self.link.connection.scalars(every.order_by(tables.pages.c.id)))

    async def source_times(self, page: int, start: datetime, end: datetime) -> Sequence[int]:
        """Scan that range of the primary key."""
        known = select(snapshots.c.taken_at).where(
            snapshots.c.page_id == page, snapshots.c.taken_at >= start, snapshots.c.taken_at < end,
            snapshots.c.origin == Origin.SOURCE.value,
        )  # fmt: skip
        found = await self.link.connection.scalars(known.order_by(snapshots.c.taken_at))
        return [seconds(moment) for moment in found]

    async def remove(self, page: int, moments: Sequence[int]) -> int:
        """Delete by primary key, in batches."""
        gone = 0
        for start in range(0, len(moments), _BATCH):
            batch = list(moments[start : start + _BATCH])
            given = {"page": page, "moments": batch if self.link.postgresql else json.dumps(batch)}
            statement = _REMOVE_POSTGRESQL if self.link.postgresql else _REMOVE_SQLITE
            gone += (await self.link.connection.execute(statement, given)).rowcount
        return gone

    async def series(self, page: int, start: datetime, end: datetime, points: int = 300) -> list[Snapshot]:
        """Seek evenly spread moments and drop repetitions."""
        gaps = points - 1
        moments = [*(start + (end - start) * gap / gaps for gap in range(gaps)), end]
        values = [value.get(page) for value in await self.at([page], moments)]
        if values[0] is None and gaps:
            # Without a value at the start, the series begins with the first one after it.
            first = await self.first_after(page, start)
            values[0] = first if first is not None and first.taken_at <= end else None
        found = [value for value in values if value is not None]
        return found[:1] + [later for earlier, later in pairwise(found) if later != earlier]

    async def export(self, slug: str) -> AsyncIterator[tuple[Page, Snapshot]]:
        """Read page by page, in batches of the primary key."""
        if self.link.postgresql:
            # Whoever reads the rows may be slow.
            await self.link.connection.execute(_MAY_IDLE)
        campaign = await CampaignRows(self.link).get(slug)
        for page in campaign.pages if campaign else ():
            batch = select(snapshots).where(snapshots.c.page_id == page.id)
            batch = batch.order_by(snapshots.c.taken_at).limit(_BATCH)
            rows = (await self.link.connection.execute(batch)).all()
            while rows:
                for row in rows:
                    yield page, _snapshot(row)
                rest = batch.where(snapshots.c.taken_at > rows[-1].taken_at)
                rows = (await self.link.connection.execute(rest)).all()

    async def baselines(self, pages: Sequence[int]) -> dict[int, Baseline]:
        """Select the baselines of these pages."""
        return {
            row.page_id: Baseline(_snapshot(row), row.late, row.corrected_at)
            for row in await self._rows(tables.baselines, pages)
        }

    async def set_baseline(self, page: int, baseline: Baseline) -> None:
        """Upsert a baseline."""
        values = {**_columns(baseline.snapshot), "late": baseline.late, "corrected_at": baseline.corrected_at}
        await self._put(tables.baselines, page, values, values)

    async def drop_baseline(self, page: int) -> None:
        """Delete the row."""
        await self._drop(tables.baselines, page)

    async def failing(self, pages: Sequence[int]) -> dict[int, Failing]:
        """Select the faults of these pages."""
        rows = await self._rows(tables.failing, pages)
        return {row.page_id: Failing(FaultKind(row.kind), row.since) for row in rows}

    async def set_failing(self, page: int, failing: Failing | None) -> None:
        """Upsert a fault, or delete it; `since` stays as it was first written."""
        if failing is None:
            await self._drop(tables.failing, page)
        else:
            kind = {"kind": failing.kind.value}
            await self._put(tables.failing, page, {**kind, "since": failing.since}, kind)

    async def held(self, pages: Sequence[int]) -> dict[int, Held]:
        """Select the held readings of these pages."""
        return {page: Held(count, step, read_at) for page, count, step, read_at in await self._rows(tables.held, pages)}

    async def set_held(self, page: int, held: Held | None) -> None:
        """Upsert or delete a held reading."""
        if held is None:
            await self._drop(tables.held, page)
        else:
            values = {"count": held.count, "step": held.step, "read_at": held.read_at}
            await self._put(tables.held, page, values, values)

    async def last_read(self, pages: Sequence[int]) -> dict[int, datetime]:
        """Select when these pages were read."""
        known = (tables.pages.c.id.in_(pages), tables.pages.c.read_at.is_not(None))
        rows = await self.link.connection.execute(select(tables.pages.c.id, tables.pages.c.read_at).where(*known))
        return {row.id: row.read_at for row in rows}

    async def set_note(self, page: int, note: str) -> None:
        """Update a note where it differs."""
        changed = update(tables.pages).where(tables.pages.c.id == page, tables.pages.c.note != note)
        await self.link.connection.execute(changed.values(note=note))

    async def set_read(self, pages: Sequence[int], at: datetime) -> None:
        """Stamp these pages as read."""
        asked = update(tables.pages).where(tables.pages.c.id.in_(pages))
        await self.link.connection.execute(asked.values(read_at=at))

    async def _rows(self, table: Table, pages: Sequence[int]) -> Sequence[Cells]:
        return (await self.link.connection.execute(_OF_PAGES[table.name], {"pages": list(pages)})).all()

    async def _put(self, table: Table, page: int, first: dict[str, Any], again: dict[str, Any]) -> None:
        put = self.link.insert(table).values(page_id=page, **first)
        put = put.on_conflict_do_update(index_elements=[table.c.page_id], set_=again)
        await self.link.connection.execute(put)

    async def _drop(self, table: Table, page: int) -> None:
        await self.link.connection.execute(delete(table).where(table.c.page_id == page))


def _columns(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "taken_at": snapshot.taken_at,
        "count": snapshot.count,
        "step": snapshot.step,
        "origin": snapshot.origin.value,
    }


def _snapshot(row: Cells) -> Snapshot:
    # `count` is also a method of every row, so columns are read by their name in the mapping.
    columns = row._mapping  # noqa: SLF001 - SQLAlchemy's public name, in spite of its underscore
    return Snapshot(columns["taken_at"], columns["count"], columns["step"], Origin(columns["origin"]))
