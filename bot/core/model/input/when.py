"""Days and times as people type them, in every language: `demain 20h`, `tomorrow 8pm`, `05/03/2026`, `الجمعة 20:00`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.local_time import to_utc

YEARS = range(2000, 2200)
NOON = 12
LONGEST_PHRASE = 4
WEEK = 7

_CLOCK = re.compile(r"(\d{1,2})(?:(:|h)(\d{2})| (h) ?([0-5]\d)|( ?h)(?![^\W\d_]))?\s*([^\d\s:].*)?")
_DATED = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[Tt](\d{1,2}:\d{2})$")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? (\D+?)(?: (\d{4}))?")
_MONTH_FIRST = re.compile(r"(\D+?) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_POINTED = re.compile(r"(\d{1,2})\.([0-5]\d)(?: ?([^\W\d_].*))?")
MONTHS = 12
_RANGE = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class When:
    """What words say of a day and a time, on a local clock.

    `days` has one entry per meaning: 05/03/2026 may be in March or in May. Each is the days it may be, the earliest
    first: a Friday is this week's or the next one. It is empty where no day is named, `clock` None where no time is.
    `hours` is the word of a time that could be a length too, such as `20h`. `rest` are the words that say neither.
    """

    days: tuple[tuple[date, ...], ...] = ()
    clock: time | None = None
    hours: str = ""
    rest: tuple[str, ...] = ()

    def moments(self, now: datetime, place: ZoneInfo, clock: time) -> list[datetime]:
        """The local times that are meant, one per meaning and none of them past; `clock` is that of the day."""
        found: list[datetime] = []
        for days in self.days:
            local = (datetime.combine(day, clock) for day in days)
            ahead = next((one for one in local if to_utc(one, place) > now), None)
            if ahead is not None and ahead not in found:
                found.append(ahead)
        return found


class BadTimeError(ValueError):
    """A word has the form of a day or a time but is not valid: 25:00, 2026-02-30."""


def read_when(words: Sequence[str], today: date, vocabulary: Vocabulary) -> When:
    """What these words say of a day and a time. Raises BadTimeError for a word such as 25:00 or 2026-02-30."""
    reader = _Reader(today, vocabulary)
    words = [part for word in words for part in _DATED.sub(r"\1 \2", word).split()]
    place, rest = 0, []
    while place < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            if reader.take(" ".join(words[place : place + length])):
                place += length
                break
        else:
            rest.append(words[place])
            place += 1
    clock = reader.clock
    if clock is not None and reader.evening and clock.hour < NOON:
        clock = clock.replace(hour=clock.hour + NOON)
    return When(reader.days, clock, reader.hours, tuple(rest))


def read_clock(text: str, vocabulary: Vocabulary) -> time | None:
    """The time of day that `20:00`, `20h`, `8pm` or a bare `20` names; None for anything else."""
    reader = _Reader(date.min, vocabulary)
    try:
        return reader.clock if reader.take_clock(_plain(text), bare=True) else None
    except BadTimeError:
        return None


def read_hours(text: str, vocabulary: Vocabulary) -> tuple[time, time] | None:
    """The two times of day that `23:00-08:00`, `23-8`, `23h-8h` or `11pm-8am` names; None for anything else."""
    parts = _RANGE.split(text.strip())
    if len(parts) != 2:  # noqa: PLR2004 - a start and an end
        return None
    start, end = (read_clock(part, vocabulary) for part in parts)
    return (start, end) if start is not None and end is not None and start != end else None


def _plain(text: str) -> str:
    return figure(fold(text)).strip()


@dataclass(slots=True)
class _Reader:
    """Parses one phrase after the other; its fields hold the result so far."""

    today: date
    vocabulary: Vocabulary
    days: tuple[tuple[date, ...], ...] = ()
    clock: time | None = None
    hours: str = ""
    evening: bool = field(default=False)
    tonight: bool = field(default=False)
    """Whether the last phrase was "tonight", after which a bare number is a time."""
    said: str = ""
    """What `days` come from: "weekday", "date", or "whole" where no other word can say more of the day."""

    def take(self, phrase: str) -> bool:
        """Take a phrase that says something of a day or a time; False for any other."""
        plain = _plain(phrase)
        if self._take_day(phrase, plain):
            return True
        tonight, self.tonight = self.tonight, False
        if self.clock is None and self.take_clock(plain, bare=tonight):
            return True
        self.evening = self.evening or self.vocabulary.means(plain, "pm")
        return bool(self.vocabulary.meaning(plain, ("pm", "am", "filler")))

    def _take_day(self, phrase: str, plain: str) -> bool:
        """Take a day, or a weekday and its date, in either order."""
        if self.said == "whole":
            return False
        said, days = self._day(plain)
        if not days or (self.said and {self.said, said} != {"weekday", "date"}):
            return False
        if self.said:
            dates, named = (self.days, days) if said == "weekday" else (days, self.days)
            said, days = "whole", tuple(one for one in dates if self._first(one).weekday() == named[0][0].weekday())
            if not days:
                raise BadTimeError(phrase)
        self.said, self.days = said, days
        self.tonight = self.vocabulary.means(plain, "tonight")
        self.evening = self.evening or self.tonight
        return True

    def _first(self, days: tuple[date, ...]) -> date:
        """The first of these days that is not past; the last one where all are."""
        return next((day for day in days if day >= self.today), days[-1])

    def take_clock(self, plain: str, *, bare: bool = False) -> bool:
        """Take a time of day; a `bare` number is one too."""
        first, _, others = plain.partition(" ")
        if others and self.vocabulary.means(first, "at"):
            plain, bare = others, True
        if named := self.vocabulary.meaning(plain, ("noon", "midnight")):
            self.clock = time(NOON if named == "noon" else 0)
            return True
        found = _CLOCK.fullmatch(self._colon(plain))
        if found is None:
            return False
        after = self.vocabulary.meaning(found[7], ("am", "pm", "hour")) if found[7] else ""
        half, hours = after.removesuffix("hour"), bool(found[6] or after == "hour")
        if (found[7] and not after) or not (bare or half or found[2] or found[4] or hours):
            return False
        hour = int(found[1])
        if half and not 1 <= hour <= NOON:
            # 20h in the evening is 20:00 all the same.
            half = ""
        if half:
            hour = hour % NOON + (NOON if half == "pm" else 0)
        if hour > 23 and found[2] != ":":  # noqa: PLR2004 - 40h is a length
            return False
        try:
            self.clock = time(hour, int(found[3] or found[5] or 0))
        except ValueError:
            raise BadTimeError(plain) from None
        if hours and not half:
            self.hours = plain
        return True

    def _colon(self, plain: str) -> str:
        """A time with a point, such as 20.00 or 8.30pm, with a colon; 10.12 may be a date and 2.40 a sum: they stay."""
        found = _POINTED.fullmatch(plain)
        if found is None or (not found[3] and (len(found[1]) == 1 or 0 < int(found[2]) <= MONTHS)):
            return plain
        return f"{found[1]}:{found[2]} {found[3] or ''}".strip()

    def _day(self, plain: str) -> tuple[str, tuple[tuple[date, ...], ...]]:
        """What the days come from, as in `said`, and the days."""
        if far := self.vocabulary.meaning(plain, ("today", "tomorrow", "overmorrow", "tonight")):
            days = {"tomorrow": 1, "overmorrow": 2}.get(far, 0)
            return "whole", ((self.today + timedelta(days=days),),)
        if (weekday := self._weekday(plain)) is not None:
            ahead = (weekday - self.today.weekday()) % WEEK
            return "weekday", (tuple(self.today + timedelta(days=ahead + more) for more in (0, WEEK)),)
        return "date", self._read_date(plain)

    def _read_date(self, plain: str) -> tuple[tuple[date, ...], ...]:
        if iso := _ISO.fullmatch(plain):
            return ((_date(plain, int(iso[1]), int(iso[2]), int(iso[3])),),)
        if slashes := _SLASHES.fullmatch(plain):
            first, second, year = (slashes[place] or slashes[place + 3] or "" for place in (1, 2, 3))
            return self._slashes(plain, int(first), int(second), year)
        said = " ".join(word for word in plain.split() if not self.vocabulary.means(word, "filler"))
        if (found := _DAY_FIRST.fullmatch(said)) and (month := _named(self.vocabulary.months, found[2])):
            return (self._years(plain, month, int(found[1]), found[3] or ""),)
        if (found := _MONTH_FIRST.fullmatch(said)) and (month := _named(self.vocabulary.months, found[1])):
            return (self._years(plain, month, int(found[2]), found[3] or ""),)
        return ()

    def _weekday(self, plain: str) -> int | None:
        words = [word for word in plain.split() if not self.vocabulary.meaning(word, ("next", "filler"))]
        return _named(self.vocabulary.weekdays, words[0]) if len(words) == 1 else None

    def _slashes(self, plain: str, first: int, second: int, year: str) -> tuple[tuple[date, ...], ...]:
        """Day and month in both orders, where both are days; 05/03 is 5 March first."""
        found = []
        for day, month in dict.fromkeys([(first, second), (second, first)]):
            try:
                found.append(self._years(plain, month, day, year))
            except BadTimeError:
                continue
        if not found:
            raise BadTimeError(plain)
        return tuple(found)

    def _years(self, plain: str, month: int, day: int, year: str) -> tuple[date, ...]:
        """The day in the year that is named, else in this year and the next ones that have it."""
        if year:
            return (_date(plain, int(year) + (YEARS.start if len(year) == 2 else 0), month, day),)  # noqa: PLR2004
        found = []
        for ahead in range(9):
            try:
                found.append(_date(plain, self.today.year + ahead, month, day))
            except BadTimeError:
                continue
        if not found:
            raise BadTimeError(plain)
        return tuple(found)


def _named(names: Mapping[str, int], word: str) -> int | None:
    """What a word names; a short form may have its point: `ven.`, `Dec.`."""
    return names.get(word, names.get(word.rstrip(".")))


def _date(plain: str, year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise BadTimeError(plain)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadTimeError(plain) from None
