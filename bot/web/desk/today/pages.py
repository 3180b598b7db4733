"""What is under way, what needs somebody, and how well everything runs."""

from dataclasses import dataclass, replace
from datetime import datetime

from starlette.responses import Response

from bot.core.calls.lifecycle import report
from bot.core.counts import figures
from bot.core.counts.figures import find_failing, say_lacking
from bot.core.counts.replies import stats_reply
from bot.core.events.replies import heading
from bot.core.events.status import event_state, is_asked
from bot.core.model.call import Call, CallState
from bot.core.model.campaign import page_name
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Reply, Text, Value
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act
from bot.web.desk import render
from bot.web.desk.today.health import Health, read_health
from bot.web.desk.visit import Place, Visit

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Task:
    """Something that needs somebody: the sentence, and the page of the desk where it is done."""

    text: Text
    path: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A campaign as organizers see it at a moment."""

    stats: Reply
    running: list[tuple[int, Reply]]
    events: list[tuple[int, Text]]
    tasks: list[Task]
    health: Health
    halted: datetime | None


async def show(visit: Visit) -> Response:
    """The whole page."""
    return render.page(visit, "today.html", Text("desk-today"), section="today", now=await _standing(visit))


async def live(visit: Visit) -> Response:
    """The part that changes, for the page that is open."""
    return render.fragment(visit, "today_live.html", now=await _standing(visit))


async def halt(visit: Visit) -> Response:
    """Stop or continue every send of the campaign, as `nolike halt` and `nolike resume` do."""
    halts, now = visit.field("act") == "halt", visit.parts.clock.now()
    async with visit.parts.services.store.writing() as tx:
        by = await visit.actor(tx, Role.OWNER)
        if await tx.campaigns.halt(visit.here.slug, now if halts else None):
            act = "halted" if halts else "resumed"
            await tx.audit.write(Act(now, visit.here.slug, by.role, by.pseudonym, act))
    visit.note(Reply(lines=(Text("campaign-halted" if halts else "campaign-resumed", {"title": visit.here.title}),)))
    return visit.back()


async def _standing(visit: Visit) -> Standing:
    campaign, now, organizer = visit.here, visit.parts.clock.now(), visit.may(Role.ORGANIZER)
    async with visit.parts.services.store.reading() as tx:
        stats = await figures.read(tx, campaign, now)
        calls = await tx.calls.latest(campaign.slug, SHOWN, fixes=None) if organizer else []
        events = await tx.events.of(campaign.slug)
        going = [one for one in calls if one.status in {"running", "scheduled", "paused"}]
        going += await tx.calls.series(campaign.slug) if organizer else []
        shown = stats_reply(stats)
        if organizer:
            shown = replace(shown, lines=(*shown.lines, *await say_lacking(tx, campaign, campaign.pages)))
        return Standing(
            shown,
            [(one.id, await report(tx, campaign, one, now)) for one in going],
            [(one.id, heading(one, visit.parts.services.kinds[one.kind])) for one in _open(visit, events)],
            [*_approvals(calls), *await _unplanned(tx, events, now), *await _pages(visit, tx)] if organizer else [],
            await read_health(tx, campaign, visit.parts.services.vitals, now),
            await tx.campaigns.halted(campaign.slug),
        )


def _open(visit: Visit, events: list[Event]) -> list[Event]:
    return [one for one in events if one.open and one.kind in visit.parts.services.kinds]


def _approvals(calls: list[Call]) -> list[Task]:
    return [
        Task(Text("desk-task-call", {"id": one.number}), f"calls/{one.id}")
        for one in calls
        if one.state is CallState.PROPOSED
    ]


async def _unplanned(tx: Transaction, events: list[Event], now: datetime) -> list[Task]:
    """The events that wait for approval, or to be proposed again."""
    tasks = []
    for one in events:
        text = Text("desk-task-event", {"id": str(one.id)})
        if one.state is EventState.PROPOSED and not await is_asked(tx, one):
            text = Text("desk-task-event-again", {"id": str(one.id), "state": await event_state(tx, one, now)})
        if one.state is EventState.PROPOSED or one.draft is not None:
            tasks.append(Task(text, f"events/{one.id}"))
    return tasks


async def _pages(visit: Visit, tx: Transaction) -> list[Task]:
    pages = {page.id: page for page in visit.here.pages}
    failing = await find_failing(tx, visit.here.pages)
    held = await tx.snapshots.held(list(pages))
    tasks = [Task(_fault(page_name(visit.here, pages[number]), one), "counts") for number, one in failing.items()]
    tasks += [Task(Text("desk-task-held", {"page": page_name(visit.here, pages[number])}), "counts") for number in held]
    census = await tx.chats.census(visit.here.slug)
    off = sum(count for (_, _, why), count in census.items() if why)
    return [*tasks, Task(Text("desk-task-off", {"chats": off}), "chats")] if off else tasks


def _fault(page: Value, failing: Failing) -> Text:
    return Text(f"fault-{failing.kind.value}", {"page": page})


PLACES = (
    Place("/c/{slug}/today", show, Role.REPORTER),
    Place("/c/{slug}/today/live", live, Role.REPORTER),
    Place("/c/{slug}/halt", halt, Role.OWNER, post=True),
)
