"""Chats and their subscriptions to campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, exists, func, select, text, update

from bot.core.model.campaign import Campaign
from bot.core.model.chats import UNMET, Address, Chat, ChatKind, Mode, Subscription
from bot.core.model.schedule import Cadence
from storage import chat_moves
from storage.deliveries import chat_clocks, edits, plan_query
from storage.delivery_states import Step
from storage.engine.codecs import CHAT, read_cadence, read_chat, write_cadence, write_options, write_quiet
from storage.engine.session import Cells, Link
from storage.people import private_addresses
from storage.tables import Millis, chats, deliveries, subscriptions

_FOLLOWED = (
    subscriptions.c.id,
    subscriptions.c.campaign,
    subscriptions.c.cadence,
    subscriptions.c.mode,
    subscriptions.c.next_due,
    subscriptions.c.shown,
    subscriptions.c.message,
    subscriptions.c.chapter,
)

# Built once, because every command runs them.
_OF_CHAT = select(*_FOLLOWED).where(subscriptions.c.chat_id == bindparam("chat"))
_FIND = select(*CHAT).where(
    private_addresses.standing(bindparam("platform"), bindparam("address"), bindparam("hidden")),
    chats.c.thread == bindparam("thread"),
)

# Each is one seek in the partial index `ix_subscriptions_due`; the WHERE clause must repeat the index's own.
_AWAKE = "NOT s.off AND s.next_due IS NOT NULL"
_FIRST_DUE = text(f"""
    SELECT * FROM (
        SELECT c.slug AS campaign, CAST(:place AS text) AS platform, (
            SELECT s.next_due FROM subscriptions s
            WHERE s.campaign = c.slug AND s.platform = :place AND {_AWAKE} ORDER BY s.next_due LIMIT 1) AS first
        FROM campaigns c WHERE c.halted_at IS NULL) AS seeks
    WHERE first <= :now
