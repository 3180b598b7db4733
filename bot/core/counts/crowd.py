"""Crowd readings: keep what anybody types of an unreadable page apart, until a quorum agrees."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.counts.guard import Guard, Verdict
from bot.core.counts.intake import take_reading
from bot.core.model.campaign import Campaign, Page
from bot.core.model.chats import Address
from bot.core.model.measures.crowd import Crowd, agreed
from bot.core.model.snapshots import Origin
from bot.core.model.source import Count
from bot.core.ports.database import Transaction


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports, and from which chat. Neither is stored as it is."""

    person: str
    address: Address


async def unreadable(tx: Transaction, page: Page) -> bool:
    """Whether nothing reads a page: its source was never asked, or gives no number now."""
    return page.id not in await tx.snapshots.last_read([page.id]) or page.id in await tx.snapshots.failing([page.id])


async def take_report(
    tx: Transaction, campaign: Campaign, page: Page, reporter: Reporter, count: Count, guard: Guard, now: datetime
) -> Verdict | None:
    """Keep a person's count apart; where a quorum agrees with it, take theirs and delete all reports of the page.

    `count` is in the whole form of the page's measure. None while there is no quorum. A count beyond the guard is held
    like a source's, until a second quorum confirms it.
    """
    rule = campaign.crowd or Crowd()
    await tx.crowd.add(page.id, reporter.person, reporter.address, count, now, now + rule.window)
    found = agreed(await tx.crowd.reports(page.id, now), rule)
    if found is None:
        return None
    await tx.crowd.clear(page.id)
    agreed_on = Count(*found, decimals=page.measure.decimals)
    return await take_reading(tx, campaign, page, agreed_on, guard, now, Origin.CROWD)
