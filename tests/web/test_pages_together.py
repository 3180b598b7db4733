"""Several pages beside one sender, each a process of its own, on one PostgreSQL."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from bot.jobs.process_id import is_page
from tests import postgres
from tests.fakes import until
from tests.running import SLUG, Program, opened, running
from tests.talk import END, example, load, put
from tests.telegram_server import TelegramServer


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def figure(port: int, count: str) -> None:
    """Watch the live figures of a page until this count is among them."""
    address = f"http://127.0.0.1:{port}/en/{SLUG}/live"
    async with httpx.AsyncClient(timeout=60) as browser, browser.stream("GET", address) as answer:
        assert answer.status_code == 200
        async for line in answer.aiter_lines():
            if line.startswith("data: ") and count in json.loads(line.removeprefix("data: "))["parts"]["companies-now"]:
                return


def listening(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def replicated(postgresql_server: str) -> Iterator[tuple[str, str]]:
    """The addresses of a database of its own, and of the same on a hot standby."""
    found = postgres.find()
    if found is None or not (found.programs / "pg_basebackup").exists():
        pytest.skip("without pg_basebackup there is no replica")
    with postgres.database(postgresql_server) as url:
        postgres.elsewhere(postgres.upgraded(url))
        with postgres.replica(found, url) as copy:
            yield url, copy


async def test_a_page_on_a_hot_standby_shows_new_figures_and_writes_nothing(
    replicated: tuple[str, str], tmp_path: Path
) -> None:
    url, copy = replicated
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened(url))
        campaign = await load(store, example())
        await put(store, campaign, [(page, campaign.starts_at, 2_000_000) for page in range(3)])
        port = free_port()
        page = Program(copy, "", tmp_path / "page.log", {"WEB_PORT": str(port)}, options=("--only", "web"))
        stack.push_async_callback((await page.start()).stop)
        await until(lambda: listening(port), 60)
        watching = asyncio.create_task(figure(port, "1,990,001"))
        await figure(port, "2,000,000")
        await put(store, campaign, [(1, END, 1_990_001)])
        async with asyncio.timeout(60):
            await watching
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as browser:
            ready = await browser.get("/readyz")
        assert ready.status_code == 200
        assert ready.text.startswith("ok\nthe database is read only, as intended; the last change came ")
        log = (tmp_path / "page.log").read_text()
        assert "the database does not tell what changes" in log
        assert "fault" not in log


async def test_a_new_figure_reaches_the_viewers_of_three_page_processes(postgresql_url: str, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened(postgresql_url))
        campaign = await load(store, example())
        await put(store, campaign, [(page, campaign.starts_at, 2_000_000) for page in range(3)])
        server = await stack.enter_async_context(TelegramServer())
        await stack.enter_async_context(running(postgresql_url, server.url, tmp_path))
        ports = [free_port() for _ in range(3)]
        for port in ports:
            page = Program(
                postgresql_url, "", tmp_path / f"{port}.log", {"WEB_PORT": str(port)}, options=("--only", "web")
            )
            stack.push_async_callback((await page.start()).stop)
        await until(lambda: all(map(listening, ports)), 60)
        watching = [asyncio.create_task(figure(port, "1,990,001")) for port in ports]
        await asyncio.gather(*(figure(port, "2,000,000") for port in ports))
        async with store.reading() as tx:
            known = await tx.processes.known()
        # `move` and `upgrade` wait for pages too.
        assert sorted(is_page(one.name) for one in known) == [False, True, True, True]
        await put(store, campaign, [(1, END, 1_990_001)])
        async with asyncio.timeout(60):
            await asyncio.gather(*watching)
