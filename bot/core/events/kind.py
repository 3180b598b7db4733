"""Kinds of events: when one posts, what it counts, and how its result is calculated."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from bot.core.events.kind_options import Option, page_text
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, EventState, Occasion, Plan, Rules, Turnout
from bot.core.model.measures.measure import LIKES, Measure
from bot.core.model.measures.texts import counted
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Text, Value
from bot.core.model.source import Source

DEFAULT_RULES = Rules()
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


class Unit(StrEnum):
    """The unit of check-ins: hours, money kept back, or only that it was done."""

    HOURS = "hours"
    MONEY = "money"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Counts:
    """The public counts of an event: the sum over its pages, at most an hour apart, oldest first.

    `step` is above 1 where a count is rounded; `missing` says that a page has no count. `reads` are the times of the
    pages' newest counts, None of a page that has none.
    """

    points: tuple[tuple[datetime, int], ...] = ()
    step: int = 1
    missing: bool = False
    reads: tuple[datetime | None, ...] = ()

    @property
    def latest(self) -> int | None:
        """The newest count."""
        return self.points[-1][1] if self.points else None

    @property
    def changes(self) -> list[tuple[datetime, int]]:
        """The change from each point to the next, with the later one's time."""
        return [(later[0], later[1] - earlier[1]) for earlier, later in pairwise(self.points)]

    @property
    def lost(self) -> int | None:
        """The first count minus the last."""
        return self.points[0][1] - self.points[-1][1] if len(self.points) > 1 else None


@dataclass(frozen=True, slots=True)
class EventStatus:
    """An event's data as of `now`, from which every reply about it is made: participants and public counts.

    `asked` says whether the others were asked to approve the plan of an event that was not announced.
    """

    campaign: Campaign
    event: Event
    kind: "Kind"
    turnout: Turnout
    counts: Counts
    now: datetime
    asked: bool = True

    def option(self, name: str) -> str:
        """One of the kind's own options, "" where it is not set."""
        return self.event.plan.options.get(name, "")

    @property
    def over(self) -> bool:
        """Whether its end has come: from then on people say what they did, and not what they will do."""
        return self.now >= self.event.ends_at

    @property
    def closes_at(self) -> datetime:
        """When check-in ends and the result is posted."""
        return self.event.ends_at + self.kind.rules.checkin_after


def purged_at(campaign: Campaign, events: Iterable[Event], rules: Rules) -> datetime | None:
    """When the participants' data of these events is deleted; None while the campaign has no end.

    `purge_days` after the campaign's end, or after the close of the last of the events where that is later.
    """
    if campaign.ends_at is None:
        return None
    closes = [event.ends_at + rules.checkin_after for event in events if event.state is not EventState.CANCELLED]
    return max([campaign.ends_at, *closes]) + timedelta(days=campaign.purge_days)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone that the counts have reached, announced once: `name` is unique within the event."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Alarm:
    """A warning that only organizers see until they release it; `name` is unique within the event."""

    name: str
    text: Text


def no_texts(_: EventStatus) -> tuple[Text, ...]:
    """No texts: the default of a kind."""
    return ()


def any_plan(plan: Plan, _: int) -> Plan:
    """Accept every plan: the default of a kind."""
    return plan


def same_words(kind: "Kind", _: Measure) -> "Kind":
    """The kind as it is, whatever the campaign counts: the default of a kind."""
    return kind


def no_alarm(_: EventStatus) -> Alarm | None:
    """No alarm: the default of a kind."""
    return None


def default_occasions(event: Event) -> tuple[Occasion, ...]:
    """The default occasions: a day and an hour before, the start, halfway, the end."""
    start, end = event.starts_at, event.ends_at
    return (
        Occasion("day-before", start - DAY),
        Occasion("hour-before", start - HOUR),
        Occasion("start", start),
        Occasion("half", start + event.length / 2),
        Occasion("end", end),
    )


@dataclass(frozen=True, slots=True)
class Goal:
    """Progress to a goal; `persons` is how many accounts reported it, None where it is a public count, not people.

    `reached` and `wanted` are in the whole form of `measure`.
    """

    reached: int
    wanted: int
    persons: int | None = None
    measure: Measure = LIKES

    @property
    def shown(self) -> Value:
        """The goal as it is told: a number of people, or what a public count should change by, with its unit."""
        if self.persons is None:
            return counted(self.measure, self.wanted)
        return Text("counted-people", {"count": self.wanted})

    @property
    def may_be_shown(self) -> bool:
        """Whether the progress may be shown: a number of people only from MIN_SHOWN persons on."""
        return self.persons is None or self.persons >= MIN_SHOWN


