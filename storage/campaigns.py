"""The loaded campaigns, each a document, and their pages, which keep their number for ever."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.core.model.campaign import Campaign
from storage.engine.json_columns import read, write
from storage.engine.session import Link
from storage.tables import campaigns, pages

_Ids = Mapping[tuple[str, str], int]

# Made once: every command asks them.
_DOCUMENTS = select(campaigns.c.slug, campaigns.c.document)
_PAGES = select(pages.c.campaign, pages.c.source, pages.c.handle, pages.c.id)


@dataclass(frozen=True, slots=True)
class CampaignRows:
    """Campaigns and pages, see `bot.core.ports.counts.Campaigns`."""

    link: Link

    async def save(self, campaign: Campaign, now: datetime) -> bool:
        """Add or update a campaign with its pages; True if it is new."""
        document = write(campaign)
        known = update(campaigns).where(campaigns.c.slug == campaign.slug).values(document=document, saved_at=now)
        new = (await self.link.connection.execute(known)).rowcount == 0
        if new:
            first = insert(campaigns).values(slug=campaign.slug, document=document, saved_at=now)
            await self.link.connection.execute(first)
        # A page that is not in the file any more keeps its row, since its snapshots hang on it.
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
        """The campaign, its pages with their ids; None if it is not loaded."""
        document = await self.link.connection.scalar(select(campaigns.c.document).where(campaigns.c.slug == slug))
        if document is None:
            return None
        rows = await self.link.connection.execute(
            select(pages.c.source, pages.c.handle, pages.c.id).where(pages.c.campaign == slug)
        )
        return _numbered(read(document), {(source, handle): page for source, handle, page in rows})

    async def all(self) -> list[Campaign]:
        """All campaigns in the order of their slugs."""
        documents = (await self.link.connection.execute(_DOCUMENTS)).all()
        ids: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
        for slug, source, handle, page in await self.link.connection.execute(_PAGES):
            ids[slug][source, handle] = page
        # Sorted here, because PostgreSQL's order of words is that of its locale.
        return [_numbered(read(document), ids[slug]) for slug, document in sorted(documents)]

    async def halt(self, slug: str, at: datetime | None) -> None:
        """Stop every send of the campaign (`at`), or let them go on (None)."""
        await self.link.connection.execute(update(campaigns).where(campaigns.c.slug == slug).values(halted_at=at))

    async def halted(self, slug: str) -> datetime | None:
        """Since when the campaign is halted; None if it is not."""
        return await self.link.connection.scalar(select(campaigns.c.halted_at).where(campaigns.c.slug == slug))


def _numbered(campaign: Campaign, ids: _Ids) -> Campaign:
    targets = tuple(
        replace(target, pages=tuple(replace(page, id=ids[page.source, page.handle]) for page in target.pages))
        for target in campaign.targets
    )
    return replace(campaign, targets=targets)
