"""A campaign's events and calls, for the page, its feed and the open data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.events.kind import EventKinds, EventStatus
from bot.core.events.replies import details, heading, title_of
from bot.core.events.status import read_status
from bot.core.model.call import ButtonKind, Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.event import EventState
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Moment, Names, Text, in_zone
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


def shown(activities: Activities, campaign: Campaign, speak: Tongue, links: Links) -> dict[str, Any]:
    """The events and calls as words that a template only has to place."""
    return {
        "events": [_event(status, speak, links) for status in activities.events],
        "calls": [_call(call, campaign, speak) for call in activities.calls],
        "events_title": speak(Text("page-events")),
        "calls_title": speak(Text("page-calls")),
    }


def _event(status: EventStatus, speak: Tongue, links: Links) -> dict[str, Any]:
    event = status.event
    said = in_zone(details(status), event.zone)
    opened = []
    if status.option("link"):
        opened.append({"text": speak(Text("button-sign")), "href": status.option("link")})
    if event.open:
        where = links.file(speak.code, event.campaign, "events", f"{event.id}.ics")
        opened.append({"text": speak(Text("button-calendar")), "href": where})
    title = said.title or heading(event, status.kind)
    return {"title": speak(title), "lines": [speak(line) for line in said.lines], "links": opened}


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
        "goal": goal.wanted if goal else None,
        "reached": goal.reached if goal and goal.may_be_shown else None,
        "simulated": event.simulated,
    }
