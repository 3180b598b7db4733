"""Crowd reports: one row for each page and pseudonym, deleted when they are decided or have expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.core.model.chats import Address
from bot.core.model.measures.crowd import Report
from bot.core.model.roles import pseudonym
from bot.core.model.source import Count
from storage.engine.session import Link
from storage.tables import crowd_reports


@dataclass(frozen=True, slots=True)
class CrowdRows:
    """Reports that wait for a quorum, see `bot.core.ports.counts.CrowdReports`."""

    link: Link

    async def add(
        self, page: int, person: str, address: Address, count: Count, at: datetime, expires_at: datetime
    ) -> None:
        """Upsert the person's report."""
        values = {
            "chat": _known_as(self.link, f"crowd-chat|{page}", address.platform, address.chat),
            "count": count.value,
            "step": count.step,
            "at": at.replace(second=0, microsecond=0),
            "expires_at": expires_at.replace(second=0, microsecond=0),
        }
        known_as = _known_as(self.link, f"crowd|{page}", address.platform, person)
        await self.link.connection.execute(
            self.link.insert(crowd_reports)
            .values(page_id=page, pseudonym=known_as, **values)
            .on_conflict_do_update(index_elements=[crowd_reports.c.page_id, crowd_reports.c.pseudonym], set_=values)
        )

    async def reports(self, page: int, now: datetime) -> Sequence[Report]:
        """Select the page's rows."""
        table = crowd_reports.c
        kept = select(table.pseudonym, table.chat, table.count, table.step, table.at)
        kept = kept.where(table.page_id == page, table.expires_at > now).order_by(table.at, table.pseudonym)
        return [Report(*row) for row in await self.link.connection.execute(kept)]

    async def clear(self, page: int) -> None:
        """Delete the page's rows."""
        self.link.erased()
        await self.link.connection.execute(delete(crowd_reports).where(crowd_reports.c.page_id == page))

    async def purge(self, now: datetime) -> int:
        """Delete rows whose window has ended."""
        old = delete(crowd_reports).where(crowd_reports.c.expires_at <= now)
        gone = (await self.link.connection.execute(old)).rowcount
        if gone:
            self.link.erased()
        return gone


async def forget(link: Link, platform: str, user: str) -> int:
    """Delete a person's reports of every page; returns how many rows were deleted."""
    pages = (await link.connection.scalars(select(crowd_reports.c.page_id).distinct())).all()
    gone = 0
    for page in pages:
        known_as = _known_as(link, f"crowd|{page}", platform, user)
        own = delete(crowd_reports).where(crowd_reports.c.page_id == page, crowd_reports.c.pseudonym == known_as)
        gone += (await link.connection.execute(own)).rowcount
    return gone


def _known_as(link: Link, purpose: str, platform: str, name: str) -> str:
    return link.crypto.narrowed(purpose, pseudonym(link.crypto.secret, "", platform, name))
