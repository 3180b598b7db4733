from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.core.events.parse import Reading, read_plans
from bot.core.events.replies import card, reminder
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan, Share
from bot.core.model.reply import in_zone
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak, vocabulary
from tests.event_kinds.statuses import START, event, said, share, status

KIND = KINDS["bill_strike"]
BANDS = "100,250,500"
READING = Reading(START - timedelta(days=30), "UTC", vocabulary())


def test_people_are_reminded_three_days_and_a_day_before_each_due_date() -> None:
    one = event("bill_strike", due="2026-11-01,2026-12-15,2027-06-01")
    days = [(moment.name, (moment.at - one.starts_at) / timedelta(days=1)) for moment in KIND.occasions(one)]
    assert days == [
        ("due-1-soon", -3), ("due-1-day", -1), ("start", 0), ("due-2-soon", 11), ("due-2-day", 13), ("due-2", 14),
        ("end", 31),
    ]  # fmt: skip


def sums(bands: dict[int, Share]) -> list[str]:
    return said(KIND.sums(status("bill_strike", bands, bands=BANDS)))


def test_the_sum_is_of_bands_and_of_amounts_that_were_typed() -> None:
    bands = {0: share(9, sayers=5, amount=Decimal("812.50")), 1: share(6), 3: share(7)}
    assert sums(bands) == [
        "6\u00a0people × 100\u00a0MAD = 600\u00a0MAD",
        "7\u00a0people × 500\u00a0MAD = 3,500\u00a0MAD",
        "5\u00a0people gave an amount: 812.50\u00a0MAD together",
        "18\u00a0people hold back 4,912.50\u00a0MAD together.",
    ]


def test_a_group_of_few_people_is_in_no_sum_and_no_subtraction_gives_it_away() -> None:
    seven = ["7\u00a0people × 250\u00a0MAD = 1,750\u00a0MAD", "7\u00a0people hold back 1,750\u00a0MAD together."]
    assert sums({1: share(6), 2: share(7), 3: share(2)}) == seven
    assert sums({0: share(2, sayers=2, amount=Decimal(9)), 1: share(6), 2: share(7)}) == seven
    claimed = {1: share(6), 2: share(7), 3: Share(40, persons=2)}
    assert sums(claimed) == seven
    # How many take part is told too: without the six, it would be the others' number.
    for few in ({2: share(2)}, {0: share(2)}, {3: Share(40, persons=2)}):
        assert sums({1: share(6), **few}) == ["Fewer than 5\u00a0people said how much."]


def test_with_fewer_than_five_who_said_how_much_there_is_no_sum() -> None:
    assert sums({0: share(90), 1: share(4)}) == ["Fewer than 5\u00a0people said how much."]
    assert said(KIND.about(status("bill_strike", {0: share(90)}))) == ["Due on 1 Dec 2026."]


def test_the_result_is_what_people_said_they_kept_back() -> None:
    bands = {0: share(9, spenders=5, spent=Decimal(1500))}
    assert said(KIND.result(status("bill_strike", bands))) == ["Held back, as 5\u00a0people said: 1,500\u00a0MAD"]
    assert KIND.result(status("bill_strike", {0: share(9, spenders=4, spent=Decimal(1500))})) == ()


STRIKE = "bill_strike 2026-12-05 20:00 "


def plan(text: str, base: Plan | None = None) -> Plan:
    return read_plans(text, KINDS, LANGUAGES, READING, base)[0]


def refused(text: str, base: Plan | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        plan(text, base)
    return speak("en")(refusal.value.text)


def test_a_strike_lasts_until_a_day_after_the_last_due_date() -> None:
    assert plan(STRIKE).length == 31 * 86400
    made = plan(f"{STRIKE} due={KIND.options['due'].example}")
    assert made.length == 63 * 86400
    for zone in ("UTC", "Europe/Paris", "America/New_York"):
        one = Event(1, "x", zone, made, START)
        moments = [moment.at.astimezone(ZoneInfo(zone)).isoformat()[:16] for moment in KIND.occasions(one)
                   if moment.name in {"start", "due-2", "due-3", "end"}]  # fmt: skip
        assert moments == ["2026-12-05T20:00", "2027-01-05T20:00", "2027-02-05T20:00", "2027-02-06T20:00"]
    assert plan("due=2027-03-05", made).length == 91 * 86400
    assert plan("90d", made).length == 90 * 86400


def test_a_due_date_outside_the_strike_is_refused_and_never_dropped() -> None:
    early = "5 Dec 2026 is not after the start. The start is the first due date; in due=… name only later dates."
    assert refused(f"{STRIKE} due=2026-12-05,2027-01-05") == early
    assert refused("2027-01-06", plan(f"{STRIKE} due=2027-01-05")).startswith("5 Jan 2027 is not after the start.")
    late = "For a bill that is due on 5 Jan 2027 the event must last at least 32\u00a0days, and a year at most."
    assert refused(f"{STRIKE} 31d due=2027-01-05") == late
    assert refused(f"{STRIKE} due=2028-12-05").endswith("at least 732\u00a0days, and a year at most.")
    with pytest.raises(ValueError, match="2027"):
        KIND.options["due"].read(",".join(f"2027-01-{day}" for day in range(10, 23)))


def test_the_card_and_each_reminder_name_the_due_dates() -> None:
    seen = status("bill_strike", hours=-80, due="2026-12-15")
    dates = ["Due on 1 Dec 2026.", "Due on 15 Dec 2026."]
    assert [line for line in said(in_zone(card(seen), "UTC")) if line.startswith("Due")] == dates
    told = {
        one.name: [
            line.removesuffix(".").removesuffix(", Paris time")
            for line in said(in_zone(reminder(seen, one), "UTC"))
            if line.startswith("Due")
        ]
        for one in KIND.occasions(seen.event)
    }
    first, second = (f"Due on Tue {day}\u00a0Dec,\u00a020:00" for day in (1, 15))
    assert told == {
        "due-1-soon": [first], "due-1-day": [first], "start": [first],
        "due-2-soon": [second], "due-2-day": [second], "due-2": [second], "end": [],
    }  # fmt: skip
