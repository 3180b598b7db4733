"""Measures the page: against a plain route with a stored body of the same size, and with 2,000 live viewers.

Needs wrk. `--seconds` is the length of each of the three rounds; the medians are printed as JSON.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psutil

from bot.core.model.snapshots import Snapshot
from bot.demo import simulated_count
from bot.web import bound
from storage import Database, open_store

HERE = Path(__file__).parent.parent
EXAMPLE = HERE / "campaigns" / "no-voip-no-like.toml"
SLUG = EXAMPLE.stem
CONNECTIONS, ROUNDS = 64, 3
START, END = datetime(2016, 2, 26, tzinfo=UTC), datetime(2016, 2, 29, 12, tzinfo=UTC)
COUNTS = {"maroctelecom": (2_447_581, 2_272_336), "inwi": (2_039_848, 1_892_440), "meditel": (2_198_648, 2_059_763)}
PATHS = {"page": f"/en/{SLUG}", "json": f"/api/v1/campaigns/{SLUG}"}
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
sizes = [int(size) for size in sys.argv[2:]]
def route(size):
    body = b"x" * size
    async def answer(request):
        return Response(body, media_type="text/html")
    return Route(f"/{size}", answer)
app = Starlette(routes=[route(size) for size in sizes])
uvicorn.run(app, port=int(sys.argv[1]), loop="uvloop", http="httptools", access_log=False, log_level="error")
"""


def free_port() -> int:
    """A port that is not in use."""
    with bound("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])


def fill(folder: Path, environment: dict[str, str]) -> None:
    """Load the campaign of 2016 with a simulated count of every half hour, up to an hour before its end."""
    sheet = folder / "counts.csv"
    rows = []
    for handle, (before, after) in COUNTS.items():
        for number in range(2 * 83):
            at = START + number * timedelta(minutes=30)
            rows.append(f"facebook,{handle},{at.isoformat()},{simulated_count(before, after, START, END, at)}")
    sheet.write_text("\n".join(rows), encoding="utf-8")
    for words in (("campaign", "load", str(EXAMPLE)), ("import", str(sheet), "--campaign", SLUG)):
        command = [sys.executable, "-m", "bot", *words]
        subprocess.run(command, cwd=HERE, env=environment, check=True, stdout=subprocess.DEVNULL)


async def until(condition: Callable[[], bool]) -> None:
    """Return when `condition` holds."""
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def started(*command: str, port: int, **settings: str) -> AsyncIterator[psutil.Process]:
    """Start a server in its own process; yields once it answers."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=HERE, env=os.environ | settings, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient() as browser, asyncio.timeout(30):
            while True:
                try:
                    await browser.get(f"http://127.0.0.1:{port}/healthz")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def load(url: str, seconds: int) -> tuple[float, float]:
    """Requests per second and the 99th percentile in milliseconds, measured by wrk with 64 connections."""
    words = ("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: gzip", url)
    process = await asyncio.create_subprocess_exec(*words, stdout=subprocess.PIPE)
    out = (await process.communicate())[0].decode()
    if "Non-2xx" in out:
        raise RuntimeError(out)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])  # type: ignore[index]
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    return rate, float(p99[1]) * scale[p99[2]] if p99 else 0.0


async def speed(site: int, seconds: int) -> dict[str, object]:
    """The page and the JSON, each alternating with the plain route."""
    async with httpx.AsyncClient(headers={"accept-encoding": "gzip"}) as browser:
        answers = {name: await browser.get(f"http://127.0.0.1:{site}{path}") for name, path in PATHS.items()}
    sizes = {name: int(answer.headers["content-length"]) for name, answer in answers.items()}
    bare = free_port()
    found: dict[str, object] = {}
    async with started("-c", BARE, str(bare), *map(str, sizes.values()), port=bare):
        for name, path in PATHS.items():
            ours, theirs = [], []
            for _ in range(ROUNDS):
                theirs.append(await load(f"http://127.0.0.1:{bare}/{sizes[name]}", seconds))
                ours.append(await load(f"http://127.0.0.1:{site}{path}", seconds))
            rate, other = (statistics.median(rate for rate, _ in runs) for runs in (ours, theirs))
            late, late_other = (statistics.median(p99 for _, p99 in runs) for runs in (ours, theirs))
            found[name] = {
                "bytes": sizes[name], "per_second": round(rate), "bare_per_second": round(other),
                "share": round(rate / other, 2), "p99_ms": round(late, 1), "bare_p99_ms": round(late_other, 1),
            }  # fmt: skip
    return found


class Viewer:
    """A live viewer: a plain connection, so that two thousand of them fit on the machine of the server."""

    def __init__(self) -> None:
        self.messages = 0
        self.last = 0.0
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None

    async def open(self, port: int) -> None:
        """Connect, and read the stream."""
        reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 16)
        self._writer.write(f"GET /en/{SLUG}/live HTTP/1.1\r\nhost: x\r\n\r\n".encode())
        self._task = asyncio.create_task(self._read(reader))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while chunk := await reader.read(1 << 16):
            if b"event: figures" in chunk:
                self.messages += 1
                self.last = time.perf_counter()

    def close(self) -> None:
        """Disconnect."""
        if self._task is not None and self._writer is not None:
            self._task.cancel()
            self._writer.close()


async def reach(store: Database, watching: Sequence[Viewer], figures: int) -> list[float]:
    """Seconds from the commit of each new figure until the last of the viewers has it."""
    async with store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    reached = []
    for number in range(figures):
        await asyncio.sleep(1.5)
        counts = [viewer.messages for viewer in watching]
        at = END - timedelta(seconds=60 - number)
        rows = [(page.id, Snapshot(at, 1_900_000 - number)) for page in (campaign.pages if campaign else ())]
        async with store.writing() as tx:
            await tx.snapshots.add(rows)
        committed = time.perf_counter()
        await until(lambda: all(viewer.messages > known for viewer, known in zip(watching, counts, strict=True)))  # noqa: B023 - it ends before they change
        reached.append(max(viewer.last for viewer in watching) - committed)
    return reached


async def viewers(site: int, server: psutil.Process, database: str, count: int) -> dict[str, object]:
    """The memory per viewer, and the time until a new figure has reached all of them."""
    before = server.memory_info().rss
    watching = [Viewer() for _ in range(count)]
    for start in range(0, count, 100):
        await asyncio.gather(*(viewer.open(site) for viewer in watching[start : start + 100]))
    await until(lambda: all(viewer.messages for viewer in watching))
    each = (server.memory_info().rss - before) / count
    store = open_store(database, "")
    reached = await reach(store, watching, 5)
    for viewer in watching:
        viewer.close()
    await store.close()
    return {"viewers": count, "kb_each": round(each / 1024, 1), "last_reached_s": [round(one, 2) for one in reached]}


async def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=6)
    asked.add_argument("--viewers", type=int, default=2000)
    words = asked.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        database, site = f"sqlite:///{folder}/web.db", free_port()
        settings = {"DATABASE_URL": database, "WEB_PORT": str(site), "SECRET_KEY": "", "LOG_LEVEL": "error"}
        await asyncio.to_thread(fill, Path(folder), os.environ | settings)
        async with started("-m", "bot", "run", "--only", "web", port=site, **settings) as server:
            found: dict[str, object] = {"idle_mb": round(server.memory_info().rss / 2**20, 1)}
            found["speed"] = await speed(site, words.seconds)
            found["live"] = await viewers(site, server, database, words.viewers)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    asyncio.run(main())
