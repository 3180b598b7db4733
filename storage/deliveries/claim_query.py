"""The query for deliveries that can be claimed now. It runs most often in a broadcast, so it seeks in one index."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import TextClause, bindparam, text

from bot.core.model.announcements import Priority
from storage.delivery_states import Step, taken_sql
from storage.tables import Millis

# Scalar subqueries, because PostgreSQL plans joins and IN as sequential scans while it has no statistics, which is the
# case when a call to 100,000 chats begins. SQLite keeps no statistics, and would sometimes choose the index on all
# deliveries of a chat, of which there are thousands: INDEXED BY names the right one.
_READY = f"""
    d.platform = :platform{{platform}} AND d.priority = {{priority}} AND {taken_sql(Step.CLAIM, alias="d")}
    AND d.campaign NOT IN (SELECT slug FROM campaigns WHERE halted_at IS NOT NULL)
    AND d.announcement_id NOT IN (SELECT id FROM announcements WHERE stop = 'paused')
    AND (SELECT b.id FROM deliveries b INDEXED BY ix_deliveries_leased_in_chat
         WHERE b.chat_id = d.chat_id AND b.leased_until IS NOT NULL LIMIT 1) IS NULL
    AND (SELECT c.off = '' AND (c.kind <> 'private' OR a.chat_id IS NOT NULL)
         FROM chats c LEFT JOIN private_addresses a ON a.chat_id = c.id WHERE c.id = d.chat_id)
"""  # noqa: S608 - put together from the states alone

# Deliveries of one chat are sent one at a time: this is the first of those that can be claimed.
_FIRST_IN_CHAT = f"""
    AND d.id = (
        SELECT e.id FROM deliveries e INDEXED BY ix_deliveries_ready_in_chat
        WHERE e.chat_id = d.chat_id AND {taken_sql(Step.CLAIM, alias="e")} AND e.due <= :now
        AND e.campaign NOT IN (SELECT slug FROM campaigns WHERE halted_at IS NOT NULL)
        AND e.announcement_id NOT IN (SELECT id FROM announcements WHERE stop = 'paused')
        ORDER BY e.priority, e.due, e.id LIMIT 1)
"""  # noqa: S608 - as above


@cache
def claimable(platforms: int, priority: Priority, *, postgresql: bool) -> TextClause:
    """Select deliveries of one priority to claim: parameters `now`, `limit`, `platform0` … ; rows of (due, id).

    Each platform is one seek of at most `limit` rows. Query the next priority only where this one gives too few rows:
    otherwise each update that waits behind a call in its chat is examined in vain, up to 100,000 of them.

    On PostgreSQL the rows are locked, and rows that another process has locked are skipped (SKIP LOCKED).
    """
    skip = "FOR UPDATE OF d SKIP LOCKED" if postgresql else ""
    seek = f"""
        SELECT d.due, d.id FROM deliveries d INDEXED BY ix_deliveries_ready
        WHERE {_READY} AND d.due <= :now {_FIRST_IN_CHAT} ORDER BY d.due, d.id LIMIT :limit {skip}
    """  # noqa: S608 - as above
    return text(_each(platforms, [priority], seek, postgresql=postgresql)).bindparams(bindparam("now", type_=Millis))


@cache
def earliest(platforms: int, *, postgresql: bool) -> TextClause:
    """Select when the next delivery is due: parameters `platform0` … ; rows of (due,), the first of each seek."""
    seek = f"SELECT d.due FROM deliveries d INDEXED BY ix_deliveries_ready WHERE {_READY} ORDER BY d.due LIMIT 1"  # noqa: S608 - as above
    return text(_each(platforms, Priority, seek, postgresql=postgresql)).columns(due=Millis)  # type: ignore[return-value]


def named(platforms: Sequence[str]) -> dict[str, str]:
    """The parameters `platform0` … of these statements."""
    return {f"platform{place}": platform for place, platform in enumerate(platforms)}


def _each(platforms: int, priorities: Iterable[Priority], seek: str, *, postgresql: bool) -> str:
    if postgresql:
        seek = re.sub("INDEXED BY [a-z_]+", "", seek)
    seeks = (
        seek.replace("{platform}", str(platform)).replace("{priority}", str(priority.value))
        for platform in range(platforms)
        for priority in priorities
    )
    return " UNION ALL ".join(f"SELECT * FROM ({one}) AS seek" for one in seeks)  # noqa: S608 - as above
