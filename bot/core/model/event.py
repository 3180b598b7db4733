"""What people do together at a time: an event, who takes part in it, and how many that makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.core.model.local_time import to_utc
from bot.core.model.reply import Names, Reply


class EventState(StrEnum):
    """Where an event stands: `proposed` while its organizers' own texts wait for another organizer's approval."""

    PROPOSED = "proposed"
    OPEN = "open"
    CANCELLED = "cancelled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A city or a group of friends that people may say they belong to; organizers set the list."""

    slug: str
    name: Names


@dataclass(frozen=True, slots=True)
class Plan:
    """What organizers decide of an event.

    `local` is its start on the wall clock of the event's zone, `length` its real length in seconds, whatever that clock
    does meanwhile. `goal` is "", a whole number ("10000") or per cent ("2%"). `options` are the kind's own, checked
    by it. `key` names the event in the campaign's file, "" for one that was made in a chat.
    """

    kind: str
    local: datetime
    length: int
    goal: str = ""
    title: Names = field(default_factory=lambda: Names({}))
    options: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event. `id` is 0 before it is stored.

    All announcements due up to `planned_until` are written. `announced_milestones` are the names of the milestones,
    alarms and bursts already announced. `draft` is a plan that waits for approval while `plan` is in force. `alarm`
    names an unusual rise that only organizers see. `card` is the id of the announcement that is the event's card, 0
    before there is one. `trusted` are the ids of groups whose bursts organizers accepted. `simulated`: a rehearsal's
    simulated people take part. `filed` is the plan last read from the campaign's file, None for an event made in a
    chat. `announced_plan` is the plan last announced while a newer one is not announced yet, `change_due_at` when
    that is due. `look_due_at` is when a closed event's pages are looked at again, `last_look` what was found the last
    time. `result` is the reply announced at the close, `calculation` the arithmetic behind it; both are kept.
    """

    id: int
    campaign: str
    zone: str
    plan: Plan
    planned_until: datetime
    state: EventState = EventState.OPEN
    announced_milestones: tuple[str, ...] = ()
    draft: Plan | None = None
    alarm: str = ""
    card: int = 0
    trusted: tuple[int, ...] = ()
    simulated: bool = False
    filed: Plan | None = None
    announced_plan: Plan | None = None
    change_due_at: datetime | None = None
    look_due_at: datetime | None = None
    last_look: tuple[str, ...] = ()
    result: Reply | None = field(default=None, compare=False)
    calculation: Reply | None = field(default=None, compare=False)

    @property
    def kind(self) -> str:
        """The name of its kind, a file in `bot/event_kinds`."""
        return self.plan.kind

    @property
    def starts_at(self) -> datetime:
        """The start in UTC; of a local time that a clock change repeats, the first."""
        return to_utc(self.plan.local, ZoneInfo(self.zone))

    @property
    def ends_at(self) -> datetime:
        """The end in UTC."""
        return self.starts_at + self.length

    @property
    def length(self) -> timedelta:
        """How long it really lasts."""
        return timedelta(seconds=self.plan.length)

    @property
    def open(self) -> bool:
        """Whether anybody can still take part or say what they did."""
        return self.state is EventState.OPEN

    @property
    def announced(self) -> bool:
        """Whether chats were told of it, so that everyone may know its words."""
        return self.card != 0

    def running(self, now: datetime) -> bool:
        """Whether it is under way."""
        return self.open and self.starts_at <= now < self.ends_at


class Became(StrEnum):
    """The outcome of a proposal."""

    MADE = "made"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    DROPPED = "dropped"
    RELEASED = "released"
    WAITING = "waiting"
    APPROVED = "approved"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The event after a proposal or an approval.

    `content_hash` is that of the plan proposed or approved, "" where nothing waits. `missing` approvals are still to be
    given. `authors` are the pseudonyms of those who asked for what was approved. `asked`: somebody heard that it waits.
    """

    became: Became
    event: Event
    content_hash: str = ""
    missing: int = 0
    authors: frozenset[str] = frozenset()
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Occasion:
    """A moment at which an event announces something, perhaps about a `due` date. `name` is unique within the event."""

    name: str
    at: datetime
    due: datetime | None = None


