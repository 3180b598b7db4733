"""People and private chats: known by pseudonym, found by a keyed hash, forgotten when asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy

from bot.core.model.announcements import AnnouncementKind, Planned, State
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.roles import Invite, Member, Role, pseudonym
from bot.core.ports.delivery import Change
from storage import Database, open_store
from storage.tables import metadata
from tests.conftest import SECRET
from tests.storage.samples import HOUR, NOW, add_chats, announce, claim, follow, group, load, private_chat

USER = "4242424242"


async def kept(store: Database) -> dict[str, int]:
    """How many rows of private chats there are."""
    tables = ("chats", "private_addresses", "private_reasons", "subscriptions", "deliveries")
    async with store._engines.reader.connect() as connection:
        counts = [await connection.scalar(sqlalchemy.text(f"SELECT count(*) FROM {name}")) for name in tables]  # noqa: S608 - names above
    return dict(zip(tables, counts, strict=True))


async def test_a_person_has_the_role_that_was_given_last_in_each_campaign(store: Database) -> None:
    await load(store)
    await load(store, "another")
    async with store.writing() as tx:
        assert await tx.people.role("no-voip", "telegram", USER) is None
        await tx.people.give("no-voip", "telegram", USER, Role.REPORTER, NOW)
        await tx.people.give("no-voip", "telegram", USER, Role.ORGANIZER, NOW + HOUR)
        assert await tx.people.role("no-voip", "telegram", USER) is Role.ORGANIZER
        assert await tx.people.role("no-voip", "discord", USER) is None
        assert await tx.people.role("another", "telegram", USER) is None
        known_as = tx.people.pseudonym("no-voip", "telegram", USER)
        assert known_as == pseudonym(SECRET, "no-voip", "telegram", USER)
        assert await tx.people.members("no-voip") == [Member(known_as, Role.ORGANIZER, "telegram", NOW + HOUR)]


async def test_owners_are_named_first_then_those_who_came_first(store: Database) -> None:
    await load(store)
    given = [("1", Role.REPORTER, 0), ("2", Role.OWNER, 3), ("3", Role.ORGANIZER, 1), ("4", Role.OWNER, 2)]
    async with store.writing() as tx:
        for user, role, hours in given:
            await tx.people.give("no-voip", "telegram", user, role, NOW + hours * HOUR)
        members = await tx.people.members("no-voip")
        names = {tx.people.pseudonym("no-voip", "telegram", user): user for user, _, _ in given}
    assert [names[member.pseudonym] for member in members] == ["4", "2", "1", "3"]


async def test_a_revoked_role_takes_the_private_address_of_that_person_alone(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        for user in (USER, "43", "44"):
            await tx.people.give("no-voip", "telegram", user, Role.ORGANIZER, NOW)
            await private_chat(tx, user, "role:no-voip")
        await private_chat(tx, "43", "subscription:1")
        known_as = [tx.people.pseudonym("no-voip", "telegram", user) for user in (USER, "43")]
        assert await tx.people.revoke("no-voip", known_as[0]) == Member(known_as[0], Role.ORGANIZER, "telegram", NOW)
        assert await tx.people.revoke("no-voip", known_as[0]) is None
        assert await tx.people.role("no-voip", "telegram", USER) is None
    assert (await kept(store))["private_addresses"] == 2
    async with store.writing() as tx:
        assert await tx.people.revoke("no-voip", known_as[1]) is not None
    rows = await kept(store)
    assert (rows["private_addresses"], rows["private_reasons"]) == (2, 2)


async def test_an_organizer_is_found_where_a_private_chat_has_an_id_of_its_own(store: Database) -> None:
    await load(store)
    address = Address("discord", "912")
    async with store.writing() as tx:
        chat = await tx.chats.ensure(address, ChatKind.PRIVATE)
        # What was kept before names nobody, and a reason added later does not take the name away.
        await tx.chats.keep_private(chat, address, "event:1")
        await tx.people.reach("no-voip", chat, address, "12")
        await tx.chats.keep_private(chat, address, "subscription:1")
        await tx.people.give("no-voip", "discord", "12", Role.ORGANIZER, NOW)
        known_as = tx.people.pseudonym("no-voip", "discord", "12")
        assert await tx.people.chats("no-voip", Role.ORGANIZER) == {known_as: chat.id}
    await announce(store, [chat])
    async with store.writing() as tx:
        [claimed] = await tx.ledger.claim(["discord"], "test", NOW, 60, 1)
        assert claimed.address == address
        await tx.people.revoke("no-voip", known_as)
        assert await tx.chats.kept("role:no-voip") == []


async def test_an_invitation_works_once_and_until_it_expires(store: Database) -> None:
    await load(store)
    first, second = (Invite("no-voip", Role.OWNER, NOW + hours * HOUR) for hours in (1, 2))
    async with store.writing() as tx:
        await tx.people.invite("hash-1", first)
        await tx.people.invite("hash-2", second)
        assert await tx.people.use_invite("hash-3", NOW) is None
        assert await tx.people.use_invite("hash-1", NOW) == first
        assert await tx.people.use_invite("hash-1", NOW) is None
        assert await tx.people.use_invite("hash-2", NOW + 2 * HOUR) is None
        assert await tx.people.use_invite("hash-2", NOW) is None


async def test_wrong_codes_are_counted_for_each_person_and_forgotten_after_a_day(store: Database) -> None:
    async with store.writing() as tx:
        for hours in (-25, -2, -1):
            await tx.people.note_wrong_code("telegram", USER, NOW + hours * HOUR)
        await tx.people.note_wrong_code("telegram", "43", NOW)
        assert await tx.people.wrong_codes("telegram", USER, NOW - 30 * HOUR) == 2
        assert await tx.people.wrong_codes("telegram", USER, NOW - HOUR) == 1
        assert await tx.people.wrong_codes("telegram", USER, NOW) == 0
        assert await tx.people.wrong_codes("discord", USER, NOW - 30 * HOUR) == 0


async def test_a_forgotten_person_has_no_role_in_any_campaign(store: Database) -> None:
    await load(store)
    await load(store, "another")
    async with store.writing() as tx:
        for slug in ("no-voip", "another"):
            await tx.people.give(slug, "telegram", USER, Role.OWNER, NOW)
            await tx.people.give(slug, "telegram", "43", Role.REPORTER, NOW)
            await private_chat(tx, USER, f"role:{slug}")
        await tx.people.note_wrong_code("telegram", USER, NOW)
        assert await tx.people.forget("telegram", USER) == 3
        assert await tx.people.forget("telegram", USER) == 0
        assert [len(await tx.people.members(slug)) for slug in ("no-voip", "another")] == [1, 1]
    assert (await kept(store))["private_addresses"] == 0


async def test_a_private_chat_is_found_by_its_id_which_is_stored_nowhere_in_plain(store: Database) -> None:
    await load(store)
    address = Address("telegram", USER)
    async with store.writing() as tx:
        chat = await private_chat(tx, USER, "subscription:1")
        assert await tx.chats.find(address) == chat == Chat(chat.id, "telegram", ChatKind.PRIVATE)
        assert (await tx.chats.ensure(Address("discord", USER), ChatKind.PRIVATE)).id != chat.id
        await tx.people.give("no-voip", "telegram", USER, Role.OWNER, NOW)
    async with store._engines.reader.connect() as connection:
        for table in metadata.tables.values():
            assert USER not in repr((await connection.execute(sqlalchemy.select(table))).all())


async def test_dropping_the_last_reason_deletes_the_address_and_its_unsent_deliveries(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await private_chat(tx, USER, "subscription:1", "role:no-voip")
    call = await announce(store, [chat])
    [delivery] = await claim(store)
    assert (delivery.address, delivery.chat_kind) == (Address("telegram", USER), ChatKind.PRIVATE)
    async with store.writing() as tx:
        await tx.chats.drop_private(chat, "subscription:1")
        assert await tx.ledger.counts(call) == {State.PENDING: 1}
        await tx.chats.drop_private(chat, "role:no-voip")
        assert await tx.ledger.counts(call) == {}
        assert await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], NOW) == [False]
        assert await tx.chats.find(Address("telegram", USER)) == chat
    rows = await kept(store)
    assert (rows["private_addresses"], rows["private_reasons"]) == (0, 0)


async def test_a_private_chat_whose_address_is_not_kept_gets_no_delivery(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await private_chat(tx, USER)
    await announce(store, [chat])
    assert await claim(store) == []
    async with store.writing() as tx:
        await tx.chats.keep_private(chat, Address("telegram", USER), "role:no-voip")
    assert [delivery.address.chat for delivery in await claim(store)] == [USER]


async def test_a_group_is_kept_without_reasons(store: Database) -> None:
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        await tx.chats.keep_private(chat, Address("telegram", "-1"), "subscription:1")
        await tx.chats.drop_private(chat, "subscription:1")
        assert await tx.chats.find(Address("telegram", "-1")) == chat
    assert (await kept(store))["private_addresses"] == 0


async def test_a_private_chat_that_is_switched_off_loses_its_address_and_its_subscriptions(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        for user in (USER, "43"):
            await follow(tx, await private_chat(tx, user, "subscription:1"))
        await tx.chats.all_off("telegram", USER, "blocked")
        blocked = await tx.chats.find(Address("telegram", USER))
        assert blocked is not None
        assert blocked.off == "blocked"
    rows = await kept(store)
    assert (rows["private_addresses"], rows["private_reasons"], rows["subscriptions"]) == (1, 1, 1)
    async with store.writing() as tx:
        second = await tx.chats.find(Address("telegram", "43"))
        assert second is not None
        await tx.chats.update(replace(second, off="blocked"))
    rows = await kept(store)
    assert (rows["private_addresses"], rows["private_reasons"], rows["subscriptions"]) == (0, 0, 0)


async def test_forgetting_deletes_a_private_chat_completely_and_no_group(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat, other = await private_chat(tx, USER, "subscription:1"), await group(tx, "-1")
        followed = await follow(tx, chat)
    await announce(store, [Planned(chat.id, subscription=followed.id)], AnnouncementKind.UPDATE)
    async with store.writing() as tx:
        await tx.chats.forget(Address("telegram", USER))
        await tx.chats.forget(Address("telegram", "-1"))
        assert await tx.chats.find(Address("telegram", USER)) is None
        assert await tx.chats.find(Address("telegram", "-1")) == other
    assert await kept(store) == {
        "chats": 1,
        "private_addresses": 0,
        "private_reasons": 0,
        "subscriptions": 0,
        "deliveries": 0,
    }


async def test_a_purged_campaign_leaves_no_role_no_invitation_and_no_address_kept_for_a_role(store: Database) -> None:
    for slug in ("no-voip", "another"):
        await load(store, slug)
    async with store.writing() as tx:
        for slug in ("no-voip", "another"):
            await tx.people.give(slug, "telegram", USER, Role.OWNER, NOW)
            await tx.people.invite(f"hash-{slug}", Invite(slug, Role.REPORTER, NOW + HOUR))
        await private_chat(tx, USER, "role:no-voip", "role:another")
        await private_chat(tx, "43", "role:no-voip")
        await private_chat(tx, "44", "subscription:1")
        assert await tx.people.purge("no-voip") == 4
        assert await tx.people.purge("no-voip") == 0
    async with store.writing() as tx:
        assert await tx.people.members("no-voip") == []
        assert await tx.people.use_invite("hash-no-voip", NOW) is None
        assert await tx.people.role("another", "telegram", USER) is Role.OWNER
        assert await tx.people.use_invite("hash-another", NOW) is not None
    rows = await kept(store)
    assert (rows["private_addresses"], rows["private_reasons"]) == (2, 2)


async def test_an_address_encrypted_with_another_secret_key_fails_alone(store: Database, store_url: str) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await private_chat(tx, USER, "role:no-voip")
    call = await announce(store, [chat, *await add_chats(store, 1)])
    other = open_store(store_url, SECRET[::-1])
    assert [delivery.address.chat for delivery in await claim(other)] == ["-1"]
    async with other.writing() as tx:
        assert await tx.ledger.counts(call) == {State.PENDING: 1, State.FAILED: 1}
        await tx.people.give("no-voip", "telegram", USER, Role.OWNER, NOW)
        assert await tx.people.revoke("no-voip", tx.people.pseudonym("no-voip", "telegram", USER)) is not None
    await other.close()
    assert (await kept(store))["private_addresses"] == 1


async def test_deliveries_sent_to_a_chat_without_a_stored_address_still_count(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await private_chat(tx, USER, "role:no-voip")
    await announce(store, [chat])
    [delivery] = await claim(store)
    async with store.writing() as tx:
        steps = [Change(delivery.id, delivery.attempt, state) for state in (State.SENDING, State.SENT)]
        await tx.ledger.record(steps, NOW)
        assert await tx.ledger.recent("telegram", NOW) == [(Address("telegram", USER), ChatKind.PRIVATE, NOW)]
        await tx.chats.drop_private(chat, "role:no-voip")
        [(address, _, at)] = await tx.ledger.recent("telegram", NOW - timedelta(seconds=61))
    assert at == NOW
    assert address.chat != USER


async def test_without_a_secret_key_nothing_about_a_person_is_stored(sqlite_url: str) -> None:
    store = open_store(sqlite_url, "")
    async with store.writing() as tx:
        with pytest.raises(ValueError, match="SECRET_KEY is not set"):
            tx.people.pseudonym("no-voip", "telegram", "42")
        with pytest.raises(ValueError, match="SECRET_KEY is not set"):
            await tx.chats.ensure(Address("telegram", "42"), ChatKind.PRIVATE)
    await store.close()
