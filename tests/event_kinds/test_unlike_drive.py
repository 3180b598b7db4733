from dataclasses import replace

import pytest

from bot.core.events.kind import Counts, EventStatus, Goal
from bot.core.events.replies import card, result
from bot.core.model.campaign import Page
from bot.core.model.measures.measure import LIKES, MEASURES, Measure, Wanted
from bot.core.model.reply import Text, in_zone
from bot.event_kinds import KINDS
from tests.event_kinds.statuses import counts, said, status

KIND = KINDS["unlike_drive"]
STEADY = [1000 - 10 * hour for hour in range(13)]


def lines(values: Counts, hours: float = 12, goal: str = "") -> list[str]:
    texts = KIND.about(status("unlike_drive", counts=values, hours=hours, goal=goal))
    return said(in_zone(texts, "UTC"))


def test_before_the_start_nothing_is_counted() -> None:
    assert lines(Counts(), hours=-1) == []


def test_the_tally_says_loss_pace_time_to_goal_and_the_best_hour() -> None:
    values = [*STEADY[:6], STEADY[6] - 25, *[one - 25 for one in STEADY[7:]]]
    assert lines(counts(values), goal="290") == [
        "Since the start: 145\u00a0likes lost",
        "Pace: 12.1 an hour",
        "At this pace the goal is reached in 11\u00a0hours.",
        "Best hour: from Wed 2\u00a0Dec,\u00a000:00, UTC, 35\u00a0likes lost",
    ]


def test_a_goal_that_is_reached_or_out_of_sight_needs_no_time() -> None:
    assert not any("goal" in line for line in lines(counts(STEADY), goal="100"))
    assert not any("goal" in line for line in lines(counts(STEADY[::-1]), goal="100"))
    assert not any("goal" in line for line in lines(counts(STEADY), hours=30, goal="1000"))


def test_a_goal_in_per_cent_is_of_the_count_at_the_start() -> None:
    assert KIND.goal(status("unlike_drive", counts=counts(STEADY), goal="2%")) == Goal(120, 20)
    assert KIND.goal(status("unlike_drive", counts=counts([1001, 1001]), goal="0.5%")) == Goal(0, 6)
    assert KIND.goal(status("unlike_drive", counts=counts(STEADY), goal="500")) == Goal(120, 500)
    assert KIND.goal(status("unlike_drive", goal="500")) is None
    assert KIND.goal(status("unlike_drive", counts=counts(STEADY))) is None


def test_a_rise_is_told_as_one_and_gross_and_net_apart() -> None:
    assert lines(counts([1000, 990, 980, 1100, 1090, 1080, 1070]))[-1] == "Hour by hour: 50 went, 120 came, +70 in all"
    assert lines(counts([1000, 1010]))[0] == "Since the start: 10\u00a0likes gained"


def test_what_readings_do_not_allow_is_not_told() -> None:
    rounded = lines(counts([1000, 990, 980, 1100, 1090, 1080, 1070], step=10))
    assert "The pages’ numbers are rounded to steps of 10." in rounded
    assert not any("Hour by hour" in line or "Best" in line for line in rounded)
    assert not any(
        "Hour by hour" in line for line in lines(counts([1000, 990, 980, 1100, 1090, 1080, 1070], missing=True))
    )
    assert lines(Counts()) == ["The pages give no number to count from yet."]
    assert lines(counts([1000, 990])) == ["Since the start: 10\u00a0likes lost", "Pace: 10.0 an hour"]


def test_no_pace_is_told_in_the_first_hour() -> None:
    early = counts([1000])
    early = Counts((*early.points, (early.points[0][0].replace(minute=20), 990)))
    assert lines(early, hours=0.5) == ["Since the start: 10\u00a0likes lost"]


@pytest.mark.parametrize(
    ("rise", "step", "alarmed"), [(200, 1, True), (90, 1, False), (200, 10, False), (12, 1, False)]
)  # fmt: skip
def test_a_sudden_rise_alarms_organizers(rise: int, step: int, *, alarmed: bool) -> None:
    values = [*STEADY, STEADY[-1] + rise]
    found = KIND.alarm(status("unlike_drive", counts=counts(values, step), hours=13))
    assert (found is not None) is alarmed
    if found is not None:
        assert found.text.id == "drive-refilled"
        assert said(in_zone((found.text,), "UTC"))[0].startswith("200\u00a0likes gained within an hour")


def test_an_old_rise_and_few_readings_alarm_nobody() -> None:
    assert KIND.alarm(status("unlike_drive", counts=counts([100, 900, 800]), hours=2)) is None
    old = counts([*STEADY, 5000, *[4990 - hour for hour in range(30)]])
    assert KIND.alarm(status("unlike_drive", counts=old, hours=43)) is None
    assert KIND.alarm(status("unlike_drive", counts=counts(STEADY), hours=400)) is None


