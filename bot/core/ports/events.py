"""Stored events, and who takes part in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.model.campaign import Page
from bot.core.model.event import Contribution, Event, Pledge, Turnout, Unpublished


class Events(Protocol):
    """Campaign events, each with the time of its next announcement (`next_due`, aware UTC)."""

    async def add(self, event: Event, next_due: datetime | None) -> Event:
        """Store a new event and return it with its id."""
        ...

    async def get(self, event_id: int) -> Event | None:
        """The event with this id; None if there is none."""
        ...

    async def update(self, event: Event, next_due: datetime | None) -> None:
        """Store a changed event. An event without a result leaves a stored result as it is."""
        ...

    async def of(self, slug: str) -> list[Event]:
        """All events of a campaign, ordered by their start."""
        ...

    async def due(self, now: datetime) -> list[Event]:
        """Open events whose next announcement is due, and closed ones whose pages are due to be looked at again.

        The earliest stands first; those of halted campaigns are left out.

        They are locked until the end of the transaction, so that only one process announces.
        """
        ...

    async def live(self, now: datetime, every: float) -> list[Event]:
        """Open events that were not checked in the last `every` seconds; they count as checked at `now`."""
        ...

    async def looking(self) -> set[str]:
        """The campaigns with a closed event whose pages will be looked at again."""
        ...

    async def pages(self, slug: str) -> list[Page]:
        """The pages that a campaign's open events follow beside the campaign's own."""
        ...


class Pledges(Protocol):
    """Pledges and check-ins, one for each person in each event. A person is known by their pseudonym in the event."""

    async def get(self, event_id: int, pseudonym: str) -> Pledge | None:
        """A person's pledge, None if there is none; locked against other processes until the transaction ends."""
        ...

    async def put(self, event_id: int, pledge: Pledge) -> None:
        """Store a person's pledge, in place of the one before."""
        ...

    async def turnout(self, event_id: int) -> Turnout:
        """The sums over what was published of everybody who takes part."""
        ...

    async def unpublished_events(self) -> list[int]:
        """The events of which somebody's public contribution is not what it should be."""
        ...

    async def unpublished(self, event_id: int) -> Sequence[Unpublished]:
        """Those whose public contribution is not what it should be, ordered by pseudonym.

        Among them, under a random pseudonym, those who were forgotten and still count.
        """
        ...

    async def publish(self, event_id: int, contributions: Mapping[str, Contribution]) -> None:
        """Let public figures count these of these pseudonyms, in place of what they counted."""
        ...

    async def recent(self, event_id: int, chat: int, since: datetime) -> int:
        """How many people of a group pledged since then."""
        ...

    async def hold(self, event_id: int, chat: int, since: datetime) -> None:
        """Mark the pledges that came from a group since then as held, so that sums leave them out."""
        ...

    async def accept(self, event_id: int) -> list[int]:
        """Count all held pledges again; return the groups that they came from, and forget these."""
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
        """Delete all pledges of an event; return how many."""
        ...
