"""A circuit breaker: distinguishes an outage of the whole platform from errors of single chats."""

from enum import StrEnum

CHATS = 3
"""This many different chats in a row with unclear or unreachable outcomes open the circuit."""

SUCCESSES = 3
"""This many successive answers in the half-open state close the circuit."""


class Circuit(StrEnum):
    """What may be sent: everything (closed), nothing (open), or one request at a time (half-open)."""

    CLOSED = "closed"
    OPEN = "open"
    TRYING = "trying"


class Breaker:
    """The circuit breaker of one platform. It opens by itself or by a failed probe; a good probe half-opens it."""

    def __init__(self) -> None:
        self.circuit = Circuit.CLOSED
        self._failed_chats: set[str] = set()
        self._successes = 0

    def record_failure(self, chat: str) -> bool:
        """Record an unclear or unreachable outcome of a request to the chat; return whether this opens the circuit."""
        self._failed_chats.add(chat)
        if self.circuit is Circuit.TRYING or (self.circuit is Circuit.CLOSED and len(self._failed_chats) >= CHATS):
            self.open()
            return True
        return False

    def record_success(self) -> bool:
        """Record a clear answer of the platform; return whether this closes the circuit."""
        self._failed_chats.clear()
        if self.circuit is not Circuit.TRYING:
            return False
        self._successes += 1
        if self._successes < SUCCESSES:
            return False
        self.close()
        return True

    def open(self) -> None:
        """Open the circuit: nothing is sent."""
        self.circuit = Circuit.OPEN
        self._successes = 0

    def try_again(self) -> None:
        """Half-open the circuit: one request at a time."""
        self.circuit = Circuit.TRYING
        self._successes = 0

    def close(self) -> None:
        """Close the circuit: everything is sent."""
        self.circuit = Circuit.CLOSED
        self._failed_chats.clear()
