"""A chat that gets a new id on its platform."""

from dataclasses import replace
from datetime import time

import pytest

from bot.core.model.announcements import Action, AnnouncementKind, Planned, State
from bot.core.model.chats import Address, Chat, ChatKind, Mode, Quiet
from bot.core.model.reply import say
from bot.core.ports.delivery import Change
from bot.core.ports.pictures import Picture
from storage import Database
from tests.storage.samples import HOUR, HOURLY, NOW, announce, claim, follow, group, load


async def found(store: Database, chat: str, thread: str = "") -> Chat | None:
    async with store.reading() as tx:
        return await tx.chats.find(Address("telegram", chat, thread))


async def test_a_moved_chat_keeps_all_that_it_has_in_every_topic(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        topic = await tx.chats.ensure(Address("telegram", "-1", "7"), ChatKind.GROUP)
        other = await group(tx, "-1", "discord")
        followed = await follow(tx, chat)
        await tx.inbox.record("telegram", "1", Address("telegram", "-1", "7"), say("hello"), NOW)
        await tx.inbox.record("telegram", "2", Address("telegram", "-5"), say("hello"), NOW)
        await tx.chats.move("telegram", "-1", "-1001")
        await tx.chats.move("telegram", "-77", "-78")
        await tx.chats.move("telegram", "-1001", "-1001")
        assert await tx.chats.subscriptions(chat) == [followed]
        assert [one.address for one in await tx.inbox.waiting("telegram", NOW)] == [
            Address("telegram", "-1001", "7"),
            Address("telegram", "-5"),
        ]
        assert await tx.chats.find(Address("discord", "-1")) == other
    assert await found(store, "-1") is None
    assert await found(store, "-1001") == chat
    assert await found(store, "-1001", "7") == topic


async def test_chats_are_merged_and_settings_of_the_new_id_win(store: Database) -> None:
    await load(store)
    await load(store, "another")
    async with store.writing() as tx:
        old, new = await group(tx, "-1"), await group(tx, "-1001")
        quiet = Quiet(time(23), time(8))
        await tx.chats.update(replace(old, language="ar", zone="Africa/Casablanca", quiet=quiet))
        await tx.chats.update(replace(new, language="fr"))
        kept, moved = await follow(tx, new, next_due=NOW + HOUR), await follow(tx, old, "another")
        await follow(tx, old)
        await tx.chats.move("telegram", "-1", "-1001")
        merged = replace(new, language="fr", zone="Africa/Casablanca", quiet=quiet)
        assert await tx.chats.find(Address("telegram", "-1001")) == merged
        assert await tx.chats.find(Address("telegram", "-1")) is None
        assert await tx.chats.subscriptions(merged) == [replace(moved, chat=merged), replace(kept, chat=merged)]


async def test_the_quiet_hours_that_the_new_chat_chose_stay(store: Database) -> None:
    async with store.writing() as tx:
        old, new = await group(tx, "-1"), await group(tx, "-1001")
        await tx.chats.update(replace(old, quiet=Quiet(time(23), time(8))))
        await tx.chats.update(replace(new, quiet=Quiet(time(1), time(2))))
        await tx.chats.move("telegram", "-1", "-1001")
        merged = await tx.chats.find(Address("telegram", "-1001"))
    assert merged is not None
    assert merged.quiet == Quiet(time(1), time(2))


async def test_after_a_move_the_delivery_goes_to_the_new_id_and_nothing_is_sent_twice(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        old, new = await group(tx, "-1"), await group(tx, "-1001")
    call = await announce(store, [old])
    [delivery] = await claim(store)
    await announce(store, [old, new], key="later")
    async with store.writing() as tx:
        await tx.chats.move("telegram", "-1", "-1001")
        again = Change(delivery.id, delivery.attempt, State.PENDING, retry_at=NOW)
        assert await tx.ledger.record([again], NOW) == [True]
        assert await tx.ledger.counts(call) == {State.PENDING: 1}
    [first] = await claim(store)
    assert (first.id, first.address) == (delivery.id, Address("telegram", "-1001"))
    async with store.writing() as tx:
        await tx.ledger.record([Change(first.id, first.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(first.id, first.attempt, State.SENT, "5")], NOW)
    [second] = await claim(store)
    assert second.address == Address("telegram", "-1001")
    assert await claim(store) == []


async def test_a_delivery_that_was_sent_under_the_new_id_already_stays_the_only_one(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        old, new = await group(tx, "-1"), await group(tx, "-1001")
    call = await announce(store, [new])
    [delivery] = await claim(store)
    async with store.writing() as tx:
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENT, "5")], NOW)
    await announce(store, [old])
    async with store.writing() as tx:
        await tx.chats.move("telegram", "-1", "-1001")
        assert await tx.ledger.counts(call) == {State.SENT: 1}
    assert await claim(store) == []


async def sent(store: Database, chat: Chat, key: str = "call", message: str = "5") -> int:
    call = await announce(store, [chat], key=key)
    [delivery] = await claim(store)
    async with store.writing() as tx:
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENT, message)], NOW)
    return call


