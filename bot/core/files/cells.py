"""Cells of a file of counts, as people and spreadsheets write them."""

import re
import unicodedata
from decimal import Decimal

from bot.core.files.counts_csv import SHOWN
from bot.core.model.campaign import Page
from bot.core.model.input.digits import figure
from bot.core.model.input.page_number import find_number
from bot.core.model.source import MOST_COUNT

MOST_STEP = 10**9
"""A count that is known no better than this says nothing."""

_STEP = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


def clean(cell: str) -> str:
    """A cell without spaces around it and without signs that nobody sees."""
    if cell.isascii():
        return cell.strip()
    return "".join(char for char in cell if unicodedata.category(char) != "Cf").strip()


def read_number(text: str, page: Page) -> tuple[int, int] | None:
    """A count and its step in the whole form of the page's measure; None for anything that is no such number."""
    scale = 10**page.measure.decimals
    if text.isascii() and text.isdigit():
        value = int(text) * scale if len(text) <= SHOWN else MOST_COUNT + 1
        return (value, 1) if value <= MOST_COUNT else None
    try:
        found = find_number(text, "." if re.fullmatch(r"\d+\.\d+", figure(text)) else "")
    except ValueError:
        return None
    if text[:1] not in "0123456789" and not text[:1].isdigit():
        return None
    value, step = found.value * scale, found.step * scale
    if value != value.to_integral_value() or value > MOST_COUNT:
        return None
    return int(value), max(int(step), 1) if found.step > Decimal(1) else 1


def read_step(text: str, page: Page) -> int | None:
    """What a count is rounded to, in the whole form of the page's measure: 1 is exact; None for what is no step."""
    told = figure(text)
    if told == "1":
        return 1
    if not _STEP.fullmatch(told):
        return None
    step = Decimal(told).scaleb(page.measure.decimals)
    return int(step) if step == step.to_integral_value() and 1 <= step <= MOST_STEP else None
