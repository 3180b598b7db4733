"""Updates that Telegram posts: taken by several processes of the real program, handled by one, each once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import aiohttp
import pytest
import structlog
from sqlalchemy import select

from bot.clock import SystemClock
from bot.core.ports.database import Store, Subject
from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.ptb_adapter import PtbRequest
from bot.platforms.telegram.updates import queue
from bot.web import DeskGate, Server, WebhookGate, bound
from bot.web.webhook import SECRET_HEADER
from storage import Database, open_store
from storage.tables import update_queue
from tests import running
from tests.conftest import SECRET
from tests.fakes import Clock, Counting, until
from tests.loopback import free_port
from tests.running import Program
from tests.talk import Talk
from tests.telegram_server import TOKEN, TelegramServer
from tests.web.house import leave

HOOK = "https://likes.example.org/telegram"


@asynccontextmanager
async def replicas(server: TelegramServer, url: str, folder: Path, number: int) -> AsyncIterator[list[Program]]:
    """So many processes on one database, each with a page that takes updates; one of them listens."""
    programs = []
    async with AsyncExitStack() as stack:
        for place in range(number):
            port = free_port()
            own = folder / str(place)
            own.mkdir()
            settings = {"WEB_PORT": str(port), "TELEGRAM_WEBHOOK": HOOK}
            programs.append(await stack.enter_async_context(running.running(url, server.url, own, **settings)))
            server.receivers.append(f"http://127.0.0.1:{port}/telegram")
        yield programs


async def test_three_replicas_take_updates_and_each_is_handled_once_in_its_order(
    postgresql_url: str, tmp_path: Path
) -> None:
    async with TelegramServer() as server, running.opened(postgresql_url), replicas(
        server, postgresql_url, tmp_path, 3
    ) as programs:  # fmt: skip
        await until(lambda: bool(server.webhook), 30)
        for number in range(30):
            await server.message(100 + number % 3, 100 + number % 3, "/language fr" if number % 2 else "/language en")
        await server.post_updates()
        await until(lambda: len(server.of("sendMessage")) == 30, 60)
        # The listener is gone; another process listens, and what was taken meanwhile is handled.
        await programs[0].stop()
        for _ in range(2):
            await server.message(200, 200, "/privacy")
        await server.post_updates()
        await until(lambda: len(server.of("sendMessage", 200)) >= 1, 60)
    assert server.webhook == HOOK
    assert len({receiver for receiver, status in server.posted if status == HTTPStatus.OK}) == 3
    for chat in (100, 101, 102):
        said = server.texts(chat)
        assert len(said) == 10
        # The answers alternate as the questions did.
        assert [one == said[0] for one in said] == [place % 2 == 0 for place in range(10)]


async def test_an_update_without_the_secret_is_refused_and_a_repeated_one_is_handled_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with TelegramServer() as server, running.opened(sqlite_url) as store, replicas(
        server, sqlite_url, tmp_path, 1
    ):  # fmt: skip
        await until(lambda: bool(server.webhook), 30)
        [receiver] = server.receivers
        headers = {"X-Telegram-Bot-Api-Secret-Token": server.webhook_secret}
        update = {"update_id": 7, "message": server.written(5, 5, "/help")}
        async with aiohttp.ClientSession() as session:

            async def post(body: object, **more: str) -> int:
                async with session.post(receiver, json=body, headers=more) as answer:
                    return answer.status

            assert await post(update) == HTTPStatus.FORBIDDEN
            assert await post(update, **{"X-Telegram-Bot-Api-Secret-Token": "x" * 64}) == HTTPStatus.FORBIDDEN
            async with session.get(receiver, headers=headers) as answer:
                assert answer.status == HTTPStatus.FORBIDDEN
            assert await post({"update_id": 8, "x": "y" * 1_000_001}, **headers) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            for nonsense in ([], {"update_id": True}, {"update_id": -1}, {"update_id": "7"}, "x"):
                assert await post(nonsense, **headers) == HTTPStatus.OK
            for _ in range(3):
                assert await post(update, **headers) == HTTPStatus.OK
            await until(lambda: len(server.of("sendMessage", 5)) == 1, 30)
            assert await post(update, **headers) == HTTPStatus.OK
            await empty(store)
            # What a group asked an hour ago is not answered, before a live question and after it, one post at a time.
            hour_ago = int(server.now().timestamp()) - 3600
            asked = ((9, hour_ago, "events"), (10, 0, "help"), (11, hour_ago, "events"), (12, 0, "privacy"))
            for name, when, word in asked:
                said = server.written(-1005, 5, f"/{word}", **({"date": when} if when else {}))
                assert await post({"update_id": name, "message": said}, **headers) == HTTPStatus.OK
                await empty(store)
            await until(lambda: len(server.of("sendMessage", -1005)) == 2, 30)
        assert not [one for one in server.of("sendMessage", -1005) if "no events" in one.params["text"]]
        assert len(server.of("sendMessage", 5)) == 1
        assert server.webhook_secret not in (tmp_path / "0" / "nolike.log").read_text()


async def empty(store: Store) -> None:
    """Return when no update waits any more."""
    async with asyncio.timeout(20):
        while True:
            async with store.reading() as tx:
                if not await tx.inbox.queued("telegram", 1):
                    return
            await asyncio.sleep(0.02)


async def test_what_waits_is_encrypted_kept_once_and_dropped_when_it_is_handled(store: Database, clock: Clock) -> None:
    body = '{"update_id": 3, "message": {"text": "a secret word"}}'
    async with store.writing() as tx:
        for name in (4, 3, 3):
            await tx.inbox.enqueue("telegram", name, body, clock.now())
        assert await tx.inbox.queued("discord", 9) == []
        assert await tx.inbox.queued("telegram", 9) == [(3, body), (4, body)]
        assert await tx.inbox.queued("telegram", 1) == [(3, body)]
    async with store._engines.reader.connect() as connection:
        sealed = list(await connection.scalars(select(update_queue.c.sealed)))
    assert len(sealed) == 2
    assert all(b"secret" not in one for one in sealed)
    async with store.writing() as tx:
        await tx.inbox.dequeue("telegram", [3])
        await tx.inbox.purge(clock.now() + timedelta(seconds=1))
        assert await tx.inbox.queued("telegram", 9) == []


async def test_where_updates_are_heard_of_an_empty_queue_is_not_looked_into_at_each_poll(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LONG_POLL_SECONDS", 0.1)
    monkeypatch.setattr(queue, "LOOK_EVERY", 0.01)
    store, other, clock = open_store(postgresql_url, SECRET), open_store(postgresql_url, SECRET), SystemClock()
    watch = store.watch(Subject.UPDATES)
    assert watch is not None
    await until(lambda: watch.heard, 30)
    counted = Counting(store)
    poison, request = (
        Poison("telegram", Talk(store).services, structlog.get_logger()),
        PtbRequest("http://[::1]:1", TOKEN),
    )
    updates = queue.QueuedUpdates(request, "bot", poison, queue.Webhook("", "", watch), counted, clock)
    updates._asked = True
    for _ in range(5):
        assert await updates.fetch() == []
    assert counted.opened == 1
    fetching = asyncio.create_task(updates.fetch())
    async with other.writing() as tx:
        await tx.inbox.enqueue("telegram", 1, '{"update_id": 1}', clock.now())
    while not (found := await fetching):
        fetching = asyncio.create_task(updates.fetch())
    assert [one.number("update_id") for one in found] == [1]
    # Even where all news get lost, it is looked for in time.
    updates._quiet = int(queue.LOOK_HEARD / 0.1)
    assert await updates.fetch()
    await store.close()
    await other.close()


async def test_an_update_that_does_not_come_whole_is_neither_kept_nor_a_fault(
    sqlite_store: Database, clock: Clock
) -> None:
    reported: list[BaseException] = []
    gate = WebhookGate(DeskGate(None, None), "/hook", "secret", sqlite_store, clock, reported.append)
    server, listener = Server(gate), bound("127.0.0.1", 0)
    running = asyncio.create_task(server.run_on(listener, gate))
    await leave(server, listener.getsockname()[1], "/hook", f"{SECRET_HEADER}: secret\r\n")
    running.cancel()
    await asyncio.wait([running])
    assert reported == []
