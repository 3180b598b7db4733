"""Measures several page processes beside one sender, all on one PostgreSQL: how soon a new figure is in every browser.

Run it with `python -m bench.web_pages`; it prints one JSON object. The sender is a real `nolike run` without a page,
the pages are `nolike run --only web`; each has the same number of viewers, and a figure is stored every 1.5 seconds.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bench.stage import database
from bench.web import Viewer, fill, free_port, reach, started, until
from storage import Database
from tests.running import SECRET, opened, running
from tests.telegram_server import TelegramServer


@asynccontextmanager
async def pages_and_sender(folder: Path, url: str, pages: int) -> AsyncIterator[tuple[Database, list[int]]]:
    """The store, and the ports of so many pages of the campaign of 2016; a sender runs on the same database."""
    settings = os.environ | {
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET,
        "LOG_LEVEL": "error",
        "NOLIKE_HOME": str(folder),
    }
    await asyncio.to_thread(fill, folder, settings)
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TelegramServer())
        await stack.enter_async_context(running(url, server.url, folder))
        ports = [free_port() for _ in range(pages)]
        for port in ports:
            own = settings | {"WEB_PORT": str(port)}
            await stack.enter_async_context(started("-m", "bot", "run", "--only", "web", port=port, **own))
        yield await stack.enter_async_context(opened(url)), ports


async def watched(store: Database, ports: list[int], viewers: int, figures: int) -> list[float]:
    """What `reach` finds for so many viewers of each page."""
    watching = [Viewer() for _ in range(viewers * len(ports))]
    for number, viewer in enumerate(watching):
        await viewer.open(ports[number % len(ports)])
    await until(lambda: all(viewer.messages for viewer in watching))
    reached = await reach(store, watching, figures)
    for viewer in watching:
        viewer.close()
    return reached


async def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=3)
    asked.add_argument("--viewers", type=int, default=300, help="of each page")
    asked.add_argument("--figures", type=int, default=10)
    words = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with database("postgresql", folder) as url, pages_and_sender(folder, url, words.pages) as (store, ports):
            reached = await watched(store, ports, words.viewers, words.figures)
    found = {
        "pages": words.pages, "viewers_each": words.viewers, "last_browser_s": [round(one, 2) for one in reached],
        "median_s": round(statistics.median(reached), 2), "most_s": round(max(reached), 2),
    }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main())
