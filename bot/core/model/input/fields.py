"""The values that people write in a file: each is read as the program keeps it, or refused."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal

from bot.core.model.errors import Wrong
from bot.core.model.input.letters import TURNING_MARKS
from bot.core.model.input.toml_form import nearest
from bot.core.model.schedule import Cadence, parse_cadence

YEARS = range(2000, 2200)
DIGITS = 9
LEAST_AMOUNT, MOST_AMOUNT = Decimal("0.000001"), Decimal(1_000_000_000)

# One comma before three digits may group thousands, so it is no decimal comma.
_DECIMAL = re.compile(r"\d{1,10}(?:\.\d{1,6}|,\d{1,2}|,\d{4,6})?")
_ANY = re.compile(".*", re.DOTALL)


def matching(pattern: re.Pattern[str], value: object) -> str:
    """`value`, if it is a text that the whole of `pattern` fits; else TypeError or ValueError."""
    if not isinstance(value, str):
        raise TypeError
    if not pattern.fullmatch(value):
        raise ValueError
    return value


def line(length: int) -> Callable[[object], str]:
    """Reads a line of 1 to `length` characters without control characters and bidirectional control marks."""

    def read(value: object) -> str:
        text = matching(_ANY, value).strip()
        unfit = any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in TURNING_MARKS for sign in text)
        if not 1 <= len(text) <= length or unfit:
            raise ValueError
        return text

    return read


def some_of(known: Collection[str]) -> Callable[[object], tuple[str, ...]]:
    """Reads a list of one or more of the `known` words, in their order; raises as `one_of` does."""
    one = one_of(known)

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise TypeError
        given = [one(item) for item in value]
        return tuple(word for word in known if word in given)

    return read


def one_of(known: Collection[str]) -> Callable[[object], str]:
    """Reads one of the `known` words; raises Wrong with the nearest of them where there is one."""

    def read(value: object) -> str:
        word = matching(_ANY, value)
        if word in known:
            return word
        near = nearest(word, known)
        if near:
            raise Wrong("mistake-near", near=near)
        raise ValueError

    return read


def time(value: object) -> datetime:
    """A date and time, to the second, local (naive) or with its offset (aware)."""
    if not isinstance(value, datetime):
        raise TypeError
    if value.year not in YEARS:
        raise ValueError
    return value.replace(microsecond=0)


def day(value: object) -> date:
    """A date without a time."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def amount(value: object) -> Decimal:
    """A number above zero, from a millionth to a thousand million; in quotes it may have a decimal comma."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        value = Decimal(value.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError
    number = Decimal(value)
    # Comparing a Decimal NaN raises InvalidOperation, so `is_finite` comes first.
    if not number.is_finite() or not LEAST_AMOUNT <= number <= MOST_AMOUNT:
        raise ValueError
    return number


def row_number(text: str) -> int | None:
    """The number of a row as people type it; None for what no database could hold, or is no number."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def whole(numbers: range) -> Callable[[object], int]:
    """Reads a whole number that is one of `numbers`."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError
        if value not in numbers:
            raise ValueError
        return value

    return read


def cadence(value: object) -> Cadence:
    """A cadence as people type it: "15m", "1h", "daily 20:00"."""
    return parse_cadence(matching(_ANY, value))
