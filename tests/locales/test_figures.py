from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.reply import Number, Percent, Range, Rate, Signed
from bot.locales.figures import Figures, figures


def of(language: str) -> Figures:
    return figures(Locale.parse(language))


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "2,447,581"), ("ar", "2,447,581"), ("fr", "2\u202f447\u202f581")],
)
def test_whole_numbers_are_grouped_as_each_language_does_with_western_digits(language: str, written: str) -> None:
    assert of(language).whole(2_447_581) == written


def test_small_numbers_are_not_grouped_and_minus_is_the_mathematical_sign() -> None:
    assert of("en").whole(0) == "0"
    assert of("en").whole(999) == "999"
    assert of("fr").whole(-1000) == "\u22121\u202f000"


def test_a_signed_number_carries_its_sign_and_zero_carries_none() -> None:
    assert [of("ar").signed(Signed(number)) for number in (12, -175_245, 0)] == ["+12", "\u2212175,245", "0"]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_number_keeps_its_order_beside_a_unit_in_arabic_letters(language: str) -> None:
    said, unit = of(language), "\u2069\u00a0درهم"
    assert said.signed(Signed(-7, 0, "درهم")) == f"\u2066\u22127{unit}"
    assert said.number(Number(7, 0, "درهم")) == f"\u20667{unit}"
    assert said.between(Range(7, 9, 0, "درهم")) == f"\u20667\u2060–\u20609{unit}"
    assert said.signed(Signed(-7, 0, "MAD")) == "\u22127\u00a0MAD"


def test_a_range_is_joined_by_an_en_dash() -> None:
    assert of("fr").between(Range(175_000, 176_000)) == "175\u202f000\u2060–\u2060176\u202f000"


@pytest.mark.parametrize(
    ("language", "value", "signed", "written"),
    [
        ("en", "7.16", False, "7.16%"),
        ("ar", "7.16", False, "7.16%"),
        ("fr", "7.16", False, "7,16\u202f%"),
        ("en", "6.9", False, "6.90%"),
        ("en", "7.165", False, "7.17%"),
        ("en", "0.004", True, "0.00%"),
        ("en", "-0.004", True, "0.00%"),
        ("fr", "-7.16", True, "\u22127,16\u202f%"),
        ("en", "7.16", True, "+7.16%"),
        ("en", "1234.5", False, "1,234.50%"),
    ],
)
def test_per_cent_has_two_decimals(language: str, value: str, signed: bool, written: str) -> None:  # noqa: FBT001 - a column
    assert of(language).percent(Percent(Decimal(value), signed=signed)) == written


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("en", "525735", "525,735"),
        ("en", "525735.00", "525,735"),
        ("ar", "53191.594", "53,191.59"),
        ("fr", "53191.59", "53\u202f191,59"),
        ("en", "0.999", "0.999"),
        ("en", "-1.5", "\u22121.50"),
        ("en", "-0.001", "\u22120.001"),
        ("en", "0.000125", "0.000125"),
        ("en", "0.5", "0.50"),
        ("en", "-0.0", "0"),
    ],
)
def test_an_amount_of_money_shows_decimals_only_where_there_are_some(language: str, amount: str, written: str) -> None:
    assert of(language).amount(Decimal(amount)) == written


def test_a_rate_keeps_the_digits_it_has() -> None:
    assert of("en").rate(Rate(Decimal("9.8838"))) == "9.8838"
    assert of("fr").rate(Rate(Decimal("9.8838"))) == "9,8838"
    assert of("en").rate(Rate(Decimal("1E+3"))) == "1,000"


@given(st.integers(), st.sampled_from(["ar", "en", "fr"]))
def test_a_written_number_reads_back_as_itself(number: int, language: str) -> None:
    signs = of(language)
    assert int(signs.whole(number).replace(signs.group, "").replace("\u2212", "-")) == number
