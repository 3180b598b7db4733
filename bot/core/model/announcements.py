"""An announcement, which goes to many chats, and its delivery to each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply


class AnnouncementKind(StrEnum):
    """What an announcement is; its priority and what an unknown outcome means follow from it.

    A notice goes to organizers alone, in their private chats.
    """

    CALL = "call"
    REMINDER = "reminder"
    RESULT = "result"
    MILESTONE = "milestone"
    UPDATE = "update"
    NOTICE = "notice"

    @property
    def at_least_once(self) -> bool:
        """Whether an unknown send is sent once more (a call, reminder, result or notice), or never again."""
        return self not in {AnnouncementKind.MILESTONE, AnnouncementKind.UPDATE}


class Priority(IntEnum):
    """The order in the rate limiter: answers to people, then calls, then reminders and results, then updates."""

    ANSWER = 0
    CALL = 1
    REMINDER = 2
    UPDATE = 3


PRIORITY = {
    # An organizer's progress report about a call must not queue behind that call's deliveries.
    AnnouncementKind.NOTICE: Priority.ANSWER,
    AnnouncementKind.CALL: Priority.CALL,
    AnnouncementKind.REMINDER: Priority.REMINDER,
    AnnouncementKind.RESULT: Priority.REMINDER,
    AnnouncementKind.MILESTONE: Priority.UPDATE,
    AnnouncementKind.UPDATE: Priority.UPDATE,
}


class State(StrEnum):
    """The state of a delivery; `storage/delivery_states.py` defines the transitions."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    RETRACTED = "retracted"


class Action(StrEnum):
    """What a delivery does in its chat: post a new message (and pin it), or edit, delete one that stands there."""

    SEND = "send"
    PIN = "pin"
    EDIT = "edit"
    DELETE = "delete"

    @property
    def posts(self) -> bool:
        """Whether it posts a new message, so that repeating it would post a duplicate."""
        return self in {Action.SEND, Action.PIN}


class Stop(StrEnum):
    """Why an announcement is not sent as planned.

    A paused one goes on later. What a cancelled or retracted one has not posted yet is never posted.
    """

    NO = ""
    PAUSED = "paused"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Audience:
    """The chats that follow a campaign; of one platform, language or chapter alone where these are not "".

    The language is the one that they hear: the campaign's `fallback` where they chose none, or none of `offered`, which
    is () where the campaign offers all of the bot's.
    """

    campaign: str
    platform: str = ""
    language: str = ""
    chapter: str = ""
    fallback: str = ""
    offered: tuple[str, ...] = ()


TOO_LATE = "too-late"
"""The reason of a delivery that was not sent by its announcement's deadline."""

UNREACHABLE = "unreachable: "
"""How the reason of a delivery begins whose platform failed or could not be reached; the fault stands behind it."""

OUT_OF_REACH = "out-of-reach"
"""The reason of a delivery whose chat got a new id later: message ids start again there, so the old id is invalid."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The deliveries of an announcement, counted by state; the failed ones by reason, the most frequent first.

    `twice` of the sent ones may stand in their chat twice, because an earlier try ended unknown. `departures` is how
    many were sent in the last `TALLIED` seconds. `unreachable` is how many messages can no longer be edited or deleted,
    because their chat has a new id. `stands`: see `Ledger.stands`.
    """

    states: Mapping[State, int]
    failures: tuple[tuple[str, int], ...] = ()
    twice: int = 0
    departures: int = 0
    unreachable: int = 0
    stands: bool = True

    @property
    def audience(self) -> int:
        """How many chats it is for."""
        return sum(self.states.values())

    @property
    def shown_states(self) -> dict[State, int]:
        """How many are in each state, as shown to people: possible duplicates count as unknown, not as sent."""
        shown = {state: self.states.get(state, 0) for state in State}
        shown[State.SENT] -= self.twice
        shown[State.UNKNOWN] += self.twice
        return shown

    @property
    def waiting(self) -> int:
        """How many are pending or being sent."""
        return self.states.get(State.PENDING, 0) + self.states.get(State.SENDING, 0)


TALLIED = 30
"""Seconds over which departures are counted, to estimate how long the rest will take."""


LIFETIME = timedelta(hours=24)
"""How long after its time an announcement is tried again where a platform is out of reach."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One text for many chats. `key` is unique for ever, so that no occurrence is announced twice.

    After `deadline` it is not posted any more; None for no such time.
    """

    key: str
    campaign: str
    kind: AnnouncementKind
    due: datetime
    content: Reply
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery that is about to be written for one chat.

    `subscription` is 0 where the chat does not get this as a follower; `shown` is the fingerprint that the subscription
    keeps once this update is sent; `message` is the message to edit or delete. `due` is when it may leave, where that
    is later than the announcement's own time.
    """

    chat_id: int
    action: Action = Action.SEND
    subscription: int = 0
    shown: str = ""
    message: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One announcement to one chat, claimed. `attempt` is its fencing number: a result of an older one is refused.

    `again`: an earlier try ended unknown. `options` are those of the chat. After `deadline` it is not retried.
    """

    id: int
    announcement_id: int
    kind: AnnouncementKind
    campaign: str
    chat_id: int
    chat_kind: ChatKind
    address: Address
    language: str
    zone: str
    action: Action
    content: Reply
    message: str
    attempt: int
    tries: int
    again: bool
    first_try: datetime | None
    options: Mapping[str, str] = field(default_factory=dict)
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform accepted the message and gave it this id."""

    message: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Certainly not delivered; it may be retried. The platform asked to wait `wait` seconds (0: not at all).

    `flood` is true for a flood wait (HTTP 429). It halts every send of the bot, or only those to this chat where the
    platform said that it means it `alone`. `unreachable`: the platform itself failed, or could not be reached.
    """

    reason: str
    wait: float = 0.0
    flood: bool = False
    alone: bool = False
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request was sent without a clear answer: the message may or may not be in the chat.

    `repeat` says that the platform can repeat it without posting it twice.
    """

    reason: str
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform refuses it for good. `gone`: the bot was removed or blocked, or the chat was deleted."""

    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new id, or the `topic` in it was deleted; nothing was delivered yet."""

    chat: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """The message that should be edited is no longer in the chat."""


Outcome = Sent | NotSent | Unknown | Refused | Moved | Missing
