"""Check-in links: a capability URL with which one person can check in to one event on the web."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.core.events.kind import Kind
from bot.core.events.pledges import Participant
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Pledge, Rules
from bot.core.model.privacy import TEN_MINUTES, coarse
from bot.core.model.reply import Text
from bot.core.ports.database import Transaction


def checkin_url(rules: Rules, event: Event, token: str) -> str:
    """The address of the check-in page for this token."""
    return f"{rules.public_url.rstrip('/')}/checkin/{event.id}/{token}"


async def make_token(tx: Transaction, event: Event, participant: Participant, now: datetime) -> str:
    """Make a random token that replaces the person's last one. Only its hash is stored, in their pledge."""
    token = secrets.token_urlsafe(16)
    before = await tx.pledges.get(event.id, participant.pseudonym)
    kept = before or Pledge(participant.pseudonym, coarse(now, TEN_MINUTES))
    await tx.pledges.put(event.id, replace(kept, link_hash=_hash(token)))
    return token


async def holder(
    tx: Transaction, event_id: int, token: str, kinds: Mapping[str, Kind]
) -> tuple[Event, Kind, Participant]:
    """Look up a link's event and person. Raises a Refusal where no pledge has this link."""
    event = await tx.events.get(event_id)
    known_as = await tx.pledges.by_link(event_id, _hash(token))
    if event is None or not known_as or event.kind not in kinds:
        raise Refusal(Text("checkin-bad-link"))
    return event, kinds[event.kind], Participant(known_as)


def _hash(token: str) -> str:
    """The stored SHA-256 of a token; with 128 random bits it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
