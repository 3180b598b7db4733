"""Values as Fluent takes them: each selects a variant of a sentence, and is shown as it was written for a language."""

from decimal import Decimal

from babel import Locale
from fluent.runtime.types import FluentDecimal, FluentInt, FluentType


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


class _Decimal(FluentDecimal):
    """A number with decimals: as `_Number`."""

    written: str

    def format(self, locale: Locale) -> str:  # noqa: ARG002 - the signature is Fluent's
        return self.written


def number_value(number: int, written: str, decimals: int = 0) -> FluentType:
    """A number with `decimals` decimals in whole form, shown as `written`."""
    value = _Decimal(Decimal(number).scaleb(-decimals)) if decimals else _Number(number)
    value.written = written
    return value


def word_value(word: str, written: str) -> FluentType:
    """A text that is compared as `word` and shown as `written`."""
    value = _Word(word)
    value.written = written
    return value
