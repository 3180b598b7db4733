from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.counts.figures import compute_stats, read
from bot.core.counts.figures_json import as_json
from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.model.source import FaultKind
from storage import Database
from tests.core.figures import AFTER, BEFORE, CAMPAIGN, NOW, figures, snapshot, told
from tests.talk import END, HOUR, START, load_2016, put

DAY = 24 * HOUR
counts = st.integers(0, 10**9)


def test_the_table_of_2016_comes_from_one_set_of_figures() -> None:
    shown = told()
    every = [*(one.figures for one in shown.targets), shown.total]
    assert [one.before for one in every] == [2_447_581, 2_039_848, 2_198_648, 6_686_077]
    assert [one.now for one in every] == [2_272_336, 1_892_440, 2_059_763, 6_224_539]
    assert [one.lost for one in every] == [175_245, 147_408, 138_885, 461_538]
    assert [one.percent for one in every] == [Decimal(text) for text in ("7.16", "7.23", "6.32", "6.90")]
    assert [one.worth["MAD"] for one in every] == [525_735, 442_224, 416_655, 1_384_614]
    assert [str(one.worth["USD"]) for one in every] == ["53191.59", "44742.31", "42155.35", "140089.24"]
    assert {(one.low == one.lost == one.high, one.step, one.origin) for one in every} == {(True, 1, Origin.SOURCE)}


LIKES_JSON = {"measure": "likes", "unit": "", "wanted": "fall"}


