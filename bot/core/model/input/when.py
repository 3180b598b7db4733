"""Days and times as people type them, in every language: `demain 20h`, `tomorrow 8pm`, `05/03/2026`, `الجمعة 20:00`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.core.model.errors import Refusal
from bot.core.model.input import clock_words
from bot.core.model.input.clock_words import BadTimeError, Clock, on_part, parse_clock
from bot.core.model.input.dates import (
    WEEK,
    YEARS,
    UnfitDayError,
    is_ordinal,
    next_days,
    numbered,
    on_weekday,
    read_date,
    weekday,
    without_week,
)
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold, without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.zone_words import parse_zone, parts
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Text

MOST_WORDS = 40
"""Words in which a time is looked for at most: each of their phrases is tried, and everybody waits meanwhile."""

LINKS = ("from", "to", "until", "at", "by", "next", "filler")
"""Words that say nothing alone: where one beside them is not understood, that one is blamed."""
_RANGE = re.compile(r"\s*[-–—]\s*")


@dataclass(frozen=True, slots=True)
class When:
    """What words say of a day and a time.

    `days` has one entry per meaning: 05/03/2026 may be in March or in May. Each is the days it may be, the earliest
    first: a Friday is this week's or the next one. It is empty where no day is named, `clock` None where no time is.
    The other meaning of a `clock` is `also` later, see `Clock`. `zone` is the zone that was named, None for the place's
    own. `hours` is the word of a time that could be a length too, such as `20h`. `part` is the part of the day that
    was said, see `PARTS`. `week` is what names a week, a weekend or a part of a month without a day of it: `days` are
    all of its days. `rest` are the words that say neither.
    """

    days: tuple[tuple[date, ...], ...] = ()
    clock: time | None = None
    also: timedelta = timedelta()
    zone: tzinfo | None = None
    hours: str = ""
    part: str = ""
    week: str = ""
    rest: tuple[str, ...] = ()

    def moments(self, now: datetime, place: ZoneInfo, clock: time) -> list[datetime]:
        """The local times in `place` that are meant, one per meaning and none of them past.

        `clock` is that of the day where none was said.
        """
        found: list[datetime] = []
        for days in self.days:
            for later in dict.fromkeys((timedelta(), self.also)):
                local = (self.local(day, place, clock, later) for day in days)
                ahead = next((one for one in local if to_utc(one, place) > now), None)
                if ahead is not None and ahead not in found:
                    found.append(ahead)
        return found

    def local(self, day: date, place: ZoneInfo, clock: time, later: timedelta = timedelta()) -> datetime:
        """The local time in `place` of that day's clock, or `later`."""
        said = datetime.combine(day, self.clock or clock) + later
        return said if self.zone is None else said.replace(tzinfo=self.zone).astimezone(place).replace(tzinfo=None)


def read_when(words: Sequence[str], today: date, vocabulary: Vocabulary, *, bare: bool = False) -> When:
    """What these words say of a day and a time; a `bare` number is a time too, unless it is that of the day.

    Raises BadTimeError for a word such as 25:00 or 2026-02-30, UnfitDayError for a number that is on another weekday.
    """
    reader = _Reader(today, vocabulary)
    when = _read(reader, words)
    again = bare and not (reader.number and when.clock)
    return _read(_Reader(today, vocabulary, bare=True), words) if again else when


def _read(reader: "_Reader", words: Sequence[str]) -> When:
    words = [part for word in words for part in parts(word)]
    span, week, words = without_week(words, reader.today, reader.vocabulary)
    place, rest = 0, []
    while place < len(words):
        for length in range(min(clock_words.LONGEST_PHRASE, len(words) - place), 0, -1):
            if reader.take(" ".join(words[place : place + length])):
                place += length
                break
        else:
            count = reader.take_number(words, place) or reader.take_unit(words, place)
            rest += [] if count else [words[place]]
            place += count or 1
    if reader.unfit and reader.clock:
        raise UnfitDayError(reader.unfit)
    found = reader.clock and on_part(reader.clock, reader.part)
    at, also = (found.at, found.also) if found else (None, timedelta())
    days = reader.within(span, week) if week else reader.days
    week = "" if reader.days else week
    return When(days, at, also, reader.zone, reader.hours, reader.part, week, tuple(rest))


