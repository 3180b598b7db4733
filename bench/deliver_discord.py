"""How fast and how surely a call reaches Discord channels, under Discord's real limits; one JSON object per measure.

`python bench/deliver_discord.py` runs all: 500 and 5,000 channels beside discord.py's own gather, 20 kills and resets,
a restart ten minutes later, 1,000 channels of which 30 % forbid, and the memory of the program at rest.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.http import Route

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import DISCORD  # noqa: E402 - the project stands one folder higher
from bot.core.announcements import Announcement, AnnouncementKind, Planned, State  # noqa: E402
from bot.core.chats import Address, ChatKind  # noqa: E402
from bot.core.command import Desk  # noqa: E402
from bot.core.reply import Text, say  # noqa: E402
from bot.jobs.deliver import Deliverer  # noqa: E402
from bot.jobs.gate import LimiterGate  # noqa: E402
from bot.log import start_log  # noqa: E402
from bot.platforms.discord import Discord  # noqa: E402
from storage import Database, open_store  # noqa: E402
from tests.discord_server import TOKEN  # noqa: E402
from tests.talk import example  # noqa: E402

SECRET = "a-secret-of-the-benches-with-32-letters"  # noqa: S105 - made up
FIRST = 1000
REAL = 50.0


class ShiftedClock:
    """The machine's time, so many seconds later."""

    def __init__(self, shift: float) -> None:
        self._shift = timedelta(seconds=shift)

    def now(self) -> datetime:
        """The present, as aware UTC."""
        return datetime.now(UTC) + self._shift

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed."""
        await asyncio.sleep(seconds)


@contextmanager
def a_server(channels: int, *, limits: bool = True, guilds: int = 5, latency: float = 0.0) -> Iterator[str]:
    """A Discord in a process of its own; the address of its API."""
    words = [
        sys.executable,
        "-m",
        "tests.discord_server",
        "--guilds",
        str(guilds),
        "--channels",
        str(channels // guilds),
    ]
    words += ["--latency", str(latency), *(["--limits"] if limits else [])]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


async def control(api: str, what: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    """Ask the server for what a test would ask the object."""
    async with (
        aiohttp.ClientSession() as session,
        session.request("GET" if body is None else "POST", f"{api}/_{what}", json=body) as response,
    ):
        return await response.json()


async def prepared(url: str, channels: int, kind: AnnouncementKind = AnnouncementKind.CALL) -> Database:
    """A store with so many channels and one announcement to all of them."""
    store = open_store(url, SECRET)
    await store.upgrade()
    now = datetime.now(UTC)
    async with store.writing() as tx:
        await tx.campaigns.save(example(), now)
        chats = [await tx.chats.ensure(Address("discord", str(FIRST + at)), ChatKind.GROUP) for at in range(channels)]
        call = Announcement("call:1", example().slug, kind, now, say("age", origin=Text("origin-source"), age="x"))
        await tx.ledger.announce(call, [Planned(chat.id) for chat in chats])
    return store


def a_platform(store: Database, api: str, gate: LimiterGate, shift: float = 0.0) -> Discord:
    """The real platform; it speaks ids."""
    desk = Desk({}, store, ("en",), lambda fault: print(repr(fault), file=sys.stderr))
    return Discord(
        token=TOKEN, api_url=api, desk=desk, speak=lambda _: lambda text: text.id, gate=gate,
        clock=ShiftedClock(shift), log=start_log("error", [TOKEN]),
    )  # fmt: skip


def judged(calls: list[dict[str, Any]], messages: dict[str, list[Any]], channels: int) -> dict[str, Any]:
    """What arrived, and how."""
    posts = [call for call in calls if call["method"] == "POST" and call["path"].startswith("/channels/")]
    came = Counter({where: len(there) for where, there in messages.items()})
    times = [call["at"] for call in posts]
    wall = max(times) - min(times) if times else 0.0
    return {
        "channels": channels,
        "wall_s": round(wall, 2),
        "of_ideal": round(channels / REAL / wall, 3) if wall else 0,
        "most_in_a_second": most(times, 1.0),
        "status_429": sum(call["status"] == 429 for call in calls),
        "lost": sum(came[str(FIRST + at)] == 0 for at in range(channels)),
        "doubled": sum(count - 1 for count in came.values() if count > 1),
    }


def most(times: list[float], window: float) -> int:
    """The most requests in any window of so many seconds."""
    ordered, first, found = sorted(times), 0, 0
    for last, at in enumerate(ordered):
        while ordered[first] <= at - window:
            first += 1
        found = max(found, last - first + 1)
    return found


async def ours(channels: int) -> dict[str, Any]:
    """One call through the engine."""
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        store = await prepared(f"sqlite:///{folder}/bench.db", channels)
        gate = LimiterGate(DISCORD)
        platform = a_platform(store, api, gate)
        await platform.start()
        await asyncio.sleep(1.1)
        cpu = time.process_time()
        await Deliverer(
            store, platform, gate, ShiftedClock(0), lambda fault: print(repr(fault), file=sys.stderr)
        ).drain()
        cpu = time.process_time() - cpu
        await platform.close()
        await store.close()
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        return {"who": "nolike", **found, "cpu_ms_each": round(cpu * 1000 / channels, 2)}


async def theirs(channels: int) -> dict[str, Any]:
    """The same messages by discord.py's own gather."""
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
        return {"who": "discord.py gather", **found, "raised": failed}


