"""A change of SECRET_KEY: people keep their roles and pledges, and nothing stays under the old key."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.clock import ManualClock
from bot.core.commands.answer import MOST_MOVED
from bot.core.model.chats import Address, ChatKind
from bot.core.model.roles import Role, pseudonym
from bot.core.ports.facts import OLD_KEY
from bot.jobs.purge import Retention, purge
from storage import Database, open_store
from storage.engine.crypto import Crypto
from storage.pseudonyms import of_event
from storage.tables import metadata, old_pseudonyms, pledges, taps
from tests.conftest import SECRET
from tests.event_talk import EventTalk, turnout
from tests.storage.people.test_keeping import named_by_others, rehearsed, rows_of
from tests.talk import SLUG, Talk, ids

NEW = "another-secret-of-the-tests-with-32-letters"


@pytest.fixture
async def rekeyed(store: Database, store_url: str) -> AsyncIterator[Database]:
    """A rehearsal under the old key, and the same database under the new one."""
    await rehearsed(store)
    for person in ("8", "100", "never seen"):
        await named_by_others(Talk(store), person)
    for person in ("8", "100", "139", "never seen", "only a language"):
        assert ids(await Talk(store).private("/language fr", person)) == ["language-set"]
    async with store.writing() as tx:
        await tx.inbox.enqueue("telegram", 5, '{"update_id": 5}', (await tx.leases.now()))
        await tx.desk.put_setting("telegram_bot_token", "123:abc", (await tx.leases.now()))
    database = open_store(store_url, NEW, old_secret=SECRET)
    yield database
    await database.close()


def old_names(user: str) -> set[str]:
    """All pseudonyms of a person under the old key, in the first events and calls."""
    known_as = pseudonym(SECRET, SLUG, "telegram", user)
    purposes = [f"event|{number}" for number in range(9)] + [f"taps|{number}" for number in range(9)]
    return {
        known_as,
        Crypto(SECRET).lookup("telegram", user),
        *(Crypto(SECRET).narrowed(purpose, known_as) for purpose in purposes),
    }


async def everything(store: Database) -> str:
    rows = [await rows_of(store, table) for table in metadata.tables if table != old_pseudonyms.name]
    return repr(rows)


async def count(store: Database, *tables: object) -> list[int]:
    async with store._engines.reader.connect() as connection:
        return [await connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables]  # type: ignore[arg-type]


async def test_whoever_has_a_private_chat_moves_at_once_and_everybody_else_when_they_are_seen(
    rekeyed: Database,
) -> None:
    before = await count(rekeyed, pledges, taps)
    async with rekeyed.writing() as tx:
        rotation = await tx.people.rotate()
    assert rotation.people >= 2
    assert rotation.waiting >= 10
    async with rekeyed.reading() as tx:
        assert await tx.people.role(SLUG, "telegram", "7") is Role.ORGANIZER
        assert set(await tx.people.chats(SLUG, Role.ORGANIZER)) >= {
            pseudonym(NEW, SLUG, "telegram", user) for user in ("7", "8")
        }
        assert await tx.inbox.queued("telegram", 9) == [(5, '{"update_id": 5}')]
        assert await tx.desk.settings() == {"telegram_bot_token": "123:abc"}
        assert await tx.people.waiting_to_move() == rotation.waiting
    said = await everything(rekeyed)
    assert not [name for user in ("7", "8") for name in old_names(user) if name in said]
    talk = EventTalk(Talk(rekeyed))
    talk.talk.services = replace(talk.talk.services, store=rekeyed, moving=True)
    for person in ("never seen", "only a language", *range(100, 140)):
        await talk.talk.member("/events", person=str(person))
        await talk.talk.member("/events", person=str(person))
    assert await count(rekeyed, pledges, taps) == before
    async with rekeyed.reading() as tx:
        assert await tx.people.waiting_to_move() == 0
    said = await everything(rekeyed)
    assert not [
        name
        for user in ("never seen", "only a language", *range(100, 140))
        for name in old_names(str(user))
        if name in said
    ]


async def test_those_who_moved_are_remembered_up_to_a_bound(rekeyed: Database) -> None:
    talk = Talk(rekeyed)
    moved = {("telegram", f"known-{number}") for number in range(MOST_MOVED)}
    talk.services = replace(talk.services, store=rekeyed, moving=True, moved=moved)
    await talk.member("/events", person="100")
    assert moved == {("telegram", "100")}


async def test_what_nobody_comes_for_is_deleted_when_the_old_key_counts_no_more(rekeyed: Database) -> None:
    clock = ManualClock(datetime(2026, 12, 20, tzinfo=UTC))
    async with rekeyed.writing() as tx:
        await tx.people.rotate()
        await tx.facts.put(OLD_KEY, "", clock.now() + timedelta(days=1))
    before = await count(rekeyed, pledges, taps)
    async with rekeyed.writing() as tx:
        counted = {event.id: (await turnout(tx, event.id)).all.people for event in await tx.events.of(SLUG)}
    assert sum(counted.values()) > 0
    talk = Talk(rekeyed)
    assert await purge(rekeyed, clock, talk.services.kinds.rules, Retention()) == 0
    assert await count(rekeyed, pledges, taps) == before
    clock.move(clock.now() + timedelta(days=2))
    assert await purge(rekeyed, clock, talk.services.kinds.rules, Retention()) > 0
    assert (await count(rekeyed, pledges, taps))[1] == 0
    async with rekeyed.reading() as tx:
        assert await tx.people.waiting_to_move() == 0
        assert await tx.facts.get(OLD_KEY) is None
        assert await tx.people.role(SLUG, "telegram", "7") is Role.ORGANIZER
        # They count until five changes, as after /forget: else the figures would tell of one person at once.
        assert {event: (await tx.pledges.turnout(event)).all.people for event in counted} == counted
        assert await tx.pledges.unpublished_events()
        assert "rekey-ended" in {act.act for act in await tx.audit.list(SLUG)}
    said = await everything(rekeyed)
    assert not [
        name
        for user in ("never seen", "only a language", *range(100, 140))
        for name in old_names(str(user))
        if name in said
    ]


async def test_on_discord_who_is_first_heard_of_in_a_group_keeps_the_settings_of_their_private_chat(
    rekeyed: Database, store: Database
) -> None:
    here: dict[str, object] = {"kind": ChatKind.PRIVATE, "address": Address("discord", "912"), "person": "12"}
    assert await Talk(store).ask("/language fr", **here) is not None
    async with rekeyed.writing() as tx:
        await tx.people.rotate()
    talk = Talk(rekeyed)
    talk.services = replace(talk.services, store=rekeyed, moving=True)
    await talk.member("/events", address=Address("discord", "1"), person="12")
    answered = await talk.ask("/events", **here)
    assert answered is not None
    assert answered.language == "fr"


async def test_without_an_old_key_nobody_moves(store: Database) -> None:
    await rehearsed(store)
    before = await everything(store)
    async with store.writing() as tx:
        assert not tx.people.moving
        await tx.people.move_over("telegram", "100", "100")
    assert await everything(store) == before


def test_a_pseudonym_of_an_event_is_made_of_the_campaigns() -> None:
    link = type("Link", (), {"crypto": Crypto(SECRET)})()
    assert of_event(link, 1, "x") == Crypto(SECRET).narrowed("event|1", "x")
