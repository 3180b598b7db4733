"""The environment of a delivery measurement: a Bot API server, a database with groups, and the bot, each a process."""

import asyncio
import json
import math
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from storage import Database
from tests import postgres
from tests.kills import busiest_second
from tests.running import HERE, Program, add_groups, call, groups, load_example, opened, running

Json = dict[str, Any]
PATIENCE = 400.0
UNLIMITED = 1000.0
"""The highest pace that the settings allow, for measurements without server limits."""


@dataclass(frozen=True)
class Telegram:
    """A client for the Bot API server's process."""

    url: str
    web: aiohttp.ClientSession

    async def set(self, **values: object) -> None:
        """Change how the server behaves."""
        await (await self.web.post(f"{self.url}/set", json=values)).read()

    async def push(self, update: Json) -> float:
        """Send the bot an update; returns when it was available."""
        answer = await self.web.post(f"{self.url}/push", json=update)
        return float((await answer.json())["at"])

    async def tally(self) -> Json:
        """How many requests the server received and how many messages it delivered."""
        answer = await self.web.get(f"{self.url}/tally")
        return dict(await answer.json())

    async def sends(self) -> list[Json]:
        """Every message that was requested, in the order of arrival."""
        answer = await self.web.get(f"{self.url}/calls")
        return [made for made in await answer.json() if made["method"] == "sendmessage"]


@asynccontextmanager
async def telegram(latency: float = 0.0, *, limits: bool = True, faults: int = 0) -> AsyncIterator[Telegram]:
    """Start a Bot API server in its own process; `latency` in seconds, `faults` is the random seed of its faults."""
    words = ["--latency", str(latency), "--faults", str(faults), *(["--limits"] if limits else [])]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.server", *words), cwd=HERE, stdout=asyncio.subprocess.PIPE
    )
    try:
        url = (await process.stdout.readline()).decode().strip() if process.stdout else ""
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as web:
            yield Telegram(url, web)
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a fresh database, `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    found = postgres.find()
    if found is None:
        raise RuntimeError("no PostgreSQL was found")
    with postgres.server(found) as server, postgres.database(server) as url:
        yield url


@dataclass(frozen=True)
class Stage:
    """The whole environment, running."""

    server: Telegram
    store: Database
    bot: Program
    groups: int

    async def call(self) -> int:
        """Send a call to all groups; returns its id."""
        return await call(self.store, datetime.now(UTC))

    async def until(self, enough: Callable[[], Awaitable[bool]]) -> None:
        """Return when the condition is true."""
        end = time.monotonic() + PATIENCE
        while not await enough():
            if time.monotonic() > end:
                raise TimeoutError("it takes too long")
            await asyncio.sleep(0.2)

    async def until_delivered(self, messages: int) -> None:
        """Return when the server has delivered that many messages."""

        async def enough() -> bool:
            return bool((await self.server.tally())["sent"] >= messages)

        await self.until(enough)


@asynccontextmanager
async def stage(
    count: int, latency: float = 0.0, *, kind: str = "sqlite", limits: bool = True, faults: int = 0, **settings: str
) -> AsyncIterator[Stage]:
    """Prepare `count` groups that follow a campaign, and a running bot. Without `limits` it sends 1,000 a second."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(telegram(latency, limits=limits, faults=faults))
        url = await stack.enter_async_context(database(kind, folder))
        await load_example(url, folder)
        store = await stack.enter_async_context(opened(url))
        await add_groups(store, count)
        pace = {} if limits else {"TELEGRAM_MESSAGES_PER_SECOND": str(UNLIMITED)}
        bot = await stack.enter_async_context(running(url, server.url, folder, **pace, **settings))
        yield Stage(server, store, bot, count)


def seen(sends: Sequence[Json], count: int) -> Json:
    """What the server received of a broadcast to `count` groups: its rate, and lost and duplicate messages."""
    wanted = set(map(str, groups(count)))
    broadcast = [send for send in sends if str(send["params"]["chat_id"]) in wanted]
    said = Counter(str(send["params"]["chat_id"]) for send in broadcast if send["message_id"])
    delivered = [send["at"] for send in broadcast if send["message_id"]]
    seconds = delivered[-1] - delivered[0] if len(delivered) > 1 else math.inf
    return {
        "seconds": round(seconds, 2) if delivered else None,
        "messages_per_second": round((len(delivered) - 1) / seconds, 1),
        "share_of_30_per_second": round((len(delivered) - 1) / 30 / seconds, 4),
        "most_in_a_second": busiest_second([send["at"] for send in sends]),
        "flood_waits": sum(send["status"] == 429 for send in sends),
        "lost": len(wanted - said.keys()),
        "doubled": sum(times > 1 for times in said.values()),
    }


def quantiles(values: Sequence[float]) -> Json:
    """The median and the 99th percentile of durations in seconds, as milliseconds."""
    ordered = sorted(values)

    def at(share: float) -> float:
        return round(ordered[min(math.ceil(share * len(ordered)), len(ordered)) - 1] * 1000, 1)

    return {"answers": len(ordered), "p50_ms": at(0.5), "p99_ms": at(0.99)}


async def peer(way: str, count: int, latency: float, text: str, *, limits: bool, cap: float) -> Json:
    """Run python-telegram-bot alone on the same work, for `cap` seconds at most."""
    async with telegram(latency, limits=limits) as server:
        words = ("-m", "bench.peers", way, server.url, "--groups", str(count), "--cap", str(cap), "--text", text)
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, cwd=HERE, stdout=asyncio.subprocess.PIPE, env=os.environ
        )
        out, _ = await process.communicate()
        sends = await server.sends()
    told = json.loads(out)
    delivered = sum(send["message_id"] > 0 for send in sends)
    return {
        "delivered": delivered, "ended": told["ended"], **seen(sends, count),
        "cpu_ms_a_message": round(told["cpu"] * 1000 / max(delivered, 1), 3),
    }  # fmt: skip


def missed(bars: dict[str, bool]) -> list[str]:
    """The names of the targets that were not reached."""
    return [name for name, held in bars.items() if not held]
