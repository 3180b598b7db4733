"""/checkin: what I did, during an event or after it; also by a link, from a computer."""

from datetime import datetime

from bot.core.commands.request import Argument, Ask, Command, end_question
from bot.core.events import pledges
from bot.core.events.amounts import with_number
from bot.core.events.checkin import check_in_line, parse_check_in, part_hours
from bot.core.events.checkin_links import checkin_url, make_token
from bot.core.events.kind import Kind, Unit
from bot.core.events.pledges import Participant
from bot.core.model.event import Event
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from handlers.events import choose_event, participant_of
from handlers.pledge import confirmation, mark_simulated

_ASKED = {Unit.HOURS: "checkin-how-hours", Unit.MONEY: "checkin-how-money", Unit.DONE: "checkin-how-done"}
_AWAITED = {Unit.HOURS: "checkin-ask-hours", Unit.MONEY: "checkin-ask-money"}


async def checkin(ask: Ask, tx: Transaction) -> Reply:
    """Store what the person did, and confirm it to them alone; without words, explain how to check in."""
    found, words = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, event, kind = found
    pledges.check_takes_check_ins(event, kind, ask.now)
    person = await participant_of(ask, tx, event)
    if not words:
        return await _how(ask, tx, event, kind, person)
    done = parse_check_in(" ".join(words), kind, ask.vocabulary, campaign.currency, f"checkin #{event.id}")
    kept = await pledges.check_in(tx, event, kind, person, done, ask.now)
    if kept is None:
        return confirmation(ask, kind, f"checkin {with_number(event.id, ' '.join(words))}")
    await mark_simulated(ask, tx, event, kind)
    await end_question(ask, tx, f"checkin #{event.id}")
    return Reply(lines=(check_in_line(kept, event, kind, campaign.currency),), personal=True)


async def _how(ask: Ask, tx: Transaction, event: Event, kind: Kind, person: Participant) -> Reply:
    """Ask what was done; in private the next message is the answer, and there is a link for a computer.

    Anyone with the link can check in as this person.
    """
    asked = _ASKED[kind.unit]
    if ask.private and kind.unit in _AWAITED:
        asked = _AWAITED[kind.unit]
        await tx.dialogues.wait(ask.request.address.platform, ask.request.person, f"checkin #{event.id}")
    shown = [Text(asked, {"id": str(event.id)})]
    rows = _choices(event, kind, ask.now)
    if ask.private and ask.kinds.rules.public_url:
        token = await make_token(tx, event, person, ask.now)
        rows.append((Button(Text("button-link"), url=checkin_url(ask.kinds.rules, event, token)),))
        shown.append(Text("checkin-link"))
    return Reply(lines=tuple(shown), buttons=tuple(rows), personal=True)


def _choices(event: Event, kind: Kind, now: datetime) -> list[tuple[Button, ...]]:
    """A button for each usual answer; of an event of hours, all of it can be said only after its end."""
    none = Button(Text("button-none"), command=f"checkin {event.id} none")
    if kind.unit is not Unit.HOURS:
        return [(Button(Text("button-done"), command=f"checkin {event.id} all"), none)]
    parts = [
        Button(Text("span-hours", {"count": hours}), command=f"checkin {event.id} {hours}h")
        for hours in part_hours(event, now)
    ]
    whole = (Button(Text("button-all-hours"), command=f"checkin {event.id} all"),) if now >= event.ends_at else ()
    return [(*whole, none), *([tuple(parts)] if parts else [])]


COMMAND = Command(
    "checkin", checkin, arguments=(Argument("event", suggest="events"), Argument("words")), person=True, form=True
)  # fmt: skip
