"""Replies about events: the card (kept up to date in chats), details, reminders, the result."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.core.events.amounts import with_number
from bot.core.events.kind import EventStatus, Kind, Unit, purged_at
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, EventState, Occasion
from bot.core.model.privacy import MIN_MEDIAN, MIN_SHOWN, Heads, fold, shown_count
from bot.core.model.reply import Button, Moment, Reply, Span, Text, Value
from bot.core.model.reply_json import unpack

BAR = 10
SHOWN = 10

_STATES = {
    EventState.PROPOSED: "event-state-proposed",
    EventState.OPEN: "event-state-open",
    EventState.CANCELLED: "event-state-cancelled",
    EventState.CLOSED: "event-state-closed",
}

PART = "part-"
"""What a link to the bot begins with that takes part in an event; the event's number follows."""


def title_of(event: Event, kind: Kind) -> Value:
    """The organizers' own title, else the kind's name."""
    return event.plan.title if event.plan.title.by_language else Text(kind.title)


def heading(event: Event, kind: Kind) -> Text:
    """The event's title with its number, the first line of every reply about it."""
    return Text("event-title", {"title": title_of(event, kind), "id": str(event.id)})


def state_of(event: Event, now: datetime, *, asked: bool = True) -> Text:
    """How far an event is, as a part of a line: an open one is planned, runs, or waits for check-ins.

    A proposed one waits for approval if the others were `asked`; else it was refused, or a restore dropped the request.
    """
    if event.state is EventState.PROPOSED and not asked:
        return Text("event-state-again" if event.draft is None else "event-state-refused")
    if event.running(now):
        return Text("event-state-running")
    if event.open and now >= event.ends_at:
        return Text("event-state-reports")
    return Text(_STATES[event.state])


def alarm_text(event: Event) -> Text:
    """The event's alarm, which only organizers have seen."""
    text: Text = unpack(json.loads(event.alarm))
    return text


def to_confirm(event: Event, kind: Kind, lines: tuple[Text, ...], confirm: Button, *, waits: bool) -> Reply:
    """What a tap would tell every chat, its button, and the way back; `waits` says that others must approve it."""
    more = (Text("event-preview-waits"),) if waits else ()
    back = Button(Text("button-back"), command=f"event {event.id}")
    return Reply(heading(event, kind), (*lines, *more), buttons=((confirm, back),), personal=True)


def card(status: EventStatus) -> Reply:
    """The event's message in chats, which is edited when data changes; contains no relative times."""
    return Reply(heading(status.event, status.kind), tuple(_card_lines(status)), buttons=_buttons(status))


def details(status: EventStatus) -> Reply:
    """The full description of an event now; after its close, the stored result."""
    event = status.event
    if event.result is not None:
        return event.result
    lines = (*_card_lines(status), *_countdown(status))
    return Reply(heading(event, status.kind), lines, buttons=_buttons(status))


def sums(status: EventStatus) -> Reply:
    """The calculation behind the numbers; after the close, the stored one."""
    event = status.event
    return event.calculation or Reply(heading(event, status.kind), status.kind.sums(status) or (Text("event-no-sums"),))


def reminder(status: EventStatus, occasion: Occasion) -> Reply:
    """The reminder for one of the event's occasions."""
    event = status.event
    said = {"start": "event-starts", "half": "event-half", "end": "event-ended"}.get(occasion.name)
    values: dict[str, Value] = {
        "at": Moment(event.starts_at, event.zone),
        "until": Moment(status.closes_at, event.zone),
    }
    if said is None:
        first = Text("event-due", {"at": Moment(occasion.due or occasion.at, event.zone)})
        if occasion.at < event.starts_at:
            first = Text("event-soon", {**values, "left": Span(event.starts_at - occasion.at)})
    else:
        first = Text(said, values)
    lines = [first]
    if occasion.due is not None and first.id != "event-due":
        lines.append(Text("event-due", {"at": Moment(occasion.due, event.zone)}))
    lines += [_taking_part(status), *_goal(status)]
    lines += [Text(status.kind.how), Text(status.kind.safety)] if occasion.at < event.ends_at else []
    return Reply(heading(event, status.kind), tuple(lines), buttons=_buttons(status))


