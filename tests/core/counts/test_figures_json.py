from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.counts.figures import compute_stats
from bot.core.counts.figures_json import as_json
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES, Measure, Wanted
from bot.core.model.snapshots import Failing, Snapshot
from bot.core.model.source import FaultKind
from tests.core.figures import CAMPAIGN, NOW, figures
from tests.talk import HOUR


def test_every_number_stands_beside_its_measure_and_is_in_no_other_measures_sum() -> None:
    signed = Page("manual", "petition", id=1, measure=replace(MEASURES["signatures"], goal=400))
    rated = Page("app_stars", "ma/1", id=2, measure=MEASURES["stars"])
    control = Page("manual", "rival", id=3, control=True)
    targets = (Target("one", CAMPAIGN.title, (signed, rated)), Target("two", CAMPAIGN.title, (control,)))
    campaign = replace(CAMPAIGN, targets=targets, currency="", value_per_unit=None, rates={})
    campaign = replace(campaign, starts_at=NOW - 7 * 24 * HOUR)
    days = tuple(Snapshot(NOW - HOUR * 24 * day, 300 - 10 * day) for day in range(8))
    told = compute_stats(
        campaign,
        {
            signed: figures(signed, 100, 300, days=days), rated: figures(rated, 470, 453),
            control: figures(control, 50, 49),
        },
        NOW,
    )  # fmt: skip
    shown = as_json(told)
    assert shown["currency"] is None
    assert [(one["target"], one["measure"], one["now"], one["lost"]) for one in shown["targets"]] == [
        ("one", "signatures", 300, -200), ("one", "stars", 4.53, 0.17),
    ]  # fmt: skip
    assert shown["total"] == {
        "before": 100, "now": 300, "lost": -200, "lost_percent": -200, "loss": {},
        "measure": "signatures", "unit": "", "wanted": "rise",
    }  # fmt: skip
    signatures, stars = shown["measures"]
    assert (signatures["value_per_unit"], stars["decimals"], stars["kind"], stars["goal"]) == (None, 2, "average", None)
    assert signatures["goal"]["goal"] == 400
    assert (signatures["goal"]["percent"], signatures["goal"]["reached"]) == (75, False)
    assert signatures["goal"]["earliest"] == signatures["goal"]["latest"] is not None
    assert [(one["target"], one["now"]) for one in shown["controls"]] == [("two", 49)]


@pytest.mark.parametrize("kind", FaultKind)
def test_the_public_hears_that_a_page_is_not_read_and_the_operator_why(kind: FaultKind) -> None:
    page = Page("facebook", "inwi", id=1)
    campaign = replace(CAMPAIGN, targets=(Target("one", CAMPAIGN.title, (page,)),))
    told = compute_stats(campaign, {page: replace(figures(page, 20, 10), failing=Failing(kind, NOW))}, NOW)
    (private,), (public,) = as_json(told, private=True)["targets"], as_json(told)["targets"]
    assert private["fault"] == kind.value
    about_keys = {"no-token", "dead-token", "no-permission", "quota"}
    assert public["fault"] == ("unread" if kind.value in about_keys else kind.value)
    assert public == {**private, "fault": public["fault"]}


def test_a_goal_without_a_pace_has_no_dates() -> None:
    page = Page("manual", "cards", id=1, measure=Measure("other", wanted=Wanted.RISE))
    campaign = replace(CAMPAIGN, targets=(Target("one", CAMPAIGN.title, (page,)),), goal=Decimal(1000))
    told = compute_stats(campaign, {page: figures(page, 0, 10)}, NOW)
    assert as_json(told)["measures"][0]["goal"] == {
        "goal": 1000, "percent": 1, "reached": False, "earliest": None, "latest": None,
    }  # fmt: skip


def test_two_pages_of_a_chart_stand_apart() -> None:
    pages = tuple(Page("app_chart", f"{country}/1", id=place, measure=MEASURES["place"])
                  for place, country in enumerate(("ma", "fr"), 1))  # fmt: skip
    campaign = replace(CAMPAIGN, targets=(Target("one", CAMPAIGN.title, pages),))
    told = compute_stats(campaign, {page: figures(page, 10, 20) for page in pages}, NOW)
    assert [(one["page"], one["now"]) for one in as_json(told)["targets"]] == [
        ("app_chart:ma/1", 20), ("app_chart:fr/1", 20),
    ]  # fmt: skip
    assert told.blocks[0].total.now is None
