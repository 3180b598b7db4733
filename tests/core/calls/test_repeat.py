from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.calls.repeat import EVERY_DAY, TwoClocksError, finish, next_time, parse_repeat, rule
from bot.core.model.call import Repeat
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Text
from bot.locales import speak, vocabulary
from tests.talk import another

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday."""

ZONE = "Africa/Casablanca"
WORDS = vocabulary()


def campaign(zone: str = ZONE, ends_at: datetime | None = None) -> Campaign:
    return another(zone=zone, starts_at=NOW, ends_at=ends_at)


def parsed(text: str, ends_at: datetime | None = None) -> Repeat | None:
    return parse_repeat(text, NOW, campaign(ends_at=ends_at), WORDS)


@pytest.mark.parametrize(
    ("text", "days", "clock", "last"),
    [
        ("every Friday 18:00 until 26 December", (4,), time(18), date(2026, 12, 26)),
        ("Every Friday, at 6 pm, until 2026-12-26", (4,), time(18), date(2026, 12, 26)),
        ("every Monday and Friday 18:30 till 26 Dec", (0, 4), time(18, 30), date(2026, 12, 26)),
        ("every week on Tuesday 9am until 05/12/2027", (1,), time(9), None),
        ("every day 20:00 until 2026-12-01", EVERY_DAY, time(20), date(2026, 12, 1)),
        ("daily noon until 2026-12-01", EVERY_DAY, time(12), date(2026, 12, 1)),
        ("chaque vendredi à 18h jusqu’au 26 décembre", (4,), time(18), date(2026, 12, 26)),
        ("tous les vendredis 18h30 jusqu'au 2026-12-26", (4,), time(18, 30), date(2026, 12, 26)),
        ("tous les jours à midi jusqu’au 1er décembre", EVERY_DAY, time(12), date(2026, 12, 1)),
        ("chaque lundi, mercredi et samedi 20:00 jusqu’au 26 décembre", (0, 2, 5), time(20), date(2026, 12, 26)),
        ("كل جمعة 18:00 حتى 26 ديسمبر", (4,), time(18), date(2026, 12, 26)),
        ("كل يوم جمعة الساعة ٦ مساء حتى 2026-12-26", (4,), time(18), date(2026, 12, 26)),
        ("كل أسبوع، الاثنين والجمعة، 20:00 إلى 2026-12-26", (0, 4), time(20), date(2026, 12, 26)),
        ("كل يوم 20:00 حتى 2026-12-01", EVERY_DAY, time(20), date(2026, 12, 1)),
    ],
)
def test_words_in_each_language_say_when_a_series_repeats(
    text: str, days: tuple[int, ...], clock: time, last: date | None
) -> None:
    if last is None:
        with pytest.raises(Refusal) as refused:
            parsed(text)
        assert refused.value.text.id == "series-bad-until"
        return
    assert parsed(text) == Repeat(days, clock, ZONE, last)


@pytest.mark.parametrize("text", ["every Friday at 8", "chaque vendredi 8 et quart", "كل جمعة الثامنة"])
def test_a_series_whose_time_has_two_meanings_has_both(text: str) -> None:
    with pytest.raises(TwoClocksError) as two:
        parsed(f"{text} until 2026-12-26")
    first, second = two.value.repeats
    assert (first.clock.hour, second.clock.hour, first.days, second.last) == (8, 20, (4,), date(2026, 12, 26))
    for language in ("en", "fr", "ar"):
        assert f"{first.clock:%H:%M}" in speak(language)(two.value.text)


def test_a_series_is_in_the_campaign_s_zone_alone() -> None:
    with pytest.raises(Refusal, match="time-in-zone"):
        parsed("every Friday 18:00 UTC until 2026-12-26")


def test_words_that_name_one_time_are_no_series() -> None:
    for text in ("20:00", "Friday 18:00", "tomorrow 8pm", "", "الجمعة 20:00"):
        assert parsed(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("every Friday", "series-bad"),
        ("every 18:00", "series-bad"),
        ("every Friday soon", "series-bad"),
        ("every Friday 25:00 until 2026-12-26", "series-bad"),
        ("every Friday 2026-12-01 18:00 until 2026-12-26", "series-bad"),
        ("every Friday 18:00 until soon", "series-bad-until"),
        ("every Friday 18:00 until 2026-13-26", "series-bad-until"),
        ("every Friday 18:00 until 26 December 20:00", "series-bad-until"),
        ("every Friday 18:00", "series-no-until"),
        ("every Friday 18:00 until 2028-12-26", "series-long"),
        ("every Friday 18:00 until 2026-11-26", "series-over"),
        ("every Friday 18:00 until 2026-11-01", "series-over"),
    ],
)
def test_words_that_say_no_series_are_refused_with_one_sentence(text: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parsed(text)
    assert refused.value.text.id == why


@pytest.mark.parametrize("until", ["", " until 2026-12-26", " until 2026-11-26"])
@pytest.mark.parametrize(
    ("days", "ends", "why"),
    [
        ("Friday", datetime(2026, 11, 27, 12, tzinfo=UTC), "series-campaign-ends"),
        ("day", datetime(2026, 11, 24, 15, tzinfo=UTC), "series-campaign-ends"),
        ("Friday", NOW, "series-campaign-over"),
        ("Friday", NOW.replace(day=1), "series-campaign-over"),
    ],
)
def test_a_series_that_its_campaigns_end_leaves_no_time_is_not_told_to_take_a_later_last_day(
    days: str, ends: datetime, why: str, until: str
) -> None:
    if days == "day" and "11-26" in until:
        until = " until 2026-11-24"
    with pytest.raises(Refusal) as refused:
        parsed(f"every {days} 18:00{until}", ends)
    assert refused.value.text.id == why


def test_without_a_last_day_a_series_lasts_as_long_as_the_campaign_but_a_year_at_most() -> None:
    ends = datetime(2026, 12, 20, 12, tzinfo=UTC)
    made = parsed("every Friday 18:00", ends)
    assert made is not None
    assert made.last == date(2026, 12, 20)
    long = finish((4,), time(18), "", NOW, campaign(ends_at=ends.replace(year=2030)), WORDS)
    assert long.last == date(2027, 11, 25)


def times(repeat: Repeat, after: datetime, ends_at: datetime | None = None) -> list[str]:
    found, at = [], next_time(repeat, after, campaign(repeat.zone, ends_at))
    while at is not None:
        found.append(f"{at:%m-%d %H:%M}")
        at = next_time(repeat, at, campaign(repeat.zone, ends_at))
    return found


@pytest.mark.parametrize(
    "until",
    ["26 December", "until 26 December", "jusqu'au 26 décembre", "حتى 26 ديسمبر", "إلى 26 ديسمبر", "until 2026-12-26"],
)
def test_the_last_day_is_read_with_the_words_of_its_question_too(until: str) -> None:
    found = finish((4,), time(18), until, NOW, campaign(), WORDS)
    assert found.last == date(2026, 12, 26)


def test_a_series_keeps_its_local_time_over_a_clock_change() -> None:
    after = datetime(2027, 3, 18, tzinfo=UTC)
    paris = Repeat((4,), time(18), "Europe/Paris", date(2027, 4, 2))
    assert times(paris, after) == ["03-19 17:00", "03-26 17:00", "04-02 16:00"]
    # 02:30 does not exist on 28 March, and comes twice on 31 October: it falls once each time.
    night = Repeat((6,), time(2, 30), "Europe/Paris", date(2027, 4, 4))
    assert times(night, after) == ["03-21 01:30", "03-28 01:30", "04-04 00:30"]
    autumn = replace(night, last=date(2027, 11, 7))
    assert times(autumn, datetime(2027, 10, 25, tzinfo=UTC)) == ["10-31 00:30", "11-07 01:30"]


def test_a_series_ends_with_its_campaign() -> None:
    daily = Repeat(EVERY_DAY, time(18), "UTC", date(2026, 12, 26))
    assert times(daily, NOW, datetime(2026, 11, 25, 18, tzinfo=UTC)) == ["11-24 18:00", "11-25 18:00"]
    assert times(daily, NOW, datetime(2026, 11, 25, 17, tzinfo=UTC)) == ["11-24 18:00"]


@pytest.mark.parametrize(
    ("zone", "clock", "last"),
    [
        # On these days the clocks skip that hour; in Scoresbysund it is the last of its day.
        ("Europe/Paris", time(2, 30), date(2027, 3, 28)),
        ("America/Scoresbysund", time(23, 30), date(2027, 3, 27)),
        ("Europe/Paris", time(2, 30), date(2027, 10, 31)),
    ],
)
def test_a_series_says_the_time_that_it_keeps_where_its_last_day_skips_that(zone: str, clock: time, last: date) -> None:
    values = rule(Repeat(EVERY_DAY, clock, zone, last)).values
    shown = {name: one.at.astimezone(ZoneInfo(zone)) for name, one in values.items() if isinstance(one, Moment)}
    assert (shown["time"].time(), shown["last"].date()) == (clock, last)


def test_a_series_is_said_with_its_days_its_time_and_its_last_day() -> None:
    said = speak("en")(rule(Repeat((0, 2, 4), time(18), ZONE, date(2026, 12, 26))))
    plain = "".join(sign for sign in said if sign not in "\u2068\u2069")
    assert plain.startswith("Every week on Monday, Wednesday and Friday at 18:00")
    assert "26 Dec" in plain
    assert rule(Repeat(EVERY_DAY, time(18), ZONE, date(2026, 12, 26))).id == "series-daily"
    one = rule(Repeat((4,), time(18), ZONE, date(2026, 12, 26))).values["days"]
    assert isinstance(one, Text)
    assert speak("fr")(one) == "vendredi"
