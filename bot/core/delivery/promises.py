"""Promises of a time: what comes before it and would break them, in a sentence that stands beside the promise.

A campaign's end stops its series and updates; `purge_days` after it, or after its last event, its roles are deleted.
While a campaign is halted nothing of it is sent at all, also not to its organizers.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.call import CallState, Repeat, Script
from bot.core.model.campaign import Campaign
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Moment, Reply, Text
from bot.core.ports.database import Transaction

_WAITING = frozenset({CallState.SCHEDULED, CallState.PROPOSED})
LOOKED_AT = 100
"""How many of a campaign's newest calls are checked when its dates change."""


def call_breaks(script: Script, campaign: Campaign, at: datetime | None = None) -> tuple[Text, ...]:
    """What breaks the promise of a call that goes out at the script's time, else `at`, or of a series."""
    if script.repeat is not None:
        return _series_breaks(script.repeat, campaign)
    at, end = script.when or at, campaign.ends_at
    if at is None or end is None or at <= end:
        return ()
    kept = at < end + timedelta(days=campaign.purge_days)
    return (Text("call-past-end" if kept else "call-past-purge", {"end": Moment(end, campaign.zone)}),)


def _series_breaks(repeat: Repeat, campaign: Campaign) -> tuple[Text, ...]:
    last = to_utc(datetime.combine(repeat.last, repeat.clock), ZoneInfo(repeat.zone))
    if campaign.ends_at is None or last <= campaign.ends_at:
        return ()
    return (Text("series-past-end", {"end": Moment(campaign.ends_at, campaign.zone)}),)


def event_breaks(ends_at: datetime, campaign: Campaign) -> tuple[Text, ...]:
    """What breaks the promise of an event that is over at `ends_at`: the end of its campaign's updates.

    Its pledges and the organizers' roles are kept for it, whatever the campaign's end.
    """
    if campaign.ends_at is None or ends_at <= campaign.ends_at:
        return ()
    return (Text("event-past-end", {"end": Moment(campaign.ends_at, campaign.zone)}),)


def role_breaks(campaign: Campaign, purge: datetime | None, now: datetime) -> tuple[Text, ...]:
    """What breaks the promise of a role in a campaign that is over: its purge."""
    if purge is None or not campaign.ended(now):
        return ()
    return (Text("claimed-until-purge", {"title": campaign.title, "at": Moment(purge, campaign.zone)}),)


async def halt_breaks(tx: Transaction, campaign: Campaign) -> tuple[Text, ...]:
    """What breaks every promise that something is sent, now or later: the campaign is halted."""
    since = await tx.campaigns.halted(campaign.slug)
    if since is None:
        return ()
    return (Text("campaign-stopped", {"title": campaign.title, "at": Moment(since, campaign.zone)}),)


async def all_halts(tx: Transaction, campaigns: Iterable[Campaign]) -> list[Text]:
    """The same of several campaigns."""
    return [line for campaign in campaigns for line in await halt_breaks(tx, campaign)]


async def with_halt(tx: Transaction, campaign: Campaign, reply: Reply) -> Reply:
    """The answer that promises to send something, with what breaks that where the campaign is halted."""
    return replace(reply, lines=(*reply.lines, *await halt_breaks(tx, campaign)))


async def broken_by(tx: Transaction, campaign: Campaign) -> tuple[Text, ...]:
    """The promises given already that a campaign's new dates break, each with what breaks it."""
    waiting = [one for one in await tx.calls.latest(campaign.slug, LOOKED_AT) if one.state in _WAITING]
    events = [one for one in await tx.events.of(campaign.slug) if one.open]
    found = [("breaks-call", one.number, call_breaks(one.script, campaign, one.due)) for one in waiting]
    found += [
        ("breaks-series", one.number, call_breaks(one.script, campaign)) for one in await tx.calls.series(campaign.slug)
    ]
    found += [("breaks-event", str(one.id), event_breaks(one.ends_at, campaign)) for one in events]
    return tuple(Text(name, {"id": number, "why": why}) for name, number, reasons in found for why in reasons)
