"""Tells the questions that groups asked while nobody listened from those that are asked now."""

from datetime import UTC, datetime, timedelta

from bot.core.model.chats import ChatKind
from bot.platforms.telegram.updates.incoming import Asked

LATE = timedelta(seconds=60)
"""A group talks about something else by then; its answers wait in the queue no longer either."""
CATCHING_UP = timedelta(minutes=2)
"""After a start Telegram posts what it kept within this time; then a date that seems old is that of a wrong clock."""


class Lateness:
    """Whether an update is late, by its date and by what came before it.

    Fetched updates (`posted` False) are late only until a fetch brings fewer than it could: those that wait come first.
    Posted ones come one by one, so the last start and the difference of both clocks decide.
    """

    def __init__(self, now: datetime, *, posted: bool) -> None:
        self._posted = posted
        self._since = now
        self._catching_up = True
        self._skew: timedelta | None = None
        """The smallest age of an update when it came: the difference of the clocks."""

    def lose(self) -> None:
        """A fetch failed: what waited meanwhile may be late."""
        self._catching_up = self._catching_up or not self._posted

    def handle(self, *, more: bool) -> None:
        """What was fetched is handled, and `more` may wait behind it."""
        if not self._posted:
            self._catching_up = self._catching_up and more

    def is_late(self, asked: Asked, now: datetime) -> bool:
        """Whether a group asked a minute ago, while nobody listened. Live updates never are: a clock may be wrong."""
        if not asked.sent:
            return False
        age = now - datetime.fromtimestamp(asked.sent, UTC)
        late = self._is_late_post(age, now) if self._posted else self._catching_up and age > LATE
        return late and asked.request.kind is not ChatKind.PRIVATE

    def may_be_late(self, asked: Asked) -> bool:
        """Whether a group's tap, which has no date, may be from before the bot listened."""
        return bool(asked.tap) and self._catching_up and asked.request.kind is not ChatKind.PRIVATE

    def _is_late_post(self, age: timedelta, now: datetime) -> bool:
        self._catching_up = self._catching_up and age > LATE and now - self._since <= CATCHING_UP
        if self._catching_up:
            return True
        self._skew = age if self._skew is None else min(self._skew, age)
        return age - self._skew > LATE
