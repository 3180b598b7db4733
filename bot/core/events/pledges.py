"""Pledges: joining an event, changing or withdrawing a pledge, and checking in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from bot.core.events.kind import Kind, Unit
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState, Pledge
from bot.core.model.privacy import TEN_MINUTES, coarse
from bot.core.model.reply import Moment, Text
from bot.core.ports.database import Transaction

HOUR = timedelta(hours=1)
NOTE_LASTS = timedelta(hours=1)
SHUT = {
    EventState.PROPOSED: "event-is-proposed",
    EventState.CANCELLED: "event-is-cancelled",
    EventState.CLOSED: "event-is-closed",
}


@dataclass(frozen=True, slots=True)
class Participant:
    """A person by pseudonym; `chat` is the store's id of the group they write in, None in a private chat."""

    pseudonym: str
    chat: int | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class PledgeChange:
    """A change of a pledge; fields that are None stay as they are.

    `more` is how many others the person brings, `sure` that they confirm the kind's warning.
    """

    more: int | None = None
    chapter: str | None = None
    band: int | None = None
    amount: Decimal | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A check-in: everything (`all`), a number of whole hours, an amount of money, or nothing (both None)."""

    all: bool = False
    hours: int | None = None
    spent: Decimal | None = None


async def pledge(
    tx: Transaction, event: Event, kind: Kind, participant: Participant, change: PledgeChange, now: datetime
) -> Pledge | None:
    """Store or change a pledge; None where the kind's warning must be confirmed first.

    Raises a Refusal once the event is over or cancelled, and where the person changed it too often.
    """
    check_open(event)
    if now >= event.ends_at:
        raise Refusal(Text("pledge-over", {"id": str(event.id)}))
    before = await tx.pledges.get(event.id, participant.pseudonym) or Pledge(
        participant.pseudonym, coarse(now, TEN_MINUTES)
    )
    if not before.people and not (change.sure and before.noted_at) and await _shows_note(tx, event, kind, before, now):
        return None
    if change.more is not None and change.more > kind.rules.most_more:
        raise Refusal(Text("pledge-many", {"most": kind.rules.most_more}))
    people = before.people or 1 if change.more is None else 1 + change.more
    after = replace(
        before,
        people=people,
        chapter=before.chapter if change.chapter is None else change.chapter,
        band=before.band if change.band is None else change.band,
        amount=before.amount if change.amount is None else change.amount,
    )
    if change.band is not None:
        after = replace(after, amount=None)
    elif change.amount is not None:
        after = replace(after, band=0)
    return await _keep(tx, event, before, after, participant, kind, now)


async def withdraw(tx: Transaction, event: Event, kind: Kind, participant: Participant, now: datetime) -> bool:
    """Withdraw a pledge with all its details; False where there was none."""
    before = await tx.pledges.get(event.id, participant.pseudonym)
    if before is None or not before.people:
        return False
    check_open(event)
    after = Pledge(
        before.pseudonym, before.since, changes=before.changes, held=before.held, chat=before.chat,
        link_hash=before.link_hash,
    )  # fmt: skip
    await _keep(tx, event, before, after, participant, kind, now)
    return True


async def check_in(
    tx: Transaction, event: Event, kind: Kind, participant: Participant, said: CheckIn, now: datetime
) -> Pledge | None:
    """Store a check-in; a person without a pledge counts as a participant, unless they did nothing.

    Returns None where they would become a participant and the kind's warning must be confirmed first. Raises a Refusal
    before the start, later than `kind.rules.checkin_after` past the end, and, while the event is running, for `all` or
    for more hours than it has lasted.
    """
    check_takes_check_ins(event, kind, now)
    hours, complete = _hours(event, kind, said, now)
    before = await tx.pledges.get(event.id, participant.pseudonym) or Pledge(
        participant.pseudonym, coarse(now, TEN_MINUTES)
    )
    spent = said.spent if said.spent is not None or not said.all else before.amount
    if hours and not before.people and await _shows_note(tx, event, kind, before, now):
        return None
    people = before.people or 1
    if not hours:
        # A participant by a late check-in, who now says that they did nothing, is no participant any more.
        people = 0 if before.late else before.people
    after = replace(before, people=people, hours=hours, complete=complete, spent=spent)
    return await _keep(tx, event, before, after, participant, kind, now)


def check_open(event: Event) -> None:
    """Raise a Refusal unless the event is open: approved, and neither cancelled nor closed."""
    if not event.open:
        raise Refusal(Text(SHUT[event.state], {"id": str(event.id)}))


def check_takes_check_ins(event: Event, kind: Kind, now: datetime) -> None:
    """Raise a Refusal where the event is not open, has not begun, or its time for check-ins is over."""
    check_open(event)
    if now < event.starts_at:
        raise Refusal(Text("checkin-early", {"id": str(event.id), "at": Moment(event.starts_at, event.zone)}))
    closes = event.ends_at + kind.rules.checkin_after
    if now >= closes:
        raise Refusal(Text("checkin-late", {"id": str(event.id), "at": Moment(closes, event.zone)}))


def _hours(event: Event, kind: Kind, said: CheckIn, now: datetime) -> tuple[int, bool]:
    """The whole hours of a check-in, and whether it is complete; 1 hour stands for "done" in kinds without hours."""
    if kind.unit is not Unit.HOURS:
        return (1, said.all) if said.all or said.spent else (0, False)
    whole, lasted = event.length // HOUR, (min(now, event.ends_at) - event.starts_at) // HOUR
    so_far, again = Text("span-hours", {"count": lasted}), [f"checkin {event.id}"]
    if said.all and now < event.ends_at:
        raise Refusal(Text("checkin-not-over", {"id": str(event.id), "hours": so_far}), offers=again)
    hours = whole if said.all else said.hours or 0
    if hours > lasted:
        raise Refusal(Text("checkin-too-long", {"hours": so_far}), offers=again)
    return hours, hours == whole > 0


async def _shows_note(tx: Transaction, event: Event, kind: Kind, before: Pledge, now: datetime) -> bool:
    """Whether the kind's warning must be shown before this person joins; records that it is shown."""
    if not kind.note or (before.noted_at is not None and now - before.noted_at <= NOTE_LASTS):
        return False
    await tx.pledges.put(event.id, replace(before, noted_at=coarse(now, TEN_MINUTES)))
    return True


