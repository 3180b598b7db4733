"""Spans of hours as people type them, in all languages whatever the chat's, told as a start and a length."""

from datetime import date, datetime, time

import pytest

from bot.core.model.input.span_words import span_said, with_length
from bot.locales import vocabulary

TUESDAY = date(2026, 11, 24)
START = datetime.combine(date(2026, 12, 5), time(20))

SPANS = {
    "tomorrow from 20:00 to 23:00": "tomorrow 20:00 3h", "demain de 20h à 23h": "demain 20h 3h",
    "غدا من 8 إلى 11 مساءً": "غدا 20:00 3h", "from 8 to 11 pm tomorrow": "20:00 3h tomorrow",
    "من الجمعة 8 إلى 11 مساء": "الجمعة 20:00 3h", "غدا بين 8 و 11 مساء": "غدا 20:00 3h",
    "demain entre 20h et 22h30": "demain 20h 2h30m", "tomorrow 8-11pm": "tomorrow 20:00 3h",
    "20h-23h": "20h 3h", "20h - 23h": "20h 3h", "20:00–20:30": "20:00 30m", "10-23h": "10:00 13h",
    "tomorrow 20:00 until 23:00 goal": "tomorrow 20:00 3h goal", "10 pm to 2": "10 pm 4h", "10 pm to 11": "10 pm 1h",
    "from 11 to 2 am": "23:00 3h", "from 9 to 5 pm": "09:00 8h", "from noon to 3 pm": "noon 3h",
    "from 20:00 till midnight": "20:00 4h", "from 20 to 23": "20:00 3h", "from 22:00 to 2:00": "22:00 4h",
    "from 8 to 11": "at 8 3h", "from Friday at 8 until 11": "Friday at 8 3h", "from 8 to 8": "at 8 12h",
    "from half past 8 to 11": "half past 8 2h30m", "from 8 to 23:00": "08:00 15h",
    "from Friday 20:00 to Saturday 23:00": "Friday 20:00 27h",
    "from 8 Friday to 11 pm": "20:00 Friday 3h", "from 8 Friday to 11": "at 8 Friday 3h",
    "Friday from 20:00 to Saturday 23:00": "Friday 20:00 27h",
    "du 5 décembre 20h au 7 décembre 20h": "5 décembre 20h 48h", "from 20:00 to 23:00 UTC": "20:00 3h UTC",
    "2026-11-20 from 20:00 to 2026-11-21 20:00": "2026-11-20 20:00 24h",
    "du 5 à 20h au 7 à 20h": "du 5 à 20h 48h", "du lundi 7 à 20h au mercredi 9 à 20h": "lundi 7 à 20h 48h",
    "until 23:00": "2026-12-05 20:00 3h", "jusqu’à lundi 20h": "2026-12-05 20:00 48h",
}  # fmt: skip


@pytest.mark.parametrize("typed", SPANS)
def test_a_span_of_hours_is_its_start_and_its_length(typed: str) -> None:
    assert " ".join(with_length(typed.split(), TUESDAY, vocabulary(), START)) == SPANS[typed]


@pytest.mark.parametrize(
    "typed",
    [
        "demain à 20h", "2026-12-05 20:00 72h", "ten to eight", "10 to 8", "8-11", "from 20:00 to soon",
        "from soon to 23:00",
        "from 20:00 to 25:00", "until 23:00", "until", "2026-12-05", "vendredi et samedi 20h",
        "from 05/03 20:00 to 06/03 20:00", "from 2026-12-05 20:00 to 2026-12-04 20:00",
        "from 20:00 to Saturday 23:00 25:00",
        "from 2026-12-05 20:00 to 2027-12-05 20:00", "from 2026-12-05 20:00 to 2026-12-05 19:00", "",
    ],
)  # fmt: skip
def test_other_words_stay_as_they_are(typed: str) -> None:
    words = typed.split()
    assert with_length(words, TUESDAY, vocabulary()) == words


@pytest.mark.parametrize(
    "typed",
    ["8 to 11", "from 8 to 11", "8-11", "8-11pm", "20h-23h", "20:00 – 23:00", "de 8 à 11", "8 à 11", "entre 20h et 23h",
     "من 8 إلى 11", "8 إلى 11 مساء", "tomorrow from 8 to 11", "demain de 20h à 23h", "the 20:00 to 23:00 slot"],
)  # fmt: skip
def test_a_span_is_found_where_one_time_is_asked_for(typed: str) -> None:
    assert span_said(typed.split(), TUESDAY, vocabulary()) == (time(20), time(23))


@pytest.mark.parametrize("typed", ["8", "8pm", "tomorrow at 8pm", "soon to come", "8 et demie", "5-x", "", "to 8"])
def test_one_time_is_no_span(typed: str) -> None:
    assert span_said(typed.split(), TUESDAY, vocabulary()) is None
