"""Days and times as people type them, whatever language the chat speaks."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.input.when import BadTimeError, read_clock, read_hours, read_when
from bot.locales import vocabulary

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE = ZoneInfo("UTC")


MEANT = {
    "demain 20h": "2026-11-25 20:00",
    "غدا 20:00": "2026-11-25 20:00",
    "tomorrow 8pm": "2026-11-25 20:00",
    "tomorrow 8 pm": "2026-11-25 20:00",
    "tomorrow at 8": "2026-11-25 08:00",
    "ce soir 21h": "2026-11-24 21:00",
    "tonight at 8": "2026-11-24 20:00",
    "ce soir à 8h": "2026-11-24 20:00",
    "الجمعة 20:00": "2026-11-27 20:00",
    "يوم الجمعة القادم الساعة 8 مساء": "2026-11-27 20:00",
    "vendredi prochain à 20h": "2026-11-27 20:00",
    "Tuesday 20:00": "2026-11-24 20:00",
    "Tuesday 11:00": "2026-12-01 11:00",
    "Fri 20h00": "2026-11-27 20:00",
    "5 mars 20h30": "2027-03-05 20:30",
    "March 5 8:30 pm": "2027-03-05 20:30",
    "le 1er décembre à midi": "2026-12-01 12:00",
    "5 مارس 2027 20:00": "2027-03-05 20:00",
    "après-demain à 20h": "2026-11-26 20:00",
    "بعد غد ٢٠:٠٠": "2026-11-26 20:00",
    "dimanche 8h du soir": "2026-11-29 20:00",
    "demain matin 9h": "2026-11-25 09:00",
    "25/12/2026 20:00": "2026-12-25 20:00",
    "12/25/2026 20:00": "2026-12-25 20:00",
    "25/12 20h": "2026-12-25 20:00",
    "05/05/27 20h": "2027-05-05 20:00",
    "2026-12-01 20h": "2026-12-01 20:00",
    "2026/12/01 12am": "2026-12-01 00:00",
    "tomorrow midnight": "2026-11-25 00:00",
    "today 12pm": "",
    "demain à 20 h": "2026-11-25 20:00",
    "demain 20 h 30": "2026-11-25 20:30",
    "20 heures demain": "2026-11-25 20:00",
    "tomorrow 8 o’clock": "2026-11-25 08:00",
    "lundi 30 novembre 20h": "2026-11-30 20:00",
    "30 November Monday 20:00": "2026-11-30 20:00",
    "الاثنين 30 نونبر 20:00": "2026-11-30 20:00",
    "5 غشت 2027 20:00": "2027-08-05 20:00",
    "5 كانون الأول 20:00": "2026-12-05 20:00",
    "Friday 05/03/2027 20h": "2027-03-05 20:00",
    "ven. 27 nov. 20h": "2026-11-27 20:00",
    "the 1st of December 8pm": "2026-12-01 20:00",
    "2026-12-05T20:00": "2026-12-05 20:00",
    "tmrw 8pm": "2026-11-25 20:00",
    "today 20h in the evening": "2026-11-24 20:00",
    "29/02 20h": "2028-02-29 20:00",
    "الليلة 9": "2026-11-24 21:00",
    "tonight 9": "2026-11-24 21:00",
    "demain 20.00": "2026-11-25 20:00",
    "tomorrow 8.30pm": "2026-11-25 20:30",
    "tomorrow 10.12 pm": "2026-11-25 22:12",
}


@pytest.mark.parametrize("typed", MEANT)
def test_a_day_and_a_time_are_understood(typed: str) -> None:
    meant = MEANT[typed]
    when = read_when(typed.split(), TUESDAY, vocabulary())
    assert when.clock is not None
    assert when.rest == ()
    found = when.moments(NOW, PLACE, when.clock)
    assert [f"{one:%Y-%m-%d %H:%M}" for one in found] == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05/03/2027", ["2027-03-05", "2027-05-03"]),
        ("01/12/2026", ["2026-12-01"]),
        ("05/03/2016", []),
        ("5/3", ["2027-03-05", "2027-05-03"]),
        ("05.12.2026", ["2026-12-05"]),
    ],
)
def test_a_day_with_two_meanings_has_both_and_never_a_past_one(typed: str, meant: list[str]) -> None:
    when = read_when([typed], TUESDAY, vocabulary())
    assert [f"{one:%Y-%m-%d}" for one in when.moments(NOW, PLACE, time(20))] == meant


@pytest.mark.parametrize("typed", ["40h", "72h", "72", "sfax", "soon", "8x", "h", "+3", "2.40"])
def test_words_that_are_no_time_are_returned_as_the_rest(typed: str) -> None:
    when = read_when([typed], TUESDAY, vocabulary())
    assert (when.days, when.clock, when.rest) == ((), None, (typed,))


def test_after_a_time_hours_are_a_length() -> None:
    when = read_when(["20h", "72h", "20h"], TUESDAY, vocabulary())
    assert (when.clock, when.rest) == (time(20), ("72h", "20h"))
    assert read_when(["20:00", "72", "h"], TUESDAY, vocabulary()).rest == ("72", "h")
    assert read_when(["friday", "tomorrow", "8pm"], TUESDAY, vocabulary()).rest == ("tomorrow",)
    assert read_when(["monday", "30/11", "27/11", "8pm"], TUESDAY, vocabulary()).rest == ("27/11",)
    assert read_when(["tomorrow", "friday", "8pm", "9pm"], TUESDAY, vocabulary()).rest == ("friday", "9pm")


@pytest.mark.parametrize(
    "typed",
    [
        "25:00",
        "20:61",
        "2026-13-05",
        "2026-02-30",
        "1999-01-01",
        "32/13/2026",
        "31/31",
        "30 february",
    ],
)
def test_an_invalid_time_is_named_in_the_error(typed: str) -> None:
    with pytest.raises(BadTimeError, match=typed):
        read_when([typed] if " " not in typed else typed.split(), TUESDAY, vocabulary())


@pytest.mark.parametrize(("typed", "wrong"), [("lundi 1 décembre", "1 décembre"), ("2026-12-05 Friday", "Friday")])
def test_a_date_that_is_not_on_its_weekday_is_named_in_the_error(typed: str, wrong: str) -> None:
    with pytest.raises(BadTimeError, match=f"^{wrong}$"):
        read_when(typed.split(), TUESDAY, vocabulary())


@pytest.mark.parametrize(
    "typed", ["23:00-08:00", "23-8", "23h-8h", "11pm-8am", "23h00 – 8h", "٢٣:٠٠ - ٠٨:٠٠", "11 مساء - 8 صباحا"]
)
def test_quiet_hours_are_read_in_every_form(typed: str) -> None:
    assert read_hours(typed, vocabulary()) == (time(23), time(8))


@pytest.mark.parametrize("typed", ["23", "23-23", "25-8", "8-25:00", "x-8", "1-2-3", ""])
def test_an_invalid_span_of_hours_gives_none(typed: str) -> None:
    assert read_hours(typed, vocabulary()) is None


def test_a_time_of_day_may_be_bare() -> None:
    assert read_clock("20", vocabulary()) == time(20)
    assert read_clock("noon", vocabulary()) == time(12)
    assert read_clock("20:99", vocabulary()) is None
