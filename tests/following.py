"""Campaigns and logs for tests about how counts come in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.reply import Names
from bot.core.model.schedule import Cadence
from bot.core.ports.database import Store


def make_campaign(
    slug: str, pages: Sequence[tuple[str, str]], starts_at: datetime, ends_at: datetime | None = None
) -> Campaign:
    """A campaign with one target, whose pages are (source, handle)."""
    target = Target("operators", Names({"en": "Operators"}), tuple(Page(*page) for page in pages))
    return Campaign(
        slug=slug,
        title=Names({"en": slug}),
        zone="Africa/Casablanca",
        starts_at=starts_at,
        ends_at=ends_at,
        currency="MAD",
        value_per_unit=Decimal(3),
        value_note=Names({"en": "3 dirham a like"}),
        rates={},
        rates_date=None,
        updates=Cadence(every=3600),
        fallback="ar",
        purge_days=30,
        contact="https://example.org",
        targets=(target,),
    )


async def follow(store: Store, campaign: Campaign, now: datetime) -> Campaign:
    """The campaign, stored, with the ids of its pages."""
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, now)
        stored = await tx.campaigns.get(campaign.slug)
    assert stored is not None
    return stored


@dataclass
class Lines:
    """A log that keeps its lines."""

    lines: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def warning(self, event: str, *_: Any, **values: Any) -> None:  # noqa: ANN401 - any logger's values
        self.lines.append((event, values))
