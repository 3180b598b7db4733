"""Leases: which process may do a thing alone. Processes: which run, and which of them are too old."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

SEEN_SECONDS = 16.0
"""A process that did not check in for so long has ended, or has lost the database."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process on the database: its unique name, and its program's version; "" before versions were recorded."""

    name: str
    version: str = ""


class Leases(Protocol):
    """Among the processes on one database, one at a time holds the lease of a name, until it expires."""

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Take or renew a lease; False while another holds it."""
        ...

    async def now(self) -> datetime:
        """The database's time, as aware UTC: the one clock that all processes share."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Delete the lease if `holder` holds it."""
        ...

    async def held(self, now: datetime) -> list[str]:
        """The names of the leases that somebody holds at `now`."""
        ...

    async def left(self, name: str, now: datetime) -> float:
        """Seconds until the lease expires; 0 or less where nobody holds it."""
        ...

    async def holder(self, name: str) -> str:
        """Who took the lease last and did not release it, "" if nobody; it may have expired."""
        ...


class Processes(Protocol):
    """The processes that run on the database."""

    async def check_in(self, process: Process, now: datetime) -> None:
        """Record that the process runs; raises OutdatedError as `check` does."""
        ...

    async def check(self) -> None:
        """Raise OutdatedError where the schema, or the one that a newer program asked for, is newer than ours.

        The same where the bot has moved to another machine.
        """
        ...

    async def leave(self, name: str) -> None:
        """Record that the process has ended."""
        ...

    async def running(self, now: datetime) -> list[Process]:
        """The processes that checked in within SEEN_SECONDS, ordered by name."""
        ...

    async def known(self) -> list[Process]:
        """The processes that checked in within a day or more and did not say that they ended, ordered by name."""
        ...
