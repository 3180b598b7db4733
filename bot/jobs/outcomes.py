"""What becomes of a delivery after a try of it: done, tried again, given up, or not known."""

from datetime import datetime, timedelta

from bot.core.delivery.retry import DELIVERY
from bot.core.model.announcements import (
    AnnouncementKind,
    Delivery,
    Missing,
    Moved,
    NotSent,
    Outcome,
    Refused,
    Sent,
    State,
    Unknown,
)
from bot.core.ports.delivery import Change

LONG_ENOUGH = timedelta(seconds=450)
"""No delivery is given up earlier: between tries that kills cut short there were no such delays."""

MOVES = 3
"""Tries beyond the sixth, for a chat that moves."""

FLOODED = timedelta(hours=6)


def after(delivery: Delivery, outcome: Outcome, now: datetime, jitter: float) -> Change:
    """The change to record after `outcome`; `jitter`, a factor around 1, stretches the delays.

    Surely not sent is tried again, six times in about ten minutes; waits that the platform asked for do not count
    among these, but end after six hours. Unknown is sent once more where the kind is at least once; what the platform
    can repeat safely, an edit or a deletion, is repeated in any case. What may stand in the chat already never ends
    as failed, but as unknown.
    """
    if isinstance(outcome, Sent):
        return Change(delivery.id, delivery.attempt, State.SENT, outcome.message, again=delivery.again)
    if isinstance(outcome, Missing):
        return _missing(delivery, now)
    reason = "moved" if isinstance(outcome, Moved) else outcome.reason
    unclear = isinstance(outcome, Unknown)
    wait = _wait(delivery, outcome, now, jitter)
    if wait is None:
        state = State.UNKNOWN if unclear or delivery.again else State.FAILED
        return Change(delivery.id, delivery.attempt, state, "", reason, again=delivery.again)
    again = delivery.again or (unclear and delivery.action.posts)
    retry_at = now + timedelta(seconds=wait)
    free = isinstance(outcome, NotSent) and outcome.flood
    return Change(delivery.id, delivery.attempt, State.PENDING, "", reason, retry_at, again, free)


def _missing(delivery: Delivery, now: datetime) -> Change:
    """An update is posted anew where its message was deleted; nothing else comes back that a chat has taken away."""
    if delivery.kind is AnnouncementKind.UPDATE:
        return Change(delivery.id, delivery.attempt, State.PENDING, reason="message-gone", retry_at=now)
    return Change(delivery.id, delivery.attempt, State.SKIPPED, reason="message-gone", again=delivery.again)


def _wait(
    delivery: Delivery, outcome: NotSent | Unknown | Refused | Moved, now: datetime, jitter: float
) -> float | None:
    """Seconds until the next try; None if there is none."""
    elapsed = now - (delivery.first_try or now)
    worn = delivery.tries + 1 >= DELIVERY.tries
    delay = DELIVERY.pause(delivery.tries + 1) * jitter
    match outcome:
        case NotSent(flood=True):
            return max(outcome.wait, 1.0) if elapsed < FLOODED else None
        case NotSent():
            return max(outcome.wait, delay) if not worn or elapsed < LONG_ENOUGH else None
        case Unknown(repeat=True):
            return delay if not worn or elapsed < LONG_ENOUGH else None
        case Unknown() if delivery.action.posts:
            return delay if delivery.kind.at_least_once and not delivery.again else None
        case Unknown():
            return None if worn else delay
        case Moved():
            return 0.0 if delivery.tries < DELIVERY.tries + MOVES else None
    return None
