"""The lifecycle of an event: announcement, reminders, changes, cancellation, and the result at its close."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.counts.milestones import is_next_news
from bot.core.delivery import unrequested
from bot.core.delivery.approvals import cancel_matter, event_matter, release_matter
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.refresh_intervals import CARD_SECONDS
from bot.core.events.kind import EventKinds, EventStatus, Kind, reached_milestones
from bot.core.events.public_figures import publish
from bot.core.events.replies import alarm_text, card, heading, reminder, result, sums, title_of
from bot.core.events.status import read_status
from bot.core.events.verdict.find import find_verdicts
from bot.core.events.verdict.later import look_again, next_look
from bot.core.events.verdict.texts import verdict_lines
from bot.core.model.announcements import Announcement, AnnouncementKind, Audience, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState, Occasion, Plan, key
from bot.core.model.reply import Button, Moment, Reply, Span, Text
from bot.core.model.reply_json import pack
from bot.core.ports.database import Transaction

CLOSE = "close"
MERGE_CHANGES = timedelta(minutes=10)
"""Changes of an event within this time are announced in one message."""

URGENT = timedelta(hours=1)


def next_due(event: Event, kind: Kind) -> datetime | None:
    """When the event has its next announcement due, after its close the next look; None once there is none."""
    if not event.open:
        return event.look_due_at
    later = [one.at for one in _occasions(event, kind) if _unsaid(event, one)]
    return min([*later, *filter(None, [event.change_due_at])], default=None)


async def announce(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> Event:
    """Open the event: post its card to every chat that follows the campaign, and schedule its announcements."""
    event = replace(event, state=EventState.OPEN, planned_until=now)
    status = await read_status(tx, campaign, event, kind, now)
    said = Announcement(f"event:{event.id}:card", event.campaign, AnnouncementKind.REMINDER, now, card(status))
    event = replace(event, card=await tx.ledger.broadcast(said, Audience(event.campaign)))
    await tx.events.update(event, next_due(event, kind))
    return event


async def add(tx: Transaction, campaign: Campaign, plan: Plan, kind: Kind, now: datetime, *, approved: bool) -> Event:
    """Store a new event; an approved one is announced at once."""
    state = EventState.OPEN if approved else EventState.PROPOSED
    made = Event(0, campaign.slug, campaign.zone, plan, now, state, filed=plan if plan.key else None)
    event = await tx.events.add(made, None)
    return await announce(tx, campaign, event, kind, now) if approved else event


async def change(
    tx: Transaction, campaign: Campaign, event: Event, plan: Plan, kind: Kind, now: datetime,
    *, draft: Plan | None = None,
) -> Event:  # fmt: skip
    """Replace the plan of an open event; `draft` is a plan that still waits for approval.

    The card is edited at once. A change of time, title or goal is announced to every chat and to those who want
    reminders: all changes together ten minutes after the first, or at once within an hour of the start.

    Raises a Refusal as `check_move` does.
    """
    check_move(event, plan, now)
    after = replace(event, plan=plan, draft=draft)
    moved = (after.starts_at, after.ends_at) != (event.starts_at, event.ends_at)
    if moved:
        after = replace(after, planned_until=now)
    after = replace(
        after,
        announced_plan=event.announced_plan or event.plan,
        change_due_at=event.change_due_at or now + MERGE_CHANGES,
    )
    if moved and min(event.starts_at, after.starts_at) - now <= URGENT:
        after = await _tell_changes(tx, after, kind, now)
    elif not _changes(after):
        after = replace(after, announced_plan=None, change_due_at=None)
    await tx.events.update(after, next_due(after, kind))
    await _refresh(tx, await read_status(tx, campaign, after, kind, now))
    return after


def check_move(event: Event, plan: Plan, now: datetime) -> None:
    """Raise a Refusal for a new time that contradicts check-ins: of an event that is over, or with an end in the past.

    After its start, an event's length may change but not its start, which check-ins refer to.
    """
    after = replace(event, plan=plan)
    if (after.starts_at, after.ends_at) == (event.starts_at, event.ends_at):
        return
    check_over(event, now)
    if after.starts_at != event.starts_at and now >= event.starts_at:
        raise Refusal(Text("event-begun", {"id": str(event.id)}))
    if after.ends_at <= now:
        raise Refusal(Text("event-past", {"at": Moment(after.ends_at, after.zone)}))


def check_over(event: Event, now: datetime) -> None:
    """Raise a Refusal after the event's end, when only check-ins and the result are left."""
    if now >= event.ends_at:
        raise Refusal(Text("event-no-more"))


