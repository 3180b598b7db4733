"""A pseudonym for each purpose, so that the tables of people cannot be joined without SECRET_KEY.

`bot.core.model.roles.pseudonym` gives a person's in a campaign: roles, the audit log, calls and approvals share it. The
others are made of it, one for each event, one for the taps under each call.
"""

from storage.engine.session import Link


def of_event(link: Link, event_id: int, known_as: str) -> str:
    """The pseudonym in an event of whoever is `known_as` in its campaign."""
    return link.crypto.narrowed(f"event|{event_id}", known_as)


def of_taps(link: Link, call_id: int, known_as: str) -> str:
    """The pseudonym among a call's taps of whoever is `known_as` in its campaign."""
    return link.crypto.narrowed(f"taps|{call_id}", known_as)
