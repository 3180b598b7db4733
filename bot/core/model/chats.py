"""Where the bot speaks: chats, what they chose, and which campaigns they follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from bot.core.model.schedule import Cadence

PLATFORMS = ("telegram", "discord", "console")
"""The names of all chat platforms."""

REMOTE_PLATFORMS = tuple(platform for platform in PLATFORMS if platform != "console")
"""Those that are reached over the network, so that a bot has an address and may be out of reach."""


class ChatKind(StrEnum):
    """What sort of place a chat is; it decides who may change its settings."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a platform delivers to: its own id of the chat and, in a forum, of the topic or thread."""

    platform: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the chat's own clock in which no update is posted; `end` may lie on the next day."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Chat:
    """A stored chat. `language` and `zone` are empty where the chat chose none; `off` says why nothing is sent.

    `options` are choices that only its platform understands, such as the role that a Discord server mentions.
    `app_language` is that of the person's app in a private chat, "" where it is none of ours.
    """

    id: int
    platform: str
    kind: ChatKind
    language: str = ""
    zone: str = ""
    quiet: Quiet | None = None
    off: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    app_language: str = ""


class Mode(StrEnum):
    """How a subscription shows updates."""

    POST = "post"
    BOARD = "board"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat that follows a campaign.

    `next_due` is the UTC time of its next update, None once the campaign is over for it. `shown` is the
    fingerprint of the figures that its last update said, `message` that update's id on the platform. `chapter` is the
    slug of the campaign's chapter that the chat belongs to, "" for none.
    """

    id: int
    chat: Chat
    campaign: str
    cadence: Cadence
    mode: Mode
    next_due: datetime | None
    shown: str = ""
    message: str = ""
    chapter: str = ""
