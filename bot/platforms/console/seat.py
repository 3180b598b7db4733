"""Who types in the terminal, with which role, and in which chat."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.chats import Address, ChatKind
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

NAME = "console"
PRIVATE = "private"
ROLES = (*(role.value for role in Role), "admin", "member")
ADMINISTRATORS = {Role.OWNER.value, Role.ORGANIZER.value, "admin"}


@dataclass(slots=True)
class Seat:
    """The current user of the console: person, role and chat (a group's name, or PRIVATE)."""

    person: str = "you"
    role: str = "member"
    chat: str = "group"
    language: str = ""

    @property
    def address(self) -> Address:
        """The chat that this seat is in."""
        return Address(NAME, self.person if self.chat == PRIVATE else self.chat)

    @property
    def kind(self) -> ChatKind:
        """Whether that chat is a private one."""
        return ChatKind.PRIVATE if self.chat == PRIVATE else ChatKind.GROUP

    @property
    def admin(self) -> bool:
        """Whether this person may change the settings of a group."""
        return self.role in ADMINISTRATORS


async def set_role(tx: Transaction, role: str, person: str, now: datetime, *, keep: bool) -> None:
    """Grant a person a role in every loaded campaign; "member" and "admin" mean no role and revoke it.

    With `keep`, a person who names no role keeps the one that they claimed here earlier.
    """
    chat = Address(NAME, person)
    wanted = next((one for one in Role if one.value == role), None)
    for campaign in await tx.campaigns.all():
        present = await tx.people.role(campaign.slug, NAME, person)
        if wanted is present or (wanted is None and keep):
            continue
        if wanted is None:
            await tx.people.revoke(campaign.slug, tx.people.pseudonym(campaign.slug, NAME, person))
        else:
            await tx.people.give(campaign.slug, NAME, person, wanted, now)
            stored = await tx.chats.ensure(chat, ChatKind.PRIVATE)
            await tx.people.reach(campaign.slug, stored, chat, person)
