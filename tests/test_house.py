import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot import opening
from bot.config import Settings
from bot.core.delivery import vital_signs
from bot.core.ports.facts import WRITE_PROBE
from bot.house import open_house, retention
from bot.jobs.purge import Retention
from bot.opening import Migrate
from storage import MisusedError, StorageError, UnreachableError, parse
from storage.engine import sqlite
from storage.engine.address import servers
from tests import postgres
from tests.conftest import SECRET
from tests.fakes import until
from tests.flows import Flows
from tests.storage.engine.test_postgresql import port_of, with_role


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
            async with open_house(settings(url), {}, structlog.get_logger(), wait=60, migrate=Migrate.NEVER) as opened:
                assert servers(opened.store.url) == [("127.0.0.1", str(port))]

        starting = asyncio.create_task(start())
        await until(lambda: len(said) > 1, 30)
        await proxy.start(port)
        await asyncio.wait_for(starting, 30)
        await proxy.close()
    assert {(line["log_level"], line["event"]) for line in said} == {("warning", "waiting for the database")}
    assert f"127.0.0.1:{port} cannot be reached: " in said[0]["reason"]
    assert str(parse(url).password) not in said[0]["reason"]


async def test_a_start_waits_while_its_login_is_refused_but_not_with_a_wrong_password(
    postgresql_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TRY_EVERY", 0.05)
    with structlog.testing.capture_logs() as said, with_role(postgresql_server) as (own, url, role):

        async def start(url: str) -> None:
            async with open_house(settings(url), {}, structlog.get_logger(), wait=60, migrate=Migrate.NEVER):
                pass

        with pytest.raises(MisusedError, match="password authentication failed"):
            await asyncio.wait_for(start(own.replace(":pw@", ":other@")), 30)
        await postgres.run(url, f'ALTER ROLE "{role}" NOLOGIN')
        starting = asyncio.create_task(start(own))
        await until(lambda: bool(said), 30)
        await postgres.run(url, f'ALTER ROLE "{role}" LOGIN')
        await asyncio.wait_for(starting, 30)
    assert [line["event"] for line in said] == ["waiting for the database", "a new database was begun"]
    assert "is not permitted to log in" in said[0]["reason"]


async def test_a_start_with_wait_0_raises_at_once(postgresql_url: str) -> None:
    url = postgresql_url.replace(f":{port_of(postgresql_url)}/", ":1/")
    with pytest.raises(UnreachableError, match="cannot be reached"):
        async with open_house(settings(url), {}, structlog.get_logger()):
            pass


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
@pytest.mark.parametrize("new", [True, False])
async def test_a_start_with_wait_0_does_not_wait_for_a_locked_sqlite_file(
    tmp_path: Path, lock: str, *, new: bool
) -> None:
    file = tmp_path / "nolike.db"
    if not new:
        async with open_house(settings(f"sqlite:///{file}"), {}, structlog.get_logger(), migrate=Migrate.NEVER):
            pass
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        began = time.monotonic()
        with pytest.raises(UnreachableError, match=r"nolike\.db cannot be used: database is locked\.$"):
            async with open_house(
                settings(f"sqlite:///{file}"), {}, structlog.get_logger(), wait=0, migrate=Migrate.NEVER
            ):
                pass
        assert time.monotonic() - began < sqlite.BUSY / 2


async def test_a_start_waits_for_a_locked_sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    monkeypatch.setattr(opening, "TRY_EVERY", 0.05)
    file = tmp_path / "nolike.db"
    with structlog.testing.capture_logs() as said, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        async def start() -> None:
            async with open_house(
                settings(f"sqlite:///{file}"), {}, structlog.get_logger(), wait=60, migrate=Migrate.NEVER
            ):
                pass

        starting = asyncio.create_task(start())
        await until(lambda: bool(said), 30)
        other.execute("ROLLBACK")
        await asyncio.wait_for(starting, 30)
    assert [line["event"] for line in said] == ["waiting for the database", "a new database was begun"]
    assert "database is locked" in said[0]["reason"]


async def test_a_database_that_takes_no_writes_for_long_is_remembered_until_it_takes_them(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vital_signs, "LONG_ABSENCE", 0.2)
    async with open_house(settings(sqlite_url), {}, structlog.get_logger(), migrate=Migrate.NEVER) as house:

        async def write() -> None:
            async with house.store.writing() as tx:
                await tx.facts.put(WRITE_PROBE, "", await tx.leases.now())

        with closing(sqlite3.connect(tmp_path / "nolike.db", isolation_level=None)) as other:
            other.execute("CREATE TRIGGER full BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
            for _ in range(2):
                with pytest.raises(StorageError, match="disk is full"):
                    await write()
                # What can still be read is no sign that it is back.
                async with house.store.reading() as tx:
                    await tx.campaigns.all()
                await asyncio.sleep(0.2)
            assert house.vitals.absences == []
            other.execute("DROP TRIGGER full")
        await write()
        await write()
        assert [absence.what for absence in house.vitals.untold()] == ["database"]


def test_each_setting_of_retention_is_obeyed_where_it_belongs() -> None:
    kept = retention(Settings(keep_updates_days=1, keep_calls_days=2, keep_readings_days=60))
    assert kept == Retention(updates=timedelta(days=1), calls=timedelta(days=2), readings=timedelta(days=60))
    assert retention(Settings(keep_readings_days=0)).readings == timedelta()