async def test_a_message_under_the_old_id_cannot_be_edited_or_deleted(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
    call = await sent(store, chat)
    async with store.writing() as tx:
        await tx.chats.move("telegram", "-1", "-1001")
        assert await tx.ledger.owned(chat.id, ["5"]) == set()
        assert await tx.ledger.revise(call, say("other"), NOW)
        assert await tx.ledger.revise(call, say("gone"), NOW, Action.DELETE)
        tally = await tx.ledger.tally(call, NOW)
    assert (tally.states, tally.unreachable) == ({State.SENT: 1}, 1)
    assert await claim(store) == []


@pytest.mark.parametrize("action", [Action.EDIT, Action.DELETE])
async def test_an_edit_that_waited_when_the_chat_moved_has_failed(store: Database, action: Action) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
    call = await sent(store, chat)
    async with store.writing() as tx:
        await tx.ledger.revise(call, say("other"), NOW, action)
        await tx.chats.move("telegram", "-1", "-1001")
        tally = await tx.ledger.tally(call, NOW)
    assert (tally.states, tally.failures, tally.unreachable) == ({State.FAILED: 1}, (("out-of-reach", 1),), 1)
    assert await claim(store) == []


async def test_a_board_is_posted_again_in_the_new_chat(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        followed = await follow(tx, chat)
    await announce(store, [Planned(chat.id, Action.PIN, followed.id)], AnnouncementKind.UPDATE)
    [delivery] = await claim(store)
    async with store.writing() as tx:
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENT, "5")], NOW)
        assert [one.message for one in await tx.chats.subscriptions(chat)] == ["5"]
        await tx.chats.move("telegram", "-1", "-1001")
        assert [(one.message, one.shown) for one in await tx.chats.subscriptions(chat)] == [("", "")]


