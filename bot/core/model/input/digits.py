"""Digits and hyphens of every kind, read as 0-9 and `-`."""

import unicodedata

_SIGNS = str.maketrans({"٬": ",", "٫": ".", "\u2010": "-", "\u2011": "-"})


def figure(text: str) -> str:
    """`text` with any script's digits as 0-9, and Arabic separators as Latin ones: ٢٬٢٧٢٫٥ is 2,272.5.

    Hyphens that keep a line from breaking, or a date from being taken for a sum, are `-`.
    """
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return digits.translate(_SIGNS)
