"""Events as replies: the card that stands in chats, its details, the reminders, the result."""

from collections.abc import Iterator, Mapping, Sequence

from bot.core.events.effect import Finding, Unclear, Why
from bot.core.events.kind import Kind, Look, Unit, purged_at
from bot.core.model.campaign import Campaign, Target
from bot.core.model.event import Event, EventState, Occasion
from bot.core.model.privacy import LEAST, few, fold
from bot.core.model.reply import Button, Moment, Reply, Signed, Span, Text, Value

BAR = 10
SHOWN = 10

_UNCLEAR = {
    Why.SHORT: "verdict-short",
    Why.GAPS: "verdict-gaps",
    Why.ROUNDED: "verdict-rounded",
    Why.HIDDEN: "verdict-hidden",
    Why.CONSTANT: "verdict-constant",
}
_STATES = {
    EventState.PROPOSED: "event-state-proposed",
    EventState.OPEN: "event-state-open",
    EventState.CANCELLED: "event-state-cancelled",
    EventState.CLOSED: "event-state-closed",
}


def title_of(event: Event, kind: Kind) -> Value:
    """The organizers' own title, else the kind's name."""
    return event.plan.title if event.plan.title.by_language else Text(kind.title)


def heading(event: Event, kind: Kind) -> Text:
    """The event's title with its number, as the first line of all that is said of it."""
    return Text("event-title", {"title": title_of(event, kind), "id": str(event.id)})


def card(look: Look, kind: Kind) -> Reply:
    """What stands in chats and is kept up to date: it says nothing that grows old by itself."""
    return Reply(heading(look.event, kind), tuple(_card_lines(look, kind)), buttons=_buttons(look, kind))


def details(look: Look, kind: Kind) -> Reply:
    """All that is to be said of an event now; after its close, what was said then."""
    event = look.event
    if event.result is not None:
        return event.result
    lines = (*_card_lines(look, kind), *_countdown(look))
    return Reply(heading(event, kind), lines, buttons=_buttons(look, kind))


def sums(look: Look, kind: Kind) -> Reply:
    """The arithmetic behind what is said, one tap away; after the close, as it was then."""
    event = look.event
    return event.reckoning or Reply(heading(event, kind), kind.sums(look) or (Text("event-no-sums"),))


def reminder(look: Look, kind: Kind, occasion: Occasion) -> Reply:
    """What is said at one of the event's moments."""
    event = look.event
    said = {"start": "event-starts", "half": "event-half", "end": "event-ended"}.get(occasion.name)
    values: dict[str, Value] = {"at": Moment(event.starts_at, event.zone), "until": Moment(look.closes_at, event.zone)}
    if said is None:
        first = Text("event-due", {"at": Moment(occasion.due or occasion.at, event.zone)})
        if occasion.at < event.starts_at:
            first = Text("event-soon", {**values, "left": Span(event.starts_at - occasion.at)})
    else:
        first = Text(said, values)
    lines = [first]
    if occasion.due is not None and first.id != "event-due":
        lines.append(Text("event-due", {"at": Moment(occasion.due, event.zone)}))
    lines += [_taking_part(look), *_goal(look, kind)]
    lines += [Text(kind.how), Text(kind.safety)] if occasion.at < event.ends_at else []
    return Reply(heading(event, kind), tuple(lines), buttons=_buttons(look, kind))


def result(look: Look, kind: Kind, findings: Sequence[tuple[Target, Finding]]) -> Reply:
    """What came of an event: numbers of people, hours, the estimate, and whether the pages show it."""
    lines = (*_outcome(look, kind), *kind.result(look), *_chapters(look), *_verdicts(findings))
    asks = (Button(Text("button-sums"), command=f"event {look.event.id} sums"),)
    return Reply(Text("event-result-title", {"title": title_of(look.event, kind), "id": str(look.event.id)}), lines,
                 buttons=(asks,))  # fmt: skip


def listing(
    events: Sequence[tuple[Campaign, Event]], kinds: Mapping[str, Kind], command: str, words: str = ""
) -> Reply:
    """Events to choose from; each button runs `command` with the event's number and then `words`."""
    lines = tuple(
        Text(
            "event-line",
            {
                "id": str(event.id), "title": title_of(event, kinds[event.kind]),
                "at": Moment(event.starts_at, event.zone), "state": Text(_STATES[event.state]),
            },
        )
        for _, event in events
    )  # fmt: skip
    buttons = tuple(
        (Button(heading(event, kinds[event.kind]), command=f"{command} {event.id} {words}".strip()),)
        for _, event in events[:SHOWN]
    )
    return Reply(Text("events-title"), lines, buttons=buttons)


def chapter_lines(look: Look, counts: Mapping[str, int]) -> Iterator[Text]:
    """Chapters by their size; small ones are together, see `fold`."""
    names = {chapter.slug: chapter.name for chapter in look.campaign.chapters}
    shown, others = fold(counts)
    for slug, count in shown:
        yield Text("chapter-line", {"name": names.get(slug) or Text("chapter-none"), "people": count})
    if others:
        yield Text("chapter-others", {"people": few(others)})


