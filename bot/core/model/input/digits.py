"""Digits of every script, read as 0-9."""

import unicodedata


def figure(text: str) -> str:
    """`text` with any script's digits as 0-9, and Arabic separators as Latin ones: ٢٬٢٧٢٫٥ is 2,272.5."""
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return digits.replace("٬", ",").replace("٫", ".")
