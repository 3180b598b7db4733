"""One step of a claimed delivery: the intent to send it, or what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.core.announcements import Action, State, Stop
from bot.core.ports import Change
from storage.link import Link
from storage.tables import announcements, deliveries, subscriptions

_CLAIMED = (
    select(
        deliveries.c.id,
        deliveries.c.announcement_id,
        deliveries.c.action,
        deliveries.c.version,
        deliveries.c.attempt,
        deliveries.c.subscription,
        deliveries.c.shown,
        deliveries.c.state,
        deliveries.c.due,
        deliveries.c.message,
        deliveries.c.reason,
        deliveries.c.holder,
        deliveries.c.tries,
        deliveries.c.again,
        deliveries.c.leased_until,
        deliveries.c.first_try,
        deliveries.c.left_at,
    )
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(deliveries.c.id)
)

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

_LEFT = {State.SENT, State.UNKNOWN, State.RETRACTED}

_WRITE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGES})
)

_SHOW = (
    update(subscriptions)
    .where(subscriptions.c.id == bindparam("of"))
    .values(shown=bindparam("now_shown"), message=bindparam("now_message"))
)


async def apply(link: Link, changes: Sequence[Change], now: datetime) -> list[bool]:
    """Write the changes, in their order.

    False for each whose attempt is no longer the one that holds the delivery, and for an intent that was refused
    because its announcement is paused or closed.

    All of them cost one read and one write, however many there are, so that one commit carries a whole batch.
    """
    if not changes:
        return []
    # The rows are locked in the order of their ids, so that two processes cannot wait for each other in a circle.
    claimed = _CLAIMED.with_for_update() if link.postgresql else _CLAIMED
    ids = sorted({change.delivery for change in changes})
    rows = {row.id: dict(row._mapping) for row in await link.connection.execute(claimed, {"ids": ids})}  # noqa: SLF001 - SQLAlchemy's public name
    stops = await _stops(link, {row["announcement_id"] for row in rows.values()})
    accepted = []
    changed: dict[int, dict[str, Any]] = {}
    shown: dict[int, dict[str, Any]] = {}
    for change in changes:
        row = rows.get(change.delivery)
        holds = row is not None and row["attempt"] == change.attempt and row["leased_until"] is not None
        accepted.append(holds)
        if row is None or not holds:
            continue
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
    if shown:
        await link.connection.execute(_SHOW, [shown[name] for name in sorted(shown)])
    return accepted


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
    if change.state is State.SENDING:
        first = row["first_try"] or now
        return {**values, "tries": row["tries"] + 1, "first_try": first, "left_at": now}
    values |= {"leased_until": None, "holder": "", "message": change.message or row["message"]}
    if change.state is State.PENDING:
        return {**values, "due": change.retry_at or row["due"]}
    if change.state in _LEFT:
        values["left_at"] = row["left_at"] or now
    return values
