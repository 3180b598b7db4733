"""What a kind of event is: one file that knows when it speaks, what it counts and how its result is reckoned."""

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
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Text
from bot.core.model.source import Source

DEFAULT_RULES = Rules()
HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


class Unit(StrEnum):
    """What people check in with: the hours they did, the money they kept back, or only that they did it."""

    HOURS = "hours"
    MONEY = "money"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Counts:
    """Public counts that an event looks at: the sum over its pages, at most an hour apart, oldest first.

    `step` is above 1 where one of them is rounded; `missing` says that a page gives none.
    """

    points: tuple[tuple[datetime, int], ...] = ()
    step: int = 1
    missing: bool = False

    @property
    def latest(self) -> int | None:
        """The newest count."""
        return self.points[-1][1] if self.points else None

    @property
    def changes(self) -> list[tuple[datetime, int]]:
        """By how much the count changed from each point to the next, with the later one's time."""
        return [(later[0], later[1] - earlier[1]) for earlier, later in pairwise(self.points)]

    @property
    def lost(self) -> int | None:
        """How many went from the first point to the last."""
        return self.points[0][1] - self.points[-1][1] if len(self.points) > 1 else None


@dataclass(frozen=True, slots=True)
class EventStatus:
    """All that can be said of an event is said from this: who takes part and what pages show, as of `now`."""

    campaign: Campaign
    event: Event
    kind: "Kind"
    turnout: Turnout
    counts: Counts
    now: datetime

    def option(self, name: str) -> str:
        """One of the kind's own options, "" where it is not set."""
        return self.event.plan.options.get(name, "")

    @property
    def closes_at(self) -> datetime:
        """Until when people can say what they did; then the result is told."""
        return self.event.ends_at + self.kind.rules.checkin_after


def purged_at(campaign: Campaign, events: Iterable[Event], rules: Rules) -> datetime | None:
    """When what is kept of those who took part in these events is deleted; None while the campaign has no end.

    `purge_days` after the campaign's end, or after the close of the last of the events where that is later.
    """
    if campaign.ends_at is None:
        return None
    closes = [event.ends_at + rules.checkin_after for event in events if event.state is not EventState.CANCELLED]
    return max([campaign.ends_at, *closes]) + timedelta(days=campaign.purge_days)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that counts have reached, said once: `name` is unique within the event."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that only organizers hear of until they release it; `name` is unique within the event."""

    name: str
    text: Text


def no_texts(_: EventStatus) -> tuple[Text, ...]:
    """For a kind that has nothing of its own to say."""
    return ()


def any_plan(plan: Plan, _: int) -> Plan:
    """For a kind that every length and every value of its options suits."""
    return plan


def no_alarm(_: EventStatus) -> Alarm | None:
    """For a kind that watches nothing."""
    return None


def usual(event: Event) -> tuple[Occasion, ...]:
    """A day and an hour before, the start, halfway and the end."""
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
    """How far a goal is reached; `persons` said so themselves, None where it is a public number and not of people."""

    reached: int
    wanted: int
    persons: int | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether it may be said how far: a number of people only from 5 persons on."""
        return self.persons is None or self.persons >= MIN_SHOWN


def people_goal(status: EventStatus) -> Goal | None:
    """How many people take part of those wanted; None without a goal."""
    everybody = status.turnout.all
    return Goal(everybody.people, int(status.event.plan.goal), everybody.persons) if status.event.plan.goal else None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event; every field but the first five has what most kinds want.

    `title`, `how` and `safety` are text ids: its name, how to take part, and what to status out for. `about` is said
    beside the number of people, `sums` is the arithmetic behind it one tap away, `result` what the close adds to it.
    `together` are options of which none stands alone; `percent` allows a goal in per cent. `note` is what must be shown
    before anybody joins, "" for nothing. `counts` is "pages" for the campaign's own, "page" for one named by the option
    `page`. `verdict` asks for the effect on the campaign's pages at the close. `fit` gives a plan the length that its
    options need, or raises a Refusal; it is told the length in seconds that organizers named, 0 for none. `rules` are
    the bot's own for all events, see `EventKinds`.
    """

    name: str
    length: timedelta
    title: str
    how: str
    safety: str
    unit: Unit = Unit.DONE
    options: Mapping[str, Option] = field(default_factory=dict)
    occasions: Callable[[Event], tuple[Occasion, ...]] = usual
    about: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    sums: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    result: Callable[[EventStatus], tuple[Text, ...]] = no_texts
    goal: Callable[[EventStatus], Goal | None] = people_goal
    alarm: Callable[[EventStatus], Alarm | None] = no_alarm
    fit: Callable[[Plan, int], Plan] = any_plan
    together: tuple[str, ...] = ()
    percent: bool = False
    note: str = ""
    counts: str = ""
    verdict: bool = True
    rules: Rules = field(default_factory=Rules)


class EventKinds(Mapping[str, Kind]):
    """The kinds of events that a bot knows, by name, each bound to the `rules` that the bot has for all events.

    The option `page` of a kind that counts one page is read by the rule of the page's source, one of `sources`.
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
        """The kind of that name; KeyError where there is none."""
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kinds)


QUARTERS = (25, 50, 75, 100)


def reached_milestones(status: EventStatus) -> list[Milestone]:
    """The quarters of the goal that are reached: more counts never take one back."""
    goal = status.kind.goal(status)
    if goal is None or not goal.may_be_shown:
        return []
    return [
        Milestone(f"goal-{share}", Text("event-goal-reached", {"share": share, "goal": goal.wanted}))
        for share in QUARTERS
        if goal.reached * 100 >= goal.wanted * share
    ]


def banded(status: EventStatus) -> Sequence[Decimal]:
    """The three amounts of the option `bands`, none where it is not set."""
    return [Decimal(part) for part in status.option("bands").split(",")] if status.option("bands") else []