async def test_the_published_sets_in_the_store_give_the_same_table(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        shown = await read(tx, campaign, END)
    assert as_json(shown) == {
        "campaign": "no-voip-no-like",
        "as_of": "2016-02-29T12:00:00Z",
        "currency": "MAD",
        "targets": [
            _target("maroc-telecom", 2_447_581, 2_272_336, 7.16, (525_735, 53_191.59), 2086.3),
            _target("inwi", 2_039_848, 1_892_440, 7.23, (442_224, 44_742.31), 1754.9),
            _target("meditel", 2_198_648, 2_059_763, 6.32, (416_655, 42_155.35), 1653.4),
        ],
        "total": {
            "before": 6_686_077, "now": 6_224_539, "lost": 461_538, "lost_percent": 6.9,
            "loss": {"MAD": 1_384_614, "USD": 140_089.24}, **LIKES_JSON,
        },
        "measures": [
            {
                **LIKES_JSON, "kind": "count", "decimals": 0, "value_per_unit": 3, "goal": None,
                "total": {
                    "before": 6_686_077, "now": 6_224_539, "lost": 461_538, "lost_percent": 6.9,
                    "loss": {"MAD": 1_384_614, "USD": 140_089.24},
                },
            }
        ],
        "controls": [],
    }  # fmt: skip


def _target(
    slug: str, before: int, now: int, percent: float, loss: tuple[int, float], pace: float
) -> dict[str, object]:
    lost = before - now
    return {
        "target": slug, "before": before, "now": now, "lost": lost, "lost_percent": percent,
        "loss": dict(zip(("MAD", "USD"), loss, strict=True)), "step": 1, "lost_low": lost, "lost_high": lost,
        "last_hour": None, "last_24h": None, "per_hour": pace, "age_seconds": 0, "origin": "import", "held": False,
        "failing_since": None, "fault": None, "since_end": None,
        "baseline_late": False, "baseline_corrected": None, **LIKES_JSON, "page": None,
    }  # fmt: skip


def test_unknown_figures_are_none_and_never_a_number() -> None:
    shown = told({0: {"baseline": None}, 1: {"now": None}})
    first, second, third = (one.figures for one in shown.targets)
    assert (first.before, first.now, first.lost, first.low, first.percent, first.worth) == (
        None, AFTER[0], None, None, None, {},
    )  # fmt: skip
    assert (second.before, second.now, second.lost, second.taken_at, second.origin) == (None, None, None, None, None)
    assert (shown.total.before, shown.total.now, shown.total.lost) == (BEFORE[2], AFTER[2], third.lost)


def test_without_any_reading_there_is_no_total() -> None:
    nothing = {"baseline": None, "now": None}
    shown = told(dict.fromkeys(range(3), nothing))
    assert (shown.total.before, shown.total.now, shown.total.lost, shown.total.per_hour) == (None, None, None, None)
    assert as_json(shown)["total"] == {
        "before": None,
        "now": None,
        "lost": None,
        "lost_percent": None,
        "loss": {},
        **LIKES_JSON,
    }
    assert as_json(shown)["targets"][0]["age_seconds"] is None


def test_a_count_before_the_baseline_gives_no_loss() -> None:
    late = Baseline(snapshot(BEFORE[0], NOW + HOUR), late=True)
    assert told({0: {"baseline": late}}).targets[0].figures.lost is None


def test_a_gain_is_a_negative_loss() -> None:
    gained = told({0: {"now": snapshot(BEFORE[0] + 1000)}}).targets[0].figures
    assert (gained.lost, gained.percent, gained.worth["MAD"]) == (-1000, Decimal("-0.04"), Decimal(-3000))


def test_a_rounded_count_gives_a_range() -> None:
    shown = told({0: {"now": snapshot(2_270_000, step=10_000)}})
    rounded = shown.targets[0].figures
    assert (rounded.step, rounded.lost, rounded.low, rounded.high) == (10_000, 177_581, 167_581, 187_581)
    assert (shown.total.high or 0) - (shown.total.low or 0) == 20_000
    both = Baseline(snapshot(2_450_000, START, 100_000))
    assert told({0: {"now": snapshot(2_270_000, step=10_000), "baseline": both}}).targets[0].figures.low == 80_000


@given(counts, counts, st.sampled_from([1, 1000, 10_000]), st.sampled_from([1, 1000, 100_000]), st.sampled_from([0, 2]))
def test_the_true_loss_of_rounded_counts_lies_in_the_range(
    before: int, now: int, first: int, last: int, nearest: int
) -> None:
    def rounded(count: int, step: int) -> int:
        return (count + (step // nearest if nearest else 0)) // step * step

    page = CAMPAIGN.pages[0]
    shown = replace(
        figures(page, before, now),
        baseline=Baseline(snapshot(rounded(before, first), START, first)),
        now=snapshot(rounded(now, last), step=last),
    )
    lone = replace(CAMPAIGN, targets=CAMPAIGN.targets[:1])
    one = compute_stats(lone, {page: shown}, NOW).targets[0].figures
    assert one.low is not None
    assert one.high is not None
    assert one.low <= before - now <= one.high


@given(st.lists(st.tuples(counts, counts), min_size=3, max_size=3))
def test_the_total_is_the_sum_of_the_targets(pairs: list[tuple[int, int]]) -> None:
    pages = {page: figures(page, *pair) for page, pair in zip(CAMPAIGN.pages, pairs, strict=True)}
    shown = compute_stats(CAMPAIGN, pages, NOW)
    assert shown.total.lost == sum(one.figures.lost or 0 for one in shown.targets)
    assert shown.total.worth["MAD"] == sum(one.figures.worth["MAD"] for one in shown.targets)


def test_a_target_of_two_pages_is_their_sum_and_as_old_as_the_older() -> None:
    pages = (Page("facebook", "one"), Page("manual", "two"))
    campaign = replace(CAMPAIGN, targets=(Target("bank", Names({"en": "Bank"}), pages),))
    second = figures(pages[1], 50, 0, now=snapshot(40, NOW - HOUR, origin=Origin.MANUAL))
    one = compute_stats(campaign, {pages[0]: figures(pages[0], 100, 90), pages[1]: second}, NOW).targets[0].figures
    assert (one.before, one.now, one.lost, one.origin, one.taken_at) == (150, 130, 20, Origin.MANUAL, NOW - HOUR)


def at(hours: float, count: int, step: int = 1) -> Snapshot:
    return snapshot(count, NOW - hours * HOUR, step)


@pytest.mark.parametrize(
    ("now", "past", "change"),
    [
        (at(0, 90), at(1, 100), -10),
        (at(0.5, 90), at(1.9, 100), -10),
        (at(0, 110), at(2, 100), 10),
        (at(0, 100), at(1, 100), 0),
        (at(1, 90), at(1, 90), None),
        (at(0, 90), at(2.1, 100), None),
        # A rounded count and an exact one tell no change, two that are rounded alike do.
        (at(0, 1_440_000), at(1, 1_400_000, 100_000), None),
        (at(0, 1_400_000, 100_000), at(1, 1_440_000), None),
        (at(0, 1_500_000, 100_000), at(1, 1_400_000, 100_000), 100_000),
        (at(0, 90), None, None),
        (None, at(1, 100), None),
    ],
)
def test_the_change_of_the_last_hour_needs_readings_close_to_it(
    now: Snapshot | None, past: Snapshot | None, change: int | None
) -> None:
    assert told({0: {"now": now, "hour_ago": past}}).targets[0].figures.last_hour == change


def test_the_pace_is_that_of_the_last_day_else_that_since_the_baseline() -> None:
    day = told({0: {"now": at(0, 760), "day_ago": at(25, 1000)}}).targets[0].figures
    assert (day.last_24h, day.per_hour) == (-240, Decimal("10.0"))
    assert told().targets[0].figures.per_hour == Decimal("2111.4")
    young = Baseline(snapshot(1000, NOW - HOUR / 2), late=True)
    assert told({0: {"now": at(0, 760), "baseline": young}}).targets[0].figures.per_hour is None


def test_after_the_end_the_figures_are_frozen_and_later_changes_are_separate() -> None:
    later = {0: {"later": snapshot(2_272_000, END + DAY)}, 1: {"later": snapshot(AFTER[1])}}
    shown = told(later, END + DAY)
    assert (shown.ended, shown.as_of) == (True, END)
    assert [one.figures.since_end for one in shown.targets] == [-336, None, None]
    assert shown.total.since_end == -336
    assert as_json(shown)["targets"][0]["since_end"] == -336


async def test_readings_after_the_end_change_no_figure(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    await put(sqlite_store, campaign, [(0, END + HOUR, 2_272_000)])
    async with sqlite_store.reading() as tx:
        before, after = [await read(tx, campaign, moment) for moment in (END - HOUR / 60, END + DAY)]
    assert before.targets[0].figures.now == BEFORE[0]
    assert before.targets[0].figures.since_end is None
    assert (after.targets[0].figures.now, after.targets[0].figures.since_end) == (AFTER[0], -336)
    assert after.fingerprint != before.fingerprint


async def test_a_goal_is_told_from_the_counts_at_the_ends_of_days_until_the_campaign_ends(
    sqlite_store: Database,
) -> None:
    campaign = replace(await load_2016(sqlite_store), goal=Decimal(10))
    await put(sqlite_store, campaign, [(place, END - 2 * HOUR, BEFORE[place] - 10) for place in range(3)])
    async with sqlite_store.reading() as tx:
        first, *later = [await read(tx, campaign, moment) for moment in (END - 3 * HOUR, END - HOUR, END + DAY)]
    goals = [as_json(shown)["measures"][0]["goal"] for shown in later]
    assert as_json(first)["measures"][0]["goal"] is None
    assert [goal["goal"] for goal in goals] == [10, 10]
    assert goals[1]["latest"] is None


def test_a_fingerprint_is_that_of_the_figures_and_not_of_their_age() -> None:
    older = told({0: {"now": snapshot(AFTER[0], NOW - HOUR)}}, NOW + HOUR / 2)
    assert older.fingerprint == told().fingerprint
    assert told({0: {"now": snapshot(AFTER[0] - 1)}}).fingerprint != told().fingerprint
    assert told({0: {"now": snapshot(AFTER[0], step=1000)}}).fingerprint != told().fingerprint


def test_the_json_has_faults_and_held_readings() -> None:
    failing = {"failing": Failing(FaultKind.HIDDEN, NOW - HOUR), "held": Held(5, 1, NOW)}
    one = as_json(told({0: failing}))["targets"][0]
    assert (one["held"], one["fault"], one["failing_since"]) == (True, "hidden", "2016-02-29T10:00:00Z")


def test_the_json_has_late_and_corrected_baselines() -> None:
    late = {"baseline": Baseline(snapshot(BEFORE[0], START + HOUR), late=True)}
    corrected = {"baseline": Baseline(snapshot(BEFORE[1], START), corrected_at=NOW)}
    one, two, three = as_json(told({0: late, 1: corrected}))["targets"]
    assert (one["baseline_late"], one["baseline_corrected"]) == (True, None)
    assert (two["baseline_late"], two["baseline_corrected"]) == (False, "2016-02-29T11:00:00Z")
    assert (three["baseline_late"], three["baseline_corrected"]) == (False, None)


def test_the_figures_of_a_campaign_without_an_end_are_as_of_now() -> None:
    now: datetime = END + timedelta(days=400)
    shown = told(now=now, campaign=replace(CAMPAIGN, ends_at=None))
    assert (shown.ended, shown.as_of) == (False, now)
