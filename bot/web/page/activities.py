"""A campaign's events and calls, for the page, its feed and the open data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.counts.figures_json import exact
from bot.core.counts.picture_address import Mark
from bot.core.events.kind import EventKinds, EventStatus
from bot.core.events.replies import PART, heading, title_of
from bot.core.events.status import read_status
from bot.core.model.call import ButtonKind, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, EventState
from bot.core.model.privacy import MIN_SHOWN, shown_count
from bot.core.model.reply import Moment, Names, Reply, Span, Text, Value, in_zone
from bot.core.ports.database import Transaction
from bot.core.ports.language import Tongue
from bot.web.page.feed_sentences import closed
from bot.web.page.links import Links
from bot.web.page.timestamps import stamp

EVENTS, CALLS, CALLS_READ = 10, 5, 100
DID = "result-checked-in"
"""The line of a result that says how many did it."""


@dataclass(frozen=True, slots=True)
class Activities:
    """The events that everyone may know of, by their start, and the last calls that went out, newest first."""

    events: tuple[EventStatus, ...] = ()
    launched: tuple[Call, ...] = ()

    def calls(self, language: str, campaign: Campaign) -> list[Call]:
        """The newest calls to everybody who reads `language`."""
        return [call for call in self.launched if call.script.public_in(language, campaign)][:CALLS]


async def read_activities(
    tx: Transaction, campaign: Campaign, kinds: EventKinds, now: datetime
) -> Activities:  # fmt: skip
    """A campaign's events, at most EVENTS, and last calls, as of `now`."""
    known = [one for one in await tx.events.of(campaign.slug) if _told(one, kinds)]
    statuses = [await read_status(tx, campaign, one, kinds[one.kind], now) for one in _chosen(known, now)]
    return Activities(tuple(statuses), tuple(filter(_launched, await tx.calls.latest(campaign.slug, CALLS_READ))))


async def read_event(
    tx: Transaction, campaign: Campaign, kinds: EventKinds, number: int, now: datetime
) -> EventStatus | None:  # fmt: skip
    """One of a campaign's events that everyone may know of, also one that the page has no room for."""
    event = await tx.events.get(number)
    if event is None or event.campaign != campaign.slug or not _told(event, kinds):
        return None
    return await read_status(tx, campaign, event, kinds[event.kind], now)


def _told(event: Event, kinds: EventKinds) -> bool:
    return event.announced and event.kind in kinds


def _chosen(events: Sequence[Event], now: datetime) -> list[Event]:
    """The EVENTS of these that matter most, by their start.

    First those that run or come, the soonest; then those that wait for reports, then closed ones, the newest.
    """
    coming = {one.id: one for one in events if one.open and now < one.ends_at}
    past = [one for one in events if one.id not in coming]
    past.sort(key=lambda one: (one.open, one.starts_at), reverse=True)
    return sorted([*coming.values(), *past][:EVENTS], key=lambda one: (one.starts_at, one.id))


def _launched(call: Call) -> bool:
    return call.state is CallState.LAUNCHED and not call.fixes and call.due is not None


def shown(
    activities: Activities, campaign: Campaign, bots: Mapping[str, str], speak: Tongue, links: Links
) -> dict[str, Any]:
    """The events and calls as words that a template only has to place; `bots` are the bot's addresses."""
    # What is still to come stands before what is over and waits for reports.
    events = sorted((status for status in activities.events if status.event.open), key=lambda one: one.over)
    past = [status for status in reversed(activities.events) if not status.event.open]
    return {
        "events": [_event(status, bots, speak, links) for status in events],
        "past": [_past(status, speak, links) for status in past],
        "calls": [_call(call, campaign, speak) for call in activities.calls(speak.code, campaign)],
        "events_title": speak(Text("page-events")),
        "past_title": speak(Text("page-past")),
        "calls_title": speak(Text("page-calls")),
        "how_title": speak(Text("page-event-how")),
    }


def marks(activities: Activities, campaign: Campaign, language: str) -> list[Mark]:
    """The events that took or take place and the calls, as a chart marks them on its time axis, oldest first."""
    held = [one for one in activities.events if one.event.state is not EventState.CANCELLED]
    found = [Mark(one.event.starts_at, _title(one)) for one in held]
    calls = activities.calls(language, campaign)
    found += [Mark(one.due, Text("page-mark-call")) for one in calls if one.due is not None]
    return sorted(found, key=lambda mark: mark.at)


