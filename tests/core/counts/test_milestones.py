from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.counts.figures import Stats, compute_stats
from bot.core.counts.milestones import milestone_reply, passed
from bot.core.model.campaign import Milestones, Page, Target
from bot.core.model.measures.measure import LIKES, MEASURES, Measure, Wanted
from tests.core.figures import CAMPAIGN, NOW, figures
from tests.talk import spoken


def of(measure: Measure, first: int, last: int) -> Stats:
    page = Page("manual", "one", id=1, measure=measure)
    targets = (Target("one", CAMPAIGN.title, (page,)),)
    campaign = replace(CAMPAIGN, targets=targets, milestones=Milestones(Decimal(1), 1000))
    return compute_stats(campaign, {page: figures(page, first, last)}, NOW)


@pytest.mark.parametrize(
    ("measure", "first", "last", "reached"),
    [
        (LIKES, 100_000, 96_500, {"percent": 3, "likes": 3000}),
        (LIKES, 100_000, 103_500, {"percent": 0, "likes": 0}),
        (LIKES, 0, 5_000, {}),
        (MEASURES["signatures"], 100_000, 103_500, {"likes": 3000}),
        (MEASURES["signatures"], 0, 5_000, {"likes": 5000}),
        (MEASURES["signatures"], 5_000, 4_000, {"likes": 0}),
        (MEASURES["place"], 3, 90, {}),
    ],
)
def test_milestones_are_in_the_direction_that_is_wanted(
    measure: Measure, first: int, last: int, reached: dict[str, int]
) -> None:
    assert dict(passed(of(measure, first, last))) == reached


@pytest.mark.parametrize(
    ("measure", "kind", "said"),
    [
        (LIKES, "likes", "3,000\u00a0likes are gone."),
        (LIKES, "percent", "3,000% of the likes are gone."),
        (replace(LIKES, wanted=Wanted.RISE), "likes", "So far: 3,000\u00a0likes gained"),
        (MEASURES["signatures"], "likes", "So far: 3,000\u00a0signatures gained"),
        (MEASURES["members"], "likes", "So far: 3,000\u00a0members lost"),
        (MEASURES["members"], "percent", "3,000% gone: members"),
    ],
)
def test_a_milestone_speaks_of_what_is_counted(measure: Measure, kind: str, said: str) -> None:
    assert said in spoken(milestone_reply(of(measure, 100_000, 96_500), kind, Decimal(3000)))["en"]
