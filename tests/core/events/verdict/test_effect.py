import math
import random

import pytest

from bot.core.events.verdict.effect import Effect, Unclear, Why, estimate_effect


def history(days: int, seed: int = 1, drift: float = 48.0) -> list[int]:
    """A count at each full hour: a drift a day, and noise that is not the same for every day."""
    chance = random.Random(seed)
    level, counts = 10_000.0, []
    for hour in range(days * 24 + 1):
        counts.append(round(level))
        level += drift / 24 + 5 * math.sin(hour / 24 * 2 * math.pi) + chance.gauss(0, 3)
    return counts


@pytest.mark.parametrize(
    ("counts", "missing", "why"),
    [
        (history(3), 0.0, Why.SHORT),
        (history(4)[1:], 0.0, Why.SHORT),
        (history(7), 0.26, Why.GAPS),
        ([100] * 200, 0.0, Why.CONSTANT),
        ([], 0.0, Why.SHORT),
    ],
)
def test_what_cannot_be_told_is_not_told(counts: list[int], missing: float, why: Why) -> None:
    assert estimate_effect(counts, -600, 3.0, missing) == Unclear(why)


def test_the_range_is_that_of_the_formula() -> None:
    counts = [0]
    for change in (10, 20, 30, 40):
        counts += [counts[-1]] * 23 + [counts[-1] + change]
    found = estimate_effect(counts, -100, 2.0)
    assert isinstance(found, Effect)
    spread = math.sqrt(sum((one - 25) ** 2 for one in (10, 20, 30, 40)) / 3)
    half = 3.182 * spread * math.sqrt(2 + 4 / 4)
    assert (found.change, found.expected) == (-100, 50)
    assert (found.low, found.high) == (math.floor(-150 - half), math.ceil(-150 + half))
    assert not found.usual
    assert (found.windows, found.extreme) == (3, 0)


def test_a_change_like_all_others_is_within_the_usual() -> None:
    found = estimate_effect(history(14), 3 * 48, 3.0)
    assert isinstance(found, Effect)
    assert found.usual
    assert found.extreme > 0


def test_a_large_loss_is_beyond_the_usual_and_none_of_the_weeks_before_looked_like_it() -> None:
    found = estimate_effect(history(28), -3000, 3.0)
    assert isinstance(found, Effect)
    assert found.high < 0
    assert (found.windows, found.extreme) == (26, 0)


def test_no_more_than_four_weeks_are_looked_at() -> None:
    assert isinstance(estimate_effect(history(60), -600, 3.0), Effect)


def test_an_event_of_less_than_an_hour_has_windows_of_an_hour() -> None:
    assert isinstance(estimate_effect(history(7), 0, 0.01), Effect)
