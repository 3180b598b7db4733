"""Digits and hyphens of every kind, read as 0-9 and `-`."""

import re
import unicodedata
from decimal import Decimal

from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary

_AMOUNT = re.compile(r"([^\d+-]*)((?:\d{1,9}|\d{1,3}(?:\s\d{3}){1,2})(?:[.,]\d{1,2})?)([^\d+-]*)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.'’\s]\d{3})+")

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
    """An amount of money, and the codes of what the word beside it may mean: `350`, `1 500 dh`, `€20`, `٣٥٠ درهم`.

    No codes where no currency is said; None for anything else. Thousands stand apart by any space or by `٬`; not by a
    comma or a dot, since 1,000 is one dinar where dinars have three decimals.
    """
    found = _AMOUNT.fullmatch(figure(fold(text).replace("٬", " ")).strip())
    if found is None:
        return None
    words = [word.strip(" .") for word in (found[1], found[3]) if word.strip(" .")]
    codes = [vocabulary.currencies.get(word) for word in words]
    if len(codes) > 1 or None in codes:
        return None
    return Decimal("".join(found[2].split()).replace(",", ".")), codes[0] if codes and codes[0] else frozenset()


def without_gaps(text: str) -> str:
    """A whole number without what stands between its thousands: `10 000`, `10,000` and `10.000` are 10000.

    Any other text as it is.
    """
    return re.sub(r"\D", "", text) if _THOUSANDS.fullmatch(text) else text
