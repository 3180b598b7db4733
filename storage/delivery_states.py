"""The state machine of a delivery: a table of all transitions, each with its states before and after.

The queries of `storage` are built from it, `docs/delivery.md` shows it, and a Hypothesis test executes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import TextClause, text

from bot.core.model.announcements import State


class Step(StrEnum):
    """The transitions of a delivery."""

    PLAN = "plan"
    CLAIM = "claim"
    INTENT = "intent"
    OUTCOME = "outcome"
    RECLAIM = "reclaim"
    PAUSE = "pause"
    CANCEL = "cancel"
    FIX = "fix"
    RETRACT = "retract"
    REPLACE = "replace"
    REPOST = "repost"
    UNSUBSCRIBE = "unsubscribe"
    SWITCH_OFF = "switch off"
    MOVE = "move"
    FORGET = "forget"
    PRUNE = "prune"
    RESTORE = "restore"


class Lease(StrEnum):
    """Which deliveries a step applies to: leased to a sender, not leased, or both."""

    LEASED = "leased"
    FREE = "free"
    ANY = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One transition: its description, the deliveries it applies to, and the states after it by the state before it.

    A state of None means that there is no row before or after the step. A delivery in `sending` is leased, a
    `pending` one is leased from its claim on, and every other one is free.
    """

    does: str
    lease: Lease
    leads: Mapping[State | None, frozenset[State | None]]


_P, _S, _SENT, _FAILED, _UNKNOWN, _SKIPPED, _RETRACTED = State
_DROPPED = frozenset({_SKIPPED, _UNKNOWN})


def _rule(does: str, lease: Lease, leads: Mapping[State | None, set[State | None]]) -> Rule:
    return Rule(does, lease, MappingProxyType({before: frozenset(after) for before, after in leads.items()}))


STEPS: Mapping[Step, Rule] = MappingProxyType({
    Step.PLAN: _rule("an announcement is written for the chat", Lease.ANY, {None: {_P}}),
    Step.CLAIM: _rule("a sender leases it; nothing has left yet", Lease.FREE, {_P: {_P}}),
    Step.INTENT: _rule(
        "the sender writes down that the request leaves now; refused if the announcement is paused (pending) or closed,"
        " or if the chat no longer listens (skipped, or unknown if an earlier try may have arrived)",
        Lease.LEASED, {_P: {_S, _P, *_DROPPED}, _S: {_S, _P, *_DROPPED}},
    ),
    Step.OUTCOME: _rule(
        "the sender writes down what became of it, or gives it back; words that changed meanwhile make it wait again",
        Lease.LEASED, {_P: {_P, _FAILED, *_DROPPED}, _S: {_SENT, _FAILED, _UNKNOWN, _SKIPPED, _RETRACTED, _P}},
    ),
    Step.RECLAIM: _rule(
        "its lease has expired: it is requeued, or closed where it must not be tried again",
        Lease.LEASED, {_P: {_P, *_DROPPED}, _S: {_P, _UNKNOWN}},
    ),
    Step.PAUSE: _rule("its announcement is paused or goes on; nothing paused is claimed", Lease.ANY, {}),
    Step.CANCEL: _rule("its announcement is cancelled: nothing more is posted", Lease.FREE, {_P: {*_DROPPED}}),
    Step.FIX: _rule(
        "its announcement has new words: the message that stands in the chat waits to be edited",
        Lease.FREE, {_P: {_P}, _SENT: {_P}, _FAILED: {_P}, _UNKNOWN: {_P}},
    ),
    Step.RETRACT: _rule(
        "its announcement is withdrawn: the message that stands in the chat waits to be deleted, nothing is posted",
        Lease.FREE, {_P: {_P, *_DROPPED}, _SENT: {_P}, _FAILED: {_P}, _UNKNOWN: {_P}},
    ),
    Step.REPLACE: _rule("a newer update is planned for the chat", Lease.FREE, {_P: {*_DROPPED}}),
    Step.REPOST: _rule("the message to edit is gone or out of reach: it becomes a new message", Lease.FREE, {_P: {_P}}),
    Step.UNSUBSCRIBE: _rule("the chat no longer follows the campaign", Lease.FREE, {_P: {*_DROPPED}}),
    Step.SWITCH_OFF: _rule("the chat removed the bot, or is switched off", Lease.FREE, {_P: {*_DROPPED}}),
    Step.MOVE: _rule(
        "the chat has a new id: of two deliveries of one announcement only one stays; a message under the old id is out"
        " of reach, so what waited to edit or delete it has failed",
        Lease.ANY, {state: {None, _FAILED} if state is _P else {None} for state in State},
    ),
    Step.FORGET: _rule("a private chat's address is deleted", Lease.ANY, {_P: {None}, _S: {None}}),
    Step.PRUNE: _rule(
        "it has been kept long enough: its announcement keeps the totals",
        Lease.FREE, {state: {None} for state in (_SENT, _FAILED, _UNKNOWN, _SKIPPED, _RETRACTED)},
    ),
    Step.RESTORE: _rule(
        "the database was restored from a backup: what was due since may have been sent; edits and deletions wait on",
        Lease.ANY, {_P: {_P, _SKIPPED, _UNKNOWN}, _S: {_P, _SKIPPED, _UNKNOWN}},
    ),
})  # fmt: skip


def allowed(step: Step, before: State | None, after: State | None) -> bool:
    """Whether the table allows this step to change `before` into `after`."""
    return after in STEPS[step].leads.get(before, ())


def target(step: Step, after: State) -> str:
    """The database's value for the state `after`. Raises ValueError where the step never leads to it."""
    if not any(after in states for states in STEPS[step].leads.values()):
        raise ValueError(f"no delivery becomes {after} by the step {step}")
    return after.value


def taken_sql(step: Step, *, to: State | None = None, alias: str = "deliveries") -> str:
    """SQL condition: rows of `deliveries` (under `alias`) that the step applies to, or may bring to the state `to`.

    States are SQL literals, not parameters: only then do both databases use a partial index.
    """
    rule = STEPS[step]
    words = [f"'{state}'" for state, after in rule.leads.items() if state and (to is None or to in after)]
    states = f"{alias}.state = {words[0]}" if len(words) == 1 else f"{alias}.state IN ({', '.join(words)})"
    leases = {
        Lease.LEASED: f" AND {alias}.leased_until IS NOT NULL",
        Lease.FREE: f" AND {alias}.leased_until IS NULL",
        Lease.ANY: "",
    }
    return states + leases[rule.lease]


def taken(step: Step, *, to: State | None = None) -> TextClause:
    """`taken_sql` for statements that SQLAlchemy builds over the table `deliveries`."""
    return text(f"({taken_sql(step, to=to)})")


def described() -> str:
    """The table as Markdown, for docs/delivery.md."""
    head = "| step | from | to | what happens |\n|---|---|---|---|\n"
    return head + "".join(_row(step, rule) for step, rule in STEPS.items())


def _row(step: Step, rule: Rule) -> str:
    """One Markdown row; states with the same states after them share a line."""
    groups: dict[frozenset[State | None], list[str]] = {}
    for before, after in rule.leads.items():
        groups.setdefault(after, []).append("no row" if before is None else before.value)
    lease = f" ({rule.lease})" if rule.lease else ""
    came = "<br>".join(", ".join(names) + lease for names in groups.values()) or "any"
    leads = "<br>".join(_names(after) for after in groups) or "the same"
    return f"| {step} | {came} | {leads} | {rule.does} |\n"


def _names(states: frozenset[State | None]) -> str:
    return ", ".join([state.value for state in State if state in states] + (["deleted"] if None in states else []))
