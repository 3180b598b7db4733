"""Updates that Telegram posts: taken by several processes of the real program, handled by one, each once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
import structlog
from pydantic import SecretStr
from sqlalchemy import select
from structlog.testing import capture_logs
from telegram.error import Conflict, TelegramError

from bot import page
from bot.clock import SystemClock
from bot.config import Settings, load
from bot.core.ports.database import Store, Subject
from bot.core.ports.facts import SECRET_FINGERPRINT
from bot.house import House, webhook_secret
from bot.opening import fingerprint
from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.account import webhook
from bot.platforms.telegram.ptb_adapter import PtbRequest
from bot.platforms.telegram.updates import fetch, queue
from bot.web import DeskGate, Secret, Server, WebhookGate, bound
from bot.web.webhook import READ_AGAIN, SECRET_HEADER
from storage import Database, open_store
from storage.tables import update_queue
from tests import running
from tests.conftest import SECRET
from tests.fakes import Clock, Counting, until
from tests.loopback import free_port
from tests.running import Program
from tests.talk import Talk
from tests.telegram_server import BROKEN, TOKEN, TelegramServer
from tests.web.house import leave

HOOK = "https://likes.example.org/telegram"
KEY, OF_BOT = SecretStr(running.SECRET), SecretStr(TOKEN)


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


@asynccontextmanager
async def page_alone(server: TelegramServer, url: str, folder: Path, **settings: str) -> AsyncIterator[Program]:
    """A page that takes updates while no bot runs, as one of its own set the webhook before."""
    port = free_port()
    page = Program(url, server.url, folder / "page.log", {"TELEGRAM_WEBHOOK": HOOK, "WEB_PORT": str(port)} | settings)
    page.options = ("--only", "web")
    server.webhook, server.webhook_secret = HOOK, webhook_secret(Settings(secret_key=KEY, telegram_bot_token=OF_BOT))
    server.receivers = [f"http://127.0.0.1:{port}/telegram"]
    await page.start()
    try:
        await until(lambda: "event=page" in page.log.read_text(), 60)
        yield page
    finally:
        await page.stop()


async def test_what_a_page_took_is_handled_in_its_order_by_a_bot_that_polls_and_nothing_twice_on_the_way_there_or_back(
    store_url: str, tmp_path: Path
) -> None:
    async with TelegramServer() as server, running.opened(store_url) as store:
        hour_ago = int(server.now().timestamp()) - 3600
        async with page_alone(server, store_url, tmp_path):
            first = await server.message(6, 6, "/language fr")
            await server.message(6, 6, "/language en")
            await server.message(-1005, 6, "/events", date=hour_ago)
            await server.post_updates()
        server.webhook = ""
        # Telegram brings one again whose answer it never got.
        await server.push({"update_id": first, "message": server.written(6, 6, "/language fr")})
        await server.message(-1005, 6, "/events", date=hour_ago)
        last = await server.message(6, 6, "/language fr")
        async with running.running(store_url, server.url, tmp_path):
            await until(lambda: len(server.texts(6)) == 3 and not server.pending, 60)
            await empty(store)
        port = free_port()
        settings = {"TELEGRAM_WEBHOOK": HOOK, "WEB_PORT": str(port)}
        server.receivers = [f"http://127.0.0.1:{port}/telegram"]
        # What is handled was never confirmed.
        await server.push({"update_id": last, "message": server.written(6, 6, "/language fr")})
        await server.message(6, 6, "/language en")
        async with running.running(store_url, server.url, tmp_path, **settings) as program:
            await until(lambda: server.webhook == HOOK, 60)
            await server.post_updates()
            await until(lambda: len(server.texts(6)) == 4, 60)
            await empty(store)
            assert "level=error" not in program.log.read_text()
        said = server.texts(6)
        assert [one == said[0] for one in said] == [True, False, True, False]
        assert server.texts(-1005) == []


async def test_what_a_page_takes_while_the_webhook_is_deleted_is_found_after_a_failed_or_a_quiet_poll(
    sqlite_store: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LONG_POLL_SECONDS", 0.05)
    poison = Poison("telegram", Talk(sqlite_store).services, structlog.get_logger())

    async def put(name: int) -> None:
        async with sqlite_store.writing() as tx:
            await tx.inbox.enqueue("telegram", name, json.dumps({"update_id": name}), clock.now())

    async with TelegramServer() as server:
        request, counted = PtbRequest(server.url, TOKEN), Counting(sqlite_store)
        updates = queue.PolledUpdates(fetch.Updates(request, "bot", poison), counted)

        async def fetched() -> list[int]:
            found = await updates.fetch()
            if found:
                updates.confirm(found)
            return [one.number("update_id") for one in found]

        server.webhook = HOOK
        for name in (3, 2):
            await put(name)
            assert (await fetched(), updates.more) == ([name], True)
            with pytest.raises(Conflict):
                await updates.fetch()
        server.webhook = ""
        for name in (6, 7):
            await server.push({"update_id": name})
            assert (await fetched(), updates.more) == ([name], False)
        looks = counted.opened
        await server.push({"update_id": 8})
        assert await fetched() == [8]
        # Where Telegram brings something, nothing else is looked for.
        assert counted.opened == looks
        await put(9)
        assert (await fetched(), await fetched(), server.pending) == ([], [9], 0)
        await request.shutdown()


async def empty(store: Store) -> None:
    """Return when no update waits any more."""
    async with asyncio.timeout(20):
        while True:
            async with store.reading() as tx:
                if not await tx.inbox.queued("telegram", 1):
                    return
            await asyncio.sleep(0.02)


async def test_pages_take_updates_once_the_token_is_entered_and_when_it_is_changed_in_the_desk(
    postgresql_url: str, tmp_path: Path
) -> None:
    port = free_port()
    waiting = {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_WEBHOOK": HOOK, "WEB_PORT": str(port)}
    async with TelegramServer() as server, running.opened(postgresql_url) as store:
        bot = await Program(postgresql_url, server.url, tmp_path / "bot.log", waiting).start()
        async with page_alone(server, postgresql_url, tmp_path, TELEGRAM_BOT_TOKEN="") as page:
            server.receivers = [f"http://127.0.0.1:{port}/telegram", *server.receivers]
            await until(lambda: "waiting for a token" in bot.log.read_text(), 60)
            assert page.log.read_text().count("no token of Telegram is known") == 1
            assert "no token of Telegram" not in bot.log.read_text()
            old, server.webhook_secret = server.webhook_secret, ""
            assert await answers(server, old) == [503, 503]
            await enter(store, TOKEN)
            await until(lambda: server.webhook_secret == old, 60)
            for number in (1, 2, 3):
                await server.message(number, number, "/privacy")
            await asyncio.sleep(READ_AGAIN)
            await server.post_updates()
            assert {status for _, status in server.posted} == {200}
            await until(lambda: all(server.texts(number) for number in (1, 2, 3)), 60)
            # The bot goes on with the token that it has, until another one is started.
            other = "43:another-made-up-one"
            await enter(store, other)
            await asyncio.sleep(READ_AGAIN)
            assert await answers(server, "x" * 64, old) == [403, 403, 200, 200]
            new = webhook_secret(Settings(secret_key=KEY, telegram_bot_token=SecretStr(other)))
            await asyncio.sleep(READ_AGAIN)
            assert await answers(server, new, old, new) == [200, 200, 403, 403, 200, 200]
        await bot.stop()


async def enter(store: Database, token: str) -> None:
    """Keep a token as the desk does once the platform knows it."""
    async with store.writing() as tx:
        await tx.desk.put_setting("TELEGRAM_BOT_TOKEN", token, await tx.leases.now())


async def answers(server: TelegramServer, *secrets: str) -> list[int]:
    """What each receiver answers to an update that brings nothing, with each of these secrets."""
    said = []
    for secret in secrets:
        async with aiohttp.ClientSession(headers={SECRET_HEADER: secret}) as session:
            for receiver in server.receivers:
                async with session.post(receiver, json={"update_id": 5}) as answer:
                    said.append(answer.status)
    return said


async def nothing() -> str:
    return ""


async def test_where_the_store_is_away_a_secret_that_is_not_known_is_no_forged_one(
    sqlite_store: Database, clock: Clock
) -> None:
    reported: list[BaseException] = []

    async def away() -> str:
        raise OSError("the database is away")

    gate = WebhookGate(DeskGate(None, None), "/hook", Secret("", away), sqlite_store, clock, reported.append)
    transport = httpx.ASGITransport(gate)
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        statuses = [(await client.post("/hook", headers={SECRET_HEADER: "x"})).status_code for _ in range(3)]
    assert (statuses, [str(one) for one in reported]) == ([503] * 3, ["the database is away"])


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


@pytest.mark.parametrize("known", [True, False])
async def test_a_page_with_another_key_than_the_database_says_that_it_refuses_updates(
    sqlite_url: str, tmp_path: Path, *, known: bool
) -> None:
    told = "SECRET_KEY is not this database's: this page refuses Telegram's updates"
    async with TelegramServer() as server, running.opened(sqlite_url) as store:
        own = fingerprint(running.SECRET)
        if known:
            await keep_fingerprint(store, own)
        other = "another-key-of-the-tests-with-40-letters"
        async with page_alone(server, sqlite_url, tmp_path, SECRET_KEY=other) as page:
            assert (told in page.log.read_text()) is known
            if not known:
                # The bot that begins after it.
                await keep_fingerprint(store, own)
            assert await answers(server, server.webhook_secret, server.webhook_secret) == [403, 403]
            assert page.log.read_text().count(told) == 1
            address = server.receivers[0].replace("/telegram", "/readyz")
            async with httpx.AsyncClient(timeout=60) as monitoring:
                ready = await monitoring.get(address)
                # As a database that was put back; nothing comes from Telegram meanwhile.
                await keep_fingerprint(store, fingerprint(other))
                right_again = await monitoring.get(address)
                await keep_fingerprint(store, own)
        assert (right_again.status_code, told in right_again.text) == (200, False)
        assert (ready.status_code, ready.text.splitlines()[-1]) == (200, f"TELEGRAM_WEBHOOK is set and {told}")
        (tmp_path / "other").mkdir()
        async with page_alone(server, sqlite_url, tmp_path / "other") as page:
            assert await answers(server, server.webhook_secret, "wrong") == [200, 403]
            assert told not in page.log.read_text()


async def keep_fingerprint(store: Database, own: str) -> None:
    """Let the database know the key that it was begun with."""
    async with store.writing() as tx:
        await tx.facts.put(SECRET_FINGERPRINT, "", own)


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
    updates = queue.QueuedUpdates(
        request, "bot", poison, queue.Webhook("", "", watch), counted, clock, log=structlog.get_logger(), ask=webhook
    )
    updates._set_at = clock.now()
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


async def test_a_webhook_that_somebody_deletes_or_replaces_is_set_again_after_quiet_minutes(
    store: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "LONG_POLL_SECONDS", 1.0)
    poison = Poison("telegram", Talk(store).services, structlog.get_logger())
    own = queue.Webhook(HOOK, "secret", store.watch(Subject.UPDATES))
    async with TelegramServer() as server:
        request = PtbRequest(server.url, TOKEN)
        updates = queue.QueuedUpdates(
            request, "bot", poison, own, store, clock, log=structlog.get_logger(), ask=webhook
        )

        async def quiet(seconds: float, name: int = 0) -> tuple[int, int, bool]:
            """How often was asked and set, and whether ours is set, after so long and perhaps one update."""
            clock.move(seconds)
            if name:
                async with store.writing() as tx:
                    await tx.inbox.enqueue("telegram", name, json.dumps({"update_id": name}), clock.now())
            while found := await updates.fetch():
                updates.confirm(found)
            return len(server.of("getWebhookInfo")), len(server.of("setWebhook")), server.webhook == HOOK

        with capture_logs() as lines:
            assert await quiet(0) == (0, 1, True)
            server.webhook = ""
            assert await quiet(240) == (0, 1, False)
            # Who hears people need not ask.
            assert await quiet(50, 1) == (0, 1, False)
            assert await quiet(250) == (0, 1, False)
            assert await quiet(50) == (1, 2, True)
            assert await quiet(250) == (1, 2, True)
            assert await quiet(50) == (2, 2, True)
            server.webhook = "https://else.example.org/secret-path"
            server.faults["getwebhookinfo"].append(BROKEN)
            with pytest.raises(TelegramError):
                await quiet(300)
            assert await quiet(0) == (4, 3, True)
        said = [(line["log_level"], line["event"], line["instead"]) for line in lines]
        again = "the bot's webhook was gone from Telegram; it is set again"
        assert said == [("warning", again, ""), ("warning", again, "else.example.org")]
        await request.shutdown()


@pytest.mark.parametrize("path", ["/hook", "/tele%20gram", "/%C3%A9t%C3%A9", "/telegra%6D", "/été", "/50%25%2Foff"])
async def test_updates_are_taken_at_the_path_of_the_webhook_however_it_is_written(
    sqlite_store: Database, clock: Clock, path: str
) -> None:
    address = f"https://likes.example.org{path}"
    settings = load(Path("none"), {"TELEGRAM_WEBHOOK": address, "TELEGRAM_BOT_TOKEN": TOKEN, "SECRET_KEY": SECRET})
    house = House(settings, {}, sqlite_store, structlog.get_logger())
    gate, listener = page._with_webhook(house, clock, DeskGate(None, None)), bound("127.0.0.1", 0)
    running = asyncio.create_task(Server(gate).run_on(listener, gate))
    posted = f"http://127.0.0.1:{listener.getsockname()[1]}{urlsplit(settings.telegram_webhook).path}"
    async with httpx.AsyncClient(timeout=60) as telegram:
        headers = {SECRET_HEADER: webhook_secret(settings)}
        answers = [await telegram.post(url, headers=headers, json={"update_id": 7}) for url in (posted, f"{posted}x")]
    running.cancel()
    await asyncio.wait([running])
    assert [answer.status_code == 200 for answer in answers] == [True, False]


async def test_an_update_that_does_not_come_whole_is_neither_kept_nor_a_fault(
    sqlite_store: Database, clock: Clock
) -> None:
    reported: list[BaseException] = []
    gate = WebhookGate(DeskGate(None, None), "/hook", Secret("secret", nothing), sqlite_store, clock, reported.append)
    server, listener = Server(gate), bound("127.0.0.1", 0)
    running = asyncio.create_task(server.run_on(listener, gate))
    await leave(server, listener.getsockname()[1], "/hook", f"{SECRET_HEADER}: secret\r\n")
    running.cancel()
    await asyncio.wait([running])
    assert reported == []
