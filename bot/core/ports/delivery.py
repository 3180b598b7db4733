"""Announcements, their deliveries, and the gate that every message leaves through."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.announcements import Action, Announcement, Audience, Delivery, Planned, Priority, State, Stop, Tally
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply


class Ledger(Protocol):
    """Announcements and their deliveries."""

    async def announce(self, announcement: Announcement, planned: Iterable[Planned]) -> int:
        """Write an announcement with its deliveries; its id.

        Where its key exists already, that announcement stays as it is and gets only the chats that it lacked. A
        pending update of the same campaign for one of these chats is skipped: the newer one replaces it.
        """
        ...

    async def broadcast(self, announcement: Announcement, audience: Audience) -> int:
        """Write an announcement with a delivery to every chat of the audience that is not off; its id.

        Where its key exists already, it gets only the chats that it lacked. Costs the same few statements however
        many chats there are.
        """
        ...

    async def updates(self, slug: str, limit: int) -> list[Announcement]:
        """The campaign's last updates, newest first."""
        ...

    async def audience(self, slug: str) -> dict[tuple[str, str], int]:
        """How many chats follow a campaign and are not off, by (platform, language); the language may be ""."""
        ...

    async def revise(self, announcement_id: int, content: Reply, now: datetime, action: Action = Action.EDIT) -> bool:
        """Give an announcement other words; False where it says them already.

        What stands in chats is edited (or deleted, as `action` says), what is sent with the old words just now follows
        at once, and what waits takes the new ones.
        """
        ...

    async def stop(self, announcement_id: int, how: Stop) -> None:
        """Pause an announcement, let it go on, or close it.

        While it is paused nothing of it is claimed. Once it is closed, what it has not posted yet is skipped, but
        what stands in chats may still be edited or deleted.
        """
        ...

    async def tally(self, announcement_id: int, now: datetime) -> Tally:
        """How an announcement stands."""
        ...

    async def claim(
        self, platforms: Iterable[str], holder: str, now: datetime, lease: float, limit: int
    ) -> list[Delivery]:
        """Take up to `limit` pending deliveries whose time has come, by priority, then oldest; at most one per chat.

        They are leased to `holder` for `lease` seconds; `attempt` is raised by one. Halted campaigns, chats that are
        off and chats with a delivery in `sending` are passed over. `FOR UPDATE SKIP LOCKED` on PostgreSQL.
        """
        ...

    async def record(self, changes: Sequence["Change"], now: datetime) -> list[bool]:
        """Write what happened to claimed deliveries, all in this transaction; False where the attempt was overtaken.

        `sending` is the intent, written before the request leaves; it raises `tries` by one and sets `first_try` if
        there is none. `again` is never unset, not by `sent` either: it marks what may stand there twice. `sent` also
        stores the message id and, for an update, the subscription's `shown` and `message`; of a deletion it makes
        `retracted`, and of words that were revised meanwhile an edit that waits. `pending` gives it back, to be claimed
        from `retry_at` on, or skips it where its announcement is closed or its chat does not listen any more: it is
        off, or follows no longer what it would get as a follower; an update's post also where a newer update was
        planned. An intent is refused, too, where the announcement is closed or paused or the chat does not listen. An
        edit of what was retracted meanwhile becomes a deletion that waits.
        """
        ...

    async def repost(self, delivery_id: int) -> None:
        """Make an edit that waits a new message, pinned where the subscription is a board: the old one is gone."""
        ...

    async def reclaim(
        self, passed: datetime | None, platform: str = "", carried: Collection[int] = (), *, repeats: bool = False
    ) -> int:
        """Settle what nobody carries any more; how many rows changed.

        Leased rows whose lease has `passed` then (None: all of them) go back to pending if they were not yet being
        sent; those in `sending` become pending with `again` where their kind is at least once or the action is not to
        send, and they were not tried six times and sent again already, else unknown. Where the platform `repeats`
        safely, all of them become pending with `again`. Edits of what was retracted become deletions.

        `platform` restricts this to the rows of chats of one platform. The deliveries `carried` are left alone: a
        clock that was moved must not take from a process what it is just sending.
        """
        ...

    async def reached(self, chat_id: int) -> bool:
        """Whether anything was ever sent into the chat."""
        ...

    async def owned(self, chat_id: int, messages: Sequence[str]) -> set[str]:
        """Which of a platform's messages in the chat are known to be those of deliveries."""
        ...

    async def counts(self, announcement_id: int) -> dict[State, int]:
        """How many deliveries stand where."""
        ...

    async def recent(self, platform: str, since: datetime) -> list[tuple[Address, ChatKind, datetime]]:
        """What left since then, oldest first, so that a restart fills the limiter.

        Everything that was sent, edited or deleted, and also what is in `sending` or ended unknown; the time is that
        of the intent.
        """
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one claimed delivery. `free`: what was tried since its intent does not count as a try."""

    delivery: int
    attempt: int
    state: State
    message: str = ""
    reason: str = ""
    retry_at: datetime | None = None
    again: bool = False
    free: bool = False


class Gate(Protocol):
    """The one way out to a platform: whoever sends waits here first, so that no limit is ever broken."""

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        """Return when one request to this chat may leave, and count it."""
        ...

    def flood(self, seconds: float, address: Address | None = None) -> None:
        """The platform asked for silence: let nothing out for so long.

        `address` is the chat whose request drew it: where that chat alone keeps drawing them, it alone is put off.
        """
        ...

    def passed(self, address: Address) -> None:
        """The platform took a request to this chat."""
        ...

    def put_off(self, address: Address, seconds: float) -> None:
        """The platform said that this chat may hear nothing more for so long: let nothing out to it alone."""
        ...
