"""Approvals: who wrote what waits to be approved, and who approved it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class MatterKind(StrEnum):
    """What can wait for approval."""

    CALL = "call"
    EVENT = "event"
    CANCELLATION = "cancellation"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Matter:
    """A call, an event, its cancellation, or the release of its alarm, that waits for approval; by id in a campaign."""

    campaign: str
    kind: MatterKind
    id: int


class Approvals(Protocol):
    """Authors and approvals of each matter. A person is known by the pseudonym of their role in the campaign."""

    async def add_author(self, matter: Matter, pseudonym: str) -> None:
        """Record the person as an author of the pending text; their approval no longer counts."""
        ...

    async def authors(self, matter: Matter) -> set[str]:
        """The pseudonyms of all authors of the pending text."""
        ...

    async def approve(self, matter: Matter, pseudonym: str, content_hash: str) -> None:
        """Record that the person approves the text with this hash, replacing their earlier approval.

        An author stays an author. Of two who approve at once, the second waits for the first one's transaction.
        """
        ...

    async def approved(self, matter: Matter, content_hash: str) -> set[str]:
        """The pseudonyms of all who approved the text with this hash."""
        ...

    async def clear(self, matter: Matter) -> None:
        """Delete the matter's authors and approvals."""
        ...
