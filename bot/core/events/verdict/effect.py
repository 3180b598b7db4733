"""Estimates whether counts changed more than usual in a period: a confidence interval, or the reason for none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev
from typing import TypeAlias

from bot.core.model.measures.interval import LEAST_BLOCKS, MOST_DAYS, t_quantile

HOURS = 24
LEAST_HOURS = 96
MOST_MISSING = 0.25


class Why(StrEnum):
    """Why there is no estimate."""

    SHORT = "short"
    GAPS = "gaps"
    ROUNDED = "rounded"
    HIDDEN = "hidden"
    CONSTANT = "constant"
    ALONE = "alone"
    CONTAMINATED = "contaminated"


@dataclass(frozen=True, slots=True)
class Unclear:
    """No estimate, and the reason."""

    why: Why


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect: the difference of `change` from the `expected` change, from `low` to `high` with 95 % confidence.

    `extreme` of the `windows` of the same length before the campaign differed at least as much.
    """

    change: int
    expected: int
    low: int
    high: int
    windows: int
    extreme: int

    @property
    def usual(self) -> bool:
        """Whether the change is within what is usual."""
        return self.low <= 0 <= self.high


Finding: TypeAlias = Effect | Unclear


def estimate_effect(
    history: Sequence[float], change: float, days: float, missing: float = 0.0, confidence: float = 0.95
) -> Finding:
    """Estimate the effect of a campaign of `days` days in which a count changed by `change`.

    `history` holds the count at each full hour before the campaign, oldest first, its last one at the start; `missing`
    is the share of these hours without a reading of their own (0 to 1). The changes over whole blocks of 24 hours are
    taken as the usual, since within a day counts follow the hour: with their mean m, standard deviation s and number k,
    effect = change − m·P ± t·s·√(P + P²/k), the usual interval for the sum of P further blocks; t is the quantile of
    Student's t distribution with k − 1 degrees of freedom for this `confidence`.
    """
    blocks = [history[end] - history[end - HOURS] for end in range(len(history) - 1, HOURS - 1, -HOURS)][:MOST_DAYS]
    if len(history) - 1 < LEAST_HOURS or len(blocks) < LEAST_BLOCKS:
        return Unclear(Why.SHORT)
    if missing > MOST_MISSING:
        return Unclear(Why.GAPS)
    mean, spread, number = fmean(blocks), stdev(blocks), len(blocks)
    if not spread:
        return Unclear(Why.CONSTANT)
    effect = change - mean * days
    half = t_quantile(number, confidence) * spread * math.sqrt(days + days**2 / number)
    length = max(round(days * HOURS), 1)
    before = [history[start + length] - history[start] for start in range(0, len(history) - length, HOURS)]
    extreme = sum(abs(one - mean * days) >= abs(effect) for one in before)
    low, high = math.floor(effect - half), math.ceil(effect + half)
    return Effect(round(change), round(mean * days), low, high, len(before), extreme)
