"""A thousand people tap "I take part" in a few groups: each is answered alone, and no limit of Telegram's is broken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import Limits
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events.kind import EventKinds
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.event import Plan, Rules
from bot.core.model.schedule import Cadence
from bot.event_kinds import KINDS
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.locales import LANGUAGES, speak
from bot.platforms.telegram import Telegram
from handlers import COMMANDS
from storage import Database
from storage.tables import pledges
from tests.event_talk import turnout
from tests.fakes import until
from tests.talk import SLUG, example
from tests.telegram_server import TOKEN, TelegramServer

GROUPS = tuple(range(-1_005, -1_000))
TAPS, BEFORE = 300, 10_000
RULES = Rules(burst=100_000)


async def prepare(store: Database, now: datetime) -> None:
    """An event that 10,000 people are in already, and five groups that follow the campaign."""
    campaign = replace(example(), zone="UTC", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9))
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, now)
        for group in GROUPS:
            chat = await tx.chats.ensure(Address("telegram", str(group)), ChatKind.GROUP)
            await tx.chats.subscribe(chat, SLUG, Cadence(every=3600), Mode.POST, None)
        start = (now + timedelta(days=1)).replace(tzinfo=None, microsecond=0)
        made = Plan("phone_off", start, 72 * 3600, "20000")
        event = await event_lifecycle.add(tx, campaign, made, EventKinds(KINDS, RULES)["phone_off"], now, approved=True)
    rows = [
        {
            "event_id": event.id, "pseudonym": f"{person:032x}", "since": now, "people": 1, "band": 0, "held": False,
            "changes": 1, "complete": False, "late": False,
        }
        for person in range(BEFORE)
    ]  # fmt: skip
    async with store._engines.writer.begin() as connection:
        await connection.execute(pledges.insert(), rows)


@asynccontextmanager
async def running(server: TelegramServer, store: Database, faults: list[BaseException]) -> AsyncIterator[None]:
    clock = SystemClock()
    gate = SendGate(Limits())
    services = Services(COMMANDS, store, LANGUAGES, faults.append, kinds=EventKinds(KINDS, RULES))
    telegram = Telegram(
        token=TOKEN, api_url=server.url, messages_per_second=29.5, services=services, speak=speak, gate=gate,
        clock=clock, log=structlog.get_logger(),
    )  # fmt: skip
    deliverer = Deliverer(store, telegram, gate, clock, faults.append)
    await telegram.start()
    tasks = [
        asyncio.create_task(telegram.poll()),
        asyncio.create_task(deliverer.run()),
        asyncio.create_task(plan.run(store, clock, ["telegram"], deliverer.wake, EventKinds(KINDS, RULES))),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await telegram.close()


async def test_hundreds_of_taps_are_answered_alone_without_one_flood_wait(
    server: TelegramServer, sqlite_store: Database
) -> None:
    now = datetime.now(UTC)
    await prepare(sqlite_store, now)
    server.limits = True
    faults: list[BaseException] = []
    async with running(server, sqlite_store, faults):
        await until(lambda: len(server.of("sendMessage")) == len(GROUPS), 30)
        for person in range(TAPS):
            await server.tap(GROUPS[person % len(GROUPS)], 50_000 + person, "pledge 1")
        await until(lambda: not server.pending and len(server.of("answerCallbackQuery")) == TAPS, 240)
        async with sqlite_store.writing() as tx:
            await turnout(tx, 1)
        await until(lambda: all(f"{BEFORE + TAPS:,}" in str(edits(server, group)[-1:]) for group in GROUPS), 60)
    assert faults == []
    assert not [call for call in server.calls if call.status == 429]
    answers = server.of("answerCallbackQuery")
    assert all(call.params.get("text") and call.status == 200 for call in answers)
    # A card for each group, and the one quarter of the goal that was passed.
    assert len(server.of("sendMessage")) == 2 * len(GROUPS)
    for group in GROUPS:
        times = [call.at for call in server.of("editMessageText", group)]
        assert all(later - earlier > 4 for earlier, later in pairwise(times))
    async with sqlite_store.reading() as tx:
        assert (await tx.pledges.turnout(1)).all.people == BEFORE + TAPS


def edits(server: TelegramServer, group: int) -> list[str]:
    return [call.text for call in server.of("editMessageText", group) if call.status == 200]
