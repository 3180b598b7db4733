"""Chaos test: calls and updates to 600 groups, two processes on one database, and one fault per minute.

`python -m bench.chaos --minutes 30` prints a JSON line per fault and one at the end: how many messages of calls were
lost or duplicated, how many of the duplicates no fault explains, and how long the bot then took to answer `/stats`.
`--kind sqlite` runs one process; `--platform discord` is the same in 600 channels of 20 servers.
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
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import update

from bench.chaos_platforms import SIDES, Received, Side
from bench.stage import Json, database
from storage import Database
from storage.tables import subscriptions
from tests.running import SECRET, SLUG, Program, add_chats, load_example, opened

MINUTE = 60.0
LONGEST_FAULT = 30.0
SLACK = 2.0
"""Seconds around a fault within which a request counts as in flight at it."""
SETTLE = 240.0


@dataclass
class Proxy:
    """A TCP proxy in front of PostgreSQL that can refuse connections, close them, or stop forwarding."""

    host: str
    port: int
    listening: int = 0
    refusing: bool = False
    mute: bool = False
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward one connection."""
        if self.refusing:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        ends = {writer, far_writer}
        self._writers |= ends
        try:
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
        finally:
            self._writers -= ends

    def cut(self) -> None:
        """Close every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                while self.mute:
                    await asyncio.sleep(0.1)
                writer.write(data)
                await writer.drain()
        writer.close()


@dataclass
class Chaos:
    """Everything that runs: the server, the proxy (PostgreSQL only), the bot's processes, and the log of faults."""

    side: Side
    proxy: Proxy | None
    store: Database
    programs: list[Program]
    chats: list[str]
    chance: random.Random
    windows: list[tuple[float, float]] = field(default_factory=list)

    async def outage(self, fault: str, seconds: float) -> None:
        """The platform fails in this way."""
        await self.side.begin(fault)
        await asyncio.sleep(seconds)
        await self.side.end()

    async def kill(self, _seconds: float) -> None:
        """Kill one process and start it again."""
        program = self.chance.choice(self.programs)
        await program.kill()
        await asyncio.sleep(1)
        await program.start()

    async def freeze(self, seconds: float) -> None:
        """Suspend one process for a while."""
        process = self.chance.choice(self.programs).watched
        process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGCONT)

    async def without_database(self, seconds: float) -> None:
        """The database refuses connections and has closed those that were open."""
        if self.proxy is None:
            return
        self.proxy.refusing = True
        self.proxy.cut()
        await asyncio.sleep(seconds)
        self.proxy.refusing = False

    async def mute_database(self, seconds: float) -> None:
        """The network drops the connections to the database: nothing arrives, nothing is closed."""
        if self.proxy is None:
            return
        self.proxy.mute = True
        await asyncio.sleep(seconds)
        self.proxy.cut()
        self.proxy.mute = False

    def faults(self) -> dict[str, Callable[[float], Awaitable[None]]]:
        """Every kind of fault by name."""
        found: dict[str, Callable[[float], Awaitable[None]]] = {
            f"platform: {name}": partial(self.outage, name) for name in self.side.outages
        }
        found |= {"kill -9": self.kill, "SIGSTOP": self.freeze}
        if self.proxy is not None:
            found |= {"database away": self.without_database, "database mute": self.mute_database}
        return found


@asynccontextmanager
async def proxied(url: str) -> AsyncIterator[tuple[str, Proxy | None]]:
    """The address of a proxy in front of PostgreSQL; an SQLite address is returned unchanged."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        yield url, None
        return
    proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 5432)
    listener = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    user = parts.netloc.rpartition("@")[0]
    try:
        yield urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{port}")), proxy
    finally:
        proxy.cut()
        listener.close()


async def main(minutes: float, count: int, kind: str, platform: str, seed: int) -> None:
    """Inject faults for that many minutes, wait until the system is idle, then compare."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        side: Side = await stack.enter_async_context(SIDES[platform]())
        url = await stack.enter_async_context(database(kind, folder))
        await load_example(url, folder)
        store = await stack.enter_async_context(opened(url))
        chats = side.chats(count)
        await add_chats(store, platform, chats)
        through, proxy = await stack.enter_async_context(proxied(url))
        programs = []
        for number in range(2 if proxy else 1):
            program = await Program(through, side.api, folder / f"nolike-{number}.log", side.settings).start()
            stack.push_async_callback(program.stop)
            programs.append(program)
        chaos = Chaos(side, proxy, store, programs, chats, random.Random(seed))
        calls = await _trouble(chaos, minutes, url, folder)
        settled = await _settled(chaos, calls)
        print(json.dumps({"row": f"chaos, {minutes:g} minutes, {count} groups, {platform}, {kind}", "calls": len(calls),
                          **compared(side.received(), calls, chats, chaos.windows), "flood_waits": side.flood_waits,
                          "settled_s": settled, "answered_s": await side.answered(chats[0]), "seed": seed,
                          "date": datetime.now(UTC).isoformat(timespec="seconds")}))  # fmt: skip
        if os.environ.get("KEEP_LOGS"):
            for program in programs:
                print(program.log.read_text(encoding="utf-8")[-6000:], file=sys.stderr)


