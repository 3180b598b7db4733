"""Buttons for what a typed time may mean."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.model.local_time import to_utc
from bot.core.model.reply import Button, Moment, Text

MOST_ALONE = 4
"""More buttons than these stand in pairs, so that all of them are seen at once."""


class TwoDaysError(Exception):
    """The words name a day that can be two: `times` are both, `clocked` says that they name a time of day too.

    `length` is the length that was said with it, as it was written; "" for none.
    """

    def __init__(self, times: Sequence[datetime], *, clocked: bool, length: str) -> None:
        super().__init__()
        self.times, self.clocked, self.length = tuple(times), clocked, length


def time_label(local: datetime, zone: str, *, clocked: bool = True) -> Text:
    """The label that names a local time with its weekday; `clocked`: and with the time of day."""
    at = to_utc(local, ZoneInfo(zone))
    parts = {name: Moment(at, zone, name) for name in ("weekday", "date", "time")}
    return Text("button-when-at" if clocked else "button-when", {**parts})


def day_label(day: date, zone: str) -> Text:
    """The label that names one of the next days: its weekday, and the date without the year."""
    at = to_utc(datetime.combine(day, time(12)), ZoneInfo(zone))
    return Text("button-when", {"weekday": Moment(at, zone, "weekday"), "date": Moment(at, zone, "day")})


def clock_label(local: datetime, zone: str) -> Text:
    """The label that names a local time of day alone."""
    return Text("cell", {"value": Moment(to_utc(local, ZoneInfo(zone)), zone, "time")})


def stacked(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Rows of the buttons."""
    found = tuple(buttons)
    wide = 1 if len(found) <= MOST_ALONE else 2
    return tuple(found[at : at + wide] for at in range(0, len(found), wide))
