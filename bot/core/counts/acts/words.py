"""An act that brought counts in, in a few words."""

from datetime import UTC, datetime

from bot.core.model.campaign import Campaign, page_name
from bot.core.model.measures.texts import number as shown
from bot.core.model.reply import Moment, Text
from bot.core.ports.counts import Import, ImportKind
from bot.core.ports.database import Transaction


async def described(tx: Transaction, campaign: Campaign, act: Import) -> Text:
    """The count and its company, or how many rows a file had and when it came."""
    if act.kind is ImportKind.COUNT:
        part = (await tx.imports.pages(act.id))[0]
        page = next((one for one in campaign.pages if one.id == part.page), None)
        at = datetime.fromtimestamp(part.moments[0] if part.moments else 0, UTC)
        stored = (await tx.snapshots.at([part.page], [at]))[0].get(part.page)
        if page is not None and stored is not None:
            return Text("act-count", {"page": page_name(campaign, page), "count": shown(page.measure, stored.count)})
    return Text("act-file", {"rows": act.rows, "at": Moment(act.at, campaign.zone, "date")})
