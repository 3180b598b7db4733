"""Leases deliveries to a sender with what sending each needs, and closes those whose deadline has passed."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import bindparam, select, update

from bot.core.model.announcements import (
    LIFETIME,
    TOO_LATE,
    Action,
    AnnouncementKind,
    Delivery,
    Priority,
    State,
)
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply
from bot.core.model.reply_json import unpack
from bot.core.ports.delivery import Change
from storage.deliveries import claim_query
from storage.deliveries.outcomes import apply
from storage.engine.codecs import read_options
from storage.engine.json_columns import read
from storage.engine.listed import listed
from storage.engine.session import Cells, Link
from storage.people.private_addresses import opened
from storage.tables import announcements, campaigns, chats, deliveries, private_addresses

_CLAIM = (
    update(deliveries)
    .where(listed(deliveries.c.id, "ids"))
    .values(
        attempt=deliveries.c.attempt + 1,
        holder=bindparam("by"),
        leased_until=bindparam("until"),
        version=select(announcements.c.version)
        .where(announcements.c.id == deliveries.c.announcement_id)
        .scalar_subquery(),
    )
)

_CLAIMED = (
    select(
        deliveries.c.id,
        deliveries.c.announcement_id,
        announcements.c.kind.label("announcement_kind"),
        announcements.c.campaign,
        announcements.c.content,
        announcements.c.due,
        announcements.c.deadline,
        deliveries.c.chat_id,
        chats.c.kind,
        chats.c.platform,
        chats.c.address,
        chats.c.thread,
        private_addresses.c.sealed,
        chats.c.language,
        chats.c.app_language,
        chats.c.zone,
        chats.c.options,
        deliveries.c.action,
        deliveries.c.message,
        deliveries.c.attempt,
        deliveries.c.tries,
        deliveries.c.again,
        deliveries.c.first_try,
    )
    .join(announcements, announcements.c.id == deliveries.c.announcement_id)
    .join(chats, chats.c.id == deliveries.c.chat_id)
    .outerjoin(private_addresses, private_addresses.c.chat_id == chats.c.id)
    .where(listed(deliveries.c.id, "ids"))
)


_DOCUMENTS = select(campaigns.c.slug, campaigns.c.document).where(
    campaigns.c.slug.in_(bindparam("slugs", expanding=True))
)


async def take(
    link: Link, platforms: Sequence[str], holder: str, now: datetime, lease: float, limit: int
) -> list[Delivery]:
    """Fill `bot.core.ports.delivery.Ledger.claim`."""
    if not platforms:
        return []
    ids: list[int] = []
    for priority in Priority:
        seek = claim_query.claimable(len(platforms), priority, postgresql=link.postgresql)
        values = {"now": now, "limit": limit - len(ids), **claim_query.named(platforms)}
        found = sorted((row.due, row.id) for row in await link.connection.execute(seek, values))
        ids += [delivery for _, delivery in found[: limit - len(ids)]]
        if len(ids) >= limit:
            break
    if not ids:
        return []
    await link.connection.execute(_CLAIM, {"ids": ids, "by": holder, "until": now + timedelta(seconds=lease)})
    rows = {row.id: row for row in await link.connection.execute(_CLAIMED, {"ids": ids})}
    return await _deliveries(link, [rows[delivery] for delivery in ids], now)


async def _deliveries(link: Link, rows: Sequence[Cells], now: datetime) -> list[Delivery]:
    claimed, lost = [], []
    loaded = await _campaigns(link, {row.campaign for row in rows})
    for row in rows:
        address = address_of(link, row)
        if address is None:
            # Encrypted with another SECRET_KEY: the address cannot be read, and the other deliveries must go on.
            lost.append(Change(row.id, row.attempt, State.FAILED, reason="address-lost"))
            continue
        if row.deadline is not None and row.deadline <= now and Action(row.action).posts:
            state = State.UNKNOWN if row.again else State.FAILED
            lost.append(Change(row.id, row.attempt, state, reason=TOO_LATE, again=row.again))
            continue
        where = Address(row.platform, address, row.thread)
        claimed.append(_delivery(row, where, content_of(row.content), loaded[row.campaign]))
    if lost:
        await apply(link, lost, now)
    return claimed


async def _campaigns(link: Link, slugs: Collection[str]) -> dict[str, Campaign]:
    rows = await link.connection.execute(_DOCUMENTS, {"slugs": sorted(slugs)})
    return {slug: read(document) for slug, document in rows}


def address_of(link: Link, row: Cells) -> str | None:
    """The platform's id of the row's chat; None where it is private and its address is not kept, or not readable."""
    if row.kind != ChatKind.PRIVATE.value:
        return str(row.address)
    return opened(link, row.chat_id, row.sealed) if row.sealed is not None else None


@lru_cache(maxsize=64)
def content_of(packed: str) -> Reply:
    """Parse an announcement's content. The same text gives the same object, so that the render cache finds it."""
    content: Reply = unpack(json.loads(packed))
    return content


def _delivery(row: Cells, address: Address, content: Reply, campaign: Campaign) -> Delivery:
    return Delivery(
        id=row.id,
        announcement_id=row.announcement_id,
        kind=AnnouncementKind(row.announcement_kind),
        campaign=row.campaign,
        chat_id=row.chat_id,
        chat_kind=ChatKind(row.kind),
        address=address,
        language=campaign.tongue(row.language or row.app_language),
        zone=row.zone or campaign.zone,
        action=Action(row.action),
        content=content,
        message=row.message,
        attempt=row.attempt,
        tries=row.tries,
        again=row.again,
        first_try=row.first_try,
        options=read_options(row.options),
        deadline=row.deadline or row.due + LIFETIME,
    )
