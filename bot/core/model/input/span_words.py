"""Spans of hours in words, in every language: `from 20:00 to 23:00`, `de 20h à 23h`, `من 8 إلى 11 مساءً`, `20h-23h`."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.core.model.input.clock_words import HALF_A_DAY, NOON, BadTimeError, Clock, on_part
from bot.core.model.input.digits import figure
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import When, read_when
from bot.core.model.schedule import written_duration

_JOINED = re.compile(r"(\d{1,2}(?:[:h.]\d{2}|h)?(?:[ap]m)?)[-–—](\d{1,2}(?:[:h.]\d{2}|h)?(?:[ap]m)?)", re.IGNORECASE)
_DASH = "-"
_DASHES = frozenset("-–—")
_LONGEST = 8
"""Words of a day and a time."""
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_LONGEST_SPAN = timedelta(days=31)


class _Side(NamedTuple):
    """The start or the end of a span: what its words say; `of_12`: it may be in the morning or in the evening."""

    when: When
    clock: time
    of_12: bool


def with_length(
    words: Sequence[str], today: date, vocabulary: Vocabulary, before: datetime | None = None
) -> list[str]:  # fmt: skip
    """The words, with the first span of hours in them as its start and its length: `20:00 3h`.

    A start with two meanings keeps both: `from 8 to 11` is `at 8 3h`. `before`: the start that is there already, for
    an end alone: `until 23:00`. A span that begins on a day may end on another one.
    """
    apart = [part for word in words for part in _apart(word)]
    if before is not None and len(apart) > 1 and vocabulary.means(apart[0], "until"):
        apart = ["from", f"{before:%Y-%m-%d}", f"{before:%H:%M}", *apart]
    for start, middle in _places(apart, vocabulary):
        for end in range(min(len(apart), middle + 1 + _LONGEST), middle + 1, -1):
            said = _said(apart, (start, middle, end), today, vocabulary)
            if said:
                return [*apart[:start], *said, *apart[end:]]
    return list(words)


def span_said(words: Sequence[str], today: date, vocabulary: Vocabulary) -> tuple[time, time] | None:
    """The start and the end of the first span of hours in the words, in the evening where two are meant; None without.

    Bare numbers are a span too, `8 to 11`, so it is asked only of words that say no single time.
    """
    apart = [part for word in words for part in _apart(word, bare=True)]
    for middle in range(1, len(apart) - 1):
        if apart[middle] not in _DASHES and not vocabulary.meaning(apart[middle], ("until", "to", "at", "plus")):
            continue
        for start in range(max(0, middle - _LONGEST), middle):
            first = start + 1 if vocabulary.means(apart[start], "from") else start
            for end in range(min(len(apart), middle + 1 + _LONGEST), middle + 1, -1):
                begins = _side(apart[first:middle], today, vocabulary, bare=True)
                ends = _side(apart[middle + 1 : end], today, vocabulary, bare=True)
                if begins and ends:
                    starts_at, ends_at = _on_one_part(begins, ends)
                    return _evening(begins, starts_at), _evening(ends, ends_at)
    return None


def _evening(side: _Side, clock: time) -> time:
    return _other_half(clock) if side.of_12 and clock.hour < NOON else clock


def _apart(word: str, *, bare: bool = False) -> list[str]:
    """`20h-23h` as its start, a dash and its end; any other word as it is: 2026-12-05, 8-11 if not `bare`."""
    found = _JOINED.fullmatch(figure(word))
    return [found[1], _DASH, found[2]] if found and (bare or not (found[1] + found[2]).isdecimal()) else [word]


def _places(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Where a span may begin, and the word between its start and its end."""
    for middle in range(1, len(words) - 1):
        between = words[middle] in _DASHES or bool(vocabulary.meaning(words[middle], ("until", "to")))
        named = vocabulary.meaning(words[middle], ("at", "plus"))
        for start in range(max(0, middle - _LONGEST), middle):
            # "De 20h à 23h" is a span, "demain à 20h" and "du 5 à 20h" are none.
            if between or (named and vocabulary.means(words[start], "from")):
                yield start, middle


