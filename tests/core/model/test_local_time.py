from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.errors import Wrong
from bot.core.model.local_time import instant, to_utc

PARIS = ZoneInfo("Europe/Paris")


def test_a_local_time_that_comes_twice_is_its_first_unless_the_second_is_meant() -> None:
    twice = datetime.fromisoformat("2026-10-25T02:30")
    assert to_utc(twice, PARIS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(twice.replace(fold=1), PARIS) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_with_its_own_offset_keeps_it() -> None:
    assert instant(datetime.fromisoformat("2026-03-29T02:30+05:00"), PARIS) == datetime(2026, 3, 28, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local", "next_one"),
    [
        ("Europe/Paris", "2026-03-29T02:30", "2026-03-29T03:00:00"),
        ("Europe/Paris", "2026-03-29T02:00", "2026-03-29T03:00:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:30:00"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-31T00:00:00"),
    ],
)
def test_a_time_that_the_clock_skips_is_refused_with_the_next_that_exists(zone: str, local: str, next_one: str) -> None:
    with pytest.raises(Wrong) as wrong:
        instant(datetime.fromisoformat(local), ZoneInfo(zone))
    assert wrong.value.values == {"zone": zone, "next": next_one}
