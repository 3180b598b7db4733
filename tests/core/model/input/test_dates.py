"""Single dates; `test_when.py` reads them beside weekdays, weeks and times."""

from datetime import date

import pytest

from bot.core.model.input.clock_words import BadTimeError
from bot.core.model.input.dates import next_days, on_weekday, read_date, weekday
from bot.core.model.input.letters import fold
from bot.locales import vocabulary

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    ["5 mar", "mar 5", "5-mar", "5/mars", "5mars", "the fifth of march", "cinq mars", "5 من اذار", "5 اذار/مارس"],
)  # fmt: skip
def test_a_day_and_a_month_are_a_date_in_every_form(typed: str) -> None:
    ((first, *_),) = read_date(fold(typed), TODAY, vocabulary())
    assert (first.month, first.day) == (3, 5)
    ((only,),) = read_date(f"{fold(typed)} 2028", TODAY, vocabulary())
    assert only == date(2028, 3, 5)


@pytest.mark.parametrize("typed", ["mars", "5", "5 اذار/نيسان", "forty march", "5 marsh", "march 2027", "5 2027", ""])
def test_anything_else_is_none(typed: str) -> None:
    assert read_date(typed, TODAY, vocabulary()) == ()


@pytest.mark.parametrize("typed", ["31 june", "30/30", "1999-01-01", "0 march", "29 feb 2027"])
def test_a_date_that_no_year_has_is_an_error(typed: str) -> None:
    with pytest.raises(BadTimeError, match=f"^{typed}$"):
        read_date(typed, TODAY, vocabulary())


def test_a_weekday_may_have_its_point_and_words_that_say_nothing() -> None:
    for typed, meant in (("ven.", 4), ("next friday", 4), ("mar.", 1), ("friday march", None), ("", None)):
        assert weekday(typed, vocabulary()) == meant


def test_the_next_days_of_a_number_are_in_the_months_that_have_it() -> None:
    assert next_days(31, TODAY) == (date(2026, 12, 31), date(2027, 1, 31))
    assert next_days(24, TODAY) == (TODAY, date(2026, 12, 24))
    assert on_weekday(next_days(24, TODAY), 3, TODAY) == (date(2026, 12, 24),)
    assert on_weekday(next_days(25, TODAY), 4, TODAY) == ()
