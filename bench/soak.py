"""Memory and descriptors of the bot while groups ask `/stats` for an hour.

`python -m bench.soak --minutes 60` prints a JSON line every five minutes: how many of the questions were answered, and
the bot's memory, open descriptors and threads at that moment.
"""

import argparse
import asyncio
import json
import time

from bench.stage import Json, Stage, stage
from tests.telegram_server import TelegramServer

ASKERS = -1_002_000_000_000
CHATS = 2000
"""So many groups ask by turns: each about every two minutes."""
ANSWER = 10.0
"""Seconds within which every answer must be there at the end."""


async def ask(set_up: Stage, rate: float, seconds: float, every: float) -> None:
    """Ask so many times a second for so long."""
    began = last = time.monotonic()
    asked = 0
    _print(await _measure(set_up, 0, asked))
    while (now := time.monotonic()) - began < seconds:
        if now - last >= every:
            last += every
            _print(await _measure(set_up, (now - began) / 60, asked))
        written = TelegramServer().written(ASKERS - asked % CHATS, 88, "/stats@NolikeBot")
        await set_up.server.push({"message": written})
        asked += 1
        await asyncio.sleep(began + asked / rate - time.monotonic())
    await asyncio.sleep(ANSWER)
    _print(await _measure(set_up, (time.monotonic() - began) / 60, asked))


async def _measure(set_up: Stage, minutes: float, asked: int) -> Json:
    bot = set_up.bot.watched
    memory = bot.memory_full_info()
    return {
        "minute": round(minutes, 1), "asked": asked, "answered": (await set_up.server.tally())["sent"],
        "rss_mb": round(memory.rss / 2**20, 1), "pss_mb": round(memory.pss / 2**20, 1),
        "descriptors": bot.num_fds(), "threads": bot.num_threads(), "cpu_s": round(set_up.bot.cpu, 1),
    }  # fmt: skip


def _print(line: Json) -> None:
    print(json.dumps(line), flush=True)


async def main(minutes: float, rate: float, kind: str) -> None:
    """Set everything up and ask."""
    async with stage(1, 0.05, kind=kind) as set_up:
        await ask(set_up, rate, minutes * 60, 300)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=20, help="questions a second")
    parser.add_argument("--kind", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    asyncio.run(main(given.minutes, given.rate, given.kind))
