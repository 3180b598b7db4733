"""The audit log: append-only records of who did what in a campaign."""

from builtins import list as listing
from dataclasses import dataclass

from sqlalchemy import insert, select

from bot.core.model.privacy import MINUTE, coarse
from bot.core.ports.people import Act
from storage.engine.session import Link
from storage.tables import audit


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
        kept = (audit.c.at, audit.c.campaign, audit.c.role, audit.c.pseudonym, audit.c.act, audit.c.about)
        newest = select(*kept).where(audit.c.campaign == slug).order_by(audit.c.id.desc()).limit(limit)
        return [Act(*row) for row in await self.link.connection.execute(newest)]
