"""While a start waits for its database, its ports answer: alive, not ready, and since when."""

import asyncio
import re
import sqlite3
from contextlib import closing

import httpx
import pytest

from tests.fakes import until
from tests.loopback import free_port
from tests.program import Program, started
from tests.talk import SLUG
from tests.test_systemd import Manager


async def answers(port: int, path: str) -> tuple[int, str]:
    try:
        async with httpx.AsyncClient(timeout=10) as browser:
            answer = await browser.get(f"http://127.0.0.1:{port}{path}")
    except httpx.TransportError:
        return 0, ""
    return answer.status_code, answer.text


@pytest.mark.parametrize("only", [(), ("--only", "web")])
async def test_a_start_that_waits_is_alive_and_says_so_until_the_page_is_there(
    nolike: Program, only: tuple[str, ...]
) -> None:
    page, metrics = free_port(), free_port()
    manager = Manager(str(nolike.folder / "notify"))
    settings = {"WEB_PORT": str(page), "METRICS_PORT": str(metrics), "NOTIFY_SOCKET": str(nolike.folder / "notify")}
    await asyncio.to_thread(nolike.loaded)

    async def seen(port: int, path: str, status: int) -> str:
        async with asyncio.timeout(60):
            while True:
                code, text = await answers(port, path)
                if code == status:
                    return text
                await asyncio.sleep(0.1)

    with closing(manager.socket), closing(sqlite3.connect(nolike.folder / "nolike.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        async with started("run", *only, **settings):
            for port in (page, metrics):
                assert await seen(port, "/healthz", 200) == "ok"
                said = "not ready\nwaiting for the database since 20.. UTC; the log says why"
                assert re.fullmatch(said.replace("..", r"[\d: -]+"), (await answers(port, "/readyz"))[1])
                assert (await answers(port, f"/en/{SLUG}"))[0] == 503
            assert "READY=1" not in manager.heard()
            other.execute("ROLLBACK")
            assert "461,538" in await seen(page, f"/en/{SLUG}", 200)
            assert "nolike_lost" in await seen(metrics, "/metrics", 200)
            await until(lambda: "READY=1" in manager.heard(), 30)
