from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.platforms.flood_waits import LONGEST_WAIT, wait_seconds


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        (35, 35), (0.25, 0.25), ("7", 7), ("0.5", 0.5), (2**70, LONGEST_WAIT), ("9" * 400, LONGEST_WAIT),
        (int("9" * 400), 2), (None, 2), (0, 2), (-1, 2), (True, 2), ("", 2), ("soon", 2), ("nan", 2), ([], 2), ({}, 2),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 2), ("Wed, 99 Oct 2015 07:28:00 GMT", 2),
    ],
)  # fmt: skip
def test_a_wait_is_a_number_of_seconds_whatever_was_sent(asked: object, wait: float) -> None:
    assert wait_seconds(asked, 2) == wait


def test_a_wait_may_be_a_date() -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    assert 500 < wait_seconds(until, 2) <= 600
