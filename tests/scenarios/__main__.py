"""Long outages on the real thing: `make scenarios` prints a row for each, with what was lost and doubled.

`python -m tests.scenarios --platform telegram discord --seconds 10 60 600 --database sqlite postgresql --processes 1 2
--jobs 4`. What a row needs and this machine does not have (PostgreSQL, the right to mount a small file system) is said,
and the row left out. "Late" is the longest time that a row waited for the machine: where it is long, all the times are.
"""

import argparse
import asyncio
import logging
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import structlog

from bot.platforms.discord.rate_limits import LIMITS as DISCORD_LIMITS
from storage import Database, open_store
from tests import postgres
from tests.conftest import SECRET
from tests.flows import flows
from tests.scenarios import discord
from tests.scenarios.failing_server import FAULTS, FailingServer, way_to
from tests.scenarios.harness import Result, Scenario, database_fails, platform_fails

AWAY, FORGOTTEN, FULL, LOCKED = "database away", "flows forgotten", "disk full", "file locked"
OF_DATABASE = {AWAY: "postgresql", FORGOTTEN: "postgresql", FULL: "sqlite", LOCKED: "sqlite"}
"""The faults of a database, and which kind has them."""
TELEGRAM, DISCORD = "telegram", "discord"
FAULTS_OF = {TELEGRAM: [*FAULTS, *OF_DATABASE], DISCORD: [*discord.FAULTS, *discord.GATEWAYS]}
"""The faults that are played on each platform; those of a database need only one."""
SMALL = "12m"
"""The size of the file system that is filled."""


class Row(NamedTuple):
    """One scenario: platform, kind of database, how many processes use it; the fault and how long it lasts."""

    platform: str
    kind: str
    processes: int
    fault: str
    seconds: float


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, with its tables."""
    store = open_store(url, SECRET)
    await store.upgrade()
    try:
        yield store
    finally:
        await store.close()


async def play(row: Row, url: str, chats: int) -> Result:
    """One scenario on a fresh database; each process has its own connections to it."""
    if row.platform == DISCORD:
        return await play_discord(row, url, chats)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(FailingServer())
        store = await stack.enter_async_context(opened(url))
        server.latency, server.limits = 0.05, True
        own, cut, mend = url, _nothing, _nothing
        if row.kind == "postgresql":
            if row.fault == FORGOTTEN:
                where = urlsplit(url)
                router = await stack.enter_async_context(flows(where.hostname or "", where.port or 0))
                own, cut = url.replace(f":{where.port}", f":{router.port}"), router.forget
            else:
                own, cut, mend = await stack.enter_async_context(way_to(url))
        elif row.fault in OF_DATABASE:
            cut, mend = fill(Path(url.removeprefix("sqlite:///"))) if row.fault == FULL else lock(url)
        stores = [await stack.enter_async_context(opened(own)) for _ in range(row.processes)]
        scenario = Scenario(store, server, chats=chats, processes=row.processes, stores=stores)
        if row.fault not in OF_DATABASE:
            return await platform_fails(scenario, row.fault, row.seconds)
        return await database_fails(scenario, None, cut, mend, row.seconds)


async def play_discord(row: Row, url: str, chats: int) -> Result:
    """One scenario with Discord's limits; the processes also listen to its gateway."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(discord.FailingDiscord())
        server.latency, server.limits = 0.05, True
        store = await stack.enter_async_context(opened(url))
        stores = [await stack.enter_async_context(opened(url)) for _ in range(row.processes)]
        scenario = discord.DiscordScenario(
            store, server, chats=chats, processes=row.processes, stores=stores, limits=DISCORD_LIMITS
        )
        return await discord.discord_fails(scenario, row.fault, row.seconds)


def fill(database: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    """What fills the file system of a database, and what makes room on it again."""
    filler = database.parent / "filler"

    def full() -> None:
        with filler.open("wb", buffering=0) as file:
            for size in (2**16, 2**10, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    return full, filler.unlink


def lock(url: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """What locks an SQLite file for writing, as another program does, and what ends that."""
    over = threading.Event()

    def locked() -> None:
        # In a thread, since it waits for whoever writes just now.
        other = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        over.wait()
        other.execute("ROLLBACK")
        other.close()

    return threading.Thread(target=locked).start, over.set


def _nothing() -> None:
    pass


@contextmanager
def small_folder() -> Iterator[Path]:
    """A file system of its own for a database; raises where nobody may mount one."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", folder], check=True)  # noqa: S607
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)  # noqa: S607


def one(row: Row, server: str, chats: int, after: float) -> Result:
    """Play a row so many seconds from now, in a process of its own."""
    time.sleep(after)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with ExitStack() as stack:
        if row.kind == "postgresql":
            url = stack.enter_context(postgres.database(server))
        elif row.fault == FULL:
            url = f"sqlite:///{stack.enter_context(small_folder()) / 'nolike.db'}"
        else:
            url = f"sqlite:///{Path(stack.enter_context(tempfile.TemporaryDirectory())) / 'nolike.db'}"
        return asyncio.run(play(row, url, chats))


def main() -> None:
    """Play what is asked for, a few rows at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", nargs="+", default=[TELEGRAM, DISCORD])
    parser.add_argument("--seconds", type=float, nargs="+", default=[10, 60])
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--fault", nargs="+", default=[fault for faults in FAULTS_OF.values() for fault in faults])
    parser.add_argument("--processes", type=int, nargs="+", default=[1])
    parser.add_argument("--chats", type=int, default=150)
    parser.add_argument("--jobs", type=int, default=2, help="rows at a time")
    parser.add_argument("--apart", type=float, default=0, help="seconds between the starts of the first rows")
    asked = parser.parse_args()
    print("| platform | database | processes | fault | seconds | lost | doubled | asked for in it | first send after "
          "| last | listened to after | late |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    with ExitStack() as stack:
        found = postgres.find()
        server = stack.enter_context(postgres.server(found)) if found and "postgresql" in asked.database else ""
        rows = [
            Row(platform, kind, processes, fault, 0 if fault == FORGOTTEN else seconds)
            for platform in asked.platform
            for kind in asked.database
            if kind != "postgresql" or server
            for processes in asked.processes
            for fault in dict.fromkeys(asked.fault)
            if fault in FAULTS_OF[platform] and OF_DATABASE.get(fault, kind) == kind
            for seconds in (asked.seconds[:1] if fault == FORGOTTEN else asked.seconds)
        ]
        pool = stack.enter_context(ProcessPoolExecutor(asked.jobs))
        playing = {
            pool.submit(one, row, server, asked.chats, asked.apart * place if place < asked.jobs else 0): row
            for place, row in enumerate(rows)
        }
        for done in as_completed(playing):
            row, why = playing[done], done.exception()
            start = f"| {row.platform} | {row.kind} | {row.processes} | {row.fault} | {row.seconds:g} |"
            if why is not None:
                print(f"{start} not played: {why!r} |||||||", flush=True)
                continue
            result = done.result()
            print(
                f"{start} {result.lost} | {result.doubled} | {result.in_flight} | {told(result.first)} | "
                f"{told(result.last)} | {told(result.listening)} | {result.late:g} s |",
                flush=True,
            )


def told(seconds: float) -> str:
    """So many seconds, or a dash where there was nothing to wait for."""
    return f"{seconds:g} s" if seconds else "–"


if __name__ == "__main__":
    main()
