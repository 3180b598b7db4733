"""Schedules: cadences on a chat's local clock, and its quiet hours."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.core.model.local_time import to_utc

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_DURATION = re.compile(r"(?:(?P<d>\d{1,3})d)?(?:(?P<h>\d{1,4})h)?(?:(?P<m>\d{1,5})m)?")
_INSTANT = timedelta(microseconds=1)
_UNITS = {"d": DAY, "h": HOUR, "m": MINUTE}
_DAILY = re.compile(r"daily (\d{1,2}):(\d{2})")
_QUIET = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})")


class Hours(Protocol):
    """A span of a clock's day; `end` at or before `start` lies on the next day."""

    @property
    def start(self) -> time:
        """The first minute of it."""
        ...

    @property
    def end(self) -> time:
        """The first minute after it."""
        ...


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often an update is posted: each `every` seconds (60 to 86,400), or once a day at the local time `daily`."""

    every: int = 0
    daily: time | None = None

    def __str__(self) -> str:
        """The form that people type: `15m`, `1h`, `1h30m`, `daily 20:00`."""
        if self.daily is not None:
            return f"daily {self.daily:%H:%M}"
        return written_duration(self.every)


def written_duration(seconds: int) -> str:
    """A length of whole minutes in the form that `parse_duration` reads: `30m`, `1h30m`, `48h`."""
    hours, minutes = divmod(seconds // MINUTE, 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "")


def parse_duration(text: str) -> int:
    """The seconds that `30m`, `1h30m`, `48h` or `7d` name; ValueError for anything else, and for none at all."""
    found = _DURATION.fullmatch(text.strip().lower())
    seconds = sum(int(found[unit] or 0) * length for unit, length in _UNITS.items()) if found else 0
    if seconds <= 0:
        raise ValueError(text)
    return seconds


def parse_cadence(text: str) -> Cadence:
    """The cadence that `15m`, `1h`, `1h30m` or `daily 20:00` names; ValueError for anything else."""
    text = " ".join(text.lower().split())
    if found := _DAILY.fullmatch(text):
        return Cadence(daily=_time(found[1], found[2]))
    seconds = parse_duration(text)
    if not MINUTE <= seconds <= DAY:
        raise ValueError(text)
    return Cadence(every=seconds)


def parse_hours(text: str) -> tuple[time, time]:
    """The two times that `23:00-08:00` names; ValueError for anything else, or where they are the same."""
    found = _QUIET.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    start, end = _time(found[1], found[2]), _time(found[3], found[4])
    if start == end:
        raise ValueError(text)
    return start, end


def next_due(cadence: Cadence, after: datetime, zone: str) -> datetime:
    """The first occurrence after `after` (aware UTC), on the wall clock of `zone`.

    A cadence of a length counts from local midnight: `1h` falls on the hour, `7h` on 00:00, 07:00, 14:00, 21:00.
    A local time that a clock change skips falls at the change; one that it repeats falls once, except that a
    cadence no longer than the repeated span goes on through it.
    """
    place = ZoneInfo(zone)
    if cadence.daily is not None:
        day = after.astimezone(place).date() - timedelta(days=1)
        while True:
            due = to_utc(datetime.combine(day, cadence.daily), place)
            if due > after:
                return due
            day += timedelta(days=1)
    moment = after
    while True:
        moment = _next_boundary(cadence.every, moment, place)
        local = moment.astimezone(place)
        if not local.fold or timedelta(seconds=cadence.every) <= _repeated(local):
            return moment


def latest_due(cadence: Cadence, now: datetime, zone: str) -> datetime:
    """The last occurrence at or before `now`: the one that a catch-up after downtime stands for."""
    back = timedelta(seconds=cadence.every or DAY)
    start = now - back
    while (due := next_due(cadence, start, zone)) > now:
        start -= back
    while (later := next_due(cadence, due, zone)) <= now:
        due = later
    return due


def after_quiet(hours: Hours | None, at: datetime, zone: str) -> datetime:
    """`at` itself, or the end of the quiet hours that it falls into."""
    if hours is None:
        return at
    place = ZoneInfo(zone)
    local = at.astimezone(place)
    clock = local.time().replace(fold=0)
    overnight = hours.end <= hours.start
    inside = clock >= hours.start or clock < hours.end if overnight else hours.start <= clock < hours.end
    if not inside:
        return at
    day = local.date() + timedelta(days=1 if overnight and clock >= hours.start else 0)
    return max(to_utc(datetime.combine(day, hours.end), place), at)


def _time(hour: str, minute: str) -> time:
    return time(int(hour), int(minute))


def _next_boundary(every: int, after: datetime, place: ZoneInfo) -> datetime:
    before = _offset(after, place)
    due = _utc(_boundary(every, _wall(after, before)), before)
    if _offset(due, place) == before:
        return due
    # The zone's offset changes before `due`: a boundary inside the skipped span falls at the change; otherwise the next
    # one is the first boundary of the wall clock after the change.
    change = _change(after, due, place)
    later = _offset(change, place)
    skipped_from, goes_on_at = _wall(change, before), _wall(change, later)
    if _boundary(every, skipped_from - _INSTANT) < goes_on_at:
        return change
    return _utc(_boundary(every, goes_on_at - _INSTANT), later)


def _change(after: datetime, until: datetime, place: ZoneInfo) -> datetime:
    """The first second in (after, until] at which the zone's offset is no longer what it is at `after`."""
    start, end = int(after.timestamp()), int(until.timestamp())
    before = _offset(after, place)
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(datetime.fromtimestamp(middle, UTC), place) == before:
            start = middle
        else:
            end = middle
    return datetime.fromtimestamp(end, UTC)


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()


def _wall(moment: datetime, offset: timedelta) -> datetime:
    return (moment + offset).replace(tzinfo=None)


def _utc(wall: datetime, offset: timedelta) -> datetime:
    return (wall - offset).replace(tzinfo=UTC)


def _boundary(every: int, local: datetime) -> datetime:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((local - midnight).total_seconds()) // every
    return min(midnight + timedelta(seconds=(passed + 1) * every), midnight + timedelta(days=1))


def _repeated(local: datetime) -> timedelta:
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    return (first or timedelta()) - (second or timedelta())
