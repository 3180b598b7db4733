"""Accuracy of the verdict on an event, on simulated counts of a noisy page.

The page: a drift of 2 an hour, a daily cycle, autocorrelated noise (0.5 an hour) with heavy tails (Student's t with 3
degrees of freedom), and shocks that last a day. An event of 72 hours removes 600 likes, or none. Run it with `python -m
bench.verdict`; it prints a JSON object for each length of history.
"""

import argparse
import json
import math
import random

from bot.core.events.effect import Effect, estimate_effect

HOURS = 24
DRIFT, CYCLE, MEMORY, NOISE, SHOCK = 2.0, 6.0, 0.5, 4.0, 40.0


def page(hours: int, chance: random.Random) -> list[int]:
    """A count at each of `hours` full hours and one more."""
    level, noise, shock, counts = 100_000.0, 0.0, 0.0, [100_000]
    for hour in range(hours):
        if hour % HOURS == 0:
            shock = chance.gauss(0, SHOCK) / HOURS
        heavy = chance.gauss(0, 1) / math.sqrt(chance.gammavariate(1.5, 2) / 3)
        noise = MEMORY * noise + NOISE * heavy
        level += DRIFT + CYCLE * math.sin(2 * math.pi * hour / HOURS) + noise + shock
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


def main() -> None:
    """Print a line of JSON for each length of history."""
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


if __name__ == "__main__":
    main()
