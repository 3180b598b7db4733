"""Which of the processes on one database may do a thing alone, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from storage.engine.migrate import VERSION, check_known
from storage.engine.session import Link
from storage.tables import leases


@dataclass(frozen=True, slots=True)
class LeaseRows:
    """Leases, see `bot.core.ports.leases.Leases`."""

    link: Link

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Acquire a lease, see the port."""
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

    async def check_schema(self) -> None:
        """Compare the schema's version with those that the code knows, see the port."""
        check_known(await self.link.connection.scalar(VERSION) or "")

    async def release(self, name: str, holder: str) -> None:
        """Release a lease, see the port."""
        await self.link.connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))

    async def holder(self, name: str) -> str:
        """The last holder, see the port."""
        return await self.link.connection.scalar(select(leases.c.holder).where(leases.c.name == name)) or ""
