"""A thief of the database with the visible chat log joins nobody to an account better than chance."""

import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy

from bot.core.model.privacy import coarse
from storage import Database
from storage.tables import Millis, metadata
from tests.scenarios.thief import ORGANIZERS, Message, Score, by_order, by_time, rehearsed, rows_of, shared
from tests.talk import HOUR, SLUG

PSEUDONYM = re.compile(r"\b[0-9a-f]{32}\b")
ROLE = {"roles", "audit", "calls", "approvals", "imports"}
"""The tables that share the pseudonym of a role."""


async def test_a_thief_with_the_chat_log_joins_no_row_to_an_account_better_than_chance(store: Database) -> None:
    log = await rehearsed(store)
    await _no_pseudonym_stands_in_two_scopes(store)
    await _no_time_is_finer_than_its_rule(store)
    await _of_an_act_in_the_group_only_the_hour_is_known(store, log)
    await _pledges_and_taps_are_joined_by_chance_alone(store, log)


async def _no_pseudonym_stands_in_two_scopes(store: Database) -> None:
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
            elif table.startswith("desk_"):
                scope = "desk"
            for cell in row.values():
                found[scope].update(PSEUDONYM.findall(str(cell)))
    assert {scope.split()[0] for scope, names in found.items() if names} >= {"role", "event", "call"}
    assert shared(found) == []


async def _no_time_is_finer_than_its_rule(store: Database) -> None:
    times, filled = 0, set()
    for table in (one.name for one in metadata.tables.values() if "pseudonym" in one.columns):
        columns = [column.name for column in metadata.tables[table].columns if isinstance(column.type, Millis)]
        for row in await rows_of(store, table):
            for moment in (row[name] for name in columns):
                if moment is None:
                    continue
                assert isinstance(moment, datetime)
                times, filled = times + 1, filled | {table}
                finest = timedelta(days=1) if table == "pledges" else timedelta(minutes=1)
                assert (moment - datetime(1970, 1, 1, tzinfo=UTC)) % finest == timedelta(0), (table, moment)
    assert filled >= {"roles", "audit", "pledges", "wrong_codes", "imports", "desk_links", "desk_sessions"}
    assert times > 50, {table: len(await rows_of(store, table)) for table in metadata.tables}


async def _of_an_act_in_the_group_only_the_hour_is_known(store: Database, log: list[Message]) -> None:
    """Whoever spoke in that hour may have done it."""
    seen = Counter(coarse(one.at, HOUR) for one in log if one.text.startswith("/event edit"))
    edits = [row["at"] for row in await rows_of(store, "audit") if row["act"] == "event-edit"]
    assert seen.total() > 5
    assert not seen - Counter(edits)
    assert not {coarse(one.at, timedelta(minutes=1)) for one in log if one.account in ORGANIZERS} & set(edits)


async def _pledges_and_taps_are_joined_by_chance_alone(store: Database, log: list[Message]) -> None:
    sqlite = store._engines.reader.dialect.name == "sqlite"
    async with store.reading() as tx:
        events = [event.id for event in await tx.events.of(SLUG)]
        people = tx.people
    for event in events:
        owner = {people.event_pseudonym(SLUG, event, "telegram", str(person)): str(person) for person in range(200)}
        said = [one for one in log if one.text == f"/pledge {event}"]
        rows = [row for row in await rows_of(store, "pledges") if row["event_id"] == event]
        times = [(str(row["pseudonym"]), moment) for row in rows if isinstance(moment := row["since"], datetime)]
        assert len(times) > 15
        assert not by_time(times, said, owner).better_than_chance
        if sqlite:  # What order tells on PostgreSQL stands in docs/privacy.md.
            assert not by_order([pseudonym for pseudonym, _ in times], said, owner).better_than_chance
    if sqlite:
        async with store._engines.reader.connect() as connection:
            for table in ("pledges", "taps"):
                with pytest.raises(sqlalchemy.exc.OperationalError, match="no such column: rowid"):
                    await connection.execute(sqlalchemy.text(f"SELECT rowid FROM {table}"))  # noqa: S608 - our tables


def test_the_same_thief_joins_everybody_where_times_are_exact_or_rows_in_order() -> None:
    start = datetime(2026, 12, 1, tzinfo=UTC)
    log = [Message(start + timedelta(minutes=number), str(number), "/pledge 1") for number in range(30)]
    owner = {f"pseudonym of {one.account}": one.account for one in log}
    exact = [(f"pseudonym of {one.account}", one.at + timedelta(seconds=1)) for one in log]
    assert by_time(exact, log, owner) == by_order([name for name, _ in exact], log, owner) == Score(30, 1.0)
    assert Score(30, 1.0).better_than_chance
    assert shared({"one": {"a", "b"}, "two": {"b"}}) == [("one", "two")]
