"""How many liars a crowd reading bears: n people report within one window, f of them lie, alone or together.

Run it with `python -m bench.crowd`; it takes some seconds. A true count of 2,000,000 falls while people read it; each
honest report is off by up to 0.1 %. Liars together all say the same number 4 % below the truth, which the guard would
let pass; liars alone each invent one within 20 %. Who reports first, and from which chat, is drawn anew each time. As
in the bot, a quorum decides as soon as it is there.
"""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.core.model.measures.crowd import Crowd, Report, agreed

RUNS = 1000
TRUTH = 2_000_000
LIE = 0.96
AT = datetime(2026, 12, 1, tzinfo=UTC)

Lie = Callable[[random.Random], int]


def together(_: random.Random) -> int:
    """The number that colluding liars agreed on."""
    return int(TRUTH * LIE)


def alone(dice: random.Random) -> int:
    """The number that one liar invents."""
    return int(TRUTH * dice.uniform(0.8, 1.2))


def decide(reports: Sequence[Report], rule: Crowd) -> int | None:
    """The first count that a quorum agrees on while the reports come in; None if there is none at the end."""
    for end in range(1, len(reports) + 1):
        found = agreed(reports[:end], rule)
        if found is not None:
            return found[0]
    return None


def outcomes(people: int, liars: int, chats: int, lie: Lie, rule: Crowd, seed: int = 1) -> tuple[float, float]:
    """The shares of runs in which a lie was accepted, and in which the truth was."""
    dice = random.Random(seed)
    false = true = 0
    for _ in range(RUNS):
        reports = []
        for person in range(people):
            value = lie(dice) if person < liars else int(TRUTH * dice.uniform(0.999, 1.001))
            reports.append(Report(str(person), str(dice.randrange(chats)), value, 1, AT))
        dice.shuffle(reports)
        found = decide(reports, rule)
        if found is not None:
            wrong = abs(found - TRUTH) > TRUTH / 50
            false, true = false + wrong, true + (not wrong)
    return false / RUNS, true / RUNS


def main() -> None:
    """Print a table for each quorum."""
    for rule in (Crowd(), Crowd(people=5, chats=3), Crowd(people=8, chats=3)):
        print(f"\nquorum: {rule.people} people from {rule.chats} chats; 4 chats in all")
        print("people  liars  lie accepted (together)  lie accepted (alone)  truth accepted (together)")
        for people in (6, 12, 30):
            for liars in (0, 1, 2, 3, 5, 8, 12):
                if liars <= people:
                    false, true = outcomes(people, liars, 4, together, rule)
                    by_chance, _ = outcomes(people, liars, 4, alone, rule)
                    print(f"{people:6}  {liars:5}  {false:23.1%}  {by_chance:20.1%}  {true:25.1%}")


if __name__ == "__main__":
    main()
