"""Accuracy of the verdict on an event, on simulated counts of noisy pages.

A page: a drift of 2 an hour, a daily cycle, autocorrelated noise (0.5 an hour) with heavy tails (Student's t with 3
degrees of freedom), and shocks that last a day. An event of 72 hours removes 600 likes, or none. First without control
pages, then with one, two and four of other sizes, where further daily shocks move every page by the same share of its
size: what the verdict alone and the comparison find, and how often the comparison says that it cannot tell, also where
the event moved one control as well, the largest, by as large a share of its size as so many likes are of the page's
(`contaminated`). At last what is said of an effect one and four weeks later. Run it with `python -m bench.verdict`; it
prints a JSON object a line, and ends with 1 where a bound of BOUNDS is missed by more than the simulation's own error.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.core.events.verdict.comparison import Path, compare
from bot.core.events.verdict.effect import Effect, Finding, estimate_effect
from bot.core.events.verdict.later import WEEKS, Return, judge_return
from bot.core.model.measures.measure import LIKES

HOURS, SIZE = 24, 100_000
DAYS, LOSS = 3, -600
DRIFT, CYCLE, MEMORY, NOISE, SHOCK = 2.0, 6.0, 0.5, 4.0, 40.0
LARGE = -1500
TRUE = {Return.KEPT: 0.0, Return.PARTLY: 0.5, Return.BACK: 1.0}
"""What is true of an effect of LARGE of which such a share came back."""
COMMON = 200.0
"""Standard deviation of the shocks that all pages have in common, a day, for a page of SIZE."""
CONTROL_SIZES = (60_000, 150_000, 90_000, 240_000)
MOVED = (300, 450, 600, 1200, 4000)
"""By how much one control was moved, up or down, as likes of a page of SIZE."""

BOUNDS = {
    "coverage": (0.92, 0.96),
    "false_alarms": (0.0, 0.06),
    "cannot_tell": (0.0, 0.5),
    "cannot_tell_one_control": (1.0, 1.0),
    "right_or_cannot_tell": (0.95, 1.0),
    "cannot_tell_contaminated_4000": (0.99, 1.0),
    "wrong_later": (0.0, 0.1),
}
"""The lowest and highest share that is right. `right_or_cannot_tell`: where one control was moved, by whatever amount,
the range holds the truth or none is told. `wrong_later`: that the effect lasted, partly faded or faded, where another
of the three is true."""
ERRORS = 3
"""By how many standard errors of the simulation a share may be out of its bounds."""


@dataclass(slots=True)
class Tally:
    """What was answered to one question, over all runs."""

    effect: int
    runs: int = 0
    held: int = 0
    found: int = 0
    widths: list[int] = field(default_factory=list)

    def add(self, found: Finding) -> None:
        """Count one answer."""
        self.runs += 1
        if isinstance(found, Effect):
            self.held += found.low <= self.effect <= found.high
            self.found += not found.usual
            self.widths.append(found.high - found.low)

    @property
    def answered(self) -> int:
        """In how many runs there was an answer."""
        return len(self.widths)

    @property
    def cannot(self) -> int:
        """In how many runs it could not tell."""
        return self.runs - self.answered


@dataclass(slots=True)
class Row:
    """A line of what was measured, and which of its shares are out of their bounds."""

    told: dict[str, object]
    missed: list[str] = field(default_factory=list)

    def share(self, name: str, count: int, of: int, bound: str = "") -> None:
        """Tell a share; `bound` names the bounds that it must keep."""
        share = count / max(of, 1)
        self.told[name] = round(share, 4)
        if bound:
            low, high = BOUNDS[bound]
            near = min(max(share, low), high)
            error = ERRORS * math.sqrt(near * (1 - near) / max(of, 1))
            if abs(share - near) > error:
                where = ", ".join(f"{key} {value}" for key, value in list(self.told.items())[:2])
                self.missed.append(f"{where}: {name} is {share:.4f}, not {low} to {high} (give or take {error:.4f})")


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


def paths(days: int, sizes: Sequence[int], chance: random.Random, common: float = COMMON) -> list[Path]:
    """Pages of these sizes over the same days before an event that moves none of them, and over it."""
    shocks = [chance.gauss(0, common) for _ in range(days + DAYS)]
    counts = [page((days + DAYS) * HOURS, chance, size, shocks) for size in sizes]
    return [Path(one[: days * HOURS + 1], one[-1] - one[days * HOURS]) for one in counts]


def moved(path: Path, by: float) -> Path:
    """A page that the event moved by so many likes more."""
    return Path(path.history, path.change + by)


def alone(days: int, runs: int, chance: random.Random) -> Row:
    """The verdict without control pages, on pages that have no shocks in common."""
    real, none = Tally(LOSS), Tally(0)
    for _ in range(runs):
        [one] = paths(days, [SIZE], chance, 0.0)
        for tally in (real, none):
            tally.add(estimate_effect(one.history, one.change + tally.effect, DAYS))
    row = Row({"history_days": days, "controls": 0, "runs": runs})
    row.share("coverage", real.held, real.answered, "coverage")
    row.share("coverage_of_nothing", none.held, none.answered, "coverage")
    row.share("found_600", real.found, runs)
    row.share("false_alarms", none.found, runs, "false_alarms")
    row.told["median_width"] = sorted(real.widths)[real.answered // 2]
    return row


Case = tuple[int, int]
"""What the event does to the page, and to one control as well, each as likes of a page of SIZE."""


def cases(controls: int) -> Iterator[Case]:
    """An effect and none, each without a control that was moved and with one."""
    for effect in (LOSS, 0):
        yield effect, 0
        if controls > 1:
            yield from ((effect, sign * size) for size in MOVED for sign in (-1, 1))


def beside(days: int, runs: int, chance: random.Random, controls: int) -> Row:
    """The comparison with so many control pages; the same pages are asked for every case."""
    tallies = {case: Tally(case[0]) for case in cases(controls)}
    sizes = CONTROL_SIZES[:controls]
    largest = sizes.index(max(sizes))
    own = {LOSS: Tally(LOSS), 0: Tally(0)}
    for _ in range(runs):
        first, *others = paths(days, [SIZE, *sizes], chance)
        for effect, tally in own.items():
            tally.add(estimate_effect(first.history, first.change + effect, DAYS))
        for (effect, by), tally in tallies.items():
            shown = [*others]
            shown[largest] = moved(others[largest], by * sizes[largest] / SIZE)
            tally.add(compare(LIKES, moved(first, effect), shown, DAYS, 0.0))
    row = Row({"history_days": days, "controls": controls, "runs": runs})
    real, none = tallies[LOSS, 0], tallies[0, 0]
    if controls == 1:
        row.share("cannot_tell", real.cannot + none.cannot, real.runs + none.runs, "cannot_tell_one_control")
    else:
        row.share("coverage", real.held, real.answered, "coverage")
        row.share("coverage_of_nothing", none.held, none.answered, "coverage")
        row.share("cannot_tell", real.cannot, runs, "cannot_tell")
        row.share("cannot_tell_of_nothing", none.cannot, runs, "cannot_tell")
        row.told["median_width"] = sorted(real.widths)[real.answered // 2] if real.widths else None
    row.share("found_600", real.found, runs)
    row.share("found_600_alone", own[LOSS].found, runs)
    row.share("false_alarms", none.found, max(none.answered, 1), "false_alarms")
    row.share("false_alarms_alone", own[0].found, runs, "false_alarms")
    contaminated(row, tallies)
    return row


def contaminated(row: Row, tallies: Mapping[Case, Tally]) -> None:
    """For each size, the worst of all cases in which one control was moved by it."""
    for size in MOVED:
        worst = [tally for (_, by), tally in tallies.items() if abs(by) == size]
        if worst:
            least = min(worst, key=lambda tally: tally.cannot)
            bound = f"cannot_tell_contaminated_{size}"
            row.share(bound, least.cannot, least.runs, bound if bound in BOUNDS else "")
            wrong = min(worst, key=lambda tally: tally.cannot + tally.held)
            name = f"right_or_cannot_tell_{size}"
            row.share(name, wrong.cannot + wrong.held, wrong.runs, "right_or_cannot_tell")


def later(days: int, runs: int, chance: random.Random) -> Row:
    """What is said one and four weeks after the end of an effect of LARGE that did not, half, or wholly come back."""
    row = Row({"history_days": days, "controls": 0, "runs": runs})
    for week in WEEKS:
        said: dict[Return, Counter[Return]] = {one: Counter() for one in TRUE}
        for _ in range(runs):
            counts = page((days + DAYS + 7 * week) * HOURS, chance)
            history, end = counts[: days * HOURS + 1], counts[(days + DAYS) * HOURS]
            then = estimate_effect(history, end - history[-1] + LARGE, DAYS)
            if isinstance(then, Effect) and not then.usual:
                for became, share in TRUE.items():
                    since = estimate_effect(history, counts[-1] - end - share * LARGE, 7 * week)
                    said[became][judge_return(then, since)] += 1
        for became, told in said.items():
            right, wrong = told[became], told.total() - told[became] - told[Return.UNCLEAR]
            row.share(f"{became}_after_{week}_told", right, told.total())
            row.share(f"{became}_after_{week}_wrong", wrong, told.total(), "wrong_later")
    return row


def main() -> None:
    """Print a line of JSON for each number of controls and length of history; end with 1 where a bound is missed."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--runs", type=int, default=1000)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--controls", type=int, nargs="*", default=[0, 1, 2, 4], help="only rows with so many controls")
    given.add_argument("--days", type=int, nargs="*", default=[4, 7, 14, 28], help="only rows with so long a history")
    asked = given.parse_args()
    chance = random.Random(asked.seed)
    missed: list[str] = []
    for controls in asked.controls:
        for days in asked.days:
            some = [alone, later] if not controls else [partial(beside, controls=controls)]
            for ask in some:
                row = ask(days, runs=asked.runs, chance=chance)
                print(json.dumps({**row.told, "missed": row.missed}), flush=True)
                missed += row.missed
    for one in missed:
        print(f"missed: {one}", file=sys.stderr)
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
