"""Approvals: who wrote what waits to be approved, and who approved it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class MatterKind(StrEnum):
    """What can wait for approval."""

    CALL = "call"
    EVENT = "event"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class Matter:
    """A call, an event, or the cancellation of an event, that waits for approval; by its id in a campaign."""

    campaign: str
    kind: MatterKind
    id: int


class Approvals(Protocol):
    """Authors and approvals of each matter. A person is known by the pseudonym of their role in the campaign."""

    async def add_author(self, matter: Matter, pseudonym: str) -> None:
        """Record that the person wrote some of the words that wait; an approval of theirs counts no more."""
        ...

    async def authors(self, matter: Matter) -> set[str]:
        """Everybody who wrote some of the words that wait."""
        ...

    async def approve(self, matter: Matter, pseudonym: str, mark: str) -> None:
        """Record that the person approves the words of this mark, in place of what they approved before.

        An author stays an author. Of two who approve at once, the second waits for the first one's transaction.
        """
        ...

    async def approved(self, matter: Matter, mark: str) -> set[str]:
        """Everybody who approved the words of this mark."""
        ...

    async def clear(self, matter: Matter) -> None:
        """Delete the matter's authors and approvals."""
        ...
