from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.event import Event, EventState, Occasion, Plan, key
from bot.core.model.local_time import to_utc
from bot.core.model.privacy import LEAST, few, fold
from bot.core.model.reply import Text

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def event(local: datetime, zone: str = "Africa/Casablanca", **changes: object) -> Event:
    return Event(1, "quiet", zone, Plan("phone_off", local, 72 * 3600), NOW, **changes)  # type: ignore[arg-type]


def test_an_event_lasts_its_real_hours_across_a_change_of_the_clock() -> None:
    one = event(datetime.fromisoformat("2026-09-18T20:00"))
    assert one.starts_at == datetime(2026, 9, 18, 19, tzinfo=UTC)
    assert one.ends_at - one.starts_at == timedelta(hours=72)
    assert one.ends_at.astimezone(ZoneInfo(one.zone)).replace(tzinfo=None) == datetime.fromisoformat("2026-09-21T19:00")


def test_a_local_time_that_comes_twice_is_its_first() -> None:
    assert to_utc(datetime.fromisoformat("2026-10-25T02:30"), ZoneInfo("Europe/Paris")) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_an_event_runs_from_its_start_to_its_end_while_it_is_open() -> None:
    one = event(datetime.fromisoformat("2026-12-01T20:00"))
    assert [one.running(one.starts_at + timedelta(hours=hours)) for hours in (-1, 0, 71, 72)] == [
        False,
        True,
        True,
        False,
    ]
    assert not event(datetime.fromisoformat("2026-12-01T20:00"), state=EventState.CANCELLED).running(one.starts_at)


def test_an_occasion_that_is_moved_has_another_key() -> None:
    one = event(datetime.fromisoformat("2026-12-01T20:00"))
    first, second = (key(one, Occasion("start", one.starts_at + timedelta(hours=hours))) for hours in (0, 1))
    assert first != second


def test_few_people_are_never_told_by_their_number() -> None:
    assert few(LEAST) == 5
    assert few(4) == few(0) == Text("fewer-than", {"least": 5})


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_no_group_that_is_hidden_can_be_found_from_what_is_shown(groups: dict[str, int]) -> None:
    shown, others = fold(groups)
    assert sum(count for _, count in shown) + others == sum(groups.values())
    assert all(count >= LEAST for _, count in shown)
    assert [count for _, count in shown] == sorted((count for _, count in shown), reverse=True)
    hidden = sum(1 for count in groups.values() if count) - len(shown)
    if shown:
        assert hidden != 1
        assert others == 0 or others >= LEAST


def test_a_single_small_group_takes_the_next_one_with_it() -> None:
    assert fold({"rabat": 40, "fes": 9, "agadir": 3}) == ([("rabat", 40)], 12)
    assert fold({"rabat": 40, "fes": 9}) == ([("rabat", 40), ("fes", 9)], 0)
    assert fold({"rabat": 2, "fes": 1}) == ([], 3)
