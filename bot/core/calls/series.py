"""Series: an approved call that repeats makes a call for each time; organizers hear of each a day before."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.calls.repeat import SHIFT, check_ahead, next_time, rule
from bot.core.calls.replies import list_line, reached_line
from bot.core.delivery.approvals import call_matter
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.call import Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Moment, Names, Reply, Text, Value
from bot.core.ports.database import Transaction

NOTICE = timedelta(days=1)
"""How long before its time a call of a series is made, and organizers are told of it."""

_UNSENT = frozenset({CallState.DRAFT, CallState.PROPOSED, CallState.SCHEDULED})

SHOWN = 5
"""How many calls of a series its report lists."""


async def start(tx: Transaction, campaign: Campaign, call: Call, now: datetime) -> Call:
    """Let an approved series begin, or go on with new words at the first time for which it has no call yet.

    Raises a Refusal where none of its times is left.
    """
    assert call.script.repeat is not None  # noqa: S101 - for the type checker
    first: datetime | None = check_ahead(call.script.repeat, now, campaign)
    made = {one.occurs for one in await tx.calls.occurrences(call.id)}
    while first is not None and first in made:
        first = next_time(call.script.repeat, first, campaign)
    if first is None:
        raise Refusal(Text("series-over"))
    begun = replace(
        call, state=CallState.REPEATING, paused=False, due=max(now, first - NOTICE), series=0, occurs=first
    )  # fmt: skip
    await tx.calls.update(begun)
    return begun


async def make_due(tx: Transaction, now: datetime) -> int:
    """Make the calls of all series whose time is a day away or past, and tell the organizers; return how many.

    A time that an outage of the bot or a halt held up is made as well. What of it is still to be sent is sent until the
    next time of the series, so after a long outage only the last one goes out, and the report of each says what became
    of it. Organizers are told beforehand only of what does go out.
    """
    taken = await tx.calls.take_series(now)
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()} if taken else {}
    made = 0
    for series in taken:
        made += await _make(tx, campaigns[series.campaign], series, now)
    return made


async def _make(tx: Transaction, campaign: Campaign, series: Call, now: datetime) -> int:
    repeat = series.script.repeat
    assert repeat is not None and series.occurs is not None  # noqa: S101, PT018 - for the type checker
    made = 0
    # The rules of the zone may have changed since this time was stored.
    at = next_time(repeat, series.occurs - SHIFT, campaign)
    while at is not None and at - NOTICE <= now:
        following = next_time(repeat, at, campaign)
        until = None if series.script.within else following
        script = replace(series.script, repeat=None, when=at, until=until)
        occurrence = Call(
            0, series.campaign, series.author, script, CallState.SCHEDULED, due=at, series=series.id, occurs=at
        )  # fmt: skip
        stored = await tx.calls.add_occurrence(occurrence)
        if stored is not None:
            made += 1
            if now < script.deadline(at):
                told = _notice(campaign, stored, now)
                await notify_organizers(tx, campaign.slug, f"series:{stored.id}", told, now)
        at = following
    if at is None:
        await tx.calls.update(replace(series, state=CallState.ENDED, due=None, occurs=None))
    else:
        await tx.calls.update(replace(series, due=at - NOTICE, occurs=at))
    return made


def _notice(campaign: Campaign, call: Call, now: datetime) -> Reply:
    assert call.due is not None  # noqa: S101 - for the type checker
    late = call.due <= now
    values: dict[str, Value] = {
        "id": str(call.id),
        "series": str(call.series),
        "at": Moment(call.due, campaign.zone, fixed=True),
    }
    words = Text("call-text", {"text": Names(call.script.texts, campaign.fallback)})
    skip = Button(Text("button-skip"), command=f"calls skip {call.id}")
    stop = stop_button(call.series)
    buttons = ((stop,),) if late else ((skip, stop),)
    return Reply(lines=(Text("series-late" if late else "series-soon", values), words), buttons=buttons)


def stop_button(series: int) -> Button:
    """The button that stops a series."""
    return Button(Text("button-stop", {"id": str(series)}), command=f"calls stop {series}")


async def skip(tx: Transaction, call: Call) -> Call | None:
    """Let a call of a series not go out; return the series if it goes on. Raises a Refusal where it is no such call."""
    if not call.series:
        raise Refusal(Text("series-not-of", {"id": str(call.id)}))
    if call.state not in _UNSENT:
        raise Refusal(Text("series-too-late", {"id": str(call.id)}))
    await _drop(tx, call)
    series = await tx.calls.get(call.series)
    return series if series is not None and series.state is CallState.REPEATING else None


async def listed(tx: Transaction, slug: str, limit: int = 20) -> list[Call]:
    """The running series of a campaign, then its newest other calls."""
    running = await tx.calls.series(slug)
    others = await tx.calls.latest(slug, limit, fixes=None)
    return [*running, *(one for one in others if one.state is not CallState.REPEATING)]


async def stop(tx: Transaction, series: Call) -> Call:
    """Stop a series: no call is made any more, and those that have not gone out do not. Raises a Refusal for others."""
    check_running(series)
    stopped = replace(series, state=CallState.CANCELLED, due=None, occurs=None)
    await tx.calls.update(stopped)
    await drop_unsent(tx, series)
    return stopped


async def drop_unsent(tx: Transaction, series: Call) -> None:
    """Let none of a series' calls go out any more, nor those that are being changed or wait for approval."""
    for call in await tx.calls.occurrences(series.id):
        if call.state in _UNSENT:
            await _drop(tx, call)


async def _drop(tx: Transaction, call: Call) -> None:
    await tx.approvals.clear(call_matter(call))
    await tx.calls.update(replace(call, state=CallState.CANCELLED, paused=False))


def check_running(series: Call) -> None:
    """Raise a Refusal where this is no running series."""
    if series.state is not CallState.REPEATING:
        raise Refusal(Text("series-not", {"id": str(series.id)}))


async def store_change(tx: Transaction, found: Call, changed: Call) -> list[Text]:
    """Store a call with new words, and say so where that takes it off.

    Of a running series, what waits to go out with the old ones is deleted.
    """
    if found.state is CallState.REPEATING:
        for call in await tx.calls.occurrences(found.id):
            if call.state is CallState.SCHEDULED:
                await tx.calls.delete(call.id)
    await tx.calls.update(changed)
    if changed.state is found.state:
        return []
    return [Text("fix-taken-off" if found.fixes else "call-taken-off", {"id": found.number})]


def series_reply(series: Call, campaign: Campaign, calls: list[Call], chats: int) -> Reply:
    """A series with its times, its latest calls, and buttons to stop it and to see their reports."""
    lines = [Text("call-status", {"status": Text(f"call-is-{series.status}"), "title": campaign.title})]
    lines += [rule(series.script.repeat)] if series.script.repeat else []
    waiting = [call.due for call in calls if call.state is CallState.SCHEDULED and call.due is not None]
    following = min(waiting, default=series.occurs if series.state is CallState.REPEATING else None)
    if following is not None:
        lines.append(Text("series-next", {"at": Moment(following, campaign.zone)}))
    lines.append(reached_line(series, campaign, chats))
    lines += [list_line(call, campaign) for call in calls[:SHOWN]]
    rows = [(Button(Text("button-report", {"id": str(call.id)}), command=f"report {call.id}"),) for call in calls[:3]]
    if series.state is CallState.REPEATING:
        rows.append((stop_button(series.id),))
    return Reply(Text("series-title", {"id": str(series.id)}), tuple(lines), buttons=tuple(rows), personal=True)
