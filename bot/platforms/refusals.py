"""The kinds of platform refusals and their outcomes; unknown ones are reported to the operator."""

from datetime import datetime, timedelta
from enum import StrEnum

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.model.announcements import Outcome, Refused
from bot.core.ports.clock import Clock

MALFORMED = "malformed: "
"""How the reason of a refusal begins that is a mistake of this program."""

EVERY = timedelta(days=1)
MOST_TOLD = 200
_KNOWN = frozenset({"no-right", "empty", "not-rendered", "locked", "archived", "topic-gone", "no-access"})


class Sort(StrEnum):
    """What a refusal means."""

    GONE = "gone"
    """The chat was deleted, or the bot was removed or blocked: nothing goes there any more."""

    MOVED = "moved"
    """The chat has a new id."""

    MESSAGE_GONE = "message gone"
    """The message that was to be changed is not there, or not ours."""

    NO_RIGHT = "no right"
    """Whoever manages the chat can allow it."""

    MALFORMED = "malformed"
    """Too long or wrong in form: a mistake of this program, which its operator should report."""

    WAIT = "wait"
    """Too much of it just now in this chat: the same is taken after a pause."""

    LATER = "later"
    """The platform has trouble of its own, or has reached a limit: the same may be taken later."""

    DONE = "done"
    """It stands there already as it should."""

    OTHER = "other"
    """Not known."""


class UnsortedRefusals:
    """Reports unknown refusals, and those caused by our own bugs, to the operator: each text once a day."""

    def __init__(self, platform: str, vitals: VitalSigns, clock: Clock, log: FilteringBoundLogger) -> None:
        self._platform = platform
        self._vitals = vitals
        self._clock = clock
        self._log = log
        self._told: dict[str, datetime] = {}

    def note(self, outcome: Outcome) -> Outcome:
        """Return `outcome` unchanged; report it if it is such a refusal."""
        if not isinstance(outcome, Refused) or outcome.gone or outcome.reason in _KNOWN:
            return outcome
        self._vitals.count(Count.UNSORTED_REFUSALS, self._platform)
        now = self._clock.now()
        if now - self._told.get(outcome.reason, now - EVERY) >= EVERY:
            if len(self._told) >= MOST_TOLD:
                self._told.clear()
            self._told[outcome.reason] = now
            ours = outcome.reason.startswith(MALFORMED)
            said = (
                "a message of ours is refused as malformed" if ours else "a platform refuses something, and why is new"
            )
            self._log.warning(said, platform=self._platform, reason=outcome.reason.removeprefix(MALFORMED))
        return outcome
