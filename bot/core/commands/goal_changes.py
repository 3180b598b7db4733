"""Changes of an event's goal: kept in the audit log, and taken back one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.events.kind import EventKinds
from bot.core.events.replies import title_of
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan
from bot.core.model.reply import Text, Value
from bot.core.model.roles import Actor
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act

CHANGED, TAKEN_BACK = "event-goal", "event-goal-undone"
"""The acts of the audit log."""


@dataclass(frozen=True, slots=True)
class GoalChange:
    """One change of an event's goal; `number` counts those of the event from 1, the goals are as in `Plan.goal`.

    `pseudonym` is who made it: with approval the approver. `askers` are those who had asked for it.
    """

    event: int
    number: int
    before: str
    after: str
    at: datetime
    pseudonym: str
    undone: bool = False
    askers: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that takes exactly this change back."""
        return f"undo goal {self.event} {self.number}"

    def check_undo(self, event: Event) -> None:
        """Raise Refusal where it is taken back already, the goal was changed again since, or the event is over."""
        if not event.open:
            raise Refusal(Text("event-no-more"))
        if self.undone:
            raise Refusal(Text("undo-already"))
        if event.plan.goal != self.after:
            raise Refusal(Text("undo-goal-since"))

    def plan(self, event: Event) -> Plan:
        """The event's plan, or the one that waits for approval, with the goal that it had before."""
        return replace(event.draft or event.plan, goal=self.before)

    def said(self, event: Event, kinds: EventKinds) -> Text:
        """The change in a few words."""
        title = title_of(event, kinds[event.kind])
        return Text("act-goal", {"title": title, "before": _shown(self.before), "after": _shown(self.after)})


async def note_goal(
    tx: Transaction, before: Event, after: Event, by: Actor, at: datetime, askers: Iterable[str] = ()
) -> GoalChange | None:
    """Write a change of the goal to the audit log, with who asked for it; None where the goal is the same."""
    old, new = before.plan.goal, after.plan.goal
    if old == new:
        return None
    known = [one.number for one in await goal_changes(tx, after.campaign) if one.event == after.id]
    made = GoalChange(after.id, max(known, default=0) + 1, old, new, at, by.pseudonym, askers=tuple(sorted(askers)))
    about = (str(made.event), str(made.number), old or "-", new or "-", *made.askers)
    await tx.audit.write(Act(at, after.campaign, by.role, by.pseudonym, CHANGED, " ".join(about)))
    return made


async def goal_changes(tx: Transaction, slug: str) -> list[GoalChange]:
    """The changes of goals in a campaign, newest first."""
    acts = await tx.audit.of(slug, {CHANGED, TAKEN_BACK})
    undone = {act.about for act in acts if act.act == TAKEN_BACK}
    found = []
    for act in acts:
        if act.act == CHANGED:
            event, number, before, after, *askers = ("" if word == "-" else word for word in act.about.split())
            taken = f"{event} {number}" in undone
            found.append(
                GoalChange(int(event), int(number), before, after, act.at, act.pseudonym, taken, tuple(askers))
            )
    return found


async def find_goal_change(tx: Transaction, slug: str, event: int, number: str) -> GoalChange:
    """The event's change of this number. Raises Refusal where there is none."""
    for one in await goal_changes(tx, slug):
        if (one.event, str(one.number)) == (event, number):
            return one
    raise Refusal(Text("undo-unknown", {"number": number}))


async def latest_goal_changes(
    tx: Transaction, slug: str, kinds: EventKinds, pseudonym: str | None = None
) -> list[tuple[GoalChange, Event]]:  # fmt: skip
    """The last change of each open event's goal that can be taken back, newest first; a person's if one is named."""
    events = {one.id: one for one in await tx.events.of(slug) if one.open and one.kind in kinds}
    found = []
    for one in await goal_changes(tx, slug) if events else ():
        event = events.get(one.event)
        if event is not None and not one.undone and event.plan.goal == one.after:
            # An earlier change cannot be taken back before this one.
            del events[one.event]
            if pseudonym in {None, one.pseudonym, *one.askers}:
                found.append((one, event))
    return found


def _shown(goal: str) -> Value:
    return int(goal) if goal.isdecimal() else goal or "—"