async def cancel(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> None:
    """Cancel an event: every chat with its card is told, and those who asked to be reminded.

    Raises a Refusal after its end, because that would discard check-ins.
    """
    if event.open:
        check_over(event, now)
    after = replace(
        event, state=EventState.CANCELLED, draft=None, planned_until=now, announced_plan=None, change_due_at=None
    )
    await tx.events.update(after, None)
    await tx.approvals.clear(event_matter(event))
    await tx.approvals.clear(cancel_matter(event))
    if event.card:
        content = Reply(heading(after, kind), (Text("event-called-off"),))
        await _say(tx, after, Occasion("cancelled", now), AnnouncementKind.REMINDER, content)
        await _refresh(tx, await read_status(tx, campaign, after, kind, now))


async def post_due(tx: Transaction, now: datetime, kinds: EventKinds) -> int:
    """Post the announcements of events that are due; return how many.

    Of several missed occasions of one event, only the latest is posted. The last occasion closes the event.
    """
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()}
    said = 0
    for event in await tx.events.due(now):
        kind = kinds.get(event.kind)
        if kind is None:
            continue
        kind = kind.fit(campaigns[event.campaign])
        if not event.open:
            after = await look_again(tx, campaigns[event.campaign], event, title_of(event, kind), now)
            await tx.events.update(after, next_due(after, kind))
            continue
        due = [one for one in _occasions(event, kind) if _unsaid(event, one) and one.at <= now]
        after = replace(event, planned_until=now)
        if event.change_due_at and event.change_due_at <= now:
            after = await _tell_changes(tx, after, kind, now)
            said += 1
        if due and due[-1].name == CLOSE:
            await publish(tx, event.id)
        status = await read_status(tx, campaigns[event.campaign], after, kind, now)
        if due and due[-1].name == CLOSE:
            after = await _close(tx, status, due[-1])
        elif due:
            await _say(tx, after, due[-1], AnnouncementKind.REMINDER, reminder(status, due[-1]))
        await tx.events.update(after, next_due(after, kind))
        said += bool(due)
    return said


async def refresh_cards(tx: Transaction, now: datetime, kinds: EventKinds) -> int:
    """Refresh event cards, each every 5 s at most, and announce milestones; return the number of announcements.

    Bursts of pledges and sudden rises are reported to organizers only.
    """
    campaigns = {campaign.slug: campaign for campaign in await tx.campaigns.all()}
    said = 0
    for event in await tx.events.live(now, CARD_SECONDS):
        kind = kinds.get(event.kind)
        if kind is not None and event.card:
            status = await read_status(tx, campaigns[event.campaign], event, kind, now)
            said += await _refresh(tx, status) + await _milestones(tx, status)
    return said


async def release(tx: Transaction, event: Event, kind: Kind, now: datetime) -> None:
    """Announce the event's alarm to all chats."""
    await tx.events.update(replace(event, alarm=""), next_due(event, kind))
    await tx.approvals.clear(release_matter(event))
    content = Reply(heading(event, kind), (alarm_text(event),), buttons=(_details(event),))
    await _say_unrequested(tx, event, Occasion("released", now), AnnouncementKind.MILESTONE, content)


def _unsaid(event: Event, occasion: Occasion) -> bool:
    """Whether it is still to be announced; the close always is, or the event would stay open for ever."""
    return occasion.at > event.planned_until or occasion.name == CLOSE


def _occasions(event: Event, kind: Kind) -> list[Occasion]:
    closing = Occasion(CLOSE, event.ends_at + kind.rules.checkin_after)
    return sorted([*kind.occasions(event), closing], key=lambda one: one.at)


async def _close(tx: Transaction, status: EventStatus, occasion: Occasion) -> Event:
    """Post the result, and store it with its calculation."""
    event = status.event
    judged = status.kind.verdict
    found = await find_verdicts(tx, status.campaign, event, event.starts_at, event.ends_at) if judged else []
    content = result(status, verdict_lines(found))
    await _say(tx, event, occasion, AnnouncementKind.RESULT, content)
    await tx.approvals.clear(event_matter(event))
    await tx.approvals.clear(cancel_matter(event))
    event = replace(event, state=EventState.CLOSED, draft=None, announced_plan=None, change_due_at=None)
    event = replace(event, look_due_at=next_look(event, found))
    closed = replace(event, result=content, calculation=sums(status))
    await tx.ledger.revise(event.card, card(replace(status, event=replace(closed, result=None))), status.now)
    return closed


