"""One step of a claimed delivery: the intent to send it, or what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, case, func, or_, select, update

from bot.core.announcements import Action, State, Stop
from bot.core.ports import Change
from storage.link import Link
<<<<<<< HEAD
from storage.tables import announcements, deliveries, subscriptions
=======
from storage.tables import Millis, deliveries, subscriptions
>>>>>>> main

_HELD = (
    select(
        deliveries.c.id,
        deliveries.c.announcement_id,
        deliveries.c.action,
        deliveries.c.version,
        deliveries.c.attempt,
        deliveries.c.subscription,
        deliveries.c.shown,
        deliveries.c.message,
    )
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.leased_until.is_not(None))
    .order_by(deliveries.c.id)
)

<<<<<<< HEAD
# Locked against a revision that would change them before this is committed.
_STOPS = select(announcements.c.id, announcements.c.stop, announcements.c.version).where(
    announcements.c.id.in_(bindparam("ids", expanding=True))
)

_CHANGES = (
    "state",
    "action",
    "due",
    "message",
    "reason",
    "holder",
    "tries",
    "again",
    "leased_until",
    "first_try",
    "left_at",
)

=======
>>>>>>> main
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
# In the order in which they are written: within one batch, an intent comes before its outcome.
_INTENT, _BACK, _OVER, _GONE_OUT = _WRITES = (
    _write(tries=deliveries.c.tries + 1, first_try=func.coalesce(deliveries.c.first_try, _NOW), left_at=_NOW),
    _write(**_ENDED, due=func.coalesce(bindparam("retry_at", type_=Millis), deliveries.c.due)),
    _write(**_ENDED),
    _write(**_ENDED, left_at=func.coalesce(deliveries.c.left_at, _NOW)),
)

_SHOW = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(shown=bindparam("now_shown"), message=bindparam("now_message"))
)


async def apply(link: Link, changes: Sequence[Change], now: datetime) -> list[bool]:
<<<<<<< HEAD
    """Write the changes, in their order.

    False for each whose attempt is no longer the one that holds the delivery, and for an intent that was refused
    because its announcement is paused or closed.
=======
    """Write the changes; False for each whose attempt is no longer the one that holds the delivery.
>>>>>>> main

    All of them cost one read and a write for each kind of step, however many there are, so that one commit carries a
    whole batch. What the step does to a row is said in SQL: to read whole rows and write them back costs twice that.
    """
    if not changes:
        return []
    # The rows are locked in the order of their ids, so that two processes cannot wait for each other in a circle.
    held = _HELD.with_for_update() if link.postgresql else _HELD
    ids = sorted({change.delivery for change in changes})
<<<<<<< HEAD
    rows = {row.id: dict(row._mapping) for row in await link.connection.execute(claimed, {"ids": ids})}  # noqa: SLF001 - SQLAlchemy's public name
    stops = await _stops(link, {row["announcement_id"] for row in rows.values()})
=======
    rows = {row.id: row for row in await link.connection.execute(held, {"ids": ids})}
>>>>>>> main
    accepted = []
    writes: dict[Update, list[dict[str, Any]]] = {write: [] for write in _WRITES}
    shown = []
    for change in changes:
        row = rows.get(change.delivery)
        holds = row is not None and row.attempt == change.attempt
        accepted.append(holds)
        if row is None or not holds:
            continue
<<<<<<< HEAD
        how, version = stops[row["announcement_id"]]
        stopped = _stopped(row, change, how)
        row.update(_step(row, stopped or change, now))
        changed[change.delivery] = row
        if change.state is State.SENT:
            row.update(_follow(row, how, version, now))
        if stopped is not None and change.state is State.SENDING:
            accepted[-1] = False
        if row["state"] == State.SENT.value and row["subscription"]:
            shown[row["subscription"]] = {
                "of": row["subscription"],
                "now_shown": row["shown"],
                "now_message": row["message"],
            }
    if changed:
        writes = [
            {"delivery": name, **{f"new_{column}": changed[name][column] for column in _CHANGES}}
            for name in sorted(changed)
        ]
        await link.connection.execute(_WRITE, writes)
=======
        write, values = _step(change, now)
        writes[write].append(values)
        if write is not _INTENT:
            del rows[change.delivery]
        if change.state is State.SENT and row.subscription:
            message = change.message or row.message
            shown.append({"of": row.subscription, "now_shown": row.shown, "now_message": message})
    for write, values_of_all in writes.items():
        if values_of_all:
            await link.connection.execute(write, values_of_all)
>>>>>>> main
    if shown:
        await link.connection.execute(_SHOW, sorted(shown, key=lambda one: one["of"]))
    return accepted


<<<<<<< HEAD
async def _stops(link: Link, names: set[int]) -> dict[int, tuple[Stop, int]]:
    found = _STOPS.with_for_update(read=True) if link.postgresql else _STOPS
    rows = await link.connection.execute(found, {"ids": sorted(names)})
    return {name: (Stop(how), version) for name, how, version in rows}


def _stopped(row: dict[str, Any], change: Change, how: Stop) -> Change | None:
    """What becomes of a step because its announcement is paused or closed; None where it is taken as it is."""
    if how is Stop.PAUSED and change.state is State.SENDING:
        return replace(change, state=State.PENDING)
    closed = how in {Stop.CANCELLED, Stop.RETRACTED} and Action(row["action"]).posts
    if not closed or change.state not in {State.SENDING, State.PENDING}:
        return None
    state = State.UNKNOWN if row["again"] or change.again else State.SKIPPED
    return replace(change, state=state, reason=how.value)


def _follow(row: dict[str, Any], how: Stop, version: int, now: datetime) -> dict[str, Any]:
    """What follows when a platform did what was asked: nothing, unless it deleted, or said words that are old now."""
    if row["action"] == Action.DELETE.value:
        return {"state": State.RETRACTED.value}
    if row["version"] == version or not row["message"]:
        return {}
    action = Action.DELETE if how is Stop.RETRACTED else Action.EDIT
    fresh = {"tries": 0, "first_try": None, "reason": "", "due": now}
    return {"state": State.PENDING.value, "action": action.value, **fresh}


def _step(row: dict[str, Any], change: Change, now: datetime) -> dict[str, Any]:
    values = {"state": change.state.value, "reason": change.reason, "again": row["again"] or change.again}
=======
def _step(change: Change, now: datetime) -> tuple[Update, dict[str, Any]]:
    every = {"of": change.delivery, "now_state": change.state.value, "why": change.reason, "twice": change.again}
>>>>>>> main
    if change.state is State.SENDING:
        return _INTENT, {**every, "now": now}
    every["new_message"] = change.message
    if change.state is State.PENDING:
        return _BACK, {**every, "retry_at": change.retry_at}
    if change.state in _LEFT:
        return _GONE_OUT, {**every, "now": now}
    return _OVER, every
