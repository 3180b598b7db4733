"""Dates as people type them, in every language: `05/03/2026`, `5 Mar`, `le 1er mars`, `الخامس من آذار`."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.core.model.input.clock_words import LONGEST_PHRASE, BadTimeError
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary

YEARS = range(2000, 2200)
LAST_DAY = 31
WEEK = 7
WEEKS = ("this-week", "next-week", "weekend", "next-weekend")
MONTH_PARTS = {"month-start": 1, "month-middle": 12, "month-end": LAST_DAY}
"""The first of the seven days that a part of a month may mean; the last one at its end."""

_FRIDAY = 4
_LONGEST_PART = 4
_LONGEST_MONTH = 5
_LONGEST_DAY = 3
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAY = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?")
_ORDINAL = re.compile(r"\d{1,2}(?:er|st|nd|rd|th)")
_GLUED = re.compile(r"(\d{1,2})([^\W\d_]{3,}\.?)")
_YEAR = re.compile(r"\d{4}")
_BESIDE_DIGIT = re.compile(r"(?<=\d)/|/(?=\d)|-")


class UnfitDayError(BadTimeError):
    """The weekday beside the number of a day is not that day's: Monday 8 where the 8th is a Tuesday."""


def read_date(plain: str, today: date, vocabulary: Vocabulary) -> tuple[tuple[date, ...], ...]:
    """The days that a folded phrase with plain digits may be: one entry per meaning, each the day of some years.

    It is () for a phrase that is no date. Raises BadTimeError for a date that no year has.
    """
    if iso := _ISO.fullmatch(plain):
        return ((_date(plain, int(iso[1]), int(iso[2]), int(iso[3])),),)
    if slashes := _SLASHES.fullmatch(plain):
        first, second, year = (slashes[place] or slashes[place + 3] or "" for place in (1, 2, 3))
        return _slashes(plain, today, int(first), int(second), year)
    words = _words(plain, vocabulary)
    year = words.pop() if len(words) > 2 and _YEAR.fullmatch(words[-1]) else ""  # noqa: PLR2004 - a day and a month
    for split in range(1, len(words)):
        parts = " ".join(words[:split]), " ".join(words[split:])
        for day, month in (parts, parts[::-1]):
            if (number := _day(day, vocabulary)) is not None and (named := _month(month, vocabulary)):
                return (_years(plain, today, named, number, year),)
    return ()


def weekday(plain: str, vocabulary: Vocabulary) -> int | None:
    """The weekday that a phrase names, 0 for Monday; None for any other."""
    words = [word for word in plain.split() if not vocabulary.meaning(word, ("next", "filler"))]
    return _named(vocabulary.weekdays, words[0]) if len(words) == 1 else None


def in_week(named: str, today: date) -> tuple[date, ...]:
    """The days of one of `WEEKS`. A weekend is Friday to Sunday, as countries differ: those that are not past.

    On a Sunday, and where the next weekend is said, it is the coming one and the one after.
    """
    monday = today - timedelta(days=today.weekday())
    places = [*range(_FRIDAY, WEEK), *range(WEEK + _FRIDAY, 2 * WEEK)]
    if named in {"this-week", "next-week"}:
        places = list(range(WEEK)) if named == "this-week" else list(range(WEEK, 2 * WEEK))
    elif named == "weekend" and today.weekday() < WEEK - 1:
        places = places[: WEEK - _FRIDAY]
    days = (monday + timedelta(days=place) for place in places)
    return tuple(day for day in days if day >= today or named == "this-week")


def without_week(
    words: list[str], today: date, vocabulary: Vocabulary
) -> tuple[tuple[date, ...], str, list[str]]:  # fmt: skip
    """The days of the first week, weekend or part of a month in the words, the words that name it, and all others.

    "A week later" has no days.
    """
    for start in range(len(words)):
        for end in range(min(len(words), start + LONGEST_PHRASE), start, -1):
            phrase = " ".join(words[start:end])
            if named := vocabulary.meaning(phrase, ("week-later", *WEEKS)):
                days = () if named == "week-later" else in_week(named, today)
                return days, phrase, words[:start] + words[end:]
        count, days = in_month(words[start:], today, vocabulary)
        if count:
            return days, " ".join(words[start : start + count]), words[:start] + words[start + count :]
    return (), "", words


def numbered(words: Sequence[str], vocabulary: Vocabulary, *, told: bool) -> tuple[int, int]:
    """How many of the first words say the number of a day, and the number; (0, 0) for none.

    `told`: the word before them tells that it is one, as in "le 5"; else it must be in digits, or be the fifth.
    """
    for count in range(min(_LONGEST_DAY, len(words)), 0, -1):
        plain = fold(" ".join(words[:count]))
        number = _day(figure(plain), vocabulary)
        if number and number <= LAST_DAY and (told or plain not in vocabulary.numbers):
            return count, number
    return 0, 0


def is_ordinal(word: str) -> bool:
    """Whether a word can be nothing but the number of a day: 5th, 1er."""
    return _ORDINAL.fullmatch(figure(fold(word))) is not None


