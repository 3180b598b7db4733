"""Taking part: what becomes of a pledge, of a change of mind, and of what people say they did."""

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
_SHUT = {
    EventState.PROPOSED: "event-is-proposed",
    EventState.CANCELLED: "event-is-cancelled",
    EventState.CLOSED: "event-is-closed",
}


@dataclass(frozen=True, slots=True)
class Participant:
    """A person by pseudonym; `chat` is the group they speak in (the store's number), None in private."""

    pseudonym: str
    chat: int | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class PledgeChange:
    """What a person says about taking part; None is for what they do not mention, and leaves that as it was.

    `more` is how many others they bring, `sure` that they have read the kind's warning, once it was shown to them.
    """

    more: int | None = None
    chapter: str | None = None
    band: int | None = None
    amount: Decimal | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a person did: the whole (`all`), so many whole hours, so much money, or nothing (both None)."""

    all: bool = False
    hours: int | None = None
    spent: Decimal | None = None


async def pledge(
    tx: Transaction, event: Event, kind: Kind, participant: Participant, change: PledgeChange, now: datetime
) -> Pledge | None:
    """Keep a pledge, in place of what the person said before; None where the kind's warning must be confirmed first.

    Refused once the event is over or cancelled, and where the person changed their mind too often.
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
    """Take a pledge back, with all that was said beside it; False where there was none."""
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
    """Keep what a person did; whoever had not pledged counts as taking part, unless they did nothing.

    None where that makes them take part and the kind's warning must be confirmed first.
    Refused before the start and `kind.rules.checkin_after` past the end. While an event goes on, it cannot be done as
    a whole, nor for longer than it has lasted.
    """
    check_open(event)
    if now < event.starts_at:
        raise Refusal(Text("checkin-early", {"id": str(event.id), "at": Moment(event.starts_at, event.zone)}))
    closes = event.ends_at + kind.rules.checkin_after
    if now >= closes:
        raise Refusal(Text("checkin-late", {"id": str(event.id), "at": Moment(closes, event.zone)}))
    hours, complete = _hours(event, kind, said, now)
    before = await tx.pledges.get(event.id, participant.pseudonym) or Pledge(
        participant.pseudonym, coarse(now, TEN_MINUTES)
    )
    spent = said.spent if said.spent is not None or not said.all else before.amount
    if hours and not before.people and await _shows_note(tx, event, kind, before, now):
        return None
    people = before.people or 1
    if not hours:
        # After the end nobody can pledge: who was counted only since then said that they did it, and now takes it back.
        people = 0 if before.late else before.people
    after = replace(before, people=people, hours=hours, complete=complete, spent=spent)
    return await _keep(tx, event, before, after, participant, kind, now)


def check_open(event: Event) -> None:
    """Refuse what comes after an event was cancelled or closed, and before it was approved."""
    if not event.open:
        raise Refusal(Text(_SHUT[event.state], {"id": str(event.id)}))


def _hours(event: Event, kind: Kind, said: CheckIn, now: datetime) -> tuple[int, bool]:
    """Whole hours, and whether that is all of it; of a kind without hours, 1 says that it was done."""
    if kind.unit is not Unit.HOURS:
        return (1, said.all) if said.all or said.spent else (0, False)
    whole, lasted = event.length // HOUR, (min(now, event.ends_at) - event.starts_at) // HOUR
    if said.all and now < event.ends_at:
        raise Refusal(Text("checkin-not-over", {"id": str(event.id), "hours": lasted}))
    hours = whole if said.all else said.hours or 0
    if hours > lasted:
        raise Refusal(Text("checkin-too-long", {"hours": lasted}))
    return hours, hours == whole > 0


async def _shows_note(tx: Transaction, event: Event, kind: Kind, before: Pledge, now: datetime) -> bool:
    """Whether the kind's warning must be shown before this person joins; then that it is shown is noted."""
    if not kind.note or (before.noted_at is not None and now - before.noted_at <= NOTE_LASTS):
        return False
    await tx.pledges.put(event.id, replace(before, noted_at=coarse(now, TEN_MINUTES)))
    return True


async def _keep(
    tx: Transaction, event: Event, before: Pledge, after: Pledge, participant: Participant, kind: Kind, now: datetime
) -> Pledge:
    if after == before:
        return after
    # Counted from the first change on, so that nobody has to be watched for longer than an hour.
    fresh = now - before.since >= HOUR
    since, changes = (coarse(now, TEN_MINUTES), 1) if fresh else (before.since, before.changes + 1)
    if changes > kind.rules.changes_an_hour:
        raise Refusal(Text("pledge-too-often", {"at": Moment(before.since + HOUR, form="time")}))
    after = replace(after, since=since, changes=changes)
    if after.people and not before.people:
        # What was held of a group stays held in a group; anew in private, it does not come from there.
        held = participant.chat is not None and (before.held or await _bursts(tx, event, participant.chat, kind, now))
        late = now >= event.ends_at
        after = replace(after, pledged_at=coarse(now, TEN_MINUTES), chat=participant.chat, held=held, late=late)
    await tx.pledges.put(event.id, after)
    return after


async def _bursts(tx: Transaction, event: Event, chat: int, kind: Kind, now: datetime) -> bool:
    """Whether more people than usual come from this group at once; the first time, the others of them wait too."""
    if chat in event.trusted:
        return False
    since = coarse(now - kind.rules.burst_within, TEN_MINUTES)
    recent = await tx.pledges.recent(event.id, chat, since)
    if recent == kind.rules.burst:
        await tx.pledges.hold(event.id, chat, since)
    return recent >= kind.rules.burst
