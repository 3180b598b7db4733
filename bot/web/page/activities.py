"""A campaign's events and calls, for the page, its feed and the open data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.counts.figures_json import exact
from bot.core.counts.picture_address import Mark
from bot.core.events.kind import EventKinds, EventStatus
from bot.core.events.replies import PART, details, heading, title_of
from bot.core.events.status import read_status
from bot.core.model.call import ButtonKind, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.event import EventState
from bot.core.model.privacy import MIN_SHOWN, shown_count
from bot.core.model.reply import Moment, Names, Reply, Span, Text, Value, in_zone
from bot.core.ports.database import Transaction
from bot.core.ports.language import Tongue
from bot.web.page.links import Links
from bot.web.page.timestamps import stamp

EVENTS, CALLS, CALLS_READ = 10, 5, 30


@dataclass(frozen=True, slots=True)
class Activities:
    """The events that everyone may know of, by their start, and the newest calls to everybody, newest first."""

    events: tuple[EventStatus, ...] = ()
    calls: tuple[Call, ...] = ()


async def read_activities(
    tx: Transaction, campaign: Campaign, kinds: EventKinds, now: datetime
) -> Activities:  # fmt: skip
    """A campaign's last events and calls, as of `now`."""
    told = [one for one in await tx.events.of(campaign.slug) if one.state is not EventState.PROPOSED]
    known = [one for one in told if one.kind in kinds]
    statuses = [await read_status(tx, campaign, one, kinds[one.kind], now) for one in known[-EVENTS:]]
    return Activities(tuple(statuses), tuple(filter(_public, await tx.calls.latest(campaign.slug, CALLS_READ)))[:CALLS])


def _public(call: Call) -> bool:
    # A call to one platform's chats alone was not written for everybody.
    return call.state is CallState.LAUNCHED and not call.fixes and not call.script.platform and call.due is not None


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
        "calls": [_call(call, campaign, speak) for call in activities.calls],
        "events_title": speak(Text("page-events")),
        "past_title": speak(Text("page-past")),
        "calls_title": speak(Text("page-calls")),
        "how_title": speak(Text("page-event-how")),
    }


def marks(activities: Activities) -> list[Mark]:
    """The events and calls that a chart marks on its time axis, oldest first."""
    found = [Mark(one.event.starts_at, _title(one)) for one in activities.events]
    found += [Mark(one.due, Text("page-mark-call")) for one in activities.calls if one.due is not None]
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
        "people": speak(Text("event-people", {"people": _people(status)})),
        "goal": _goal(status, speak),
        "about": [speak(line) for line in in_zone(Reply(lines=status.kind.about(status)), event.zone).lines],
        "how": [] if over else [speak(Text(status.kind.page_how or status.kind.how)), speak(Text(status.kind.safety))],
        "simulated": speak(Text("event-simulated")) if event.simulated else "",
        "do": act(status, bots, speak),
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
    signs, over, bot = status.option("link"), status.over, bots.get("telegram", "")
    text = "button-sign" if signs else "page-act-did" if over else "page-act-part"
    href = signs or (f"{bot}?start={PART}{status.event.id}" if bot else "")
    return {"text": speak(Text(text)), "href": href} if href else None


def _on_discord(status: EventStatus, bots: Mapping[str, str], speak: Tongue) -> str:
    """What to write on Discord, where the bot is there alone and so no link takes part; else ""."""
    if "discord" not in bots or act(status, bots, speak):
        return ""
    command = "/checkin" if status.over else "/pledge"
    return speak(Text("page-on-discord", {"command": command}))


def _when(status: EventStatus, speak: Tongue) -> str:
    event = status.event
    start, end = (
        Text("page-at", {"date": Moment(at, event.zone, "day"), "time": Moment(at, event.zone, "time")})
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
    event = status.event
    said = in_zone(details(status), event.zone)
    return {
        "id": event.id,
        "title": speak(_title(status)),
        "lines": [speak(line) for line in said.lines],
        "picture": links.file(speak.code, event.campaign, "events", f"{event.id}.png") if event.result else "",
    }


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
        for one in (_call(call, campaign, speak) for call in activities.calls)
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
                "text": "\n".join(speak(line) for line in told.lines),
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