def next_days(number: int, today: date) -> tuple[date, ...]:
    """The next two days of that number, in the months that have it."""
    found: list[date] = []
    first = today.replace(day=1)
    while len(found) < 2:  # noqa: PLR2004 - the next one, and the one after it where that is over
        day = first + timedelta(days=number - 1)
        if day.month == first.month and day >= today:
            found.append(day)
        first = _after(first)
    return tuple(found)


def on_weekday(days: tuple[date, ...], named: int, today: date) -> tuple[date, ...]:
    """Those of the next days of a number that are on this weekday; a later one only where the first is today."""
    ahead = days if days[0] == today else days[:1]
    return tuple(day for day in ahead if day.weekday() == named)


def in_month(words: Sequence[str], today: date, vocabulary: Vocabulary) -> tuple[int, tuple[date, ...]]:
    """How many of the first words name a part of a month, such as `end of March` or `mi-mars`, and the days of it.

    Without a year they are of the next such month that has one ahead. (0, ()) for any other words.
    """
    said = [fold(word) for word in words[: _LONGEST_PART + _LONGEST_MONTH]]
    if said and len(parts := said[0].split("-")) == 2:  # noqa: PLR2004 - mid-March
        count, days = in_month([*parts, *said[1:]], today, vocabulary)
        return max(count - 1, 0), days
    for split in range(min(_LONGEST_PART, len(said) - 1), 0, -1):
        if part := vocabulary.meaning(" ".join(said[:split]), MONTH_PARTS):
            for end in range(len(said), split, -1):
                if days := _part(part, said[split:end], today, vocabulary):
                    return end, days
    return 0, ()


def _part(part: str, words: Sequence[str], today: date, vocabulary: Vocabulary) -> tuple[date, ...]:
    if vocabulary.means(" ".join(words), "month"):
        firsts = [today.replace(day=1), _after(today)]
    else:
        if vocabulary.means(words[-1], "filler"):
            return ()
        named = [word for word in words if not vocabulary.meaning(word, ("filler", "month"))]
        year = int(named.pop()) if len(named) > 1 and _YEAR.fullmatch(named[-1]) else 0
        month = _month(" ".join(named), vocabulary)
        if month is None or (year and year not in YEARS):
            return ()
        firsts = [date(one, month, 1) for one in ([year] if year else [today.year, today.year + 1])]
    found: list[tuple[date, ...]] = []
    for first in firsts:
        start = _after(first) - timedelta(days=WEEK) if part == "month-end" else first.replace(day=MONTH_PARTS[part])
        found.append(tuple(start + timedelta(days=day) for day in range(WEEK)))
    return next((days for days in found if days[-1] >= today), ())


def _after(day: date) -> date:
    """The first day of the next month."""
    return (day.replace(day=1) + timedelta(days=LAST_DAY)).replace(day=1)


def _words(plain: str, vocabulary: Vocabulary) -> list[str]:
    """The words that a day and a month may be, apart: `5-Dec`, `5/Dec`, `5Dec` and `the 5th of Dec` are the same."""
    apart = (_GLUED.sub(r"\1 \2", word) for word in _BESIDE_DIGIT.sub(" ", plain).split())
    words = [word for word in " ".join(apart).split() if not vocabulary.means(word, "filler")]
    return [word for place, word in enumerate(words) if not (place and vocabulary.means(word, "from"))]


def _day(word: str, vocabulary: Vocabulary) -> int | None:
    if found := _DAY.fullmatch(word):
        return int(found[1])
    number = vocabulary.day_names.get(word, vocabulary.numbers.get(word))
    return number if number is not None and number <= LAST_DAY else None


def _month(word: str, vocabulary: Vocabulary) -> int | None:
    """The month of that name, or of those names: `آذار/مارس`."""
    found = {_named(vocabulary.months, name) for name in word.split("/")}
    return found.pop() if len(found) == 1 else None


def _named(names: Mapping[str, int], word: str) -> int | None:
    """What a word names; a short form may have its point: `ven.`, `Dec.`."""
    return names.get(word, names.get(word.rstrip(".")))


def _slashes(plain: str, today: date, first: int, second: int, year: str) -> tuple[tuple[date, ...], ...]:
    """Day and month in both orders, where both are days; 05/03 is 5 March first."""
    found = []
    for day, month in dict.fromkeys([(first, second), (second, first)]):
        try:
            found.append(_years(plain, today, month, day, year))
        except BadTimeError:
            continue
    if not found:
        raise BadTimeError(plain)
    return tuple(found)


def _years(plain: str, today: date, month: int, day: int, year: str) -> tuple[date, ...]:
    """The day in the year that is named, else in this year and the next ones that have it."""
    if year:
        return (_date(plain, int(year) + (YEARS.start if len(year) == 2 else 0), month, day),)  # noqa: PLR2004
    found = []
    for ahead in range(9):
        try:
            found.append(_date(plain, today.year + ahead, month, day))
        except BadTimeError:
            continue
    if not found:
        raise BadTimeError(plain)
    return tuple(found)


def _date(plain: str, year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise BadTimeError(plain)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadTimeError(plain) from None
