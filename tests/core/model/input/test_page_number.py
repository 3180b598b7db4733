from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.input.page_number import find_number


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("2,447,581", 2447581, 1),
        ("2 447 581", 2447581, 1),
        ("2\u202f447\u202f581", 2447581, 1),
        ("2\u00a0447\u00a0581", 2447581, 1),
        ("2.447.581", 2447581, 1),
        ("2’447’581", 2447581, 1),
        ("24,47,581", 2447581, 1),
        ("٢٬٤٤٧٬٥٨١", 2447581, 1),
        ("۲٬۴۴۷٬۵۸۱", 2447581, 1),
        ("٢٫٤ مليون", 2400000, 100000),
        ("٢٬٤٤٧٫٥ ألف", 2447500, 100),
        ("2,4M", 2400000, 100000),
        ("2.4M", 2400000, 100000),
        ("2.45 Mio.", 2450000, 10000),
        ("1,234 M", 1234000, 1000),
        ("117K", 117000, 1000),
        ("1.234,5 k", 1234500, 100),
        ("3 milliards", 3000000000, 1000000000),
        ("2447", 2447, 1),
        ("2.447", 2447, 1),
        ("7", 7, 1),
        ("\u200f2,447,581\u200e signatures\n\t", 2447581, 1),
        ("We are 2 447 581 people!", 2447581, 1),
        ("0", 0, 1),
    ],
)
def test_a_number_is_read_in_the_form_of_its_page(text: str, value: int, step: int) -> None:
    found = find_number(text)
    assert (found.value, found.step) == (value, step)


@pytest.mark.parametrize(
    ("text", "sign", "value", "step"),
    [
        ("4.5", "", "4.5", "0.1"),
        ("1.234,56", "", "1234.56", "0.01"),
        ("1,234.56", "", "1234.56", "0.01"),
        ("4.567", ".", "4.567", "0.001"),
        ("4.567", ",", "4567", "1"),
        ("4,567", ",", "4.567", "0.001"),
        ("1,234.567", ".", "1234.567", "0.001"),
        ("12", ".", "12", "1"),
    ],
)
def test_a_fraction_keeps_its_digits(text: str, sign: str, value: str, step: str) -> None:
    found = find_number(text, sign)
    assert (found.value, found.step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no number"),
        ("no numbers here", "no number"),
        ("2 447 581 of 3,000,000", "2 numbers"),
        ("2026-11-28", "3 numbers"),
        ("20:15", "2 numbers"),
        ("-5", "a sign"),
        ("−5", "a sign"),
        ("~2000", "a sign"),
        ("100,000+", "a sign"),
        ("5 2,447", "no thousands"),
        ("1.2.3", "no thousands"),
        ("1,2345,678", "no thousands"),
        ("9" * 16, "more digits"),
        ("9999999999 M", "more digits"),
    ],
)
def test_what_is_no_clear_number_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        find_number(text)


def test_two_decimal_signs_are_no_number() -> None:
    with pytest.raises(ValueError, match="two decimal signs"):
        find_number("1.5.6", ".")


@given(st.integers(0, 10**12 - 1), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", "’", "٬"]))
def test_every_count_is_read_back_from_every_grouping(count: int, sign: str) -> None:
    text = f"{count:,}".replace(",", sign)
    found = find_number(text)
    assert (found.value, found.step) == (count, 1)


@given(st.text(max_size=200))
def test_no_text_gives_a_negative_number_or_another_error(text: str) -> None:
    try:
        found = find_number(text)
    except ValueError:
        return
    assert found.value >= 0
    assert found.step > 0
