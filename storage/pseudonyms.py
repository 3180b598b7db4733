"""One pseudonym per purpose, so that tables about people cannot be joined without SECRET_KEY.

`bot.core.model.roles.pseudonym` derives a person's pseudonym in a campaign, for roles, the audit log, calls and
approvals. The others are derived from it: one for each event, one for the taps under each call.
"""

from storage.engine.session import Link


def of_event(link: Link, event_id: int, known_as: str) -> str:
    """The pseudonym in an event of the person whose pseudonym in the campaign is `known_as`."""
    return link.crypto.narrowed(f"event|{event_id}", known_as)


def of_taps(link: Link, call_id: int, known_as: str) -> str:
    """The pseudonym for a call's taps of the person whose pseudonym in the campaign is `known_as`."""
    return link.crypto.narrowed(f"taps|{call_id}", known_as)
