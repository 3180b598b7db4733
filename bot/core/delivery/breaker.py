"""Tells an outage of the whole platform from trouble of single chats."""

from enum import StrEnum

CHATS = 3
"""So many different chats in a row that end unclear or unreachable are no trouble of theirs."""

SUCCESSES = 3
"""So many requests, one after the other, have to be answered before many are sent at once again."""


class Circuit(StrEnum):
    """What may leave: everything, nothing, or one request at a time."""

    CLOSED = "closed"
    OPEN = "open"
    TRYING = "trying"


class Breaker:
    """The circuit breaker of one platform. It opens by itself, or where a probe failed; a probe lets it try again."""

    def __init__(self) -> None:
        self.circuit = Circuit.CLOSED
        self._troubled: set[str] = set()
        self._successes = 0

    def trouble(self, chat: str) -> bool:
        """A request to the chat ended unclear, or did not reach the platform; whether the circuit opens by that."""
        self._troubled.add(chat)
        if self.circuit is Circuit.TRYING or (self.circuit is Circuit.CLOSED and len(self._troubled) >= CHATS):
            self.open()
            return True
        return False

    def passed(self) -> bool:
        """The platform answered a request clearly; whether the circuit closes by that."""
        self._troubled.clear()
        if self.circuit is not Circuit.TRYING:
            return False
        self._successes += 1
        if self._successes < SUCCESSES:
            return False
        self.close()
        return True

    def open(self) -> None:
        """Let nothing out."""
        self.circuit = Circuit.OPEN
        self._successes = 0

    def try_again(self) -> None:
        """Let one request out at a time."""
        self.circuit = Circuit.TRYING
        self._successes = 0

    def close(self) -> None:
        """Let everything out."""
        self.circuit = Circuit.CLOSED
        self._troubled.clear()
