from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.chats import Quiet
from bot.core.model.schedule import Cadence, after_quiet, latest_due, next_due, parse_cadence, parse_hours

HOURLY = Cadence(every=3600)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def run(cadence: Cadence, zone: str, start: str, end: str) -> list[datetime]:
    due, found = utc(start), []
    while (due := next_due(cadence, due, zone)) <= utc(end):
        found.append(due)
    return found


def spoken(moments: list[datetime], zone: str) -> list[str]:
    return [f"{moment.astimezone(ZoneInfo(zone)):%d %H:%M}" for moment in moments]


def test_casablanca_stays_at_utc_from_20_september_2026_on() -> None:
    place = ZoneInfo("Africa/Casablanca")
    assert utc("2026-09-19T12:00").astimezone(place).utcoffset() == timedelta(hours=1)
    assert utc("2026-12-01T12:00").astimezone(place).utcoffset() == timedelta(0)
    assert utc("2027-07-01T12:00").astimezone(place).utcoffset() == timedelta(0)


def test_an_hourly_cadence_posts_once_an_hour_through_casablancas_repeated_hour() -> None:
    found = run(HOURLY, "Africa/Casablanca", "2026-09-19T20:00", "2026-09-20T06:00")
    assert found == [utc("2026-09-19T20:00") + timedelta(hours=hours) for hours in range(1, 11)]


def test_a_daily_cadence_posts_once_a_day_on_both_sides_of_casablancas_clock_change() -> None:
    evening = run(Cadence(daily=time(20)), "Africa/Casablanca", "2026-09-17T12:00", "2026-09-22T12:00")
    assert evening == [
        utc(f"2026-09-{day}T{hour}:00") for day, hour in ((17, 19), (18, 19), (19, 19), (20, 20), (21, 20))
    ]
    repeated = run(Cadence(daily=time(2, 30)), "Africa/Casablanca", "2026-09-18T12:00", "2026-09-22T12:00")
    assert spoken(repeated, "Africa/Casablanca") == ["19 02:30", "20 02:30", "21 02:30", "22 02:30"]


@pytest.mark.parametrize(
    ("zone", "start", "end", "hours"),
    [
        (
            "Europe/Paris",
            "2026-03-28T22:00",
            "2026-03-29T04:00",
            ["00:00", "01:00", "03:00", "04:00", "05:00", "06:00"],
        ),
        ("Asia/Beirut", "2026-03-28T20:00", "2026-03-29T00:00", ["23:00", "01:00", "02:00", "03:00"]),
        ("Australia/Lord_Howe", "2026-10-03T13:30", "2026-10-03T18:00", ["01:00", "02:30", "03:00", "04:00", "05:00"]),
    ],
)
def test_hourly_through_a_gap_posts_each_hour_that_the_clock_shows_and_the_skipped_one_at_the_change(
    zone: str, start: str, end: str, hours: list[str]
) -> None:
    assert [moment[3:] for moment in spoken(run(HOURLY, zone, start, end), zone)] == hours


def test_hourly_through_paris_repeated_hour_posts_in_both() -> None:
    found = run(HOURLY, "Europe/Paris", "2026-10-24T23:00", "2026-10-25T03:00")
    assert spoken(found, "Europe/Paris") == ["25 02:00", "25 02:00", "25 03:00", "25 04:00"]


def test_hourly_through_lord_howes_repeated_half_hour_posts_each_hour_once() -> None:
    found = run(HOURLY, "Australia/Lord_Howe", "2026-04-04T13:00", "2026-04-04T17:30")
    assert spoken(found, "Australia/Lord_Howe") == ["05 01:00", "05 02:00", "05 03:00", "05 04:00"]


def test_a_long_cadence_posts_a_repeated_time_once() -> None:
    found = run(Cadence(every=2 * 3600), "Europe/Paris", "2026-10-24T22:00", "2026-10-25T05:00")
    assert spoken(found, "Europe/Paris") == ["25 02:00", "25 04:00", "25 06:00"]


@pytest.mark.parametrize(
    ("zone", "around", "daily"),
    [
        ("Europe/Paris", "2026-03-29", time(2, 30)),
        ("Europe/Paris", "2026-10-25", time(2, 30)),
        ("Asia/Beirut", "2026-03-29", time(0, 15)),
        ("Asia/Beirut", "2026-10-25", time(23, 30)),
        ("Australia/Lord_Howe", "2026-04-05", time(1, 45)),
        ("Australia/Lord_Howe", "2026-10-04", time(2, 15)),
    ],
)
def test_daily_comes_once_a_day_through_gaps_and_folds(zone: str, around: str, daily: time) -> None:
    place, middle = ZoneInfo(zone), datetime.fromisoformat(around)
    due, days = (middle - timedelta(days=3)).replace(tzinfo=place).astimezone(UTC) - timedelta(seconds=1), []
    while (due := next_due(Cadence(daily=daily), due, zone)) < (middle + timedelta(days=4)).replace(tzinfo=place):
        days.append(due.astimezone(place).date())
    assert days == [middle.date() + timedelta(days=shift) for shift in range(-3, 4)]


def test_the_latest_occurrence_is_found_on_a_day_of_25_hours() -> None:
    noon = Cadence(daily=time(12))
    assert latest_due(noon, utc("2026-10-25T10:59"), "Europe/Paris") == utc("2026-10-24T10:00")
    assert latest_due(noon, utc("2026-10-25T11:00"), "Europe/Paris") == utc("2026-10-25T11:00")


