"""Finds the clocks of many chats at once: one query, and none where every campaign has the same zone."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from bot.core.model.campaign import Campaign
from bot.core.model.chats import Subscription, clock_of
from storage.engine.listed import listed
from storage.engine.session import Link
from storage.tables import subscriptions

# The newest first, so that the oldest of each chat is the one that stays in a dict.
_FOLLOWED = (
    select(subscriptions.c.chat_id, subscriptions.c.campaign)
    .where(listed(subscriptions.c.chat_id, "chats"))
    .order_by(subscriptions.c.id.desc())
)


async def clocks(link: Link, followed: Sequence[Subscription], campaigns: Mapping[str, Campaign]) -> dict[int, str]:
    """Fill `bot.core.ports.chats.Chats.clocks`."""
    first = {one.chat.id: one.campaign for one in followed}
    if len({campaign.zone for campaign in campaigns.values()}) > 1:
        unset = [one.chat.id for one in followed if not one.chat.zone]
        rows = await link.connection.execute(_FOLLOWED, {"chats": unset}) if unset else ()
        first |= {row.chat_id: row.campaign for row in rows}
    return {one.chat.id: clock_of(one.chat, (first[one.chat.id], one.campaign), campaigns) for one in followed}