def result(status: EventStatus, verdict: Iterable[Text]) -> Reply:
    """The result of an event: participants, hours, the estimate, and the lines of the verdict on pages."""
    lines = (*_outcome(status), *status.kind.result(status), *_chapters(status), *verdict)
    asks = (Button(Text("button-sums"), command=f"event {status.event.id} sums"),)
    values: dict[str, Value] = {"title": title_of(status.event, status.kind), "id": str(status.event.id)}
    return Reply(Text("event-result-title", values), lines, buttons=(asks,))


def event_values(campaign: Campaign, event: Event, kinds: Mapping[str, Kind]) -> dict[str, Value]:
    """What a line of a list says of an event, but for its state."""
    title = title_of(event, kinds[event.kind].fit(campaign))
    return {"id": str(event.id), "title": title, "at": Moment(event.starts_at, event.zone)}


def listing(
    events: Sequence[tuple[Campaign, Event]], kinds: Mapping[str, Kind], now: datetime, command: str, words: str = ""
) -> Reply:  # fmt: skip
    """A choice of events as of `now`; each button runs `command` with the event's number and then `words`."""
    lines = tuple(
        Text("event-line", {**event_values(campaign, event, kinds), "state": state_of(event, now)})
        for campaign, event in events
    )
    buttons = tuple(
        (Button(heading(event, kinds[event.kind].fit(campaign)), command=f"{command} {with_number(event.id, words)}"),)
        for campaign, event in events[:SHOWN]
    )
    return Reply(Text("events-title"), lines, buttons=buttons)


def chapter_lines(status: EventStatus, counts: Mapping[str, Heads]) -> Iterator[Text]:
    """Chapters by size, the small ones together, see `fold`."""
    names = {chapter.slug: chapter.name for chapter in status.campaign.chapters}
    shown, others = fold(counts)
    for slug, count in shown:
        yield Text("chapter-line", {"name": names.get(slug) or Text("chapter-none"), "people": count})
    if others.persons:
        yield Text("chapter-others", {"people": shown_count(*others)})


def _card_lines(status: EventStatus) -> Iterator[Text]:
    event = status.event
    if event.state is not EventState.OPEN:
        yield Text("event-card-state", {"state": state_of(event, status.now, asked=status.asked)})
    when = {"start": Moment(event.starts_at, event.zone), "end": Moment(event.ends_at, event.zone)}
    yield Text("event-when", {**when, "length": Span(event.length, fine=True)})
    yield _taking_part(status)
    if status.turnout.all.checked_in >= MIN_SHOWN:
        yield Text("event-checked-in", {"people": status.turnout.all.checked_in})
    if event.state is not EventState.CANCELLED:
        yield from _goal(status)
    yield from status.kind.about(status)
    # Afterwards there is no button to take part with, and nothing left to be careful about.
    if event.state is EventState.OPEN and not status.over:
        yield Text(status.kind.how)
        yield Text(status.kind.safety)
    yield _purged(status)
    if event.simulated:
        yield Text("event-simulated")


def _taking_part(status: EventStatus) -> Text:
    everybody, event = status.turnout.all, status.event
    if event.open and not status.over and min(everybody.people, everybody.persons) < MIN_SHOWN:
        return Text("event-first")
    # Once it is over or called off, nobody takes part any more.
    past = status.over or event.state in {EventState.CANCELLED, EventState.CLOSED}
    return Text(
        "result-pledged" if past else "event-people", {"people": shown_count(everybody.people, everybody.persons)}
    )


