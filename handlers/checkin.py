"""/checkin: what I did, during an event or after it; also by a link, from a computer."""

from bot.core.commands.request import Argument, Ask, Command
from bot.core.events import pledges
from bot.core.events.amounts import with_number
from bot.core.events.checkin import check_in_line, parse_check_in
from bot.core.events.checkin_links import checkin_url, make_token
from bot.core.events.kind import Kind, Unit
from bot.core.events.pledges import Participant
from bot.core.model.event import Event
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction
from handlers.events import choose_event, participant_of
from handlers.pledge import confirmation, mark_simulated


async def checkin(ask: Ask, tx: Transaction) -> Reply:
    """Store what the person did, and confirm it to them alone; without words, explain how to check in."""
    found, words = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, event, kind = found
    person = await participant_of(ask, tx, event)
    if not words:
        return await _how(ask, tx, event, kind, person)
    done = parse_check_in(" ".join(words), kind, ask.vocabulary, campaign.currency, f"checkin #{event.id}")
    kept = await pledges.check_in(tx, event, kind, person, done, ask.now)
    if kept is None:
        return confirmation(ask, kind, f"checkin {with_number(event.id, ' '.join(words))}")
    await mark_simulated(ask, tx, event, kind)
    return Reply(lines=(check_in_line(kept, event, kind, campaign.currency),), personal=True)


async def _how(ask: Ask, tx: Transaction, event: Event, kind: Kind, person: Participant) -> Reply:
    """Explain how; in private, also give the link for a computer. Anyone with the link can check in as this person."""
    pledges.check_open(event)
    lines = {Unit.HOURS: "checkin-how-hours", Unit.MONEY: "checkin-how-money", Unit.DONE: "checkin-how-done"}
    whole = Text("button-all-hours" if kind.unit is Unit.HOURS else "button-done")
    row = (
        Button(whole, command=f"checkin {event.id} all"),
        Button(Text("button-none"), command=f"checkin {event.id} none"),
    )
    if not (ask.private and ask.kinds.rules.public_url):
        return Reply(lines=(Text(lines[kind.unit], {"id": str(event.id)}),), buttons=(row,), personal=True)
    token = await make_token(tx, event, person, ask.now)
    link = Button(Text("button-link"), url=checkin_url(ask.kinds.rules, event, token))
    shown = (Text(lines[kind.unit], {"id": str(event.id)}), Text("checkin-link"))
    return Reply(lines=shown, buttons=(row, (link,)), personal=True)


COMMAND = Command(
    "checkin", checkin, arguments=(Argument("event", suggest="events"), Argument("words")), person=True
)  # fmt: skip
