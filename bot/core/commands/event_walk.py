"""Planning an event by buttons, or changing one: the steps, and the question of each step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.commands.event_draft import PREVIEW, Draft
from bot.core.commands.time_buttons import TwoDaysError, clock_label, day_label, stacked, time_label
from bot.core.events.kind import EventKinds, Kind, Unit
from bot.core.events.parse import check_time, check_together, read_goal, read_length, read_option, read_title
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan
from bot.core.model.input.clock_words import BadTimeError
from bot.core.model.input.digits import figure
from bot.core.model.input.from_now import short_lengths, spelled_out, whole_length
from bot.core.model.input.letters import fitting, without_marks
from bot.core.model.input.span_words import with_length
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import When, read_when
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Button, Moment, Names, Reply, Span, Text

TONGUE = "title-language"
"""The language of a title that was written, beside it in the answers of a draft."""

NONE = "none"
"""The word of the button that leaves a step's value out."""

CLOCKS = (time(12), time(18), time(20), time(21))
DAYS_AHEAD = 7
HOUR = 3600
LENGTHS = {Unit.HOURS: (24 * HOUR, 48 * HOUR, 72 * HOUR), Unit.DONE: (24 * HOUR, 168 * HOUR, 720 * HOUR)}
REQUIRED = {"link": "walk-link"}
"""The question for each option that a kind requires."""

CHANGES = {
    "day": "button-day", "time": "button-time", "length": "button-length", "goal": "button-goal",
    "link": "button-sign-link", "title": "button-title",
}  # fmt: skip
"""The button for each step that can be asked anew."""

NO_ANSWER = {"link": "walk-bad-link"}
"""What is said of an answer to it that does not fit."""

GOALS = ("100", "1000", "10000")
PERCENT_GOALS = ("1%", "2%", "5%")


