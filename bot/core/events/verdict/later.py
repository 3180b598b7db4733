"""Looks at an event's pages again, one and four weeks later: whether what changed was kept or came back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.events.verdict.effect import Effect, Finding, Unclear, Why
from bot.core.events.verdict.find import EventVerdict, find_verdicts
from bot.core.model.announcements import Announcement, AnnouncementKind, Audience
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, Occasion, key
from bot.core.model.measures.measure import Measure
from bot.core.model.measures.texts import signed
from bot.core.model.reply import Button, Reply, Span, Text, Value
from bot.core.ports.database import Transaction

WEEK = timedelta(days=7)
WEEKS = (1, 4)
"""When an event's pages are looked at again, in weeks after its end."""


HALF = 0.5


class Return(StrEnum):
    """What became of a change after the event."""

    KEPT = "kept"
    PARTLY = "partly"
    BACK = "back"
    UNCLEAR = "unclear"


_TEXTS = {
    Return.KEPT: "later-kept",
    Return.PARTLY: "later-partly",
    Return.BACK: "later-back",
    Return.UNCLEAR: "later-unclear",
}


def judge_return(then: Effect, since: Finding) -> Return:
    """What became of the effect `then`, given the effect `since` its end.

    With the share of the effect that came back since lying between a and b: partly where it is surely neither nothing
    nor all, kept where it may be nothing and is surely less than half, came back where it may be all and is surely
    more than half.
    """
    if not isinstance(since, Effect):
        return Return.UNCLEAR
    middle = (then.low + then.high) / 2
    low, high = sorted(-bound / middle for bound in (since.low, since.high))
    if low > 0 and high < 1:
        return Return.PARTLY
    if low <= 0 and high < HALF:
        return Return.KEPT
    return Return.BACK if high >= 1 and low > HALF else Return.UNCLEAR


def next_look(event: Event, verdicts: Sequence[EventVerdict]) -> datetime | None:
    """When the pages of an event that just closed are looked at again; None where nothing changed beyond the usual."""
    return event.ends_at + WEEK * WEEKS[0] if any(one.beyond for one in verdicts) else None


async def look_again(tx: Transaction, campaign: Campaign, event: Event, title: Value, now: datetime) -> Event:
    """Look at a closed event's pages; return it with its longer result and the time of the next look.

    Of several looks that were missed only the last is made. It is posted where its words differ from those of the look
    before; the stored result, which `/event` shows, has them all.
    """
    week = max(week for week in WEEKS if event.ends_at + WEEK * week <= now)
    further = [event.ends_at + WEEK * later for later in WEEKS if later > week]
    event = replace(event, look_due_at=further[0] if further else None)
    moment = event.ends_at + WEEK * week
    then = await find_verdicts(tx, campaign, event, event.starts_at, event.ends_at)
    since = await find_verdicts(tx, campaign, event, event.ends_at, moment)
    found = [
        (before, after, judge_return(before.best, _since(after)))
        for before, after in zip(then, since, strict=True)
        if isinstance(before.best, Effect) and not before.best.usual
    ]
    words = tuple(became.value for _, _, became in found)
    lines = tuple(_lines(found))
    if not lines or event.result is None:
        return event
    values: dict[str, Value] = {"title": title, "id": str(event.id), "length": Span(WEEK * week)}
    if words != event.last_look:
        asks = (Button(Text("button-details"), command=f"event {event.id}"),)
        content = Reply(Text("later-title", values), lines, buttons=(asks,))
        said = Announcement(
            key(event, Occasion(f"later-{week}", moment)), event.campaign, AnnouncementKind.RESULT, now, content
        )
        await tx.ledger.broadcast(said, Audience(event.campaign))
    result = replace(
        event.result, lines=(*event.result.lines, Text("later-when", {"length": values["length"]}), *lines)
    )
    return replace(event, last_look=words, result=result)


def _since(after: EventVerdict) -> Finding:
    """What happened since the end; unclear where the similar pages moved too, since a purge is no return."""
    return after.compared if after.compared == Unclear(Why.CONTAMINATED) else after.best


def _lines(found: Sequence[tuple[EventVerdict, EventVerdict, Return]]) -> Iterator[Text]:
    for before, after, became in found:
        yield Text(_TEXTS[became], {"name": before.name})
        since = _since(after)
        if isinstance(since, Effect):
            said = "later-since-similar" if since is after.compared else "later-since"
            yield Text(said, _range(before.measure, since))


def _range(measure: Measure, found: Effect) -> dict[str, Value]:
    return {"low": signed(measure, found.low), "high": signed(measure, found.high)}