def _card_lines(look: Look, kind: Kind) -> Iterator[Text]:
    event = look.event
    if event.state is not EventState.OPEN:
        yield Text("event-card-state", {"state": Text(_STATES[event.state])})
    when = {"start": Moment(event.starts_at, event.zone), "end": Moment(event.ends_at, event.zone)}
    yield Text("event-when", {**when, "length": Span(event.length, fine=True)})
    yield _taking_part(look)
    if look.turnout.all.checked_in >= LEAST:
        yield Text("event-checked-in", {"people": look.turnout.all.checked_in})
    yield from _goal(look, kind)
    yield from kind.about(look)
    if event.state is EventState.OPEN:
        yield Text(kind.how)
        yield Text(kind.safety)
    yield _purged(look)
    if event.simulated:
        yield Text("event-simulated")


def _taking_part(look: Look) -> Text:
    return Text("event-people", {"people": few(look.turnout.all.people)})


def _goal(look: Look, kind: Kind) -> Iterator[Text]:
    goal = kind.goal(look)
    if goal is None or (goal.reached < LEAST and not goal.public):
        if look.event.plan.goal and not look.event.plan.goal.endswith("%"):
            yield Text("event-goal-only", {"goal": int(look.event.plan.goal)})
        return
    share = min(goal.reached * 100 // goal.wanted, 100)
    full = share * BAR // 100
    yield Text("event-goal", {"bar": "▰" * full + "▱" * (BAR - full), "share": share, "goal": goal.wanted})


def _purged(look: Look) -> Text:
    gone = purged_at(look.campaign, [look.event], look.rules)
    if gone is None:
        return Text("event-purge-days", {"days": look.campaign.purge_days})
    return Text("event-purge", {"date": Moment(gone, form="date")})


def _countdown(look: Look) -> Iterator[Text]:
    event = look.event
    if not event.open:
        return
    if look.now < event.starts_at:
        yield Text("event-starts-in", {"left": Span(event.starts_at - look.now, fine=True)})
    elif look.now < event.ends_at:
        yield Text("event-ends-in", {"left": Span(event.ends_at - look.now, fine=True)})
    else:
        yield Text("event-closes", {"at": Moment(look.closes_at, event.zone)})


def _buttons(look: Look, kind: Kind) -> tuple[tuple[Button, ...], ...]:
    event, number = look.event, look.event.id
    rows: list[tuple[Button, ...]] = []
    if not event.open:
        return ((Button(Text("button-details"), command=f"event {number}"),),)
    if look.now < event.ends_at:
        rows.append(
            (
                Button(Text("button-pledge"), command=f"pledge {number}"),
                Button(Text("button-pledge-off"), command=f"pledge {number} off"),
            )
        )
    else:
        whole = "button-all-hours" if kind.unit is Unit.HOURS else "button-done"
        rows.append(
            (
                Button(Text(whole), command=f"checkin {number} all"),
                Button(Text("button-partly"), command=f"checkin {number}"),
                Button(Text("button-none"), command=f"checkin {number} none"),
            )
        )
    asks = (Button(Text("button-details"), command=f"event {number}"),)
    rows.append((*asks, Button(Text("button-sums"), command=f"event {number} sums")))
    links = []
    if look.option("link"):
        links.append(Button(Text("button-sign"), url=look.option("link")))
    if look.rules.public_url:
        links.append(Button(Text("button-calendar"), url=calendar_url(look)))
    return (*rows, tuple(links)) if links else tuple(rows)


def calendar_url(look: Look) -> str:
    """Where the public page gives the event as a calendar's file."""
    return f"{look.rules.public_url.rstrip('/')}/{look.campaign.slug}/events/{look.event.id}.ics"


def _outcome(look: Look, kind: Kind) -> Iterator[Text]:
    everybody = look.turnout.all
    yield Text("result-pledged", {"people": few(everybody.people)})
    yield Text("result-checked-in", {"people": few(everybody.checked_in)})
    if everybody.checked_in >= LEAST and kind.unit is Unit.HOURS:
        yield Text("result-completed", {"people": few(everybody.completed)})
        yield Text("result-median", {"hours": look.turnout.median or 0})
    yield from _goal(look, kind)
    if look.turnout.held:
        yield Text("result-held", {"people": few(look.turnout.held)})
    if look.event.simulated:
        yield Text("event-simulated")


def _chapters(look: Look) -> Iterator[Text]:
    """Chapters by those who checked in, where any chapter can be shown at all."""
    counts = {slug: share.checked_in for slug, share in look.turnout.chapters.items()}
    if any(slug for slug, _ in fold(counts)[0]):
        yield from chapter_lines(look, counts)


def _verdicts(findings: Sequence[tuple[Target, Finding]]) -> Iterator[Text]:
    for target, found in findings:
        if isinstance(found, Unclear):
            yield Text(_UNCLEAR[found.why], {"name": target.name})
            continue
        values: dict[str, Value] = {
            "name": target.name,
            "change": Signed(found.change),
            "expected": Signed(found.expected),
        }
        if found.usual:
            yield Text("verdict-usual", values)
        else:
            yield Text("verdict-beyond", {**values, "low": Signed(found.low), "high": Signed(found.high)})
        if found.windows:
            yield Text("verdict-placebo", {"windows": found.windows, "extreme": found.extreme})