""").bindparams(bindparam("now", type_=Millis))  # noqa: S608 - put together from the text above alone
_IS_DUE = (
    subscriptions.c.campaign == bindparam("campaign"),
    subscriptions.c.platform == bindparam("platform"),
    # As text: SQLite uses a partial index only for its very words, and SQLAlchemy would write `off IS 0`.
    text(_AWAKE.replace("s.", "subscriptions.")),
    subscriptions.c.next_due <= bindparam("now"),
)
_COUNT_DUE = select(func.count()).select_from(subscriptions).where(*_IS_DUE)
_DUE = (
    select(*_FOLLOWED, *CHAT)
    .join(chats, chats.c.id == subscriptions.c.chat_id)
    .where(*_IS_DUE)
    .order_by(subscriptions.c.next_due, subscriptions.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class ChatRows:
    """Fills `bot.core.ports.chats.Chats`."""

    link: Link

    async def find(self, address: Address) -> Chat | None:
        """Fill `Chats.find`."""
        hidden = self.link.crypto.lookup(address.platform, address.chat)
        here = {"platform": address.platform, "address": address.chat, "hidden": hidden, "thread": address.thread}
        row = (await self.link.connection.execute(_FIND, here)).first()
        return None if row is None else read_chat(row)

    async def ensure(self, address: Address, kind: ChatKind) -> Chat:
        """Fill `Chats.ensure`."""
        hidden = kind is ChatKind.PRIVATE
        kept = self.link.crypto.lookup(address.platform, address.chat) if hidden else address.chat
        if (chat := await self.find(address)) is not None:
            return chat
        settings = await chat_moves.settings_of_group(self.link, address) if address.thread else {}
        here = {"platform": address.platform, "address": kept, "thread": address.thread}
        added = self.link.insert(chats).values(kind=kind.value, **here, **settings)
        await self.link.connection.execute(added.on_conflict_do_nothing())
        # Selected, not returned by the INSERT: another process may have inserted the row first.
        return read_chat((await self.link.connection.execute(select(*CHAT).filter_by(**here))).one())

    async def update(self, chat: Chat) -> None:
        """Fill `Chats.update`."""
        values = {"language": chat.language, "zone": chat.zone, "off": chat.off, **write_quiet(chat.quiet)}
        values["options"] = write_options(chat.options)
        if chat.kind is not ChatKind.PRIVATE:
            values["kind"] = chat.kind.value
        same = (chats.c.id == chat.id, (chats.c.kind == ChatKind.PRIVATE.value) == (chat.kind is ChatKind.PRIVATE))
        await self.link.connection.execute(update(chats).where(*same).values(**values))
        await self._switch([chat], chat.off)

    async def note_app_language(self, address: Address, language: str) -> None:
        """Fill `Chats.note_app_language`."""
        hidden = self.link.crypto.lookup(address.platform, address.chat)
        here = (chats.c.platform == address.platform, chats.c.address == hidden, chats.c.app_language != language)
        await self.link.connection.execute(update(chats).where(*here).values(app_language=language))

    async def all_off(self, platform: str, chat: str, reason: str) -> None:
        """Fill `Chats.all_off`."""
        here = private_addresses.located(self.link, platform, chat)
        await self.link.connection.execute(update(chats).where(here).values(off=reason))
        rows = (await self.link.connection.execute(select(*CHAT).where(here))).all()
        await self._switch([read_chat(row) for row in rows], reason)

    async def _switch(self, switched: Sequence[Chat], reason: str) -> None:
        """Apply a switch to subscriptions and deliveries: `reason` says why the chats are off, "" that they are on."""
        theirs = [chat.id for chat in switched]
        follows = update(subscriptions).where(subscriptions.c.chat_id.in_(theirs), subscriptions.c.off != bool(reason))
        await self.link.connection.execute(follows.values(off=bool(reason)))
        if not reason:
            return
        # Pending deliveries would be out of date by the time these chats are on again.
        await edits.drop(self.link, Step.SWITCH_OFF, reason, deliveries.c.chat_id.in_(theirs))
        gone = [chat.id for chat in switched if chat.kind is ChatKind.PRIVATE and reason not in UNMET]
        if gone:
            await self.link.connection.execute(delete(subscriptions).where(subscriptions.c.chat_id.in_(gone)))
            await private_addresses.clear(self.link, gone)

    async def move(self, platform: str, old: str, new: str) -> None:
        """Fill `Chats.move`."""
        await chat_moves.move(self.link, platform, old, new)

    async def forget_account(self, platform: str) -> None:
        """Fill `Chats.forget_account`."""
        await chat_moves.forget_account(self.link, platform)

    async def lose_topic(self, platform: str, chat: str, topic: str) -> None:
        """Fill `Chats.lose_topic`."""
        await chat_moves.lose_topic(self.link, platform, chat, topic)

    async def keep_private(self, chat: Chat, address: Address, reason: str) -> None:
        """Fill `Chats.keep_private`."""
        if chat.kind is ChatKind.PRIVATE:
            await private_addresses.keep(self.link, chat.id, address, reason)

    async def kept(self, reason: str) -> list[int]:
        """Fill `Chats.kept`."""
        return await private_addresses.kept(self.link, reason)

    async def reasons(self, prefix: str) -> list[str]:
        """Fill `Chats.reasons`."""
        return await private_addresses.reasons(self.link, prefix)

    async def drop_reason(self, reason: str) -> None:
        """Fill `Chats.drop_reason`."""
        for chat_id in await private_addresses.kept(self.link, reason):
            await private_addresses.drop(self.link, chat_id, reason)

    async def drop_private(self, chat: Chat, reason: str) -> None:
        """Fill `Chats.drop_private`."""
        if chat.kind is ChatKind.PRIVATE:
            await private_addresses.drop(self.link, chat.id, reason)

    async def forget(self, address: Address) -> None:
        """Fill `Chats.forget`."""
        here = private_addresses.located(self.link, address.platform, address.chat)
        await self.link.connection.execute(delete(chats).where(here, chats.c.kind == ChatKind.PRIVATE.value))
        self.link.erased()

    async def subscribe(
        self, chat: Chat, slug: str, cadence: Cadence, mode: Mode, next_due: datetime | None
    ) -> Subscription:
        """Fill `Chats.subscribe`."""

        def kept(column: Any) -> Any:  # noqa: ANN401 - a column of text, and what SQLAlchemy makes of it
            # Another mode begins with a message of its own.
            return case((subscriptions.c.mode == mode.value, column), else_="")

        how = {"cadence": write_cadence(cadence), "mode": mode.value, "next_due": next_due}
        followed = (
            self.link.insert(subscriptions)
            .values(chat_id=chat.id, campaign=slug, platform=chat.platform, off=bool(chat.off), **how)
            .on_conflict_do_update(
                index_elements=[subscriptions.c.chat_id, subscriptions.c.campaign],
                set_={**how, "shown": kept(subscriptions.c.shown), "message": kept(subscriptions.c.message)},
            )
            .returning(*_FOLLOWED)
        )
        return _subscription(chat, (await self.link.connection.execute(followed)).one())

    async def unsubscribe(self, chat: Chat, slug: str) -> bool:
        """Fill `Chats.unsubscribe`."""
        here = (subscriptions.c.chat_id == chat.id, subscriptions.c.campaign == slug)
        if not (await self.link.connection.execute(delete(subscriptions).where(*here))).rowcount:
            return False
        theirs = (deliveries.c.chat_id == chat.id, deliveries.c.campaign == slug, deliveries.c.subscription != 0)
        await edits.drop(self.link, Step.UNSUBSCRIBE, edits.UNSUBSCRIBED, *theirs)
        return True

    async def join_chapter(self, subscription: int, chapter: str) -> None:
        """Fill `Chats.join_chapter`."""
        joined = update(subscriptions).where(subscriptions.c.id == subscription).values(chapter=chapter)
        await self.link.connection.execute(joined)

    async def subscriptions(self, chat: Chat) -> list[Subscription]:
        """Fill `Chats.subscriptions`."""
        rows = await self.link.connection.execute(_OF_CHAT, {"chat": chat.id})
        # Sorted here, because PostgreSQL's order of words is that of its locale.
        return sorted((_subscription(chat, row) for row in rows), key=lambda followed: followed.campaign)

    async def due(self, now: datetime, platforms: Sequence[str], limit: int = 1000) -> list[Subscription]:
        """Fill `Chats.due`."""
        if not platforms:
            return []
        places = [{"now": now, "place": place} for place in platforms]
        seeks = [row for place in places for row in await self.link.connection.execute(_FIRST_DUE, place)]
        if not seeks:
            return []
        _, campaign, platform = min((row.first, row.campaign, row.platform) for row in seeks)
        here = {"campaign": campaign, "platform": platform, "now": now, "limit": limit}
        rows = await self.link.connection.execute(_DUE, here)
        return [_subscription(read_chat(row[len(_FOLLOWED) :]), row) for row in rows]

    async def due_counts(self, now: datetime, platforms: Sequence[str]) -> dict[tuple[str, str], int]:
        """Fill `Chats.due_counts`."""
        found = {}
        for place in platforms:
            for row in await self.link.connection.execute(_FIRST_DUE, {"now": now, "place": place}):
                here = {"campaign": row.campaign, "platform": place, "now": now}
                found[row.campaign, place] = int(await self.link.connection.scalar(_COUNT_DUE, here) or 0)
        return found

    async def followers(self, slug: str) -> list[Subscription]:
        """Fill `Chats.followers`."""
        follows = (
            select(*_FOLLOWED, *CHAT)
            .join(chats, chats.c.id == subscriptions.c.chat_id)
            .where(subscriptions.c.campaign == slug, chats.c.off == "")
            .order_by(subscriptions.c.id)
        )
        rows = await self.link.connection.execute(follows)
        return [_subscription(read_chat(row[len(_FOLLOWED) :]), row) for row in rows]

    async def clocks(self, followed: Sequence[Subscription], campaigns: Mapping[str, Campaign]) -> dict[int, str]:
        """Fill `Chats.clocks`."""
        return await chat_clocks.clocks(self.link, followed, campaigns)

    async def places(self, slug: str, platform: str) -> list[tuple[Chat, Address]]:
        """Fill `Chats.places`."""
        shared = (chats.c.platform == platform, chats.c.off == "", chats.c.kind != ChatKind.PRIVATE.value)
        following = (
            select(*CHAT, chats.c.address, chats.c.thread)
            .join(subscriptions, subscriptions.c.chat_id == chats.c.id)
            .where(subscriptions.c.campaign == slug, *shared)
            .order_by(chats.c.id)
        )
        rows = await self.link.connection.execute(following)
        return [(read_chat(row), Address(platform, row.address, row.thread)) for row in rows]

    async def census(self, slug: str) -> dict[tuple[str, str, str], int]:
        """Fill `Chats.census`."""
        spoken = case((chats.c.language == "", chats.c.app_language), else_=chats.c.language)
        groups = (chats.c.platform, spoken, chats.c.off)
        counted = (
            select(*groups, func.count())
            .join(subscriptions, subscriptions.c.chat_id == chats.c.id)
            .where(subscriptions.c.campaign == slug)
            .group_by(*groups)
        )
        rows = await self.link.connection.execute(counted)
        return {(platform, language, off): count for platform, language, off, count in sorted(rows.all())}

    async def set_due(self, due: Mapping[int, datetime | None]) -> None:
        """Fill `Chats.set_due`."""
        await plan_query.set_due(self.link, due)

    async def following_topics(self, address: Address, slug: str) -> int:
        """Fill `Chats.following_topics`."""
        return len(await chat_moves.following(self.link, address, slug))

    async def leave_other_topics(self, address: Address, slug: str) -> None:
        """Fill `Chats.leave_other_topics`."""
        for topic in await chat_moves.following(self.link, address, slug):
            await self.unsubscribe(topic, slug)

    async def others(self, platform: str) -> bool:
        """Fill `Chats.others`."""
        return bool(await self.link.connection.scalar(select(exists().where(chats.c.platform != platform))))


def _subscription(chat: Chat, row: Cells | Sequence[Any]) -> Subscription:
    name, campaign, cadence, mode, *rest = row[: len(_FOLLOWED)]
    return Subscription(name, chat, campaign, read_cadence(cadence), Mode(mode), *rest)
