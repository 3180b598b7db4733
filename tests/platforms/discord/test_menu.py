"""Organizers on Discord write, approve, refuse and send a call by taps, in Arabic, and are asked unasked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import UNLIMITED
from bot.core.events.kind import EventKinds
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.roles import Invite, Role, code_hash
from bot.core.model.schedule import Cadence
from bot.event_kinds import KINDS
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.discord import Discord, Shards
from handlers import COMMANDS
from storage import Database
from tests.discord_server import TOKEN, Answer, DiscordServer, words
from tests.discord_shapes import Json, channel
from tests.fakes import until
from tests.platforms.discord.house import GUILD, HERE, THERE
from tests.talk import SLUG, example

SAMIRA, KARIM = 11, 12
ROOM = {SAMIRA: 911, KARIM: 912}
MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


@dataclass
class Hand:
    """Somebody who only taps buttons that they were shown, and writes in the window that a button opens."""

    server: DiscordServer
    person: int
    buttons: dict[str, str] = field(default_factory=dict)

    async def types(self, command: str, **options: str) -> str:
        return await self._read(await self.server.command(ROOM[self.person], self.person, command, **options))

    async def finds(self, label: str) -> None:
        """The last message that came unasked has this button."""
        await until(lambda: bool(self.server.messages[str(ROOM[self.person])]))
        self._keep(self.server.messages[str(ROOM[self.person])][-1])
        assert label in self.buttons, self.buttons

    async def taps(self, label: str) -> str:
        assert label in self.buttons, self.buttons
        return await self._read(await self.server.tap(ROOM[self.person], self.person, self.buttons[label]))

    async def writes(self, text: str, *pictures: bytes) -> str:
        assert "كتابة" in self.buttons, self.buttons
        tapped = await self.server.tap(ROOM[self.person], self.person, "write")
        await until(lambda: bool(tapped.window))
        return await self._read(await self.server.write(ROOM[self.person], self.person, text, *pictures))

    async def _read(self, answer: Answer) -> str:
        await until(lambda: bool(answer.seen))
        self._keep(answer.seen[-1])
        return "\n".join(words(one) for one in answer.seen).translate(MARKS)

    def _keep(self, message: Json) -> None:
        self.buttons = {
            part["label"].translate(MARKS): part["custom_id"]
            for row in message.get("components", ())
            for part in row["components"]
            if "custom_id" in part
        }


@pytest.fixture
async def faults(server: DiscordServer, sqlite_store: Database) -> AsyncIterator[list[BaseException]]:
    clock, faults = SystemClock(), list[BaseException]()
    now = clock.now()
    campaign = replace(
        example(), zone="UTC", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=60), call_approvals=1
    )
    async with sqlite_store.writing() as tx:
        await tx.campaigns.save(campaign, now)
        for person in (SAMIRA, KARIM):
            await tx.people.invite(code_hash(f"code-{person}"), Invite(SLUG, Role.ORGANIZER, now + timedelta(days=1)))
        for group, language in ((HERE, "ar"), (THERE, "fr")):
            chat = await tx.chats.ensure(Address("discord", str(group)), ChatKind.GROUP)
            await tx.chats.update(replace(chat, language=language))
            await tx.chats.subscribe(chat, SLUG, Cadence(3600), Mode.POST, None)
    server.add_guild(GUILD, channel(HERE, GUILD), channel(THERE, GUILD))
    gate, kinds = SendGate(UNLIMITED), EventKinds(KINDS)
    services = Services(COMMANDS, sqlite_store, LANGUAGES, faults.append, kinds=kinds, vocabulary=vocabulary())
    discord = Discord(
        token=TOKEN, api_url=server.api, services=services, speak=speak, gate=gate,
        clock=clock, log=structlog.get_logger(), shards=Shards(),
    )  # fmt: skip
    engine = Deliverer(sqlite_store, discord, gate, clock, faults.append)
    await discord.start()
    work = [
        asyncio.create_task(one)
        for one in (discord.poll(), engine.run(), plan.run(sqlite_store, clock, ["discord"], engine.wake, kinds))
    ]
    await until(lambda: server.gateway.connected >= 1 and discord._permissions.guild(str(HERE)) is not None)
    for person in (SAMIRA, KARIM):
        await Hand(server, person).types("claim", code=f"code-{person}")
        await Hand(server, person).types("language", language="ar")
    yield faults
    for task in work:
        task.cancel()
    await asyncio.wait(work)
    await discord.close()


async def test_a_call_is_refused_then_approved_and_sent_in_arabic_by_buttons_alone(
    server: DiscordServer, faults: list[BaseException]
) -> None:
    samira, karim = Hand(server, SAMIRA), Hand(server, KARIM)
    await samira.types("start")
    await samira.taps("نداء جديد")
    await samira.writes("أطفئوا هواتفكم")
    for _ in range(4):
        await samira.taps("التالي")
    await samira.taps("الآن")
    await samira.taps("كالمعتاد")
    assert "لا أعرف المريخ" in await samira.writes("المريخ")
    await samira.taps("كل المحادثات: 2")
    assert "سُئل الآن منظّم واحد" in await samira.taps("إطلاق")
    # Who approves is asked in their private chat, whose id is not their own.
    await karim.finds("موافقة")
    await karim.taps("رفض")
    await karim.writes("النص غير واضح")
    await until(lambda: any("النص غير واضح" in text for text in server.texts(ROOM[SAMIRA])))
    await samira.types("start")
    await samira.taps("نداء جديد")
    await samira.writes("أطفئوا هواتفكم ساعة")
    for _ in range(7):
        await samira.taps("التالي")
    asked = len(server.texts(ROOM[KARIM]))
    await samira.taps("إطلاق")
    await until(lambda: len(server.texts(ROOM[KARIM])) > asked)
    await karim.finds("موافقة")
    await karim.taps("موافقة")
    await until(lambda: all(server.texts(one) for one in (HERE, THERE)))
    assert ["أطفئوا هواتفكم ساعة" in server.texts(one)[0] for one in (HERE, THERE)] == [True, True]
    assert faults == []


async def test_a_count_is_typed_in_the_window_that_a_button_opens_and_taken_back(
    server: DiscordServer, faults: list[BaseException]
) -> None:
    samira = Hand(server, SAMIRA)
    await samira.types("start")
    await samira.taps("إدخال عدد")
    for _ in range(2):
        # The same page may be chosen twice.
        await samira.taps("إنوي")
        assert "كتابة" in samira.buttons
        await samira.taps("رجوع")
    await samira.taps("إنوي")
    assert "2,039,000" in await samira.writes("2039000")
    assert "2,039,000" in await samira.taps("تراجع")
    assert faults == []
