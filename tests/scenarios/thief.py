"""A thief who has the database without SECRET_KEY, and beside it the export of a group's chat."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy

from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from storage import Database
from storage.tables import metadata
from tests.event_talk import EventTalk
from tests.talk import HOUR, SLUG, Talk

ORGANIZERS = ("7", "8", "9")


@dataclass(frozen=True)
class Message:
    """A line of a group's chat, as an export shows it."""

    at: datetime
    account: str
    text: str


async def rows_of(store: Database, table: str) -> list[dict[str, object]]:
    """The rows of a table, in the order in which the file keeps them."""
    async with store._engines.reader.connect() as connection:
        found = await connection.execute(sqlalchemy.select(metadata.tables[table]))
        return [dict(row) for row in found.mappings()]


async def rehearsed(store: Database, acts: int = 100) -> list[Message]:
    """A week of a campaign: what people typed in its group, in the order of time; much else was done in private."""
    talk, dice, log = EventTalk(Talk(store)), random.Random(7), list[Message]()
    await talk.start()
    for line in ("/event new phone_off 2026-12-20 20:00", "/event new unlike_drive 2026-12-21 20:00"):
        await talk.talk.private(line)
    for person in ORGANIZERS[1:]:
        await talk.talk.give(Role.ORGANIZER, person)
    async with store.reading() as tx:
        numbers = [str(event.id) for event in await tx.events.of(SLUG)]
    for _ in range(acts):
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
    await _other_acts(talk, log)
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


async def _other_acts(talk: EventTalk, log: list[Message]) -> None:
    """A count that is typed and taken back in the group; in private a wrong code and a session of the desk."""
    for text in ("/count inwi 123456", "/undo 1"):
        talk.talk.now += timedelta(seconds=77, milliseconds=123)
        await talk.talk.member(text, person="8")
        log.append(Message(talk.talk.now, "8", text))
    await talk.talk.private("/claim wrong", "139")
    user = DeskUser("telegram", "8", "8")
    async with talk.talk.store.writing() as tx:
        await tx.desk.add_link("link", user, talk.talk.now + HOUR)
        await tx.desk.begin("cookie", user, talk.talk.now, talk.talk.now + HOUR)


@dataclass(frozen=True)
class Score:
    """How many rows the thief joined to the right account, and how many a blind guess joins on average."""

    hits: int
    by_chance: float

    @property
    def better_than_chance(self) -> bool:
        """Whether luck alone hardly explains it: more than three standard deviations above the average."""
        return self.hits > self.by_chance + 3 * self.by_chance**0.5


def by_time(rows: Sequence[tuple[str, datetime]], log: Sequence[Message], owner: Mapping[str, str]) -> Score:
    """Join each row (pseudonym, when) to the message that was written nearest to its time.

    `owner` says whose a pseudonym is, which only the judge knows. Chance is a guess among all who wrote.
    """
    accounts = {one.account for one in log}
    guesses = {pseudonym: min(log, key=lambda one: abs(one.at - at)).account for pseudonym, at in rows}
    return _score(guesses, owner, accounts)


def by_order(rows: Sequence[str], log: Sequence[Message], owner: Mapping[str, str]) -> Score:
    """Join the rows, in the order of the file, to the accounts in the order in which they first wrote."""
    accounts = list(dict.fromkeys(one.account for one in log))
    known = [pseudonym for pseudonym in rows if owner[pseudonym] in accounts]
    return _score(dict(zip(known, accounts, strict=False)), owner, set(accounts))


def _score(guesses: Mapping[str, str], owner: Mapping[str, str], accounts: set[str]) -> Score:
    possible = sum(owner[pseudonym] in accounts for pseudonym in guesses)
    hits = sum(owner[pseudonym] == account for pseudonym, account in guesses.items())
    return Score(hits, possible / len(accounts))


def shared(names: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs of scopes in which the same pseudonym stands."""
    places = defaultdict[str, list[str]](list)
    for scope, found in names.items():
        for name in found:
            places[name].append(scope)
    return [(scopes[0], other) for scopes in places.values() for other in scopes[1:]]
