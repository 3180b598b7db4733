"""A person who wants to be forgotten, and the files of the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.commands.request import SentPicture
from bot.core.model.chats import Address
from bot.core.model.roles import Role
from bot.core.ports.people import Act
from storage import Database
from storage.engine import sqlite
from storage.people.keeping import NOBODY, PEOPLE
from storage.tables import metadata
from tests.event_talk import NOW, EventTalk
from tests.scenarios.thief import rehearsed, rows_of
from tests.talk import HOUR, SLUG, Talk

PNG = b"\x89PNG\r\n\x1a\n" + b"picture of a draft"


def test_every_table_is_on_the_list_of_those_that_hold_people_or_of_those_that_hold_nobody() -> None:
    assert metadata.tables.keys() == PEOPLE.keys() | NOBODY.keys()
    assert not PEOPLE.keys() & NOBODY.keys()


def pieces(store: Database, *people: str) -> Iterator[bytes]:
    """What a database holds of people in any table: pseudonyms, and the HMAC of their private chats."""
    for person in people:
        yield store._crypto.lookup("telegram", person).encode()


async def test_after_forget_nothing_of_a_person_is_in_any_file_of_sqlite(
    sqlite_store: Database, tmp_path: Path
) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    event_talk.talk.services = replace(event_talk.talk.services)
    await event_talk.start()
    talk = event_talk.talk
    event_talk.rules(public_url="https://no.example/")
    await talk.private("/event new phone_off 2026-12-05 20:00", "7")
    await talk.give(Role.ORGANIZER, "8")
    await talk.private("/call", "8", typed=True)
    await talk.private("كلمات سرية جدا", "8", typed=True, pictures=(SentPicture(PNG),))
    await talk.private("call 1 propose", "8")
    await talk.private("/pledge 1 +3", "8")
    await talk.private("/checkin 1", "8")
    await talk.private("/pledge 1 remind", "8")
    await talk.private("/subscribe daily 20:00", "8")
    await talk.private("/timezone Tokyo", "8")
    await talk.private("/claim wrong", "8")
    await talk.private('/event new phone_off 2026-12-06 20:00 en="Words of a new event"', "8")
    await talk.private('/event edit 1 en="Words of an edit"', "8")
    await named_by_others(talk, "8")
    talk.confirms = False
    await talk.private('/event new phone_off 2026-12-07 20:00 en="Words of a preview"', "8")
    await talk.private("/call", "8", typed=True)
    known = [*pieces(sqlite_store, "8"), "كلمات سرية جدا".encode(), PNG]
    known += [b"Words of a new event", b"Words of an edit", b"Words of a preview"]
    async with sqlite_store.reading() as tx:
        known.append(tx.people.pseudonym(SLUG, "telegram", "8").encode())
        known.append(tx.people.event_pseudonym(SLUG, 1, "telegram", "8").encode())
        address = await tx.chats.find(Address("telegram", "8"))
    assert address is not None

    def found() -> set[bytes]:
        files = [file.read_bytes() for file in tmp_path.glob("nolike.db*")]
        return {piece for piece in known if any(piece in file for file in files)}

    assert found() == set(known)
    await talk.private("/forget yes", "8")
    assert found() == set()
    with closing(sqlite3.connect(tmp_path / "nolike.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def named_by_others(talk: Talk, person: str) -> None:
    """Lines of the audit log that others wrote and that name the person: a goal asked for, a role taken and given."""
    async with talk.store.writing() as tx:
        known_as = tx.people.pseudonym(SLUG, "telegram", person)
        for act, about in (("event-goal", f"1 1 - 300 {known_as}"), ("revoked", known_as)):
            await tx.audit.write(Act(NOW, SLUG, "operator", "", act, about))


async def test_lines_of_others_name_a_forgotten_person_as_their_own_lines_do(store: Database) -> None:
    talk = Talk(store)
    await EventTalk(talk).start()
    await talk.give(Role.OWNER, "9")
    known_as = await talk.give(Role.ORGANIZER, "8")
    await talk.private("/event new phone_off 2026-12-06 20:00", "8")
    await talk.private(f"/revoke {known_as[:8]}", "9")
    await named_by_others(talk, "8")
    await talk.private("/forget yes", "8")
    async with store.reading() as tx:
        acts = await tx.audit.list(SLUG, 1000)
    assert known_as not in repr(acts)
    [own] = {act.pseudonym for act in acts if act.act == "event-proposed"}
    assert [act.about for act in acts if act.act in {"revoked", "event-goal"}] == [own, f"1 1 - 300 {own}", own]


async def test_data_kept_in_the_wal_by_a_slow_reader_is_removed_by_the_next_purge(
    sqlite_store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY", 0.1)
    await EventTalk(Talk(sqlite_store)).start()
    talk, log = Talk(sqlite_store, NOW), tmp_path / "nolike.db-wal"
    await talk.private("/subscribe daily 20:00", "8")
    with closing(sqlite3.connect(tmp_path / "nolike.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chats").fetchone()
        await talk.private("/forget yes", "8")
        assert log.stat().st_size > 0
    async with sqlite_store.writing() as tx:
        await tx.pledges.coarsen(NOW)
    assert log.stat().st_size == 0


async def test_forget_leaves_no_row_of_the_person_and_their_acts_lose_their_pseudonym(store: Database) -> None:
    await rehearsed(store, acts=30)
    talk = Talk(store, NOW + 200 * HOUR)
    async with store.reading() as tx:
        role = tx.people.pseudonym(SLUG, "telegram", "8")
        acts = await tx.audit.list(SLUG, 1000)
        before, known = [act for act in acts if act.pseudonym == role], {act.pseudonym for act in acts}
    assert len(before) > 1
    await talk.private("/forget yes", "8")
    for table in metadata.tables:
        assert not [row for row in await rows_of(store, table) if role in map(str, row.values())], table
    async with store.reading() as tx:
        after = await tx.audit.list(SLUG, 1000)
    theirs = {replace(act, pseudonym=role) for act in before}
    names = {act.pseudonym for act in after if replace(act, pseudonym=role) in theirs}
    [new] = names - known
    assert len([act for act in after if act.pseudonym == new]) == len(before)
