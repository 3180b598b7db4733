"""Passkeys of the desk: public keys, with whose they are encrypted under what the authenticator alone holds."""

import json
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from bot.core.model.privacy import MINUTE, coarse
from bot.core.ports.desk import DeskUser, Passkey
from storage.engine.session import Link
from storage.people.desk import desk_pseudonym
from storage.tables import desk_passkeys


@dataclass(frozen=True, slots=True)
class PasskeyRows:
    """The table of passkeys, see `bot.core.ports.desk.Passkeys`."""

    link: Link

    async def add(self, passkey: Passkey, handle: bytes, user: DeskUser) -> bool:
        """Insert the passkey's row unless its id is taken."""
        taken = select(desk_passkeys.c.id).where(desk_passkeys.c.id == passkey.id)
        if await self.link.connection.scalar(taken) is not None:
            return False
        sealed = self.link.crypto.bound_to(handle.hex()).seal(json.dumps(astuple(user)), passkey.id)
        row = {
            "id": passkey.id, "pseudonym": desk_pseudonym(self.link, user), "sealed": sealed,
            "public_key": passkey.public_key, "sign_count": passkey.sign_count,
            "added_at": coarse(passkey.added_at, MINUTE),
        }  # fmt: skip
        await self.link.connection.execute(insert(desk_passkeys).values(**row))
        return True

    async def of(self, user: DeskUser) -> list[Passkey]:
        """Select by pseudonym, in the order they were added."""
        table = desk_passkeys.c
        theirs = select(desk_passkeys).where(table.pseudonym == desk_pseudonym(self.link, user))
        rows = await self.link.connection.execute(theirs.order_by(table.added_at, table.id))
        return [Passkey(row.id, row.public_key, row.sign_count, row.added_at, row.used_at) for row in rows]

    async def find(self, passkey_id: str, handle: bytes) -> tuple[Passkey, DeskUser] | None:
        """Select the row, and open with the handle whose it is."""
        row = (
            await self.link.connection.execute(select(desk_passkeys).where(desk_passkeys.c.id == passkey_id))
        ).first()
        plain = None if row is None else self.link.crypto.bound_to(handle.hex()).open(row.sealed, row.id)
        if row is None or plain is None:
            return None
        kept = Passkey(row.id, row.public_key, row.sign_count, row.added_at, row.used_at)
        return kept, DeskUser(*json.loads(plain))

    async def use(self, passkey_id: str, sign_count: int, now: datetime) -> None:
        """Update the row."""
        used = update(desk_passkeys).where(desk_passkeys.c.id == passkey_id)
        await self.link.connection.execute(used.values(sign_count=sign_count, used_at=coarse(now, MINUTE)))

    async def remove(self, user: DeskUser, passkey_id: str) -> bool:
        """Delete the row if it is of this person."""
        table = desk_passkeys.c
        theirs = (table.id == passkey_id, table.pseudonym == desk_pseudonym(self.link, user))
        return bool((await self.link.connection.execute(delete(desk_passkeys).where(*theirs))).rowcount)
