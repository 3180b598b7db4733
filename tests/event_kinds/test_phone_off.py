import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.event import Share
from bot.core.model.reply import Reply
from bot.event_kinds import KINDS
from tests.event_kinds.statuses import said, share, status

KIND = KINDS["phone_off"]
ASSUMED = {"per_day": "2.40", "source": "ANRT 2025", "on": "2026-11-01"}
NUMBER = r"\d[\d,]*(?:\.\d+)?"


def lines(people: dict[int, Share], /, **options: str) -> list[str]:
    return said(Reply(lines=KIND.sums(status("phone_off", people, **ASSUMED, **options))))


def figures(line: str) -> list[Decimal]:
    return [Decimal(number.replace(",", "")) for number in re.findall(NUMBER, line)]


def test_the_arithmetic_is_printed_as_it_is_reckoned() -> None:
    printed = lines({0: share(1500, checked_in=1204, hours=73_444)})
    assert printed == [
        "At least: 1,204 checked in, 73,444\u00a0h together ÷ 24 × 2.40\u00a0MAD a day = 7,344\u00a0MAD",
        "At most: 1,500 pledged × 72\u00a0h ÷ 24 × 2.40\u00a0MAD a day = 10,800\u00a0MAD",
        "The organizers assume 2.40\u00a0MAD per person per day (ANRT 2025, 1 Nov 2026).",
        "An estimate, never a measured loss: much of it may only be spent later.",
    ]


@settings(deadline=None)
@given(people=st.integers(5, 10**6), hours=st.integers(5, 72 * 10**6), cents=st.integers(1, 10**5))
def test_the_printed_factors_give_the_printed_result_to_the_last_digit(people: int, hours: int, cents: int) -> None:
    per_day = Decimal(cents) / 100
    seen = status(
        "phone_off", {0: share(people, checked_in=people, hours=hours)}, **ASSUMED | {"per_day": str(per_day)}
    )  # fmt: skip
    low, high, *_ = said(Reply(lines=KIND.sums(seen)))
    _, together, day, spent, result = figures(low)
    assert (together * spent / day).quantize(Decimal(1), ROUND_HALF_UP) == result
    pledged, whole, day, spent, result = figures(high)
    assert (pledged * whole * spent / day).quantize(Decimal(1), ROUND_HALF_UP) == result


def test_people_who_said_what_they_spend_are_reckoned_apart_where_none_of_them_is_few() -> None:
    bands = {
        0: share(10, checked_in=10, hours=240),
        1: share(6, checked_in=6, hours=48),
        3: share(9, checked_in=5, hours=24),
    }
    low = [line for line in lines(bands, bands="1,2.40,6") if line.startswith("At least")]
    assert [figures(line)[-2:] for line in low] == [[Decimal("2.40"), 24], [1, 2], [6, 6]]
    estimate = said(Reply(lines=KIND.result(status("phone_off", bands, bands="1,2.40,6", **ASSUMED))))[-1]
    assert figures(estimate)[0] == 32


def test_a_band_of_few_people_is_reckoned_with_all_others() -> None:
    bands = {0: share(10, checked_in=10, hours=240), 1: share(4, checked_in=4, hours=48)}
    assert lines(bands, bands="1,2.40,6")[0].startswith("At least: 14 checked in, 288\u00a0h together")


def test_a_band_that_the_event_no_longer_has_is_reckoned_with_all_others() -> None:
    bands = {
        0: share(10, checked_in=10, hours=240),
        1: share(6, checked_in=6, hours=48),
        4: share(2, checked_in=2, hours=24),
    }
    assert lines(bands, bands="1,2.40,6")[0].startswith("At least: 18 checked in, 312\u00a0h together")


def test_with_fewer_than_five_check_ins_nothing_is_estimated() -> None:
    assert lines({0: share(100, checked_in=4, hours=288)})[0] == "With fewer than 5 check-ins nothing is estimated."
    seen = status("phone_off", {0: share(100, checked_in=4, hours=288)}, **ASSUMED)
    assert KIND.result(seen) == ()


@pytest.mark.parametrize("people", [4, 400])
def test_without_an_assumption_only_hours_are_told(people: int) -> None:
    seen = status("phone_off", {0: share(people, checked_in=people, hours=people * 72)})
    assert [text.id for text in KIND.sums(seen)] == ["phone-off-no-assumption"]
    assert [text.id for text in KIND.result(seen)] == (["phone-off-hours"] if people > 4 else [])