def _title(status: EventStatus) -> Text:
    return Text("cell", {"value": title_of(status.event, status.kind)})


def _event(status: EventStatus, bots: Mapping[str, str], speak: Tongue, links: Links) -> dict[str, Any]:
    event, campaign, over = status.event, status.campaign, status.over
    return {
        "id": event.id,
        "title": speak(_title(status)),
        "at": stamp(event.starts_at),
        "tile": speak(Text("cell", {"value": Moment(event.starts_at, event.zone, "day")})).split(maxsplit=1),
        "when": _when(status, speak),
        "left": speak(_left(status)),
        "people": speak(Text("result-pledged" if over else "event-people", {"people": _people(status)})),
        "goal": _goal(status, speak),
        "about": [speak(line) for line in in_zone(Reply(lines=status.kind.about(status)), event.zone).lines],
        "how": [] if over else [speak(Text(status.kind.page_how or status.kind.how)), speak(Text(status.kind.safety))],
        "simulated": speak(Text("event-simulated")) if event.simulated else "",
        "do": act(status, bots, speak),
        "also": _beside_signing(status, bots, speak),
        "told": _on_discord(status, bots, speak),
        "calendar": None if over else {
            "text": speak(Text("button-calendar")),
            "href": links.file(speak.code, campaign.slug, "events", f"{event.id}.ics"),
        },
    }  # fmt: skip


def act(status: EventStatus, bots: Mapping[str, str], speak: Tongue) -> dict[str, str] | None:
    """The button of an open event: sign, take part, or once it is over say what was done.

    On Telegram one tap opens the bot, which then does it. On Discord a link can only bring the bot to another server,
    so there is none; what to write there stands in its place.
    """
    signs = "" if status.over else status.option("link")
    if signs:
        return {"text": speak(Text("button-sign")), "href": signs}
    return _in_bot(status, bots, "page-act-did" if status.over else "page-act-part", speak)


def _in_bot(status: EventStatus, bots: Mapping[str, str], text: str, speak: Tongue) -> dict[str, str] | None:
    bot = bots.get("telegram", "")
    return {"text": speak(Text(text)), "href": f"{bot}?start={PART}{status.event.id}"} if bot else None


def _beside_signing(status: EventStatus, bots: Mapping[str, str], speak: Tongue) -> dict[str, str] | None:
    """Where people sign elsewhere, the way to tell the bot, which else would count nobody."""
    if status.over or not status.option("link"):
        return None
    return _in_bot(status, bots, "page-act-tell", speak)


def _on_discord(status: EventStatus, bots: Mapping[str, str], speak: Tongue) -> str:
    """What to write on Discord, where the bot is there alone and so no link takes part; else ""."""
    if "discord" not in bots or bots.get("telegram"):
        return ""
    command = "/checkin" if status.over else "/pledge"
    return speak(Text("page-on-discord", {"command": command}))


def _when(status: EventStatus, speak: Tongue) -> str:
    event = status.event
    years = {at.astimezone(ZoneInfo(event.zone)).year for at in (status.now, event.starts_at, event.ends_at)}
    day = "day" if len(years) == 1 else "date"
    start, end = (
        Text("page-at", {"date": Moment(at, event.zone, day), "time": Moment(at, event.zone, "time")})
        for at in (event.starts_at, event.ends_at)
    )
    return speak(
        Text("page-event-when", {"start": start, "end": end, "zone": Moment(event.starts_at, event.zone, "zone")})
    )


def _left(status: EventStatus) -> Text:
    event = status.event
    if status.now < event.starts_at:
        return Text("event-starts-in", {"left": Span(event.starts_at - status.now, fine=True)})
    if not status.over:
        return Text("event-ends-in", {"left": Span(event.ends_at - status.now, fine=True)})
    return Text("page-event-tell", {"at": Moment(status.closes_at, event.zone)})


def _people(status: EventStatus) -> Value:
    everybody = status.turnout.all
    return shown_count(everybody.people, everybody.persons)


