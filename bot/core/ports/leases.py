"""Leases: who alone may do a thing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol


class Leases(Protocol):
    """Who alone may do a thing, among the processes on one database; and small facts kept between starts."""

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Take or renew a lease; False while another holds it."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Give it back."""
        ...

    async def holder(self, name: str) -> str:
        """Who took the lease last and did not give it back, "" if nobody; it may have passed."""
        ...

    async def note(self, name: str) -> str:
        """A kept fact, "" if there is none (such as the fingerprint of SECRET_KEY)."""
        ...

    async def notes(self, names: Sequence[str]) -> dict[str, str]:
        """Those of these facts that are kept."""
        ...

    async def set_note(self, name: str, value: str) -> None:
        """Keep a fact."""
        ...
