"""Open questions in private chats: the commands that a person's next messages complete. Messages are not stored."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from bot.core.model.chats import Questions
from bot.core.model.roles import pseudonym
from storage.engine.session import Link
from storage.tables import dialogues


@dataclass(frozen=True, slots=True)
class DialogueRows:
    """Questions that wait for an answer, see `bot.core.ports.chats.Dialogues`."""

    link: Link

    async def command(self, platform: str, user: str) -> str:
        """Select the command that waits for this person."""
        return (await self.open(platform, user)).waits

    async def open(self, platform: str, user: str) -> Questions:
        """Select the questions that are open with this person."""
        if not self.link.crypto.secret:
            return Questions()
        kept = select(dialogues.c.command).where(dialogues.c.pseudonym == self._known_as(platform, user))
        return Questions.read(await self.link.connection.scalar(kept) or "")

    async def put(self, platform: str, user: str, questions: Questions) -> None:
        """Upsert the questions, or delete the row where there are none."""
        known_as, written = self._known_as(platform, user), questions.write()
        if not written:
            await self.link.connection.execute(delete(dialogues).where(dialogues.c.pseudonym == known_as))
            return
        asked = self.link.insert(dialogues).values(pseudonym=known_as, command=written)
        await self.link.connection.execute(
            asked.on_conflict_do_update(index_elements=[dialogues.c.pseudonym], set_={"command": written})
        )

    async def wait(self, platform: str, user: str, command: str) -> None:
        """Put the command before what waits already."""
        await self.put(platform, user, (await self.open(platform, user)).asked(command))

    async def rest(self, platform: str, user: str, command: str) -> None:
        """Put the command aside, with what waits already."""
        await self.put(platform, user, (await self.open(platform, user)).rested(command))

    async def end(self, platform: str, user: str, start: str) -> None:
        """Take out the commands that begin so; nothing is written where there are none."""
        before = await self.open(platform, user)
        if before != (after := before.ended(start)):
            await self.put(platform, user, after)

    def _known_as(self, platform: str, user: str) -> str:
        return self.link.crypto.narrowed("dialogue", pseudonym(self.link.crypto.secret, "", platform, user))
