"""Calls in conversation: organizers who write and approve, and chats that get what is due, over a real store."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.model.announcements import Delivery, State
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.core.ports.delivery import Change
from bot.jobs import plan
from storage import Database
from tests.talk import HOUR, SLUG, Talk, example, load

SAMIRA, KARIM, ZOE = "1", "2", "8"


async def lasting(store: Database, zone: str, now: datetime) -> "Drive":
    """A campaign without an end that began an hour ago, with an organizer, an owner and an English group."""
    await load(store, replace(example(), zone=zone, starts_at=now - HOUR, ends_at=None), now)
    talk = Talk(store, now)
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    drive = Drive(talk, store)
    await drive.follow("-1", "en")
    return drive


@dataclass
class Drive:
    """A campaign with its chats: what is due is planned and delivered by `settle`, which gives what they read."""

    talk: Talk
    store: Database

    async def follow(self, chat: str, language: str = "", platform: str = "telegram") -> None:
        async with self.store.writing() as tx:
            stored = await tx.chats.ensure(Address(platform, chat), ChatKind.GROUP)
            await tx.chats.update(replace(stored, language=language))
            await tx.chats.subscribe(stored, SLUG, Cadence(3600), Mode.POST, None)

    async def settle(self, seconds: float = 0) -> list[Delivery]:
        self.talk.now += timedelta(seconds=seconds)
        now, told = self.talk.now, []
        await plan.plan(self.store, now, ["telegram"])
        while True:
            async with self.store.writing() as tx:
                claimed = await tx.ledger.claim(["telegram", "console"], "test", now, 60, 100)
                for one in claimed:
                    for state in (State.SENDING, State.SENT):
                        await tx.ledger.record([Change(one.id, one.attempt, state, f"m{one.id}")], now)
            if not claimed:
                return told
            told += claimed

    async def says(self, *words: str, person: str = SAMIRA) -> Reply:
        """The last reply to what a person types, one after the other; `[label]` taps a button by its command."""
        reply = None
        for word in words:
            reply = await self.talk.private(word, person, typed=True)
        assert reply is not None
        return reply

    async def taps(self, *commands: str, person: str = SAMIRA) -> Reply:
        reply = None
        for command in commands:
            reply = await self.talk.private(command, person)
        assert reply is not None
        return reply

    async def write(self, *, when: str = "now") -> str:
        """A whole call of Samira's, in English and Arabic; its number."""
        title = (await self.says("/call")).title
        assert title is not None
        number = str(title.values["id"])
        await self.says("أطفئوا هواتفكم", "Switch your phones\noff")
        await self.taps(f"call {number} when")
        await self.says(when)
        return number

    async def launch(self) -> str:
        """A call that is out; its number."""
        number = await self.write()
        await self.taps(f"call {number} propose")
        await self.approve()
        return number

    async def approve(self, person: str = KARIM) -> Reply:
        """Tap the button of the newest request."""
        request = [one.content for one in await self.settle() if "request" in str(one.content.title)][-1]
        return await self.taps(request.buttons[0][0].command, person=person)
