"""Speed and reliability of a call to Discord channels, within Discord's real limits.

These are the rows of `python -m bench.deliver --platform discord`: 500 and 5,000 channels compared with discord.py and
asyncio.gather, 20 kills and resets, a restart ten minutes later, 1,000 channels of which 30 % forbid posting, and the
memory of the idle program. `python -m bench.deliver_discord DATABASE API SHIFT` is the process that is killed.
"""

import asyncio
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bench.idle import MIB
from bench.stage import Json, missed, telegram
from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned, State
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Text, say
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.log import start_log
from bot.platforms.discord import Discord
from bot.platforms.discord.rate_limits import LIMITS as DISCORD
from storage import Database, open_store
from tests.discord_server import TOKEN
from tests.kills import busiest_second
from tests.running import HERE, SECRET, running, tally
from tests.talk import example

FIRST = 1000
GUILDS = 5
REAL = 50.0
SHARE = 0.88
INVALID = 900
IDLE_MIB = 125


class ShiftedClock(SystemClock):
    """The machine's time plus a fixed number of seconds."""

    def __init__(self, shift: float) -> None:
        self._shift = timedelta(seconds=shift)

    def now(self) -> datetime:
        """The machine's time, shifted."""
        return super().now() + self._shift


@contextmanager
def a_server(channels: int) -> Iterator[str]:
    """Start a Discord server in its own process; yields the address of its API."""
    words = [sys.executable, "-m", "tests.discord_server", "--limits"]
    words += ["--guilds", str(GUILDS), "--channels", str(channels // GUILDS)]
    with subprocess.Popen(words, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


async def control(api: str, what: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    """Query or change the server's state over HTTP."""
    async with (
        aiohttp.ClientSession() as session,
        session.request("GET" if body is None else "POST", f"{api}/_{what}", json=body) as response,
    ):
        return await response.json()


async def prepared(url: str, channels: int, kind: AnnouncementKind = AnnouncementKind.CALL) -> Database:
    """A store with that many channels and one announcement to all of them."""
    store = open_store(url, SECRET)
    await store.upgrade()
    now = datetime.now(UTC)
    async with store.writing() as tx:
        await tx.campaigns.save(example(), now)
        chats = [await tx.chats.ensure(Address("discord", str(FIRST + at)), ChatKind.GROUP) for at in range(channels)]
        call = Announcement("call:1", example().slug, kind, now, say("age", origin=Text("origin-source"), age="x"))
        await tx.ledger.announce(call, [Planned(chat.id) for chat in chats])
    return store


async def an_engine(store: Database, api: str, shift: float = 0.0) -> tuple[Discord, Deliverer]:
    """Start the real platform and the engine that delivers on it; the message texts are ids."""
    gate, clock = SendGate(DISCORD), ShiftedClock(shift)
    services = Services({}, store, ("en",), _report)
    platform = Discord(
        token=TOKEN, api_url=api, services=services, speak=lambda _: lambda text: text.id, gate=gate, clock=clock,
        log=start_log("error", [TOKEN]),
    )  # fmt: skip
    await platform.start()
    return platform, Deliverer(store, platform, gate, clock, _report)


def _report(fault: BaseException) -> None:
    print(repr(fault), file=sys.stderr)


def judged(calls: list[dict[str, Any]], messages: dict[str, list[Any]], channels: int) -> Json:
    """What arrived, and how."""
    posts = [call for call in calls if call["method"] == "POST" and call["path"].startswith("/channels/")]
    came = Counter({where: len(there) for where, there in messages.items()})
    times = [call["at"] for call in posts]
    wall = max(times) - min(times) if times else 0.0
    return {
        "channels": channels,
        "wall_s": round(wall, 2),
        "of_ideal": round(channels / REAL / wall, 3) if wall else 0,
        "most_in_a_second": busiest_second(times),
        "status_429": sum(call["status"] == 429 for call in calls),
        "lost": sum(came[str(FIRST + at)] == 0 for at in range(channels)),
        "doubled": sum(count - 1 for count in came.values() if count > 1),
    }


async def ours(channels: int) -> Json:
    """One call through our engine."""
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        store = await prepared(f"sqlite:///{folder}/bench.db", channels)
        platform, engine = await an_engine(store, api)
        await asyncio.sleep(1.1)
        cpu = time.process_time()
        await engine.drain()
        cpu = time.process_time() - cpu
        await platform.close()
        await store.close()
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
    bars = {"of_ideal": found["of_ideal"] >= SHARE, **_whole(found, "status_429", "lost", "doubled")}
    return {**found, "cpu_ms_a_message": round(cpu * 1000 / channels, 2), "missed": missed(bars)}


async def theirs(channels: int) -> Json:
    """The same messages with discord.py and asyncio.gather."""
    with a_server(channels) as api:
        await control(api, "set", {"strict": False})
        Route.BASE = api
        client = discord.Client(intents=discord.Intents.none(), max_ratelimit_timeout=30)
        await client.login(TOKEN)
        await asyncio.sleep(1.1)
        places = [client.get_partial_messageable(FIRST + at) for at in range(channels)]
        failed = sum(
            isinstance(one, BaseException)
            for one in await asyncio.gather(*(place.send("age") for place in places), return_exceptions=True)
        )
        await client.close()
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        return {**found, "raised": failed}


async def child(url: str, api: str, shift: float) -> None:
    """Deliver until killed."""
    _, engine = await an_engine(open_store(url, SECRET), api, shift)
    await engine.run()


def start_child(url: str, api: str, shift: float) -> subprocess.Popen[bytes]:
    """Start a process that delivers."""
    words = [sys.executable, "-m", "bench.deliver_discord", url, api, str(shift)]
    return subprocess.Popen(words, cwd=HERE, stderr=subprocess.DEVNULL)


async def settled(store: Database, url: str, api: str, shift: float = 0) -> Counter[State]:
    """Deliver the rest in one more process, for at most four minutes; returns the final states of all deliveries."""
    process = start_child(url, api, shift)
    until = time.monotonic() + 240
    while (told := await tally(store, 1)).waiting and time.monotonic() < until:
        await asyncio.sleep(0.5)
    process.kill()
    process.wait()
    return Counter(told.states)


async def killed(channels: int, kills: int, kind: AnnouncementKind) -> Json:
    """Kill the process at random times while 2 % of its requests are reset after they took effect."""
    rng = random.Random(4)
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        url = f"sqlite:///{folder}/bench.db"
        store = await prepared(url, channels, kind)
        for number in rng.sample(range(1, channels), channels // 50):
            await control(api, "faults", {str(number): {"reset": True, "delivered": True}})
        for _ in range(kills):
            process = start_child(url, api, 0)
            await asyncio.sleep(1.6 + rng.random() * 1.2)
            process.send_signal(signal.SIGKILL)
            process.wait()
        stand = await settled(store, url, api)
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        await store.close()
    states = {state.value: count for state, count in stand.items()}
    return {"kills": kills, **found, "states": states, "missed": missed(_whole(found, "lost", "doubled"))}


async def later(channels: int, kind: AnnouncementKind) -> Json:
    """Every tenth request is reset after it took effect, the process is killed, and comes back ten minutes later."""
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        url = f"sqlite:///{folder}/bench.db"
        store = await prepared(url, channels, kind)
        for number in range(10, channels, 10):
            await control(api, "faults", {str(number): {"reset": True, "delivered": True}})
        process = start_child(url, api, 0)
        while len([one for one in await control(api, "calls") if one["method"] == "POST"]) < channels // 2:
            await asyncio.sleep(0.02)
        process.kill()
        process.wait()
        await control(api, "set", {"shift": 600})
        # Of the ten minutes, only the time that the server itself measures must really pass.
        await asyncio.sleep(1.1)
        await settled(store, url, api, 600)
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        await store.close()
    bars = missed(_whole(found, "lost", "doubled"))
    return {"restart_after_s": 600, "nonce_kept_s": 180, **found, "missed": bars}


async def forbidding(channels: int, *, known: bool) -> Json:
    """That many channels of which 30 % forbid posting: `known` from the gateway, or each found by asking the API."""
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        store = await prepared(f"sqlite:///{folder}/bench.db", channels)
        closed = [str(FIRST + at) for at in random.Random(5).sample(range(channels), channels * 3 // 10)]
        await control(api, "forbid", {"channels": closed, "told": known})
        platform, engine = await an_engine(store, api)
        listening = asyncio.create_task(platform.poll())
        await engine.drain()
        listening.cancel()
        await asyncio.wait([listening])
        await platform.close()
        await store.close()
        calls, messages = await control(api, "calls"), await control(api, "messages")
    reached = sum(bool(messages.get(str(FIRST + at))) for at in range(channels))
    invalid = sum(call["status"] in {401, 403, 429} for call in calls)
    bars = {"reached": reached == channels - len(closed), "invalid_requests": invalid <= (0 if known else INVALID)}
    return {
        "channels": channels, "forbid": len(closed), "reached": reached, "invalid_requests": invalid,
        "missed": missed(bars),
    }  # fmt: skip


async def memory() -> Json:
    """The real program with Telegram and Discord, ten seconds after both are ready."""
    with tempfile.TemporaryDirectory() as name, a_server(100) as api:
        folder = Path(name)
        url = f"sqlite:///{folder / 'bench.db'}"
        # The first start of all creates the tables, with a library that later starts do not load.
        await (await prepared(url, 0)).close()
        async with telegram() as server:
            settings = {"DISCORD_BOT_TOKEN": TOKEN, "DISCORD_API_URL": api}
            async with running(url, server.url, folder, **settings) as program:
                await program.ready(2)
                await asyncio.sleep(10)
                held = round(program.watched.memory_info().rss / MIB, 1)
    return {"resident_mib": held, "missed": missed({"resident_mib": held <= IDLE_MIB})}


def rows(*, full: bool) -> Iterator[tuple[str, Callable[[], Awaitable[Json]]]]:
    """Each row by name, with its measurement."""
    for count in (500, 5000) if full else (500,):
        yield f"{count:,} channels", lambda count=count: ours(count)
        yield f"{count:,} channels, discord.py's gather", lambda count=count: theirs(count)
    for kind in (AnnouncementKind.CALL, AnnouncementKind.UPDATE):
        yield f"20 kills, {kind.value}", lambda kind=kind: killed(1500, 20, kind)
        yield f"restart after 10 minutes, {kind.value}", lambda kind=kind: later(200, kind)
    yield "1,000 channels, 30 % forbid and the gateway says so", lambda: forbidding(1000, known=True)
    yield "1,000 channels, 30 % forbid and nobody says so", lambda: forbidding(1000, known=False)
    yield "Telegram and Discord at rest", memory


def _whole(found: Json, *names: str) -> dict[str, bool]:
    return {name: found[name] == 0 for name in names}


if __name__ == "__main__":
    database, api, shift = sys.argv[1:]
    asyncio.run(child(database, api, float(shift)))
