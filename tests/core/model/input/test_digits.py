from decimal import Decimal

import pytest

from bot.core.model.input.digits import figure, read_amount, without_gaps
from bot.locales import vocabulary


@pytest.mark.parametrize(
    ("typed", "read"),
    [("٢٬٢٧٢٫٥", "2,272.5"), ("۱۲", "12"), ("१२", "12"), ("2,272.5", "2,272.5"), ("72h", "72h"), ("", "")],
)
def test_digits_and_separators_of_other_scripts_are_read_as_latin_ones(typed: str, read: str) -> None:
    assert figure(typed) == read


@pytest.mark.parametrize(
    ("typed", "amount", "codes"),
    [
        ("350", 350, set()), ("350dh", 350, {"MAD"}), ("350 DH", 350, {"MAD"}), ("MAD 350", 350, {"MAD"}),
        ("٣٥٠ درهم", 350, {"MAD", "AED"}), ("€20", 20, {"EUR"}), ("19,90 €", Decimal("19.9"), {"EUR"}),
        ("5 dollars", 5, {"USD", "CAD"}), ("1 500 dh", 1500, {"MAD"}), ("1\u202f000", 1000, set()),
        ("1\u00a0000,50 dirhams", Decimal("1000.5"), {"MAD"}), ("١٢ ٠٠٠ درهم", 12000, {"MAD"}), ("١٬٠٠٠", 1000, set()),
        ("€1 000 000", 1000000, {"EUR"}),
    ],
)  # fmt: skip
def test_an_amount_is_a_number_and_the_currencies_that_its_word_may_mean(
    typed: str, amount: Decimal, codes: set[str]
) -> None:
    found = read_amount(typed, vocabulary())
    assert found is not None
    assert found[0] == amount
    assert codes <= found[1]
    assert bool(codes) == bool(found[1])


@pytest.mark.parametrize("typed", ["", "dh", "350x", "€20 dh", "-5", "+5", "1,000", "1.000", "1 35", "1 3500", "1e9"])
def test_other_words_are_no_amount(typed: str) -> None:
    assert read_amount(typed, vocabulary()) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10 000", "10000"), ("10\u202f000", "10000"), ("1,000", "1000"), ("1.000.000", "1000000"), ("1’000", "1000"),
        ("1,5", "1,5"), ("100 00", "100 00"), ("1000", "1000"), ("2%", "2%"),
    ],
)  # fmt: skip
def test_what_stands_between_thousands_is_left_out_of_a_whole_number(typed: str, read: str) -> None:
    assert without_gaps(typed) == read
