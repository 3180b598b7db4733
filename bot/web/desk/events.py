"""Events: planned with previews, approved, changed, watched and cancelled."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from bot.core.commands.goal_changes import latest_goal_changes
from bot.core.delivery import approvals
from bot.core.events.kind import Counts, EventStatus, Kind
from bot.core.events.parse import MissingOptionError, Reading, read_plans
from bot.core.events.previews import alarm_hash, plan_hash
from bot.core.events.proposals import CANCEL, CHANGEABLE
from bot.core.events.replies import alarm_text, card, details, heading, reminder, result, sums
from bot.core.events.status import event_state, is_asked, read_status
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState, Plan, Turnout
from bot.core.model.input.fields import row_number
from bot.core.model.limits import LONGEST_EVENT_TITLE
from bot.core.model.reply import Moment, Reply, Text, in_zone
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.web.desk import render
from bot.web.desk.visit import Place, Visit

SHOWN = 50
QUOTES = (('"', '"'), ("“", "”"), ("«", "»"))
"""The pairs of quotation marks that the words of an event may stand in."""


async def index(visit: Visit) -> Response:
    """The campaign's events, and the kinds that can be planned."""
    kinds = visit.parts.services.kinds
    async with visit.parts.services.store.reading() as tx:
        found = [one for one in await tx.events.of(visit.here.slug) if one.kind in kinds]
        now = visit.parts.clock.now()
        latest = reversed(found[-SHOWN:])
        listed = [(one, heading(one, kinds[one.kind]), await event_state(tx, one, now)) for one in latest]
    return render.page(
        visit, "events.html", Text("desk-events"), section="events", events=listed, kinds=list(kinds.values())
    )


async def new(visit: Visit) -> Response:
    """The form of a new event of one kind."""
    return _form(visit, _kind(visit, visit.request.query_params.get("kind", "")), {})


async def propose(visit: Visit) -> Response:
    """Show the preview of a new event, with the button that confirms it, as /event new does."""
    kind = _kind(visit, visit.field("kind"))
    return await _plan(visit, kind, lambda: f"event new {visit.here.slug} {line_of(visit, kind)}")


async def change(visit: Visit) -> Response:
    """Show the preview of a changed event, as /event edit does."""
    event = await _found(visit)
    kind = visit.parts.services.kinds[event.kind]
    return await _plan(
        visit, kind, lambda: f"event edit {event.id} {line_of(visit, kind, event.draft or event.plan)}", event
    )


async def show(visit: Visit) -> Response:
    """One event: its numbers, what waits for approval, and the form that changes it."""
    return await _show(visit, await _found(visit))


async def _show(visit: Visit, event: Event, sent: Mapping[str, str] | None = None) -> Response:
    kind = visit.parts.services.kinds[event.kind]
    kinds = visit.parts.services.kinds
    async with visit.parts.services.store.reading() as tx:
        values = await _standing(visit, tx, event, kind)
        goals = await latest_goal_changes(tx, visit.here.slug, kinds)
    stored = fields_of(event.draft or event.plan)
    stored = dict.fromkeys(_names(visit, kind), "") | stored
    goal = next((one for one, changed in goals if changed.id == event.id), None)
    zone = Moment(event.starts_at, event.zone, "zone")
    return render.page(
        visit, "event.html", heading(event, kind), section="events", event=event, kind=kind,
        fields=sent or stored, zone=zone, was=json.dumps(stored), changeable=event.state in CHANGEABLE, previews=[],
        goal=goal, goal_said=goal and goal.said(event, kinds), **values,
    )  # fmt: skip


async def live(visit: Visit) -> Response:
    """The numbers of an event, for the page that is open."""
    event = await _found(visit)
    kind = visit.parts.services.kinds[event.kind]
    async with visit.parts.services.store.reading() as tx:
        now = details(await read_status(tx, visit.here, event, kind, visit.parts.clock.now()))
    return render.fragment(visit, "event_live.html", now=now)


async def preview(visit: Visit) -> Response:
    """The card, the reminders and the result of what is typed; nothing is stored."""
    kind, now = _kind(visit, visit.field("kind")), visit.parts.clock.now()
    services = visit.parts.services
    changed = await _numbered(visit, row_number(visit.field("event")) or 0) if visit.field("event") else None
    zone = changed.zone if changed else visit.here.zone
    try:
        reading = Reading(now, zone, services.vocabulary)
        plan = read_plans(line_of(visit, kind), services.kinds, visit.languages, reading)[0]
    except Refusal as refusal:
        return render.fragment(visit, "event_preview.html", wrong=refusal.text, previews=[])
    event = Event(0, visit.here.slug, zone, plan, now)
    status = EventStatus(visit.here, event, kind, Turnout(), Counts(), now)
    shown = [("card", card(status)), *(("reminder", reminder(status, one)) for one in kind.occasions(event))]
    looks = _spoken(visit, [*shown, ("result", result(status, []))])
    return render.fragment(visit, "event_preview.html", wrong=None, previews=looks)