def test_the_result_has_the_goal_the_tally_and_gross_and_net_as_the_card_had() -> None:
    seen = status("unlike_drive", counts=counts([1000, 990, 980, 1000, 900, 890, 870]), hours=80, goal="260")
    told = said(in_zone(result(seen, []), "UTC"))
    assert told == [
        "Pledged: fewer than 5",
        "Said that they did it: fewer than 5",
        "Goal: ▰▰▰▰▰▱▱▱▱▱ 50% of 260\u00a0likes",
        "Since the start: 130\u00a0likes lost",
        "Pace: 21.7 an hour",
        "Best hour: from Tue 1\u00a0Dec,\u00a022:00, UTC, 100\u00a0likes lost",
        "Hour by hour: 150 went, 20 came, −130 in all",
    ]
    assert told[2:] == [line for line in said(in_zone(card(seen), "UTC")) if line in told[2:]]


SUBSCRIBERS = replace(MEASURES["subscribers"], wanted=Wanted.RISE)


def of(measure: Measure, seen: EventStatus) -> EventStatus:
    """The same event of a campaign that counts something else, with the words for it."""
    target = seen.campaign.targets[0]
    pages = tuple(Page(page.source, page.handle, page.id, measure=measure) for page in target.pages)
    campaign = replace(seen.campaign, targets=(replace(target, pages=pages),))
    return replace(seen, campaign=campaign, kind=seen.kind.fit(campaign))


def told(seen: EventStatus) -> list[str]:
    return said(in_zone(card(seen), "UTC"))


def test_a_drive_for_subscribers_reads_as_a_rise() -> None:
    values = [1000, 1010, 1030, 1025, 1060, 1070, 1080, 1090, 1100, 1110, 1120, 1130, 1145]
    seen = of(SUBSCRIBERS, status("unlike_drive", counts=counts(values), hours=12, goal="290"))
    assert said(in_zone(KIND.about(seen), "UTC")) == [
        "Since the start: 145\u00a0subscribers gained",
        "Pace: 12.1 an hour",
        "At this pace the goal is reached in 11\u00a0hours.",
        "Best hour: from Tue 1\u00a0Dec,\u00a022:00, UTC, 35\u00a0subscribers gained",
        "Hour by hour: 5 went, 150 came, +145 in all",
    ]
    assert KIND.goal(seen) == Goal(145, 290, measure=SUBSCRIBERS)
    card_lines = told(seen)
    assert "Open the pages from /stats and add your support there. Then say that you take part: /pledge" in card_lines
    assert "Goal: ▰▰▰▰▰▱▱▱▱▱ 50% of 290\u00a0subscribers" in card_lines
    assert Text("drive-title-rise") in (card(seen).title or Text("")).values.values()


def test_a_drive_that_goes_back_says_so() -> None:
    seen = of(SUBSCRIBERS, status("unlike_drive", counts=counts(STEADY), hours=12, goal="290"))
    assert said(in_zone(KIND.about(seen), "UTC")) == [
        "Since the start: 120\u00a0subscribers lost",
        "Pace: −10.0 an hour",
        "Hour by hour: 120 went, 0 came, −120 in all",
    ]
    assert KIND.goal(seen) == Goal(0, 290, measure=SUBSCRIBERS)


def test_a_sudden_fall_is_the_alarm_of_a_number_that_should_rise() -> None:
    values = [1000 + 10 * hour for hour in range(13)]
    assert KIND.alarm(of(SUBSCRIBERS, status("unlike_drive", counts=counts([*values, 1900]), hours=13))) is None
    found = KIND.alarm(of(SUBSCRIBERS, status("unlike_drive", counts=counts([*values, 820]), hours=13)))
    assert found is not None
    assert said(in_zone((found.text,), "UTC")) == [
        (
            "300\u00a0subscribers lost within an hour, from Wed 2\u00a0Dec,\u00a007:00, UTC. The usual change is 10. "
            "Possibly fake accounts that the platform removed, or a correction."
        )
    ]


def test_decimals_are_those_of_the_measure() -> None:
    stars = MEASURES["stars"]
    seen = of(stars, status("unlike_drive", counts=counts([450, 447, 447, 446, 445, 444, 441]), hours=6, goal="1"))
    assert said(in_zone(KIND.about(seen), "UTC")) == [
        "Since the start: down 0.09\u00a0stars",
        "Pace: 0.015 an hour",
        "At this pace the goal is reached in 2\u00a0days.",
        "Best hour: from Tue 1\u00a0Dec,\u00a019:00, UTC, down 0.03\u00a0stars",
    ]
    assert "Goal: ▱▱▱▱▱▱▱▱▱▱ 9% of 1.00\u00a0stars" in told(seen)
    assert "Open the pages from /stats and leave them. Then say that you take part: /pledge" in told(seen)
    up = of(stars, status("unlike_drive", counts=counts([450, 450, 449, 450, 450, 451, 451, 470]), hours=7))
    found = KIND.alarm(up)
    assert found is not None
    assert found.text.id == "drive-drained"
    assert said(in_zone((found.text,), "UTC"))[0].startswith("up 0.19\u00a0stars within an hour")


def test_likes_that_should_rise_are_not_taken_back() -> None:
    fall = status("unlike_drive", counts=counts(STEADY), hours=12)
    rise = of(replace(LIKES, wanted=Wanted.RISE), fall)
    assert not any("take your like back" in line for line in told(rise))
    assert any("take your like back" in line for line in told(of(LIKES, fall)))
