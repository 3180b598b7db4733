"""Chat platforms, as the rest of the program sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.announcements import Delivery, Outcome
from bot.core.model.chats import Address
from bot.core.model.reply import Text


class RenderError(Exception):
    """A delivery could not be turned into a message, and nothing of it has left."""


class Platform(Protocol):
    """A chat platform, as the delivery engine sees it.

    `repeats`: it can find out whether an earlier try arrived, so unclear deliveries are safely retried.
    """

    name: str
    repeats: bool

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Post, edit or delete what the delivery says, within `DELIVERY_SECONDS`.

        Raises RenderError before any request is sent; failures of the platform are returned, not raised.
        """
        ...

    async def probe(self) -> bool:
        """Whether the platform answers at all just now. May raise anything instead of returning False."""
        ...


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Why a platform could not bring the bot its updates, as it says, and how many wait there now."""

    reason: str
    waiting: int


class ChatPlatform(Platform, Protocol):
    """A chat platform that runs by itself: it listens, answers and delivers.

    `listening` is the lease under which one process alone listens. Where it is not `platform:<name>`, under which one
    alone delivers, listening and delivering may go on in different processes.
    """

    @property
    def listening(self) -> str:
        """The lease of the listening."""
        ...

    @property
    def link(self) -> str:
        """Where people find the bot, "" before `start`."""
        ...

    @property
    def account(self) -> str:
        """The bot's own id, "" before `start`: ids of its messages are worth nothing under another one."""
        ...

    @property
    def undelivered(self) -> Undelivered | None:
        """What the platform said of that at `check`; None where all went well, or the bot fetches its updates."""
        ...

    @property
    def unheard(self) -> Text | None:
        """Why a bot that runs hears nothing, as seen at `check`: its updates go nowhere, or to somebody else."""
        ...

    async def start(self) -> None:
        """Connect; raises a Refusal where the platform does not know the token."""
        ...

    async def poll(self) -> None:
        """Listen and answer until cancelled."""
        ...

    async def check(self) -> str:
        """The bot's name on the platform; raises a Refusal."""
        ...

    async def take_over(self) -> None:
        """Redirect the bot's updates from another receiver (such as a webhook) to this process; raises a Refusal."""
        ...

    async def close(self) -> None:
        """Disconnect."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a calendar shows: a title of at most 100 signs, a place of at most 100, and its two moments."""

    title: str
    about: str
    place: str
    starts_at: datetime
    ends_at: datetime


class Calendar(Protocol):
    """A platform whose groups have a calendar of their own, such as the events of a Discord server."""

    def group(self, chat: Address) -> str:
        """What names the calendar that all chats of one group share, "" where it is not known just now."""
        ...

    async def put_entry(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        """Put the entry into the calendar of the chat's group, or change the `known` one; Sent has its id there.

        Refused is for good, as long as the entry stays as it is; NotSent may be tried again.
        """
        ...

    async def delete_entry(self, chat: Address, known: str) -> Outcome:
        """Take an entry out; that it is gone already is a success."""
        ...
