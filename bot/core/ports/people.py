"""People with a role, and the audit log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.chats import Address, Chat
from bot.core.model.roles import Invite, Member, Role


@dataclass(frozen=True, slots=True)
class Rotation:
    """A change of SECRET_KEY: how many people moved over at once, and how many old pseudonyms wait to be seen."""

    people: int
    waiting: int


class People(Protocol):
    """Who holds a role, known by pseudonym. `platform` and `user` are the platform's own; they are hashed at once."""

    @property
    def knowable(self) -> bool:
        """Whether there is a SECRET_KEY. Without one, every other method here raises."""
        ...

    @property
    def moving(self) -> bool:
        """Whether people who are known under the SECRET_KEY before may still move over to the new one."""
        ...

    async def move_over(self, platform: str, user: str, chat: str) -> None:
        """Find the person under the old key and keep them under the new one; nothing where there is no old key.

        `chat` is their private chat, or the same as `user` where it is not known.
        """
        ...

    async def rotate(self) -> Rotation:
        """Move over all that the old key encrypted, and everybody whose private address is kept."""
        ...

    async def waiting_to_move(self) -> int:
        """How many old pseudonyms have not been seen since the SECRET_KEY was changed."""
        ...

    async def end_rotation(self) -> int:
        """Delete what is kept under old pseudonyms; returns how many these were."""
        ...

    async def role(self, slug: str, platform: str, user: str) -> Role | None:
        """The person's role in the campaign."""
        ...

    def pseudonym(self, slug: str, platform: str, user: str) -> str:
        """The person's pseudonym in their role: in roles, the audit log, calls and approvals of the campaign."""
        ...

    def event_pseudonym(self, slug: str, event_id: int, platform: str, user: str) -> str:
        """The person's pseudonym among those who take part in one event; nothing else is kept under it."""
        ...

    def tap_pseudonym(self, slug: str, call_id: int, platform: str, user: str) -> str:
        """The person's pseudonym among those who tapped "I did it" under one call; nothing else is kept under it."""
        ...

    async def give(self, slug: str, platform: str, user: str, role: Role, now: datetime) -> None:
        """Give a role, in place of the one held before."""
        ...

    async def reach(self, slug: str, chat: Chat, address: Address, user: str) -> None:
        """Keep the private chat's encrypted address for the person's role, in place of the chat that it was kept of.

        The person is kept with it: on Discord they have another id than the chat.
        """
        ...

    async def members(self, slug: str) -> list[Member]:
        """All who hold a role, owners first, then by since."""
        ...

    async def revoke(self, slug: str, pseudonym: str) -> Member | None:
        """Delete the role and the private address that was kept for it; None if nobody has this pseudonym."""
        ...

    async def invite(self, code_hash: str, invite: Invite) -> None:
        """Store an invitation under the hash of its code."""
        ...

    async def use_invite(self, code_hash: str, now: datetime) -> Invite | None:
        """Delete and return the invitation, so that it works once; None if there is none, or if it has expired."""
        ...

    async def wrong_codes(self, platform: str, user: str, since: datetime) -> int:
        """How many wrong invitation codes the person tried since then."""
        ...

    async def note_wrong_code(self, platform: str, user: str, now: datetime) -> None:
        """Record one more wrong code."""
        ...

    async def forget(self, platform: str, user: str) -> int:
        """Delete the person from every campaign: roles and all else kept under a pseudonym; how many rows went.

        Their lines of the audit log stay, each campaign's under a random name in place of the pseudonym. With them go
        the calls that they had not launched, and the requests for approval and pictures of these.
        """
        ...

    async def chats(self, slug: str, needed: Role) -> dict[str, int]:
        """The private chats of those who hold `needed` or a higher role: chat ids by pseudonym."""
        ...

    async def purge(self, slug: str) -> int:
        """Delete a campaign's roles, invitations, pledges, taps and approvals, with the addresses kept for them.

        Returns how many rows were deleted.
        """
        ...


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit log: who (role and pseudonym, or "operator" for the server), what, on what, when."""

    at: datetime
    campaign: str
    role: str
    pseudonym: str
    act: str
    about: str = ""


class Audit(Protocol):
    """Who did what: lines are written once; only the name of who is forgotten is taken out, wherever it stands."""

    async def write(self, act: Act) -> None:
        """Add a line; its time is kept by the minute."""
        ...

    async def of(self, slug: str, acts: Collection[str]) -> list[Act]:
        """Every line of a campaign with one of these acts, newest first."""
        ...

    async def list(self, slug: str, limit: int = 100) -> list[Act]:
        """The newest lines of a campaign, newest first."""
        ...
