"""The settable clock of a rehearsal, and the parser for times typed in the console."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.core.model.local_time import to_utc
from bot.core.model.schedule import parse_duration


class Rehearsal(Protocol):
    """A clock that can be set."""

    def now(self) -> datetime:
        """The rehearsal's time, see `bot.core.ports.clock.Clock`."""
        ...

    def move(self, to: datetime) -> None:
        """Set the time; the clock does not advance by itself after that."""
        ...


def parse_clock(words: str, now: datetime, zone: str) -> datetime | None:
    """`+2h`, `+3d`, or a date and time (of `zone` where it names none), as aware UTC; None for anything else."""
    if words.startswith("+"):
        try:
            return now + timedelta(seconds=parse_duration(words[1:]))
        except ValueError:
            return None
    try:
        moment = datetime.fromisoformat(words.replace(" ", "T"))
    except ValueError:
        return None
    return to_utc(moment, ZoneInfo(zone))
