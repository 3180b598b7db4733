"""Stored calls."""

from datetime import datetime
from typing import Protocol

from bot.core.model.call import Call


class Calls(Protocol):
    """Calls to action in every state, from a draft to one that has ended."""

    async def add(self, call: Call) -> Call:
        """Store a new call and return it with its id."""
        ...

    async def add_occurrence(self, call: Call) -> Call | None:
        """Store a new call of a series and return it with its id; None where the series has one at this time."""
        ...

    async def get(self, call_id: int) -> Call | None:
        """The call with this id; None if there is none."""
        ...

    async def update(self, call: Call) -> None:
        """Store a changed call. `did` is not written: `publish_taps` alone changes it."""
        ...

    async def delete(self, call_id: int) -> None:
        """Delete a call that was never launched."""
        ...

    async def latest(self, slug: str, limit: int = 20, fixes: int | None = 0) -> list[Call]:
        """The newest calls of a campaign, newest first.

        `fixes` 0 gives calls, the id of a call gives the unused corrections of it, None gives both.
        """
        ...

    async def take_due(self, now: datetime) -> list[Call]:
        """Set every scheduled call that is due to launched and busy; return them, the earliest first.

        Each call is returned to one process only. Paused calls and those of halted campaigns are left as they are.
        """
        ...

    async def take_series(self, now: datetime) -> list[Call]:
        """Every running series that is due, without a due time from now on; the caller sets the next one.

        Each is returned to one process only. Those of halted campaigns are left as they are.
        """
        ...

    async def series(self, slug: str) -> list[Call]:
        """The running series of a campaign, newest first."""
        ...

    async def occurrences(self, series: int, limit: int = 20) -> list[Call]:
        """The calls that a series has made, the latest time first."""
        ...

    async def busy(self, now: datetime, every: float) -> list[Call]:
        """The busy calls that were not checked in the last `every` seconds; they count as checked at `now`."""
        ...

    async def tap(self, call_id: int, pseudonym: str) -> bool:
        """Keep that a person did what the call asks; False if that was kept before."""
        ...

    async def publish_taps(self, least: int) -> None:
        """Let `Call.did` count all taps, of each call where it is so many too small, or too large after `/forget`."""
        ...
