"""Numbers as web pages write them: 2,447,581 · 2 447 581 · 2.447.581 · 2,4M · ٢٬٤٤٧٬٥٨١."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

# A page's text is searched up to here; a counter stands in a few words.
LONGEST_TEXT = 2000
# More digits than this are a serial number or a date, not a count.
MOST_DIGITS = 15

# Words after a number that multiply it, in the languages of the bot and of the sites that it reads.
SCALES = (
    dict.fromkeys(("k", "tsd", "mille", "mil", "thousand", "ألف", "آلاف", "الف"), 3)
    | dict.fromkeys(("m", "mio", "mln", "million", "millions", "millón", "millones", "مليون", "ملايين"), 6)
    | dict.fromkeys(("b", "bn", "md", "mrd", "mia", "milliard", "milliards", "billion", "billions", "مليار"), 9)
)

# Space, thin and no-break spaces, apostrophes, and the Arabic thousands separator all group digits.
_GROUPS = " \u00a0\u202f\u2009'’٬"
_NUMBER = re.compile(rf"[-−+~≈<>]?\d[\d.,٫{_GROUPS}]*(?<=\d)(?:[\s\u00a0\u202f]?([^\W\d_]+)\.?)?\+?")
_GROUPED = re.compile(r"\d{1,3}(?:_\d{3})+|\d{1,2}(?:_\d{2})+_\d{3}")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number that a page shows: its value, and the `step` that it is rounded to (1 or less: as exact as written)."""

    value: Decimal
    step: Decimal


def find_number(text: str, decimal_sign: str = "") -> PageNumber:
    """The only number in a text, with any words around it.

    `decimal_sign` is "." or ",", "" where none is expected: then one separator before three digits groups them.
    Raises ValueError, with the reason in English, for none, several, a negative one, or one that is no clear number.
    """
    clean = "".join(sign for sign in text[:LONGEST_TEXT] if unicodedata.category(sign) != "Cf")
    clean = " ".join(re.split(r"[\t\n\r]+", clean))
    found = list(_NUMBER.finditer(clean))
    if len(found) != 1:
        raise ValueError(f"{len(found)} numbers in the text" if found else "no number in the text")
    whole = found[0][0]
    if not whole[0].isdigit() or whole.endswith("+"):
        raise ValueError("a number with a sign before or after it")
    power = SCALES.get((found[0][1] or "").lower(), 0)
    digits = re.match(rf"[\d.,٫{_GROUPS}]*\d", whole)
    assert digits is not None  # noqa: S101 - the pattern above begins with a digit
    return _number(digits[0], power, decimal_sign)


def _number(text: str, power: int, decimal_sign: str) -> PageNumber:
    text = re.sub(rf"[{_GROUPS}]", "_", "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in text))
    text = text.replace("٫", "," if "." in text else ".") if "٫" in text else text
    whole, fraction = _split(text, power, decimal_sign)
    if not whole.isdigit():
        whole = re.sub(r"[.,]", "_", whole)
        if not _GROUPED.fullmatch(whole):
            raise ValueError("digits in groups that are no thousands")
    whole = whole.replace("_", "")
    if len(whole) + max(power, len(fraction)) > MOST_DIGITS:
        raise ValueError("more digits than a count has")
    scale = Decimal(10) ** power
    value = Decimal(f"{whole}.{fraction or 0}") * scale
    return PageNumber(value, scale / 10 ** len(fraction))


def _split(text: str, power: int, decimal_sign: str) -> tuple[str, str]:
    """The digits before and after the decimal sign, the first still grouped."""
    if decimal_sign:
        whole, _, fraction = text.partition(decimal_sign)
        if fraction and not fraction.isdigit():
            raise ValueError("two decimal signs")
        return whole, fraction
    signs = [sign for sign in text if sign in ".,"]
    if not signs:
        return text, ""
    whole, _, fraction = text.rpartition(signs[-1])
    last_is_decimal = len(set(signs)) == 2 and signs.count(signs[-1]) == 1  # noqa: PLR2004 - both of them
    alone = len(signs) == 1 and (power or len(fraction) != 3)  # noqa: PLR2004 - a group has three digits
    return (whole, fraction) if fraction.isdigit() and (last_is_decimal or alone) else (text, "")
