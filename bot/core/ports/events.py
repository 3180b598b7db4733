"""Stored events, and who takes part in them."""

from datetime import datetime
from typing import Protocol

from bot.core.model.campaign import Page
from bot.core.model.event import Event, Pledge, Turnout


class Events(Protocol):
    """Campaign events, each with the moment at which it has something to say next."""

    async def add(self, event: Event, next_due: datetime | None) -> Event:
        """Store a new event; the same with its id."""
        ...

    async def get(self, event_id: int) -> Event | None:
        """An event."""
        ...

    async def update(self, event: Event, next_due: datetime | None) -> None:
        """Store an event that was changed. A result that is there stays."""
        ...

    async def of(self, slug: str) -> list[Event]:
        """The events of a campaign, by their start."""
        ...

    async def due(self, now: datetime) -> list[Event]:
        """Open events that have something to say now, earliest first; halted campaigns wait.

        They are locked until the end of the transaction, so that no two processes say it.
        """
        ...

    async def live(self, now: datetime, every: float) -> list[Event]:
        """Open events that were not looked at in the last `every` seconds; they count as looked at now."""
        ...

    async def pages(self, slug: str) -> list[Page]:
        """The pages that a campaign's open events follow beside the campaign's own."""
        ...


class Pledges(Protocol):
    """Who takes part in events, and what they did: people known by pseudonym."""

    async def get(self, event_id: int, pseudonym: str) -> Pledge | None:
        """What a person said, for changing it: no other process changes it before the transaction ends."""
        ...

    async def put(self, event_id: int, pledge: Pledge) -> None:
        """Keep what a person said, in place of what was said before."""
        ...

    async def turnout(self, event_id: int) -> Turnout:
        """How many take part."""
        ...

    async def recent(self, event_id: int, chat: int, since: datetime) -> int:
        """How many people of a group pledged since then."""
        ...

    async def hold(self, event_id: int, chat: int, since: datetime) -> None:
        """Leave out what came from a group since then."""
        ...

    async def accept(self, event_id: int) -> list[int]:
        """Count everything that was left out; the groups it came from."""
        ...

    async def by_link(self, event_id: int, link_hash: str) -> str:
        """The pseudonym of whoever has the check-in link with this hash; "" where nobody has."""
        ...

    async def coarsen(self, now: datetime) -> None:
        """Drop what only the burst rule needed (group and time) of pledges of 20 minutes ago and before.

        The group stays as long as its pledges are held. Of a person's changes, the day stays after an hour.
        """
        ...

    async def purge(self, event_id: int) -> int:
        """Delete what all people said about an event; how many rows went."""
        ...
