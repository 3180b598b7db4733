"""One thing to say to many chats, and what becomes of it in each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.core.chats import Address, ChatKind
from bot.core.reply import Reply


class AnnouncementKind(StrEnum):
    """What an announcement is; its priority and what an unknown outcome means follow from it."""

    CALL = "call"
    REMINDER = "reminder"
    RESULT = "result"
    MILESTONE = "milestone"
    UPDATE = "update"

    @property
    def at_least_once(self) -> bool:
        """Whether an unknown send is sent once more (a call, reminder or result), or never again."""
        return self in {AnnouncementKind.CALL, AnnouncementKind.REMINDER, AnnouncementKind.RESULT}


class Priority(IntEnum):
    """Who goes first through the limiter: answers to people, then calls, then reminders and results, then updates."""

    ANSWER = 0
    CALL = 1
    REMINDER = 2
    UPDATE = 3


PRIORITY = {
    AnnouncementKind.CALL: Priority.CALL,
    AnnouncementKind.REMINDER: Priority.REMINDER,
    AnnouncementKind.RESULT: Priority.REMINDER,
    AnnouncementKind.MILESTONE: Priority.UPDATE,
    AnnouncementKind.UPDATE: Priority.UPDATE,
}


class State(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    RETRACTED = "retracted"


class Action(StrEnum):
    """What a delivery does in its chat: post a new message, or edit, delete one that stands there."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing to say. `key` is unique for ever: an occurrence that has its announcement gets no second one."""

    key: str
    campaign: str
    kind: AnnouncementKind
    due: datetime
    content: Reply


@dataclass(frozen=True, slots=True)
class Planned:
    """One chat's part of an announcement that is about to be written down.

    `subscription` is 0 where the chat does not follow by subscription; `shown` is the fingerprint that the
    subscription keeps once this is sent; `message` is the message to edit or delete.
    """

    chat_id: int
    action: Action = Action.SEND
    subscription: int = 0
    shown: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One announcement to one chat, claimed. `attempt` is its fencing number: a result of an older one is refused.

    `again` says that an earlier try of it ended unknown. `options` are those of the chat.
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


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message, under this id of its own."""

    message: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Surely not delivered; it may be tried again. `wait` seconds were asked for by the platform (0: none).

    `flood` is true for a flood wait (HTTP 429), which halts every send of the bot, or, where the platform said that
    it means this chat `alone`, those to it.
    """

    reason: str
    wait: float = 0.0
    flood: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The request left and no clear answer came: it may or may not have been delivered.

    `repeat` says that the platform can send it again without saying it twice.
    """

    reason: str
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform refuses this for good. `gone`: the bot was kicked or blocked, or the chat is no more."""

    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new id; nothing was delivered yet."""

    chat: str


Outcome = Sent | NotSent | Unknown | Refused | Moved
