"""What is due next, so that the planner loads nothing until then."""

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
    """Due times. Those of chats that are off and of halted campaigns are ignored."""

    async def upcoming(self, platforms: Sequence[str], now: datetime, every: float) -> Upcoming:
        """When the planner has something to do next, from one query of index seeks.

        This covers updates for chats of these platforms, scheduled calls, announcements of events, and the check of
        each open event and each running call every `every` seconds.
        """
        ...

    async def next_due(self, platforms: Sequence[str]) -> datetime | None:
        """When the next update, call, event announcement or pending delivery is due."""
        ...
