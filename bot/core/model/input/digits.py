"""Digits and hyphens of every kind, read as 0-9 and `-`."""

import re
import unicodedata
from decimal import Decimal

from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary

_AMOUNT = re.compile(r"([^\d+-]*)(\d{1,9}(?:[.,]\d{1,2})?)([^\d+-]*)")

_SIGNS = str.maketrans({"٬": ",", "٫": ".", "\u2010": "-", "\u2011": "-"})


def figure(text: str) -> str:
    """`text` with any script's digits as 0-9, and Arabic separators as Latin ones: ٢٬٢٧٢٫٥ is 2,272.5.

    Hyphens that keep a line from breaking, or a date from being taken for a sum, are `-`.
    """
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return digits.translate(_SIGNS)


def read_amount(text: str, vocabulary: Vocabulary) -> tuple[Decimal, frozenset[str]] | None:
    """An amount of money, and the codes of what the word beside it may mean: `350`, `350 dh`, `€20`, `٣٥٠ درهم`.

    No codes where no currency is said; None for anything else.
    """
    found = _AMOUNT.fullmatch(figure(fold(text)).strip())
    if found is None:
        return None
    words = [word.strip(" .") for word in (found[1], found[3]) if word.strip(" .")]
    codes = [vocabulary.currencies.get(word) for word in words]
    if len(codes) > 1 or None in codes:
        return None
    return Decimal(found[2].replace(",", ".")), codes[0] if codes and codes[0] else frozenset()
