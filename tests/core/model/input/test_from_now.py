"""Times that are counted from now, in all languages whatever the chat's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.input.from_now import read_shift, short_lengths, spelled_out
from bot.locales import vocabulary

PLACE = ZoneInfo("Africa/Casablanca")
NOW = datetime(2026, 11, 24, 12, 30, 20, tzinfo=UTC)
"""12:30:20 in Casablanca."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("in 2 hours", "2026-11-24 14:31"),
        ("in 2h", "2026-11-24 14:31"),
        ("in an hour", "2026-11-24 13:31"),
        ("in two hours", "2026-11-24 14:31"),
        ("in 45 min", "2026-11-24 13:16"),
        ("in 2 days and 3 hours", "2026-11-26 15:31"),
        ("in 3 days 20:00", "2026-11-27 20:00"),
        ("dans 2 heures", "2026-11-24 14:31"),
        ("dans une heure", "2026-11-24 13:31"),
        ("dans 3 jours à 20h", "2026-11-27 à 20h"),
        ("بعد ساعتين", "2026-11-24 14:31"),
        ("بعد ساعة", "2026-11-24 13:31"),
        ("بعد ٣ أيام", "2026-11-27"),
        ("بعد يومين 20:00", "2026-11-26 20:00"),
        ("بعد نصف ساعة", "2026-11-24 13:01"),
        ("in half an hour", "2026-11-24 13:01"),
        ("dans une demi-heure", "2026-11-24 13:01"),
        ("half an hour from now", "2026-11-24 13:01"),
        ("نصف ساعة من الآن", "2026-11-24 13:01"),
        ("in a quarter of an hour", "2026-11-24 12:46"),
        ("dans un quart d’heure", "2026-11-24 12:46"),
        ("بعد ربع ساعة", "2026-11-24 12:46"),
        ("in an hour and a half", "2026-11-24 14:01"),
        ("dans une heure et demie", "2026-11-24 14:01"),
        ("بعد ساعة ونصف", "2026-11-24 14:01"),
        ("بعد ساعتين و 10 دقائق", "2026-11-24 14:41"),
        ("in 1h30", "2026-11-24 14:01"),
        ("in three hours", "2026-11-24 15:31"),
        ("بعد ثلاث ساعات", "2026-11-24 15:31"),
        ("in a week at noon", "2026-12-01 at noon"),
        ("dans quinze jours 20h", "2026-12-08 20h"),
        ("بعد أسبوعين 20:00", "2026-12-08 20:00"),
        ("in 2 days and a half", "2026-11-26 and a half"),
        ("in 2 hours and much", "2026-11-24 14:31 and much"),
        ("in half a day", "in half a day"),
        ("in 5 apples", "in 5 apples"),
        ("from now", "from now"),
        ("soon from now", "soon from now"),
        ("بعد غد 20:00", "بعد غد 20:00"),
        ("20:00 in the evening", "20:00 in the evening"),
        ("in", "in"),
        ("in 5", "in 5"),
        ("d’ici 22h", "d’ici 22h"),
        ("d’ici 2 h 30", "d’ici 2 h 30"),
        ("d’ici 2 heures", "2026-11-24 14:31"),
        ("demain 20h", "demain 20h"),
    ],
)
def test_a_time_from_now_becomes_a_date_and_a_time(typed: str, meant: str) -> None:
    assert spelled_out(typed.split(), NOW, PLACE, vocabulary()) == meant.split()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("72 hours", "72h"),
        ("for 3 days", "72h"),
        ("72h goal", "72h goal"),
        ("pendant 72 h", "72h"),
        ("pendant trois jours", "72h"),
        ("deux heures", "2h"),
        ("لمدة 3 أيام", "72h"),
        ("ساعتين", "2h"),
        ("90 minutes", "90m"),
        ("an hour and a half", "90m"),
        ("for now", "for now"),
        ("for", "for"),
        ("1h30m", "1h30m"),
        ("-1h", "-1h"),
    ],
)
def test_a_length_in_words_becomes_its_short_form(typed: str, meant: str) -> None:
    assert " ".join(short_lengths(typed.split(), vocabulary())) == meant


def test_a_whole_minute_is_not_rounded() -> None:
    assert spelled_out(["in", "1", "hour"], NOW.replace(second=0), PLACE, vocabulary()) == ["2026-11-24", "13:30"]


SHIFTS = {
    "by 2 hours": "2:00:00", "de 2 heures": "2:00:00", "بساعتين": "2:00:00", "+2h": "2:00:00", "+ ٢ ساعات": "2:00:00",
    "for two hours": "2:00:00", "لمدة ساعتين": "2:00:00", "بمقدار ساعة ونصف": "1:30:00", "d’une heure": "1:00:00",
    "2 hours later": "2:00:00", "une heure plus tard": "1:00:00", "by 1h30m": "1:30:00",
    "by a day and 2 hours": "1 day, 2:00:00",
    "30 minutes earlier": "-1 day, 23:30:00", "ساعة أبكر": "-1 day, 23:00:00", "-2h": "-1 day, 22:00:00",
    "−30m": "-1 day, 23:30:00", "قبل ساعة": "-1 day, 23:00:00", "قبل بساعتين": "-1 day, 22:00:00",
    "ساعة قبل": "-1 day, 23:00:00",
}  # fmt: skip


@pytest.mark.parametrize("typed", SHIFTS)
def test_a_length_that_moves_a_time_says_so(typed: str) -> None:
    shift = read_shift(typed.split(), vocabulary())
    assert shift is not None
    assert (str(shift[0]), shift[1]) == (SHIFTS[typed], True)


def test_a_length_alone_may_move_a_time_and_other_words_do_not() -> None:
    for typed, hours in (("2 hours", 2), ("ساعتين", 2), ("deux jours", 48), ("72h", 72)):
        assert read_shift(typed.split(), vocabulary()) == (timedelta(hours=hours), False)
    for typed in ("by lunch", "by", "+", "", "later", "tomorrow 20:00", "in 2 hours", "20:00", "بعد ساعتين"):
        assert read_shift(typed.split(), vocabulary()) is None, typed
