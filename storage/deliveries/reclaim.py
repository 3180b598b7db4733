"""Requeues deliveries whose sender died or lost its lease; closes those that must not be tried again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, false, not_, or_, select, true, update

from bot.core.model.announcements import Action, AnnouncementKind, State, Stop
from storage.deliveries.edits import CLOSED, POSTS
from storage.delivery_states import Step, taken, target
from storage.engine.session import Link
from storage.tables import announcements, chats, deliveries

_MOST_INTERRUPTED = 6
"""Tries after which an interrupted delivery is closed, in case that the delivery itself crashes the process.

One repetition would be too few: a process that is killed soon after its start has sent little of what it requeued.
"""

_EVER = timedelta(days=10_000)

_PENDING = target(Step.RECLAIM, State.PENDING)
_UNKNOWN = target(Step.RECLAIM, State.UNKNOWN)
_SKIPPED = target(Step.RECLAIM, State.SKIPPED)

_KIND = select(announcements.c.kind).where(announcements.c.id == deliveries.c.announcement_id).scalar_subquery()
_STOP = select(announcements.c.stop).where(announcements.c.id == deliveries.c.announcement_id).scalar_subquery()
_OFF = select(chats.c.off).where(chats.c.id == deliveries.c.chat_id).scalar_subquery()
_IS_CLOSED = or_(_STOP.in_([how.value for how in CLOSED]), _OFF != "")
_IS_SENDING = deliveries.c.state == State.SENDING.value
_MAY_REPEAT = or_(_KIND.in_([kind.value for kind in AnnouncementKind if kind.at_least_once]), not_(POSTS))
_TRIES_LEFT = or_(deliveries.c.again.is_(False), deliveries.c.tries < _MOST_INTERRUPTED)
_EDIT_OF_RETRACTED = and_(
    _STOP.in_([Stop.RETRACTED.value]), deliveries.c.action == Action.EDIT.value, deliveries.c.message != ""
)


async def requeue_expired(
    link: Link, expired: datetime | None, platform: str, carried: Collection[int],
    *, holder: str, repeats: bool, sending: bool,
) -> int:  # fmt: skip
    """Fill `bot.core.ports.delivery.Ledger.reclaim`."""
    rows: list[ColumnElement[bool]] = [taken(Step.RECLAIM), deliveries.c.id.not_in(carried)]  # type: ignore[list-item]
    if expired is not None:
        lost = and_(deliveries.c.holder == holder, not_(_IS_SENDING)) if holder else false()
        # The second bound is there for PostgreSQL: before it has statistics, it seeks only where there is one.
        rows += [or_(deliveries.c.leased_until <= expired, lost), deliveries.c.leased_until <= expired + _EVER]
    if not sending:
        rows.append(not_(_IS_SENDING))
    if platform:
        rows.append(deliveries.c.platform == platform)
    # Each statement releases the leases of its rows, so that the next one sees only the rest.
    free = {"leased_until": None, "holder": ""}
    interrupted = {"reason": "interrupted", **free}
    closed = case((or_(deliveries.c.again, _IS_SENDING), _UNKNOWN), else_=_SKIPPED)
    repeated = true() if repeats else and_(_MAY_REPEAT, _TRIES_LEFT)
    to_delete = {"state": _PENDING, "action": Action.DELETE.value, "tries": 0, "first_try": None, **free}
    statements = (
        update(deliveries).where(*rows, _EDIT_OF_RETRACTED).values(to_delete),
        update(deliveries).where(*rows, _IS_CLOSED, POSTS).values(state=closed, **interrupted),
        update(deliveries).where(*rows, not_(_IS_SENDING)).values(free),
        update(deliveries).where(*rows, _IS_SENDING, repeated).values(state=_PENDING, again=True, **interrupted),
        update(deliveries).where(*rows, _IS_SENDING).values(state=_UNKNOWN, **interrupted),
    )
    return sum([(await link.connection.execute(statement)).rowcount for statement in statements])