async def test_a_lost_topic_becomes_the_chat_itself_or_is_merged_with_it(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        topic = await tx.chats.ensure(Address("telegram", "-1", "7"), ChatKind.GROUP)
        followed = await follow(tx, topic)
        await tx.chats.lose_topic("telegram", "-1", "9")
        await tx.chats.lose_topic("telegram", "-1", "7")
        assert await tx.chats.find(Address("telegram", "-1")) == topic
        other = await tx.chats.ensure(Address("telegram", "-1", "8"), ChatKind.GROUP)
        await tx.chats.update(replace(other, language="ar"))
        await tx.chats.lose_topic("telegram", "-1", "8")
        merged = await tx.chats.find(Address("telegram", "-1"))
        assert merged == replace(topic, language="ar")
        assert [one.id for one in await tx.chats.subscriptions(topic)] == [followed.id]


async def test_under_another_account_no_id_of_the_one_before_is_used(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat, other = await group(tx, "-1"), await group(tx, "-1", "discord")
        followed = await follow(tx, chat)
        for name in ("telegram", "discord"):
            await tx.pictures.remember(await tx.pictures.add(Picture("image/png", b"x")), name, "file")
            await tx.inbox.record(name, "1", Address(name, "-1"), None, NOW)
            await tx.inbox.enqueue(name, 2, "{}", NOW)
    call = await sent(store, chat)
    board = Planned(chat.id, Action.PIN, followed.id)
    await announce(store, [board], AnnouncementKind.UPDATE, key="board")
    [delivery] = await claim(store)
    async with store.writing() as tx:
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], NOW)
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENT, "6")], NOW)
        await tx.chats.forget_account("telegram")
        assert await tx.ledger.owned(chat.id, ["5", "6"]) == set()
        assert await tx.ledger.revise(call, say("gone"), NOW, Action.DELETE)
        tally = await tx.ledger.tally(call, NOW)
        assert (tally.states, tally.unreachable) == ({State.SENT: 1}, 1)
        assert [(one.message, one.shown) for one in await tx.chats.subscriptions(chat)] == [("", "")]
        picture = await tx.pictures.add(Picture("image/png", b"x"))
        assert [await tx.pictures.file(picture, name) for name in ("telegram", "discord")] == ["", "file"]
        assert [await tx.inbox.seen(name, "1") for name in ("telegram", "discord")] == [False, True]
        assert [len(await tx.inbox.queued(name, 9)) for name in ("telegram", "discord")] == [0, 1]
        assert await tx.chats.find(Address("discord", "-1")) == other
    assert await claim(store) == []


async def board_that_waits(store: Database, platform: str, mode: Mode, address: str = "-1") -> int:
    """A chat with a message of ours in it, and an update that waits to edit it; the update's id."""
    async with store.writing() as tx:
        chat = await group(tx, address, platform)
        followed = await tx.chats.subscribe(chat, "no-voip", HOURLY, mode, NOW)
    edit = Planned(chat.id, Action.EDIT, followed.id, message="5")
    return await announce(store, [edit], AnnouncementKind.UPDATE, key=f"update {platform}")


@pytest.mark.parametrize("platform", ["telegram", "discord"])
@pytest.mark.parametrize(("mode", "action"), [(Mode.BOARD, Action.PIN), (Mode.DIGEST, Action.SEND)])
async def test_an_update_that_waits_as_an_edit_is_posted_anew_at_once_under_another_account(
    store: Database, platform: str, mode: Mode, action: Action
) -> None:
    await load(store)
    waits = await board_that_waits(store, platform, mode)
    async with store.writing() as tx:
        await tx.chats.forget_account(platform)
        assert await tx.ledger.counts(waits) == {State.PENDING: 1}
    [delivery] = await claim(store, platforms=[platform])
    assert (delivery.action, delivery.message, delivery.announcement_id) == (action, "", waits)


async def test_an_update_that_waits_as_an_edit_is_posted_anew_in_a_chat_that_moved(store: Database) -> None:
    await load(store)
    waits = await board_that_waits(store, "telegram", Mode.BOARD)
    async with store.writing() as tx:
        await tx.chats.move("telegram", "-1", "-1001")
    [delivery] = await claim(store)
    assert (delivery.address.chat, delivery.action, delivery.announcement_id) == ("-1001", Action.PIN, waits)


async def test_an_update_for_a_chat_that_is_switched_off_is_not_posted_anew_under_another_account(
    store: Database,
) -> None:
    await load(store)
    waits = await board_that_waits(store, "telegram", Mode.BOARD)
    async with store.writing() as tx:
        await tx.chats.all_off("telegram", "-1", "blocked")
        await tx.chats.forget_account("telegram")
        assert await tx.ledger.counts(waits) == {State.FAILED: 1}
    assert await claim(store) == []
