from datetime import UTC, datetime

import pytest

from bot.platforms.console.rehearsal import parse_clock
from tests.talk import HOUR, NOW


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("+2h", NOW + 2 * HOUR),
        ("+3d", NOW + 72 * HOUR),
        ("2026-12-02T20:00", datetime(2026, 12, 2, 19, tzinfo=UTC)),
        ("2026-12-02 20:00", datetime(2026, 12, 2, 19, tzinfo=UTC)),
        ("2026-12-02T20:00+02:00", datetime(2026, 12, 2, 18, tzinfo=UTC)),
        ("-2h", None),
        ("20:00", None),
    ],
)
def test_a_time_is_read_in_the_campaigns_zone(words: str, moment: datetime | None) -> None:
    assert parse_clock(words, NOW, "Europe/Paris") == moment
