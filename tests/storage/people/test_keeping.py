"""A thief of the database, and a person who wants to be forgotten."""

import random
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy

from bot.core.commands.request import SentPicture
from bot.core.model.chats import Address
from bot.core.model.privacy import coarse
from bot.core.model.roles import Role
from storage import Database
from storage.engine import sqlite
from storage.people.keeping import NOBODY, PEOPLE
from storage.tables import Millis, metadata
from tests.event_talk import NOW, EventTalk
from tests.talk import HOUR, SLUG, Talk

PSEUDONYM = re.compile(r"\b[0-9a-f]{32}\b")
ROLE = {"roles", "audit", "calls", "approvals"}
"""The tables that share the pseudonym of a role."""

ORGANIZERS = ("7", "8", "9")
PNG = b"\x89PNG\r\n\x1a\n" + b"picture of a draft"


@dataclass(frozen=True)
class Message:
    """A line of a group's chat, as an export shows it."""

    at: datetime
    account: str
    text: str


async def rows_of(store: Database, table: str) -> list[dict[str, object]]:
    async with store._engines.reader.connect() as connection:
        found = await connection.execute(sqlalchemy.select(metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def rehearsed(store: Database) -> list[Message]:
    """A week of a campaign: what people typed in its group, in the order of time; much else was done in private."""
    talk, dice, log = EventTalk(Talk(store)), random.Random(7), list[Message]()
    await talk.start()
    for line in ("/event new phone_off 2026-12-20 20:00", "/event new unlike_drive 2026-12-21 20:00"):
        await talk.talk.private(line)
    for person in ORGANIZERS[1:]:
        await talk.talk.give(Role.ORGANIZER, person)
    async with store.reading() as tx:
        numbers = [str(event.id) for event in await tx.events.of(SLUG)]
    for _ in range(150):
        talk.talk.now += timedelta(seconds=dice.randrange(5, 900), milliseconds=dice.randrange(1000))
        person = str(dice.randrange(100, 140))
        text = f"/pledge {dice.choice(numbers)}"
        if dice.random() < 0.15:
            person, text = dice.choice(ORGANIZERS), f"/event edit {numbers[0]} goal={dice.randrange(10, 10_000)}"
        if dice.random() < 0.6:
            await talk.talk.member(text, person=person)
            log.append(Message(talk.talk.now, person, text))
        else:
            await talk.talk.private(text, person)
    number = str((await talk.talk.private("/call", "7", typed=True)).title.values["id"])  # type: ignore[union-attr]
    await talk.talk.private("أطفئوا هواتفكم", "7", typed=True)
    for command in (f"call {number} buttons did", f"call {number} when now", f"call {number} propose"):
        await talk.talk.private(command, "7")
    async with store.reading() as tx:
        call = await tx.calls.get(int(number))
    assert call is not None
    await talk.talk.private(f"call {number} approve {call.content_hash}", "8")
    await talk.turn()
    for person in range(100, 110):
        talk.talk.now += timedelta(seconds=dice.randrange(5, 60))
        await talk.talk.member(f"did {number}", person=str(person))
        log.append(Message(talk.talk.now, str(person), f"did {number}"))
    async with store.writing() as tx:
        await tx.pledges.coarsen(talk.talk.now + HOUR)
    return log


def test_every_table_is_on_the_list_of_those_that_hold_people_or_of_those_that_hold_nobody() -> None:
    assert metadata.tables.keys() == PEOPLE.keys() | NOBODY.keys()
    assert not PEOPLE.keys() & NOBODY.keys()


async def test_tables_about_people_cannot_be_joined_without_the_secret_key(store: Database) -> None:
    await rehearsed(store)
    found = defaultdict[str, set[str]](set)
    for table in metadata.tables:
        for row in await rows_of(store, table):
            scope = table
            if table in {"pledges", "published_pledges"}:
                scope = f"event {row['event_id']}"
            elif table == "taps":
                scope = f"call {row['call_id']}"
            elif table in ROLE:
                scope = "role"
            for cell in row.values():
                found[scope].update(PSEUDONYM.findall(str(cell)))
    assert {scope.split()[0] for scope, names in found.items() if names} >= {"role", "event", "call"}
    for scope, names in found.items():
        for other, others in found.items():
            assert scope == other or not names & others, (scope, other)


async def test_no_row_of_a_person_matches_a_message_better_than_the_others_of_its_hour(store: Database) -> None:
    log = await rehearsed(store)
    times = 0
    for table in ("roles", "audit", "taps", "pledges", "wrong_codes", "approvals", "dialogues"):
        columns = [column.name for column in metadata.tables[table].columns if isinstance(column.type, Millis)]
        for row in await rows_of(store, table):
            for moment in (row[name] for name in columns):
                if moment is None:
                    continue
                assert isinstance(moment, datetime)
                times += 1
                finest = timedelta(days=1) if table == "pledges" else timedelta(minutes=1)
                assert (moment - datetime(1970, 1, 1, tzinfo=UTC)) % finest == timedelta(0), (table, moment)
    assert times > 50, {table: len(await rows_of(store, table)) for table in metadata.tables}
    # Of an act in the group, the hour is all that a thief learns: whoever spoke in it may have done it.
    seen = Counter(coarse(one.at, HOUR) for one in log if one.account in ORGANIZERS)
    edits = [row["at"] for row in await rows_of(store, "audit") if row["act"] == "event-edit"]
    assert seen.total() > 5
    assert not seen - Counter(edits)
    assert not {coarse(one.at, timedelta(minutes=1)) for one in log if one.account in ORGANIZERS} & set(edits)


async def test_pledges_and_taps_stand_in_no_order_of_time(sqlite_store: Database) -> None:
    await rehearsed(sqlite_store)
    for table, scope in (("pledges", "event_id"), ("taps", "call_id")):
        rows = [(row[scope], row["pseudonym"]) for row in await rows_of(sqlite_store, table)]
        assert rows == sorted(rows)  # type: ignore[type-var]
    async with sqlite_store._engines.reader.connect() as connection:
        for table in ("pledges", "taps"):
            with pytest.raises(sqlalchemy.exc.OperationalError, match="no such column: rowid"):
                await connection.execute(sqlalchemy.text(f"SELECT rowid FROM {table}"))  # noqa: S608 - our tables


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
    known = [*pieces(sqlite_store, "8"), "كلمات سرية جدا".encode(), PNG]
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
    await rehearsed(store)
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
