from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.event import Event, EventState, Occasion, Plan, key

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def event(local: datetime, zone: str = "Africa/Casablanca", **changes: object) -> Event:
    return Event(1, "quiet", zone, Plan("phone_off", local, 72 * 3600), NOW, **changes)  # type: ignore[arg-type]


def test_an_event_lasts_its_real_hours_across_a_change_of_the_clock() -> None:
    one = event(datetime.fromisoformat("2026-09-18T20:00"))
    assert one.starts_at == datetime(2026, 9, 18, 19, tzinfo=UTC)
    assert one.ends_at - one.starts_at == timedelta(hours=72)
    assert one.ends_at.astimezone(ZoneInfo(one.zone)).replace(tzinfo=None) == datetime.fromisoformat("2026-09-21T19:00")


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
