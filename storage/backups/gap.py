"""What a restored database must not do again: it is older than the world, and does not know what was sent since."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, text, true, update

from bot.core.model.announcements import AnnouncementKind, State
from storage.delivery_states import Step, taken, target
from storage.engine.session import Link
from storage.tables import announcements, calls, deliveries, dialogues, events, inbox, leases

RESTORED = "restored"
_NUMBERED = (announcements, calls, deliveries, events)
_LEAST_SKIPPED, _MORE_SKIPPED = 1_000, 9_000


async def close_gap(link: Link, until: datetime) -> int:
    """Close what was due up to `until`, and leave out the ids that may have been given since; how many deliveries.

    Updates are skipped, since the next one follows. Everything else may stand in its chat or not: unknown. Answers,
    questions and leases of the time before are gone.
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
    for table in (inbox, dialogues, leases):
        await link.connection.execute(delete(table))
    for table in _NUMBERED:
        await _skip_ids(link, table.name)
    return closed


async def _skip_ids(link: Link, table: str) -> None:
    """Go on with ids that no row had: a button of a call that was made after the backup must not meet a new call."""
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
