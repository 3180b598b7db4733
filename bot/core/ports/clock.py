"""The clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time of day, so that a 72-hour campaign can run in two minutes."""

    def now(self) -> datetime:
        """The present, as aware UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed, or earlier if the clock was moved."""
        ...
