"""Writes one step of a claimed delivery: the intent to send it, or its outcome."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Integer, Update, and_, bindparam, case, exists, func, or_, select, text, update

from bot.core.model.announcements import Action, AnnouncementKind, State, Stop
from bot.core.ports.delivery import Change
from storage.deliveries.edits import CLOSED, UNSUBSCRIBED, drop
from storage.delivery_states import Step, allowed, taken, target
from storage.engine.listed import listed, rows_sql, rows_values
from storage.engine.session import Cells, Link
from storage.tables import Millis, announcements, chats, deliveries, subscriptions

# Why a chat no longer receives: unsubscribed or off. Subscription 0 means a delivery that needs no subscription.
# Scalar subqueries with LIMIT, because PostgreSQL plans joins and EXISTS as sequential scans.
_FOLLOWED = (
    select(subscriptions.c.id)
    .where(subscriptions.c.chat_id == deliveries.c.chat_id, subscriptions.c.campaign == deliveries.c.campaign)
    .limit(1)
    .scalar_subquery()
)
_OFF = select(chats.c.off).where(chats.c.id == deliveries.c.chat_id).scalar_subquery()
_UNFOLLOWED = and_(deliveries.c.subscription != 0, _FOLLOWED.is_(None))

_CLAIMED_ROWS = (
    select(
        deliveries.c.id,
        deliveries.c.state,
        deliveries.c.attempt,
        deliveries.c.subscription,
        deliveries.c.shown,
        deliveries.c.message,
        deliveries.c.action,
        deliveries.c.again,
        deliveries.c.version,
        _OFF.label("off"),
        _UNFOLLOWED.label("unfollowed"),
        announcements.c.kind,
        announcements.c.stop,
        announcements.c.version.label("latest"),
    )
    .join(announcements, announcements.c.id == deliveries.c.announcement_id)
    .where(listed(deliveries.c.id, "ids"), taken(Step.OUTCOME))
    .order_by(deliveries.c.id)
)

# Row locks on PostgreSQL: a concurrent change of these announcements is either seen here or waits for this commit.
_LOCK_ANNOUNCEMENTS = (
    select(announcements.c.id)
    .where(announcements.c.id.in_(select(deliveries.c.announcement_id).where(listed(deliveries.c.id, "ids"))))
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

_HAS_LEFT = {State.SENT, State.UNKNOWN, State.RETRACTED}


def _write(**values: Any) -> Update:  # noqa: ANN401 - SQL expressions
    """An UPDATE that writes one step of the delivery with the id `of`."""
    again = or_(deliveries.c.again, bindparam("twice"))
    every = {"state": bindparam("now_state"), "reason": bindparam("why"), "again": again, **values}
    return update(deliveries).where(deliveries.c.id == bindparam("of")).values(every)


_NOW = bindparam("now", type_=Millis)
_ENDED: dict[str, Any] = {
    "leased_until": None,
    "holder": "",
    "message": case((bindparam("new_message") == "", deliveries.c.message), else_=bindparam("new_message")),
}
# All intents of a batch are equal, so one statement writes them. This saves 10 % of a message's cost.
_INTENT = (
    update(deliveries)
    .where(listed(deliveries.c.id, "ids"))
    .values(
        state=target(Step.INTENT, State.SENDING),
        reason="",
        tries=deliveries.c.tries + 1,
        first_try=func.coalesce(deliveries.c.first_try, _NOW),
        left_at=_NOW,
    )
)
# Most outcomes are those of a request that was sent: one statement writes them too, each with its own values.
_CELLS = {"of": "bigint", "now_state": "text", "why": "text", "twice": "boolean", "new_message": "text"}
_SENT = """
    UPDATE deliveries SET state = sent.now_state, reason = sent.why, again = deliveries.again OR sent.twice,
        leased_until = NULL, holder = '', left_at = coalesce(deliveries.left_at, :now),
        message = CASE sent.new_message WHEN '' THEN deliveries.message ELSE sent.new_message END
    FROM {cells} WHERE deliveries.id = sent.of