async def child(url: str, api: str, shift: float) -> None:
    """Deliver for ever, until killed."""
    store = open_store(url, SECRET)
    gate = LimiterGate(DISCORD)
    platform = a_platform(store, api, gate, shift)
    await platform.start()
    deliverer = Deliverer(store, platform, gate, ShiftedClock(shift), lambda fault: print(repr(fault), file=sys.stderr))
    await deliverer.run()


def start_child(url: str, api: str, shift: float) -> subprocess.Popen[bytes]:
    """A process that delivers."""
    words = [sys.executable, __file__, "--child", url, api, str(shift)]
    return subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL)


async def unsettled(store: Database) -> int:
    """How many deliveries are still on their way."""
    async with store.reading() as tx:
        counts = await tx.ledger.counts(1)
    return sum(count for state, count in counts.items() if state in {State.PENDING, State.SENDING})


async def killed(channels: int, kills: int, kind: AnnouncementKind) -> dict[str, Any]:
    """Kill the process at random moments while 2 % of its requests are reset after they took effect."""
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
        process = start_child(url, api, 0)
        until = time.monotonic() + 240
        while await unsettled(store) and time.monotonic() < until:
            await asyncio.sleep(0.5)
        process.kill()
        process.wait()
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        async with store.reading() as tx:
            counts = await tx.ledger.counts(1)
        await store.close()
        return {"kills": kills, "kind": kind.value, **found, "states": {state.value: n for state, n in counts.items()}}


async def later(channels: int, kind: AnnouncementKind) -> dict[str, Any]:
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
        # Of the ten minutes, only what the server counts in has to pass for real.
        await asyncio.sleep(1.1)
        process = start_child(url, api, 600)
        until = time.monotonic() + 240
        while await unsettled(store) and time.monotonic() < until:
            await asyncio.sleep(0.5)
        process.kill()
        process.wait()
        found = judged(await control(api, "calls"), await control(api, "messages"), channels)
        await store.close()
        return {"restart_after_s": 600, "nonce_kept_s": 180, "kind": kind.value, **found}


async def forbidding(channels: int) -> dict[str, Any]:
    """So many channels of which 30 % forbid, told by no gateway: each refusal is found out by asking."""
    with tempfile.TemporaryDirectory() as folder, a_server(channels) as api:
        store = await prepared(f"sqlite:///{folder}/bench.db", channels)
        closed = [str(FIRST + at) for at in random.Random(5).sample(range(channels), channels * 3 // 10)]
        await control(api, "set", {"forbidden": closed})
        gate = LimiterGate(DISCORD)
        platform = a_platform(store, api, gate)
        await platform.start()
        listening = asyncio.create_task(platform.poll())
        await Deliverer(
            store, platform, gate, ShiftedClock(0), lambda fault: print(repr(fault), file=sys.stderr)
        ).drain()
        listening.cancel()
        await asyncio.wait([listening])
        await platform.close()
        await store.close()
        calls, messages = await control(api, "calls"), await control(api, "messages")
        return {
            "channels": channels, "forbid": len(closed),
            "told": sum(bool(messages.get(str(FIRST + at))) for at in range(channels)),
            "invalid_requests": sum(call["status"] in {401, 403, 429} for call in calls),
        }  # fmt: skip


def resident(process: int) -> float:
    """Megabytes of memory that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


async def memory() -> dict[str, Any]:
    """The real program with Telegram and Discord, at rest."""
    words = [sys.executable, "-m", "tests.telegram_server"]
    with (
        tempfile.TemporaryDirectory() as folder,
        a_server(100) as api,
        subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as telegram,
    ):
        assert telegram.stdout is not None
        # The first start of all makes the tables, with a library that no later one needs.
        await (await prepared(f"sqlite:///{folder}/bench.db", 0)).close()
        settings = {
            "SECRET_KEY": SECRET, "DATABASE_URL": f"sqlite:///{folder}/bench.db", "DISCORD_BOT_TOKEN": TOKEN,
            "DISCORD_API_URL": api, "TELEGRAM_BOT_TOKEN": "42:made-up-for-tests",
            "TELEGRAM_API_URL": telegram.stdout.readline().strip(), "PYTHONPATH": str(ROOT), "WEB_PORT": "0",
        }  # fmt: skip
        with subprocess.Popen([sys.executable, "-m", "bot", "run"], cwd=folder, env=os.environ | settings) as program:
            await asyncio.sleep(12)
            held = resident(program.pid)
            program.terminate()
            with suppress(subprocess.TimeoutExpired):
                program.wait(10)
        telegram.terminate()
        return {"idle_mb": held}


MEASURES = {
    "500": lambda: ours(500),
    "500-gather": lambda: theirs(500),
    "5000": lambda: ours(5000),
    "kills": lambda: killed(1500, 20, AnnouncementKind.CALL),
    "kills-updates": lambda: killed(1500, 20, AnnouncementKind.UPDATE),
    "later": lambda: later(200, AnnouncementKind.CALL),
    "later-updates": lambda: later(200, AnnouncementKind.UPDATE),
    "forbidding": lambda: forbidding(1000),
    "memory": memory,
}


def main() -> None:
    """Run the measures that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measures", nargs="*", choices=[*MEASURES, []], help="which of them; all if none is named")
    parser.add_argument("--child", nargs=3, metavar=("DATABASE", "API", "SHIFT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        url, api, shift = given.child
        asyncio.run(child(url, api, float(shift)))
        return
    for name in given.measures or MEASURES:
        print(json.dumps({"measure": name, **asyncio.run(MEASURES[name]())}), flush=True)


if __name__ == "__main__":
    main()
