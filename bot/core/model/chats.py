"""Where the bot speaks: chats, what they chose, what they follow, and the questions that are open in a private one."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from bot.core.model.campaign import Campaign
from bot.core.model.limits import LONGEST_COMMAND, mark_of
from bot.core.model.schedule import Cadence

PLATFORMS = ("telegram", "discord", "console")
"""The names of all chat platforms."""

REMOTE_PLATFORMS = tuple(platform for platform in PLATFORMS if platform != "console")
"""Those that are reached over the network, so that a bot has an address and may be out of reach."""


UNMET = frozenset({"not-started", "not-found"})
"""Why a private chat is off whose person the bot has not met, such as a second bot after a take-over: they may come."""


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


def clock_of(chat: Chat, follows: Sequence[str], campaigns: Mapping[str, Campaign]) -> str:
    """The chat's own zone, else that of the campaign that it followed first; "" where it has neither.

    Its quiet hours and the times of its updates hold on this one clock, whichever campaign they are of.
    `follows` are the slugs of the campaigns that the chat follows, in the order of `as_followed`.
    """
    first = next((campaigns[slug] for slug in follows if slug in campaigns), None)
    return chat.zone or ("" if first is None else first.zone)


def as_followed(subscriptions: Sequence[Subscription]) -> tuple[str, ...]:
    """The slugs of the campaigns that a chat follows, the one that it followed first before the others."""
    return tuple(one.campaign for one in sorted(subscriptions, key=lambda one: one.id))


MOST_DRAFTS, MOST_OTHERS = 8, 4
"""How many are kept at most: what was said for a draft stands nowhere else, another question can be asked again."""

_BETWEEN = "\x1e"
"""Stands between the questions where they are stored; no command has it, because words are split at it."""

_PREVIEW = re.compile(r"call \d+ preview")
_MATTER = re.compile(r"menu plan(?: \w+)?(?= say )|call \d+|(?:count|import|menu set)(?= )")
_UNMARKED = re.compile(r"menu plan (?=say \[)")
_REFUSING = re.compile(r"(event|call \d+) refuse ")
_DRAFT = re.compile(r"menu plan |event fill |menu set \d+ \w+ .")

SAID = " say"
"""Ends a command that has what was said before: what is typed next stands behind it, in the place of that."""


def matter(command: str) -> str:
    """What a question is about: a question about the same takes its place instead of putting it aside."""
    found = _MATTER.match(command)
    return found[0] if found else command


def asks_why(command: str) -> bool:
    """Whether the question asks for the reason of a refusal, which any other tap or command ends."""
    return _REFUSING.match(command) is not None


def is_draft(command: str) -> bool:
    """Whether the question keeps what was said so far, or is too long for a button that would ask it again."""
    return _DRAFT.match(command) is not None or len(command.removesuffix(SAID).encode()) > LONGEST_COMMAND


def _marked(command: str) -> str:
    """The command of a planned event with the mark of its draft, which it lacked in a release before."""
    if not (start := _UNMARKED.match(command)):
        return command
    campaign, *cells = json.loads(command[start.end() :].removeprefix("say "))
    event = cells[6] if len(cells) > 6 else 0  # noqa: PLR2004 - releases before had no changes of events
    return f"{start[0]}{event or mark_of(campaign)} {command[start.end() :]}"


@dataclass(frozen=True, slots=True)
class Questions:
    """The command that the person's next words complete, "" for none, and the commands put aside, newest first."""

    waits: str = ""
    aside: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Questions":
        """The questions that `write` wrote, or the only one of a release before."""
        waits, *aside = map(_marked, text.split(_BETWEEN))
        return cls(waits, tuple(aside))

    def write(self) -> str:
        """All questions as one text, "" for none."""
        return _BETWEEN.join((self.waits, *self.aside)) if self.aside else self.waits

    @property
    def all(self) -> tuple[str, ...]:
        """The question that waits and those put aside, newest first."""
        return (self.waits, *self.aside) if self.waits else self.aside

    def marked(self, mark: str) -> str:
        """The one whose `mark_of` this is, "" where it is not open any more."""
        return next((one for one in self.all if mark_of(one) == mark), "")

    @property
    def preview(self) -> str:
        """The command of the preview that was shown last and waits for a tap; "" where words are waited for."""
        newest = next(iter(self.aside), "")
        return newest if not self.waits and _PREVIEW.fullmatch(newest) else ""

    def asked(self, command: str) -> "Questions":
        """This question waits from now on; another one that waited is put aside."""
        return Questions(command, self._others(command))

    def rested(self, command: str) -> "Questions":
        """Nothing waits from now on; this one and what waited are put aside."""
        return Questions("", (command, *self._others(command)))

    def ended(self, start: str) -> "Questions":
        """Without those whose commands begin with these whole words, "" for all: `checkin #1` leaves `checkin #10`."""
        words = f"{start} " if start and not start.endswith(" ") else start
        waits = "" if f"{self.waits} ".startswith(words) else self.waits
        return Questions(waits, tuple(one for one in self.aside if not f"{one} ".startswith(words)))

    def offered(self) -> "Questions":
        """After a way back to each was offered: without previews of calls, which wait for a tap, not for words."""
        return Questions(self.waits, tuple(one for one in self.aside if not _PREVIEW.fullmatch(one)))

    def _others(self, command: str) -> tuple[str, ...]:
        """What is kept beside this question: not another one of its matter, and none for the reason of a refusal."""
        others = [one for one in self.all if matter(one) != matter(command) and not asks_why(one)]
        drafts = [one for one in others if is_draft(one)][:MOST_DRAFTS]
        rest = [one for one in others if not is_draft(one)][:MOST_OTHERS]
        return tuple(one for one in others if one in {*drafts, *rest})
