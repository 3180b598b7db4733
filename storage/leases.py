"""Who alone may do a thing among the processes on one database, and small facts that outlive a start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select

from storage.engine.session import Link
from storage.tables import leases, notes

# Both databases take some 32,000 parameters at most.
_AT_ONCE = 10_000

# Made once: every `/stats` asks it.
_NOTES = select(notes.c.name, notes.c.value).where(notes.c.name.in_(bindparam("names", expanding=True)))


@dataclass(frozen=True, slots=True)
class LeaseRows:
    """Leases and notes, see `bot.core.ports.leases.Leases`."""

    link: Link

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Take or renew a lease; False while another holds it."""
        until = now + timedelta(seconds=seconds)
        taken = (
            self.link.insert(leases)
            .values(name=name, holder=holder, until=until)
            .on_conflict_do_update(
                index_elements=[leases.c.name],
                set_={"holder": holder, "until": until},
                where=or_(leases.c.holder == holder, leases.c.until <= now),
            )
            .returning(leases.c.name)
        )
        return (await self.link.connection.execute(taken)).first() is not None

    async def release(self, name: str, holder: str) -> None:
        """Give it back."""
        await self.link.connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))

    async def holder(self, name: str) -> str:
        """Who took the lease last and did not give it back, "" if nobody; it may have passed."""
        return await self.link.connection.scalar(select(leases.c.holder).where(leases.c.name == name)) or ""

    async def note(self, name: str) -> str:
        """A kept fact, "" if there is none."""
        return await self.link.connection.scalar(select(notes.c.value).where(notes.c.name == name)) or ""

    async def notes(self, names: Sequence[str]) -> dict[str, str]:
        """Those of these facts that are kept."""
        found: dict[str, str] = {}
        for first in range(0, len(names), _AT_ONCE):
            some = list(names[first : first + _AT_ONCE])
            found.update({row.name: row.value for row in await self.link.connection.execute(_NOTES, {"names": some})})
        return found

    async def set_note(self, name: str, value: str) -> None:
        """Keep a fact."""
        await self.link.connection.execute(
            self.link.insert(notes)
            .values(name=name, value=value)
            .on_conflict_do_update(index_elements=[notes.c.name], set_={"value": value})
        )
