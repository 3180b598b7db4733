"""Organizers on Discord write, approve, refuse and send a call by taps, in Arabic, and are asked unasked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.commands.speech import Answer as Spoken
from bot.core.commands.uploads import Uploads
from bot.core.delivery.approvals import event_matter
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
from bot.platforms.discord.incoming import EPHEMERAL
from bot.platforms.discord.responder import Responder
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
    """Somebody who only taps buttons that they were shown, and writes in the window that a button opens.

    They do so in private, or in the channel `at`, where every answer must be hidden from the others.
    """

    server: DiscordServer
    person: int
    buttons: dict[str, str] = field(default_factory=dict)
    at: int = 0

    @property
    def place(self) -> int:
        return self.at or ROOM[self.person]

    async def types(self, command: str, **options: str) -> str:
        return await self._read(await self.server.command(self.place, self.person, command, **options))

    async def finds(self, label: str) -> None:
        """The last message that came unasked has this button."""
        await until(lambda: bool(self.server.messages[str(ROOM[self.person])]))
        self._keep(self.server.messages[str(ROOM[self.person])][-1])
        assert label in self.buttons, self.buttons

    async def taps(self, label: str) -> str:
        assert label in self.buttons, self.buttons
        return await self._read(await self.server.tap(self.place, self.person, self.buttons[label]))

    async def writes(self, text: str, *pictures: bytes) -> str:
        assert "كتابة" in self.buttons, self.buttons
        tapped = await self.server.tap(self.place, self.person, self.buttons["كتابة"])
        await until(lambda: bool(tapped.window))
        window = str(tapped.window["custom_id"])
        return await self._read(await self.server.write(self.place, self.person, text, *pictures, custom_id=window))

    async def _read(self, answer: Answer) -> str:
        await until(lambda: bool(answer.seen))
        assert answer.flags == EPHEMERAL or not self.at, words(answer.seen[-1])
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
    services = Services(
        COMMANDS, sqlite_store, LANGUAGES, faults.append, kinds=kinds, vocabulary=vocabulary(),
        uploads=Uploads(tongues=lambda: map(speak, LANGUAGES)),
    )  # fmt: skip
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


@pytest.mark.parametrize(("back", "on"), [("رجوع", "التالي"), ("Retour", "Suivant"), ("Back", "Next")])
async def test_the_word_of_a_button_may_be_written_in_the_window(
    server: DiscordServer, faults: list[BaseException], sqlite_store: Database, back: str, on: str
) -> None:
    samira = Hand(server, SAMIRA)
    await samira.types("start")
    await samira.taps("نداء جديد")
    await samira.writes("Éteignez vos téléphones")
    await samira.writes("بالفرنسية")
    second = await samira.writes("أطفئوا هواتفكم")
    assert "أطفئوا هواتفكم" in await samira.writes(back)
    assert await samira.writes(on) == second
    async with sqlite_store.reading() as tx:
        [call] = await tx.calls.latest(SLUG)
    assert call.script.texts == {"ar": "أطفئوا هواتفكم", "fr": "Éteignez vos téléphones"}
    assert faults == []


async def test_an_event_goes_on_after_a_count_was_asked_for_in_the_middle(
    server: DiscordServer, faults: list[BaseException], sqlite_store: Database
) -> None:
    samira = Hand(server, SAMIRA)
    await samira.types("menu")
    await samira.taps("فعالية جديدة")
    asked = await samira.taps("الهواتف مغلقة")
    assert await samira.writes("") == asked
    await samira.writes("غدًا 21:00")
    await samira.types("menu")
    await samira.taps("إدخال عدد")
    await samira.taps("اتصالات المغرب")
    await samira.writes("2 272 336")
    await samira.taps("أكمل الفعالية")
    await samira.writes("48h")
    await samira.types("menu")
    await samira.taps("إدخال عدد")
    await samira.taps("إنوي")
    await samira.types("menu")
    await samira.taps("أكمل الفعالية")
    await samira.taps("1,000")
    await samira.writes("\u2068يوم بلا هاتف\u2069")
    await samira.taps("تأكيد")
    async with sqlite_store.reading() as tx:
        [event] = await tx.events.of(SLUG)
    assert event.draft is not None
    assert (event.draft.local.hour, event.draft.length, event.draft.goal) == (21, 48 * 3600, "1000")
    assert event.draft.title.by_language == {"ar": "يوم بلا هاتف"}
    assert faults == []


@pytest.mark.parametrize("at", [0, HERE])
async def test_what_is_written_below_an_older_question_answers_that_one(
    server: DiscordServer, faults: list[BaseException], sqlite_store: Database, at: int
) -> None:
    samira = Hand(server, SAMIRA, at=at)
    await samira.types("menu")
    await samira.taps("إدخال عدد")
    await samira.taps("إنوي")
    count = dict(samira.buttons)
    await samira.types("menu")
    await samira.taps("نداء جديد")
    text = dict(samira.buttons)
    samira.buttons = count
    # What is refused is asked again, below which the same question is answered.
    await samira.writes("كثير")
    assert samira.buttons["كتابة"] == count["كتابة"]
    assert "2,039,848" in await samira.writes("2039848")
    assert "كتابة" not in samira.buttons
    samira.buttons = text
    await samira.writes("أطفئوا هواتفكم")
    async with sqlite_store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    assert call.script.texts == {"ar": "أطفئوا هواتفكم"}
    assert faults == []


@pytest.mark.parametrize("at", [0, HERE])
async def test_a_question_that_is_over_takes_no_words_and_leads_to_what_is_open(
    server: DiscordServer, faults: list[BaseException], sqlite_store: Database, at: int
) -> None:
    samira = Hand(server, SAMIRA, at=at)
    await samira.types("menu")
    await samira.taps("نداء جديد")
    write = samira.buttons["كتابة"]
    opened = await server.tap(samira.place, SAMIRA, write)
    await until(lambda: bool(opened.window))
    await samira.writes("أطفئوا هواتفكم")
    late = await server.write(samira.place, SAMIRA, "نص متأخر", custom_id=opened.window["custom_id"])
    said = await samira._read(late)
    assert "لم يعد هذا السؤال قائمًا." in said
    assert "نص متأخر" in said
    assert "لم يعد هذا السؤال قائمًا." in await samira._read(await server.tap(samira.place, SAMIRA, write))
    [way, *_] = samira.buttons
    await samira.taps(way)
    await samira.writes("Éteignez vos téléphones")
    async with sqlite_store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    assert list(call.script.texts.values()) == ["أطفئوا هواتفكم", "Éteignez vos téléphones"]
    assert faults == []


async def test_words_that_were_taken_are_answered_after_a_fault_that_followed(
    server: DiscordServer, faults: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    samira, asking, away = Hand(server, SAMIRA), Responder._asking, [OSError("the database is away")]

    async def once(*about: Any) -> Spoken:  # noqa: ANN401 - whatever it is called with
        if away:
            raise away.pop()
        return await asking(*about)

    await samira.types("menu")
    await samira.taps("إدخال عدد")
    await samira.taps("إنوي")
    monkeypatch.setattr(Responder, "_asking", once)
    assert "2,039,000" in await samira.writes("2039000")
    assert [str(one) for one in faults] == ["the database is away"]


async def test_in_a_servers_channel_nobody_else_sees_what_organizers_plan_approve_refuse_and_take_back(
    server: DiscordServer, faults: list[BaseException], sqlite_store: Database
) -> None:
    samira, karim = Hand(server, SAMIRA, at=HERE), Hand(server, KARIM, at=HERE)
    for day, title in (("غدًا 21:00", "يوم بلا هاتف"), ("بعد غد 22:00", "ليلة بلا هاتف")):
        await samira.types("menu")
        await samira.taps("فعالية جديدة")
        await samira.taps("الهواتف مغلقة")
        await samira.writes(day)
        await samira.writes("48h")
        await samira.taps("1,000")
        await samira.writes(title)
        await samira.taps("تأكيد")
        await samira.types("menu")
        assert "أكمل الفعالية" not in samira.buttons
    for answer in ("موافقة", "رفض"):
        await karim.types("menu")
        await karim.taps(next(one for one in karim.buttons if "بانتظار" in one))
        await karim.taps(next(one for one in karim.buttons if "بلا هاتف" in one))
        await karim.taps(answer)
    await karim.writes("الموعد غير مناسب")
    await samira.types("menu")
    await samira.taps("إدخال عدد")
    await samira.taps("إنوي")
    await samira.writes("2039000")
    assert "2,039,000" in await samira.taps("تراجع")
    async with sqlite_store.reading() as tx:
        assert [one.state.value for one in await tx.events.of(SLUG)] == ["open", "proposed"]
        assert await tx.approvals.authors(event_matter((await tx.events.of(SLUG))[1])) == set()
    assert faults == []
