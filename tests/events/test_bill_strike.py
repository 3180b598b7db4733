from datetime import timedelta
from decimal import Decimal

from bot.core.events import Share
from bot.events import KINDS
from tests.events.looks import event, look, said, share

KIND = KINDS["bill_strike"]
BANDS = "100,250,500"


def test_people_are_reminded_three_days_and_a_day_before_each_due_date() -> None:
    one = event("bill_strike", due="2026-11-01,2026-12-15,2027-06-01")
    days = [(moment.name, (moment.at - one.starts_at) / timedelta(days=1)) for moment in KIND.occasions(one)]
    assert days == [
        ("due-1-soon", -3), ("due-1-day", -1), ("start", 0), ("due-2-soon", 11), ("due-2-day", 13), ("due-2", 14),
        ("end", 31),
    ]  # fmt: skip


def sums(bands: dict[int, Share]) -> list[str]:
    return said(KIND.sums(look("bill_strike", bands, bands=BANDS)))


def test_the_sum_is_of_bands_and_of_amounts_that_were_typed() -> None:
    bands = {0: share(9, sayers=5, amount=Decimal("812.50")), 1: share(6), 3: share(7)}
    assert sums(bands) == [
        "6 people × 100 MAD = 600 MAD",
        "7 people × 500 MAD = 3,500 MAD",
        "5 people typed an amount: 812.50 MAD together",
        "18 people keep back 4,912.50 MAD together.",
    ]


def test_a_group_of_few_people_is_told_only_within_the_sum() -> None:
    assert sums({1: share(6), 2: share(2)}) == ["8 people keep back 1,100 MAD together."]
    assert sums({0: share(2, sayers=2, amount=Decimal(9)), 1: share(6)}) == ["8 people keep back 609 MAD together."]


def test_with_fewer_than_five_who_said_how_much_there_is_no_sum() -> None:
    assert sums({0: share(90), 1: share(4)}) == ["Fewer than 5 people said how much."]
    assert KIND.about(look("bill_strike", {0: share(90)})) == ()


def test_the_result_is_what_people_said_they_kept_back() -> None:
    bands = {0: share(9, spenders=5, spent=Decimal(1500))}
    assert said(KIND.result(look("bill_strike", bands))) == ["Kept back, as 5 people said: 1,500 MAD"]
    assert KIND.result(look("bill_strike", {0: share(9, spenders=4, spent=Decimal(1500))})) == ()
