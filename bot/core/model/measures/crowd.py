"""Counts that anybody types for a page which nothing can read: when several of them make one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Crowd:
    """The quorum of a campaign: people, chats that they sit in, and how close in time and number they must be."""

    people: int = 3
    chats: int = 2
    minutes: int = 120
    percent: Decimal = Decimal(1)

    @property
    def window(self) -> timedelta:
        """How long a report is kept."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Report:
    """What one person typed for a page: person and chat by pseudonyms that stand for this page alone."""

    person: str
    chat: str
    value: int
    step: int
    at: datetime


def agreed(reports: Sequence[Report], rule: Crowd) -> tuple[int, int] | None:
    """The count, with its step, that a quorum of these reports agrees on; None without one.

    The reports that agree must also be more than half of all, so that two groups who contradict each other decide
    nothing. The count is the lower median of the exact ones among them, or of the rounded ones where none is exact.
    Each person has at most one report here; liars who are fewer than `rule.people`, or who sit in fewer than
    `rule.chats` chats, and find no honest report that agrees with them, decide nothing.
    """
    ordered = sorted(reports, key=lambda one: one.value)
    best: list[Report] = []
    for start, lowest in enumerate(ordered):
        near = [one for one in ordered[start:] if one.value - lowest.value <= _tolerance(lowest, one, rule)]
        if len(near) > len(best):
            best = near
    enough = len({one.person for one in best}) >= rule.people and len({one.chat for one in best}) >= rule.chats
    if not enough or 2 * len(best) <= len(ordered):
        return None
    exact = [one for one in best if one.step == 1] or best
    middle = exact[(len(exact) - 1) // 2]
    return middle.value, middle.step


def _tolerance(low: Report, high: Report, rule: Crowd) -> Decimal:
    """How far two reports may lie apart: the rule's per cent, or half of each one's rounding."""
    return max(low.value * rule.percent / 100, Decimal(low.step + high.step) / 2)
