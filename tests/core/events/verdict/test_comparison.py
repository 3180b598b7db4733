import random
from collections.abc import Sequence

import pytest

from bot.core.events.verdict.comparison import Path, compare
from bot.core.events.verdict.effect import Effect, Unclear, Why, estimate_effect
from bot.core.model.measures.measure import LIKES, MEASURES, Measure

PRICE, PLACE = MEASURES["price"], MEASURES["place"]
_CHANCE = random.Random(7)
SHOCKS = [_CHANCE.gauss(0, 300) for _ in range(14)]


def path(size: int, seed: int, change: float, shocks: Sequence[float] = SHOCKS, noise: float = 10) -> Path:
    """Two weeks of a page of `size`: every day a share of the common shock, and noise of its own."""
    chance = random.Random(seed)
    level, counts = float(size), [float(size)]
    for shock in shocks:
        for _ in range(24):
            level += (shock + chance.gauss(0, noise)) / 24 * size / 100_000
            counts.append(round(level))
    return Path(counts, change)


PAGE = path(100_000, 1, -500)
CONTROLS = (path(50_000, 2, -100), path(200_000, 3, -400))


def test_what_moves_all_pages_alike_falls_out_and_the_rest_is_found() -> None:
    alone = estimate_effect(PAGE.history, PAGE.change, 3.0)
    assert isinstance(alone, Effect)
    assert alone.usual
    found = compare(LIKES, PAGE, CONTROLS, 3.0, 0.0)
    assert isinstance(found, Effect)
    assert not found.usual
    size = PAGE.history[-1] / (CONTROLS[0].history[-1] + CONTROLS[1].history[-1])
    assert found.change == round(-500 + 500 * size)
    assert found.low < -300 < found.high


def test_a_loss_that_similar_pages_had_as_well_is_no_difference() -> None:
    both = compare(LIKES, PAGE, (path(50_000, 2, -250), path(200_000, 3, -1000)), 3.0, 0.0)
    assert isinstance(both, Effect)
    assert both.usual


@pytest.mark.parametrize(
    ("controls", "why"),
    [
        ((), Why.ALONE),
        (CONTROLS[:1], Why.ALONE),
        # One moved unlike the other.
        ((path(50_000, 2, -350), CONTROLS[1]), Why.CONTAMINATED),
        # Both moved far more than they ever did.
        ((path(50_000, 2, -2500), path(200_000, 3, -10_000)), Why.CONTAMINATED),
        ((Path([0.0] * 337, 0), CONTROLS[1]), Why.SHORT),
        ((Path([50.0] * 337, 0), Path([60.0] * 337, 0)), Why.CONSTANT),
        ((Path([], 0), CONTROLS[1]), Why.SHORT),
    ],
)
def test_no_comparison_is_told_where_the_similar_pages_do_not_bear_it(controls: Sequence[Path], why: Why) -> None:
    assert compare(LIKES, PAGE, controls, 3.0, 0.0) == Unclear(why)


def test_where_the_event_moved_one_control_too_the_range_holds_the_truth_or_there_is_none() -> None:
    """By amounts too small to be noticed and by large ones; `python -m bench.verdict` asks it of thousands."""
    chance = random.Random(3)
    right = dict.fromkeys((0, 150, 300, 450, 600, 1200, 4000), 0)
    runs = 250
    for run in range(runs):
        shocks = [chance.gauss(0, 200) for _ in range(17)]
        counts = [
            path(size, 10 * run + at, 0, shocks, 400).history for at, size in enumerate((100_000, 60_000, 150_000))
        ]
        page, first, second = (Path(one[:-72], one[-1] - one[-73]) for one in counts)
        for size in right:
            hit = Path(second.history, second.change + size * 1.5)
            found = compare(LIKES, Path(page.history, page.change - 600), (first, hit), 3.0, 0.0)
            right[size] += isinstance(found, Unclear) or found.low <= -600 <= found.high
    assert min(right.values()) >= 0.93 * runs, right


def test_an_answer_that_hangs_on_one_control_is_none() -> None:
    noisy = path(100_000, 5, 0, noise=600)
    near = Path(PAGE.history, -60)
    with_noise = compare(LIKES, near, (path(100_000, 6, 0), noisy), 3.0, 0.0)
    assert with_noise == Unclear(Why.CONTAMINATED)


def test_a_comparison_with_gaps_is_unclear() -> None:
    assert compare(LIKES, PAGE, CONTROLS, 3.0, 0.5) == Unclear(Why.GAPS)


@pytest.mark.parametrize("measure", [PRICE, PLACE])
def test_numbers_that_make_no_sum_are_averaged(measure: Measure) -> None:
    page, first, second = (path(size, size, -100) for size in (10_000, 20_000, 40_000))
    found = compare(measure, page, (first, second), 3.0, 0.0)
    scale = [page.history[-1] / one.history[-1] if measure is PRICE else 1.0 for one in (first, second)]
    if isinstance(found, Effect):
        assert found.change == round(-100 + 100 * sum(scale) / 2)


def test_where_a_control_cannot_be_told_from_the_others_it_is_no_reason() -> None:
    """Controls that are the same page twice differ by nothing, so that nothing can be estimated of their difference."""
    same = path(100_000, 2, -100)
    found = compare(LIKES, PAGE, (same, same), 3.0, 0.0)
    assert isinstance(found, Effect)


def test_a_page_that_always_moved_exactly_like_the_others_has_no_noise_to_judge_by() -> None:
    found = compare(LIKES, PAGE, (PAGE, PAGE), 3.0, 0.0)
    assert isinstance(found, Unclear)
    assert found.why is Why.CONSTANT
