"""The tables are exactly what the migrations make, and every column that could hold a person is listed."""

import re
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Connection

from storage import Database, open_store
from storage.tables import metadata
from tests import postgres
from tests.conftest import SECRET

# Every column that could hold a person, and what stands in it instead.
PERSONAL = {
    "chats.address": "an HMAC where the chat is private, else the platform's public id of a group or channel",
    "private_addresses.sealed": "a private chat's id, encrypted, as long as there is a reason",
    "private_reasons.reason": "why that is kept: subscription:12, role:no-voip-no-like",
    "roles.pseudonym": "an HMAC of campaign, platform and user",
    "wrong_codes.pseudonym": "an HMAC of platform and user, for a day",
    "inbox.sealed": "where an answer goes and what it says, encrypted, until it is sent",
    "inbox.update": "the platform's own number of a request",
    "imports.role": "owner, organizer, reporter or operator",
    "imports.pseudonym": "an HMAC of campaign, platform and user; after /forget nothing",
    "audit.role": "owner, organizer, reporter or operator",
    "audit.pseudonym": "an HMAC of campaign, platform and user",
    "audit.about": "what was changed: a campaign's part, never a person's words",
    "invites.code_hash": "a hash of 128 random bits",
    "calls.author": "an HMAC of campaign, platform and user, until they are forgotten",
    "calls.script": "a call to action, which is written for everybody",
    "approvals.pseudonym": "an HMAC of campaign, platform and user",
    "taps.pseudonym": "an HMAC of campaign, platform, user and call",
    "dialogues.pseudonym": "an HMAC of platform and user, while the bot waits for what they type",
    "crowd_reports.pseudonym": "an HMAC of platform, user and page, for some hours",
    "crowd_reports.chat": "an HMAC of platform, chat and page, for some hours",
    "desk_links.token_hash": "a hash of 256 random bits",
    "desk_links.pseudonym": "an HMAC of platform and user, for ten minutes",
    "desk_links.sealed": "who the link is for, encrypted together with the link itself",
    "desk_sessions.id": "a hash of 256 random bits",
    "desk_sessions.pseudonym": "an HMAC of platform and user, for twelve hours",
    "desk_sessions.sealed": "whose session it is, encrypted together with the cookie that the browser has",
    "desk_passkeys.pseudonym": "an HMAC of platform and user",
    "desk_passkeys.sealed": "whose passkey it is, encrypted together with a secret that the authenticator has",
    "old_pseudonyms.pseudonym": "an HMAC under the SECRET_KEY of before",
    "update_queue.sealed": "an update that waits to be handled, encrypted",
    "published_pledges.pseudonym": "a pseudonym for each event; after /forget a random name",
    "pledges.pseudonym": "an HMAC of campaign, platform, user and event",
    "pledges.link_hash": "a hash of 128 random bits",
    "published_pledges.chapter": "one of a list that organizers set; shown only together with four others or more",
    "pledges.chapter": "one of a list that organizers set; shown only together with four others or more",
    "events.document": "a plan that organizers made, written for everybody",
    "events.result": "numbers of people, none below five",
    "pictures.data": "a picture that organizers gave to a call",
}

# Every column of text that is about campaigns, chats' settings and the work, and about nobody.
IMPERSONAL = {
    *("campaigns.slug", "campaigns.document", "pages.campaign", "pages.source", "pages.handle", "failing.kind"),
    *(
        "chats.platform",
        "chats.kind",
        "chats.thread",
        "chats.language",
        "chats.zone",
        "chats.off",
        "chats.options",
        "chats.app_language",
    ),
    *("subscriptions.campaign", "subscriptions.cadence", "subscriptions.mode", "subscriptions.shown"),
    *(
        "subscriptions.chapter",
        "subscriptions.message",
        "subscriptions.platform",
        "tallies.state",
        "tallies.reason",
        "roles.campaign",
        "roles.role",
        "roles.platform",
        "invites.campaign",
        "invites.role",
    ),
    *("announcements.stop", "calls.campaign", "calls.state", "dialogues.command"),
    *("pictures.id", "pictures.kind", "picture_files.picture_id", "picture_files.platform", "picture_files.file"),
    *("announcements.key", "announcements.campaign", "announcements.kind", "announcements.content"),
    *("deliveries.platform", "deliveries.campaign", "deliveries.state", "deliveries.action", "deliveries.shown"),
    *("deliveries.message", "deliveries.reason", "deliveries.holder", "inbox.platform", "update_queue.platform"),
    *("events.campaign", "events.state", "desk_sessions.language", "desk_settings.name", "desk_settings.sealed"),
    *("desk_passkeys.id", "desk_passkeys.public_key"),
    *("audit.campaign", "audit.act", "leases.name", "leases.holder", "facts.kind", "facts.subject", "facts.value"),
    *("imports.campaign", "imports.kind", "import_pages.moments", "import_pages.before"),
    *("processes.name", "processes.version"),
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


async def check_tables(store: Database, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Compare a store's tables with those that the code describes."""
    async with store._engines.reader.connect() as connection:
        migrated = await connection.run_sync(described)
    if connection.dialect.name == "sqlite":
        assert migrated == made_of_metadata(f"sqlite:///{tmp_path / 'other.db'}")
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            assert migrated == made_of_metadata(url)


async def test_the_migrations_make_exactly_the_tables(
    store: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    await check_tables(store, tmp_path, request)


def test_every_text_column_is_listed_with_its_contents() -> None:
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
