"""The store that the rest of the program uses: read-only and read-write transactions."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.ports import (
    agenda,
    approvals,
    calls,
    chats,
    counts,
    database,
    delivery,
    desk,
    events,
    facts,
    leases,
    people,
    pictures,
)
from storage.agenda import AgendaRows
from storage.approvals import ApprovalRows
from storage.backups.gap import Stops, close_gap, last_sign, lift_stops, stop_again
from storage.calls import CallRows
from storage.campaigns import CampaignRows
from storage.chats import ChatRows
from storage.deliveries.ledger import LedgerRows
from storage.engine.address import describe
from storage.engine.condition import read_condition
from storage.engine.connection import MissingError, Patience, check_exists, engines, prepare
from storage.engine.crypto import Crypto
from storage.engine.errors import StorageError
from storage.engine.migrate import REVISIONS, check_known, has_no_tables, lock, read_version, upgrade
from storage.engine.notify import Listener, forget_touched, notify
from storage.engine.opener import Opener
from storage.engine.session import Link
from storage.engine.wiping import Wiper
from storage.events import EventRows
from storage.facts import FactRows
from storage.inbox import InboxRows
from storage.leases import LeaseRows, ProcessRows, find_running, raise_floor, take_every_lease
from storage.people.audit import AuditRows
from storage.people.crowd import CrowdRows
from storage.people.desk import DeskRows
from storage.people.dialogues import DialogueRows
from storage.people.imports import ImportRows
from storage.people.passkeys import PasskeyRows
from storage.people.pledges import PledgeRows
from storage.people.roles import PeopleRows
from storage.pictures import PictureRows
from storage.snapshots import SnapshotRows

_UPGRADE_SECONDS = 60.0
_HANDOVER_SECONDS = 9.0
"""A little more than the 7 s after which a process asks again for its lease."""


class Transaction:
    """One transaction with a repository for each family of tables, see `bot.core.ports.database`."""

    def __init__(self, link: Link) -> None:
        self.campaigns: counts.Campaigns = CampaignRows(link)
        self.snapshots: counts.Snapshots = SnapshotRows(link)
        self.chats: chats.Chats = ChatRows(link)
        self.people: people.People = PeopleRows(link)
        self.ledger: delivery.Ledger = LedgerRows(link)
        self.calls: calls.Calls = CallRows(link)
        self.approvals: approvals.Approvals = ApprovalRows(link)
        self.pictures: pictures.Pictures = PictureRows(link)
        self.dialogues: chats.Dialogues = DialogueRows(link)
        self.events: events.Events = EventRows(link)
        self.pledges: events.Pledges = PledgeRows(link)
        self.inbox: chats.Inbox = InboxRows(link)
        self.audit: people.Audit = AuditRows(link)
        self.leases: leases.Leases = LeaseRows(link)
        self.processes: leases.Processes = ProcessRows(link)
        self.facts: facts.Facts = FactRows(link)
        self.desk: desk.Desk = DeskRows(link)
        self.passkeys: desk.Passkeys = PasskeyRows(link)
        self.crowd: counts.CrowdReports = CrowdRows(link)
        self.imports: counts.Imports = ImportRows(link)
        self.agenda: agenda.Agenda = AgendaRows(link)


class Database:
    """The database of one process. Every error of its own is a StorageError; each calls `on_error`.

    A transaction that wrote calls `on_written`. SQLite: the writers of one process queue on a lock here, those of other
    processes wait up to 10 seconds in the database; readers never wait. PostgreSQL: a transaction waits only for rows
    that another one is changing.
    """

    def __init__(self, url: URL, crypto: Crypto, patience: Patience) -> None:
        self._url = url
        self._crypto = crypto
        self._engines = engines(url, patience)
        self.wiper = Wiper(url)
        self._opener = Opener(url, patience.pool_size)
        self.on_error: Callable[[], None] = _ignore
        self.on_written: Callable[[], None] = _ignore
        self.on_silent: Callable[[str], None] = _ignore
        self._listener: Listener | None = None
        self._listening: asyncio.Task[None] | None = None
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if url.get_backend_name() == "sqlite" else nullcontext()
        )

    async def exists(self) -> bool:
        """Whether the database has this program's tables; neither creates nor migrates it."""
        try:
            check_exists(self._url, may_be_new=False)
        except MissingError:
            return False
        async with self._begin(self._engines.reader) as connection:
            return not await has_no_tables(connection)

    async def upgrade(self, *, may_be_new: bool = True, only_new: bool = False, patience: float | None = None) -> bool:
        """Migrate to the newest schema, once even if several processes try; True where the database was new.

        `patience` are the seconds for which a program that has SQLite's file locked is waited for.

        Raises NewerSchemaError, OlderSchemaError where `only_new` databases may be given tables, and StorageError for a
        SQLite file that was emptied or, unless it `may_be_new`, for a database that does not exist or has no tables.
        """
        check_exists(self._url, may_be_new=may_be_new)
        await prepare(self._url, patience)
        async with self._turn:
            async with self._begin(self._engines.patient) as connection:
                is_new = await has_no_tables(connection)
                if is_new and not may_be_new:
                    raise MissingError(self._url)
                migrated = await upgrade(connection, self._crypto, only_new=only_new)
            if migrated:
                await self.wiper.wipe(whole=True)
        return is_new

    async def version(self) -> str:
        """The schema's revision; "" for a database without tables."""
        async with self._begin(self._engines.reader) as connection:
            return await read_version(connection)

    async def is_newest(self) -> bool:
        """Whether the schema is the newest that we know. Raises NewerSchemaError."""
        version = await self.version()
        check_known(version)
        return version == REVISIONS[-1]

    async def ask_to_leave(self, holder: str) -> list[leases.Process]:
        """Take all leases for a minute and raise the floor to our schema; returns who worked until now but `holder`.

        Older processes then stop sending at their next renewal; those that know of the floor end.
        """
        async with self._turn, self._begin(self._engines.patient) as connection:
            link = Link(connection, self._crypto)
            found = [one for one in await find_running(link) if one.name != holder]
            await raise_floor(link)
            await take_every_lease(link, holder, _UPGRADE_SECONDS)
        return found

    async def upgrade_alone(
        self, holder: str, has_ended: Callable[[str], bool], fingerprint: str = ""
    ) -> list[leases.Process]:
        """Migrate unless another process works on the database; returns those that do, [] once it is migrated.

        In the same transaction takes all leases for `holder`, so that no older process gets one before it has seen the
        new schema. Raises what `upgrade` raises, and StorageError where the database was begun with a SECRET_KEY of
        another `fingerprint`.
        """
        async with self._turn:
            async with self._begin(self._engines.patient) as connection:
                await lock(connection)
                link = Link(connection, self._crypto)
                running = await find_running(link)
                if others := [one for one in running if one.name != holder and not has_ended(one.name)]:
                    return others
                migrated = await upgrade(connection, self._crypto)
                # Pseudonyms that were derived with a wrong key could not be found again.
                if fingerprint and await FactRows(link).get(facts.SECRET_FINGERPRINT) not in {None, fingerprint}:
                    raise StorageError(
                        "SECRET_KEY is not the one that this database was begun with: nothing was migrated."
                    )
                await take_every_lease(link, holder, _HANDOVER_SECONDS)
            if migrated:
                await self.wiper.wipe(whole=True)
        return []

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[database.Transaction]:
        """Open a read-only transaction."""
        async with self._begin(self._engines.reader) as connection:
            yield Transaction(Link(connection, self._crypto))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[database.Transaction]:
        """Open a read-write transaction."""
        async with self._turn:
            async with self._begin(self._engines.writer) as connection:
                forget_touched(connection)
                link = Link(connection, self._crypto)
                yield Transaction(link)
                await notify(connection)
            self.on_written()
            await self.wiper.after_write(erased=link.has_erased)

    def watch(self, subject: database.Subject) -> database.Watch | None:
        """What hears of changes; None on SQLite, which tells nobody. Listens until `close`, from now on."""
        if self._engines.listen is None:
            return None
        if self._listener is None:
            self._listener = Listener(self._engines.listen, self.on_silent)
            self._listening = asyncio.create_task(self._listener.run())
        return self._listener.watch(subject)

    async def condition(self) -> database.Condition:
        """What kind of server the database is on."""
        async with self._begin(self._engines.writer) as connection:
            return await read_condition(connection)

    @property
    def about(self) -> str:
        """The database's address without its password."""
        return describe(self._url)

    @property
    def url(self) -> URL:
        """The address, with its password."""
        return self._url

    async def last_sign(self) -> datetime | None:
        """When the bot surely still ran, see `storage.backups.gap.last_sign`."""
        async with self._begin(self._engines.reader) as connection:
            return await last_sign(Link(connection, self._crypto))

    async def lift_stops(self) -> Stops:
        """Let what is halted, paused or kept for the morning be planned, see `storage.backups.gap.lift_stops`."""
        async with self._turn, self._begin(self._engines.patient) as connection:
            return await lift_stops(Link(connection, self._crypto))

    async def stop_again(self, stops: Stops) -> None:
        """Bring these stops back, see `storage.backups.gap.stop_again`."""
        async with self._turn, self._begin(self._engines.patient) as connection:
            await stop_again(Link(connection, self._crypto), stops)

    async def close_gap(self, until: datetime) -> int:
        """Close everything that is due in a restored database, see `storage.backups.gap.close_gap`."""
        async with self._turn, self._begin(self._engines.patient) as connection:
            return await close_gap(Link(connection, self._crypto), until)

    async def close(self) -> None:
        """Close readers, writer and listener."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait([self._listening])
        await self._engines.close()

    @asynccontextmanager
    async def _begin(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._opener.begin(engine) as connection:
                yield connection
        except StorageError:
            self.on_error()
            raise


def _ignore(*_: str) -> None:
    """Nobody is told."""
