"""Stores for tests: a fresh one each, of both kinds, with the tables made by the real migrations once."""

import gc
import os
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from storage import Database, open_store
from tests import browser, postgres
from tests.event_talk import EventTalk
from tests.program import Program
from tests.talk import Talk, load_2016

# As the program itself does: the system's own zones may be older than Morocco's change of 2026-09-20.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()

# A shared machine is slow at times, and that is no fault of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SECRET = "a-secret-of-the-tests-with-32-letters"


def pytest_report_header() -> str:
    found = postgres.find()
    return f"PostgreSQL: {found.about if found else 'none found'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The longest first: begun last, they would run alone at the end.
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/test_recipes.py", "tests/test_idle.py")))


def pytest_collection_finish() -> None:
    # The modules and the tests themselves stay to the end; looking through them for garbage costs a test in twenty.
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    browser.end_browsers()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    template = tmp_path_factory.mktemp("template") / "template.db"
    postgres.elsewhere(postgres.upgraded(f"sqlite:///{template}"))
    return template


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    found = postgres.find()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL was found, and in CI its tests must run")
        pytest.skip("no PostgreSQL was found")
    with postgres.server(found) as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> Iterator[str]:
    with postgres.database(postgresql_server) as url:
        postgres.elsewhere(postgres.upgraded(url))
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "nolike.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_database: str) -> str:
    postgres.elsewhere(postgres.emptied(postgresql_database))
    return postgresql_database


@pytest.fixture(params=["sqlite", "postgresql"])
def two_databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The addresses of two databases without tables, of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'first.db'}", f"sqlite:///{tmp_path / 'second.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    with postgres.database(server) as first, postgres.database(server) as second:
        yield first, second


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh store that is up to date, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Database]:
    """A fresh store of each kind."""
    database = open_store(store_url, SECRET)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Database]:
    """A fresh SQLite store, for tests that need only one."""
    database = open_store(sqlite_url, SECRET)
    await database.upgrade()
    yield database
    await database.close()


@pytest.fixture
def nolike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program `nolike` in an empty folder."""
    return Program(tmp_path, monkeypatch, capsys)


@pytest.fixture
async def talk(sqlite_store: Database) -> Talk:
    """A conversation about the bundled campaign, on its second day."""
    await load_2016(sqlite_store)
    return Talk(sqlite_store)


@pytest.fixture
async def event_talk(sqlite_store: Database) -> EventTalk:
    """A campaign in December 2026, before any event."""
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    return made