"""
_LEAVE, _LEAVE_POSTGRESQL = (
    text(_SENT.format(cells=rows_sql(_CELLS, "sent", postgresql=postgresql))).bindparams(_NOW)
    for postgresql in (False, True)
)
# The others, in the order in which they are written: requeued, ended, requeued with another action.
_REQUEUE, _END, _AMEND = _OUTCOMES = (
    _write(
        **_ENDED,
        due=func.coalesce(bindparam("retry_at", type_=Millis), deliveries.c.due),
        tries=deliveries.c.tries
        - case((deliveries.c.state == State.SENDING.value, bindparam("given_back", type_=Integer)), else_=0),
    ),
    _write(**_ENDED),
    _write(**_ENDED, action=bindparam("then"), due=_NOW, tries=0, first_try=None),
)

_SHOW = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(shown=bindparam("now_shown"), message=bindparam("now_message"))
)


async def apply(link: Link, changes: Sequence[Change], now: datetime) -> list[bool]:
    """Fill `bot.core.ports.delivery.Ledger.record`.

    Raises ValueError for a change that the table of states does not allow.

    A batch of changes costs one SELECT and one UPDATE for each kind of step, in one commit. The UPDATEs compute new
    values in SQL; reading whole rows and writing them back would cost twice as much.
    """
    if not changes:
        return []
    # Lock rows in the order of their ids, so that two processes cannot deadlock.
    claimed = _CLAIMED_ROWS.with_for_update(of=deliveries) if link.postgresql else _CLAIMED_ROWS
    ids = sorted({change.delivery for change in changes})
    if link.postgresql:
        await link.connection.execute(_LOCK_ANNOUNCEMENTS, {"ids": ids})
    rows = {row.id: row for row in await link.connection.execute(claimed, {"ids": ids})}
    accepted = []
    writes: dict[Executable, list[dict[str, Any]]] = {write: [] for write in (_INTENT, _LEAVE, *_OUTCOMES)}
    states: dict[int, State] = {}
    updates = []
    for change in changes:
        row = rows.get(change.delivery)
        accepted.append(row is not None and row.attempt == change.attempt)
        if row is None or not accepted[-1]:
            continue
        write, values = _written(row, change, now)
        states[row.id] = _checked(row, states.get(row.id, State(row.state)), change, values)
        accepted[-1] = write is _INTENT or change.state is not State.SENDING
        writes[write].append(values)
        if write is not _INTENT:
            del rows[change.delivery]
        if row.kind == AnnouncementKind.UPDATE.value:
            updates.append((write, row, change))
    for write, of_all in writes.items():
        if of_all:
            await link.connection.execute(*_together(link, write, of_all))
    await _follow_up(link, updates)
    return accepted


def _checked(row: Cells, before: State, change: Change, values: dict[str, Any]) -> State:
    """The state after a change; ValueError where the table of states does not allow it."""
    step = Step.INTENT if change.state is State.SENDING else Step.OUTCOME
    after = State(values.get("now_state", State.SENDING))
    if not allowed(step, before, after):
        raise ValueError(f"delivery {row.id} cannot go from {before} to {after} by the step {step}")
    return after


async def _follow_up(link: Link, updates: Sequence[tuple[Executable, Cells, Change]]) -> None:
    """Store in each subscription what it was shown; drop a requeued update where a newer one was planned."""
    shown = [
        {"of": row.subscription, "now_shown": row.shown, "now_message": change.message or row.message}
        for write, row, change in updates
        if write is _LEAVE and change.state is State.SENT
    ]
    if shown:
        await link.connection.execute(_SHOW, sorted(shown, key=lambda one: one["of"]))
    if back := [row.id for write, row, _ in updates if write is _REQUEUE]:
        await drop(link, Step.REPLACE, "replaced", deliveries.c.id.in_(back), _REPLACED)


def _written(row: Cells, change: Change, now: datetime) -> tuple[Executable, dict[str, Any]]:
    """The UPDATE for a change and its values; considers what happened to announcement and chat since the claim."""
    changed = row.stop or row.off or row.unfollowed
    if changed and Stop(row.stop) is Stop.RETRACTED and row.action == Action.EDIT.value and row.message:
        # Whatever became of the edit: the retracted message must be deleted now.
        return _amended(replace(change, reason=""), Action.DELETE, now)
    if change.state is State.SENT:
        return _arrived(row, change, now)
    return _step(_stopped(row, change) if changed else change, now)


def _stopped(row: Cells, change: Change) -> Change:
    """The change to write instead where the announcement is paused or closed, or the chat no longer receives."""
    how = Stop(row.stop)
    why = how.value if how in CLOSED else row.off or (UNSUBSCRIBED if row.unfollowed else "")
    if why and Action(row.action).posts and change.state in {State.SENDING, State.PENDING}:
        return replace(change, state=State.UNKNOWN if row.again or change.again else State.SKIPPED, reason=why)
    if how is Stop.PAUSED and change.state is State.SENDING:
        return replace(change, state=State.PENDING)
    return change


def _arrived(row: Cells, change: Change, now: datetime) -> tuple[Executable, dict[str, Any]]:
    """The UPDATE for a success: a message with outdated content is requeued to be edited or deleted."""
    if row.action == Action.DELETE.value:
        return _step(replace(change, state=State.RETRACTED), now)
    if row.version == row.latest or not (change.message or row.message):
        return _step(change, now)
    return _amended(change, Action.DELETE if Stop(row.stop) is Stop.RETRACTED else Action.EDIT, now)


def _amended(change: Change, then: Action, now: datetime) -> tuple[Executable, dict[str, Any]]:
    _, values = _step(replace(change, state=State.SENT), now)
    return _AMEND, {**values, "now_state": State.PENDING.value, "then": then.value}


def _step(change: Change, now: datetime) -> tuple[Executable, dict[str, Any]]:
    if change.state is State.SENDING:
        return _INTENT, {"of": change.delivery, "now": now}
    every = {"of": change.delivery, "now_state": change.state.value, "why": change.reason, "twice": change.again}
    every["new_message"] = change.message
    if change.state is State.PENDING:
        return _REQUEUE, {**every, "retry_at": change.retry_at, "given_back": int(change.free)}
    if change.state in _HAS_LEFT:
        return _LEAVE, {**every, "now": now}
    return _END, every


def _together(link: Link, write: Executable, of_all: Sequence[dict[str, Any]]) -> tuple[Executable, Any]:
    """The statement for all changes of one kind, and its parameters."""
    if write is _INTENT:
        return write, {"ids": [values["of"] for values in of_all], "now": of_all[0]["now"]}
    if write is not _LEAVE:
        return write, of_all
    sent = rows_values(
        _CELLS, "sent", [[values[name] for name in _CELLS] for values in of_all], postgresql=link.postgresql
    )
    return (_LEAVE_POSTGRESQL if link.postgresql else _LEAVE), {"now": of_all[0]["now"], **sent}
