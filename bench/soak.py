"""Memory and descriptors of the bot while groups ask `/stats` for an hour.

`python -m bench.soak --minutes 60` prints a JSON line every five minutes: how many of the questions were answered, how
many answers the bot dropped because they had waited for a minute, and its memory, open descriptors, threads and CPU at
that moment. `starved_s` is how long it was ready to run while other programs had the processor (Linux): answers are
dropped where that grows nearly as fast as the time. Memory includes 7 MB for the metrics, which count what is dropped.
"""

import argparse
import asyncio
import json
import re
import time
from pathlib import Path

import httpx

from bench.stage import Json, Stage, stage
from tests.loopback import free_port
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
        "starved_s": round(_starved(bot.pid), 1), "dropped": await _dropped(set_up.bot.settings["METRICS_PORT"]),
    }  # fmt: skip


def _starved(process: int) -> float:
    """Seconds in which the process could have run and another one did."""
    known = Path(f"/proc/{process}/schedstat")
    return int(known.read_text().split()[1]) / 1e9 if known.exists() else 0.0


async def _dropped(port: str) -> int:
    async with httpx.AsyncClient(timeout=60) as web:
        text = (await web.get(f"http://127.0.0.1:{port}/metrics")).text
    return int(sum(map(float, re.findall(r'^nolike_counted_total\{.*"dropped_answers"\} (\S+)$', text, re.MULTILINE))))


def _print(line: Json) -> None:
    print(json.dumps(line), flush=True)


async def main(minutes: float, rate: float, kind: str) -> None:
    """Set everything up and ask."""
    async with stage(1, 0.05, kind=kind, METRICS_PORT=str(free_port())) as set_up:
        await ask(set_up, rate, minutes * 60, 300)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=20, help="questions a second")
    parser.add_argument("--kind", choices=("sqlite", "postgresql"), default="sqlite")
    given = parser.parse_args()
    asyncio.run(main(given.minutes, given.rate, given.kind))
