"""Open questions in private chats: the command that a person's next message completes. Messages are not stored."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.core.model.roles import pseudonym
from storage.engine.session import Link
from storage.tables import dialogues


@dataclass(frozen=True, slots=True)
class DialogueRows:
    """Questions that wait for an answer, see `bot.core.ports.chats.Dialogues`."""

    link: Link

    async def command(self, platform: str, user: str) -> str:
        """Select the command that waits for this person."""
        if not self.link.crypto.secret:
            return ""
        kept = select(dialogues.c.command).where(dialogues.c.pseudonym == self._known_as(platform, user))
        return await self.link.connection.scalar(kept) or ""

    async def wait(self, platform: str, user: str, command: str) -> None:
        """Upsert the command, or delete it."""
        known_as = self._known_as(platform, user)
        if not command:
            await self.link.connection.execute(delete(dialogues).where(dialogues.c.pseudonym == known_as))
            return
        asked = self.link.insert(dialogues).values(pseudonym=known_as, command=command)
        await self.link.connection.execute(
            asked.on_conflict_do_update(index_elements=[dialogues.c.pseudonym], set_={"command": command})
        )

    def _known_as(self, platform: str, user: str) -> str:
        return self.link.crypto.narrowed("dialogue", pseudonym(self.link.crypto.secret, "", platform, user))