def blamed(rest: Sequence[str], vocabulary: Vocabulary) -> Sequence[str]:
    """Those of the words that are surely not understood, and not the number, the "to" or the "next" beside them."""
    words = [word for word in rest if not vocabulary.meaning(word, LINKS)]
    return [word for word in words if not figure(word).isdecimal()] or words or rest


def read_clocks(text: str, vocabulary: Vocabulary) -> tuple[time, ...]:
    """The times of day that `20:00`, `20h`, `8pm` or a bare `20` may mean: two for `half past 8`; () for anything else.

    Raises a Refusal where another zone is named, because this time of day is one of many days.
    """
    try:
        when = read_when(text.split(), date.min, vocabulary, bare=True)
    except BadTimeError:
        return ()
    if when.clock is None or when.days or when.rest:
        return ()
    if when.zone is not None:
        raise Refusal(Text("time-in-zone", {"given": text.strip(), "time": f"{when.clock:%H:%M}"}))
    other = (datetime.combine(date(YEARS.start, 1, 1), when.clock) + when.also).time()
    return tuple(dict.fromkeys((when.clock, other)))


def read_hours(text: str, vocabulary: Vocabulary) -> tuple[tuple[time, time], ...]:
    """The spans of hours that `23:00-08:00`, `23-8`, `23h-8h` or `11pm-8am` may mean; () for anything else.

    Raises a Refusal where another zone is named.
    """
    parts = _RANGE.split(figure(without_marks(text)).strip())
    for starts, ends in [parts] if len(parts) == 2 else _from_to(text.split(), vocabulary):  # noqa: PLR2004 - both
        spans = [
            (start, end)
            for start in read_clocks(starts, vocabulary)
            for end in read_clocks(ends, vocabulary)
            if start != end
        ]
        if spans:
            return tuple(spans)
    return ()


