"""Chaos test: calls and updates to 600 groups, two processes on one database, and one fault per minute.

`python -m bench.chaos --minutes 30` prints a JSON line per fault and one at the end: how many messages of calls were
lost or duplicated, and how many of the duplicates no fault explains. `--kind sqlite` runs one process.
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
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from aiohttp import web
from sqlalchemy import update

from bench.stage import Json, database
from storage import Database
from storage.tables import subscriptions
from tests.running import SECRET, SLUG, Program, add_groups, groups, load_example, opened
from tests.telegram_server import BROKEN, GATEWAY, RESET, RESET_AFTER, Call, Fault, TelegramServer

MINUTE = 60.0
LONGEST_FAULT = 30.0
SLACK = 2.0
"""Seconds around a fault within which a request counts as in flight at it."""
SETTLE = 240.0


class FailingServer(TelegramServer):
    """A Bot API server that fails as a whole: every method answers `outage`, or none answers while `silent`."""

    def __init__(self) -> None:
        super().__init__()
        self.outage: Fault | None = None
        self.silent = False

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.silent:
            while self.silent:
                await asyncio.sleep(0.1)
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=504)
        return await super()._serve(request)

    def _fault(self, call: Call) -> Fault | None:
        return self.outage or super()._fault(call)

    async def _get_updates(self, call: Call) -> web.StreamResponse:
        outage = self.outage
        if outage is not None:
            await asyncio.sleep(0.2)
            return web.Response(status=outage.status, text="outage")
        return await super()._get_updates(call)


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

    server: FailingServer
    proxy: Proxy | None
    store: Database
    programs: list[Program]
    chance: random.Random
    windows: list[tuple[float, float]] = field(default_factory=list)

    async def outage(self, fault: Fault, seconds: float) -> None:
        """The platform answers every request with this fault."""
        self.server.outage = fault
        await asyncio.sleep(seconds)
        self.server.outage = None

    async def silence(self, seconds: float) -> None:
        """The platform accepts requests and does not answer."""
        self.server.silent = True
        await asyncio.sleep(seconds)
        self.server.silent = False

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
        platform = {"500": BROKEN, "502": GATEWAY, "reset": RESET, "reset after delivery": RESET_AFTER}
        found: dict[str, Callable[[float], Awaitable[None]]] = {
            f"platform: {name}": lambda seconds, fault=fault: self.outage(fault, seconds)  # type: ignore[misc]
            for name, fault in platform.items()
        }
        found |= {"platform: silence": self.silence, "kill -9": self.kill, "SIGSTOP": self.freeze}
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


async def main(minutes: float, count: int, kind: str, seed: int) -> None:
    """Inject faults for that many minutes, wait until the system is idle, then compare."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(FailingServer())
        server.latency, server.limits = 0.05, True
        url = await stack.enter_async_context(database(kind, folder))
        await load_example(url, folder)
        store = await stack.enter_async_context(opened(url))
        await add_groups(store, count)
        through, proxy = await stack.enter_async_context(proxied(url))
        programs = []
        for number in range(2 if proxy else 1):
            program = await Program(through, server.url, folder / f"nolike-{number}.log").start()
            stack.push_async_callback(program.stop)
            programs.append(program)
        chaos = Chaos(server, proxy, store, programs, random.Random(seed))
        calls = await _trouble(chaos, minutes, url, folder)
        settled = await _settled(chaos, calls, count)
        print(json.dumps({"row": f"chaos, {minutes:g} minutes, {count} groups, {kind}", "calls": len(calls),
                          **compared(server.of("sendmessage"), calls, count, chaos.windows), "settled_s": settled,
                          "seed": seed, "date": datetime.now(UTC).isoformat(timespec="seconds")}))  # fmt: skip
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


async def _settled(chaos: Chaos, calls: list[str], count: int) -> float:
    """Seconds from the last fault until every call had reached every group; the time limit if that never happened."""
    began = time.monotonic()
    while time.monotonic() - began < SETTLE:
        if not compared(chaos.server.of("sendmessage"), calls, count, chaos.windows)["lost"]:
            break
        await asyncio.sleep(1)
    return round(time.monotonic() - began, 1)


def compared(sends: list[Call], calls: list[str], count: int, windows: list[tuple[float, float]]) -> Json:
    """Compare the calls that the server received with those that were sent."""
    wanted = set(map(str, groups(count)))
    texts = {text: place for place, text in enumerate(calls)}
    heard: dict[tuple[int, str], list[float]] = defaultdict(list)
    for send in sends:
        place = texts.get(_call_of(send.text))
        if send.message_id and place is not None and send.chat in wanted:
            heard[place, send.chat].append(send.at)
    doubled = [times for times in heard.values() if len(times) > 1]
    explained = [times for times in doubled if any(a - SLACK <= times[0] <= b + SLACK for a, b in windows)]
    return {
        "lost": len(calls) * count - len(heard), "doubled": len(doubled), "unexplained": len(doubled) - len(explained),
        "flood_waits": sum(send.status == 429 for send in sends),
    }  # fmt: skip


def _call_of(text: str) -> str:
    """The line of a message that contains the call's text."""
    return next((line.strip() for line in text.splitlines() if line.strip().startswith("chaos ")), "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--groups", type=int, default=600)
    parser.add_argument("--kind", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(main(given.minutes, given.groups, given.kind, given.seed))
