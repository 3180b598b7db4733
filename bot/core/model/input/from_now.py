"""Times that are counted from now, in every language: `in 2 hours`, `dans une demi-heure`, `بعد ساعة ونصف`."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.input.clock_words import FRACTIONS
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.schedule import parse_duration

UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}
LONGEST_PHRASE = 7
_NUMBER = re.compile(r"(\d{1,4})(?: |(?=\D))(\D+)")
_CLOCK = re.compile(r"(\d{1,2}) ?h ?([0-5]\d)")
_HOURS = re.compile(r"([01]?\d|2[0-3]) ?h(?: ?([0-5]\d))?")
_BELOW = re.compile(r"[-−]\d")
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_WHOLE_DAYS = ("days", "weeks")
_GLUED_BY, _BY_ELIDED = "ب", "d'"
"""How Arabic and French write "by" together with the word after it."""


def spelled_out(words: Sequence[str], now: datetime, place: ZoneInfo, vocabulary: Vocabulary) -> list[str]:
    """The words, with the first time from now (an aware moment) in place of itself as a date and a time in `place`.

    A number of days or weeks gives the date alone; anything else is rounded up to the minute.
    """
    for start in range(len(words)):
        after = vocabulary.means(words[start], "after") and not _ends_at(words[start : start + 4], vocabulary)
        for end in range(min(len(words), start + 1 + LONGEST_PHRASE), start, -1):
            said = list(words[start + 1 if after else start : end])
            behind = 0 if after else _at_end(said, "from-now", vocabulary)
            if (after or behind) and (far := _length(said[: len(said) - behind], vocabulary)):
                return [*words[:start], *_written(far, now, place), *words[end:]]
    return list(words)


def clock_or_length(text: str) -> time | None:
    """The time of day that `22h`, `22 h` or `22h30` says, which could be a length too; None for anything else."""
    found = _HOURS.fullmatch(figure(fold(text)).strip())
    return time(int(found[1]), int(found[2] or 0)) if found else None


def _ends_at(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether they begin as "d’ici 22h" does: by that time, and not so many hours from now."""
    said = (" ".join(words[1:end]) for end in range(2, len(words) + 1))
    return vocabulary.means(words[0], "deadline") and any(clock_or_length(one) for one in said)


def read_length(text: str, vocabulary: Vocabulary) -> timedelta | None:
    """The length that `72 hours`, `for 3 days`, `deux heures` or `ساعتين` says; None for anything else."""
    words = text.split()
    if words and vocabulary.means(words[0], "during"):
        words = words[1:]
    found = _length(words, vocabulary) if words else None
    return found[0] if found else _part_of_day(words, vocabulary)


def read_shift(words: Sequence[str], vocabulary: Vocabulary) -> tuple[timedelta, bool] | None:
    """How far words that are nothing but a length move a time, and whether they say that it moves.

    `by 2 hours`, `+2h`, `de 2 heures`, `بساعتين` and `30 minutes earlier` say it; `2 hours` does not. None for others.
    """
    said = figure(fold(" ".join(words))).replace("−", "-").split()
    sign = said[0][:1] if said and said[0][0] in "+-" else ""
    said = " ".join(said).removeprefix(sign).split()
    later, earlier = (_at_end(said, way, vocabulary) for way in ("later", "earlier"))
    said = said[: len(said) - max(later, earlier)]
    if not earlier and len(said) > 1 and vocabulary.means(said[0], "sooner-by"):
        earlier, said = 1, said[1:]
    whole = " ".join(said)
    by = bool(said) and bool(vocabulary.meaning(said[0], ("by", "during")))
    length = whole_length(" ".join(said[1:]) if by else whole, vocabulary)
    if length is None and whole.startswith(_GLUED_BY):
        by, length = True, whole_length(whole[1:], vocabulary)
    if length is None:
        return None
    surely = bool(sign or later or earlier) or by or whole.startswith(_BY_ELIDED)
    return (-length if sign == "-" or earlier else length), surely


def whole_length(text: str, vocabulary: Vocabulary) -> timedelta | None:
    """The length in words or in its short form, such as `1h30m`; None for anything else."""
    try:
        return read_length(text, vocabulary) or timedelta(seconds=parse_duration(text))
    except ValueError:
        return None