async def _trouble(chaos: Chaos, minutes: float, url: str, folder: Path) -> list[str]:
    """A call, an update every other minute, and one fault at a random moment of each minute; the calls' texts."""
    calls: list[str] = []
    kinds = chaos.faults()
    names = list(kinds)
    chance = chaos.chance
    began = time.monotonic()
    order: list[str] = []
    while time.monotonic() - began < minutes * MINUTE:
        minute = time.monotonic()
        calls.append(f"chaos {len(calls)}")
        await asyncio.to_thread(_send_call, calls[-1], url, folder)
        if len(calls) % 2 == 0:
            await _make_updates_due(chaos.store)
        order = order or chance.sample(names, len(names))
        name = order.pop()
        seconds = chance.uniform(3, LONGEST_FAULT)
        await asyncio.sleep(chance.uniform(1, 15))
        since = time.monotonic()
        await kinds[name](seconds)
        chaos.windows.append((since, time.monotonic()))
        print(
            json.dumps({"fault": name, "minute": len(calls), "seconds": round(time.monotonic() - since, 1)}), flush=True
        )
        await asyncio.sleep(max(0.0, minute + MINUTE - time.monotonic()))
    return calls


def _send_call(text: str, url: str, folder: Path) -> None:
    file = folder / "call.toml"
    languages = "\n".join(f'{code} = "{text}"' for code in ("ar", "fr", "en"))
    file.write_text(f'campaign = "{SLUG}"\n[text]\n{languages}\n', encoding="utf-8")
    environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": SECRET, "PYTHONPATH": str(Path.cwd())}
    subprocess.run(
        [sys.executable, "-m", "bot", "call", str(file)], cwd=folder, env=environment, check=True, capture_output=True
    )


async def _make_updates_due(store: Database) -> None:
    # Not through the ports, which set one subscription at a time.
    async with store._engines.writer.begin() as connection:  # noqa: SLF001 - see above
        await connection.execute(update(subscriptions).values(next_due=datetime.now(UTC) - timedelta(seconds=1)))


async def _settled(chaos: Chaos, calls: list[str]) -> float:
    """Seconds from the last fault until every call had reached every group; the time limit if that never happened."""
    began = time.monotonic()
    while time.monotonic() - began < SETTLE:
        if not compared(chaos.side.received(), calls, chaos.chats, chaos.windows)["lost"]:
            break
        await asyncio.sleep(1)
    return round(time.monotonic() - began, 1)


def compared(
    received: Iterable[Received], calls: list[str], chats: list[str], windows: list[tuple[float, float]]
) -> Json:
    """Compare the calls that the chats received with those that were sent."""
    wanted = set(chats)
    texts = {text: place for place, text in enumerate(calls)}
    heard: dict[tuple[int, str], list[float]] = defaultdict(list)
    for text, chat, at in received:
        place = texts.get(_call_of(text))
        if place is not None and chat in wanted:
            heard[place, chat].append(at)
    doubled = [times for times in heard.values() if len(times) > 1]
    explained = [times for times in doubled if any(a - SLACK <= times[0] <= b + SLACK for a, b in windows)]
    return {
        "lost": len(calls) * len(chats) - len(heard), "doubled": len(doubled),
        "unexplained": len(doubled) - len(explained),
    }  # fmt: skip


def _call_of(text: str) -> str:
    """The line of a message that contains the call's text."""
    return next((line.strip() for line in text.splitlines() if line.strip().startswith("chaos ")), "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--groups", type=int, default=600)
    parser.add_argument("--kind", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--platform", choices=tuple(SIDES), default="telegram")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(main(given.minutes, given.groups, given.kind, given.platform, given.seed))
