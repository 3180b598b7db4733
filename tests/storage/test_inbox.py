"""Updates that came in, and answers that wait to be sent."""

import sqlite3
from contextlib import closing

from bot.core.model.chats import Address
from bot.core.model.reply import say
from bot.core.ports.chats import Waiting
from storage import Database, open_store
from tests.conftest import SECRET
from tests.storage.samples import HOUR, NOW


async def test_an_answer_waits_until_it_is_sent_and_its_update_stays_seen(store: Database) -> None:
    group, topic = Address("telegram", "-100"), Address("telegram", "-100", "7")
    async with store.writing() as tx:
        await tx.inbox.record("telegram", "1", group, say("hello"), NOW)
        await tx.inbox.record("telegram", "2", topic, say("there"), NOW)
        await tx.inbox.record("telegram", "3", group, None, NOW)
        await tx.inbox.record("console", "1", Address("console", "you"), say("other"), NOW)
    async with store.writing() as tx:
        assert await tx.inbox.waiting("telegram", NOW) == [
            Waiting("1", group, say("hello"), NOW),
            Waiting("2", topic, say("there"), NOW),
        ]
        assert await tx.inbox.waiting("telegram", NOW + HOUR) == []
        await tx.inbox.answered("telegram", ["1", "2"])
        assert await tx.inbox.waiting("telegram", NOW) == []
        assert [await tx.inbox.seen("telegram", update) for update in ("1", "2", "3", "4")] == [True, True, True, False]
        assert await tx.inbox.waiting("console", NOW) == [Waiting("1", Address("console", "you"), say("other"), NOW)]


async def test_the_first_answer_to_an_update_stands(store: Database) -> None:
    address = Address("telegram", "-100")
    async with store.writing() as tx:
        assert await tx.inbox.record("telegram", "1", address, say("first"), NOW)
        assert not await tx.inbox.record("telegram", "1", address, say("second"), NOW)
        assert await tx.inbox.waiting("telegram", NOW) == [Waiting("1", address, say("first"), NOW)]


async def test_updates_older_than_a_given_time_are_purged(store: Database) -> None:
    address = Address("telegram", "-100")
    async with store.writing() as tx:
        await tx.inbox.record("telegram", "old", address, say("hello"), NOW - HOUR)
        await tx.inbox.record("telegram", "new", address, say("hello"), NOW)
        await tx.inbox.purge(NOW)
        assert not await tx.inbox.seen("telegram", "old")
        assert await tx.inbox.seen("telegram", "new")


async def test_an_answer_encrypted_with_another_secret_key_is_dropped(store: Database, store_url: str) -> None:
    async with store.writing() as tx:
        await tx.inbox.record("telegram", "1", Address("telegram", "42"), say("hello"), NOW)
    other = open_store(store_url, SECRET[::-1])
    async with other.reading() as tx:
        assert await tx.inbox.waiting("telegram", NOW) == []
        assert await tx.inbox.seen("telegram", "1")
    await other.close()


async def test_neither_address_nor_text_of_an_unsent_answer_is_readable_in_the_file(
    sqlite_store: Database, sqlite_url: str
) -> None:
    async with sqlite_store.writing() as tx:
        await tx.inbox.record("telegram", "1", Address("telegram", "4242424242"), say("echo", word="swordfish"), NOW)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file:
        rows = file.execute("SELECT * FROM inbox").fetchall()
    assert len(rows) == 1
    assert not any(word in repr(rows) for word in ("4242424242", "swordfish", "echo"))
