"""python-telegram-bot alone on the same work, one message after another or through its own rate limiter.

`python -m bench.peers sequential http://127.0.0.1:8081 --groups 600 --text "…"` prints one JSON object.
"""

import argparse
import asyncio
import json
import time

from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from tests.running import groups
from tests.telegram_server import TOKEN

RETRIES = 5
POOL = 256
"""python-telegram-bot's own default for applications."""


async def sequential(bot: ExtBot, chats: list[int], text: str) -> None:
    """Send one after another; a flood wait is waited out."""
    for chat in chats:
        while True:
            try:
                await bot.send_message(chat, text, parse_mode="HTML")
            except RetryAfter as flood:
                await asyncio.sleep(float(flood.retry_after))
            else:
                break


async def limited(bot: ExtBot, chats: list[int], text: str) -> None:
    """Send all at once with AIORateLimiter; a message that it gives up is lost."""

    async def send(chat: int) -> None:
        try:
            await bot.send_message(chat, text, parse_mode="HTML")
        except TelegramError:
            return

    await asyncio.gather(*map(send, chats))


async def measure(way: str, url: str, chats: list[int], text: str, cap: float) -> dict[str, object]:
    """Send to all chats, for `cap` seconds at most; returns seconds elapsed and CPU seconds."""
    limiter = AIORateLimiter(max_retries=RETRIES) if way == "limited" else None
    request = HTTPXRequest(connection_pool_size=POOL)
    async with ExtBot(TOKEN, base_url=f"{url}/bot", request=request, rate_limiter=limiter) as bot:
        began, cpu = time.monotonic(), time.process_time()
        try:
            async with asyncio.timeout(cap):
                await {"sequential": sequential, "limited": limited}[way](bot, chats, text)
        except TimeoutError:
            ended = False
        else:
            ended = True
        return {"ended": ended, "seconds": time.monotonic() - began, "cpu": time.process_time() - cpu}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=("sequential", "limited"))
    parser.add_argument("url")
    parser.add_argument("--groups", type=int, required=True)
    parser.add_argument("--text", required=True)
    parser.add_argument("--cap", type=float, default=200.0, help="seconds after which it is stopped")
    given = parser.parse_args()
    print(json.dumps(asyncio.run(measure(given.way, given.url, groups(given.groups), given.text, given.cap))))
