"""Signed links: whoever has one may say for one person, in one event, what they did."""

from collections.abc import Mapping

from bot.core.events.kind import Kind
from bot.core.events.pledges import Participant
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Rules
from bot.core.model.reply import Text
from bot.core.ports.database import Transaction


def checkin_url(rules: Rules, event: Event, token: str) -> str:
    """The address of the page on which a person checks in."""
    return f"{rules.public_url.rstrip('/')}/checkin/{event.id}/{token}"


async def holder(
    tx: Transaction, event_id: int, token: str, kinds: Mapping[str, Kind]
) -> tuple[Event, Kind, Participant]:
    """The event and the person that a link stands for; refused where it was not made here."""
    event = await tx.events.get(event_id)
    known_as = tx.people.signed(f"checkin:{event_id}", token)
    if event is None or not known_as or event.kind not in kinds:
        raise Refusal(Text("checkin-bad-link"))
    return event, kinds[event.kind], Participant(known_as)
