"""Announcements and their deliveries: written in one go, claimed by one sender each, and followed to their end."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, not_, or_, select, text, true, update

from bot.core.model.announcements import (
    PRIORITY,
    Action,
    Announcement,
    AnnouncementKind,
    Audience,
    Delivery,
    Planned,
    State,
    Stop,
    Tally,
)
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.reply import Reply
from bot.core.model.reply_json import unpack
from bot.core.ports.delivery import Change
from storage.deliveries import claim_query, edits
from storage.deliveries.outcomes import apply
from storage.engine.codecs import read_options
from storage.engine.json_columns import read
from storage.engine.session import Cells, Link
from storage.people.private_addresses import opened
from storage.tables import Millis, announcements, campaigns, chats, deliveries, private_addresses, subscriptions

_BATCH = 2000

# A program that is killed again soon after its start was killed before much of what it took up again had left: to give
# that up after one repetition would lose it. So many tries end it, should the delivery itself be what kills.
_INTERRUPTED = 6

# A chat that is not there any more gets no delivery; its platform is read here once, for every claim after.
_PLAN = text("""
    INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, state, action, subscription,
                            shown, message)
    SELECT CAST(:announcement AS bigint), id, platform, CAST(:campaign AS text), CAST(:priority AS smallint),
           CAST(:due AS bigint), 'pending', CAST(:action AS text), CAST(:subscription AS bigint),
           CAST(:shown AS text), CAST(:message AS text)
    FROM chats WHERE id = :chat
    ON CONFLICT DO NOTHING
""").bindparams(bindparam("due", type_=Millis))

# An update says all that the one before it would have said, so the older one is not sent after it.
_REPLACE = text("""
    UPDATE deliveries SET state = 'skipped', reason = 'replaced'
    WHERE state = 'pending' AND leased_until IS NULL AND campaign = :campaign AND announcement_id <> :announcement
    AND (SELECT kind FROM announcements WHERE id = deliveries.announcement_id) = 'update'
    AND chat_id IN (SELECT chat_id FROM deliveries WHERE announcement_id = :announcement)
