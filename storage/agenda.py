"""The times of the next due work: one query, with one index seek for each campaign and platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import TextClause, bindparam, text

from bot.core.ports.agenda import Upcoming
from storage.deliveries import claim_query
from storage.engine.session import Link
from storage.tables import Millis, Seconds

_NOT_HALTED = "campaign NOT IN (SELECT slug FROM campaigns WHERE halted_at IS NOT NULL)"
_UPDATE = """
    SELECT (
        SELECT s.next_due FROM subscriptions s
        WHERE s.campaign = c.slug AND s.platform = :platform{platform} AND NOT s.off AND s.next_due IS NOT NULL
        ORDER BY s.next_due LIMIT 1) AS due
    FROM campaigns c WHERE c.halted_at IS NULL
"""
_CALL = f"SELECT min(due) AS due FROM calls WHERE state = 'scheduled' AND NOT paused AND {_NOT_HALTED}"  # noqa: S608 - our texts
_SERIES = f"SELECT min(due) FROM calls WHERE state = 'repeating' AND NOT paused AND {_NOT_HALTED}"  # noqa: S608 - as above
_EVENT = f"SELECT min(next_due) FROM events WHERE state IN ('open', 'closed') AND {_NOT_HALTED}"  # noqa: S608 - as above
# A timestamp in the future was written before the clock was set back, so it does not count.
_LOOK = "SELECT min(CASE WHEN looked_at <= :now THEN looked_at + :every ELSE :now END) FROM {table} WHERE {which}"
_COUNTS = """
    SELECT coalesce(sum((SELECT max(s.taken_at) FROM snapshots s WHERE s.page_id = p.id AND s.taken_at <= :second)), 0)
    FROM pages p WHERE p.active
"""


@dataclass(frozen=True, slots=True)
class AgendaRows:
    """Fills `bot.core.ports.agenda.Agenda`."""

    link: Link

    async def upcoming(self, platforms: Sequence[str], now: datetime, every: float) -> Upcoming:
        """Fill `Agenda.upcoming`."""
        values = {"now": now, "second": now, "every": timedelta(seconds=every) // timedelta(milliseconds=1)}
        found = await self.link.connection.execute(_upcoming(len(platforms)), values | claim_query.named(platforms))
        row = found.one()
        return Upcoming(row.due, int(row.counts))

    async def next_due(self, platforms: Sequence[str]) -> datetime | None:
        """Fill `Agenda.next_due`."""
        names = claim_query.named(platforms)
        due: datetime | None = await self.link.connection.scalar(_next(len(platforms)), names)
        earliest = claim_query.earliest(len(platforms), postgresql=self.link.postgresql) if names else None
        waiting = () if earliest is None else await self.link.connection.scalars(earliest, names)
        return min([moment for moment in (due, *waiting) if moment is not None], default=None)


@cache
def _next(platforms: int) -> TextClause:
    return text(f"SELECT min(due) AS due FROM ({_due_sql(platforms)}) AS moments").columns(due=Millis)  # type: ignore[return-value] # noqa: S608 - put together from the texts above alone


@cache
def _upcoming(platforms: int) -> TextClause:
    looks = [_LOOK.format(table="calls", which="busy"), _LOOK.format(table="events", which="state = 'open'")]
    moments = " UNION ALL ".join([_due_sql(platforms), *looks])
    query = f"SELECT min(due) AS due, ({_COUNTS}) AS counts FROM ({moments}) AS moments"  # noqa: S608 - as above
    bound = (bindparam("now", type_=Millis), bindparam("second", type_=Seconds))
    return text(query).bindparams(*bound).columns(due=Millis)  # type: ignore[return-value]


def _due_sql(platforms: int) -> str:
    """SQL for the due times of everything that chats are sent: one row each, with `due` in milliseconds."""
    updates = (_UPDATE.replace("{platform}", str(platform)) for platform in range(platforms))
    return " UNION ALL ".join([_CALL, _SERIES, _EVENT, *updates])
