"""The tables are exactly what the migrations make, and they hold no person."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import Database, StorageError, open_store
from storage.engine import migrate
from storage.tables import metadata
from tests import postgres
from tests.conftest import SECRET
from tests.storage.samples import NOTE

MIGRATIONS = Path(migrate.__file__).parent.parent / "migrations"

# Every column that could hold a person, and what stands in it instead.
PERSONAL = {
    "chats.address": "an HMAC where the chat is private, else the platform's public id of a group or channel",
    "private_addresses.sealed": "a private chat's id, encrypted, as long as there is a reason",
    "private_reasons.reason": "why that is kept: subscription:12, role:no-voip-no-like",
    "roles.pseudonym": "an HMAC of campaign, platform and user",
    "wrong_codes.pseudonym": "an HMAC of platform and user, for a day",
    "inbox.sealed": "where an answer goes and what it says, encrypted, until it is sent",
    "inbox.update": "the platform's own number of a request",
    "audit.role": "owner, organizer, reporter or operator",
    "audit.pseudonym": "an HMAC of campaign, platform and user",
    "audit.about": "what was changed: a campaign's part, never a person's words",
    "invites.code_hash": "a hash of 128 random bits",
    "calls.author": "an HMAC of campaign, platform and user, until they are forgotten",
    "calls.script": "a call to action, which is written for everybody",
    "approvals.pseudonym": "an HMAC of campaign, platform and user",
    "taps.pseudonym": "an HMAC of campaign, platform and user",
    "dialogues.pseudonym": "an HMAC of platform and user, while the bot waits for what they type",
    "pledges.pseudonym": "an HMAC of campaign, platform and user",
    "pledges.chapter": "one of a list that organizers set; shown only together with four others or more",
    "events.document": "a plan that organizers made, written for everybody",
    "events.result": "numbers of people, none below five",
    "pictures.data": "a picture that organizers gave to a call",
}

# Every column of text that is about campaigns, chats' settings and the work, and about nobody.
IMPERSONAL = {
    *("campaigns.slug", "campaigns.document", "pages.campaign", "pages.source", "pages.handle", "failing.kind"),
    *("chats.platform", "chats.kind", "chats.thread", "chats.language", "chats.zone", "chats.off", "chats.options"),
    *("subscriptions.campaign", "subscriptions.cadence", "subscriptions.mode", "subscriptions.shown"),
    *("subscriptions.message", "roles.campaign", "roles.role", "roles.platform", "invites.campaign", "invites.role"),
    *("announcements.stop", "calls.campaign", "calls.state", "dialogues.command"),
    *("pictures.id", "pictures.kind", "picture_files.picture_id", "picture_files.platform", "picture_files.file"),
    *("announcements.key", "announcements.campaign", "announcements.kind", "announcements.content"),
    *("deliveries.platform", "deliveries.campaign", "deliveries.state", "deliveries.action", "deliveries.shown"),
    *("deliveries.message", "deliveries.reason", "deliveries.holder", "inbox.platform"),
    *("events.campaign", "events.state"),
    *("audit.campaign", "audit.act", "leases.name", "leases.holder", "facts.kind", "facts.subject", "facts.value"),
    *("pages.note", "approvals.kind", "approvals.campaign", "approvals.mark"),
}


def described(connection: Connection) -> list[tuple[str, ...]]:
    """Every table, column, constraint and index, in the database's own words."""
    if connection.dialect.name == "sqlite":
        objects = connection.execute(sqlalchemy.text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        parts = connection.execute(
            sqlalchemy.text(
                "SELECT m.name, c.* FROM sqlite_master m, pragma_table_xinfo(m.name) c ORDER BY m.name, c.cid"
            )
        )
        # Constraints may stand in another order, so a statement is compared word by word.
        words = [(name, *sorted(re.findall(r"\w+", sql))) for name, sql in objects]
        return sorted(tuple(str(cell) for cell in row) for row in [*words, *parts] if "alembic" not in str(row))
    columns = """SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'"""
    indexes = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    constraints = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace"""
    rows = [row for found in (columns, indexes, constraints) for row in connection.execute(sqlalchemy.text(found))]
    return sorted(tuple(str(cell) for cell in row) for row in rows if "alembic" not in str(row))


def made_of_metadata(url: str) -> list[tuple[str, ...]]:
    async def make() -> list[tuple[str, ...]]:
        store = open_store(url, SECRET)
        async with store._engines.writer.begin() as connection:
            await connection.run_sync(metadata.create_all)
            found = await connection.run_sync(described)
        await store.close()
        return found

    return postgres.elsewhere(make())


async def test_the_migrations_make_exactly_the_tables(
    store: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    async with store._engines.reader.connect() as connection:
        migrated = await connection.run_sync(described)
    if connection.dialect.name == "sqlite":
        assert migrated == made_of_metadata(f"sqlite:///{tmp_path / 'other.db'}")
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            assert migrated == made_of_metadata(url)


def test_the_revisions_that_are_named_are_those_that_there_are() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert [revision.revision for revision in script.walk_revisions()][::-1] == list(migrate.REVISIONS)


def test_every_column_that_could_hold_a_person_is_listed_with_what_stands_in_it() -> None:
    text = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sqlalchemy.Text | sqlalchemy.LargeBinary)
    }
    assert text == PERSONAL.keys() | IMPERSONAL
    assert not PERSONAL.keys() & IMPERSONAL


def test_every_other_column_is_a_number_or_a_time() -> None:
    others = {
        type(column.type).__name__
        for table in metadata.tables.values()
        for column in table.columns
        if not isinstance(column.type, sqlalchemy.Text | sqlalchemy.LargeBinary)
    }
    assert others == {"BigInteger", "Boolean", "Integer", "Millis", "Seconds", "SmallInteger"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            yield url


async def test_several_processes_at_once_make_the_tables_once(empty_url: str) -> None:
    stores = [open_store(empty_url, SECRET) for _ in range(4)]
    await asyncio.gather(*(store.upgrade() for store in stores))
    await asyncio.gather(*(store.upgrade() for store in stores))
    async with stores[0].writing() as tx:
        await tx.facts.put(NOTE, "name", "value")
    for store in stores:
        await store.close()


async def test_who_waited_for_another_to_make_the_tables_makes_none(postgresql_server: str) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with postgres.database(postgresql_server) as url:
        stores = [open_store(url, SECRET) for _ in range(3)]
        async with stores[0]._engines.writer.connect() as connection:
            lock = sqlalchemy.text("SELECT pg_advisory_xact_lock(:lock)")
            await connection.execute(lock, {"lock": migrate._LOCK})
            upgrades = [asyncio.create_task(store.upgrade()) for store in stores[1:]]
            async with asyncio.timeout(30):
                while await connection.scalar(sqlalchemy.text(waiting)) != len(upgrades):  # noqa: ASYNC110 - no event says so
                    await asyncio.sleep(0.01)
        await asyncio.gather(*upgrades)
        for store in stores:
            await store.close()


async def test_tables_that_cannot_be_made_are_not_made_by_half(empty_url: str) -> None:
    store = open_store(empty_url, SECRET)
    async with store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("CREATE TABLE deliveries (id integer)"))
    with pytest.raises(StorageError, match="already exists"):
        await store.upgrade()
    async with store._engines.writer.connect() as connection:
        assert await connection.run_sync(lambda sync: sqlalchemy.inspect(sync).get_table_names()) == ["deliveries"]
    await store.close()


async def test_a_schema_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    store = open_store(empty_url, SECRET)
    await store.upgrade()
    async with store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="The database has schema 9999, which is newer than this nolike knows"):
        await store.upgrade()
    await store.close()


def test_a_start_that_has_nothing_to_migrate_imports_no_alembic(sqlite_url: str) -> None:
    program = f"""
import asyncio, sys
from storage import open_store
async def main():
    store = open_store({sqlite_url!r}, "")
    await store.upgrade()
    await store.close()
asyncio.run(main())
print(sorted(name for name in sys.modules if name in ("alembic", "asyncpg")))
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
