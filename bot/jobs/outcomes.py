"""Decides what follows a try of a delivery: done, retried, failed, or unknown."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_of_missing_right
from bot.core.delivery.retry import DELIVERY, DELIVERY_SECONDS, unanswered
from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.model.announcements import (
    LIFETIME,
    OUT_OF_REACH,
    UNREACHABLE,
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
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.facts import FLOOD_WAIT, FloodWait
from bot.core.ports.platform import Platform, RenderError
from bot.jobs.outcome_writer import Effect

LONG_ENOUGH = timedelta(seconds=450)
"""No delivery is given up earlier: between tries that kills cut short there were no such delays."""

MOVES = 3
"""Tries beyond the sixth, for a chat that moves."""

FLOODED = timedelta(hours=6)
AFTER_OUTAGE = 1.0
"""Seconds between two tries of a delivery while the platform is unreachable."""


async def send(platform: Platform, delivery: Delivery, report: Callable[[BaseException], None]) -> Outcome:
    """The outcome of one try; a fault of the platform's code is reported, and is an outcome too."""
    try:
        async with asyncio.timeout(DELIVERY_SECONDS):
            return await platform.deliver(delivery)
    except RenderError as fault:
        report(fault)
        return Refused("not-rendered")
    except Exception as fault:  # noqa: BLE001 - whatever failed, the request may have been sent before
        report(fault)
        return Unknown(type(fault).__name__, repeat=platform.repeats)


def after(delivery: Delivery, outcome: Outcome, now: datetime, jitter: float, *, outage: bool = False) -> Change:
    """The change to record after `outcome`; `jitter`, a factor around 1, stretches the delays.

    If it was surely not sent, it is retried six times in about ten minutes. Waits that the platform asked for do not
    count as tries, but end after six hours. If the outcome is unknown, it is sent once more where the kind is at-least-
    once; an edit or a deletion, which is safe to repeat, is always repeated. A message that may be in the chat already
    ends as unknown, never as failed.

    In an `outage` of the platform, a try without an answer does not count: the delivery waits until its deadline. It
    does not use the one repetition either, but six such tries end the delivery, since each may have arrived.
    """
    if isinstance(outcome, Sent):
        return Change(delivery.id, delivery.attempt, State.SENT, outcome.message, again=delivery.again)
    if isinstance(outcome, Missing):
        return _missing(delivery, now)
    posts_anew = delivery.action.posts or delivery.kind is AnnouncementKind.UPDATE
    if isinstance(outcome, Moved) and not outcome.topic and not posts_anew:
        # The message has its id in the old chat only: in the new chat the same id belongs to another message.
        return Change(delivery.id, delivery.attempt, State.FAILED, "", OUT_OF_REACH, again=delivery.again)
    reason = _reason(outcome)
    unclear = isinstance(outcome, Unknown)
    away = outage and unanswered(outcome)
    wait = _wait_out(delivery, outcome, now, jitter) if away else _wait(delivery, outcome, now, jitter)
    if wait is None:
        state = State.UNKNOWN if unclear or delivery.again else State.FAILED
        return Change(delivery.id, delivery.attempt, state, "", reason, again=delivery.again)
    again = delivery.again or (unclear and delivery.action.posts)
    retry_at = now + timedelta(seconds=wait)
    free = (isinstance(outcome, NotSent) and outcome.flood) or (away and not _counts(delivery, outcome))
    return Change(delivery.id, delivery.attempt, State.PENDING, "", reason, retry_at, again, free)


def given_back(delivery: Delivery, now: datetime, delay: float) -> Change:
    """The change that requeues an unsent delivery for so many seconds, if that is known; its intent is no try."""
    retry_at = now + timedelta(seconds=delay) if 0 < delay < float("inf") else None
    return Change(delivery.id, delivery.attempt, State.PENDING, retry_at=retry_at, free=True)


def _reason(outcome: NotSent | Unknown | Refused | Moved) -> str:
    """The stored reason of an outcome; all faults of the way to the platform begin with the same word."""
    if isinstance(outcome, Moved):
        return "moved"
    lost = isinstance(outcome, NotSent) and outcome.unreachable
    return f"{UNREACHABLE}{outcome.reason}" if lost else outcome.reason


def _missing(delivery: Delivery, now: datetime) -> Change:
    """Post an update again if its message was deleted; nothing else that was deleted from a chat is posted again."""
    if delivery.kind is AnnouncementKind.UPDATE:
        return Change(delivery.id, delivery.attempt, State.PENDING, reason="message-gone", retry_at=now)
    return Change(delivery.id, delivery.attempt, State.SKIPPED, reason="message-gone", again=delivery.again)


def _counts(delivery: Delivery, outcome: Outcome) -> bool:
    """Whether a try in an outage still counts, because it may have put a message into the chat."""
    return isinstance(outcome, Unknown) and not outcome.repeat and delivery.action.posts


def _wait_out(delivery: Delivery, outcome: Outcome, now: datetime, jitter: float) -> float | None:
    """Seconds until the next try after an outage; None if there is none. The gate is shut until the outage ends."""
    end = delivery.deadline if delivery.action.posts else None
    if now >= (end or (delivery.first_try or now) + LIFETIME):
        return None
    if _counts(delivery, outcome) and not (delivery.kind.at_least_once and delivery.tries + 1 < DELIVERY.tries):
        return None
    return AFTER_OUTAGE * jitter


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


def effect_of(delivery: Delivery, outcome: Outcome, now: datetime, halted: float) -> Effect | None:
    """What the outcome changes for the chat, or for all chats for `halted` seconds; written in the same transaction."""
    platform, chat = delivery.address.platform, delivery.address.chat
    match outcome:
        case NotSent(flood=True) if halted > 0:
            return lambda tx: tx.facts.put(FLOOD_WAIT, platform, FloodWait(now, halted))
        case Moved(_, topic) if topic:
            return lambda tx: tx.chats.lose_topic(platform, chat, topic)
        case Moved(new) if delivery.kind is AnnouncementKind.UPDATE and not delivery.action.posts:
            return lambda tx: _post_anew(tx, delivery, new)
        case Moved(new):
            return lambda tx: tx.chats.move(platform, chat, new)
        case Refused(reason, gone=True):
            return lambda tx: tx.chats.all_off(platform, chat, reason)
        case Missing() if delivery.kind is AnnouncementKind.UPDATE:
            return lambda tx: tx.ledger.repost(delivery.id)
        case Refused("no-right") if delivery.kind is not AnnouncementKind.NOTICE:
            return lambda tx: notify_of_missing_right(tx, delivery, now)
    return None


async def _post_anew(tx: Transaction, delivery: Delivery, chat: str) -> None:
    """Post an update as a new message in the new chat: the message to edit has its id in the old chat only."""
    await tx.chats.move(delivery.address.platform, delivery.address.chat, chat)
    await tx.ledger.repost(delivery.id)


def out_of_reach(delivery: Delivery) -> Outcome | None:
    """The outcome of an edit or deletion whose chat has a new id since planning: its message cannot be reached."""
    if delivery.action.posts or delivery.message:
        return None
    return Missing() if delivery.kind is AnnouncementKind.UPDATE else Refused(OUT_OF_REACH)


def note_outcome(signs: VitalSigns, platform: str, outcome: Outcome, change: Change) -> None:
    """Count what became of a send on a platform."""
    signs.count(Count.OUTCOMES, f"{platform}:{type(outcome).__name__.lower()}")
    if isinstance(outcome, NotSent) and outcome.flood:
        signs.count(Count.FLOOD_WAITS, platform)
    if change.state is State.PENDING:
        signs.count(Count.RETRIES, platform)
