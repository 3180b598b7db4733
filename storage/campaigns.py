"""Campaigns, each stored as a JSON document, and their pages, whose ids never change."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.core.model.campaign import Campaign, Page
from storage.engine.json_columns import read, write
from storage.engine.session import Link
from storage.tables import campaigns, pages

_Stored = Mapping[tuple[str, str], tuple[int, str]]

# Built once, because every command runs them.
_DOCUMENTS = select(campaigns.c.slug, campaigns.c.document)
_PAGES = select(pages.c.campaign, pages.c.source, pages.c.handle, pages.c.id, pages.c.note)


@dataclass(frozen=True, slots=True)
class CampaignRows:
    """Campaigns and pages, see `bot.core.ports.counts.Campaigns`."""

    link: Link

    async def save(self, campaign: Campaign, now: datetime) -> bool:
        """Insert or update the document, and one row for each page."""
        document = write(campaign)
        known = update(campaigns).where(campaigns.c.slug == campaign.slug).values(document=document, saved_at=now)
        new = (await self.link.connection.execute(known)).rowcount == 0
        if new:
            first = insert(campaigns).values(slug=campaign.slug, document=document, saved_at=now)
            await self.link.connection.execute(first)
        # A page that left the file keeps its row, because its snapshots refer to it.
        gone = update(pages).where(pages.c.campaign == campaign.slug).values(active=False)
        await self.link.connection.execute(gone)
        rows = [
            {"campaign": campaign.slug, "source": page.source, "handle": page.handle, "active": True}
            for page in campaign.pages
        ]
        if rows:
            await self.link.connection.execute(
                self.link.insert(pages).on_conflict_do_update(
                    index_elements=[pages.c.campaign, pages.c.source, pages.c.handle], set_={"active": True}
                ),
                rows,
            )
        return new

    async def get(self, slug: str) -> Campaign | None:
        """Read one document, with the ids of its pages."""
        document = await self.link.connection.scalar(select(campaigns.c.document).where(campaigns.c.slug == slug))
        if document is None:
            return None
        rows = await self.link.connection.execute(
            select(pages.c.source, pages.c.handle, pages.c.id, pages.c.note).where(pages.c.campaign == slug)
        )
        return _numbered(read(document), {(source, handle): (number, note) for source, handle, number, note in rows})

    async def all(self) -> list[Campaign]:
        """Read all documents in two queries."""
        documents = (await self.link.connection.execute(_DOCUMENTS)).all()
        stored: defaultdict[str, dict[tuple[str, str], tuple[int, str]]] = defaultdict(dict)
        for slug, source, handle, number, note in await self.link.connection.execute(_PAGES):
            stored[slug][source, handle] = number, note
        # Sorted here, because PostgreSQL's order of words is that of its locale.
        return [_numbered(read(document), stored[slug]) for slug, document in sorted(documents)]

    async def halt(self, slug: str, at: datetime | None) -> bool:
        """Set or clear the time of the halt, where that is not so already."""
        other = campaigns.c.halted_at.is_(None) if at else campaigns.c.halted_at.is_not(None)
        asked = update(campaigns).where(campaigns.c.slug == slug, other).values(halted_at=at)
        return bool((await self.link.connection.execute(asked)).rowcount)

    async def halted(self, slug: str) -> datetime | None:
        """Read the time of the halt."""
        return await self.link.connection.scalar(select(campaigns.c.halted_at).where(campaigns.c.slug == slug))


def _numbered(campaign: Campaign, stored: _Stored) -> Campaign:
    def with_row(page: Page) -> Page:
        number, note = stored[page.source, page.handle]
        return replace(page, id=number, note=note)

    targets = tuple(replace(target, pages=tuple(map(with_row, target.pages))) for target in campaign.targets)
    return replace(campaign, targets=targets)
