"""Reads the status of an event: participants and public counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.events.kind import HOUR, Counts, EventStatus, Kind
from bot.core.model.campaign import Campaign, Page
from bot.core.model.event import Event
from bot.core.model.snapshots import Snapshot
from bot.core.ports.database import Transaction

MOST_POINTS = 31 * 24


async def read_status(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> EventStatus:
    """Read the status of an event at `now`, in one transaction."""
    kind = kind.fit(campaign)
    turnout = await tx.pledges.turnout(event.id)
    return EventStatus(campaign, event, kind, turnout, await _counts(tx, campaign, event, kind, now), now)


async def _counts(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> Counts:
    if kind.counts == "page":
        wanted = event.plan.options.get("page")
        pages: Sequence[Page] = [page for page in await tx.events.pages(event.campaign) if page.key == wanted]
        moments = [min(now, event.ends_at)]
    elif kind.counts == "pages" and now > event.starts_at:
        pages = campaign.headline_pages
        if len(pages) > 1 and not campaign.measure.kind.adds_up:
            return Counts()
        moments = _hours(event, now)
    else:
        return Counts()
    found = await tx.snapshots.at([page.id for page in pages], moments)
    failing = await tx.snapshots.failing([page.id for page in pages])
    points = [
        (moment if len(moments) > 1 else max(one.taken_at for one in here.values()), here)
        for moment, here in zip(moments, found, strict=True)
        if pages and len(here) == len(pages)
    ]
    step = max((one.step for _, here in points for one in here.values()), default=1)
    return Counts(tuple((at, _sum(here)) for at, here in points), step, bool(failing) or len(points) < len(moments))


def _hours(event: Event, now: datetime) -> list[datetime]:
    """The times to read counts at: full hours up to now (wider apart in events above a month), and the end."""
    end = min(now, event.ends_at)
    every = HOUR * (1 + (end - event.starts_at) // HOUR // MOST_POINTS)
    count = (end - event.starts_at) // every
    moments = [event.starts_at + number * every for number in range(count + 1)]
    return moments if moments[-1] == end else [*moments, end]


def _sum(here: Mapping[int, Snapshot]) -> int:
    return sum(one.count for one in here.values())