def fields_of(plan: Plan) -> dict[str, str]:
    """The form's fields of a plan."""
    hours, rest = divmod(plan.length // 60, 60)
    titles = {f"title:{language}": title for language, title in plan.title.by_language.items()}
    return {
        "starts": f"{plan.local:%Y-%m-%dT%H:%M}", "length": f"{hours}h" if not rest else f"{plan.length // 60}m",
        "goal": plan.goal, **titles, **{f"option:{name}": value for name, value in plan.options.items()},
    }  # fmt: skip


def line_of(visit: Visit, kind: Kind, before: Plan | None = None) -> str:
    """What the form says, as it is typed behind /event new or edit: a change has only the fields that differ."""
    old = fields_of(before) if before else {}
    names = _names(visit, kind)
    sent = {"starts": visit.field("starts"), "length": visit.field("length")}
    sent = visit.changed(sent | {name: visit.field(name) for name in names}, old)
    changed = [name for name in names if sent[name] and sent[name] != old.get(name, "")]
    words = [] if before else [kind.name]
    if sent["starts"] != old.get("starts", ""):
        words.append(sent["starts"].replace("T", " "))
    if sent["length"] and sent["length"] != old.get("length", ""):
        words.append(sent["length"])
    return " ".join([*words, *(f"{name.rpartition(':')[2]}={_quoted(sent[name])}" for name in changed)])


def _names(visit: Visit, kind: Kind) -> list[str]:
    """The fields of an event that may be empty."""
    return ["goal", *(f"title:{one}" for one in visit.languages), *(f"option:{one}" for one in kind.options)]


def _quoted(words: str) -> str:
    left, right = next((pair for pair in QUOTES if pair[1] not in words), ("", ""))
    if not left or "\n" in words:
        raise Refusal(Text("event-bad-title", {"most": LONGEST_EVENT_TITLE}))
    return f"{left}{words}{right}"


async def _plan(visit: Visit, kind: Kind, command: Callable[[], str], event: Event | None = None) -> Response:
    """Run a command that answers with a preview, and show that; where it is refused, the form as it was sent."""
    try:
        for name in kind.required:
            if not visit.field(f"option:{name}"):
                raise MissingOptionError(name, kind)
        replies = await visit.run(command())
    except Refusal as refusal:
        visit.note(Reply(lines=(refusal.text,)), refused=True)
        sent = {name: visit.field(name) for name in visit.form}
        return await _show(visit, event, sent) if event is not None else _form(visit, kind, sent)
    for reply in replies:
        visit.note(reply)
    return visit.back(f"{visit.base}/events/{event.id}" if event else f"{visit.base}/events")


def _form(visit: Visit, kind: Kind, fields: Mapping[str, str]) -> Response:
    title = Text("desk-event-new", {"kind": Text(kind.title)})
    zone = Moment(visit.here.starts_at, visit.here.zone, "zone")
    return render.page(
        visit, "event_new.html", title, section="events", kind=kind, fields=fields, zone=zone, previews=[]
    )


def _kind(visit: Visit, name: str) -> Kind:
    kinds = visit.parts.services.kinds
    if name not in kinds:
        raise Refusal(Text("page-not-found"))
    return kinds[name]


async def _found(visit: Visit) -> Event:
    return await _numbered(visit, visit.request.path_params["number"])


async def _numbered(visit: Visit, number: int) -> Event:
    async with visit.parts.services.store.reading() as tx:
        event = await tx.events.get(number)
    if event is None or event.campaign != visit.here.slug or event.kind not in visit.parts.services.kinds:
        raise Refusal(Text("event-unknown", {"id": str(number)}))
    return event


async def _standing(visit: Visit, tx: Transaction, event: Event, kind: Kind) -> dict[str, Any]:
    """The numbers of an event, its calculation, and what waits for approval: the plan's card and the hash of each."""
    now = visit.parts.clock.now()
    status = await read_status(tx, visit.here, event, kind, now)
    waits, proposed = [], None
    secret = event.state is EventState.PROPOSED
    if plan := event.draft or (event.plan if secret else None):
        drafted = Event(event.id, event.campaign, event.zone, plan, event.planned_until)
        proposed = card(await read_status(tx, visit.here, drafted, kind, now))
        waits += [plan_hash(plan)] if await is_asked(tx, event) else []
    if await tx.approvals.authors(approvals.cancel_matter(event)):
        waits.append(CANCEL)
    released = await tx.approvals.authors(approvals.release_matter(event))
    waits += [alarm_hash(event)] if released else []
    shown = Reply() if secret else details(status)
    return {
        "state": await event_state(tx, event, now), "now": shown, "sums": sums(status), "waits": waits,
        "proposed": proposed, "cancel_hash": CANCEL, "held": bool(status.turnout.held), "alarm": bool(event.alarm),
        "release_hash": alarm_hash(event), "alarm_text": alarm_text(event) if released else None,
    }  # fmt: skip


def _spoken(visit: Visit, replies: list[tuple[str, Reply]]) -> list[dict[str, Any]]:
    """Each reply in each language, as chats will read it."""
    tongues = [(language, visit.parts.speak(language)) for language in visit.languages]
    return [
        {
            "what": what,
            "language": language,
            "dir": "rtl" if speak.right_to_left else "ltr",
            "title": speak(shown.title) if shown.title else "",
            "lines": [speak(line) for line in shown.lines],
            "buttons": [speak(button.label) for row in shown.buttons for button in row],
        }
        for language, speak in tongues
        for what, shown in ((what, in_zone(reply, visit.here.zone)) for what, reply in replies)
    ]


PLACES = (
    Place("/c/{slug}/events", index, Role.ORGANIZER),
    Place("/c/{slug}/events/new", new, Role.ORGANIZER),
    Place("/c/{slug}/events/new", propose, Role.ORGANIZER, post=True),
    Place("/c/{slug}/events/preview", preview, Role.ORGANIZER, post=True),
    Place("/c/{slug}/events/{number:number}", show, Role.ORGANIZER),
    Place("/c/{slug}/events/{number:number}", change, Role.ORGANIZER, post=True),
    Place("/c/{slug}/events/{number:number}/live", live, Role.ORGANIZER),
)
