"""Reads the status of an event: participants, public counts, and the effect on pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.events.effect import Finding, Unclear, Why, estimate_effect
from bot.core.events.kind import HOUR, Counts, EventStatus, Kind
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.event import Event
from bot.core.model.measures.interval import MOST_DAYS
from bot.core.model.snapshots import Snapshot
from bot.core.ports.database import Transaction

MOST_POINTS = 31 * 24
FRESH = timedelta(hours=3)


async def read_status(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> EventStatus:
    """Read the status of an event at `now`, in one transaction."""
    turnout = await tx.pledges.turnout(event.id)
    return EventStatus(campaign, event, kind, turnout, await _counts(tx, campaign, event, kind, now), now)


async def _counts(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> Counts:
    if kind.counts == "page":
        wanted = event.plan.options.get("page")
        pages: Sequence[Page] = [page for page in await tx.events.pages(event.campaign) if page.key == wanted]
        moments = [min(now, event.ends_at)]
    elif kind.counts == "pages" and now > event.starts_at:
        pages = campaign.headline_pages
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


async def find_effects(tx: Transaction, campaign: Campaign, event: Event) -> list[tuple[Target, Finding]]:
    """For each target, the effect over the event, compared with the time before the campaign."""
    headline = set(campaign.headline_pages)
    compared = [
        replace(target, pages=tuple(page for page in target.pages if page in headline)) for target in campaign.targets
    ]
    return [(one, await _finding(tx, campaign, event, one)) for one in compared if one.pages]


async def _finding(tx: Transaction, campaign: Campaign, event: Event, target: Target) -> Finding:
    begin = min(campaign.starts_at, event.starts_at)
    moments = [begin - HOUR * back for back in range(MOST_DAYS * 24, -1, -1)]
    ids = [page.id for page in target.pages]
    *before, first, last = await tx.snapshots.at(ids, [*moments, event.starts_at, event.ends_at])
    if not ids or len(last) < len(ids):
        return Unclear(Why.HIDDEN)
    history = [(moment, here) for moment, here in zip(moments, before, strict=True) if len(here) == len(ids)]
    everything = [one for _, here in [*history, (begin, first), (begin, last)] for one in here.values()]
    if any(one.step > 1 for one in everything):
        return Unclear(Why.ROUNDED)
    if len(first) < len(ids) or not history:
        return Unclear(Why.SHORT)
    stale = (_age(first, event.starts_at), _age(last, event.ends_at))
    gaps = sum(_age(here, moment) >= HOUR for moment, here in history)
    missing = 1.0 if max(stale) > FRESH else gaps / len(history)
    return estimate_effect(
        [_sum(here) for _, here in history], _sum(last) - _sum(first), event.length / timedelta(days=1), missing
    )


def _age(here: Mapping[int, Snapshot], moment: datetime) -> timedelta:
    return max(moment - one.taken_at for one in here.values())
