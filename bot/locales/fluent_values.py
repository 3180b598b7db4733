"""Values as Fluent takes them: each selects a variant of a sentence, and is shown as it was written for a language."""

from decimal import Decimal

from babel import Locale
from fluent.runtime.types import FluentFloat, FluentInt, FluentType


class _Word(FluentType, str):
    """A text value: it selects the variant of a sentence, and `written` is shown."""

    __slots__ = ("written",)
    written: str

    def format(self, locale: Locale) -> str:  # type: ignore[override] # noqa: ARG002 - the signature is Fluent's
        return self.written


class _Number(FluentInt):
    """A whole number: it selects the plural form, and `written` is shown."""

    written: str

    def format(self, locale: Locale) -> str:  # noqa: ARG002 - the signature is Fluent's
        return self.written


class _Decimal(FluentFloat):
    """A number with decimals: as `_Number`, and its plural form is that of all its decimals: 1.0 is not 1 in English.

    A float, since Fluent looks for the plural form of nothing else with decimals.
    """

    written: str
    exact: Decimal

    def __abs__(self) -> Decimal:  # type: ignore[override] # what the rules of plural forms ask a number for
        return abs(self.exact)

    def format(self, locale: Locale) -> str:  # noqa: ARG002 - the signature is Fluent's
        return self.written


def number_value(number: int, written: str, decimals: int = 0) -> FluentType:
    """A number with `decimals` decimals in whole form, shown as `written`."""
    if not decimals:
        whole = _Number(number)
        whole.written = written
        return whole
    exact = Decimal(number).scaleb(-decimals)
    value = _Decimal(float(exact))
    value.written, value.exact = written, exact
    return value


def word_value(word: str, written: str) -> FluentType:
    """A text that is compared as `word` and shown as `written`."""
    value = _Word(word)
    value.written = written
    return value
