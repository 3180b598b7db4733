"""Parsers for the options of event kinds, which organizers set beside time and goal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.core.model.input.fields import LEAST_AMOUNT, MOST_AMOUNT, line
from bot.core.model.input.letters import without_marks
from bot.core.model.input.web_address import is_link
from bot.core.model.source import Source, page_of

LONGEST_LINK = 300
LONGEST_LINE = 120
BANDS = 3
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a kind: `read` returns the text to store or raises ValueError; `example` is a valid value.

    `words` says that it is free text which people will read, so it needs approval as texts do.
    """

    read: Callable[[str], str]
    example: str
    words: bool = False


def amount_text(text: str) -> str:
    """Parse an amount of money above zero with at most two decimals, such as 2.40."""
    number = Decimal(text) if text.replace(".", "", 1).isdigit() else Decimal(0)
    if not LEAST_AMOUNT <= number <= MOST_AMOUNT or number != number.quantize(Decimal("0.01")):
        raise ValueError(text)
    return str(number)


def bands_text(text: str) -> str:
    """Parse three ascending amounts, such as 1,2.40,5."""
    found = [amount_text(part) for part in text.split(",")]
    if len(found) != BANDS or found != sorted(found, key=Decimal):
        raise ValueError(text)
    return ",".join(found)


def day_text(text: str) -> str:
    """Parse a date, such as 2026-12-01."""
    return date.fromisoformat(text).isoformat()


def days_text(text: str) -> str:
    """Parse at most 12 dates, such as 2026-12-01,2027-01-01."""
    days = {day_text(part) for part in text.split(",")}
    if len(days) > MONTHS:
        raise ValueError(text)
    return ",".join(sorted(days))


def link_text(text: str) -> str:
    """Parse an https:// address."""
    if len(text) > LONGEST_LINK or not is_link(text, "https"):
        raise ValueError(text)
    return text


def line_text(text: str, longest: int = LONGEST_LINE) -> str:
    """Parse one line of text of at most `longest` characters; invisible marks that were copied with it are dropped."""
    return line(longest)(" ".join(without_marks(text).split()))


def page_text(sources: Mapping[str, Source]) -> Callable[[str], str]:
    """Make a parser for pages written as source:handle, which uses the source's own rule for handles.

    A kind declares it without sources, which rejects every page; `EventKinds` binds the bot's sources.
    """

    def read(text: str) -> str:
        return page_of(text, sources).key

    return read
