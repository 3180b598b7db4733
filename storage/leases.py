"""Leases: which of the processes on one database may do a job alone, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, or_, select, text

from storage.engine.migrate import VERSION, check_known
from storage.engine.session import Link
from storage.tables import leases


@dataclass(frozen=True, slots=True)
class LeaseRows:
    """Leases, see `bot.core.ports.leases.Leases`."""

    link: Link

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Upsert the lease where it is free, expired or the holder's own."""
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

    async def now(self) -> datetime:
        """Select the server's clock; SQLite's is that of this machine."""
        if self.link.postgresql:
            moment: datetime = await self.link.connection.scalar(text("SELECT clock_timestamp()"))
            return moment.astimezone(UTC)
        written = await self.link.connection.scalar(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')"))
        return datetime.fromisoformat(str(written)).replace(tzinfo=UTC)

    async def check_schema(self) -> None:
        """Compare the schema's version with those that the code knows."""
        check_known(await self.link.connection.scalar(VERSION) or "")

    async def release(self, name: str, holder: str) -> None:
        """Delete the holder's own row."""
        await self.link.connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))

    async def held(self, now: datetime) -> list[str]:
        """Select the leases that have not expired."""
        return sorted(await self.link.connection.scalars(select(leases.c.name).where(leases.c.until > now)))

    async def holder(self, name: str) -> str:
        """Select the holder, whether or not the lease has expired."""
        return await self.link.connection.scalar(select(leases.c.holder).where(leases.c.name == name)) or ""