def _from_to(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What may be the two times of `from 11 at night to 8`, `de 23h à 8h`, `من 23 إلى 8` or `23:00 08:00`."""
    words = words[1:] if words and vocabulary.means(words[0], "from") else words
    for place in range(1, len(words) - 1):
        if vocabulary.meaning(words[place], ("until", "to", "plus", "at")):
            yield " ".join(words[:place]), " ".join(words[place + 1 :])
    if len(words) == 2:  # noqa: PLR2004 - a start and an end
        yield words[0], words[1]


def _plain(text: str) -> str:
    return figure(fold(text)).strip()


@dataclass(slots=True)
class _Reader:
    """Parses one phrase after the other; its fields hold the result so far."""

    today: date
    vocabulary: Vocabulary
    bare: bool = False
    days: tuple[tuple[date, ...], ...] = ()
    clock: Clock | None = None
    zone: tzinfo | None = None
    hours: str = ""
    part: str = ""
    """The part of the day that was said, see `PARTS`; "" for none."""
    tonight: bool = False
    """Whether the last phrase was "tonight", after which a bare number is a time."""
    said: str = ""
    """What `days` come from: "weekday", "date", or "whole" where no other word can say more of the day."""
    number: int = 0
    """The number of the day, where that was all that was said of its date."""
    unfit: str = ""
    """A weekday and a number beside it that is on another one."""

    def take(self, phrase: str) -> bool:
        """Take a phrase that says something of a day or a time; False for any other."""
        plain = _plain(phrase)
        if self._take_day(phrase, plain):
            return True
        tonight, self.tonight = self.tonight, False
        if self.clock is None and (clock := parse_clock(plain, self.vocabulary, bare=tonight or self.bare)):
            self.clock, self.part = clock, clock.part or self.part
            self.hours = plain if clock.length else ""
            return True
        if self.zone is None and self._take_zone(phrase, plain):
            return True
        part = self.vocabulary.meaning(plain, clock_words.PARTS)
        self.part = part or self.part
        return bool(part or self.vocabulary.meaning(plain, ("filler", "local")))

    def take_number(self, words: Sequence[str], place: int) -> int:
        """Take the number of a day, as in "Monday 7", "le 5" or "the 5th"; how many words it is, 0 for no such."""
        said = range(place, 0, -1)
        first = next((one for one in said if not self.vocabulary.meaning(words[one - 1], ("the", "filler"))), 0)
        told = is_ordinal(words[place]) or any(self.vocabulary.means(word, "the") for word in words[first:place])
        beside = first > 0 and weekday(_plain(words[first - 1]), self.vocabulary) is not None
        count, number = numbered(words[place:], self.vocabulary, told=told) if told or beside else (0, 0)
        if not count or self.said not in {"", "weekday"}:
            return 0
        days = next_days(number, self.today)
        if self.said:
            days = on_weekday(days, self.days[0][0].weekday(), self.today)
        if not days:
            self.unfit = " ".join(words[max(first - 1, 0) : place + count])
            return 0
        self.said, self.days, self.number = "whole" if self.said else "date", (days,), number
        return count

    def take_unit(self, words: Sequence[str], place: int) -> int:
        """Take "hours" beside a clock, as in "20:00 hours", which is no length of one; how many words it is."""
        before, after = "".join(words[max(place - 1, 0) : place]), "".join(words[place + 1 : place + 2])
        counted = self.vocabulary.meaning(before, ("one", "during", "half"))
        beside = ":" in figure(before) or (":" in figure(after) and not counted)
        return int(beside and self.vocabulary.means(words[place], "hours"))

    def _take_zone(self, phrase: str, plain: str) -> bool:
        try:
            self.zone = parse_zone(plain, self.vocabulary)
        except ValueError:
            raise BadTimeError(phrase) from None
        return self.zone is not None

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
        self.part = "night" if self.tonight else self.part
        return True

    def _first(self, days: tuple[date, ...]) -> date:
        """The first of these days that is not past; the last one where all are."""
        return next((day for day in days if day >= self.today), days[-1])

    def _day(self, plain: str) -> tuple[str, tuple[tuple[date, ...], ...]]:
        """What the days come from, as in `said`, and the days."""
        if far := self.vocabulary.meaning(plain, ("today", "tomorrow", "overmorrow", "tonight")):
            days = {"tomorrow": 1, "overmorrow": 2}.get(far, 0)
            return "whole", ((self.today + timedelta(days=days),),)
        if (named := weekday(plain, self.vocabulary)) is not None:
            return "weekday", (self._ahead(named),)
        first, _, after = plain.partition(" ")
        named = weekday(first, self.vocabulary)
        if named is not None and self.vocabulary.means(after, "weeks"):
            # "Friday week" is a week after the next Friday.
            return "weekday", (self._ahead(named, WEEK),)
        if named is not None and first.rstrip(".") in self.vocabulary.months:
            # "Mar" is a Tuesday in French and March in English: "mar. 8 déc." is no 8 March.
            dates = read_date(after, self.today, self.vocabulary)
            if dates and self._first(dates[0]).weekday() == named:
                return "whole", dates
        return "date", read_date(plain, self.today, self.vocabulary)

    def _ahead(self, weekday: int, later: int = 0) -> tuple[date, ...]:
        """The next day of that name, and the one after it; so many days later."""
        first = self.today + timedelta(days=(weekday - self.today.weekday()) % WEEK + later)
        return first, first + timedelta(days=WEEK)

    def within(self, span: tuple[date, ...], phrase: str) -> tuple[tuple[date, ...], ...]:
        """The days that were said, in a span or, where it has no days, a week later; all of its days where none was.

        Raises BadTimeError where they are outside it.
        """
        if not span:
            if not self.said:
                raise BadTimeError(phrase)
            return tuple(tuple(day + timedelta(days=WEEK) for day in meaning) for meaning in self.days)
        if not self.said:
            return tuple((day,) for day in span)
        if self.said == "weekday":
            found = tuple((day,) for day in span if day.weekday() == self.days[0][0].weekday())
        else:
            found = tuple((day,) for meaning in self.days for day in meaning if day in span)
        if not found:
            raise BadTimeError(phrase)
        return found
