"""Stored calls."""

from datetime import datetime
from typing import Protocol

from bot.core.model.call import Call


class Calls(Protocol):
    """Calls to action, from a half-written draft to one that is over."""

    async def add(self, call: Call) -> Call:
        """Store a new call; the same with its id."""
        ...

    async def get(self, call_id: int) -> Call | None:
        """A call."""
        ...

    async def update(self, call: Call) -> None:
        """Store a call that was changed; `did` stays what the taps made of it."""
        ...

    async def delete(self, call_id: int) -> None:
        """Delete a call that was never launched."""
        ...

    async def latest(self, slug: str, limit: int = 20, fixes: int | None = 0) -> list[Call]:
        """The newest calls of a campaign, newest first; or the unused replacements of one call's texts; None: both."""
        ...

    async def take_due(self, now: datetime) -> list[Call]:
        """Make every scheduled call whose time has come a launched, busy one; the earliest first.

        Of several processes one gets each of them. Paused ones and halted campaigns wait.
        """
        ...

    async def busy(self, now: datetime, every: float) -> list[Call]:
        """The busy calls that were not looked at in the last `every` seconds; they count as looked at now."""
        ...

    async def tap(self, call_id: int, pseudonym: str) -> bool:
        """Count that a person did what the call asks; False where they were counted before."""
        ...
