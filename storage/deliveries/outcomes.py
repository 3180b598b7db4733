"""One step of a claimed delivery: the intent to send it, or what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Update, and_, bindparam, case, exists, func, or_, select, update

from bot.core.model.announcements import Action, AnnouncementKind, State, Stop
from bot.core.ports.delivery import Change
from storage.deliveries.edits import CLOSED, UNSUBSCRIBED, settle
from storage.engine.session import Cells, Link
from storage.tables import Millis, announcements, chats, deliveries, subscriptions

# Why a chat does not hear what is posted for it any more; what goes to a chat that follows nothing has no subscription.
# Scalar subqueries with a limit, since out of joins and EXISTS PostgreSQL makes reads of whole tables.
_FOLLOWED = (
    select(subscriptions.c.id)
    .where(subscriptions.c.chat_id == deliveries.c.chat_id, subscriptions.c.campaign == deliveries.c.campaign)
    .limit(1)
    .scalar_subquery()
)
_OFF = select(chats.c.off).where(chats.c.id == deliveries.c.chat_id).scalar_subquery()
_GONE = and_(deliveries.c.subscription != 0, _FOLLOWED.is_(None))

_HELD = (
    select(
        deliveries.c.id,
        deliveries.c.attempt,
        deliveries.c.subscription,
        deliveries.c.shown,
        deliveries.c.message,
        deliveries.c.action,
        deliveries.c.again,
        deliveries.c.version,
        _OFF.label("off"),
        _GONE.label("gone"),
        announcements.c.kind,
        announcements.c.stop,
        announcements.c.version.label("latest"),
    )
    .join(announcements, announcements.c.id == deliveries.c.announcement_id)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.leased_until.is_not(None))
    .order_by(deliveries.c.id)
)

# On PostgreSQL a revision of these must wait until this is committed, or else it comes first and is seen.
_STEADY = (
    select(announcements.c.id)
    .where(
        announcements.c.id.in_(
            select(deliveries.c.announcement_id).where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
        )
    )
    .order_by(announcements.c.id)
    .with_for_update(read=True)
)

_newer = deliveries.alias()
_REPLACED = exists(
    select(_newer.c.id)
    .join(announcements, announcements.c.id == _newer.c.announcement_id)
    .where(
        _newer.c.chat_id == deliveries.c.chat_id,
        _newer.c.campaign == deliveries.c.campaign,
        _newer.c.announcement_id > deliveries.c.announcement_id,
        announcements.c.kind == AnnouncementKind.UPDATE.value,
    )
)

_LEFT = {State.SENT, State.UNKNOWN, State.RETRACTED}


def _write(**values: Any) -> Update:  # noqa: ANN401 - SQL expressions
    """A statement that writes one step of the delivery `of`."""
    again = or_(deliveries.c.again, bindparam("twice"))
    every = {"state": bindparam("now_state"), "reason": bindparam("why"), "again": again, **values}
    return update(deliveries).where(deliveries.c.id == bindparam("of")).values(every)


_NOW = bindparam("now", type_=Millis)
_ENDED: dict[str, Any] = {
    "leased_until": None,
    "holder": "",
    "message": case((bindparam("new_message") == "", deliveries.c.message), else_=bindparam("new_message")),
}
# All intents of a batch say the same, so one statement writes them: which saves a tenth of what a message costs.
_INTENT = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=State.SENDING.value,
        reason="",
        tries=deliveries.c.tries + 1,
        first_try=func.coalesce(deliveries.c.first_try, _NOW),
        left_at=_NOW,
    )
)
# In the order in which they are written; the intents come before all of them, as each does before its outcome.
_BACK, _OVER, _GONE_OUT, _AMEND = _OUTCOMES = (
    _write(
        **_ENDED,
        due=func.coalesce(bindparam("retry_at", type_=Millis), deliveries.c.due),
        tries=deliveries.c.tries - bindparam("given_back", type_=Integer),
    ),
    _write(**_ENDED),
    _write(**_ENDED, left_at=func.coalesce(deliveries.c.left_at, _NOW)),
    _write(**_ENDED, action=bindparam("then"), due=_NOW, tries=0, first_try=None),
)

_SHOW = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(shown=bindparam("now_shown"), message=bindparam("now_message"))
)


async def apply(link: Link, changes: Sequence[Change], now: datetime) -> list[bool]:
    """Write the changes.

    False for each whose attempt is no longer the one that holds the delivery, and for an intent that was refused
    because its announcement is paused or closed, or because its chat has left.

    All of them cost one read and a write for each kind of step, however many there are, so that one commit carries a
    whole batch. What the step does to a row is said in SQL: to read whole rows and write them back costs twice that.
    """
    if not changes:
        return []
    # The rows are locked in the order of their ids, so that two processes cannot wait for each other in a circle.
    held = _HELD.with_for_update(of=deliveries) if link.postgresql else _HELD
    ids = sorted({change.delivery for change in changes})
    if link.postgresql:
        await link.connection.execute(_STEADY, {"ids": ids})
    rows = {row.id: row for row in await link.connection.execute(held, {"ids": ids})}
    accepted = []
    writes: dict[Update, list[dict[str, Any]]] = {write: [] for write in (_INTENT, *_OUTCOMES)}
    updates = []
    for change in changes:
        row = rows.get(change.delivery)
        holds = row is not None and row.attempt == change.attempt
        accepted.append(holds)
        if row is None or not holds:
            continue
        write, values = _taken(row, change, now)
        accepted[-1] = write is _INTENT or change.state is not State.SENDING
        writes[write].append(values)
        if write is not _INTENT:
            del rows[change.delivery]
        if row.kind == AnnouncementKind.UPDATE.value:
            updates.append((write, row, change))
    for write, values_of_all in writes.items():
        if values_of_all:
            await link.connection.execute(write, _as_one(values_of_all) if write is _INTENT else values_of_all)
    await _keep_up(link, updates)
    return accepted


async def _keep_up(link: Link, updates: Sequence[tuple[Update, Cells, Change]]) -> None:
    """A subscription remembers what it was shown; an update that has to wait again gives way to one planned since."""
    shown = [
        {"of": row.subscription, "now_shown": row.shown, "now_message": change.message or row.message}
        for write, row, change in updates
        if write is _GONE_OUT and change.state is State.SENT
    ]
    if shown:
        await link.connection.execute(_SHOW, sorted(shown, key=lambda one: one["of"]))
    if back := [row.id for write, row, _ in updates if write is _BACK]:
        await settle(link, "replaced", deliveries.c.id.in_(back), _REPLACED)


def _taken(row: Cells, change: Change, now: datetime) -> tuple[Update, dict[str, Any]]:
    """How a step is written, after all that came over the delivery since it was claimed: mostly nothing."""
    came = row.stop or row.off or row.gone
    if came and Stop(row.stop) is Stop.RETRACTED and row.action == Action.EDIT.value and row.message:
        # However the edit ended, or whether it has left at all: what it was to change is to be deleted by now.
        return _amended(replace(change, reason=""), Action.DELETE, now)
    if change.state is State.SENT:
        return _arrived(row, change, now)
    return _step(_stopped(row, change) if came else change, now)


def _stopped(row: Cells, change: Change) -> Change:
    """What becomes of a step because its announcement is paused or closed, or its chat hears it no more."""
    how = Stop(row.stop)
    over = how.value if how in CLOSED else row.off or (UNSUBSCRIBED if row.gone else "")
    if over and Action(row.action).posts and change.state in {State.SENDING, State.PENDING}:
        return replace(change, state=State.UNKNOWN if row.again or change.again else State.SKIPPED, reason=over)
    if how is Stop.PAUSED and change.state is State.SENDING:
        return replace(change, state=State.PENDING)
    return change


def _arrived(row: Cells, change: Change, now: datetime) -> tuple[Update, dict[str, Any]]:
    """What is kept of a success: what was said in words that are old by now waits to be edited, or deleted."""
    if row.action == Action.DELETE.value:
        return _step(replace(change, state=State.RETRACTED), now)
    if row.version == row.latest or not (change.message or row.message):
        return _step(change, now)
    return _amended(change, Action.DELETE if Stop(row.stop) is Stop.RETRACTED else Action.EDIT, now)


def _amended(change: Change, then: Action, now: datetime) -> tuple[Update, dict[str, Any]]:
    _, values = _step(replace(change, state=State.SENT), now)
    return _AMEND, {**values, "now_state": State.PENDING.value, "then": then.value}


def _step(change: Change, now: datetime) -> tuple[Update, dict[str, Any]]:
    if change.state is State.SENDING:
        return _INTENT, {"of": change.delivery, "now": now}
    every = {"of": change.delivery, "now_state": change.state.value, "why": change.reason, "twice": change.again}
    every["new_message"] = change.message
    if change.state is State.PENDING:
        return _BACK, {**every, "retry_at": change.retry_at, "given_back": int(change.free)}
    if change.state in _LEFT:
        return _GONE_OUT, {**every, "now": now}
    return _OVER, every


def _as_one(intents: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"ids": [intent["of"] for intent in intents], "now": intents[0]["now"]}
