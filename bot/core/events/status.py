"""Reads the status of an event: participants and public counts, and what of it waits for approval."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.delivery.approvals import cancel_matter, event_matter, release_matter
from bot.core.events.kind import DAY, HOUR, Counts, EventStatus, Kind
from bot.core.events.replies import state_of
from bot.core.model.campaign import Campaign, Page
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Text
from bot.core.model.snapshots import Snapshot, bounds
from bot.core.ports.database import Transaction

MOST_POINTS = 31 * 24
Counted = Mapping[int, Snapshot]
"""The last reading of each page at a moment."""


async def read_status(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> EventStatus:
    """Read the status of an event at `now`, in one transaction."""
    kind = kind.fit(campaign)
    turnout = await tx.pledges.turnout(event.id)
    asked = event.state is not EventState.PROPOSED or await is_asked(tx, event)
    return EventStatus(campaign, event, kind, turnout, await _counts(tx, campaign, event, kind, now), now, asked)


async def is_asked(tx: Transaction, event: Event) -> bool:
    """Whether the others are asked to approve a plan of this event."""
    return event.draft is not None and bool(await tx.approvals.authors(event_matter(event)))


async def event_state(tx: Transaction, event: Event, now: datetime) -> Text:
    """How far an event is, with what of it waits for approval."""
    if event.state is EventState.PROPOSED:
        return state_of(event, now, asked=await is_asked(tx, event))
    if await is_asked(tx, event):
        return Text("event-state-change")
    if event.open and await tx.approvals.authors(cancel_matter(event)):
        return Text("event-state-cancel")
    if event.open and event.alarm and await tx.approvals.authors(release_matter(event)):
        return Text("event-state-alarm")
    return state_of(event, now)


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
    newest = [found[-1].get(page.id) for page in pages]
    reads = tuple(None if one is None else one.taken_at for one in newest)
    missing = bool(failing) or len(points) < len(moments)
    known = points if kind.counts == "page" else _bounded(event, points)
    return Counts(tuple((at, _sum(here)) for at, here in known), step, missing, reads)


def _bounded(event: Event, points: Sequence[tuple[datetime, Counted]]) -> Sequence[tuple[datetime, Counted]]:
    """The points whose readings bound what changed in the event; none before two tell a change that lies in it.

    A reading before the start counts from it where it is no further back than the event is long, and a day at most:
    what changed since an older one may have changed before the event.
    """
    length = min(event.ends_at - event.starts_at, DAY)
    read = [min(one.taken_at for one in here.values()) for _, here in points]
    found = [point for point, at in zip(points, read, strict=True) if bounds(at, read[-1], event.starts_at, length)]
    return found if found and found[0][1] != found[-1][1] else ()


def _hours(event: Event, now: datetime) -> list[datetime]:
    """The times to read counts at: full hours up to now (wider apart in events above a month), and the end."""
    end = min(now, event.ends_at)
    every = HOUR * (1 + (end - event.starts_at) // HOUR // MOST_POINTS)
    count = (end - event.starts_at) // every
    moments = [event.starts_at + number * every for number in range(count + 1)]
    return moments if moments[-1] == end else [*moments, end]


def _sum(here: Counted) -> int:
    return sum(one.count for one in here.values())