def short_lengths(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words, with each length in its short form in place of itself: `for 3 days` is `72h`."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for end in range(min(len(words), place + 1 + LONGEST_PHRASE), place, -1):
            length = read_length(" ".join(words[place:end]), vocabulary)
            if length:
                minutes = length // _MINUTE
                found.append(f"{minutes}m" if minutes % 60 else f"{minutes // 60}h")
                place = end
                break
        else:
            found.append(words[place])
            place += 1
    return found


def _at_end(said: Sequence[str], meaning: str, vocabulary: Vocabulary) -> int:
    """How many of the last words say `meaning`, such as "from now"; 0 where nothing stands before them."""
    lengths = range(1, len(said))
    return next((one for one in lengths if vocabulary.means(" ".join(said[-one:]), meaning)), 0)


def _plain(words: Sequence[str]) -> list[str]:
    return figure(fold(" ".join(words))).replace("-", " ").replace("d'", "").split()


def _part_of_day(words: Sequence[str], vocabulary: Vocabulary) -> timedelta | None:
    """The length of `half a day`, `une demi-journée` or `نصف يوم`, which name no time from now."""
    plain = _plain(words)
    for split in range(1, len(plain)):
        named = (" ".join(plain[:split]), " ".join(plain[1:split]))
        part = next((found for one in named if (found := vocabulary.meaning(one, FRACTIONS))), "")
        if part and vocabulary.means(" ".join(plain[split:]), "days"):
            return FRACTIONS[part] * 24 * _MINUTE
    return None


def _length(words: Sequence[str], vocabulary: Vocabulary) -> tuple[timedelta, bool] | None:
    """How long the words say, and whether it is a number of days; None where they say no length."""
    if any(_BELOW.match(word) for word in words):
        return None
    plain = _plain(words)
    if clock := _CLOCK.fullmatch(" ".join(plain)):
        return int(clock[1]) * _HOUR + int(clock[2]) * _MINUTE, False
    for split in range(len(plain), 0, -1):
        first = _simple(" ".join(plain[:split]), vocabulary)
        if first is None:
            continue
        more = _more(plain[split:], vocabulary)
        if split == len(plain):
            return first[0], first[1] in _WHOLE_DAYS
        if more is not None and (first[1] not in _WHOLE_DAYS or more[1]):
            return first[0] + more[0], False
    return None


def _more(plain: Sequence[str], vocabulary: Vocabulary) -> tuple[timedelta, str] | None:
    """What `and a half`, `ونصف` or `و 10 دقائق` add, and its unit: "" for parts of an hour. None for anything else."""
    first = " ".join(plain)
    said = first[1:].strip() if first.startswith("و") else first.partition(" ")[2]
    if not first.startswith("و") and not vocabulary.means(first.partition(" ")[0], "plus"):
        return None
    if named := vocabulary.meaning(said, FRACTIONS):
        return FRACTIONS[named] * _MINUTE, ""
    found = _simple(said, vocabulary)
    return found if found and found[1] not in _WHOLE_DAYS else None


def _simple(phrase: str, vocabulary: Vocabulary) -> tuple[timedelta, str] | None:
    """The length that a phrase of one unit names, and the unit; a unit alone is one of it."""
    for unit, one in UNITS.items():
        if vocabulary.means(phrase, unit):
            return one, unit
        if vocabulary.means(phrase, f"two-{unit}"):
            return 2 * one, unit
    if numbered := _NUMBER.fullmatch(phrase):
        unit = vocabulary.meaning(numbered[2], UNITS)
        return (int(numbered[1]) * UNITS[unit], unit) if unit else None
    words = phrase.split()
    for split in range(1, len(words)):
        named, unit = " ".join(words[:split]), vocabulary.meaning(" ".join(words[split:]), UNITS)
        number = 1 if vocabulary.means(named, "one") else vocabulary.numbers.get(named, 0)
        if unit and number:
            return number * UNITS[unit], unit
        # "A quarter of an hour": the words between are small.
        part = vocabulary.meaning(named, FRACTIONS) or vocabulary.meaning(" ".join(words[1:split]), FRACTIONS)
        if unit == "hours" and part:
            return FRACTIONS[part] * _MINUTE, unit
    return None


def _written(far: tuple[timedelta, bool], now: datetime, place: ZoneInfo) -> list[str]:
    length, whole_days = far
    if whole_days:
        return [f"{now.astimezone(place).date() + length}"]
    then = (now + length + _MINUTE - timedelta(microseconds=1)).astimezone(place)
    return [f"{then:%Y-%m-%d}", f"{then:%H:%M}"]
