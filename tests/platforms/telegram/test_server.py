import asyncio
import os
import sys

import aiohttp
from telegram import Bot

from bot.platforms.telegram.errors import FloodError
from bot.platforms.telegram.ptb_adapter import PtbRequest, make_bot
from tests.telegram_server import TOKEN, TelegramServer


async def statuses(bot: Bot, chats: list[int]) -> list[float]:
    async def one(chat: int) -> float:
        try:
            await bot.send_message(chat, "x")
        except FloodError as flood:
            return flood.seconds
        return 0

    return [await one(chat) for chat in chats]


async def test_the_servers_limits_are_thirty_a_second_and_one_a_second_for_a_chat(
    server: TelegramServer, bot: Bot
) -> None:
    server.limits = True
    assert await statuses(bot, list(range(1, 32))) == [0] * 30 + [1]
    server.limits = False
    assert await statuses(bot, [5, 5]) == [0, 0]


async def test_the_servers_limit_for_a_group_is_twenty_a_minute(server: TelegramServer, bot: Bot) -> None:
    server.limits = True
    waits = []
    for _ in range(21):
        for sent in server._sent_to.values():
            sent.extend([sent.pop() - 1.5])
        server._sent.clear()
        waits.append((await statuses(bot, [-5]))[0])
    assert waits[:20] == [0] * 20
    assert waits[20] > 1


async def test_the_server_runs_as_a_process_and_is_told_from_outside() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.telegram_server", "--latency", "0.001", "--limits",
        stdout=asyncio.subprocess.PIPE, env=os.environ,
    )  # fmt: skip
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    request = PtbRequest(url, TOKEN)
    bot = make_bot(request, request)
    async with aiohttp.ClientSession(url) as session:
        assert await statuses(bot, [5, 5]) == [0, 1]
        await session.post("/set", json={"limits": False, "latency": 0})
        assert await statuses(bot, [5, 5]) == [0, 0]
        await session.post("/push", json={"message": TelegramServer().written(5, 5, "/stats")})
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.text == "/stats"
        calls = await (await session.get("/calls")).json()
    assert [call["status"] for call in calls] == [200, 429, 200, 200, 200]
    await request.shutdown()
    process.terminate()
    await process.wait()
