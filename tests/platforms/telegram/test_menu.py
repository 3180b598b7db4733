"""Organizers who never saw a command write, approve and send a call and an event by taps and words, in Arabic."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import UNLIMITED
from bot.core.events.kind import EventKinds
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.event_kinds import KINDS
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.telegram import Telegram
from handlers import COMMANDS
from storage import Database
from tests.fakes import until
from tests.talk import SLUG, example
from tests.telegram_server import TOKEN, Call, TelegramServer

SAMIRA, KARIM = 1, 2
GROUPS = {-1001: "ar", -1002: "fr"}
MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


@dataclass
class Hand:
    """Somebody who only taps buttons that they were shown, and writes words without a slash."""

    server: TelegramServer
    person: int

    def shown(self) -> Call:
        """The last message with buttons."""
        return [call for call in self._messages() if _buttons(call)][-1]

    async def writes(self, text: str) -> str:
        before = len(self._messages())
        await self.server.message(self.person, self.person, text)
        await until(lambda: len(self._messages()) > before)
        return self._messages()[-1].text.translate(MARKS)

    async def taps(self, label: str) -> str:
        """Tap the button with this label; the answer."""
        found = {text.translate(MARKS): data for text, data in _buttons(self.shown())}
        assert label in found, found
        before = len(self._messages())
        await self.server.tap(self.person, self.person, found[label])
        await until(lambda: len(self._messages()) > before)
        return self._messages()[-1].text.translate(MARKS)

    def _messages(self) -> list[Call]:
        return [*self.server.of("sendMessage", self.person), *self.server.of("sendPhoto", self.person)]


def _buttons(call: Call) -> list[tuple[str, str]]:
    markup = call.params.get("reply_markup") or "{}"
    kept = json.loads(markup) if isinstance(markup, str) else markup
    rows = kept.get("inline_keyboard", [])
    return [(button["text"], button["callback_data"]) for row in rows for button in row if "callback_data" in button]


@pytest.fixture
async def faults(server: TelegramServer, sqlite_store: Database) -> AsyncIterator[list[BaseException]]:
    """The whole bot with two organizers whose app speaks Arabic, and two groups; what its program reported."""
    clock, faults = SystemClock(), list[BaseException]()
    now = clock.now()
    campaign = replace(
        example(), zone="UTC", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=60), call_approvals=1
    )
    async with sqlite_store.writing() as tx:
        await tx.campaigns.save(campaign, now)
        for person in (SAMIRA, KARIM):
            address = Address("telegram", str(person))
            chat = await tx.chats.ensure(address, ChatKind.PRIVATE)
            await tx.chats.update(replace(chat, language="ar"))
            await tx.chats.keep_private(chat, address, f"role:{SLUG}")
            await tx.people.give(SLUG, "telegram", str(person), Role.ORGANIZER, now)
        for group, language in GROUPS.items():
            chat = await tx.chats.ensure(Address("telegram", str(group)), ChatKind.GROUP)
            await tx.chats.update(replace(chat, language=language))
            await tx.chats.subscribe(chat, SLUG, Cadence(3600), Mode.POST, None)
    gate, kinds = SendGate(UNLIMITED), EventKinds(KINDS)
    services = Services(COMMANDS, sqlite_store, LANGUAGES, faults.append, kinds=kinds, vocabulary=vocabulary())
    telegram = Telegram(
        token=TOKEN, api_url=server.url, messages_per_second=29.5, services=services,
        speak=speak, gate=gate, clock=clock, log=structlog.get_logger(),
    )  # fmt: skip
    engine = Deliverer(sqlite_store, telegram, gate, clock, faults.append)
    await telegram.start()
    work = [
        asyncio.create_task(one)
        for one in (telegram.poll(), engine.run(), plan.run(sqlite_store, clock, ["telegram"], engine.wake, kinds))
    ]
    yield faults
    for task in work:
        task.cancel()
    await asyncio.wait(work)
    await telegram.close()


async def test_a_call_is_written_approved_and_sent_in_arabic_by_buttons_alone(
    server: TelegramServer, faults: list[BaseException]
) -> None:
    samira, karim = Hand(server, SAMIRA), Hand(server, KARIM)
    await samira.writes("/start")
    await samira.taps("نداء جديد")
    await samira.writes("أطفئوا هواتفكم")
    while "أزرار تحت النداء" not in (said := await samira.taps("التالي")):
        assert "النداء" in said
    await samira.taps("فعلتُها")
    await samira.taps("التالي")
    await samira.taps("الآن")
    await samira.taps("كالمعتاد")
    await samira.taps("كل المحادثات: 2")
    await samira.taps("إطلاق")
    await until(lambda: bool(server.of("sendMessage", KARIM)))
    await karim.writes("/start")
    await karim.taps("بانتظار الموافقة: 1")
    await karim.taps("فتح 1")
    await karim.taps("موافقة")
    await until(lambda: all(server.of("sendMessage", group) for group in GROUPS))
    assert ["أطفئوا هواتفكم" in server.of("sendMessage", group)[0].text for group in GROUPS] == [True, True]
    assert faults == []


async def test_an_event_is_planned_approved_and_announced_in_arabic_by_buttons_alone(
    server: TelegramServer, faults: list[BaseException], sqlite_store: Database
) -> None:
    samira, karim = Hand(server, SAMIRA), Hand(server, KARIM)
    await samira.writes("/start")
    await samira.taps("فعالية جديدة")
    await samira.taps("الهواتف مغلقة")
    await samira.writes("غدًا")
    await samira.taps("20:00")
    await samira.taps("رجوع")
    await samira.taps("21:00")
    await samira.writes("48h")
    await samira.taps("1,000")
    await samira.writes("يوم بلا هاتف")
    await samira.taps("تأكيد")
    await until(lambda: bool(server.of("sendMessage", KARIM)))
    await karim.writes("/start")
    await karim.taps("بانتظار الموافقة: 1")
    await karim.taps("يوم بلا هاتف (رقم\u00a01)")
    await karim.taps("موافقة")
    await until(lambda: all(server.of("sendMessage", group) for group in GROUPS))
    async with sqlite_store.reading() as tx:
        [event] = await tx.events.of(SLUG)
    assert (event.plan.local.hour, event.plan.length, event.plan.goal) == (21, 48 * 3600, "1000")
    assert event.plan.title.by_language == {"ar": "يوم بلا هاتف"}
    assert faults == []


async def test_an_event_goes_on_after_a_count_was_asked_for_in_the_middle(
    server: TelegramServer, faults: list[BaseException], sqlite_store: Database
) -> None:
    samira = Hand(server, SAMIRA)
    await samira.writes("/start")
    await samira.taps("فعالية جديدة")
    await samira.taps("الهواتف مغلقة")
    await samira.writes("غدًا 21:00")
    await samira.writes("/menu")
    await samira.taps("إدخال عدد")
    await samira.taps("اتصالات المغرب")
    await samira.writes("2 272 336")
    await samira.taps("أكمل الفعالية")
    await samira.writes("48h")
    await samira.writes("/menu")
    await samira.taps("إدخال عدد")
    await samira.taps("إنوي")
    await samira.writes("/menu")
    await samira.taps("أكمل الفعالية")
    await samira.taps("1,000")
    await samira.writes("يوم بلا هاتف")
    await samira.taps("تأكيد")
    async with sqlite_store.reading() as tx:
        [event] = await tx.events.of(SLUG)
    assert event.draft is not None
    assert (event.draft.local.hour, event.draft.length, event.draft.goal) == (21, 48 * 3600, "1000")
    assert event.draft.title.by_language == {"ar": "يوم بلا هاتف"}
    assert faults == []
