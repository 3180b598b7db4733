"""Links work once, sessions end, and neither the database nor the key tells who is in."""

from datetime import timedelta

import sqlalchemy

from bot.core.ports.desk import DeskUser
from storage import Database, open_store
from storage.engine.crypto import Crypto
from storage.tables import metadata
from tests.conftest import SECRET
from tests.storage.samples import HOUR, NOW

MINUTE = timedelta(minutes=1)
ANNA, OPERATOR = DeskUser("telegram", "4242424242", "4242424242"), DeskUser()


async def rows(store: Database, table: str) -> list[dict[str, object]]:
    async with store._engines.reader.connect() as connection:
        found = await connection.execute(sqlalchemy.select(metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def test_a_link_works_once_and_until_it_expires(store: Database) -> None:
    async with store.writing() as tx:
        await tx.desk.add_link("first", ANNA, NOW + 10 * MINUTE)
        assert await tx.desk.link_waits("first", NOW)
        assert await tx.desk.link_waits("first", NOW)
        assert await tx.desk.use_link("first", NOW + 9 * MINUTE) == ANNA
        assert await tx.desk.use_link("first", NOW + 9 * MINUTE) is None
        assert not await tx.desk.link_waits("first", NOW)
        await tx.desk.add_link("second", ANNA, NOW + 10 * MINUTE)
        assert not await tx.desk.link_waits("second", NOW + 10 * MINUTE)
        assert await tx.desk.use_link("second", NOW + 10 * MINUTE) is None


async def test_a_new_link_ends_the_earlier_ones_of_the_same_person(store: Database) -> None:
    async with store.writing() as tx:
        await tx.desk.add_link("of the server", OPERATOR, NOW + 10 * MINUTE)
        await tx.desk.add_link("first", ANNA, NOW + 10 * MINUTE)
        await tx.desk.add_link("second", ANNA, NOW + 10 * MINUTE)
        assert await tx.desk.use_link("first", NOW) is None
        assert await tx.desk.use_link("second", NOW) == ANNA
        assert await tx.desk.use_link("of the server", NOW) == OPERATOR


async def test_a_session_is_listed_used_and_ended_by_its_owner_alone(store: Database) -> None:
    other = DeskUser("discord", "9", "4242424242")
    async with store.writing() as tx:
        await tx.desk.begin("laptop", ANNA, NOW, NOW + 12 * HOUR)
        await tx.desk.begin("phone", ANNA, NOW + HOUR, NOW + 13 * HOUR)
        laptop = await tx.desk.session("laptop", NOW)
        assert laptop is not None
        assert (laptop.user, laptop.begun_at, laptop.language) == (ANNA, NOW, "")
        await tx.desk.touch(laptop.id, NOW + 2 * HOUR)
        await tx.desk.set_language(laptop.id, "ar")
        listed = await tx.desk.sessions(ANNA, NOW + 2 * HOUR)
        assert [(one.id == laptop.id, one.seen_at) for one in listed] == [(True, NOW + 2 * HOUR), (False, NOW + HOUR)]
        assert not await tx.desk.end(other, laptop.id)
        changed = await tx.desk.session("laptop", NOW)
        assert changed is not None
        assert changed.language == "ar"
        assert await tx.desk.end(ANNA, laptop.id)
        assert await tx.desk.session("laptop", NOW) is None
        assert await tx.desk.session("phone", NOW + 13 * HOUR) is None


async def test_what_has_expired_is_purged(store: Database) -> None:
    async with store.writing() as tx:
        await tx.desk.add_link("link", ANNA, NOW + 10 * MINUTE)
        await tx.desk.begin("laptop", ANNA, NOW, NOW + 12 * HOUR)
        await tx.desk.purge(NOW + 12 * HOUR)
    assert await rows(store, "desk_links") == await rows(store, "desk_sessions") == []


async def test_forget_ends_the_links_and_sessions_of_that_person_alone(store: Database) -> None:
    async with store.writing() as tx:
        await tx.desk.add_link("link", ANNA, NOW + 10 * MINUTE)
        await tx.desk.begin("laptop", ANNA, NOW, NOW + 12 * HOUR)
        await tx.desk.begin("server", OPERATOR, NOW, NOW + 12 * HOUR)
        await tx.people.forget("telegram", "4242424242")
        assert await tx.desk.session("laptop", NOW) is None
        assert await tx.desk.use_link("link", NOW) is None
        assert await tx.desk.session("server", NOW) is not None


async def test_the_database_and_the_key_alone_do_not_tell_whose_session_it_is(store: Database) -> None:
    async with store.writing() as tx:
        await tx.desk.begin("laptop", ANNA, NOW, NOW + 12 * HOUR)
    row = (await rows(store, "desk_sessions"))[0]
    sealed, session = row["sealed"], row["id"]
    assert isinstance(sealed, bytes)
    assert isinstance(session, str)
    assert b"4242424242" not in sealed
    assert Crypto(SECRET).open(sealed, session) is None
    assert Crypto(SECRET).bound_to("desktop").open(sealed, session) is None
    assert "4242424242" in str(Crypto(SECRET).bound_to("laptop").open(sealed, session))


async def test_a_setting_is_encrypted_and_lost_with_the_key(store: Database, store_url: str) -> None:
    async with store.writing() as tx:
        await tx.desk.put_setting("TELEGRAM_BOT_TOKEN", "1:one", NOW)
        await tx.desk.put_setting("TELEGRAM_BOT_TOKEN", "2:two", NOW)
        await tx.desk.put_setting("DISCORD_BOT_TOKEN", "three", NOW)
        await tx.desk.put_setting("DISCORD_BOT_TOKEN", "", NOW)
        assert await tx.desk.settings() == {"TELEGRAM_BOT_TOKEN": "2:two"}
    assert b"2:two" not in bytes((await rows(store, "desk_settings"))[0]["sealed"])  # type: ignore[call-overload]
    for key in ("another-secret-of-the-tests-with-32", ""):
        other = open_store(store_url, key)
        async with other.reading() as tx:
            assert await tx.desk.settings() == {}
        await other.close()
