"""Times of day in words, in all languages whatever the chat's."""

import pytest

from bot.core.model.input.clock_words import Clock, on_part, parse_clock
from bot.core.model.input.letters import fold
from bot.locales import vocabulary

SAID = {
    "half past 8": "08:30 +12",
    "half past eight": "08:30 +12",
    "half eight": "08:30 +12",
    "quarter past eight": "08:15 +12",
    "a quarter to nine": "08:45 +12",
    "ten past 8": "08:10 +12",
    "10 minutes to 8": "07:50 +12",
    "8 minutes to 8": "07:52 +12",
    "ten to 8": "07:50 +12",
    "twenty five past seven": "07:25 +12",
    "eight thirty": "08:30 +12",
    "at eight": "08:00 +12",
    "at 8": "08:00 +12",
    "eight o’clock": "08:00 +12",
    "8 o’clock": "08:00 +12",
    "at half past twelve": "12:30 +12",
    "8pm": "20:00",
    "8.30 pm": "20:30",
    "12am": "00:00",
    "noon": "12:00",
    "twelve noon": "12:00",
    "midnight": "00:00 +24",
    "quarter to midnight": "23:45",
    "8 et demie": "08:30 +12",
    "huit heures et demie": "08:30 +12",
    "8h et quart": "08:15",
    "20h et demie": "20:30",
    "neuf heures moins le quart": "08:45 +12",
    "neuf heures moins dix": "08:50",
    "huit heures": "08:00",
    "vingt heures trente": "20:30",
    "20 heures 30": "20:30",
    "vingt-deux heures": "22:00",
    "vingt et une heures": "21:00",
    "midi et demi": "12:30",
    "minuit et quart": "00:15 +24",
    "minuit moins dix": "23:50",
    "à midi": "12:00",
    "الثامنة": "08:00 +12",
    "الساعة الثامنة": "08:00 +12",
    "على الساعة الثامنة": "08:00 +12",
    "الثامنة والنصف": "08:30 +12",
    "الثامنة و النصف": "08:30 +12",
    "8 ونص": "08:30 +12",
    "التاسعة إلا ربعا": "08:45 +12",
    "التاسعة إلا ثلث": "08:40 +12",
    "الثامنة وعشر دقائق": "08:10 +12",
    "الثامنة و 10 دقائق": "08:10 +12",
    "الثانية عشرة": "12:00 +12",
    "مع التمنية": "08:00 +12",
    "الظهر": "12:00",
    "منتصف الليل": "00:00 +24",
}
"""A phrase, its time of day, and how many hours later its other meaning is."""


def meanings(clock: Clock) -> str:
    later = clock.also.total_seconds() // 3600
    return f"{clock.at:%H:%M}" + (f" +{later:.0f}" if later else "")


@pytest.mark.parametrize("phrase", SAID)
def test_a_time_of_day_is_understood_with_its_meanings(phrase: str) -> None:
    clock = parse_clock(fold(phrase), vocabulary())
    assert clock is not None
    assert meanings(on_part(clock, clock.part)) == SAID[phrase]


@pytest.mark.parametrize("phrase", ["8 to 11", "9 to 12"])
def test_a_span_is_no_time_of_day(phrase: str) -> None:
    assert parse_clock(fold(phrase), vocabulary()) is None


@pytest.mark.parametrize(
    ("phrase", "part", "meant"),
    [
        ("at 8", "pm", "20:00"),
        ("at 8", "am", "08:00"),
        ("at 12", "am", "00:00"),
        ("at 12", "pm", "12:00"),
        ("at 12", "night", "00:00 +24"),
        ("at 2", "night", "02:00 +24"),
        ("at 11", "night", "23:00"),
        ("midnight", "pm", "00:00 +24"),
        ("midnight", "night", "00:00 +24"),
        ("20:00", "am", "20:00"),
        ("0:30", "pm", "00:30"),
        ("at 8", "", "08:00 +12"),
    ],
)
def test_a_part_of_the_day_says_which_meaning(phrase: str, part: str, meant: str) -> None:
    clock = parse_clock(fold(phrase), vocabulary())
    assert clock is not None
    assert meanings(on_part(clock, part)) == meant


@pytest.mark.parametrize(
    "phrase",
    ["eight", "8", "8 and 10", "eight five", "half past", "quarante heures", "half past 25", "8 soonish",
     "the 8", "eight seventy", "20h hours", "8 past", "half", "sixty past 8"],
)  # fmt: skip
def test_what_is_no_time_of_day_is_left(phrase: str) -> None:
    assert parse_clock(fold(phrase), vocabulary()) is None


def test_only_a_time_without_at_could_be_a_length() -> None:
    for phrase, length in (("20h", True), ("8 heures", True), ("huit heures", True), ("à 20h", False), ("8pm", False)):
        clock = parse_clock(fold(phrase), vocabulary())
        assert clock is not None
        assert clock.length is length, phrase
