import asyncio
import logging
import socket
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.platforms.telegram.errors import FloodError, UnclearError, UndeliveredError
from bot.platforms.telegram.ptb_adapter import PtbRequest, UnreadableError, make_bot
from tests.fakes import until
from tests.telegram_server import (
    BROKEN,
    GATEWAY,
    RESET,
    RESET_AFTER,
    TOKEN,
    Fault,
    TelegramServer,
    flood,
    migrated,
    refused,
)


@asynccontextmanager
async def bot_for(url: str, *, pool: int = 100, read: float = 0.5) -> AsyncIterator[Bot]:
    request = PtbRequest(url, TOKEN, pool=pool, read=read)
    try:
        yield make_bot(request, request)
    finally:
        await request.shutdown()


def everything_said_by(error: BaseException | None) -> str:
    said = ""
    while error is not None:
        said += f"{error!r} {error}"
        error = error.__cause__ or error.__context__
    return said


async def test_a_message_arrives_with_its_words_and_its_id_comes_back(server: TelegramServer, bot: Bot) -> None:
    message = await bot.send_message(5, "لا مكالمات = لا إعجاب 😀")
    assert server.texts(5) == ["لا مكالمات = لا إعجاب 😀"]
    assert message.message_id == server.calls[0].message_id


async def test_the_login_in_a_servers_address_is_sent_to_what_stands_in_front_of_it(server: TelegramServer) -> None:
    request = PtbRequest(server.url.replace("://", "://ann:p%C3%A9%40ss@"), TOKEN)
    assert b"NolikeBot" in await request.retrieve("bot/getMe")
    await request.shutdown()
    assert server.logins == {"Basic " + b64encode("ann:pé@ss".encode()).decode()}


async def test_a_file_is_uploaded_as_multipart(server: TelegramServer, bot: Bot) -> None:
    await bot.send_photo(5, InputFile(b"png", filename="chart.png"), caption="72 h")
    assert server.calls[0].params["photo"] == "chart.png"
    assert server.calls[0].params["caption"] == "72 h"


async def test_a_get_request_without_data_is_sent_too(server: TelegramServer) -> None:
    request = PtbRequest(server.url, TOKEN)
    assert b"NolikeBot" in await request.retrieve("bot/getMe")
    await request.shutdown()
    await request.shutdown()


async def test_getupdates_has_a_longer_timeout_than_other_requests(server: TelegramServer) -> None:
    async with bot_for(server.url, read=0.2) as bot:
        assert await bot.get_updates(timeout=1) == ()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (flood(35), FloodError),
        (Fault(429, "Too Many Requests"), FloodError),
        (Fault(429, body="<html>Slow down"), FloodError),
        (Fault(429, body="[]"), FloodError),
        (BROKEN, UndeliveredError),
        (Fault(500, body="oops"), UnreadableError),
        (GATEWAY, UnreadableError),
        (Fault(503, "Service Unavailable"), UnclearError),
        (RESET, UnclearError),
        (RESET_AFTER, UnclearError),
        (Fault(200, body="<html>"), UnreadableError),
        (Fault(200, body="[]"), UnreadableError),
        (Fault(302, body="elsewhere"), UnreadableError),
        (refused("Bad Request: chat not found"), BadRequest),
        (refused("Forbidden: bot was blocked by the user", 403), Forbidden),
        (refused("Not Found", 404), InvalidToken),
        (refused("Conflict", 409), Conflict),
        (refused("Request Entity Too Large", 413), NetworkError),
        (migrated(-1007), ChatMigrated),
    ],
)
async def test_each_failure_has_its_own_kind_and_none_names_the_token(
    server: TelegramServer, bot: Bot, fault: Fault, kind: type[TelegramError]
) -> None:
    server.faults["sendmessage"].append(fault)
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(5, "hello")
    assert type(caught.value) is kind
    assert TOKEN not in everything_said_by(caught.value)


async def test_a_flood_wait_tells_its_seconds(server: TelegramServer, bot: Bot) -> None:
    server.faults["sendmessage"].append(flood(35))
    with pytest.raises(FloodError) as caught:
        await bot.send_message(5, "hello")
    assert caught.value.seconds == 35


async def test_a_refused_connection_is_surely_undelivered() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with bot_for(f"http://127.0.0.1:{port}") as bot:
        with pytest.raises(UndeliveredError) as caught:
            await bot.send_message(5, "hello")
    assert TOKEN not in everything_said_by(caught.value)


@pytest.mark.parametrize("url", ["http://no-such-host.invalid", "not an address"])
async def test_a_dns_failure_is_surely_undelivered(url: str) -> None:
    async with bot_for(url) as bot:
        with pytest.raises(UndeliveredError) as caught:
            await bot.send_message(5, "hello")
    assert TOKEN not in everything_said_by(caught.value)


async def test_tls_that_fails_is_surely_undelivered(server: TelegramServer) -> None:
    async with bot_for(server.url.replace("http:", "https:")) as bot:
        with pytest.raises(UndeliveredError):
            await bot.send_message(5, "hello")


async def test_waiting_for_a_free_connection_is_surely_undelivered(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.ptb_adapter.CONNECT_SECONDS", 0.1)
    server.latency = 0.6
    async with bot_for(server.url, pool=1, read=5) as bot:
        first = asyncio.create_task(bot.send_message(5, "first"))
        await until(lambda: bool(server.calls))
        with pytest.raises(UndeliveredError):
            await bot.send_message(6, "second")
        await first
    assert server.texts() == ["first"]


async def test_an_answer_that_does_not_come_is_unclear(server: TelegramServer) -> None:
    server.latency = 5
    async with bot_for(server.url, read=0.1) as bot:
        with pytest.raises(UnclearError):
            await bot.send_message(5, "hello")


async def test_the_library_itself_never_learns_the_token(
    server: TelegramServer, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.token = "43:another"
    with pytest.raises(InvalidToken) as caught:
        await bot.initialize()
    assert TOKEN not in caplog.text + repr(bot) + repr(bot.request) + everything_said_by(caught.value)
