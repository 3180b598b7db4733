"""The ledger: announcements and their deliveries, written and read."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import case, exists, func, literal, select

from bot.core.model.announcements import (
    PRIORITY,
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
from bot.core.ports.delivery import Change, QueueLength
from storage.deliveries import claim_query, edits, plan_query
from storage.deliveries.claims import address_of, content_of, take
from storage.deliveries.outcomes import apply
from storage.deliveries.prune import prune
from storage.deliveries.reclaim import requeue_expired
from storage.delivery_states import Step
from storage.engine.session import Link
from storage.tables import announcements, chats, deliveries, private_addresses


@dataclass(frozen=True, slots=True)
class LedgerRows:
    """Fills `bot.core.ports.delivery.Ledger`."""

    link: Link

    async def announce(self, announcement: Announcement, planned: Iterable[Planned]) -> int:
        """Fill `Ledger.announce`."""
        name = await self._named(announcement)
        rest = iter(planned)
        while batch := [*islice(rest, plan_query.BATCH)]:
            await plan_query.insert(self.link, name, announcement, batch)
            if announcement.kind is AnnouncementKind.UPDATE:
                await plan_query.replace(self.link, name, announcement, batch)
        return name

    async def broadcast(self, announcement: Announcement, audience: Audience) -> int:
        """Fill `Ledger.broadcast`."""
        name = await self._named(announcement)
        how = {"announcement": name, "priority": PRIORITY[announcement.kind].value, "due": announcement.due}
        await self.link.connection.execute(edits.BROADCAST, {**how, **edits.audience_of(audience)})
        return name

    async def audience(self, campaign: Campaign) -> dict[tuple[str, str, str], int]:
        """Fill `Ledger.audience`."""
        chats: Counter[tuple[str, str, str]] = Counter()
        for platform, language, chapter, count in await self.link.connection.execute(
            edits.AUDIENCE, {"campaign": campaign.slug}
        ):
            chats[platform, campaign.tongue(language), chapter] += count
        return dict(chats)

    async def updates(self, slug: str, limit: int) -> list[Announcement]:
        """Fill `Ledger.updates`."""
        kind = AnnouncementKind.UPDATE
        # Scanned from the newest row backwards: most are updates, so few rows are read without an index.
        found = (
            select(announcements.c.key, announcements.c.due, announcements.c.content)
            .where(announcements.c.campaign == slug, announcements.c.kind == kind.value)
            .order_by(announcements.c.id.desc())
            .limit(limit)
        )
        rows = await self.link.connection.execute(found)
        return [Announcement(row.key, slug, kind, row.due, content_of(row.content)) for row in rows]

    async def revise(self, announcement_id: int, content: Reply, now: datetime, action: Action = Action.EDIT) -> bool:
        """Fill `Ledger.revise`."""
        return await edits.revise(self.link, announcement_id, content, now, action)

    async def stop(self, announcement_id: int, how: Stop) -> None:
        """Fill `Ledger.stop`."""
        await edits.stop(self.link, announcement_id, how)

    async def tally(self, announcement_id: int, now: datetime) -> Tally:
        """Fill `Ledger.tally`."""
        return await edits.tally(self.link, announcement_id, now)

    async def _named(self, announcement: Announcement) -> int:
        values = {
            "key": announcement.key,
            "campaign": announcement.campaign,
            "kind": announcement.kind.value,
            "due": announcement.due,
            "deadline": announcement.deadline,
            "content": edits.document(announcement.content),
        }
        written = self.link.insert(announcements).values(**values).on_conflict_do_nothing()
        await self.link.connection.execute(written)
        # Selected, not returned by the INSERT, because the key may exist already.
        found = select(announcements.c.id).where(announcements.c.key == announcement.key)
        return int((await self.link.connection.execute(found)).scalar_one())

    async def claim(
        self, platforms: Iterable[str], holder: str, now: datetime, lease: float, limit: int
    ) -> list[Delivery]:
        """Fill `Ledger.claim`."""
        return await take(self.link, list(platforms), holder, now, lease, limit)

    async def next_due(self, platform: str) -> datetime | None:
        """See `bot.core.ports.delivery.Ledger.next_due`."""
        names = claim_query.named([platform])
        found = await self.link.connection.scalars(claim_query.earliest(1, postgresql=self.link.postgresql), names)
        return min(found, default=None)

    async def queue(self) -> list[QueueLength]:
        """Count both partial indexes: those that wait, and those that are leased."""
        named = case((deliveries.c.state == State.PENDING.value, "leased"), else_=deliveries.c.state)
        waiting = (deliveries.c.state == State.PENDING.value, deliveries.c.leased_until.is_(None))
        found: list[Any] = []
        for state, which in ((literal("pending"), waiting), (named, (deliveries.c.leased_until.is_not(None),))):
            grouped = (deliveries.c.platform, deliveries.c.priority, deliveries.c.state)
            counted = select(deliveries.c.platform, state, deliveries.c.priority, func.count()).where(*which)
            found += (await self.link.connection.execute(counted.group_by(*grouped))).all()
        return [QueueLength(platform, state, Priority(priority), count) for platform, state, priority, count in found]

    async def departed(self, platform: str, since: datetime) -> int:
        """Count a part of the partial index of departures."""
        left = (deliveries.c.platform == platform, deliveries.c.left_at >= since, deliveries.c.left_at.is_not(None))
        return int(await self.link.connection.scalar(select(func.count()).select_from(deliveries).where(*left)) or 0)

    async def record(self, changes: Sequence[Change], now: datetime) -> list[bool]:
        """Fill `Ledger.record`."""
        return await apply(self.link, changes, now)

    async def repost(self, delivery_id: int) -> None:
        """Fill `Ledger.repost`."""
        await edits.repost(self.link, deliveries.c.id == delivery_id)
        off = select(chats.c.off).where(chats.c.id == deliveries.c.chat_id).scalar_subquery()
        await edits.drop(self.link, Step.SWITCH_OFF, off, deliveries.c.id == delivery_id, off != "")

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
        """Requeue or close deliveries whose lease has expired; how many rows changed."""
        return await requeue_expired(
            self.link, passed, platform, carried, holder=holder, repeats=repeats, sending=sending
        )

    async def reached(self, chat_id: int) -> bool:
        """Fill `Ledger.reached`."""
        sent = (deliveries.c.chat_id == chat_id, deliveries.c.state == State.SENT.value)
        return bool(await self.link.connection.scalar(select(exists().where(*sent))))

    async def owned(self, chat_id: int, messages: Sequence[str]) -> set[str]:
        """Fill `Ledger.owned`."""
        theirs = (deliveries.c.chat_id == chat_id, deliveries.c.message.in_(messages))
        return set(await self.link.connection.scalars(select(deliveries.c.message).where(*theirs)))

    async def stands(self, announcement_id: int) -> bool:
        """Fill `Ledger.stands`."""
        return await edits.stands(self.link, announcement_id)

    async def counts(self, announcement_id: int) -> dict[State, int]:
        """Fill `Ledger.counts`."""
        return await edits.counts(self.link, announcement_id)

    async def prune(
        self, kinds: Collection[AnnouncementKind], before: datetime, keep: Collection[int], limit: int
    ) -> int:
        """Fill `Ledger.prune`."""
        return await prune(self.link, kinds, before, keep, limit)

    async def recent(self, platform: str, since: datetime) -> list[tuple[Address, ChatKind, datetime]]:
        """Fill `Ledger.recent`."""
        left = (
            select(
                chats.c.id.label("chat_id"),
                chats.c.kind,
                chats.c.address,
                chats.c.thread,
                private_addresses.c.sealed,
                deliveries.c.left_at,
            )
            .join(chats, chats.c.id == deliveries.c.chat_id)
            .outerjoin(private_addresses, private_addresses.c.chat_id == chats.c.id)
            .where(deliveries.c.platform == platform, deliveries.c.left_at >= since, deliveries.c.left_at.is_not(None))
            .order_by(deliveries.c.left_at, deliveries.c.id)
        )
        return [
            (Address(platform, address_of(self.link, row) or row.address, row.thread), ChatKind(row.kind), row.left_at)
            for row in await self.link.connection.execute(left)
        ]