def people_goal(status: EventStatus) -> Goal | None:
    """The progress to the goal in people: who pledged, once the event is over who did it; None without a goal."""
    everybody, goal = status.turnout.all, status.event.plan.goal
    if not goal:
        return None
    if status.over:
        return Goal(everybody.checked_in, int(goal), everybody.checked_in)
    return Goal(everybody.people, int(goal), everybody.persons)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event; every field but the first five has a default that suits most kinds.

    `title`, `how` and `safety` are text ids: its name, how to take part, and what to watch out for. How to take part is
    told without buttons of a chat by `page_how` on the public page, by `file_how` in a calendar file, where the page
    is not at hand, and with commands alone by `server_how` in a server's calendar; "" where the one before fits, for
    `server_how` where `how` does. `about` gives lines for the card, `sums` the calculation behind them, `result` more
    lines of the result. `together` are options that
    are only valid together, `required` those that no plan may lack; `percent` allows a goal in per cent. `note` is a
    warning to confirm before joining, "" for none. `counts` is "pages" for the campaign's own, "page" for the page in
    the option `page`. `verdict` adds the effect on the campaign's pages to the result. `set_length` sets a plan's
    length from its options, or raises a Refusal; its second argument is the length in seconds that organizers gave, 0
    for none. `worded` gives the kind with the texts that suit the measure of a campaign's headline, see `fit`.
    `rules` are the bot's settings for all events, see `EventKinds`.
    """

    name: str
    length: timedelta
    title: str
    how: str
    safety: str
    unit: Unit = Unit.DONE
    options: Mapping[str, Option] = field(default_factory=dict)
    occasions: Callable[[Event], tuple[Occasion, ...]] = default_occasions
    about: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    sums: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    result: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    goal: Callable[[EventStatus], Goal | None] = people_goal
    alarm: Callable[[EventStatus], Alarm | None] = no_alarm
    set_length: Callable[[Plan, int], Plan] = any_plan
    worded: Callable[["Kind", Measure], "Kind"] = same_words
    together: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    percent: bool = False
    note: str = ""
    page_how: str = ""
    file_how: str = ""
    server_how: str = ""
    counts: str = ""
    verdict: bool = True
    rules: Rules = field(default_factory=Rules)

    def fit(self, campaign: Campaign) -> "Kind":
        """The kind with texts that suit what the campaign counts."""
        return self.worded(self, campaign.measure)


class EventKinds(Mapping[str, Kind]):
    """The bot's kinds of events by name, each bound to the `rules` for all events.

    The option `page` of a kind is parsed by the page's source, one of `sources`.
    """

    def __init__(
        self,
        kinds: Mapping[str, Kind] = MappingProxyType({}),
        rules: Rules = DEFAULT_RULES,
        sources: Mapping[str, Source] = MappingProxyType({}),
    ) -> None:
        self.rules = rules
        self._kinds = {name: replace(kind, rules=rules) for name, kind in kinds.items()}
        for name, kind in self._kinds.items():
            if kind.counts == "page":
                page = replace(kind.options["page"], read=page_text(sources))
                self._kinds[name] = replace(kind, options={**kind.options, "page": page})

    def __getitem__(self, name: str) -> Kind:
        """The kind with that name; raises KeyError."""
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kinds)


QUARTERS = (25, 50, 75, 100)


def reached_milestones(status: EventStatus) -> list[Milestone]:
    """The quarters of the goal that the counts have reached now; none while the progress may not be shown."""
    goal = status.kind.goal(status)
    if goal is None or not goal.may_be_shown:
        return []
    return [
        Milestone(f"goal-{share}", Text("event-goal-reached", {"share": share, "goal": goal.shown}))
        for share in QUARTERS
        if goal.reached * 100 >= goal.wanted * share
    ]


def band_amounts(status: EventStatus) -> Sequence[Decimal]:
    """The three amounts of the option `bands`; empty where it is not set."""
    return [Decimal(part) for part in status.option("bands").split(",")] if status.option("bands") else []