@dataclass(frozen=True, slots=True)
class Walk:
    """The context of one answer: the campaign, the kinds, the words people type, the writer's language and the time.

    `languages` are those of the campaign, in the writer's order. `event` is the one that is changed, None for a new
    one; it keeps the zone that it was made in.
    """

    campaign: Campaign
    kinds: EventKinds
    vocabulary: Vocabulary
    language: str
    languages: Sequence[str]
    now: datetime
    event: Event | None = None

    @property
    def zone(self) -> str:
        """The time zone in which days and times are asked for and read."""
        return self.event.zone if self.event else self.campaign.zone

    @property
    def _place(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def _today(self) -> date:
        return self.now.astimezone(self._place).date()

    def steps(self, draft: Draft) -> list[str]:
        """The steps in order; a kind adds one for each option that it requires."""
        required = self.kinds[draft.kind].required if draft.kind else ()
        return ["kind", "day", "time", "length", "goal", *required, "title", PREVIEW]

    def back(self, draft: Draft) -> Draft:
        """The draft at the step before; of an event that is there at its preview, which every step leads to."""
        if draft.event:
            return replace(draft, step=PREVIEW)
        order = self.steps(draft)
        return replace(draft, step=order[max(order.index(draft.step) - 1, 0)])

    def answered(self, draft: Draft, said: str) -> Draft:
        """The draft with the answer to its step, at the next step.

        Raises a Refusal for an answer that is not valid, and TwoDaysError for a day with two meanings.
        """
        moment = draft.step in {"day", "time"}
        after = self._taken(replace(draft, length=0) if moment else draft, without_marks(said).strip())
        order = self.steps(after)
        following = order[order.index(draft.step) + 1]
        if draft.step == "day" and after.clock is not None and draft.clock is None:
            following = "length"
        if moment and after.length:
            following = order[order.index("length") + 1]
        if draft.event:
            following = PREVIEW
        return replace(after, step=following, length=after.length or draft.length if moment else after.length)

    def plan(self, draft: Draft) -> Plan:
        """The plan of a draft that is complete; what it does not ask of is as in the plan of the event.

        Raises a Refusal where its parts do not fit together.
        """
        kind, texts = self.kinds[draft.kind], draft.texts
        assert draft.day is not None and draft.clock is not None  # noqa: S101, PT018 - for the type checker
        local, length = datetime.combine(draft.day, draft.clock), draft.length or int(kind.length.total_seconds())
        before = (self.event.draft or self.event.plan) if self.event else Plan(kind.name, local, length)
        title, written = before.title, texts.get("title", "")
        if written:
            title = Names({**title.by_language, texts.get(TONGUE) or self._tongue(written): written})
        options = {**before.options, **{name: texts[name] for name in kind.required}}
        plan = replace(before, local=local, length=length, goal=texts.get("goal", ""), title=title, options=options)
        return kind.set_length(check_together(plan, kind), draft.length)

    def _taken(self, draft: Draft, said: str) -> Draft:
        match draft.step:
            case "kind":
                return self._with_kind(draft, said)
            case "day":
                return self._with_day(draft, said)
            case "time":
                return self._with_clock(draft, said)
            case "length":
                return replace(draft, length=0 if said == NONE else self._length(draft, said))
            case str(step) if step == PREVIEW:
                raise Refusal(Text("call-use-buttons"))
        given = self._text(draft, said)
        tongue = {TONGUE: self._tongue(given)} if draft.step == "title" and given else {}
        return replace(draft, texts={**draft.texts, draft.step: given, **tongue})

    def _tongue(self, title: str) -> str:
        """The language that a title is written in: the writer's, or the first one that has its script."""
        fits = fitting(title, self.languages)
        return self.language if not fits or self.language in fits else fits[0]

    def _length(self, draft: Draft, said: str) -> int:
        words = said.split()
        if draft.day is not None and draft.clock is not None:
            # An end is as good: "until 23:00".
            start = datetime.combine(draft.day, draft.clock)
            spanned = with_length(words, self._today, self.vocabulary, start)
            words = words if spanned == words else spanned[-1:]
        length = " ".join(short_lengths(words, self.vocabulary))
        try:
            return read_length(length, self.kinds[draft.kind])
        except Refusal as refused:
            # What was said, not the form that it was read in.
            if refused.text.id == "event-bad-word":
                raise Refusal(Text("walk-bad-length", {"given": said})) from None
            raise Refusal(Text(refused.text.id, {**refused.text.values, "word": said})) from None

    def _text(self, draft: Draft, said: str) -> str:
        kind = self.kinds[draft.kind]
        if said == NONE and draft.step not in kind.required:
            return ""
        if draft.step == "goal":
            return read_goal(figure(said), kind)
        return read_title(said) if draft.step == "title" else read_answer(draft.step, said, kind)

    def _with_kind(self, draft: Draft, said: str) -> Draft:
        if said not in self.kinds:
            raise Refusal(Text("call-use-buttons"))
        # What was set for another kind may not suit this one.
        return draft if said == draft.kind else replace(draft, kind=said, length=0, texts={})

    def _with_day(self, draft: Draft, said: str) -> Draft:
        when = self._when(said, "walk-bad-day")
        if not when.days:
            raise Refusal(Text("walk-bad-day", {"given": said}))
        return self._on(draft, when)

    def _with_clock(self, draft: Draft, said: str) -> Draft:
        when = self._when(said, "walk-bad-time", bare=True)
        if when.clock is None:
            raise Refusal(Text("walk-bad-time", {"given": said}))
        # Where a day was said too, it is the new one.
        return self._on(draft, replace(when, days=when.days or ((draft.day or self._today,),)))

    def _when(self, said: str, wrong: str, *, bare: bool = False) -> When:
        """What the words say of a day and a time; a length beside them is `rest`.

        Raises a Refusal, the text `wrong`, that names what is neither.
        """
        try:
            words = spelled_out(said.split(), self.now, self._place, self.vocabulary)
            words = with_length(words, self._today, self.vocabulary)
            when = read_when(words, self._today, self.vocabulary, bare=bare)
        except BadTimeError as bad:
            raise Refusal(Text(wrong, {"given": str(bad)})) from None
        rest = tuple(short_lengths(when.rest, self.vocabulary))
        if rest and (when.clock is None or whole_length(" ".join(rest), self.vocabulary) is None):
            raise Refusal(Text(wrong, {"given": " ".join(when.rest)}))
        return replace(when, rest=rest)

    def _on(self, draft: Draft, when: When) -> Draft:
        """The draft at that day, and at its time of day where that was said."""
        times = when.moments(self.now, self._place, time.max)
        if not times:
            past = when.local(when.days[0][-1], self._place, time.max)
            raise Refusal(Text("event-past", {"at": Moment(to_utc(past, self._place), self.zone)}))
        if len(times) > 1:
            raise TwoDaysError(times, clocked=when.clock is not None, length=" ".join(when.rest))
        clock = draft.clock if when.clock is None else times[0].time()
        if when.rest:
            draft = replace(draft, length=self._length(draft, when.rest[0]))
        return self._ahead(replace(draft, day=times[0].date(), clock=clock))

    def _ahead(self, draft: Draft) -> Draft:
        """The draft; a day without a time yet is accepted. Raises a Refusal for a time that is over or never comes."""
        if draft.day is None or draft.clock is None:
            return draft
        at = check_time(Plan(draft.kind, datetime.combine(draft.day, draft.clock), 0), self.zone)
        if at <= self.now:
            raise Refusal(Text("event-past", {"at": Moment(at, self.zone)}))
        return draft

    def question(self, draft: Draft) -> Reply:
        """The question of the draft's step, with its choices, and buttons to go back or out."""
        order = self.steps(draft)
        line, choices = self._asked(draft)
        rows = [tuple(choices[at : at + 2]) for at in range(0, len(choices), 2)]
        place = {"step": order.index(draft.step) + 1, "steps": len(order)}
        title, buttons = None if draft.event else Text("walk-step", {**place}), (*rows, self.ways(draft))
        return Reply(title=title, lines=(line,), buttons=buttons, personal=True)

    def ways(self, draft: Draft) -> tuple[Button, ...]:
        """The buttons that lead a step back, and out."""
        out = Button(Text("button-walk-cancel"), command="menu plan cancel")
        first = draft.step == (PREVIEW if draft.event else "kind")
        return (out,) if first else (Button(Text("button-back"), command="menu plan back"), out)

    def changes(self, draft: Draft) -> tuple[tuple[Button, ...], ...]:
        """The buttons that ask anew for one part of an event that is there."""
        asked = [
            Button(Text(CHANGES[step]), command=f"menu plan {step}") for step in self.steps(draft) if step in CHANGES
        ]
        return tuple(tuple(asked[at : at + 3]) for at in range(0, len(asked), 3))

    def which_day(self, draft: Draft, two: TwoDaysError, said: str) -> Reply:
        """A button for each meaning of the day, and those to go back or out."""
        form = "%Y-%m-%d %H:%M" if two.clocked else "%Y-%m-%d"
        labels = (time_label(local, self.zone, clocked=two.clocked) for local in two.times)
        words = (f"{local:{form}} {two.length}".strip() for local in two.times)
        buttons = stacked(_choice(label, "day", word) for label, word in zip(labels, words, strict=True))
        ways = (Button(Text("button-back"), command="menu plan show"), self.ways(draft)[-1])
        return Reply(lines=(Text("when-two", {"given": said}),), buttons=(*buttons, ways), personal=True)

    def _asked(self, draft: Draft) -> tuple[Text, list[Button]]:
        """The sentence and the choices of a step."""
        if draft.step == "kind":
            return Text("walk-kind"), [_choice(Text(kind.title), "kind", name) for name, kind in self.kinds.items()]
        kind = self.kinds[draft.kind]
        if draft.step == "day":
            days = (self._today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
            return Text("walk-day"), [_choice(day_label(day, self.zone), "day", day.isoformat()) for day in days]
        if draft.step == "time":
            starts = [datetime.combine(draft.day or self._today, clock) for clock in CLOCKS]
            asked = Text("walk-time", {"zone": Moment(to_utc(starts[0], self._place), self.zone, "zone")})
            ahead = [one for one in starts if to_utc(one, self._place) > self.now]
            return asked, [_choice(clock_label(one, self.zone), "time", f"{one:%H:%M}") for one in ahead]
        if draft.step == "length":
            return Text("walk-length"), _lengths(kind)
        if draft.step == "goal":
            goals = (*GOALS, *(PERCENT_GOALS if kind.percent else ()))
            labels = (Text("cell", {"value": goal if "%" in goal else int(goal)}) for goal in goals)
            numbers = [_choice(label, "goal", goal) for label, goal in zip(labels, goals, strict=True)]
            return Text("walk-goal"), [*numbers, _choice(Text("button-walk-none"), "goal", NONE)]
        if draft.step == "title":
            skip = _choice(Text("button-walk-skip"), "title", NONE)
            return Text("walk-title", {"title": Text(kind.title)}), [skip]
        return Text(REQUIRED[draft.step]), []


def _lengths(kind: Kind) -> list[Button]:
    usual = int(kind.length.total_seconds())
    others = [one for one in LENGTHS.get(kind.unit, ()) if one != usual]
    spans = {one: Text("walk-span", {"length": Span(timedelta(seconds=one), fine=True)}) for one in (usual, *others)}
    return [_choice(told, "length", NONE if one == usual else f"{one // HOUR}h") for one, told in spans.items()]


def _choice(label: Text, step: str, word: str) -> Button:
    return Button(label, command=f"menu plan {step} {word}")


def read_answer(name: str, said: str, kind: Kind) -> str:
    """The value of an option as the answer to its question. Raises a Refusal, without the form of a command."""
    try:
        return read_option(name, said, kind)
    except Refusal as refused:
        raise Refusal(Text(NO_ANSWER[name], {"given": said})) if name in NO_ANSWER else refused from None