def _goal(status: EventStatus, speak: Tongue) -> dict[str, Any] | None:
    """The bar, where its share may be told."""
    goal = status.kind.goal(status)
    if goal is None or not goal.may_be_shown:
        return None
    share = min(goal.reached * 100 // goal.wanted, 100)
    return {"share": share, "text": speak(Text("page-goal", {"share": share, "goal": goal.shown}))}


def _past(status: EventStatus, speak: Tongue, links: Links) -> dict[str, Any]:
    """One that is over, folded under one sentence: that people did it, where they were counted, else its first."""
    event = status.event
    lines = in_zone(event.result, event.zone).lines if event.result else _called_off(status)
    first = next((line for line in lines if line.id == DID), lines[0])
    return {
        "id": event.id,
        "title": speak(_title(status)),
        "day": speak(Text("cell", {"value": Moment(event.starts_at, event.zone, "date")})),
        "sentence": speak(first),
        "lines": [speak(line) for line in lines if line is not first],
        "picture": links.file(speak.code, event.campaign, "events", f"{event.id}.png"),
    }


def _called_off(status: EventStatus) -> tuple[Text, ...]:
    """An event without a result, for everybody: a chat's card also speaks of what is kept about its reader."""
    people = _people(status)
    # "Fewer than 5" would tell nothing here.
    counted = (Text("result-pledged", {"people": people}),) if isinstance(people, int) else ()
    return (Text("page-called-off"), *counted)


def _call(call: Call, campaign: Campaign, speak: Tongue) -> dict[str, Any]:
    opened = [
        {"text": speak(Text("call-button", {"label": Names(one.label, campaign.fallback)})), "href": one.url}
        for one in call.script.buttons
        if one.kind is ButtonKind.LINK
    ]
    return {
        "key": f"call:{call.id}",
        "at": stamp(call.due) if call.due else "",
        "when": speak(Text("cell", {"value": Moment(call.due, campaign.zone)})) if call.due else "",
        "lines": call_text(call, campaign, speak).split("\n"),
        "links": opened,
    }


def call_text(call: Call, campaign: Campaign, speak: Tongue) -> str:
    """A call's words in the reader's language, else in the campaign's."""
    return speak(Text("call-text", {"text": Names(call.script.texts, campaign.fallback)}))


def entries(activities: Activities, campaign: Campaign, speak: Tongue) -> list[dict[str, str]]:
    """The calls and the results of events as entries of a feed."""
    found = [
        {"key": one["key"], "at": one["at"], "title": one["lines"][0], "text": "\n".join(one["lines"])}
        for one in (_call(call, campaign, speak) for call in activities.calls(speak.code, campaign))
    ]
    for status in activities.events:
        said = status.event.result
        if said is None:
            continue
        told = in_zone(said, status.event.zone)
        found.append(
            {
                "key": f"event:{status.event.id}",
                "at": stamp(min(status.closes_at, status.now)),
                "title": speak(told.title or heading(status.event, status.kind)),
                "text": "\n".join(closed(speak(line)) for line in told.lines),
            }
        )
    return sorted(found, key=lambda entry: entry["at"], reverse=True)


def as_json(activities: Activities, campaign: Campaign, tongues: tuple[Tongue, ...]) -> dict[str, Any]:
    """The events as open data. A number of people under 5 is null, as it is nowhere said."""
    return {"campaign": campaign.slug, "events": [_event_json(status, tongues) for status in activities.events]}


def _event_json(status: EventStatus, tongues: tuple[Tongue, ...]) -> dict[str, Any]:
    event, everybody, goal = status.event, status.turnout.all, status.kind.goal(status)
    return {
        "id": event.id,
        "kind": event.kind,
        "state": event.state.value,
        "title": {one.code: one(Text("cell", {"value": title_of(event, status.kind)})) for one in tongues},
        "starts_at": stamp(event.starts_at),
        "ends_at": stamp(event.ends_at),
        "zone": event.zone,
        "people": everybody.people if everybody.persons >= MIN_SHOWN else None,
        "checked_in": everybody.checked_in if everybody.checked_in >= MIN_SHOWN else None,
        "goal": exact(goal.measure, goal.wanted) if goal else None,
        "reached": exact(goal.measure, goal.reached) if goal and goal.may_be_shown else None,
        "simulated": event.simulated,
        "result": _result_json(status, tongues),
    }


def _result_json(status: EventStatus, tongues: tuple[Tongue, ...]) -> dict[str, list[str]] | None:
    """What the result says in each language, as chats and the page have it; None until the event is closed."""
    if status.event.result is None:
        return None
    lines = in_zone(status.event.result, status.event.zone).lines
    return {one.code: [one(line) for line in lines] for one in tongues}
