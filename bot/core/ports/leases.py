"""Leases: which process may do a thing alone."""

from datetime import datetime
from typing import Protocol


class Leases(Protocol):
    """Among the processes on one database, one at a time holds the lease of a name, until it expires."""

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Take or renew a lease; False while another holds it."""
        ...

    async def now(self) -> datetime:
        """The database's time, as aware UTC: the one clock that all processes share."""
        ...

    async def check_schema(self) -> None:
        """Raise OutdatedError where the database has a newer schema than this process knows."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Delete the lease if `holder` holds it."""
        ...

    async def held(self, now: datetime) -> list[str]:
        """The names of the leases that somebody holds at `now`."""
        ...

    async def holder(self, name: str) -> str:
        """Who took the lease last and did not release it, "" if nobody; it may have expired."""
        ...
