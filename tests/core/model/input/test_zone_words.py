"""Zones as people name them beside a time."""

from datetime import datetime, timedelta

import pytest

from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.zone_words import LONGEST_PHRASE, city_of, offset_of, parse_zone
from bot.locales import vocabulary


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("UTC", 0),
        ("GMT", 0),
        ("(UTC+1)", 1),
        ("GMT -3", -3),
        ("utc+05:30", 5.5),
        ("Tokyo time", 9),
        ("heure de Tokyo", 9),
        ("بتوقيت غرينتش", 0),
        ("بتوقيت Tokyo", 9),
        ("بتوقيت طوكيو", 9),
        ("Pékin time", 8),
        ("Asia/Tokyo", 9),
    ],
)
def test_a_zone_is_what_people_mean_by_it(typed: str, hours: float) -> None:
    zone = parse_zone(fold(typed), vocabulary())
    assert zone is not None
    assert datetime(2026, 12, 5, tzinfo=zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("typed", ["Tokyo", "time", "some time", "05/03", "Nowhere/Town", "EST", "+3", ""])
def test_other_words_are_no_zone(typed: str) -> None:
    assert parse_zone(fold(typed), vocabulary()) is None


@pytest.mark.parametrize("typed", ["utc+15", "gmt-99", "utc+1:60"])
def test_an_offset_of_no_place_on_earth_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"utc|gmt"):
        offset_of(typed)


def test_a_text_of_the_longest_message_is_searched_for_a_city_without_trying_each_of_its_phrases() -> None:
    class Counted(Vocabulary):
        asked = 0

        def means(self, word: str, meaning: str) -> bool:
            Counted.asked += 1
            return super().means(word, meaning)

    words = vocabulary()
    assert city_of("in " * 1365, Counted(words.words)) == ""
    assert Counted.asked <= 2 * LONGEST_PHRASE
    assert city_of("the time in new york", words) == "new_york"
