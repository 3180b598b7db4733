"""Processed updates, for deduplication, and their unsent answers, which are encrypted."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, delete, select, update

from bot.core.model.chats import Address
from bot.core.model.reply import Reply
from bot.core.model.reply_json import pack, unpack
from bot.core.ports.chats import Waiting
from storage.engine.session import Link
from storage.tables import inbox, update_queue


@cache
def _note(insert: Callable[[Table], Any]) -> Any:  # noqa: ANN401 - as `Link.insert`
    return insert(inbox).on_conflict_do_nothing(index_elements=[inbox.c.platform, inbox.c.update])


@dataclass(frozen=True, slots=True)
class InboxRows:
    """Updates and the answers that wait, see `bot.core.ports.chats.Inbox`."""

    link: Link

    async def seen(self, platform: str, update: str) -> bool:
        """Select the update's row, see `Inbox.seen` of the port."""
        found = select(inbox.c.id).where(inbox.c.platform == platform, inbox.c.update == update)
        return await self.link.connection.scalar(found) is not None

    async def record(
        self, platform: str, update: str, address: Address, reply: Reply | None, now: datetime, ticket: str = ""
    ) -> bool:
        """Insert an update with its unsent answer; False, and no change, where the update is recorded already."""
        sealed = None if reply is None else self._seal(platform, update, address, pack(reply), ticket)
        row = {"platform": platform, "update": update, "at": now, "sealed": sealed}
        return (await self.link.connection.execute(_note(self.link.insert), row)).rowcount > 0

    async def answered(self, platform: str, updates: Sequence[str]) -> None:
        """Clear the answers and addresses of these rows; the rows stay."""
        sent = (inbox.c.platform == platform, inbox.c.update.in_(updates))
        await self.link.connection.execute(update(inbox).where(*sent).values(sealed=None))

    async def waiting(self, platform: str, since: datetime) -> list[Waiting]:
        """Select unsent answers by their age."""
        return [
            Waiting(name, Address(platform, chat, thread), unpack(reply), at, ticket)
            for _, name, at, (chat, thread, reply, ticket) in await self._sealed(platform)
            if at >= since
        ]

    async def enqueue(self, platform: str, update: int, body: str, now: datetime) -> None:
        """Insert an update, unless it waits already or was handled before."""
        if await self.seen(platform, str(update)):
            return
        sealed = self.link.crypto.seal(body, f"queue|{platform}|{update}")
        row = {"platform": platform, "update": update, "at": now, "sealed": sealed}
        await self.link.connection.execute(self.link.insert(update_queue).values(**row).on_conflict_do_nothing())

    async def queued(self, platform: str, limit: int) -> list[tuple[int, str]]:
        """Select the updates that wait; those of another SECRET_KEY cannot be read and are left out."""
        rows = await self.link.connection.execute(
            select(update_queue.c.update, update_queue.c.sealed)
            .where(update_queue.c.platform == platform)
            .order_by(update_queue.c.update)
            .limit(limit)
        )
        opened = [(row.update, self.link.crypto.open(row.sealed, f"queue|{platform}|{row.update}")) for row in rows]
        return [(name, body) for name, body in opened if body is not None]

    async def dequeue(self, platform: str, updates: Sequence[int]) -> None:
        """Delete these updates."""
        done = (update_queue.c.platform == platform, update_queue.c.update.in_(updates))
        await self.link.connection.execute(delete(update_queue).where(*done))

    async def purge(self, before: datetime) -> None:
        """Delete old rows, of the queue too."""
        await self.link.connection.execute(delete(update_queue).where(update_queue.c.at < before))
        await self.link.connection.execute(delete(inbox).where(inbox.c.at < before))

    async def clear(self, platform: str) -> None:
        """Delete all rows of a platform, of the queue too: another account numbers its updates anew."""
        await self.link.connection.execute(delete(update_queue).where(update_queue.c.platform == platform))
        await self.link.connection.execute(delete(inbox).where(inbox.c.platform == platform))

    async def move(self, platform: str, old: str, new: str) -> None:
        """Readdress unsent answers to a chat's new id."""
        for row, name, _, (chat, thread, reply, ticket) in await self._sealed(platform):
            if chat == old:
                sealed = self._seal(platform, name, Address(platform, new, thread), reply, ticket)
                await self.link.connection.execute(update(inbox).where(inbox.c.id == row).values(sealed=sealed))

    def _seal(self, platform: str, update: str, address: Address, reply: object, ticket: str) -> bytes:
        # The reply is encrypted like the address, because it may quote what a person typed.
        plain = json.dumps([address.chat, address.thread, reply, ticket], ensure_ascii=False)
        return self.link.crypto.seal(plain, f"inbox|{platform}|{update}")

    async def _sealed(self, platform: str) -> list[tuple[int, str, datetime, Any]]:
        waits = (inbox.c.platform == platform, inbox.c.sealed.is_not(None))
        rows = await self.link.connection.execute(
            select(inbox.c.id, inbox.c.update, inbox.c.at, inbox.c.sealed).where(*waits).order_by(inbox.c.id)
        )
        opened = [
            (row.id, row.update, row.at, self.link.crypto.open(row.sealed, f"inbox|{platform}|{row.update}"))
            for row in rows
        ]
        return [(row, name, at, json.loads(plain)) for row, name, at, plain in opened if plain is not None]
