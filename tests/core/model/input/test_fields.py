from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.core.model.errors import Wrong
from bot.core.model.input.fields import amount, cadence, day, line, one_of, row_number, time, whole


@pytest.mark.parametrize("text", ["", "  ", "x" * 11, "a\nb", "a\x00", "a\u2028b", "\u202eabc", "\ud800"])
def test_a_line_is_short_and_has_no_sign_that_changes_what_is_seen(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        line(10)(text)


def test_a_line_is_kept_without_the_spaces_around_it() -> None:
    assert line(10)("  إنوي  ") == "إنوي"


def test_a_word_that_is_nearly_right_names_the_right_one() -> None:
    read = one_of(["facebook", "mastodon"])
    assert read("facebook") == "facebook"
    with pytest.raises(Wrong) as wrong:
        read("facebok")
    assert (wrong.value.text_id, wrong.value.values) == ("mistake-near", {"near": "facebook"})
    with pytest.raises(ValueError, match=r"^$"):
        read("zzz")


@pytest.mark.parametrize("value", [True, "three", 3.0, None])
def test_a_value_that_is_no_number_has_the_wrong_type(value: object) -> None:
    for read in (amount, whole(range(10))):
        with pytest.raises(TypeError):
            read(value)


@pytest.mark.parametrize("value", [0, Decimal("NaN"), Decimal("Infinity"), -1, 10**9 + 1, Decimal("0.0000001")])
def test_an_amount_is_a_number_above_zero_that_can_be_stored(value: object) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        amount(value)


def test_numbers_in_their_range_are_kept() -> None:
    assert amount(3) == Decimal(3)
    assert whole(range(10))(9) == 9
    with pytest.raises(ValueError, match=r"^$"):
        whole(range(10))(10)


def test_a_time_is_kept_to_the_second_and_a_date_is_no_time() -> None:
    moment = datetime(2026, 12, 1, 20, 0, 0, 999, tzinfo=UTC)
    assert time(moment) == moment.replace(microsecond=0)
    assert day(date(2026, 12, 1)) == date(2026, 12, 1)
    for read, value in ((time, date(2026, 12, 1)), (day, moment), (time, "2026-12-01"), (day, "2026-12-01")):
        with pytest.raises(TypeError):
            read(value)
    with pytest.raises(ValueError, match=r"^$"):
        time(moment.replace(year=1999))


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("٣", 3), ("9" * 10, None), ("-1", None), ("", None)])
def test_the_number_of_a_row_is_one_that_a_database_can_hold(text: str, number: int | None) -> None:
    assert row_number(text) == number


def test_a_cadence_is_a_text() -> None:
    assert cadence("1h").every == 3600
    with pytest.raises(TypeError):
        cadence(1)