def _goal(status: EventStatus) -> Iterator[Text]:
    goal = status.kind.goal(status)
    if goal is None or not goal.may_be_shown:
        if status.event.plan.goal and not status.event.plan.goal.endswith("%"):
            wanted = int(status.event.plan.goal)
            people = Text("counted-people", {"count": wanted})
            yield Text("event-goal-only", {"goal": people if goal is not None else wanted})
        return
    share = min(goal.reached * 100 // goal.wanted, 100)
    full = share * BAR // 100
    yield Text("event-goal", {"bar": "▰" * full + "▱" * (BAR - full), "share": share, "goal": goal.shown})


def _purged(status: EventStatus) -> Text:
    gone = purged_at(status.campaign, [status.event], status.kind.rules)
    if gone is None:
        return Text("event-purge-days", {"days": status.campaign.purge_days})
    return Text("event-purge", {"date": Moment(gone, form="date")})


def _countdown(status: EventStatus) -> Iterator[Text]:
    event = status.event
    if not event.open:
        return
    if status.now < event.starts_at:
        yield Text("event-starts-in", {"left": Span(event.starts_at - status.now, fine=True)})
    elif not status.over:
        yield Text("event-ends-in", {"left": Span(event.ends_at - status.now, fine=True)})
    else:
        yield Text("event-closes", {"at": Moment(status.closes_at, event.zone)})


def _buttons(status: EventStatus) -> tuple[tuple[Button, ...], ...]:
    event, number = status.event, status.event.id
    rows: list[tuple[Button, ...]] = []
    if not event.open:
        shut: tuple[Button, ...] = (Button(Text("button-details"), command=f"event {number}"),)
        return ((*shut, change_again(event)),) if event.state is EventState.PROPOSED and not status.asked else (shut,)
    if not status.over:
        rows.append(
            (
                Button(Text("button-pledge"), command=f"pledge {number}"),
                Button(Text("button-pledge-off"), command=f"pledge {number} off"),
            )
        )
    else:
        whole = "button-all-hours" if status.kind.unit is Unit.HOURS else "button-done"
        # A signature has no part: whoever tapped that was asked the same again.
        part = () if status.kind.unit is Unit.DONE else (Button(Text("button-partly"), command=f"checkin {number}"),)
        rows.append(
            (
                Button(Text(whole), command=f"checkin {number} all"),
                *part,
                Button(Text("button-none"), command=f"checkin {number} none"),
            )
        )
    asks = (Button(Text("button-details"), command=f"event {number}"),)
    rows.append((*asks, Button(Text("button-sums"), command=f"event {number} sums")))
    links = []
    if status.option("link"):
        links.append(Button(Text("button-sign"), url=status.option("link")))
    if status.kind.rules.public_url and not status.over:
        links.append(Button(Text("button-calendar"), url=calendar_url(status)))
    return (*rows, tuple(links)) if links else tuple(rows)


def change_again(event: Event) -> Button:
    """The button that shows a plan part by part, to be changed or left as it is, and proposed again."""
    return Button(Text("button-change-again"), command=f"menu again {event.id}")


def calendar_url(status: EventStatus) -> str:
    """The address of the event's iCalendar file on the public page."""
    return f"{status.kind.rules.public_url.rstrip('/')}/{status.campaign.slug}/events/{status.event.id}.ics"


def _outcome(status: EventStatus) -> Iterator[Text]:
    everybody = status.turnout.all
    yield Text("result-pledged", {"people": shown_count(everybody.people, everybody.persons)})
    yield Text("result-checked-in", {"people": shown_count(everybody.checked_in)})
    if everybody.checked_in >= MIN_SHOWN and status.kind.unit is Unit.HOURS:
        yield Text("result-completed", {"people": shown_count(everybody.completed)})
        if everybody.checked_in >= MIN_MEDIAN and status.turnout.median is not None:
            yield Text("result-median", {"hours": status.turnout.median})
    yield from _goal(status)
    if status.turnout.held:
        yield Text("result-held", {"people": shown_count(status.turnout.held, status.turnout.held_persons)})
    if status.event.simulated:
        yield Text("event-simulated")


def _chapters(status: EventStatus) -> Iterator[Text]:
    """Chapters by check-ins, where at least one chapter may be shown."""
    counts = {slug: Heads(share.checked_in, share.checked_in) for slug, share in status.turnout.chapters.items()}
    if any(slug for slug, _ in fold(counts)[0]):
        yield from chapter_lines(status, counts)
