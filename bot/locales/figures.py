"""Formats numbers for a language: thousands, decimals, signs, amounts of money."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale

from bot.core.model.input.letters import JOINER
from bot.core.model.reply import Number, Percent, Range, Rate, Signed
from bot.locales.isolation import END, LEFT_TO_RIGHT, RIGHT_TO_LEFT_LETTER

MINUS = "\u2212"
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """Number symbols of one language: the thousands separator, the decimal separator, and the percent suffix."""

    group: str
    point: str
    per_cent: str

    def whole(self, number: int, decimals: int = 0) -> str:
        """As in 2,447,581, or with so many of its digits as decimals."""
        return self._decimal(f"{Decimal(number).scaleb(-decimals):,f}" if decimals else f"{number:,}")

    def number(self, number: Number) -> str:
        """As in 4.53, always with its decimals."""
        return in_unit(self.whole(number.value, number.decimals), number.unit)

    def signed(self, number: Signed) -> str:
        """As in +12, −175,245, or a bare 0."""
        return in_unit(self._plus(number.value) + self.whole(number.value, number.decimals), number.unit)

    def between(self, numbers: Range) -> str:
        """As in 175,000–176,000, in one line; where a number is below 0, a dash would read as a second minus."""
        low, high = (self.whole(number, numbers.decimals) for number in (numbers.low, numbers.high))
        return in_unit(f"{low}{JOINER}–{JOINER}{high}", numbers.unit)

    def percent(self, number: Percent) -> str:
        """As in 7.16%, always with two decimals, halves rounded away from zero; a step as in 2% or 2.50%."""
        rounded = _to_hundredths(number.value)
        if number.step and rounded == rounded.to_integral_value():
            rounded = rounded.quantize(Decimal(1))
        sign = self._plus(rounded) if number.signed else ""
        return sign + self._decimal(f"{rounded:,f}") + self.per_cent

    def amount(self, amount: Decimal) -> str:
        """As in 525,735 or 53,191.59; an amount below one has as many decimals as it needs: 0.000125."""
        shown = amount_shown(amount)
        decimals = -int(shown.as_tuple().exponent)
        whole = shown == shown.to_integral_value()
        return self._decimal(f"{shown + 0:,.0f}" if whole else f"{shown:,.{max(decimals, 2)}f}")

    def rate(self, number: Rate) -> str:
        """As in 9.8838, with all its digits; a 0 has neither a sign nor decimals."""
        return self._decimal(f"{number.value or Decimal(0):,f}")

    def _decimal(self, digits: str) -> str:
        return digits.translate({ord(","): self.group, ord("."): self.point, ord("-"): MINUS})

    def _plus(self, number: int | Decimal) -> str:
        return "+" if number > 0 else ""


def figures(locale: Locale) -> Figures:
    """The number symbols of a language, from CLDR, for Western digits (`latn`)."""
    signs = locale.number_symbols["latn"]
    # CLDR's French has a wide no-break space here; French typography and CLDR's own digit grouping use the narrow one.
    per_cent = locale.percent_formats[None].suffix[0].replace("\u00a0", "\u202f")
    return Figures(signs["group"], signs["decimal"], per_cent)


def amount_shown(amount: Decimal) -> Decimal:
    """An amount of money as it is shown: with two decimals, below one with all that it has."""
    return amount.normalize() if abs(amount) < 1 else _to_hundredths(amount)


def in_unit(said: str, unit: str) -> str:
    """A number with its unit, on one line; beside Arabic letters, the number keeps its order."""
    if RIGHT_TO_LEFT_LETTER.search(unit):
        said = f"{LEFT_TO_RIGHT}{said}{END}"
    return f"{said}\u00a0{unit}" if unit else said


def _to_hundredths(number: Decimal) -> Decimal:
    # Adding 0 turns a rounded −0.00 into 0.00.
    return number.quantize(_HUNDREDTH, ROUND_HALF_UP) + 0