def key(event: Event, occasion: Occasion) -> str:
    """The unique key of an event's announcement; a rescheduled occasion gets another key."""
    return f"event:{event.id}:{occasion.name}:{int(occasion.at.timestamp())}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings for all events of a bot.

    One person may bring `most_more` others, and change what they said `changes_an_hour` times. More than `burst` new
    pledges from one group within `burst_within` (or up to twice as long, since times are kept coarsely) are left out
    until an organizer accepts them. What was done can be said until `checkin_after` past the end. `public_url` is the
    public page's address, "" where there is none.
    """

    most_more: int = 20
    changes_an_hour: int = 10
    burst: int = 300
    burst_within: timedelta = timedelta(minutes=10)
    checkin_after: timedelta = timedelta(hours=48)
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """What one person said: that they take part, and later what they did.

    `people` counts them and those they bring, 0 once they withdrew. `band` is 1 to 3 where they chose a band, `amount`
    what they typed instead. `chat` is the group it came from (the store's number), None for a private chat. A `held`
    one waits for organizers. `pledged_at` is kept as long as the burst rule needs it. `noted_at` is when the kind's
    warning was shown, `changes` how often they changed their mind since `since`; these three are kept by ten minutes.
    `late` is true where they take part only since the end, by a check-in. `hours` is what they did (None: not said),
    `complete` whether that is all of it, `spent` the money that a check-in named. `link_hash` is the SHA-256 of their
    check-in link's token, "" where they asked for none.
    """

    pseudonym: str
    since: datetime
    people: int = 0
    chapter: str = ""
    band: int = 0
    amount: Decimal | None = None
    chat: int | None = None
    held: bool = False
    pledged_at: datetime | None = None
    noted_at: datetime | None = None
    changes: int = 0
    hours: int | None = None
    complete: bool = False
    spent: Decimal | None = None
    late: bool = False
    link_hash: str = ""

    @property
    def contribution(self) -> "Contribution":
        """What public figures would count of this; nothing of who is held or withdrew."""
        if self.held or not self.people:
            return NOTHING
        return Contribution(
            self.people, self.chapter, self.band, self.amount, self.hours, self.complete, self.spent
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contribution:
    """What public figures count of one person: the fields of `Pledge`; `people` is 0 of who counts for nothing."""

    people: int = 0
    chapter: str = ""
    band: int = 0
    amount: Decimal | None = None
    hours: int | None = None
    complete: bool = False
    spent: Decimal | None = None


NOTHING = Contribution()


class Unpublished(NamedTuple):
    """A person whose public contribution is still `before` although it should be `after`.

    Of somebody who was `forgotten` nobody knows who they were: perhaps one of those who change something now.
    """

    pseudonym: str
    before: Contribution
    after: Contribution
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Some of those who take part: how many they are, and what they said they did.

    `checked_in` said that they did something, `none` that they did nothing; `hours` is the sum of whole hours.
    `sayers` people named an `amount` when they pledged, `spenders` when they checked in (`spent`). `people` counts also
    those whom others bring; `persons` are those who said so themselves, and only they make a number large enough to be
    told.
    """

    people: int = 0
    checked_in: int = 0
    none: int = 0
    hours: int = 0
    completed: int = 0
    sayers: int = 0
    amount: Decimal = Decimal(0)
    spenders: int = 0
    spent: Decimal = Decimal(0)
    persons: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Both together."""
        return Share(
            self.people + other.people, self.checked_in + other.checked_in, self.none + other.none,
            self.hours + other.hours, self.completed + other.completed, self.sayers + other.sayers,
            self.amount + other.amount, self.spenders + other.spenders, self.spent + other.spent,
            self.persons + other.persons,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who takes part as the public may know it, without those that are held.

    `held` is how many people those are, said by `held_persons`.

    `median` is the middle of the hours that were checked in, rounded down; None of fewer than `MIN_MEDIAN` check-ins.
    """

    chapters: Mapping[str, Share] = field(default_factory=dict)
    bands: Mapping[int, Share] = field(default_factory=dict)
    held: int = 0
    median: int | None = None
    held_persons: int = 0

    @property
    def all(self) -> Share:
        """All of them."""
        return sum(self.bands.values(), Share())
