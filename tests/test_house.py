import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from bot import opening
from bot.config import Settings
from bot.house import open_house
from storage import UnreachableError, parse
from storage.engine import sqlite
from storage.engine.address import servers
from tests.conftest import SECRET
from tests.fakes import until
from tests.flows import Flows
from tests.storage.engine.test_postgresql import port_of


def settings(url: str) -> Settings:
    return Settings(database_url=url, secret_key=SECRET)


async def test_a_start_waits_for_a_postgresql_that_is_away_and_says_so_each_minute(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TRY_EVERY", 0.05)
    monkeypatch.setattr(opening, "TELL_EVERY", 0.2)
    proxy = Flows("127.0.0.1", port_of(postgresql_url))
    await proxy.start()
    port = proxy.port
    await proxy.close()
    url = postgresql_url.replace(str(port_of(postgresql_url)), str(port))
    with structlog.testing.capture_logs() as said:

        async def start() -> None:
            async with open_house(settings(url), {}, structlog.get_logger(), wait=60) as opened:
                assert servers(opened.store.url) == [("127.0.0.1", str(port))]

        starting = asyncio.create_task(start())
        await until(lambda: len(said) > 1, 30)
        await proxy.start(port)
        await asyncio.wait_for(starting, 30)
        await proxy.close()
    assert {(line["log_level"], line["event"]) for line in said} == {("warning", "waiting for the database")}
    assert f"127.0.0.1:{port} cannot be reached: " in said[0]["reason"]
    assert str(parse(url).password) not in said[0]["reason"]


async def test_a_start_with_wait_0_raises_at_once(postgresql_url: str) -> None:
    url = postgresql_url.replace(f":{port_of(postgresql_url)}/", ":1/")
    with pytest.raises(UnreachableError, match="cannot be reached"):
        async with open_house(settings(url), {}, structlog.get_logger()):
            pass


async def test_a_start_waits_for_a_locked_sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY", 0.1)
    monkeypatch.setattr(sqlite.write_ahead, "__defaults__", (0.1,))
    monkeypatch.setattr(opening, "TRY_EVERY", 0.05)
    file = tmp_path / "nolike.db"
    with structlog.testing.capture_logs() as said, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        async def start() -> None:
            async with open_house(settings(f"sqlite:///{file}"), {}, structlog.get_logger(), wait=60):
                pass

        starting = asyncio.create_task(start())
        await until(lambda: bool(said), 30)
        other.execute("ROLLBACK")
        await asyncio.wait_for(starting, 30)
    assert [line["event"] for line in said] == ["waiting for the database", "a new database was begun"]
    assert "database is locked" in said[0]["reason"]
