"""Inserts the deliveries of an announcement: two statements per batch, one index seek per chat."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text

from bot.core.model.announcements import PRIORITY, Announcement, Planned, State
from storage.delivery_states import Step, taken_sql, target
from storage.engine.listed import rows_sql, rows_values
from storage.engine.session import Link
from storage.tables import Millis, millis

BATCH = 2000
_PLANNED = {
    "chat": "bigint", "action": "text", "subscription": "bigint", "shown": "text", "message": "text", "due": "bigint",
}  # fmt: skip

# Deleted chats and those that are off get no delivery. `platform` is copied, so that claims need no join.
# CROSS JOIN fixes the join order for SQLite's planner; PostgreSQL chooses it by the low number of rows, and is told the
# order, so that the deliveries' ids rise with those of the chats under each of its plans.
_INSERT = f"""
    INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, action, subscription, shown,
                            message, state)
    SELECT CAST(:announcement AS bigint), c.id, c.platform, CAST(:campaign AS text), CAST(:priority AS smallint),
           coalesce(p.due, CAST(:due AS bigint)), p.action, p.subscription, p.shown, p.message,
           '{target(Step.PLAN, State.PENDING)}'
    FROM {{planned}} CROSS JOIN chats AS c WHERE c.id = p.chat AND c.off = '' {{order}}
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - put together from the states alone
_INSERT_SQLITE, _INSERT_POSTGRESQL = (
    text(_INSERT.format(planned=rows_sql(_PLANNED, "p", postgresql=postgresql), order=order))
    for postgresql, order in ((False, ""), (True, "ORDER BY c.id"))
)

# An update contains what the one before it would have said, so an older one is not sent after it. Each chat is one seek
# in the index on pending deliveries, however many older ones it has; OFFSET 0 keeps PostgreSQL from planning a join.
_REPLACE = f"""
    UPDATE deliveries SET reason = 'replaced', state =
        CASE WHEN again THEN '{target(Step.REPLACE, State.UNKNOWN)}' ELSE '{target(Step.REPLACE, State.SKIPPED)}' END
    WHERE id IN (SELECT d.id FROM {{pending}}
        WHERE d.campaign = :campaign AND d.announcement_id <> :announcement
        AND (SELECT kind FROM announcements WHERE id = d.announcement_id) = 'update'
        AND EXISTS (SELECT 1 FROM deliveries AS n WHERE n.announcement_id = :announcement AND n.chat_id = d.chat_id))
"""  # noqa: S608 - as above
_REPLACE_SQLITE = text(
    _REPLACE.replace(
        "{pending}",
        f"""json_each(:chats) AS p CROSS JOIN deliveries AS d INDEXED BY ix_deliveries_ready_in_chat
        ON d.chat_id = p.value AND {taken_sql(Step.REPLACE, alias="d")}""",
    )
)
_REPLACE_POSTGRESQL = text(
    _REPLACE.replace(
        "{pending}",
        f"""unnest(CAST(:chats AS bigint[])) AS p(chat) CROSS JOIN LATERAL (
        SELECT * FROM deliveries AS e
        WHERE e.chat_id = p.chat AND {taken_sql(Step.REPLACE, alias="e")} OFFSET 0) AS d""",  # noqa: S608 - as above
    )
)
_BOUND = bindparam("due", type_=Millis)
_DUE = {"number": "bigint", "moment": "bigint"}
_SET_DUE = """
    UPDATE subscriptions SET next_due = due.moment FROM {rows} WHERE subscriptions.id = due.number
"""
_SET_DUE_SQLITE, _SET_DUE_POSTGRESQL = (
    text(_SET_DUE.format(rows=rows_sql(_DUE, "due", postgresql=postgresql))) for postgresql in (False, True)
)


async def insert(link: Link, announcement_id: int, announcement: Announcement, planned: Sequence[Planned]) -> None:
    """Write a delivery for each chat that has none of this announcement yet, and is not off."""
    values: dict[str, Any] = {
        "announcement": announcement_id,
        "campaign": announcement.campaign,
        "priority": PRIORITY[announcement.kind].value,
        "due": announcement.due,
    }
    values |= rows_values(_PLANNED, "p", [_row(one) for one in planned], postgresql=link.postgresql)
    statement = _INSERT_POSTGRESQL if link.postgresql else _INSERT_SQLITE
    await link.connection.execute(statement.bindparams(_BOUND), values)


async def replace(link: Link, announcement_id: int, announcement: Announcement, planned: Sequence[Planned]) -> None:
    """Close older updates of the campaign that are still pending in these chats."""
    chats = [one.chat_id for one in planned]
    values = {"announcement": announcement_id, "campaign": announcement.campaign}
    if link.postgresql:
        await link.connection.execute(_REPLACE_POSTGRESQL, {**values, "chats": chats})
    else:
        await link.connection.execute(_REPLACE_SQLITE, {**values, "chats": json.dumps(chats)})


def _row(one: Planned) -> tuple[object, ...]:
    due = None if one.due is None else millis(one.due)
    return one.chat_id, one.action.value, one.subscription, one.shown, one.message, due


async def set_due(link: Link, due: Mapping[int, datetime | None]) -> None:
    """Fill `bot.core.ports.chats.Chats.set_due`."""
    if not due:
        return
    numbers = sorted(due)
    moments = [None if (moment := due[number]) is None else millis(moment) for number in numbers]
    rows = rows_values(_DUE, "due", list(zip(numbers, moments, strict=True)), postgresql=link.postgresql)
    await link.connection.execute(_SET_DUE_POSTGRESQL if link.postgresql else _SET_DUE_SQLITE, rows)
