"""LISTEN and NOTIFY: what one process commits is heard by the others, and where it cannot be, that is known."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain

import asyncpg  # type: ignore[import-untyped] # ships no types
import pytest

from bot.core.model.announcements import Announcement, AnnouncementKind, Audience
from bot.core.model.reply import say
from bot.core.ports.database import Subject, Watch
from bot.core.ports.facts import BOT_LINK
from bot.core.ports.leases import Process
from storage import Database, open_store
from storage.engine.notify import SUBJECTS, subjects_of
from storage.tables import metadata
from tests import pgbouncer, postgres
from tests.conftest import SECRET
from tests.fakes import until
from tests.flows import flows
from tests.talk import SLUG, load_2016

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
UNHEARD = {
    "approvals", "audit", "crowd_reports", "desk_links", "desk_passkeys", "desk_sessions", "desk_settings", "dialogues",
    "facts", "import_pages", "imports", "inbox", "invites", "leases", "old_pseudonyms", "picture_files", "pictures",
    "pledges", "private_addresses", "private_reasons", "roles", "tallies", "taps", "wrong_codes",
}  # fmt: skip
"""Tables of which no process waits for a change of another one."""


def rung(watch: Watch) -> asyncio.Future[bool]:
    return asyncio.ensure_future(watch.wait(asyncio.sleep(30)))


async def listening(store: Database, subject: Subject) -> Watch:
    watch = store.watch(subject)
    assert watch is not None
    await until(lambda: watch.heard, 30)
    watch.clear()
    return watch


@pytest.fixture
async def other(postgresql_url: str) -> AsyncIterator[Database]:
    """Another process on the database."""
    database = open_store(postgresql_url, SECRET)
    yield database
    await database.close()


@pytest.fixture
async def store(postgresql_url: str) -> AsyncIterator[Database]:
    database = open_store(postgresql_url, SECRET)
    yield database
    await database.close()


def test_every_table_is_known_as_one_that_is_waited_for_or_not() -> None:
    assert set(SUBJECTS) | UNHEARD == set(metadata.tables)
    assert not set(SUBJECTS) & UNHEARD
    assert set(chain.from_iterable(SUBJECTS.values())) == set(Subject)


@pytest.mark.parametrize(
    ("statement", "subjects"),
    [
        ("SELECT 1 FROM snapshots FOR UPDATE", set()),
        ("INSERT INTO snapshots (page_id) VALUES ($1)", {Subject.PLAN, Subject.READ, Subject.PAGE}),
        ("WITH gone AS (DELETE FROM calls WHERE id = 1 RETURNING id) SELECT * FROM gone", {Subject.PLAN, Subject.PAGE}),
        ("INSERT INTO deliveries (id) SELECT 1", {Subject.SEND}),
        ("UPDATE deliveries SET state = 'sent'", set()),
        ("INSERT INTO leases (name) VALUES ('x')", set()),
    ],
)
def test_a_statement_tells_what_it_may_change(statement: str, subjects: set[Subject]) -> None:
    assert subjects_of(statement) == subjects


async def test_what_another_process_commits_is_heard_and_what_it_rolls_back_is_not(
    store: Database, other: Database
) -> None:
    await load_2016(other)
    page, send = await listening(store, Subject.PAGE), await listening(store, Subject.SEND)
    with suppress(ZeroDivisionError):
        async with other.writing() as tx:
            await tx.campaigns.halt(SLUG, NOW)
            raise ZeroDivisionError
    async with other.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "x")
    assert not await page.wait(asyncio.sleep(0.5))
    waiting = rung(send)
    announcement = Announcement("call:1", SLUG, AnnouncementKind.CALL, NOW, say("only-commands"))
    async with other.writing() as tx:
        await tx.ledger.broadcast(announcement, Audience(SLUG))
    assert await waiting
    assert await page.wait(asyncio.sleep(30))


async def test_a_write_that_changes_no_row_wakes_nobody(store: Database, other: Database) -> None:
    watch = await listening(store, Subject.PLAN)
    async with other.writing() as tx:
        await tx.campaigns.halt("nothing-of-that-name", NOW)
    assert not await watch.wait(asyncio.sleep(0.5))


async def test_a_connection_that_is_lost_wakes_whoever_waits_and_is_opened_again(postgresql_url: str) -> None:
    port = int(postgresql_url.rpartition(":")[2].partition("/")[0])
    reasons: list[str] = []
    async with flows("127.0.0.1", port) as proxy:
        store = open_store(postgresql_url.replace(str(port), str(proxy.port)), SECRET)
        store.on_silent = reasons.append
        watch = await listening(store, Subject.PAGE)
        waiting = rung(watch)
        listens = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        await postgres.run(postgresql_url, f"{listens} AND pid <> pg_backend_pid()")
        assert await waiting
        watch.clear()
        # Whoever looks now reads all that was missed.
        await until(lambda: watch.heard, 30)
        assert await watch.wait(asyncio.sleep(30))
        await store.close()
    assert reasons == []


async def test_a_flow_that_is_dead_is_noticed(postgresql_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.notify.HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr("storage.engine.notify.ANSWER_SECONDS", 0.5)
    port = int(postgresql_url.rpartition(":")[2].partition("/")[0])
    async with flows("127.0.0.1", port) as proxy:
        store = open_store(postgresql_url.replace(str(port), str(proxy.port)), SECRET)
        watch = await listening(store, Subject.PAGE)
        accepted = proxy.accepted
        proxy.forget()
        assert await watch.wait(asyncio.sleep(30))
        await until(lambda: watch.heard and proxy.accepted > accepted, 30)
        await store.close()


async def test_a_process_that_checks_in_shows_its_listener_that_the_connection_works(
    postgresql_url: str, store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.notify.HEARTBEAT_SECONDS", 1.0)
    await listening(store, Subject.PAGE)
    until_then = asyncio.get_running_loop().time() + 3
    while asyncio.get_running_loop().time() < until_then:
        async with store.writing() as tx:
            await tx.processes.check_in(Process("one"), NOW)
        await asyncio.sleep(0.05)
    connection = await asyncpg.connect(postgresql_url)
    last = await connection.fetchval("SELECT query FROM pg_stat_activity WHERE query ~ '^(LISTEN|SELECT 1)'")
    await connection.close()
    assert last.startswith("LISTEN")


async def test_behind_pgbouncer_the_database_is_asked_instead_and_that_is_said(postgresql_url: str) -> None:
    program = pgbouncer.find()
    if program is None:
        pytest.skip("pgbouncer is not installed")
    with pgbouncer.pooler(program, postgresql_url) as url:
        store, reasons = open_store(url, SECRET), list[str]()
        store.on_silent = reasons.append
        async with store.writing() as tx:
            await tx.facts.put(BOT_LINK, "telegram", "x")
        watch = store.watch(Subject.PAGE)
        assert watch is not None
        await until(lambda: bool(reasons), 30)
        assert not watch.heard
        assert reasons == ["a pooler in between does not pass on what PostgreSQL tells"]
        # What it changes is heard by those who have a connection of their own.
        direct = open_store(postgresql_url, SECRET)
        heard = await listening(direct, Subject.PAGE)
        await load_2016(store)
        assert await heard.wait(asyncio.sleep(30))
        await direct.close()
        await store.close()


async def test_sqlite_tells_nobody(sqlite_store: Database) -> None:
    assert sqlite_store.watch(Subject.PAGE) is None
