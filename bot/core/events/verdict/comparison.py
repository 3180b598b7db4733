"""Compares a page with similar pages that the campaign is not about, over the same days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.events.verdict.effect import Effect, Finding, Unclear, Why, estimate_effect
from bot.core.model.measures.measure import Measure

LEAST_CONTROLS = 2

EACH_OF_TWO, EACH = 0.88, 0.90
"""The confidence of the comparison with all controls, where they are two and where more, and of each that leaves one
out. The range that is told holds them all, which makes it right in 95 of 100 cases, also where a control was moved, but
by too little to be noticed (`python -m bench.verdict`)."""

DOUBT = 0.10
"""How often controls that are as usual may be called unlike each other."""


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
    out would change the answer. What moved a control less than can be noticed is within the range: it goes from the
    lowest to the highest end of those with all controls and without each, and one of these is without the moved one.
    One control alone cannot be checked so.
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
    groups = [controls, *(_without(controls, place) for place in range(len(controls)))]
    each = EACH_OF_TWO if len(controls) == LEAST_CONTROLS else EACH
    answers = [_difference(path, _counterpart(measure, path, some), days, missing, each) for some in groups]
    if len({_side(one) for one in answers}) > 1:
        return Unclear(Why.CONTAMINATED)
    told = [one for one in answers if isinstance(one, Effect)]
    if not told:
        return answers[0]
    return replace(told[0], low=min(one.low for one in told), high=max(one.high for one in told))


def _differ(measure: Measure, controls: Sequence[Path], days: float, missing: float) -> bool:
    """Whether one control moved unlike the others: each is tested, so each test is so much stricter (Bonferroni)."""
    confidence = 1 - DOUBT / len(controls)
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


def _difference(path: Path, other: Path, days: float, missing: float, confidence: float) -> Finding:
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
