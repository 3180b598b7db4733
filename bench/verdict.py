"""Accuracy of the verdict on an event, on simulated counts of noisy pages.

A page: a drift of 2 an hour, a daily cycle, autocorrelated noise (0.5 an hour) with heavy tails (Student's t with 3
degrees of freedom), and shocks that last a day. An event of 72 hours removes 600 likes, or none. First without control
pages; then with some of other sizes, where further daily shocks move every page by the same share of its size: what
the verdict alone and the comparison find, and how often the comparison says that it cannot tell, also where the event
moves one control (`contaminated`) by as large a share as the page itself. Run it with `python -m bench.verdict`; it
prints a JSON object a line.
"""

import argparse
import json
import math
import random
from collections.abc import Sequence

from bot.core.events.verdict.comparison import Path, compare
from bot.core.events.verdict.effect import Effect, Unclear, Why, estimate_effect
from bot.core.model.measures.measure import LIKES

HOURS, SIZE = 24, 100_000
DRIFT, CYCLE, MEMORY, NOISE, SHOCK = 2.0, 6.0, 0.5, 4.0, 40.0
COMMON = 200.0
"""Standard deviation of the shocks that all pages have in common, a day, for a page of SIZE."""
CONTROL_SIZES = (60_000, 150_000, 90_000, 240_000)


def page(hours: int, chance: random.Random, size: int = SIZE, common: Sequence[float] = ()) -> list[int]:
    """A count at each of `hours` full hours and one more; `common` are daily shocks of a page of SIZE."""
    scale = size / SIZE
    level, noise, shock, counts = float(size), 0.0, 0.0, [size]
    for hour in range(hours):
        if hour % HOURS == 0:
            shock = (chance.gauss(0, SHOCK) + (common[hour // HOURS] if common else 0.0)) / HOURS
        heavy = chance.gauss(0, 1) / math.sqrt(chance.gammavariate(1.5, 2) / 3)
        noise = MEMORY * noise + NOISE * heavy
        level += scale * (DRIFT + CYCLE * math.sin(2 * math.pi * hour / HOURS) + noise + shock)
        counts.append(round(level))
    return counts


def measure(history: int, effect: int, runs: int, chance: random.Random, length: int = 72) -> dict[str, float]:
    """Shares of `runs` where the range contained the true effect and where it excluded 0; and its median width."""
    held = found = 0
    widths = []
    for _ in range(runs):
        counts = page(history + length, chance)
        change = counts[-1] - counts[history] + effect
        verdict = estimate_effect(counts[: history + 1], change, length / HOURS)
        if not isinstance(verdict, Effect):
            raise TypeError(verdict)
        held += verdict.low <= effect <= verdict.high
        found += not verdict.usual
        widths.append(verdict.high - verdict.low)
    return {"covered": held / runs, "found": found / runs, "width": sorted(widths)[runs // 2]}


def beside(
    days: int, effect: int, runs: int, chance: random.Random, controls: int = 4, moved: float = 0.0
) -> dict[str, float]:
    """Shares of the comparisons that answered, and the share that could not tell; `moved`: a control's own effect."""
    held = found = answered = cannot = alone = 0
    widths = []
    for _ in range(runs):
        common = [chance.gauss(0, COMMON) for _ in range(days + 3)]
        paths = []
        for place, size in enumerate((SIZE, *CONTROL_SIZES[:controls])):
            counts = page((days + 3) * HOURS, chance, size, common)
            extra = effect if place == 0 else moved * size / SIZE if place == 1 else 0
            paths.append(Path(counts[: days * HOURS + 1], counts[-1] - counts[days * HOURS] + extra))
        own = estimate_effect(paths[0].history, paths[0].change, 3.0)
        alone += isinstance(own, Effect) and not own.usual
        verdict = compare(LIKES, paths[0], paths[1:], 3.0, 0.0)
        if isinstance(verdict, Unclear):
            cannot += verdict.why is Why.CONTAMINATED
            continue
        answered += 1
        held += verdict.low <= effect <= verdict.high
        found += not verdict.usual
        widths.append(verdict.high - verdict.low)
    sure = max(answered, 1)
    width = sorted(widths)[len(widths) // 2] if widths else 0
    return {
        "covered": held / sure,
        "found": found / sure,
        "width": width,
        "cannot": cannot / runs,
        "alone": alone / runs,
    }


def main() -> None:
    """Print a line of JSON for each length of history, without and with control pages."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=2000)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    chance = random.Random(asked.seed)
    for days in (4, 7, 14, 28):
        real = measure(days * HOURS, -600, asked.runs, chance)
        none = measure(days * HOURS, 0, asked.runs, chance)
        row = {
            "history_days": days, "runs": asked.runs, "nominal": 0.95, "coverage": round(real["covered"], 4),
            "found_600": round(real["found"], 4), "false_alarms": round(none["found"], 4),
            "coverage_of_nothing": round(none["covered"], 4), "median_width": real["width"],
        }  # fmt: skip
        print(json.dumps(row), flush=True)
    for controls in (2, 4):
        for days in (7, 14, 28):
            real = beside(days, -600, asked.runs, chance, controls)
            none = beside(days, 0, asked.runs, chance, controls)
            spoiled = beside(days, -600, asked.runs, chance, controls, -600)
            boosted = beside(days, 0, asked.runs, chance, controls, 1200)
            row = {
                "history_days": days, "controls": controls, "coverage": round(real["covered"], 4),
                "found_600": round(real["found"], 4), "found_600_alone": round(real["alone"], 4),
                "false_alarms": round(none["found"], 4), "false_alarms_alone": round(none["alone"], 4),
                "cannot_tell": round(none["cannot"], 4), "cannot_tell_contaminated_600": round(spoiled["cannot"], 4),
                "cannot_tell_contaminated_1200": round(boosted["cannot"], 4), "median_width": real["width"],
            }  # fmt: skip
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
