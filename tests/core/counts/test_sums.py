from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.counts.figures import compute_stats
from bot.core.counts.sums import Figures
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES, Measure, MeasureKind
from tests.core.figures import CAMPAIGN, NOW, figures, snapshot
from tests.talk import HOUR


def of(measure: Measure, *counts: tuple[int, int], day_ago: int | None = None) -> Figures:
    """The total of pages of one measure, each from its first count to its second."""
    pages = tuple(Page("manual", f"page{place}", id=place + 1, measure=measure) for place in range(len(counts)))
    campaign = replace(CAMPAIGN, targets=(Target("one", CAMPAIGN.title, pages),))
    past = None if day_ago is None else snapshot(day_ago, NOW - 24 * HOUR)
    made = {page: figures(page, *count, day_ago=past) for page, count in zip(pages, counts, strict=True)}
    return compute_stats(campaign, made, NOW).total


def test_counts_and_rates_of_several_pages_are_added_up() -> None:
    for key in ("signatures", "views"):
        assert of(MEASURES[key], (10, 30), (5, 4)).change == 19


@pytest.mark.parametrize("key", ["place", "stars", "price"])
def test_places_averages_and_prices_of_several_pages_make_no_sum(key: str) -> None:
    total = of(MEASURES[key], (10, 30), (5, 4))
    assert (total.before, total.now, total.lost, total.change_range, total.taken_at) == (None, None, None, None, NOW)
    alone = of(MEASURES[key], (10, 30))
    assert (alone.before, alone.now, alone.change, alone.change_range) == (10, 30, 20, (20, 20))


@pytest.mark.parametrize(("kind", "told"), [(kind, kind.has_share) for kind in MeasureKind])
def test_a_place_and_an_average_have_no_per_cent(kind: MeasureKind, told: bool) -> None:  # noqa: FBT001 - a table
    assert (of(Measure("other", kind), (10, 30)).percent is not None) == told


def test_the_worth_of_a_number_with_decimals_is_that_of_the_true_number() -> None:
    priced = Measure("other", decimals=2, worth=Decimal(3))
    assert of(priced, (450, 300)).worth["MAD"] == Decimal("4.50")


def test_the_pace_is_that_of_the_true_number_and_never_minus_nothing() -> None:
    assert of(MEASURES["stars"], (480, 456), day_ago=480).per_hour == Decimal("0.010")
    assert str(of(MEASURES["likes"], (100, 101), day_ago=100).per_hour) == "0.0"