""")

_CLAIM = (
    update(deliveries)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        attempt=deliveries.c.attempt + 1,
        holder=bindparam("by"),
        leased_until=bindparam("until"),
        version=select(announcements.c.version)
        .where(announcements.c.id == deliveries.c.announcement_id)
        .scalar_subquery(),
    )
)

_CLAIMED = (
    select(
        deliveries.c.id,
        deliveries.c.announcement_id,
        announcements.c.kind.label("announcement_kind"),
        announcements.c.campaign,
        announcements.c.content,
        deliveries.c.chat_id,
        chats.c.kind,
        chats.c.platform,
        chats.c.address,
        chats.c.thread,
        private_addresses.c.sealed,
        chats.c.language,
        chats.c.zone,
        chats.c.options,
        deliveries.c.action,
        deliveries.c.message,
        deliveries.c.attempt,
        deliveries.c.tries,
        deliveries.c.again,
        deliveries.c.first_try,
    )
    .join(announcements, announcements.c.id == deliveries.c.announcement_id)
    .join(chats, chats.c.id == deliveries.c.chat_id)
    .outerjoin(private_addresses, private_addresses.c.chat_id == chats.c.id)
    .where(deliveries.c.id.in_(bindparam("ids", expanding=True)))
)


_DOCUMENTS = select(campaigns.c.slug, campaigns.c.document).where(
    campaigns.c.slug.in_(bindparam("slugs", expanding=True))
)


@dataclass(frozen=True, slots=True)
class LedgerRows:
    """Announcements and deliveries, see `bot.core.ports.delivery.Ledger`."""

    link: Link

    async def announce(self, announcement: Announcement, planned: Iterable[Planned]) -> int:
        """Write an announcement with its deliveries, or add the chats it lacked; its id."""
        name = await self._named(announcement)
        same = {
            "announcement": name,
            "campaign": announcement.campaign,
            "priority": PRIORITY[announcement.kind].value,
            "due": announcement.due,
        }
        rest = iter(planned)
        while batch := [_plan(one, same) for one in islice(rest, _BATCH)]:
            await self.link.connection.execute(_PLAN, batch)
        if announcement.kind is AnnouncementKind.UPDATE:
            these = {"announcement": name, "campaign": announcement.campaign}
            await self.link.connection.execute(_REPLACE, these)
        return name

    async def broadcast(self, announcement: Announcement, audience: Audience) -> int:
        """Write an announcement with a delivery to every chat of the audience that is not off; its id."""
        name = await self._named(announcement)
        how = {"announcement": name, "priority": PRIORITY[announcement.kind].value, "due": announcement.due}
        await self.link.connection.execute(edits.BROADCAST, {**how, **edits.audience_of(audience)})
        return name

    async def audience(self, slug: str) -> dict[tuple[str, str], int]:
        """How many chats follow a campaign and are not off, by (platform, language); the language may be ""."""
        rows = await self.link.connection.execute(edits.AUDIENCE, {"campaign": slug})
        return {(platform, language): count for platform, language, count in rows}

    async def updates(self, slug: str, limit: int) -> list[Announcement]:
        """The campaign's last updates, newest first."""
        kind = AnnouncementKind.UPDATE
        # Read back from the newest row, of which most are updates, so that few are looked at and no index is needed.
        found = (
            select(announcements.c.key, announcements.c.due, announcements.c.content)
            .where(announcements.c.campaign == slug, announcements.c.kind == kind.value)
            .order_by(announcements.c.id.desc())
            .limit(limit)
        )
        rows = await self.link.connection.execute(found)
        return [Announcement(row.key, slug, kind, row.due, _content(row.content)) for row in rows]

    async def revise(self, announcement_id: int, content: Reply, now: datetime, action: Action = Action.EDIT) -> bool:
        """Give an announcement other words, in the chats where it stands too; False where it says them already."""
        return await edits.revise(self.link, announcement_id, content, now, action)

    async def stop(self, announcement_id: int, how: Stop) -> None:
        """Pause an announcement, let it go on, or close it."""
        await edits.stop(self.link, announcement_id, how)

    async def tally(self, announcement_id: int, now: datetime) -> Tally:
        """How an announcement stands."""
        return await edits.tally(self.link, announcement_id, now)

    async def _named(self, announcement: Announcement) -> int:
        values = {
            "key": announcement.key,
            "campaign": announcement.campaign,
            "kind": announcement.kind.value,
            "due": announcement.due,
            "content": edits.document(announcement.content),
        }
        written = self.link.insert(announcements).values(**values).on_conflict_do_nothing()
        await self.link.connection.execute(written)
        # Read and not returned by the INSERT, because the key may be there already.
        found = select(announcements.c.id).where(announcements.c.key == announcement.key)
        return int((await self.link.connection.execute(found)).scalar_one())

    async def claim(
        self, platforms: Iterable[str], holder: str, now: datetime, lease: float, limit: int
    ) -> list[Delivery]:
        """Take up to `limit` pending deliveries whose time has come, by priority, then oldest; at most one per chat."""
        names = list(platforms)
        if not names:
            return []
        seek = claim_query.claimable(len(names), lock=self.link.postgresql)
        found = await self.link.connection.execute(seek, {"now": now, "limit": limit, **claim_query.named(names)})
        first = sorted((row.priority, row.due, row.id) for row in found)[:limit]
        ids = [name for _, _, name in first]
        if not ids:
            return []
        taken = {"ids": ids, "by": holder, "until": now + timedelta(seconds=lease)}
        await self.link.connection.execute(_CLAIM, taken)
        rows = {row.id: row for row in await self.link.connection.execute(_CLAIMED, {"ids": ids})}
        return await self._deliveries([rows[name] for name in ids], now)

    async def _deliveries(self, rows: Sequence[Cells], now: datetime) -> list[Delivery]:
        claimed, lost = [], []
        loaded = await self._campaigns({row.campaign for row in rows})
        for row in rows:
            address = self._address(row)
            if address is None:
                # Kept under another SECRET_KEY: nobody can be reached by it any more, and it must not stop the rest.
                lost.append(Change(row.id, row.attempt, State.FAILED, reason="address-lost"))
                continue
            where = Address(row.platform, address, row.thread)
            claimed.append(_delivery(row, where, _content(row.content), loaded[row.campaign]))
        if lost:
            await self.record(lost, now)
        return claimed

    async def _campaigns(self, slugs: Collection[str]) -> dict[str, Campaign]:
        rows = await self.link.connection.execute(_DOCUMENTS, {"slugs": sorted(slugs)})
        return {slug: read(document) for slug, document in rows}

    def _address(self, row: Cells) -> str | None:
        if row.kind != ChatKind.PRIVATE.value:
            return str(row.address)
        return opened(self.link, row.chat_id, row.sealed) if row.sealed is not None else None

    async def record(self, changes: Sequence[Change], now: datetime) -> list[bool]:
        """Write what happened to claimed deliveries; False where the attempt was overtaken."""
        return await apply(self.link, changes, now)

    async def repost(self, delivery_id: int) -> None:
        """Make an edit that waits a new message, pinned where the subscription is a board: the old one is gone."""
        mode = select(subscriptions.c.mode).where(subscriptions.c.id == deliveries.c.subscription).scalar_subquery()
        action = case((mode == Mode.BOARD.value, Action.PIN.value), else_=Action.SEND.value)
        waits = (deliveries.c.id == delivery_id, deliveries.c.state == State.PENDING.value)
        await self.link.connection.execute(update(deliveries).where(*waits).values(action=action, message=""))

    async def reclaim(
        self, passed: datetime | None, platform: str = "", carried: Collection[int] = (), *, repeats: bool = False
    ) -> int:
        """Settle what nobody carries any more: given back, or to be repeated, or unknown; how many rows changed."""
        left: list[ColumnElement[bool]] = [deliveries.c.leased_until.is_not(None), deliveries.c.id.not_in(carried)]
        if passed is not None:
            left.append(deliveries.c.leased_until <= passed)
        if platform:
            left.append(deliveries.c.platform == platform)
        sending = (*left, deliveries.c.state == State.SENDING.value)
        kind = select(announcements.c.kind).where(announcements.c.id == deliveries.c.announcement_id).scalar_subquery()
        repeated = or_(
            kind.in_([kind.value for kind in AnnouncementKind if kind.at_least_once]),
            not_(edits.POSTS),
        )
        once_more = or_(deliveries.c.again.is_(False), deliveries.c.tries < _INTERRUPTED)
        stop = select(announcements.c.stop).where(announcements.c.id == deliveries.c.announcement_id).scalar_subquery()
        off = select(chats.c.off).where(chats.c.id == deliveries.c.chat_id).scalar_subquery()
        closed = or_(stop.in_([how.value for how in edits.CLOSED]), off != "")
        withdrawn = (stop == Stop.RETRACTED.value, deliveries.c.action == Action.EDIT.value, deliveries.c.message != "")
        free = {"leased_until": None, "holder": ""}
        steps = (
            update(deliveries)
            .where(*left, *withdrawn)
            .values(state=State.PENDING.value, action=Action.DELETE.value, tries=0, first_try=None, **free),
            update(deliveries)
            .where(*left, closed, edits.POSTS)
            .values(
                state=case(
                    (or_(deliveries.c.again, deliveries.c.state == State.SENDING.value), State.UNKNOWN.value),
                    else_=State.SKIPPED.value,
                ),
                reason="interrupted",
                **free,
            ),
            update(deliveries).where(*left, deliveries.c.state == State.PENDING.value).values(**free),
            update(deliveries)
            .where(*sending, true() if repeats else and_(repeated, once_more))
            .values(state=State.PENDING.value, again=True, reason="interrupted", **free),
            update(deliveries).where(*sending).values(state=State.UNKNOWN.value, reason="interrupted", **free),
        )
        return sum([(await self.link.connection.execute(step)).rowcount for step in steps])

    async def reached(self, chat_id: int) -> bool:
        """Whether anything was ever sent into the chat."""
        sent = (deliveries.c.chat_id == chat_id, deliveries.c.state == State.SENT.value)
        return bool(await self.link.connection.scalar(select(exists().where(*sent))))

    async def owned(self, chat_id: int, messages: Sequence[str]) -> set[str]:
        """Which of a platform's messages in the chat are known to be those of deliveries."""
        theirs = (deliveries.c.chat_id == chat_id, deliveries.c.message.in_(messages))
        return set(await self.link.connection.scalars(select(deliveries.c.message).where(*theirs)))

    async def counts(self, announcement_id: int) -> dict[State, int]:
        """How many deliveries stand where."""
        stand = select(deliveries.c.state, func.count()).where(deliveries.c.announcement_id == announcement_id)
        rows = await self.link.connection.execute(stand.group_by(deliveries.c.state))
        return {State(state): number for state, number in rows}

    async def recent(self, platform: str, since: datetime) -> list[tuple[Address, ChatKind, datetime]]:
        """What left for the platform since then, oldest first by the intent, so that a restart fills the limiter.

        A private chat whose address is no longer kept appears under the HMAC that it is found by.
        """
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
            (Address(platform, self._address(row) or row.address, row.thread), ChatKind(row.kind), row.left_at)
            for row in await self.link.connection.execute(left)
        ]


def _plan(planned: Planned, same: dict[str, Any]) -> dict[str, Any]:
    return {
        **same,
        "chat": planned.chat_id,
        "action": planned.action.value,
        "subscription": planned.subscription,
        "shown": planned.shown,
        "message": planned.message,
        "due": planned.due or same["due"],
    }


@lru_cache(maxsize=64)
def _content(packed: str) -> Reply:
    """The same object for the same text, so that whoever draws it once for many chats knows it again at a glance."""
    content: Reply = unpack(json.loads(packed))
    return content


def _delivery(row: Cells, address: Address, content: Reply, campaign: Campaign) -> Delivery:
    return Delivery(
        id=row.id,
        announcement_id=row.announcement_id,
        kind=AnnouncementKind(row.announcement_kind),
        campaign=row.campaign,
        chat_id=row.chat_id,
        chat_kind=ChatKind(row.kind),
        address=address,
        language=row.language or campaign.fallback,
        zone=row.zone or campaign.zone,
        action=Action(row.action),
        content=content,
        message=row.message,
        attempt=row.attempt,
        tries=row.tries,
        again=row.again,
        first_try=row.first_try,
        options=read_options(row.options),
    )
