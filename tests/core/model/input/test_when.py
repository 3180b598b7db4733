"""Days and times as people type them, whatever language the chat speaks."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.errors import Refusal
from bot.core.model.input.clock_words import BadTimeError
from bot.core.model.input.dates import UnfitDayError
from bot.core.model.input.when import read_clocks, read_hours, read_when
from bot.locales import vocabulary

TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE = ZoneInfo("UTC")


MEANT = {
    "demain 20h": "2026-11-25 20:00",
    "غدا 20:00": "2026-11-25 20:00",
    "tomorrow 8pm": "2026-11-25 20:00",
    "tomorrow 8 pm": "2026-11-25 20:00",
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
    "today midnight": "2026-11-25 00:00",
    "ce soir à minuit": "2026-11-25 00:00",
    "tonight at 1": "2026-11-25 01:00",
    "today 12pm": "",
    "demain à 20 h": "2026-11-25 20:00",
    "demain 20 h 30": "2026-11-25 20:30",
    "20 heures demain": "2026-11-25 20:00",
    "lundi 30 novembre 20h": "2026-11-30 20:00",
    "30 November Monday 20:00": "2026-11-30 20:00",
    "الاثنين 30 نونبر 20:00": "2026-11-30 20:00",
    "5 غشت 2027 20:00": "2027-08-05 20:00",
    "5 كانون الأول 20:00": "2026-12-05 20:00",
    "Friday 05/03/2027 20h": "2027-03-05 20:00",
    "ven. 27 nov. 20h": "2026-11-27 20:00",
    "the 1st of December 8pm": "2026-12-01 20:00",
    "2026-12-05T20:00": "2026-12-05 20:00",
    "2026\u2060-\u206012\u2060-\u206005 20:00": "2026-12-05 20:00",
    "2026\u201112\u201105T20:00": "2026-12-05 20:00",
    "2026‐12‐05 20:00": "2026-12-05 20:00",
    "tmrw 8pm": "2026-11-25 20:00",
    "today 20h in the evening": "2026-11-24 20:00",
    "29/02 20h": "2028-02-29 20:00",
    "الليلة 9": "2026-11-24 21:00",
    "tonight 9": "2026-11-24 21:00",
    "demain 20.00": "2026-11-25 20:00",
    "tomorrow 8.30pm": "2026-11-25 20:30",
    "tomorrow 10.12 pm": "2026-11-25 22:12",
    "Friday next week at 8pm": "2026-12-04 20:00",
    "next week on Friday 8pm": "2026-12-04 20:00",
    "vendredi de la semaine prochaine 20h": "2026-12-04 20:00",
    "la semaine prochaine, vendredi à 20h": "2026-12-04 20:00",
    "الجمعة من الأسبوع القادم 20:00": "2026-12-04 20:00",
    "الأسبوع المقبل يوم الجمعة 20:00": "2026-12-04 20:00",
    "السيمانة الجاية الجمعة 20:00": "2026-12-04 20:00",
    "Friday this week 8pm": "2026-11-27 20:00",
    "vendredi cette semaine 20h": "2026-11-27 20:00",
    "الجمعة هذا الأسبوع 20:00": "2026-11-27 20:00",
    "monday this week 8pm": "",
    "tomorrow this week 8pm": "2026-11-25 20:00",
    "Saturday 5 December next week 8pm": "2026-12-05 20:00",
    "1 December next week 8pm": "2026-12-01 20:00",
    "Friday week 8pm": "2026-12-04 20:00",
    "a week from Friday 8pm": "2026-12-04 20:00",
    "a week on Friday at 8pm": "2026-12-04 20:00",
    "vendredi en huit à 20h": "2026-12-04 20:00",
    "demain en huit 20h": "2026-12-02 20:00",
    "الجمعة بعد القادمة 20:00": "2026-12-04 20:00",
    "الجمعة الجاية 20:00": "2026-11-27 20:00",
    "5 Mar 2027 20:00": "2027-03-05 20:00",
    "5 mar. 20h": "2027-03-05 20:00",
    "Mar 5 8pm": "2027-03-05 20:00",
    "mar. 8 déc. 20h": "2026-12-08 20:00",
    "mar. 20h": "2026-11-24 20:00",
    "1er mars 20h": "2027-03-01 20:00",
    "premier mars 20h": "2027-03-01 20:00",
    "le premier décembre à 20h": "2026-12-01 20:00",
    "cinq mars 20h": "2027-03-05 20:00",
    "fifth of March 8pm": "2027-03-05 20:00",
    "March the twenty-first 8pm": "2027-03-21 20:00",
    "5 آذار/مارس 20:00": "2027-03-05 20:00",
    "5 كانون الأول/ديسمبر 20:00": "2026-12-05 20:00",
    "5 من مارس 20:00": "2027-03-05 20:00",
    "الخامس من آذار 20:00": "2027-03-05 20:00",
    "فاتح ماي 20:00": "2027-05-01 20:00",
    "الأول من تشرين الأول 20:00": "2027-10-01 20:00",
    "5-Dec-2026 20:00": "2026-12-05 20:00",
    "5/déc/2026 20:00": "2026-12-05 20:00",
    "5Dec 20:00": "2026-12-05 20:00",
    "tomorrow 20:00:00": "2026-11-25 20:00",
    "2026-12-05 20:00:00Z": "2026-12-05 20:00",
    "Saturday this weekend 8pm": "2026-11-28 20:00",
    "samedi ce week-end 20h": "2026-11-28 20:00",
    "السبت نهاية هذا الأسبوع 20:00": "2026-11-28 20:00",
    "Wednesday, end of March 8pm": "2027-03-31 20:00",
    "30 March, end of March 8pm": "2027-03-30 20:00",
    "lundi 7 à 20h": "2026-12-07 20:00",
    "demain 20:00 heures": "2026-11-25 20:00",
    "tomorrow 20:00 hours": "2026-11-25 20:00",
    "غدا 20:00 ساعة": "2026-11-25 20:00",
    "tomorrow hour 20:00": "2026-11-25 20:00",
    "Monday the 7th at 8pm": "2026-12-07 20:00",
    "sam. 5 20h": "2026-12-05 20:00",
    "20h vendredi 27": "2026-11-27 20:00",
    "الإثنين 7 الساعة 20:00": "2026-12-07 20:00",
    "le 5 à 20h": "2026-12-05 20:00",
    "le cinq à 20h": "2026-12-05 20:00",
    "the 5th at noon": "2026-12-05 12:00",
    "20:00 the fifth": "2026-12-05 20:00",
    "يوم 5 الساعة 20:00": "2026-12-05 20:00",
    "يوم الخامس 20:00": "2026-12-05 20:00",
    "le 24 à 9h": "2026-12-24 09:00",
    "mardi 24 à 20h": "2026-11-24 20:00",
    "le 31 à 20h": "2026-12-31 20:00",
    "Friday 8 pm": "2026-11-27 20:00",
    "vendredi 8 heures du soir": "2026-11-27 20:00",
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
        ("20:00 UTC", "21:00"),
        ("20:00UTC", "21:00"),
        ("20:00Z", "21:00"),
        ("8pm gmt", "21:00"),
        ("20:00 GMT+1", "20:00"),
        ("20h UTC +1", "20:00"),
        ("20:00 (UTC+1)", "20:00"),
        ("20:00+02:00", "19:00"),
        ("20:00 UTC-3", "00:00"),
        ("20:00 UTC+05:30", "15:30"),
        ("20:00 Tokyo time", "12:00"),
        ("20h heure de New York", "02:00"),
        ("20h heure de Paris", "20:00"),
        ("20:00 Africa/Lagos", "20:00"),
        ("20:00 heure locale", "20:00"),
        ("20:00 بتوقيت غرينتش", "21:00"),
        ("20:00 بالتوقيت المحلي", "20:00"),
        ("8 et demie UTC", "09:30 21:30"),
    ],
)
def test_a_time_in_another_zone_is_told_in_the_place_s_own(typed: str, meant: str) -> None:
    place = ZoneInfo("Africa/Lagos")
    when = read_when(["2026-12-04", *typed.split()], TUESDAY, vocabulary())
    assert when.rest == ()
    assert " ".join(f"{one:%H:%M}" for one in when.moments(NOW, place, time(0))) == meant


def test_a_date_with_a_time_and_an_offset_is_one_word() -> None:
    for typed, meant in (("2026-12-05T20:00:00+02:00", 18), ("2026-12-05T20:00Z", 20), ("2026-12-05T20:00-03:00", 23)):
        when = read_when([typed], TUESDAY, vocabulary())
        assert [one.hour for one in when.moments(NOW, PLACE, time(0))] == [meant], typed


TWO_MEANINGS = {
    "Friday at 8": "27 08:00, 27 20:00",
    "vendredi à 8": "27 08:00, 27 20:00",
    "الجمعة الساعة 8": "27 08:00, 27 20:00",
    "الجمعة الثامنة": "27 08:00, 27 20:00",
    "tomorrow 8 o’clock": "25 08:00, 25 20:00",
    "demain 8 et demie": "25 08:30, 25 20:30",
    "tomorrow half past eight": "25 08:30, 25 20:30",
    "غدا 8 ونصف": "25 08:30, 25 20:30",
    "tomorrow midnight": "25 00:00, 26 00:00",
    "vendredi à minuit": "27 00:00, 28 00:00",
    "الجمعة منتصف الليل": "27 00:00, 28 00:00",
    "Friday 2 at night": "27 02:00, 28 02:00",
    "tomorrow at 12": "25 12:00, 26 00:00",
    "today at 8": "24 20:00",
    "Tuesday at 8": "01 08:00, 24 20:00",
}
"""A time of day with two meanings: both are there, and none that is past."""


@pytest.mark.parametrize("typed", TWO_MEANINGS)
def test_a_time_with_two_meanings_has_both_and_never_a_past_one(typed: str) -> None:
    when = read_when(typed.split(), TUESDAY, vocabulary())
    assert when.rest == ()
    assert ", ".join(f"{one:%d %H:%M}" for one in when.moments(NOW, PLACE, time(0))) == TWO_MEANINGS[typed]


@pytest.mark.parametrize(
    ("typed", "blamed"),
    [("20:00 XYZ", "XYZ"), ("20:00 CEST", "CEST"), ("8 soonish", "8 soonish"), ("20:00-22:00", "20:00-22:00")],
)
def test_an_unknown_word_beside_a_time_is_what_remains(typed: str, blamed: str) -> None:
    assert " ".join(read_when(["tomorrow", *typed.split()], TUESDAY, vocabulary()).rest) == blamed


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


@pytest.mark.parametrize(
    ("typed", "week", "days"),
    [
        ("next week", "next week", 7),
        ("on next week 8pm", "next week", 7),
        ("la semaine prochaine à 20h", "la semaine prochaine", 7),
        ("الأسبوع القادم 20:00", "الأسبوع القادم", 7),
        ("this week 8pm", "this week", 6),
        ("cette semaine", "cette semaine", 6),
        ("هذا الأسبوع 20:00", "هذا الأسبوع", 6),
    ],
)
def test_a_week_alone_may_be_each_of_its_days_that_are_ahead(typed: str, week: str, days: int) -> None:
    when = read_when(typed.split(), TUESDAY, vocabulary())
    assert (when.week, when.rest) == (week, ())
    found = when.moments(NOW, PLACE, time(20))
    assert len(found) == days
    assert f"{found[-1]:%a %d}" == ("Sun 06" if days == 7 else "Sun 29")


@pytest.mark.parametrize(
    ("typed", "said", "first", "last"),
    [
        ("weekend 20:00", "weekend", "Fri 27 Nov", "Sun 29 Nov"),
        ("ce week-end", "ce week-end", "Fri 27 Nov", "Sun 29 Nov"),
        ("نهاية الأسبوع 20:00", "نهاية الأسبوع", "Fri 27 Nov", "Sun 29 Nov"),
        ("next weekend 20h", "next weekend", "Fri 27 Nov", "Sun 06 Dec"),
        ("le week-end prochain", "le week-end prochain", "Fri 27 Nov", "Sun 06 Dec"),
        ("end of March 20:00", "end of March", "Thu 25 Mar", "Wed 31 Mar"),
        ("the end of March 2028", "the end of March 2028", "Sat 25 Mar", "Fri 31 Mar"),
        ("mid-March", "mid-March", "Fri 12 Mar", "Thu 18 Mar"),
        ("end of the month 8pm", "end of the month", "Tue 24 Nov", "Mon 30 Nov"),
        ("start of the month", "start of the month", "Tue 01 Dec", "Mon 07 Dec"),
        ("fin mars à 20h", "fin mars", "Thu 25 Mar", "Wed 31 Mar"),
        ("début février", "début février", "Mon 01 Feb", "Sun 07 Feb"),
        ("في نهاية شهر آذار 20:00", "في نهاية شهر آذار", "Thu 25 Mar", "Wed 31 Mar"),
        ("أوائل مارس", "أوائل مارس", "Mon 01 Mar", "Sun 07 Mar"),
    ],
)
def test_a_weekend_and_a_part_of_a_month_may_be_each_of_their_days(
    typed: str, said: str, first: str, last: str
) -> None:
    when = read_when(typed.split(), TUESDAY, vocabulary())
    assert (when.week, when.rest) == (said, ())
    found = [f"{one:%a %d %b}" for one in when.moments(NOW, PLACE, time(20))]
    assert (found[0], found[-1]) == (first, last)


def test_on_a_sunday_a_weekend_is_the_day_itself_or_the_next_one() -> None:
    days = read_when(["weekend"], date(2026, 11, 29), vocabulary()).days
    assert [f"{day:%a %d}" for (day,) in days] == ["Sun 29", "Fri 04", "Sat 05", "Sun 06"]


@pytest.mark.parametrize(
    "typed", ["end of next month", "end of the", "end", "mid-week", "month", "fin", "نهاية", "1-2"]
)
def test_what_is_no_part_of_a_month_is_not_read_as_one(typed: str) -> None:
    when = read_when(typed.split(), TUESDAY, vocabulary())
    assert (when.days, when.week) == ((), "")
    assert when.rest


@pytest.mark.parametrize("year", ["1999", "2020", "2200"])
def test_a_year_that_is_past_or_too_far_is_what_is_not_understood(year: str) -> None:
    when = read_when(f"end of March {year}".split(), TUESDAY, vocabulary())
    assert (when.week, when.rest) == ("end of March", (year,))


@pytest.mark.parametrize(
    "typed",
    [
        "tomorrow next week",
        "Tuesday this weekend",
        "a week from 8pm",
        "5 December this week",
        "السبت 5 دجنبر هذا الأسبوع",
    ],
)
def test_a_day_that_is_not_in_its_week_is_an_error_that_names_the_week(typed: str) -> None:
    with pytest.raises(BadTimeError, match=r"week|الأسبوع"):
        read_when(typed.split(), TUESDAY, vocabulary())


@pytest.mark.parametrize("typed", ["5/mayo 20:00", "5 آذار/نيسان", "20 of", "mars 20h", "5 ans"])
def test_what_is_no_month_s_day_is_not_read_as_one(typed: str) -> None:
    assert read_when(typed.split(), TUESDAY, vocabulary()).days == ()


@pytest.mark.parametrize("typed", ["40h", "72h", "72", "sfax", "soon", "8x", "h", "+3", "2.40"])
def test_words_that_are_no_time_are_returned_as_the_rest(typed: str) -> None:
    when = read_when([typed], TUESDAY, vocabulary())
    assert (when.days, when.clock, when.rest) == ((), None, (typed,))


def test_after_a_time_hours_are_a_length() -> None:
    when = read_when(["20h", "72h", "20h"], TUESDAY, vocabulary())
    assert (when.clock, when.rest) == (time(20), ("72h", "20h"))
    assert read_when(["20:00", "72", "h"], TUESDAY, vocabulary()).rest == ("72", "h")
    assert read_when(["an", "hour", "20:00"], TUESDAY, vocabulary()).rest == ("an", "hour")
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
        "UTC+15",
        "GMT+1:75",
    ],
)
def test_an_invalid_time_is_named_in_the_error(typed: str) -> None:
    with pytest.raises(BadTimeError, match=re.escape(typed)):
        read_when([typed] if " " not in typed else typed.split(), TUESDAY, vocabulary())


@pytest.mark.parametrize(("typed", "wrong"), [("lundi 1 décembre", "1 décembre"), ("2026-12-05 Friday", "Friday")])
def test_a_date_that_is_not_on_its_weekday_is_named_in_the_error(typed: str, wrong: str) -> None:
    with pytest.raises(BadTimeError, match=f"^{wrong}$"):
        read_when(typed.split(), TUESDAY, vocabulary())


@pytest.mark.parametrize("said", ["lundi 8", "Monday the 8th", "الإثنين 8"])
def test_a_number_that_is_on_another_weekday_is_named_with_it_where_a_time_is_said(said: str) -> None:
    with pytest.raises(UnfitDayError, match=f"^{said}$"):
        read_when([*said.split(), "20:00"], TUESDAY, vocabulary(), bare=True)


def test_a_number_beside_a_weekday_is_the_day_s_only_where_it_is_no_time() -> None:
    assert read_when(["friday", "8"], TUESDAY, vocabulary()).rest == ("8",)
    assert read_when(["friday", "8"], TUESDAY, vocabulary(), bare=True).clock == time(8)
    assert read_when(["lundi", "7", "à", "20h"], TUESDAY, vocabulary(), bare=True).days == (
        (date(2026, 12, 7),),
    )  # fmt: skip
    for typed in ("phone le 40 20h", "2026-12-05 20:00 le 3"):
        assert read_when(typed.split(), TUESDAY, vocabulary()).rest[-1] in {"40", "3"}


@pytest.mark.parametrize(
    "typed",
    [
        "23:00-08:00",
        "23:00\u2060-\u206008:00",
        "23:00‑08:00",
        "23-8",
        "23h-8h",
        "11pm-8am",
        "23h00 – 8h",
        "٢٣:٠٠ - ٠٨:٠٠",
        "11 مساء - 8 صباحا",
        "from 23 to 8",
        "23:00 08:00",
        "de 23h à 8h",
        "entre 23h et 8h",
        "من 23 إلى 8",
        "from 11 pm until 8 am",
        "from 11 at night to 8 in the morning",
        "de onze heures du soir à huit heures",
        "23:00:00-08:00:00",
    ],
)
def test_quiet_hours_are_read_in_every_form(typed: str) -> None:
    assert read_hours(typed, vocabulary()) == ((time(23), time(8)),)


@pytest.mark.parametrize("typed", ["23", "23-23", "25-8", "8-25:00", "x-8", "1-2-3", "", "23 8 9", "from 23"])
def test_an_invalid_span_of_hours_has_no_meaning(typed: str) -> None:
    assert read_hours(typed, vocabulary()) == ()


def test_a_time_of_day_may_be_bare() -> None:
    assert read_clocks("20", vocabulary()) == (time(20),)
    assert read_clocks("noon", vocabulary()) == (time(12),)
    assert read_clocks("midnight", vocabulary()) == (time(0),)
    for typed in ("20:99", "tomorrow 20:00", "20 30", "soon", ""):
        assert read_clocks(typed, vocabulary()) == (), typed


def test_a_time_of_day_with_two_meanings_has_both() -> None:
    for typed in ("half past 8", "8 et demie", "الثامنة والنصف"):
        assert read_clocks(typed, vocabulary()) == (time(8, 30), time(20, 30))
    assert len(read_hours("half past 11 - quarter to 8", vocabulary())) == 4


@pytest.mark.parametrize("typed", ["20:00 UTC", "20h GMT+1", "20:00 بتوقيت غرينتش"])
def test_a_time_of_many_days_is_in_no_other_zone(typed: str) -> None:
    with pytest.raises(Refusal, match="time-in-zone"):
        read_clocks(typed, vocabulary())
