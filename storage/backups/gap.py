"""Closes what a restored database would send again: it does not know what was sent after the backup."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, text, true, update

from bot.core.model.announcements import AnnouncementKind, State
from storage.delivery_states import Step, taken, target
from storage.engine.session import Link
from storage.tables import (
    announcements,
    calls,
    deliveries,
    desk_links,
    desk_passkeys,
    desk_sessions,
    dialogues,
    events,
    imports,
    inbox,
    leases,
)

RESTORED = "restored"
_NUMBERED = (announcements, calls, deliveries, events, imports)
_LEAST_SKIPPED, _MORE_SKIPPED = 1_000, 9_000


async def close_gap(link: Link, until: datetime) -> int:
    """Close what was due up to `until`, and skip ids that may have been used since; return the number of deliveries.

    Updates become skipped, since the next one follows soon; every other delivery becomes unknown, as it may have been
    sent. Unsent answers, open questions and leases are deleted, and so are links, sessions and passkeys of the desk:
    some may have been ended since.
    """
    kinds = select(announcements.c.id).where(announcements.c.kind == AnnouncementKind.UPDATE.value).scalar_subquery()
    due = (taken(Step.RESTORE), deliveries.c.due <= until)
    ended = {"reason": RESTORED, "leased_until": None}
    closed = 0
    for which, state in ((deliveries.c.announcement_id.in_(kinds), State.SKIPPED), (true(), State.UNKNOWN)):
        changed = await link.connection.execute(
            update(deliveries).where(*due, which).values(state=target(Step.RESTORE, state), **ended)
        )
        closed += changed.rowcount
    for table in (inbox, dialogues, leases, desk_links, desk_sessions, desk_passkeys):
        await link.connection.execute(delete(table))
    for table in _NUMBERED:
        await _skip_ids(link, table.name)
    return closed


async def _skip_ids(link: Link, table: str) -> None:
    """Continue with unused ids: a button made after the backup must not act on what is new."""
    skipped = _LEAST_SKIPPED + secrets.randbelow(_MORE_SKIPPED)
    if link.connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table, "id")
        await link.connection.execute(select(func.setval(sequence, func.nextval(sequence) + skipped)))
        return
    parameters = {"name": table, "skipped": skipped}
    moved = await link.connection.execute(
        text("UPDATE sqlite_sequence SET seq = seq + :skipped WHERE name = :name"), parameters
    )
    if not moved.rowcount:
        await link.connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :skipped)"), parameters
        )