async def _say_unrequested(
    tx: Transaction, event: Event, occasion: Occasion, kind: AnnouncementKind, content: Reply
) -> int:
    """Post an unrequested announcement, see `unrequested`; people who asked for reminders get it at once."""
    said = Announcement(key(event, occasion), event.campaign, kind, occasion.at, content)
    kept = [Planned(chat) for chat in await tx.chats.kept(f"event:{event.id}")]
    if kept:
        alone = replace(said, key=f"{said.key}:reminded")
        await tx.ledger.announce(alone, kept)
    return await unrequested.post(tx, said, occasion.at)


async def _say(tx: Transaction, event: Event, occasion: Occasion, kind: AnnouncementKind, content: Reply) -> None:
    said = Announcement(key(event, occasion), event.campaign, kind, occasion.at, content)
    await tx.ledger.broadcast(said, Audience(event.campaign))
    await tx.ledger.announce(said, [Planned(chat) for chat in await tx.chats.kept(f"event:{event.id}")])


async def _refresh(tx: Transaction, status: EventStatus) -> bool:
    return await tx.ledger.revise(status.event.card, card(status), status.now)


async def _milestones(tx: Transaction, status: EventStatus) -> int:
    """Announce each quarter of the goal once (of several at a time the highest), and report alarms and bursts."""
    event, kind, said = status.event, status.kind, 0
    new = [mark for mark in reached_milestones(status) if mark.name not in event.announced_milestones]
    names = [mark.name for mark in new]
    if await is_next_news(tx, f"event:{event.id}", status.counts.reads, status.now, len(new)):
        content = Reply(heading(event, kind), (new[-1].text,), buttons=(_details(event),))
        said += await _say_unrequested(
            tx, event, Occasion(new[-1].name, status.now), AnnouncementKind.MILESTONE, content
        )
    alarm = kind.alarm(status)
    if alarm is not None and alarm.name not in event.announced_milestones:
        names.append(alarm.name)
        event = replace(event, alarm=json.dumps(pack(alarm.text)))
        await tx.approvals.clear(release_matter(event))
        release_it = Button(Text("button-release"), command=f"event release {event.id}")
        content = Reply(heading(event, kind), (alarm.text,), buttons=((release_it,),))
        said += bool(await notify_organizers(tx, event.campaign, f"event:{event.id}:{alarm.name}", content, status.now))
    burst = f"burst-{len(event.trusted)}"
    if status.turnout.held and burst not in event.announced_milestones:
        names.append(burst)
        accept = Button(Text("button-accept"), command=f"event accept {event.id}")
        told = Text("event-burst", {"people": status.turnout.held})
        content = Reply(heading(event, kind), (told,), buttons=((accept,),))
        said += bool(await notify_organizers(tx, event.campaign, f"event:{event.id}:{burst}", content, status.now))
    if names:
        after = replace(event, announced_milestones=(*event.announced_milestones, *names))
        await tx.events.update(after, next_due(after, kind))
    return said


async def _tell_changes(tx: Transaction, event: Event, kind: Kind, now: datetime) -> Event:
    """Announce what changed since the last announced plan; return the event after that."""
    told, before = _changes(event), replace(event, plan=event.announced_plan or event.plan)
    if told:
        content = Reply(heading(event, kind), told, buttons=(_details(event),))
        # The hash of the plan makes the key unique for two changes within one second.
        name = f"changed-{hashlib.sha256(repr(event.plan).encode()).hexdigest()[:16]}"
        urgent = min(event.starts_at, before.starts_at) - now <= URGENT
        say = _say if urgent else _say_unrequested
        await say(tx, event, Occasion(name, now), AnnouncementKind.REMINDER, content)
    return replace(event, announced_plan=None, change_due_at=None)


def _changes(after: Event) -> tuple[Text, ...]:
    """The changes since the announced plan; a new title needs no line, as it is in every heading."""
    before = replace(after, plan=after.announced_plan or after.plan)
    moved = (after.starts_at, after.ends_at) != (before.starts_at, before.ends_at)
    goal = after.plan.goal
    when = {"start": Moment(after.starts_at, after.zone), "end": Moment(after.ends_at, after.zone)}
    lines = []
    if moved:
        lines.append(Text("event-moved", when))
    elif (before.plan.title, before.plan.goal) != (after.plan.title, goal):
        length = Span(after.length, fine=True)
        lines.append(Text("event-changed", {"id": str(after.id), **when, "length": length}))
    if goal not in {"", before.plan.goal}:
        lines.append(Text("event-goal-only", {"goal": goal if goal.endswith("%") else int(goal)}))
    return tuple(lines)


def _details(event: Event) -> tuple[Button, ...]:
    return (Button(Text("button-details"), command=f"event {event.id}"),)
