"""A time of day as people say it, in every language: `half past 8`, `8 et demie`, `الثامنة والربع`, `8pm`, `20h`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta

from bot.core.model.input.vocabulary import Vocabulary

NOON = 12
HALF_A_DAY = timedelta(hours=NOON)
DAY = timedelta(days=1)
EVENING = time(20)
"""The time of day of an example."""

LONGEST_PHRASE = 6
"""Words of the longest time of day: `at half past eight o’clock`, `neuf heures moins le quart`."""

FRACTIONS = {"half": 30, "quarter": 15, "third": 20}
"""Minutes of the parts of an hour that have a name."""

PARTS = ("night", "am", "pm")
"""The parts of a day that say which of two times is meant."""

_DIGITS = re.compile(r"(\d{1,2})(?:(:|h)(\d{2})(?::00)?| (h) ?([0-5]\d)|( ?h)(?![^\W\d_]))?\s*([^\d\s:].*)?")
_POINTED = re.compile(r"(\d{1,2})\.([0-5]\d)(?: ?([^\W\d_].*))?")
_MONTHS = 12
_HOURS = 24
_SPAN = 3
_STEP = 5
"""Minutes to an hour are said in such steps: `ten to eight`."""
_TENS = range(20, 60, 10)

# What is said, one letter for each word: d number in digits, t the same with an h, w number in words, n name of an
# hour, x noon, y midnight, f fraction, h hours, o o'clock, m minutes, p past, b before, l less, a and.
_HOUR = "(?P<hour>[dtwnxy])[ho]?"
_PHRASES = tuple(
    (re.compile(form), sign)
    for form, sign in (
        (f"{_HOUR}a(?P<more>f)", 1),
        (f"{_HOUR}a(?P<more>w)m?", 1),
        (f"{_HOUR}a(?P<more>d)m", 1),
        (f"{_HOUR}l(?P<more>[fdw])m?", -1),
        (f"(?P<more>[fdw])m?p{_HOUR}", 1),
        (f"(?P<more>[fdw])m?b{_HOUR}", -1),
        ("(?P<hour>[dw])h(?P<more>[dw])m?", 1),
        ("(?P<hour>[wn])(?P<more>w)", 1),
        ("(?P<more>f)(?P<hour>[dw])", 1),
        ("(?P<hour>[nxy])o?", 1),
        ("(?P<hour>w)[ho]", 1),
        ("(?P<hour>w)", 1),
    )
)


class BadTimeError(ValueError):
    """A word has the form of a day or a time but is not valid: 25:00, 2026-02-30."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; its other meaning is `also` later, which is zero where it has only one.

    8 o'clock is in the morning or twelve hours later; midnight begins a day or ends it. `part` is the part of the day
    that was said with it. `length`: the word could be a length too, such as `20h`.
    """

    at: time
    also: timedelta = timedelta()
    part: str = ""
    length: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    sign: str
    value: int = 0


_SIGNS = {
    "noon": _Said("x", NOON), "midnight": _Said("y"), "hours": _Said("h"), "hour": _Said("o"), "minutes": _Said("m"),
    "past": _Said("p"), "to": _Said("b"), "less": _Said("l"), "plus": _Said("a"),
}  # fmt: skip


def parse_clock(plain: str, vocabulary: Vocabulary, *, bare: bool = False) -> Clock | None:
    """The time of day that a folded phrase with plain digits says; None for any other. A `bare` number is one too.

    Raises BadTimeError for a word such as 25:00.
    """
    at = False
    while " " in plain and vocabulary.means(plain.partition(" ")[0], "at"):
        at, plain = True, plain.partition(" ")[2]
    found = _in_digits(_colon(plain), vocabulary, bare=bare, at=at) or _in_words(plain, vocabulary, bare=bare or at)
    return replace(found, length=found.length and not at) if found else None


def on_part(clock: Clock, part: str) -> Clock:
    """The time on that part of the day, "" for none: 8 in the evening is 20:00, and 2 at night may end the day."""
    hour, midnight = clock.at.hour, clock.also == DAY
    if not part or hour > NOON or (midnight and part != "night"):
        return clock
    if part == "am":
        return replace(clock, at=clock.at.replace(hour=hour % NOON), also=timedelta())
    if part == "pm":
        later = hour + NOON if 0 < hour < NOON else hour
        return replace(clock, at=clock.at.replace(hour=later), also=timedelta())
    if hour % NOON <= 4:  # noqa: PLR2004 - from midnight to before dawn
        return replace(clock, at=clock.at.replace(hour=hour % NOON), also=DAY)
    return replace(clock, at=clock.at.replace(hour=hour + NOON), also=timedelta())


def _in_digits(plain: str, vocabulary: Vocabulary, *, bare: bool, at: bool) -> Clock | None:
    found = _DIGITS.fullmatch(plain)
    if found is None:
        return None
    after = vocabulary.meaning(found[7], (*PARTS, "hours", "hour")) if found[7] else ""
    written = bool(found[2] or found[4] or found[6])
    part, of_24 = after if after in PARTS else "", written or after == "hours"
    if (found[7] and not after) or (written and after in {"hours", "hour"}) or not (bare or at or after or of_24):
        return None
    hour = int(found[1])
    if hour >= _HOURS and found[2] != ":":
        # 40h is a length.
        return None
    try:
        clock = time(hour, int(found[3] or found[5] or 0))
    except ValueError:
        raise BadTimeError(plain) from None
    also = HALF_A_DAY if not of_24 and (at or after == "hour") and 1 <= hour <= NOON else timedelta()
    return Clock(clock, also, part, length=not part and bool(found[6] or after == "hours"))


def _in_words(plain: str, vocabulary: Vocabulary, *, bare: bool) -> Clock | None:
    said = _signs(plain.replace("-", " ").split(), vocabulary)
    signs = "".join(one.sign for one in said)
    matches = ((form.fullmatch(signs), direction) for form, direction in _PHRASES)
    found, sign = next(((match, direction) for match, direction in matches if match), (None, 1))
    if found is None:
        return None
    hour = said[found.start("hour")]
    more = said[found.start("more")] if "more" in found.re.groupindex else _Said("")
    if "b" in signs and "m" not in signs and more.value % _STEP:
        # "8 to 11" is a span.
        return None
    length = signs == "wh"
    if hour.value >= _HOURS or more.value >= 60 or (signs == "w" and not bare):  # noqa: PLR2004 - minutes
        return None
    if len(said) == 2 and more.sign == "w" and more.value < 10:  # noqa: PLR2004 - "eight five" is no time
        return None
    minutes = (hour.value * 60 + sign * more.value) % (_HOURS * 60)
    # Hours that are counted, with minutes or alone, are of the 24-hour clock: "huit heures trente".
    of_24 = hour.sign == "t" or ("h" in signs and "f" not in signs)
    also = HALF_A_DAY if not of_24 and 1 <= hour.value <= NOON and hour.sign in "dwn" else timedelta()
    if hour.sign == "y" and sign > 0:
        also = DAY
    return Clock(time(*divmod(minutes, 60)), also, length=length)


def _signs(words: Sequence[str], vocabulary: Vocabulary) -> list[_Said]:
    """What each word or phrase says; empty where one of them says nothing of a time of day."""
    found: list[_Said] = []
    place = 0
    while place < len(words):
        for span in range(min(_SPAN, len(words) - place), 0, -1):
            signs = _signs_of(" ".join(words[place : place + span]), vocabulary)
            if signs:
                break
        else:
            if not found or not vocabulary.means(words[place], "filler"):
                return []
            span, signs = 1, []
        tens = found and found[-1].sign == "w" and found[-1].value in _TENS
        if tens and signs and signs[0].sign == "w" and signs[0].value < 10:  # noqa: PLR2004 - twenty and five
            signs = [_Said("w", found.pop().value + signs[0].value)]
        found += signs
        place += span
    return found


def _signs_of(phrase: str, vocabulary: Vocabulary) -> list[_Said]:
    glued = phrase[1:] if phrase.startswith("و") else ""
    one = _sign(phrase, vocabulary)
    if one is None and glued and (one := _sign(glued, vocabulary)):
        # "And" is written together with the word after it in Arabic.
        return [_Said("a"), one]
    return [one] if one else []


def _sign(phrase: str, vocabulary: Vocabulary) -> _Said | None:
    if phrase.removesuffix("h").isdecimal() and len(phrase) <= _SPAN:
        return _Said("t" if phrase.endswith("h") else "d", int(phrase.removesuffix("h")))
    if phrase in vocabulary.hour_names:
        return _Said("n", vocabulary.hour_names[phrase])
    for meaning, minutes in FRACTIONS.items():
        if vocabulary.means(phrase, meaning):
            return _Said("f", minutes)
    if phrase in vocabulary.numbers:
        return _Said("w", vocabulary.numbers[phrase])
    meant = vocabulary.meaning(phrase, _SIGNS)
    return _SIGNS[meant] if meant else None


def _colon(plain: str) -> str:
    """A time with a point, such as 20.00 or 8.30pm, with a colon; 10.12 may be a date and 2.40 a sum: they stay."""
    found = _POINTED.fullmatch(plain)
    if found is None or (not found[3] and (len(found[1]) == 1 or 0 < int(found[2]) <= _MONTHS)):
        return plain
    return f"{found[1]}:{found[2]} {found[3] or ''}".strip()
