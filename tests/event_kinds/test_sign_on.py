from bot.core.events.kind import Counts, Goal
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import in_zone
from bot.event_kinds import KINDS
from tests.event_kinds.statuses import counts, said, share, status

KIND = KINDS["sign_on"]
PAGE = {"page": "uk_petitions:700123"}


def test_the_pages_own_count_and_those_who_told_us_stand_apart() -> None:
    seen = status("sign_on", {0: share(40, checked_in=30)}, counts([104_729]), **PAGE)
    assert said(in_zone(KIND.result(seen), "UTC")) == [
        "Said here that they signed: 30",
        "Signed, as the page itself counts: 104,729 (Tue 1\u00a0Dec,\u00a019:00, UTC)",
        "Those who signed and those who told us are counted apart.",
    ]


def test_the_goal_is_of_signatures_where_they_are_counted_else_of_people() -> None:
    people = {0: share(40)}
    assert KIND.goal(status("sign_on", people, counts([104_729]), goal="200000", **PAGE)) == Goal(
        104_729, 200_000, measure=MEASURES["signatures"]
    )
    assert KIND.goal(status("sign_on", people, goal="100")) == Goal(40, 100, 40)
    assert KIND.goal(status("sign_on", people, Counts(), goal="100", **PAGE)) is None
    assert KIND.goal(status("sign_on", people, counts([1]), **PAGE)) is None
    assert KIND.goal(status("sign_on", people)) is None


def test_a_page_without_a_number_is_told_and_none_is_made_up() -> None:
    assert said(KIND.about(status("sign_on", {0: share(40)}, **PAGE))) == [
        "The page where people sign gives no number now."
    ]
    assert KIND.about(status("sign_on", {0: share(40)})) == ()
