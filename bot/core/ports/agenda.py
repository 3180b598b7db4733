"""What is due next, so that the planner need not load anything while nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Upcoming:
    """`due` is when the planner has something to do next, None for never; it may lie in the past.

    `counts` changes whenever a page has a newer count, since that may be a milestone.
    """

    due: datetime | None
    counts: int


class Agenda(Protocol):
    """When things fall due. Chats that are off and halted campaigns wait, so what is theirs does not count."""

    async def upcoming(self, platforms: Sequence[str], now: datetime, every: float) -> Upcoming:
        """When the planner has something to do next, in one query that only seeks.

        That is an update for a chat of these platforms, a scheduled call, a word of an event; and a look at each open
        event and at each call that is under way, `every` so many seconds.
        """
        ...

    async def next_due(self, platforms: Sequence[str]) -> datetime | None:
        """When the next thing that chats hear of is due: an update, a call, an event, or a delivery that waits."""
        ...
