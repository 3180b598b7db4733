"""Leases: which of the processes on one database may do a job alone, and until when. And which processes run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, inspect, or_, select, text, update

from bot.core.model.chats import PLATFORMS
from bot.core.ports.database import OutdatedError
from bot.core.ports.facts import LEAST_SCHEMA, MOVED, RESTORING
from bot.core.ports.leases import SEEN_SECONDS, Process
from storage.engine.errors import StorageError
from storage.engine.migrate import REVISIONS, VERSION, NewerSchemaError, check_known
from storage.engine.session import Link
from storage.facts import FactRows
from storage.tables import facts, leases, processes

_FORGOTTEN_AFTER = timedelta(days=1)
_REASONS_TO_END = select(facts.c.kind, facts.c.value).where(
    facts.c.kind.in_([LEAST_SCHEMA.name, MOVED.name, RESTORING.name]), facts.c.subject == ""
)


class MovedError(StorageError, OutdatedError):
    """The bot of this database was moved to another machine."""

    def __init__(self, since: datetime) -> None:
        super().__init__(
            f"This bot moved to another machine ({since.astimezone(UTC):%Y-%m-%d %H:%M} UTC) and sends nothing from "
            "here; if it was never restored there, type `nolike move --back`."
        )


class RestoringError(StorageError, OutdatedError):
    """A restore into this database was not finished, so nobody knows what it may send."""

    def __init__(self, taken: datetime) -> None:
        super().__init__(
            f"A restore of the backup of {taken.astimezone(UTC):%Y-%m-%d %H:%M} UTC into this database is not "
            "finished; if it was cut off, empty the database and restore again."
        )


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

    async def release(self, name: str, holder: str) -> None:
        """Delete the holder's own row."""
        await self.link.connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))

    async def held(self, now: datetime) -> list[str]:
        """Select the leases that have not expired."""
        return sorted(await self.link.connection.scalars(select(leases.c.name).where(leases.c.until > now)))

    async def left(self, name: str, now: datetime) -> float:
        """Select the lease's end."""
        until = await self.link.connection.scalar(select(leases.c.until).where(leases.c.name == name))
        return 0.0 if until is None else (until - now).total_seconds()

    async def holder(self, name: str) -> str:
        """Select the holder, whether or not the lease has expired."""
        return await self.link.connection.scalar(select(leases.c.holder).where(leases.c.name == name)) or ""


@dataclass(frozen=True, slots=True)
class ProcessRows:
    """Processes, see `bot.core.ports.leases.Processes`."""

    link: Link

    async def check_in(self, process: Process, now: datetime) -> None:
        """Update the process's row, or insert it and delete those of a day ago."""
        await self.check()
        seen = update(processes).where(processes.c.name == process.name).values(seen=now)
        if (await self.link.connection.execute(seen)).rowcount:
            return
        await self.link.connection.execute(delete(processes).where(processes.c.seen < now - _FORGOTTEN_AFTER))
        row = {"name": process.name, "version": process.version, "seen": now}
        await self.link.connection.execute(self.link.insert(processes).values(row).on_conflict_do_nothing())

    async def check(self) -> None:
        """Compare the schema's version, and then the floor, with those of the code; look for a restore or a move."""
        check_known(await self.link.connection.scalar(VERSION) or "")
        found = {row.kind: row.value for row in await self.link.connection.execute(_REASONS_TO_END)}
        if (least := found.get(LEAST_SCHEMA.name)) is not None and LEAST_SCHEMA.read(least) > REVISIONS[-1]:
            raise NewerSchemaError(least)
        if (taken := found.get(RESTORING.name)) is not None:
            raise RestoringError(RESTORING.read(taken))
        if (moved := found.get(MOVED.name)) is not None:
            raise MovedError(MOVED.read(moved))

    async def leave(self, name: str) -> None:
        """Delete the process's row."""
        await self.link.connection.execute(delete(processes).where(processes.c.name == name))

    async def running(self, now: datetime) -> list[Process]:
        """Select the rows that are recent enough."""
        recent = processes.c.seen > now - timedelta(seconds=SEEN_SECONDS)
        rows = await self.link.connection.execute(select(processes).where(recent).order_by(processes.c.name))
        return [Process(row.name, row.version) for row in rows]

    async def known(self) -> list[Process]:
        """Select all rows."""
        rows = await self.link.connection.execute(select(processes).order_by(processes.c.name))
        return [Process(row.name, row.version) for row in rows]


async def find_running(link: Link) -> list[Process]:
    """Who works on a database of any schema: processes that checked in, and holders of leases from before they did."""
    tables = await link.connection.run_sync(lambda connection: inspect(connection).get_table_names())
    if leases.name not in tables:
        return []
    now = await LeaseRows(link).now()
    checked_in = await ProcessRows(link).running(now) if processes.name in tables else []
    # The collector's leases are about sources, and outlast their process.
    held = select(leases.c.holder).where(leases.c.until > now, leases.c.name.not_like("collect:%")).distinct()
    known = {one.name for one in checked_in}
    return checked_in + [Process(name) for name in await link.connection.scalars(held) if name not in known]


async def take_every_lease(link: Link, holder: str, seconds: float) -> None:
    """Take all leases from whoever has them, so that an older process stops its work at its next renewal."""
    until = await LeaseRows(link).now() + timedelta(seconds=seconds)
    names = set(await link.connection.scalars(select(leases.c.name).where(leases.c.name.not_like("collect:%"))))
    for name in sorted(names | {f"platform:{platform}" for platform in PLATFORMS}):
        taken = link.insert(leases).values(name=name, holder=holder, until=until)
        own = {"holder": holder, "until": until}
        await link.connection.execute(taken.on_conflict_do_update(index_elements=[leases.c.name], set_=own))


async def raise_floor(link: Link) -> None:
    """Ask every process whose program does not know our schema to end; releases before 0003 do not hear it."""
    tables = await link.connection.run_sync(lambda connection: inspect(connection).get_table_names())
    if facts.name in tables:
        await FactRows(link).put(LEAST_SCHEMA, "", REVISIONS[-1])
