"""The database: transactions that see and change everything as one."""

from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.core.ports.agenda import Agenda
from bot.core.ports.approvals import Approvals
from bot.core.ports.calls import Calls
from bot.core.ports.chats import Chats, Dialogues, Inbox
from bot.core.ports.counts import Campaigns, CrowdReports, Imports, Snapshots
from bot.core.ports.delivery import Ledger
from bot.core.ports.desk import Desk, Passkeys
from bot.core.ports.events import Events, Pledges
from bot.core.ports.facts import Facts
from bot.core.ports.leases import Leases, Processes
from bot.core.ports.people import Audit, People
from bot.core.ports.pictures import Pictures


class OutdatedError(Exception):
    """This process must end: a newer program has the database's schema or is about to, or the bot has moved away."""


class Subject(StrEnum):
    """What processes on one database wait for.

    Due work, deliveries to claim, pages that may be due to be read, the page's content, queued updates.

    Nobody waits for ALIVE, a process that checked in: it shows that what is told is heard.
    """

    PLAN = "plan"
    SEND = "send"
    READ = "read"
    PAGE = "page"
    UPDATES = "updates"
    ALIVE = "alive"


EVERY_TEXT = "UTF8"
"""The encoding of a database in which every text can be written, such as one in Arabic."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether the database takes writes, and the age in seconds of what a replica received last; None elsewhere.

    `encoding` is what its texts are kept in; one that was begun long ago may not hold every text.
    """

    takes_writes: bool = True
    behind: float | None = None
    encoding: str = EVERY_TEXT


class Watch(Protocol):
    """Hears of what any process has committed about one subject."""

    @property
    def heard(self) -> bool:
        """Whether changes are heard now. While they are not, the database must be asked again and again."""
        ...

    def clear(self) -> None:
        """Forget what was heard; call it before reading, so that no change in between is missed."""
        ...

    async def wait(self, sleeping: Coroutine[Any, Any, None]) -> bool:
        """Return when a change is heard (True) or `sleeping` has ended (False).

        It is also taken for a change that `heard` becomes another one.
        """
        ...


class Transaction(Protocol):
    """Everything in the store, seen and changed as one."""

    campaigns: Campaigns
    snapshots: Snapshots
    chats: Chats
    people: People
    ledger: Ledger
    calls: Calls
    approvals: Approvals
    pictures: Pictures
    dialogues: Dialogues
    events: Events
    pledges: Pledges
    inbox: Inbox
    audit: Audit
    leases: Leases
    processes: Processes
    facts: Facts
    agenda: Agenda
    desk: Desk
    passkeys: Passkeys
    crowd: CrowdReports
    imports: Imports


class Store(Protocol):
    """The database."""

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """One consistent view; nothing is written."""
        ...

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """One transaction: committed at the end, rolled back by an exception."""
        ...
