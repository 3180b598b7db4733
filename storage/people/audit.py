"""The audit log: append-only records of who did what in a campaign."""

import re
from builtins import list as listing
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update

from bot.core.model.privacy import MINUTE, coarse
from bot.core.ports.people import Act
from storage.engine.session import Link
from storage.tables import audit

_PSEUDONYM = re.compile("[0-9a-f]{32}")
"""No hash of a text is so short."""
_LINES = select(audit.c.at, audit.c.campaign, audit.c.role, audit.c.pseudonym, audit.c.act, audit.c.about)


@dataclass(frozen=True, slots=True)
class AuditRows:
    """The audit log, see `bot.core.ports.people.Audit`."""

    link: Link

    async def write(self, act: Act) -> None:
        """Insert a line, its time rounded down to the minute."""
        await self.link.connection.execute(
            insert(audit).values(
                at=coarse(act.at, MINUTE),
                campaign=act.campaign,
                role=act.role,
                pseudonym=act.pseudonym,
                act=act.act,
                about=act.about,
            )
        )

    async def list(self, slug: str, limit: int = 100) -> listing[Act]:
        """Select lines by descending id."""
        return await self._newest(_LINES.where(audit.c.campaign == slug).limit(limit))

    async def of(self, slug: str, acts: Collection[str]) -> listing[Act]:
        """Select by act, without a limit: what is decided from lines must not depend on how many others there are."""
        return await self._newest(_LINES.where(audit.c.campaign == slug, audit.c.act.in_(acts)))

    async def _newest(self, lines: Select[Any]) -> listing[Act]:
        return [Act(*row) for row in await self.link.connection.execute(lines.order_by(audit.c.id.desc()))]


async def rename(link: Link, before: str, after: str, *lines: ColumnElement[bool]) -> None:
    """Put another pseudonym in a person's place: as who did something, and among the words of what it is about."""
    await link.connection.execute(update(audit).where(*lines, audit.c.pseudonym == before).values(pseudonym=after))
    named = update(audit).where(*lines, audit.c.about.contains(before, autoescape=True))
    await link.connection.execute(named.values(about=func.replace(audit.c.about, before, after)))


async def named(link: Link) -> set[str]:
    """The pseudonyms among the words of what lines are about."""
    found = await link.connection.scalars(select(audit.c.about).distinct())
    return {word for about in found for word in about.split() if _PSEUDONYM.fullmatch(word)}
