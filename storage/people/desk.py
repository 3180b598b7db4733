"""Links and sessions of the desk, and the settings entered there: tokens as hashes, all else encrypted."""

import json
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bot.core.model.privacy import MINUTE, coarse
from bot.core.model.roles import code_hash, pseudonym
from bot.core.ports.desk import DeskSession, DeskUser, ListedSession
from storage.engine.session import Link
from storage.tables import desk_links, desk_passkeys, desk_sessions, desk_settings

OPERATOR = "operator"
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DeskRows:
    """The tables of the desk, see `bot.core.ports.desk.Desk`."""

    link: Link

    async def add_link(self, token: str, user: DeskUser, expires_at: datetime) -> None:
        """Insert the link in place of the person's earlier ones; its exact end is readable with the link alone."""
        known_as = desk_pseudonym(self.link, user)
        await self.link.connection.execute(delete(desk_links).where(desk_links.c.pseudonym == known_as))
        row = {"token_hash": code_hash(token), "pseudonym": known_as, "expires_at": _whole(expires_at)}
        await self.link.connection.execute(insert(desk_links).values(sealed=self._seal(token, user, expires_at), **row))

    async def link_waits(self, token: str, now: datetime) -> bool:
        """Select the link's row, and look at the end that it holds."""
        sealed = await self.link.connection.scalar(
            select(desk_links.c.sealed).where(desk_links.c.token_hash == code_hash(token))
        )
        return sealed is not None and self._open_link(token, sealed, now) is not None

    async def use_link(self, token: str, now: datetime) -> DeskUser | None:
        """Delete the link's row, and open what it holds where it has not expired."""
        taken = delete(desk_links).where(desk_links.c.token_hash == code_hash(token)).returning(desk_links.c.sealed)
        sealed = await self.link.connection.scalar(taken)
        return None if sealed is None else self._open_link(token, sealed, now)

    async def begin(self, token: str, user: DeskUser, now: datetime, expires_at: datetime) -> None:
        """Insert the session's row."""
        at = coarse(now, MINUTE)
        row = {"id": code_hash(token), "pseudonym": desk_pseudonym(self.link, user), "expires_at": _whole(expires_at)}
        await self.link.connection.execute(
            insert(desk_sessions).values(sealed=self._seal(token, user), begun_at=at, seen_at=at, language="", **row)
        )

    async def session(self, token: str, now: datetime) -> DeskSession | None:
        """Select the session's row and open who it belongs to."""
        kept = select(desk_sessions).where(desk_sessions.c.id == code_hash(token), desk_sessions.c.expires_at > now)
        row = (await self.link.connection.execute(kept)).first()
        user = self._open(token, row.sealed) if row is not None else None
        if row is None or user is None:
            return None
        return DeskSession(row.id, user, row.begun_at, row.seen_at, row.expires_at, row.language)

    async def touch(self, session_id: str, now: datetime) -> None:
        """Update the session's last use."""
        await self.link.connection.execute(
            update(desk_sessions).where(desk_sessions.c.id == session_id).values(seen_at=coarse(now, MINUTE))
        )

    async def set_language(self, session_id: str, language: str) -> None:
        """Update the session's language."""
        await self.link.connection.execute(
            update(desk_sessions).where(desk_sessions.c.id == session_id).values(language=language)
        )

    async def sessions(self, user: DeskUser, now: datetime) -> list[ListedSession]:
        """Select the person's rows."""
        table = desk_sessions.c
        kept = (
            select(table.id, table.begun_at, table.seen_at, table.expires_at)
            .where(table.pseudonym == desk_pseudonym(self.link, user), table.expires_at > now)
            .order_by(table.seen_at.desc(), table.id)
        )
        return [ListedSession(*row) for row in await self.link.connection.execute(kept)]

    async def end(self, user: DeskUser, session_id: str) -> bool:
        """Delete one row of the person."""
        table = desk_sessions.c
        theirs = (table.id == session_id, table.pseudonym == desk_pseudonym(self.link, user))
        return bool((await self.link.connection.execute(delete(desk_sessions).where(*theirs))).rowcount)

    async def purge(self, now: datetime) -> None:
        """Delete expired rows."""
        for table in (desk_links, desk_sessions):
            await self.link.connection.execute(delete(table).where(table.c.expires_at <= now))

    async def settings(self) -> dict[str, str]:
        """Select and decrypt all settings."""
        if not self.link.crypto.secret:
            return {}
        rows = await self.link.connection.execute(select(desk_settings.c.name, desk_settings.c.sealed))
        opened = {name: self.link.crypto.open(sealed, f"desk-setting|{name}") for name, sealed in rows}
        return {name: value for name, value in opened.items() if value is not None}

    async def put_setting(self, name: str, value: str, now: datetime) -> None:
        """Upsert the setting, or delete it; what it was before leaves the files too."""
        await self.link.connection.execute(delete(desk_settings).where(desk_settings.c.name == name))
        if value:
            sealed = self.link.crypto.seal(value, f"desk-setting|{name}")
            await self.link.connection.execute(
                insert(desk_settings).values(name=name, sealed=sealed, changed_at=coarse(now, MINUTE))
            )
        self.link.erased()

    def _seal(self, token: str, user: DeskUser, *until: datetime) -> bytes:
        content = [*astuple(user), *(one.isoformat() for one in until)]
        return self.link.crypto.bound_to(token).seal(json.dumps(content), code_hash(token))

    def _open_link(self, token: str, sealed: bytes, now: datetime) -> DeskUser | None:
        content = self._content(token, sealed)
        # A link of an older version holds no end: it is not opened.
        if len(content) <= len(fields(DeskUser)):
            return None
        *user, until = content
        return DeskUser(*user) if datetime.fromisoformat(until) > now else None

    def _open(self, token: str, sealed: bytes) -> DeskUser | None:
        content = self._content(token, sealed)
        return DeskUser(*content) if content else None

    def _content(self, token: str, sealed: bytes) -> list[str]:
        plain = self.link.crypto.bound_to(token).open(sealed, code_hash(token))
        return [] if plain is None else list(json.loads(plain))


def _whole(expires_at: datetime) -> datetime:
    """The next full minute, if it is none: the exact moment would tell when the link or session began."""
    return coarse(expires_at + MINUTE - _INSTANT, MINUTE)


def desk_pseudonym(link: Link, user: DeskUser) -> str:
    """What a person's links and sessions are found by; nothing else is kept under it."""
    if user.operator:
        return OPERATOR
    return link.crypto.narrowed("desk", pseudonym(link.crypto.secret, "", user.platform, user.person))


async def forget(link: Link, platform: str, person: str) -> int:
    """Delete a person's links, sessions and passkeys; returns how many rows went."""
    known_as = desk_pseudonym(link, DeskUser(platform, "", person))
    gone = 0
    for table in (desk_links, desk_sessions, desk_passkeys):
        gone += (await link.connection.execute(delete(table).where(table.c.pseudonym == known_as))).rowcount
    return gone
