"""An event that is being planned or changed by buttons, kept as text between two answers."""

import json
from dataclasses import dataclass, field
from datetime import date, time

from bot.core.model.event import Event, Plan

PREVIEW = "preview"
"""The last step."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is being planned.

    `kind` is "" and `day`, `clock` None until they are chosen; `length` is in seconds, 0 for the kind's usual one.
    `texts` are the answers to the other steps by step: `goal`, the kind's required options, and `title`. `event` is the
    number of the event that is changed, 0 for a new one.
    """

    campaign: str
    step: str = "kind"
    kind: str = ""
    day: date | None = None
    clock: time | None = None
    length: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    event: int = 0

    def write(self) -> str:
        """The draft as one line of JSON."""
        day, clock = self.day.isoformat() if self.day else "", f"{self.clock:%H:%M}" if self.clock else ""
        cells = [self.campaign, self.step, self.kind, day, clock, self.length, self.texts, self.event]
        return json.dumps(cells, ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Draft":
        """The draft that `write` wrote, in a release before as well."""
        campaign, step, kind, day, clock, length, texts, *event = json.loads(text)
        on, at = date.fromisoformat(day) if day else None, time.fromisoformat(clock) if clock else None
        return cls(campaign, step, kind, on, at, length, texts, *event)

    @classmethod
    def of(cls, event: Event, plan: Plan) -> "Draft":
        """The plan of an event that is there, at its preview."""
        texts = {**plan.options, "goal": plan.goal}
        at = plan.local
        return cls(event.campaign, PREVIEW, plan.kind, at.date(), at.time(), plan.length, texts, event.id)
