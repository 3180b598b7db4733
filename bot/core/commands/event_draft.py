"""An event that is being planned or changed by buttons, kept as text between two answers."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.core.commands.request import Ask, split
from bot.core.events.parse import Reading, read_plans
from bot.core.events.previews import Preview, plan_hash
from bot.core.model.campaign import Campaign
from bot.core.model.chats import SAID, Questions
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan
from bot.core.model.input.digits import figure
from bot.core.model.limits import mark_of
from bot.core.model.reply import Reply, Text
from bot.core.ports.database import Transaction

PREVIEW = "preview"
"""The last step."""

_WAITING = re.compile(r"menu plan (?:\w+ )?say (?=\[)")
"""The start of the command that waits while an event is planned; its draft follows."""

LINE = "event fill "
"""The start of the command that waits while a line of /event lacks an option; the option and the line follow."""

_MARK = re.compile(r"\d+|[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is being planned.

    `kind` is "" and `day`, `clock` None until they are chosen; `length` is in seconds, 0 for the kind's usual one.
    `texts` are the answers to the other steps by step: `goal`, the kind's required options, and `title` with its
    language. `event` is the number of the event that is changed, 0 for a new one, and `base` the hash of the plan that
    the change began with.
    """

    campaign: str
    step: str = "kind"
    kind: str = ""
    day: date | None = None
    clock: time | None = None
    length: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    event: int = 0
    base: str = ""

    @property
    def mark(self) -> str:
        """What stands for the draft in commands: the number of its event, or the mark of its campaign for a new one."""
        return str(self.event) if self.event else mark_of(self.campaign)

    @property
    def waiting(self) -> str:
        """The command that waits while this is planned."""
        return f"menu plan {self.mark} say {self.write()}"

    def is_made_by(self, campaign: str, preview: Preview) -> bool:
        """Whether nothing of it is left once this preview is confirmed: the same event, or a change of it."""
        if self.campaign != campaign or self.event != preview.event:
            return False
        if self.event:
            return True
        plan = preview.plan
        return (self.kind, self.day, self.clock) == (plan.kind, plan.local.date(), plan.local.time())

    def write(self) -> str:
        """The draft as one line of JSON."""
        day, clock = self.day.isoformat() if self.day else "", f"{self.clock:%H:%M}" if self.clock else ""
        cells = [self.campaign, self.step, self.kind, day, clock, self.length, self.texts, self.event]
        cells += [self.base] if self.base else []
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
        return cls(
            event.campaign, PREVIEW, plan.kind, at.date(), at.time(), plan.length, texts, event.id, plan_hash(plan)
        )


def kept_titles(event: Event, plan: Plan) -> list[Text]:
    """The titles in other languages that an event keeps where its new plan has one that was written anew."""
    before, after = (event.draft or event.plan).title.by_language, plan.title.by_language
    kept = [one for one in before if before[one] == after.get(one)] if after != before else []
    return [Text("walk-title-kept", {"language": Text(f"tongue-{one}"), "title": after[one]}) for one in kept]


def drafts(questions: Questions) -> dict[str, Draft]:
    """The drafts among a person's open questions by the commands that wait for them, newest first."""
    found = ((one, _WAITING.match(one)) for one in questions.all)
    return {one: Draft.read(one[start.end() :]) for one, start in found if start}


def find_draft(questions: Questions, mark: str = "") -> tuple[str, Draft] | None:
    """The draft with this mark, and the command that waits; without a mark the newest new event, else a change."""
    open_drafts = drafts(questions).items()
    if mark:
        return next((one for one in open_drafts if one[1].mark == mark), None)
    return min(open_drafts, key=lambda one: one[1].event > 0, default=None)


async def end_planning(ask: Ask, tx: Transaction, campaign: Campaign, preview: Preview) -> None:
    """End the questions that led to this preview, which is confirmed; what else is planned stays."""
    if not ask.private:
        return
    here = ask.request.address.platform, ask.request.person
    questions = await tx.dialogues.open(*here)
    led = [command for command, draft in drafts(questions).items() if draft.is_made_by(campaign.slug, preview)]
    led += [one for one in questions.all if one.startswith(LINE) and _is_line_of(ask, campaign, preview, one)]
    led += [f"menu set {preview.event} "] if preview.event else []
    for command in led:
        await tx.dialogues.end(*here, command)


def _is_line_of(ask: Ask, campaign: Campaign, preview: Preview, command: str) -> bool:
    """Whether this line, which lacked an option, says the new event of a preview, or changes the event of one."""
    _, (act, *words) = split(command.removeprefix(LINE).removesuffix(SAID))
    if act != "new" or preview.event:
        return act != "new" and bool(words) and figure(words[0]).lstrip("#") == str(preview.event)
    slugs = {one.slug for one in ask.campaigns}
    if campaign.slug not in words:
        return False
    # As it was read when the preview was shown: "tomorrow" may be today by now.
    reading = Reading(preview.at, campaign.zone, ask.vocabulary)
    line = " ".join(word for word in words if word not in slugs)
    try:
        return preview.plan in read_plans(line, ask.kinds, campaign.spoken(ask.languages), reading)
    except Refusal:
        return False


def with_marks(reply: Reply, draft: Draft) -> Reply:
    """The reply with buttons that go on with this draft only, whatever else is planned meanwhile."""
    start = "menu plan "
    buttons = tuple(
        tuple(
            replace(one, command=f"{start}{draft.mark} {one.command.removeprefix(start)}")
            if one.command.startswith(start)
            else one
            for one in row
        )
        for row in reply.buttons
    )
    return replace(reply, buttons=buttons)


def is_mark(word: str) -> bool:
    """Whether this word of a command stands for a draft, and is no step."""
    return _MARK.fullmatch(word) is not None