async def _keep(
    tx: Transaction, event: Event, before: Pledge, after: Pledge, participant: Participant, kind: Kind, now: datetime
) -> Pledge:
    if after == before:
        return after
    # Counted from the first change, so that times of changes are kept for an hour at most.
    fresh = now - before.since >= HOUR
    since, changes = (coarse(now, TEN_MINUTES), 1) if fresh else (before.since, before.changes + 1)
    if changes > kind.rules.changes_an_hour:
        raise Refusal(Text("pledge-too-often", {"at": Moment(before.since + HOUR, form="time")}))
    after = replace(after, since=since, changes=changes)
    if after.people and not before.people:
        # A held pledge from a group stays held when made again in a group, but not in a private chat.
        held = participant.chat is not None and (before.held or await _bursts(tx, event, participant.chat, kind, now))
        late = now >= event.ends_at
        after = replace(after, pledged_at=coarse(now, TEN_MINUTES), chat=participant.chat, held=held, late=late)
    await tx.pledges.put(event.id, after)
    return after


async def _bursts(tx: Transaction, event: Event, chat: int, kind: Kind, now: datetime) -> bool:
    """Whether this group exceeds the burst limit; on the first time, its other recent pledges are held too."""
    if chat in event.trusted:
        return False
    since = coarse(now - kind.rules.burst_within, TEN_MINUTES)
    recent = await tx.pledges.recent(event.id, chat, since)
    if recent == kind.rules.burst:
        await tx.pledges.hold(event.id, chat, since)
    return recent >= kind.rules.burst
