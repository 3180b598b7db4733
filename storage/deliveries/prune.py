"""Deletes deliveries past their retention period, and keeps the totals per announcement."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, text

from bot.core.model.announcements import AnnouncementKind, State
from storage.delivery_states import Step, taken
from storage.engine.session import Link
from storage.tables import announcements, calls, deliveries, tallies

_ENDED = taken(Step.PRUNE)
# A running call's deliveries are reported and edited, whatever their age.
_UNDER_WAY = select(calls.c.announcement).where(calls.c.busy).union_all(select(calls.c.progress).where(calls.c.busy))
_REASON = case((deliveries.c.state == State.FAILED.value, deliveries.c.reason), else_="")
_TWICE = func.sum(case((and_(deliveries.c.again, deliveries.c.state == State.SENT.value), 1), else_=0))

FREE_PAGES = 1000
"""Pages of SQLite's file (4 KiB each) freed with one batch, by PRAGMA incremental_vacuum."""


async def prune(
    link: Link, kinds: Collection[AnnouncementKind], before: datetime, keep: Collection[int], limit: int
) -> int:
    """Fill `bot.core.ports.delivery.Ledger.prune`."""
    old = _old(before)
    # One seek per announcement, newest first, since the older ones were mostly pruned an hour ago.
    first = (
        select(announcements.c.id)
        .where(
            announcements.c.kind.in_([kind.value for kind in kinds]),
            announcements.c.due < before,
            announcements.c.id.not_in(keep),
            announcements.c.id.not_in(_UNDER_WAY),
            select(deliveries.c.id).where(*_of(announcements.c.id), *old).limit(1).scalar_subquery().is_not(None),
        )
        .order_by(announcements.c.id.desc())
        .limit(1)
    )
    announcement = await link.connection.scalar(first)
    if announcement is None:
        return 0
    batch = select(deliveries.c.id).where(*_of(announcement), *old).order_by(deliveries.c.chat_id).limit(limit)
    ids = list(await link.connection.scalars(batch))
    await _add_totals(link, announcement, ids)
    await link.connection.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))
    if not link.postgresql:
        # Has no effect on files created without auto_vacuum, see docs/delivery.md.
        await link.connection.execute(text(f"PRAGMA incremental_vacuum({FREE_PAGES})"))
    return len(ids)


async def _add_totals(link: Link, announcement: int, ids: Sequence[int]) -> None:
    totals = select(deliveries.c.state, _REASON, func.count(), _TWICE).where(deliveries.c.id.in_(ids)).group_by("state")
    found = await link.connection.execute(totals.group_by(_REASON))
    rows = [
        {"announcement_id": announcement, "state": state, "reason": reason, "count": count, "twice": twice}
        for state, reason, count, twice in found
    ]
    added = link.insert(tallies)
    sums = {name: tallies.c[name] + added.excluded[name] for name in ("count", "twice")}
    keys = [tallies.c.announcement_id, tallies.c.state, tallies.c.reason]
    await link.connection.execute(added.on_conflict_do_update(index_elements=keys, set_=sums), rows)


def _of(announcement: Any) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - an id, or the column of it
    return (deliveries.c.announcement_id == announcement,)


def _old(before: datetime) -> tuple[ColumnElement[bool], ...]:
    last = or_(deliveries.c.left_at.is_(None), deliveries.c.left_at < before)
    return _ENDED, deliveries.c.due < before, last  # type: ignore[return-value]
