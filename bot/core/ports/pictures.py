"""Stored pictures."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the store: its media type and its bytes."""

    kind: str
    data: bytes


class Pictures(Protocol):
    """Pictures that messages show, and what platforms call them once they have them."""

    async def add(self, picture: Picture) -> str:
        """Store a picture; its id, the SHA-256 of its bytes."""
        ...

    async def get(self, picture_id: str) -> Picture | None:
        """A picture."""
        ...

    async def drop_unused(self) -> None:
        """Delete the pictures that no call, announcement or campaign shows."""
        ...

    async def file(self, picture_id: str, platform: str) -> str:
        """What the platform calls the picture, "" if it does not have it yet."""
        ...

    async def remember(self, picture_id: str, platform: str, file: str) -> None:
        """Keep what the platform calls it, so that it is uploaded once."""
        ...
