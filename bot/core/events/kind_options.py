"""The options of an event's kind: what organizers may set beside its time, each read as it is kept or refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from bot.core.model.input.fields import LEAST_AMOUNT, MOST_AMOUNT
from bot.core.model.source import Source, page_of

LONGEST_LINK = 300
LONGEST_LINE = 120
BANDS = 3
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a kind: `read` gives the text as it is kept, or raises ValueError; `example` is a good one.

    `words` says that people read it as it is, so that it needs the approval that texts need.
    """

    read: Callable[[str], str]
    example: str
    words: bool = False


def amount_text(text: str) -> str:
    """An amount of money above zero, as 2.40, with at most two decimals."""
    number = Decimal(text) if text.replace(".", "", 1).isdigit() else Decimal(0)
    if not LEAST_AMOUNT <= number <= MOST_AMOUNT or number != number.quantize(Decimal("0.01")):
        raise ValueError(text)
    return str(number)


def bands_text(text: str) -> str:
    """Three amounts, the smallest first, as 1,2.40,5."""
    found = [amount_text(part) for part in text.split(",")]
    if len(found) != BANDS or found != sorted(found, key=Decimal):
        raise ValueError(text)
    return ",".join(found)


def day_text(text: str) -> str:
    """A date, as 2026-12-01."""
    return date.fromisoformat(text).isoformat()


def days_text(text: str) -> str:
    """At most 12 dates, as 2026-12-01,2027-01-01."""
    days = {day_text(part) for part in text.split(",")}
    if len(days) > MONTHS:
        raise ValueError(text)
    return ",".join(sorted(days))


def link_text(text: str) -> str:
    """An address that begins with https://."""
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname or len(text) > LONGEST_LINK:
        raise ValueError(text)
    return text


def line_text(text: str) -> str:
    """A few words on one line."""
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_LINE or not words.isprintable():
        raise ValueError(text)
    return words


def page_text(sources: Mapping[str, Source]) -> Callable[[str], str]:
    """Reads a page written as source:handle, by that source's own rule; gives it as it is stored.

    A kind names it without sources, which refuses every page; `EventKinds` binds the bot's.
    """

    def read(text: str) -> str:
        return page_of(text, sources).key

    return read