def test_a_cadence_counts_from_local_midnight() -> None:
    found = run(Cadence(every=7 * 3600), "UTC", "2026-12-01T00:00", "2026-12-02T07:00")
    assert spoken(found, "UTC") == ["01 07:00", "01 14:00", "01 21:00", "02 00:00", "02 07:00"]


@pytest.mark.parametrize("text", ["1m", "15m", "1h", "1h30m", "24h", "daily 20:00", "daily 08:05"])
def test_a_cadence_is_written_as_it_is_typed(text: str) -> None:
    assert str(parse_cadence(text)) == text


@pytest.mark.parametrize(("typed", "written"), [(" 90m", "1h30m"), ("DAILY  8:05 ", "daily 08:05"), ("1440m", "24h")])
def test_a_cadence_may_be_typed_in_other_ways(typed: str, written: str) -> None:
    assert str(parse_cadence(typed)) == written


@pytest.mark.parametrize("text", ["", "0m", "25h", "1441m", "h", "daily", "daily 24:00", "daily 20:60", "-1h", "30s"])
def test_invalid_cadences_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_cadence(text)


def test_quiet_hours_are_two_different_times() -> None:
    assert parse_hours("23:00-08:00") == (time(23), time(8))
    assert parse_hours(" 9:30 – 17:00 ") == (time(9, 30), time(17))
    for text in ("23:00", "23:00-23:00", "25:00-08:00", "23:00-08:00-09:00", ""):
        with pytest.raises(ValueError, match=r".*"):
            parse_hours(text)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-12-01T22:59", "2026-12-01T22:59"),
        ("2026-12-01T23:00", "2026-12-02T08:00"),
        ("2026-12-02T03:00", "2026-12-02T08:00"),
        ("2026-12-02T08:00", "2026-12-02T08:00"),
    ],
)
def test_quiet_hours_over_midnight_hold_back_until_their_end(at: str, then: str) -> None:
    assert after_quiet(Quiet(time(23), time(8)), utc(at), "Africa/Casablanca") == utc(then)


def test_quiet_hours_within_a_day_hold_back_until_their_end_and_no_quiet_hours_never() -> None:
    siesta = Quiet(time(13), time(15))
    assert after_quiet(siesta, utc("2026-07-01T11:30"), "Europe/Paris") == utc("2026-07-01T13:00")
    assert after_quiet(siesta, utc("2026-07-01T13:00"), "Europe/Paris") == utc("2026-07-01T13:00")
    assert after_quiet(siesta, utc("2026-07-01T10:59"), "Europe/Paris") == utc("2026-07-01T10:59")
    assert after_quiet(None, utc("2026-07-01T11:30"), "Europe/Paris") == utc("2026-07-01T11:30")


ZONES = [
    "UTC",
    "Africa/Casablanca",
    "Europe/Paris",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Africa/Cairo",
]
zones = st.sampled_from(ZONES)
cadences = st.one_of(
    st.integers(1, 1440).map(lambda minutes: Cadence(every=60 * minutes)),
    st.sampled_from([60, 900, 1800, 3600, 7200, 86_400]).map(lambda every: Cadence(every=every)),
    st.times().map(lambda clock: Cadence(daily=clock.replace(second=0, microsecond=0))),
)
CHANGES = [utc(day) for day in ("2026-09-20T00:00", "2026-10-25T01:00", "2027-03-28T01:00", "2026-04-04T15:00")]
moments = st.one_of(
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    st.builds(
        lambda change, minutes: change + timedelta(minutes=minutes), st.sampled_from(CHANGES), st.integers(-300, 300)
    ),
)


@given(cadences, moments, zones)
def test_next_is_after_now_and_now_is_not_before_latest(cadence: Cadence, now: datetime, zone: str) -> None:
    latest, following = latest_due(cadence, now, zone), next_due(cadence, now, zone)
    assert latest <= now < following
    assert next_due(cadence, latest, zone) == following
    assert latest_due(cadence, following, zone) == following


@given(cadences)
def test_the_typed_form_gives_the_same_cadence_back(cadence: Cadence) -> None:
    assert parse_cadence(str(cadence)) == cadence


@given(cadences, moments, zones, st.lists(st.integers(0, 3 * 86_400), min_size=1, max_size=6))
def test_no_occurrence_is_lost_or_doubled_whenever_the_program_looks(
    cadence: Cadence, start: datetime, zone: str, pauses: list[int]
) -> None:
    """Each look posts the latest occurrence if it is new; a clock that stepped back finds it posted already."""
    if cadence.daily is None and cadence.every < 900:
        pauses = [pause // 60 for pause in pauses]
    truth, due = [], start
    end = start + timedelta(seconds=sum(pauses))
    while (due := next_due(cadence, due, zone)) <= end:
        truth.append(due)
    assert all(earlier < later for earlier, later in pairwise(truth))
    due, now, posted = next_due(cadence, start, zone), start, []
    for number, pause in enumerate(pauses):
        now += timedelta(seconds=pause)
        for look in (now, now - timedelta(hours=1 + number), now):
            if due <= look:
                posted.append(max(due, latest_due(cadence, look, zone)))
                due = next_due(cadence, look, zone)
    expected = []
    now = start
    for pause in pauses:
        missed = [moment for moment in truth if now < moment <= now + timedelta(seconds=pause)]
        expected += missed[-1:]
        now += timedelta(seconds=pause)
    assert posted == expected


@given(st.times(), st.times(), moments, zones)
def test_quiet_hours_never_move_a_time_back_nor_by_more_than_a_day(
    start: time, end: time, at: datetime, zone: str
) -> None:
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    if start != end:
        then = after_quiet(Quiet(start, end), at, zone)
        assert at <= then <= at + timedelta(hours=25, minutes=30)
