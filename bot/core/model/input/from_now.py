"""Times that are counted from now, in every language: `in 2 hours`, `dans 3 jours`, `بعد ساعتين`, `in 30 min`."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.input.digits import figure
from bot.core.model.input.vocabulary import Vocabulary

UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}
LONGEST_PHRASE = 3
_NUMBER = re.compile(r"(\d{1,4}) ?(\D+)")
_MINUTE = timedelta(minutes=1)


def spelled_out(words: Sequence[str], now: datetime, place: ZoneInfo, vocabulary: Vocabulary) -> list[str]:
    """The words, with the first time from now (an aware moment) in place of itself as a date and a time in `place`.

    A number of days gives the date alone; anything else is rounded up to the minute.
    """
    for start, word in enumerate(words):
        if not vocabulary.means(word, "after"):
            continue
        for length in range(min(LONGEST_PHRASE, len(words) - start - 1), 0, -1):
            end = start + 1 + length
            far = _length(" ".join(words[start + 1 : end]), vocabulary)
            if far is not None:
                return [*words[:start], *_written(far, now, place), *words[end:]]
    return list(words)


def _length(phrase: str, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The unit and its number that a phrase names; a unit alone is one of it."""
    numbered = _NUMBER.fullmatch(figure(phrase))
    number, name = (int(numbered[1]), numbered[2]) if numbered else (1, phrase)
    if not numbered and vocabulary.means(phrase.partition(" ")[0], "one"):
        name = phrase.partition(" ")[2]
    for unit in UNITS:
        if vocabulary.means(name, unit):
            return unit, number
        if not numbered and vocabulary.means(phrase, f"two-{unit}"):
            return unit, 2
    return None


def _written(far: tuple[str, int], now: datetime, place: ZoneInfo) -> list[str]:
    unit, number = far
    if unit == "days":
        return [f"{now.astimezone(place).date() + number * UNITS[unit]}"]
    then = (now + number * UNITS[unit] + _MINUTE - timedelta(microseconds=1)).astimezone(place)
    return [f"{then:%Y-%m-%d}", f"{then:%H:%M}"]
