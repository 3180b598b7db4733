"""Two organizers write, approve, launch, watch, change and take back a call, through the Bot API server."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import UNLIMITED
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak, vocabulary
from bot.platforms.telegram import Telegram
from handlers import COMMANDS
from storage import Database
from tests.fakes import until
from tests.talk import SLUG, example, load
from tests.telegram_server import TOKEN, TelegramServer, photo

SAMIRA, KARIM, ZOE = 1, 2, 8
GROUPS = {-1001: "ar", -1002: "fr", -1003: "en"}


@pytest.fixture
async def running(server: TelegramServer, sqlite_store: Database) -> AsyncIterator[list[BaseException]]:
    """The whole bot on Telegram, with a campaign, two organizers and three groups; what its program reported."""
    clock, faults = SystemClock(), list[BaseException]()
    await load(sqlite_store, example(), clock.now())
    async with sqlite_store.writing() as tx:
        for person in (SAMIRA, KARIM):
            address = Address("telegram", str(person))
            chat = await tx.chats.ensure(address, ChatKind.PRIVATE)
            await tx.chats.update(replace(chat, language="en"))
            await tx.chats.keep_private(chat, address, f"role:{SLUG}")
            await tx.people.give(SLUG, "telegram", str(person), Role.ORGANIZER, clock.now())
        for group, language in GROUPS.items():
            chat = await tx.chats.ensure(Address("telegram", str(group)), ChatKind.GROUP)
            await tx.chats.update(replace(chat, language=language))
            await tx.chats.subscribe(chat, SLUG, Cadence(3600), Mode.POST, None)
    gate = SendGate(UNLIMITED)
    services = Services(COMMANDS, sqlite_store, LANGUAGES, faults.append, vocabulary=vocabulary())
    telegram = Telegram(
        token=TOKEN, api_url=server.url, messages_per_second=29.5, services=services,
        speak=speak, gate=gate, clock=clock, log=structlog.get_logger(),
    )  # fmt: skip
    engine = Deliverer(sqlite_store, telegram, gate, clock, faults.append)
    await telegram.start()
    work = [
        asyncio.create_task(one)
        for one in (telegram.poll(), engine.run(), plan.run(sqlite_store, clock, ["telegram"], engine.wake))
    ]
    yield faults
    for task in work:
        task.cancel()
    await asyncio.wait(work)
    await telegram.close()


async def test_a_call_from_the_first_word_to_its_retraction(
    server: TelegramServer, running: list[BaseException], sqlite_store: Database
) -> None:
    async def types(person: int, text: str, **more: object) -> str:
        """What the bot answers to what somebody types."""
        before = len(server.texts(person))
        await server.message(person, person, text, **more)
        await until(lambda: len(server.texts(person)) > before)
        return server.texts(person)[-1]

    async def taps(person: int, data: str) -> str:
        before = len(server.texts(person))
        await server.tap(person, person, data)
        await until(lambda: len(server.texts(person)) > before)
        return server.texts(person)[-1]

    server.files["photos/poster.png"] = b"\x89PNG\r\n\x1a\n...."
    assert "step 1 of 9" in await types(SAMIRA, "/call")
    await types(SAMIRA, "Switch your phones off")
    await types(SAMIRA, "أطفئوا هواتفكم")
    await types(SAMIRA, "Éteignez vos téléphones")
    await server.message(SAMIRA, SAMIRA, photo=[photo("poster")])
    await until(lambda: any("With the picture." in one.text for one in server.of("sendPhoto", SAMIRA)))
    await taps(SAMIRA, "call 1 buttons did")
    await taps(SAMIRA, "call 1 when now")
    preview = await taps(SAMIRA, "call 1 audience all")
    assert "All chats: 3" in preview
    await taps(SAMIRA, "call 1 propose")
    await until(lambda: bool(server.of("sendPhoto", KARIM)))
    request = server.of("sendPhoto", KARIM)[0]
    assert "waits for your approval" in request.text
    approve = str(request.params["reply_markup"]).partition("call 1 approve ")[2][:40]
    await taps(KARIM, f"call 1 approve {approve}")
    await until(lambda: all(server.of("sendPhoto", group) for group in GROUPS))
    said = {group: server.of("sendPhoto", group)[0] for group in GROUPS}
    assert [said[group].text.splitlines()[-1].strip("\u2068\u2069") for group in GROUPS] == [
        "أطفئوا هواتفكم", "Éteignez vos téléphones", "Switch your phones off",
    ]  # fmt: skip
    assert {str(call.params["photo"]) for call in said.values()} == {"poster"}
    await server.tap(-1003, ZOE, "did 1")
    await until(lambda: any("Counted" in str(call.params.get("text")) for call in server.of("answerCallbackQuery")))

    assert "step 1 of 4" in await types(SAMIRA, "/fix 1")
    await types(SAMIRA, "Off, now")
    await types(SAMIRA, "أطفئوها الآن")
    before = len(server.of("sendPhoto", KARIM))
    await taps(SAMIRA, "call 2 propose")
    await until(lambda: len(server.of("sendPhoto", KARIM)) > before)
    approve = str(server.of("sendPhoto", KARIM)[-1].params["reply_markup"]).partition("call 2 approve ")[2][:40]
    await taps(KARIM, f"call 2 approve {approve}")
    await until(lambda: bool(server.of("editMessageCaption", -1001)))
    assert server.of("editMessageCaption", -1001)[0].text.endswith("أطفئوها الآن")

    await types(KARIM, "/retract 1")
    await until(lambda: all(server.of("deleteMessage", group) for group in GROUPS))
    assert [int(server.of("deleteMessage", group)[0].params["message_id"]) for group in GROUPS] == [
        said[group].message_id for group in GROUPS
    ]
    await until(lambda: any("Taken back: 3" in call.text for call in server.of("editMessageText", SAMIRA)), 20)
    assert "Taken back: 3" in await types(SAMIRA, "/report 1")
    assert running == []
    async with sqlite_store.reading() as tx:
        assert [act.act for act in await tx.audit.list(SLUG)][::-1] == [
            "call-proposed", "call-approved", "call-launched", "fix-proposed", "fix-approved", "call-fixed",
            "call-retract",
        ]  # fmt: skip
