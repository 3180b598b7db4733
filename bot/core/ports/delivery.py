"""Announcements, their deliveries, and the gate that every message passes before it is sent."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.announcements import (
    Action,
    Announcement,
    AnnouncementKind,
    Audience,
    Delivery,
    Planned,
    Priority,
    State,
    Stop,
    Tally,
)
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply


@dataclass(frozen=True, slots=True)
class QueueLength:
    """How many deliveries of one platform and priority are pending, leased or sending, as `state` says."""

    platform: str
    state: str
    priority: Priority
    count: int


class Ledger(Protocol):
    """Announcements and their deliveries. `docs/delivery.md` has the table of a delivery's states."""

    async def announce(self, announcement: Announcement, planned: Iterable[Planned]) -> int:
        """Write an announcement with its deliveries; return its id.

        Where its key exists already, that announcement stays as it is and gets only the chats that it lacked. Chats
        that are off get no delivery. A pending update of the same campaign for one of these chats is skipped: the
        newer one replaces it.
        """
        ...

    async def broadcast(self, announcement: Announcement, audience: Audience) -> int:
        """Write an announcement with a delivery to every chat of the audience that is not off; return its id.

        Where its key exists already, it gets only the chats that it lacked. Costs the same few statements however
        many chats there are.
        """
        ...

    async def updates(self, slug: str, limit: int) -> list[Announcement]:
        """The campaign's last updates, newest first."""
        ...

    async def audience(self, campaign: Campaign) -> dict[tuple[str, str, str], int]:
        """How many chats follow a campaign and are not off, by (platform, language, chapter).

        The language is the one that the campaign speaks to a chat; a chat without a chapter has "" in its place.
        """
        ...

    async def revise(self, announcement_id: int, content: Reply, now: datetime, action: Action = Action.EDIT) -> bool:
        """Change the words of an announcement; return False where one to edit has them already.

        Messages that stand in chats are edited (or deleted, as `action` says). A message that is being sent with the
        old words is edited as soon as it has arrived. What waits is sent with the new words.
        """
        ...

    async def stop(self, announcement_id: int, how: Stop) -> None:
        """Pause an announcement, resume it, or close it.

        While it is paused, none of its deliveries is claimed. Once it is closed, what it has not posted yet is
        skipped, but messages that stand in chats may still be edited or deleted.
        """
        ...

    async def tally(self, announcement_id: int, now: datetime) -> Tally:
        """Count the deliveries of an announcement by state, and its failures by reason."""
        ...

    async def stands(self, announcement_id: int) -> bool:
        """Whether a message of an announcement is in some chat, or may be, or is on its way there.

        Of a retracted one: whether the deletion of some message failed, or nobody knows what became of it.
        """
        ...

    async def claim(
        self, platforms: Iterable[str], holder: str, now: datetime, lease: float, limit: int
    ) -> list[Delivery]:
        """Take up to `limit` pending deliveries whose time has come, by priority, then oldest; at most one per chat.

        They are leased to `holder` for `lease` seconds; `attempt` is raised by one. Halted campaigns, chats that are
        off and chats with a delivery in `sending` are passed over. `FOR UPDATE SKIP LOCKED` on PostgreSQL.
        """
        ...

    async def next_due(self, platform: str) -> datetime | None:
        """When the first delivery to a platform that waits may be claimed; None if none waits, or all are leased."""
        ...

    async def queue(self) -> list[QueueLength]:
        """How many deliveries wait or are under way; nothing for those that are settled."""
        ...

    async def departed(self, platform: str, since: datetime) -> int:
        """How many requests for deliveries left for a platform since then; what `recent` lists."""
        ...

    async def record(self, changes: Sequence["Change"], now: datetime) -> list[bool]:
        """Write what happened to claimed deliveries, all in this transaction; raises ValueError for an unknown step.

        Returns for each change whether it was accepted: not where a newer claim has the delivery. An intent is also
        refused where the announcement is paused or closed, or the chat no longer listens: it is off, or no longer
        follows what it would get as a follower.

        - `sending` is the intent, written before the request leaves. It raises `tries` by one and sets `first_try` if
          there is none.
        - `sent` stores the message id and, for an update, the subscription's `shown` and `message`. A deletion becomes
          `retracted`. Words that were changed meanwhile make it a pending edit.
        - `pending` requeues it, to be claimed from `retry_at` on. It is skipped where its announcement is closed or the
          chat no longer listens; the post of an update also where a newer update was planned.

        `again` is never unset: it marks what may stand in the chat twice. An edit of an announcement that was retracted
        meanwhile becomes a pending deletion, whatever its outcome.
        """
        ...

    async def repost(self, delivery_id: int) -> None:
        """Turn a pending edit into a new message, pinned where the subscription is a board: the old message is gone."""
        ...

    async def reclaim(
        self,
        passed: datetime | None,
        platform: str = "",
        carried: Collection[int] = (),
        *,
        holder: str = "",
        repeats: bool = False,
        sending: bool = True,
    ) -> int:
        """Requeue or close deliveries whose lease has expired; return how many rows changed.

        These are the leased rows whose lease ends before `passed` (None: all of them). Those that were not yet being
        sent become pending. Those in `sending` become pending with `again` where their kind is at least once or the
        action does not post, up to the sixth try, else unknown. Where the platform `repeats` safely, all of them become
        pending with `again`. Edits of a retracted announcement become deletions.

        `platform` restricts this to the chats of one platform. The deliveries `carried`, which this process is sending
        now, are left alone, because the clock may have been changed. Without `sending`, so are all those in `sending`.
        What this `holder` claimed and does not carry was lost: unless it is in `sending`, its lease need not expire.
        """
        ...

    async def reached(self, chat_id: int) -> bool:
        """Whether anything was ever sent into the chat."""
        ...

    async def owned(self, chat_id: int, messages: Sequence[str]) -> set[str]:
        """Which of a platform's messages in the chat are known to be those of deliveries."""
        ...

    async def counts(self, announcement_id: int) -> dict[State, int]:
        """How many deliveries are in each state."""
        ...

    async def prune(
        self, kinds: Collection[AnnouncementKind], before: datetime, keep: Collection[int], limit: int
    ) -> int:
        """Delete up to `limit` deliveries of one announcement that ended before then; return how many, 0 at the end.

        Their numbers stay in the announcement's tally. The announcements `keep`, and those of calls that are under
        way, are left alone, since what they posted may still be changed.
        """
        ...

    async def recent(self, platform: str, since: datetime) -> list[tuple[Address, ChatKind, datetime]]:
        """What was sent since then, oldest first, so that the limiter is filled again after a restart.

        This is everything that was sent, edited or deleted, is in `sending`, or ended unknown. The time is that of the
        intent. A private chat whose address is no longer kept appears under the HMAC of it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one claimed delivery. `free`: the try since its intent is not counted."""

    delivery: int
    attempt: int
    state: State
    message: str = ""
    reason: str = ""
    retry_at: datetime | None = None
    again: bool = False
    free: bool = False


class Gate(Protocol):
    """Every send to a platform waits here first, so that no limit of the platform is broken."""

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        """Return when one request to this chat may leave, and count it."""
        ...

    def flood(self, seconds: float, address: Address | None = None) -> None:
        """The platform sent a flood wait: send nothing for so many seconds.

        `address` is the chat of the request that was answered so. If only that chat draws flood waits, only it waits.
        """
        ...

    def record_success(self, address: Address, left: float) -> None:
        """The platform answered a request to this chat that was sent at loop time `left` (seconds)."""
        ...

    def record_failure(self, address: Address, left: float) -> None:
        """A request to this chat, sent at loop time `left`, was not answered clearly or never arrived.

        If this happens for several chats in a row, the platform has an outage: nothing is sent until it answers again.
        """
        ...

    def put_off(self, address: Address, seconds: float) -> None:
        """The platform sent a flood wait for this chat: send nothing to it for so many seconds."""
        ...
