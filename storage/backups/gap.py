"""Closes what a restored database would send again: it does not know what was sent after the backup."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, not_, select, text, update

from bot.core.model.announcements import AnnouncementKind, State
from bot.core.model.call import CallState
from storage.backups.plain import SIGNS
from storage.backups.waiting import renew_waiting
from storage.deliveries.edits import POSTS
from storage.delivery_states import Step, taken, target
from storage.engine.session import Link
from storage.tables import (
    announcements,
    calls,
    campaigns,
    chats,
    deliveries,
    desk_links,
    desk_passkeys,
    desk_sessions,
    dialogues,
    events,
    imports,
    inbox,
    invites,
    leases,
    update_queue,
)

RESTORED = "restored"
LETS_IN = (invites, desk_links, desk_sessions, desk_passkeys)
"""What lets in whoever holds it."""

_NUMBERED = (announcements, calls, deliveries, events, imports)
_LEAST_SKIPPED, _MORE_SKIPPED = 1_000, 9_000


async def last_sign(link: Link) -> datetime | None:
    """When the bot of this database surely still ran, the last of its SIGNS; None where nothing tells it."""
    found = [await link.connection.scalar(select(func.max(sign))) for sign in SIGNS]
    return max((at for at in found if at is not None), default=None)


@dataclass(frozen=True, slots=True)
class Stops:
    """What keeps something from being planned or sent at once.

    They are the halted campaigns, each with the time of its halt, the paused calls that have not gone out, and the
    quiet hours of chats, each with its number and the minutes of its start and end.
    """

    halted: Mapping[str, datetime]
    paused: frozenset[int]
    quiet: Sequence[Mapping[str, int]]


async def lift_stops(link: Link) -> Stops:
    """Let what is halted, paused or kept for the morning be planned like all else; `stop_again` brings it back.

    What was due before a chat's quiet hours may have been sent, even where they have begun since.
    """
    halted = campaigns.c.halted_at.is_not(None)
    found = await link.connection.execute(select(campaigns.c.slug, campaigns.c.halted_at).where(halted))
    stopped = {row.slug: row.halted_at for row in found}
    await link.connection.execute(update(campaigns).where(halted).values(halted_at=None))
    waiting = (calls.c.paused, calls.c.state == CallState.SCHEDULED.value)
    lifted = update(calls).where(*waiting).values(paused=False).returning(calls.c.id)
    paused = frozenset(await link.connection.scalars(lifted))
    asleep = chats.c.quiet_start.is_not(None)
    hours = await link.connection.execute(select(chats.c.id, chats.c.quiet_start, chats.c.quiet_end).where(asleep))
    quiet = [{"chat": row.id, "start": row.quiet_start, "end": row.quiet_end} for row in hours]
    await link.connection.execute(update(chats).where(asleep).values(quiet_start=None, quiet_end=None))
    return Stops(stopped, paused, quiet)


async def stop_again(link: Link, stops: Stops) -> None:
    """Bring back what `lift_stops` took away, but for the pauses of calls that were planned since: none is left."""
    for slug, at in stops.halted.items():
        await link.connection.execute(update(campaigns).where(campaigns.c.slug == slug).values(halted_at=at))
    for number in sorted(stops.paused):
        still = (calls.c.id == number, calls.c.state == CallState.SCHEDULED.value)
        await link.connection.execute(update(calls).where(*still).values(paused=True))
    if stops.quiet:
        again = update(chats).where(chats.c.id == bindparam("chat"))
        again = again.values(quiet_start=bindparam("start"), quiet_end=bindparam("end"))
        await link.connection.execute(again, list(stops.quiet))


async def close_gap(link: Link, until: datetime) -> int:
    """Close what was due up to `until`, and skip ids that may have been used since; return the number of deliveries.

    Updates become skipped, since the next one follows soon; every other message becomes unknown, as it may have been
    sent. What waited to edit or delete a message waits again: once more does no harm. What waited to be launched or
    approved waits no more, see `renew_waiting`. Unsent answers, updates that waited to be handled, open questions and
    leases are deleted, and so is what LETS_IN: some may have been used or ended since. What was handled before the
    backup stays known.
    """
    kinds = select(announcements.c.id).where(announcements.c.kind == AnnouncementKind.UPDATE.value).scalar_subquery()
    is_update = deliveries.c.announcement_id.in_(kinds)
    due = (taken(Step.RESTORE), deliveries.c.due <= until)
    ended = {"reason": RESTORED, "leased_until": None}
    closed = 0
    for which, state in ((is_update, State.SKIPPED), (POSTS, State.UNKNOWN)):
        changed = await link.connection.execute(
            update(deliveries).where(*due, which).values(state=target(Step.RESTORE, state), **ended)
        )
        closed += changed.rowcount
    again = {"state": target(Step.RESTORE, State.PENDING), "leased_until": None, "tries": 0, "first_try": None}
    await link.connection.execute(update(deliveries).where(taken(Step.RESTORE), not_(POSTS)).values(**again))
    # What was put there later was handled by nobody: the bot stands still since `until`.
    await link.connection.execute(delete(update_queue).where(update_queue.c.at <= until))
    await link.connection.execute(update(inbox).values(sealed=None))
    for table in (dialogues, leases, *LETS_IN):
        await link.connection.execute(delete(table))
    for table in _NUMBERED:
        await _skip_ids(link, table.name)
    await renew_waiting(link)
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
