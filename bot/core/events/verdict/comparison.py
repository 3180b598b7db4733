"""Compares a page with similar pages that the campaign is not about, over the same days."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.events.verdict.effect import Effect, Finding, Unclear, Why, estimate_effect
from bot.core.model.measures.measure import Measure

LEAST_CONTROLS = 2


@dataclass(frozen=True, slots=True)
class Path:
    """One count over time: at each full hour before the campaign, oldest first, and its `change` over the event."""

    history: Sequence[float]
    change: float


def compare(measure: Measure, path: Path, controls: Sequence[Path], days: float, missing: float) -> Finding:
    """The effect on `path` beyond what the control pages did, from the differences of the same 24-hour blocks.

    All histories are of the same hours. What moves all pages alike, such as a platform that deletes accounts, falls out
    of the difference. A control that the event itself moved would hide or feign an effect, so there is no answer where
    the controls together moved beyond their own usual, where one of them moved unlike the others, or where leaving one
    out would change the answer. One control alone cannot be checked so.
    """
    if len(controls) < LEAST_CONTROLS:
        return Unclear(Why.ALONE)
    if any(not one.history or (measure.kind.has_share and not one.history[-1]) for one in (path, *controls)):
        return Unclear(Why.SHORT)
    together = _counterpart(measure, path, controls)
    usual = estimate_effect(together.history, together.change, days, missing)
    if isinstance(usual, Unclear):
        return usual
    if not usual.usual or _differ(measure, controls, days, missing):
        return Unclear(Why.CONTAMINATED)
    found = _difference(path, together, days, missing)
    for place in range(len(controls)):
        fewer = _counterpart(measure, path, _without(controls, place))
        if _side(_difference(path, fewer, days, missing)) != _side(found):
            return Unclear(Why.CONTAMINATED)
    return found


def _differ(measure: Measure, controls: Sequence[Path], days: float, missing: float) -> bool:
    """Whether one control moved unlike the others: each is tested, so each test is so much stricter (Bonferroni)."""
    confidence = 1 - 0.05 / len(controls)
    for place, one in enumerate(controls):
        others = _counterpart(measure, one, _without(controls, place))
        found = _difference(one, others, days, missing, confidence)
        if isinstance(found, Effect) and not found.usual:
            return True
    return False


def _without(controls: Sequence[Path], place: int) -> list[Path]:
    return [*controls[:place], *controls[place + 1 :]]


def _side(found: Finding) -> int | None:
    """What an answer comes to: 0 for a usual change, else its sign."""
    if isinstance(found, Unclear):
        return None
    return 0 if found.usual else (1 if found.low > 0 else -1)


def _difference(path: Path, other: Path, days: float, missing: float, confidence: float = 0.95) -> Finding:
    history = [mine - theirs for mine, theirs in zip(path.history, other.history, strict=True)]
    return estimate_effect(history, path.change - other.change, days, missing, confidence)


def _counterpart(measure: Measure, path: Path, controls: Sequence[Path]) -> Path:
    """The controls as one page of the size that `path` had at the campaign's start.

    Counts are added up and scaled; prices are scaled one by one and averaged; places and averages are averaged as they
    are.
    """
    size = path.history[-1]
    if measure.kind.adds_up:
        weights = [size / sum(one.history[-1] for one in controls)] * len(controls)
    elif measure.kind.has_share:
        weights = [size / one.history[-1] / len(controls) for one in controls]
    else:
        weights = [1 / len(controls)] * len(controls)
    hours = zip(*(one.history for one in controls), strict=True)
    return Path(
        [sum(weight * count for weight, count in zip(weights, hour, strict=True)) for hour in hours],
        sum(weight * one.change for weight, one in zip(weights, controls, strict=True)),
    )