def _said(
    words: Sequence[str], place: tuple[int, int, int], today: date, vocabulary: Vocabulary
) -> list[str]:  # fmt: skip
    """The start and the length of the span from the first place to the last one; [] where it is none."""
    start, middle, end = place
    first, begins = _start(words, start, middle, today, vocabulary)
    ends = _side(words[middle + 1 : end], today, vocabulary, bare=True)
    if ends is None and vocabulary.means(words[middle], "until"):
        # "Au 7 à 20h": its "le" is in the "au".
        ends = _side(["the", *words[middle + 1 : end]], today, vocabulary, bare=False)
    if begins is None or ends is None or ends.when.zone != begins.when.zone:
        return []
    days = None
    if ends.when.days:
        # The end's day counts from the start's, which is in the span or beside it.
        outside = begins.when.days or _days([*words[:start], *words[end:]], today, vocabulary)
        if len(outside) != 1 or len(ends.when.days) != 1:
            return []
        day = next((one for one in outside[0] if one >= today), outside[0][-1])
        last = next((one for one in ends.when.days[0] if one >= day), None)
        if last is None:
            return []
        days = last - day
    starts_at, ends_at = _on_one_part(begins, ends)
    length = _since_midnight(ends_at) - _since_midnight(starts_at) + (days or timedelta())
    said, clock = list(words[first:middle]), [f"{starts_at:%H:%M}"]
    if begins.of_12 and ends.of_12 and days is None and max(starts_at, ends_at) <= time(NOON, 59):
        # Both in the morning or both in the evening.
        length, clock = length % HALF_A_DAY or HALF_A_DAY, ["at", f"{starts_at.hour}"]
    elif length <= timedelta() and days is None:
        length += _DAY
    if not timedelta() < length <= _LONGEST_SPAN:
        return []
    if starts_at != begins.clock or clock[0] == "at" or (begins.of_12 and not begins.when.also) or said[-1].isdecimal():
        said = _with_clock(said, clock, begins, today, vocabulary)
    return [*said, written_duration(length // _SECOND)]


def _start(
    words: Sequence[str], start: int, middle: int, today: date, vocabulary: Vocabulary
) -> tuple[int, _Side | None]:  # fmt: skip
    """Where a span's start stands without its "from", and what it says; the "le" of "du 5 à 20h" stays in it."""
    first = start + 1 if vocabulary.means(words[start], "from") else start
    dated = vocabulary.means(words[start], "the")
    bare = (first > start and not dated) or words[middle] in _DASHES
    begins = _side(words[first:middle], today, vocabulary, bare=bare)
    if begins is None and dated:
        return start, _side(words[start:middle], today, vocabulary, bare=False)
    return first, begins


def _with_clock(
    said: Sequence[str], clock: Sequence[str], begins: _Side, today: date, vocabulary: Vocabulary
) -> list[str]:  # fmt: skip
    """The words of a start with this time in place of theirs; a time with two meanings keeps its words."""
    places = [(0, one) for one in range(1, len(said))] + [(one, len(said)) for one in range(len(said) - 1, -1, -1)]
    sides = ((place, _side(said[slice(*place)], today, vocabulary, bare=True)) for place in places)
    alone = (place for place, side in sides if side and side.clock == begins.clock and not side.when.days)
    first, end = next(alone, (0, len(said)))
    kept = said[first:end] if clock[0] == "at" and begins.when.also else clock
    return [*said[:first], *kept, *said[end:]]


def _side(words: Sequence[str], today: date, vocabulary: Vocabulary, *, bare: bool) -> _Side | None:
    """The start or the end that the words say; None where they say anything else."""
    try:
        when = read_when(words, today, vocabulary, bare=bare)
    except BadTimeError:
        return None
    if when.clock is None or when.rest:
        return None
    number = any(word.isdecimal() and time(int(word) % 24) == when.clock for word in words)
    of_12 = number and not when.part and 1 <= when.clock.hour <= NOON
    return _Side(when, when.clock, of_12 or when.also == HALF_A_DAY)


def _days(words: Sequence[str], today: date, vocabulary: Vocabulary) -> tuple[tuple[date, ...], ...]:
    try:
        return read_when(words, today, vocabulary).days
    except BadTimeError:
        return ()


def _on_one_part(begins: _Side, ends: _Side) -> tuple[time, time]:
    """Both times of day, where one of them says the part of the day for both: from 8 to 11 in the evening."""
    start, end = begins.clock, ends.clock
    if ends.when.part and not begins.when.part and _early(begins):
        same = on_part(Clock(start), ends.when.part).at
        start = same if same < end else _other_half(same)
    elif begins.when.part and not ends.when.part and _early(ends):
        same = on_part(Clock(end), begins.when.part).at
        end = same if same > start else _other_half(same)
    return start, end


def _early(side: _Side) -> bool:
    return 1 <= side.clock.hour <= NOON and side.when.also != _DAY


def _other_half(clock: time) -> time:
    return clock.replace(hour=(clock.hour + NOON) % 24)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)
