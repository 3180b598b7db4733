"""Chats, the requests that come from them, and dialogues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat, ChatKind, Mode, Questions, Subscription
from bot.core.model.reply import Reply
from bot.core.model.schedule import Cadence


class Chats(Protocol):
    """The places the bot speaks in. A private chat's id is never stored in the clear, see `keep_private`."""

    async def find(self, address: Address) -> Chat | None:
        """The stored chat at this address."""
        ...

    async def ensure(self, address: Address, kind: ChatKind) -> Chat:
        """The stored chat at this address, stored now if it was not. A private one is found by an HMAC of its id.

        A new topic of a group begins with the settings of its General topic.
        """
        ...

    async def update(self, chat: Chat) -> None:
        """Store the settings of a chat: kind, language, zone, quiet hours, off, options."""
        ...

    async def note_app_language(self, address: Address, language: str) -> None:
        """Keep the language of a person's app for their private chat, where that is stored; `update` leaves it."""
        ...

    async def all_off(self, platform: str, chat: str, reason: str) -> None:
        """Switch off ("" switches on) every topic of a platform's chat; settings and subscriptions are kept.

        What waits to be posted there is skipped: it would be old when the chat is switched on again. A private chat
        that is switched off loses its address and its subscriptions, unless its person is UNMET.
        """
        ...

    async def move(self, platform: str, old: str, new: str) -> None:
        """A chat got a new id on its platform: change it everywhere; what stands under the new id already is merged."""
        ...

    async def forget_account(self, platform: str) -> None:
        """The bot has another account on a platform: ids of messages, files and updates were those of the one before.

        What was posted can no longer be edited or deleted, boards are posted anew, and pictures are uploaded again.
        """
        ...

    async def lose_topic(self, platform: str, chat: str, topic: str) -> None:
        """A topic was deleted: its settings and pending deliveries go to the chat itself, merged as by `move`."""
        ...

    async def following_topics(self, address: Address, slug: str) -> int:
        """How many other topics of this address's group follow a campaign, the General topic among them."""
        ...

    async def leave_other_topics(self, address: Address, slug: str) -> None:
        """Do for the other topics of this address's group what `unsubscribe` does."""
        ...

    async def keep_private(self, chat: Chat, address: Address, reason: str) -> None:
        """Keep a private chat's encrypted address for `reason`, such as `subscription:12`; a role: `People.reach`."""
        ...

    async def kept(self, reason: str) -> list[int]:
        """The private chats whose address is kept for this reason, by id."""
        ...

    async def reasons(self, prefix: str) -> list[str]:
        """The reasons that begin so and that any address is kept for."""
        ...

    async def drop_reason(self, reason: str) -> None:
        """Do for every chat with this reason what `drop_private` does."""
        ...

    async def drop_private(self, chat: Chat, reason: str) -> None:
        """Delete the reason, the address with its last reason, and the chat's deliveries that are not sent yet."""
        ...

    async def forget(self, address: Address) -> None:
        """Delete a private chat with all it has: address, settings, subscriptions, deliveries."""
        ...

    async def subscribe(
        self, chat: Chat, slug: str, cadence: Cadence, mode: Mode, next_due: datetime | None
    ) -> Subscription:
        """Follow a campaign, or change how."""
        ...

    async def unsubscribe(self, chat: Chat, slug: str) -> bool:
        """Stop following; False if the chat did not follow. What waits to be posted to it as a follower is skipped."""
        ...

    async def join_chapter(self, subscription: int, chapter: str) -> None:
        """Store which chapter of its campaign a chat belongs to, by the subscription's id; "" for none."""
        ...

    async def subscriptions(self, chat: Chat) -> list[Subscription]:
        """What the chat follows, by slug."""
        ...

    async def due(self, now: datetime, platforms: Sequence[str], limit: int = 1000) -> list[Subscription]:
        """Up to `limit` subscriptions whose next update is due, earliest first, all of one campaign and platform.

        Empty when nothing is due any more. Chats that are off and halted campaigns wait.
        """
        ...

    async def due_counts(self, now: datetime, platforms: Sequence[str]) -> dict[tuple[str, str], int]:
        """How many subscriptions are due, by campaign and platform; those that `due` would return."""
        ...

    async def followers(self, slug: str) -> list[Subscription]:
        """All who follow a campaign, in the order of their ids; chats that are off are left out."""
        ...

    async def clocks(self, followed: Sequence[Subscription], campaigns: Mapping[str, Campaign]) -> dict[int, str]:
        """The zones of the chats of these subscriptions, by the chats' ids, see `clock_of`; `campaigns` are all."""
        ...

    async def places(self, slug: str, platform: str) -> list[tuple[Chat, Address]]:
        """The groups and channels of a platform that follow a campaign, with their addresses; none that is off."""
        ...

    async def census(self, slug: str) -> dict[tuple[str, str, str], int]:
        """How many chats follow a campaign by (platform, language, why off), private ones with the others."""
        ...

    async def set_due(self, due: Mapping[int, datetime | None]) -> None:
        """Set when each subscription (by id) is due next."""
        ...

    async def others(self, platform: str) -> bool:
        """Whether any chat of another platform than `platform` is stored."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that was worked out `at` that time and not yet sent; `ticket` is the request's."""

    update: str
    address: Address
    reply: Reply
    at: datetime
    ticket: str = ""


class Inbox(Protocol):
    """Incoming commands, stored to deduplicate updates and to send outstanding answers after a crash."""

    async def seen(self, platform: str, update: str) -> bool:
        """Whether the effect of this update is committed already."""
        ...

    async def record(
        self, platform: str, update: str, address: Address, reply: Reply | None, now: datetime, ticket: str = ""
    ) -> bool:
        """Note an update with the answer that is still to be sent (None: there is none).

        False where the update is noted already: then nothing changes. The address and the `ticket`, by which the
        platform takes the answer, are encrypted.
        """
        ...

    async def answered(self, platform: str, updates: Sequence[str]) -> None:
        """The answers were sent: forget them and their addresses, keep that the updates were seen."""
        ...

    async def waiting(self, platform: str, since: datetime) -> list[Waiting]:
        """The answers noted since then and not sent, oldest first."""
        ...

    async def enqueue(self, platform: str, update: int, body: str, now: datetime) -> None:
        """Keep an update that came in, encrypted, until the process that listens has handled it; each once."""
        ...

    async def queued(self, platform: str, limit: int) -> list[tuple[int, str]]:
        """The updates that wait to be handled, in the order of their ids."""
        ...

    async def dequeue(self, platform: str, updates: Sequence[int]) -> None:
        """These are handled: forget them."""
        ...

    async def purge(self, before: datetime) -> None:
        """Delete what came in before then."""
        ...


class Dialogues(Protocol):
    """Questions that the bot asked a person in private and whose answer is outstanding."""

    async def command(self, platform: str, user: str) -> str:
        """The command that the person's next message completes, "" if none is outstanding."""
        ...

    async def open(self, platform: str, user: str) -> Questions:
        """The question that waits for the person's next message, and those that were put aside for it."""
        ...

    async def put(self, platform: str, user: str, questions: Questions) -> None:
        """Store exactly these questions."""
        ...

    async def wait(self, platform: str, user: str, command: str) -> None:
        """Expect the person's next message to complete this command; what waited is put aside."""
        ...

    async def rest(self, platform: str, user: str, command: str) -> None:
        """Expect nothing, but keep this command among what was put aside."""
        ...

    async def end(self, platform: str, user: str, start: str) -> None:
        """Forget the questions, waiting or put aside, whose commands begin with these whole words, "" for all."""
        ...
