"""Announcements after they were planned: other words, a pause, an end, a tally."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.announcements import Action, Announcement, AnnouncementKind, Audience, Planned, State, Stop, Tally
from bot.core.model.call import Call, Script
from bot.core.model.chats import Address, Chat, ChatKind, Mode
from bot.core.model.reply import say
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import Change
from storage import Database
from tests.storage.samples import HOUR, HOURLY, NOW, add_chats, announce, claim, follow, load, sample_campaign

OLD, NEW = say("hello", at="noon"), say("fixed")


async def sent(store: Database, chats: int = 1) -> int:
    """An announcement that stands in so many chats."""
    await load(store)
    name = await announce(store, await add_chats(store, chats))
    for one in await claim(store):
        await record(store, one.id, one.attempt, State.SENDING)
        await record(store, one.id, one.attempt, State.SENT, message=f"m{one.chat_id}")
    return name


async def record(store: Database, delivery: int, attempt: int, state: State, **more: object) -> bool:
    async with store.writing() as tx:
        return (await tx.ledger.record([Change(delivery, attempt, state, **more)], NOW))[0]  # type: ignore[arg-type]


async def states(store: Database, name: int) -> dict[State, int]:
    async with store.reading() as tx:
        return await tx.ledger.counts(name)


async def revise(store: Database, name: int, action: Action = Action.EDIT) -> bool:
    async with store.writing() as tx:
        return await tx.ledger.revise(name, NEW, NOW, action)


async def stop(store: Database, name: int, how: Stop) -> None:
    async with store.writing() as tx:
        await tx.ledger.stop(name, how)


async def test_new_content_is_edited_into_every_posted_message(store: Database) -> None:
    name = await sent(store, 2)
    assert await revise(store, name)
    assert await states(store, name) == {State.PENDING: 2}
    claimed = await claim(store)
    assert [(one.action, one.content, one.message, one.tries) for one in claimed] == [
        (Action.EDIT, NEW, f"m{one.chat_id}", 0) for one in claimed
    ]
    for one in claimed:
        assert await record(store, one.id, one.attempt, State.SENDING)
        assert await record(store, one.id, one.attempt, State.SENT, message=one.message)
    assert await states(store, name) == {State.SENT: 2}
    assert not await revise(store, name)
    assert await states(store, name) == {State.SENT: 2}


async def test_a_pending_delivery_is_sent_with_new_content_and_one_in_flight_is_edited_afterwards(
    store: Database,
) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 2))
    (leaving,) = await claim(store, limit=1)
    assert await record(store, leaving.id, leaving.attempt, State.SENDING)
    await revise(store, name)
    assert await record(store, leaving.id, leaving.attempt, State.SENT, message="m1")
    claimed = sorted(await claim(store), key=lambda one: one.id)
    assert [(one.action, one.content, one.message) for one in claimed] == [
        (Action.EDIT, NEW, "m1"), (Action.SEND, NEW, ""),
    ]  # fmt: skip


async def test_a_deletion_ends_as_retracted_and_nothing_more_is_posted(store: Database) -> None:
    name = await sent(store, 1)
    async with store.writing() as tx:
        chats = [await tx.chats.ensure(Address("telegram", str(-place)), ChatKind.GROUP) for place in range(1, 5)]
    await announce(store, chats)
    leaving, waiting = await claim(store, limit=2)
    assert await record(store, leaving.id, leaving.attempt, State.SENDING)
    await stop(store, name, Stop.RETRACTED)
    await revise(store, name, Action.DELETE)
    assert not await record(store, waiting.id, waiting.attempt, State.SENDING)
    assert await record(store, leaving.id, leaving.attempt, State.SENT, message="m2")
    assert await states(store, name) == {State.PENDING: 2, State.SKIPPED: 2}
    for one in await claim(store):
        assert one.action is Action.DELETE
        assert await record(store, one.id, one.attempt, State.SENDING)
        assert await record(store, one.id, one.attempt, State.SENT)
    assert await states(store, name) == {State.RETRACTED: 2, State.SKIPPED: 2}


@pytest.mark.parametrize("ended", [State.SENT, State.PENDING, State.FAILED, State.UNKNOWN])
async def test_an_edit_in_flight_becomes_a_deletion_when_its_announcement_is_retracted(
    store: Database, ended: State
) -> None:
    name = await sent(store, 3)
    await revise(store, name)
    leaving, waiting, kept = await claim(store)
    assert await record(store, leaving.id, leaving.attempt, State.SENDING)
    await stop(store, name, Stop.RETRACTED)
    async with store.writing() as tx:
        assert await tx.ledger.revise(name, say("withdrawn"), NOW, Action.DELETE)
    assert await record(store, leaving.id, leaving.attempt, ended, reason="HTTP 500", retry_at=NOW + HOUR)
    assert not await record(store, waiting.id, waiting.attempt, State.SENDING)
    assert await record(store, kept.id, kept.attempt, State.PENDING)
    for one in (claimed := await claim(store)):
        assert (one.action, one.message, one.tries) == (Action.DELETE, f"m{one.chat_id}", 0)
        assert await record(store, one.id, one.attempt, State.SENDING)
        assert await record(store, one.id, one.attempt, State.SENT)
    assert len(claimed) == 3
    assert await states(store, name) == {State.RETRACTED: 3}


async def test_an_interrupted_edit_of_a_retracted_announcement_becomes_a_deletion(
    store: Database,
) -> None:
    name = await sent(store, 2)
    await revise(store, name)
    leaving, _ = await claim(store)
    assert await record(store, leaving.id, leaving.attempt, State.SENDING)
    await stop(store, name, Stop.RETRACTED)
    async with store.writing() as tx:
        assert await tx.ledger.reclaim(NOW + HOUR) == 2
    assert [(one.action, one.tries, one.again) for one in await claim(store)] == [(Action.DELETE, 0, False)] * 2


async def test_a_retry_of_a_closed_announcement_is_skipped_or_unknown(store: Database) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 2))
    first, second = await claim(store)
    for one in (first, second):
        await record(store, one.id, one.attempt, State.SENDING)
    await stop(store, name, Stop.CANCELLED)
    assert await record(store, first.id, first.attempt, State.PENDING, reason="HTTP 500")
    assert await record(store, second.id, second.attempt, State.PENDING, again=True)
    assert await states(store, name) == {State.SKIPPED: 1, State.UNKNOWN: 1}


async def test_an_interrupted_delivery_of_a_closed_announcement_is_unknown(
    store: Database,
) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 2))
    first, _ = await claim(store)
    await record(store, first.id, first.attempt, State.SENDING)
    await stop(store, name, Stop.CANCELLED)
    async with store.writing() as tx:
        assert await tx.ledger.reclaim(NOW + timedelta(hours=1)) == 2
    assert await states(store, name) == {State.UNKNOWN: 1, State.SKIPPED: 1}


async def test_nothing_is_sent_while_an_announcement_is_paused(store: Database) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 2))
    (claimed,) = await claim(store, limit=1)
    await stop(store, name, Stop.PAUSED)
    assert not await record(store, claimed.id, claimed.attempt, State.SENDING)
    assert await claim(store) == []
    await stop(store, name, Stop.NO)
    assert len(await claim(store)) == 2


async def test_a_paused_announcement_does_not_block_others_in_its_chat(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 1)
    await stop(store, await announce(store, chats), Stop.PAUSED)
    other = await announce(store, chats, AnnouncementKind.UPDATE, key="other")
    assert [one.announcement_id for one in await claim(store)] == [other]


async def test_a_broadcast_reaches_its_audience_once(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        for place, (platform, language) in enumerate(
            [("telegram", ""), ("telegram", "fr"), ("telegram", "en"), ("console", "ar"), ("console", "fr")], 1
        ):
            chat = await tx.chats.ensure(Address(platform, str(-place)), ChatKind.GROUP)
            await tx.chats.update(replace(chat, language=language))
            followed = await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.POST, None)
            if place % 2:
                await tx.chats.join_chapter(followed.id, "fes")
        await tx.chats.ensure(Address("telegram", "-9"), ChatKind.GROUP)
        await tx.chats.all_off("telegram", "-3", "kicked")
        assert await tx.ledger.audience(sample_campaign()) == {
            ("telegram", "ar", "fes"): 1, ("telegram", "fr", ""): 1, ("console", "ar", ""): 1,
            ("console", "fr", "fes"): 1,
        }  # fmt: skip
    sizes = []
    for number, audience in enumerate(
        [
            Audience("no-voip"),
            Audience("no-voip", platform="telegram"),
            Audience("no-voip", language="fr"),
            Audience("no-voip", language="ar", fallback="ar"),
            Audience("no-voip", language="ar"),
            Audience("no-voip", chapter="fes"),
            Audience("no-voip", language="fr", chapter="fes"),
        ]
    ):
        announcement = Announcement(f"call:{number}", "no-voip", AnnouncementKind.CALL, NOW, OLD)
        async with store.writing() as tx:
            name = await tx.ledger.broadcast(announcement, audience)
            assert await tx.ledger.broadcast(announcement, audience) == name
        sizes.append((await states(store, name))[State.PENDING])
    assert sizes == [4, 2, 2, 2, 1, 2, 1]


@pytest.mark.parametrize("offered", [(), ("ar", "fr"), ("ar",), ("fr", "ar", "en")])
async def test_each_chat_is_in_the_audience_of_the_language_that_it_hears(
    store: Database, offered: tuple[str, ...]
) -> None:
    campaign = replace(sample_campaign(), languages=offered)
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, NOW)
        for place, (chosen, app) in enumerate(
            [("", ""), ("", "en"), ("", "fr"), ("en", ""), ("en", "ar"), ("fr", "en"), ("ar", "en")], 1
        ):
            chat = await tx.chats.ensure(Address("telegram", str(-place)), ChatKind.GROUP)
            await tx.chats.update(replace(chat, language=chosen, app_language=app))
            await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.POST, None)
    async with store.writing() as tx:
        counted = {language: chats for (_, language, _), chats in (await tx.ledger.audience(campaign)).items()}
        for language in ("ar", "fr", "en"):
            audience = Call(1, "no-voip", "", Script({}, language=language)).audience(campaign)
            announcement = Announcement(f"call:{language}", "no-voip", AnnouncementKind.CALL, NOW, OLD)
            await tx.ledger.broadcast(announcement, audience)
    assert sum(counted.values()) == 7
    heard = await claim(store, limit=20)
    assert {one.announcement_id for one in heard if one.language == "ar"}
    assert Counter(one.language for one in heard) == counted
    assert len({(one.announcement_id, one.language) for one in heard}) == len(counted)


async def call(store: Database, chats: int) -> tuple[int, list[Chat]]:
    """A call to so many chats that follow the campaign."""
    await load(store)
    followers = await add_chats(store, chats)
    async with store.writing() as tx:
        for chat in followers:
            await follow(tx, chat)
        announcement = Announcement("call:1", "no-voip", AnnouncementKind.CALL, NOW, OLD)
        return await tx.ledger.broadcast(announcement, Audience("no-voip")), followers


async def leave(tx: Transaction, chat: Chat) -> None:
    await tx.chats.unsubscribe(chat, "no-voip")


async def go_off(tx: Transaction, chat: Chat) -> None:
    await tx.chats.update(replace(chat, off="kicked"))


Going = Callable[[Transaction, Chat], Awaitable[None]]


@pytest.mark.parametrize("going", [leave, go_off])
async def test_a_pending_delivery_to_a_chat_that_leaves_is_skipped_or_unknown(store: Database, going: Going) -> None:
    name, chats = await call(store, 3)
    again, *_ = await claim(store, 1)
    await record(store, again.id, again.attempt, State.SENDING)
    await record(store, again.id, again.attempt, State.PENDING, again=True)
    async with store.writing() as tx:
        for chat in chats[:2]:
            await going(tx, chat)
        await tx.chats.all_off("telegram", "-1", "")
        await tx.chats.all_off("telegram", "-2", "")
    assert await states(store, name) == {State.UNKNOWN: 1, State.SKIPPED: 1, State.PENDING: 1}
    assert [one.address.chat for one in await claim(store)] == ["-3"]


@pytest.mark.parametrize("going", [leave, go_off])
async def test_a_claimed_delivery_to_a_chat_that_leaves_is_not_posted(store: Database, going: Going) -> None:
    name, chats = await call(store, 3)
    waiting, leaving, arriving = await claim(store)
    for one in (leaving, arriving):
        assert await record(store, one.id, one.attempt, State.SENDING)
    async with store.writing() as tx:
        for chat in chats:
            await going(tx, chat)
    assert not await record(store, waiting.id, waiting.attempt, State.SENDING)
    assert await record(store, leaving.id, leaving.attempt, State.PENDING, reason="HTTP 500")
    assert await record(store, arriving.id, arriving.attempt, State.SENT, message="m")
    assert await states(store, name) == {State.SKIPPED: 2, State.SENT: 1}


async def test_an_interrupted_delivery_to_a_chat_that_is_off_is_skipped_or_unknown(store: Database) -> None:
    name, chats = await call(store, 2)
    first, _ = await claim(store)
    await record(store, first.id, first.attempt, State.SENDING)
    async with store.writing() as tx:
        for chat in chats:
            await go_off(tx, chat)
        assert await tx.ledger.reclaim(None) == 2
    assert await states(store, name) == {State.UNKNOWN: 1, State.SKIPPED: 1}


async def test_a_message_in_a_chat_that_unsubscribed_is_still_corrected(store: Database) -> None:
    name, [chat] = await call(store, 1)
    [one] = await claim(store)
    await record(store, one.id, one.attempt, State.SENDING)
    await record(store, one.id, one.attempt, State.SENT, message="m")
    async with store.reading() as tx:
        assert [(kept.shown, kept.message) for kept in await tx.chats.subscriptions(chat)] == [("", "")]
    await revise(store, name)
    async with store.writing() as tx:
        await leave(tx, chat)
    [edit] = await claim(store)
    assert edit.action is Action.EDIT
    assert await record(store, edit.id, edit.attempt, State.SENDING)
    assert await record(store, edit.id, edit.attempt, State.SENT)


async def test_a_tally_counts_states_reasons_possible_duplicates_and_the_rate(store: Database) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 6))
    one, two, three, four, *_ = await claim(store, limit=4)
    for claimed in (one, two, three, four):
        await record(store, claimed.id, claimed.attempt, State.SENDING)
    await record(store, one.id, one.attempt, State.SENT, message="m")
    await record(store, two.id, two.attempt, State.SENT, message="m", again=True)
    await record(store, three.id, three.attempt, State.FAILED, reason="kicked")
    await record(store, four.id, four.attempt, State.FAILED, reason="kicked")
    async with store.writing() as tx:
        await tx.chats.all_off("telegram", "-6", "left")
        tally = await tx.ledger.tally(name, NOW)
        states = {State.SENT: 2, State.FAILED: 2, State.PENDING: 1, State.SKIPPED: 1}
        assert tally == Tally(states, (("kicked", 2),), twice=1, departures=4)
        assert (tally.audience, tally.waiting) == (6, 1)
        assert (await tx.ledger.tally(name, NOW + timedelta(minutes=1))).departures == 0


async def test_only_what_is_in_a_chat_or_on_its_way_stands(store: Database) -> None:
    await load(store)
    name = await announce(store, await add_chats(store, 2))

    async def stands() -> bool:
        async with store.reading() as tx:
            assert (await tx.ledger.tally(name, NOW)).stands == await tx.ledger.stands(name)
            return await tx.ledger.stands(name)

    assert await stands()
    one, two = await claim(store, limit=2)
    for claimed in (one, two):
        await record(store, claimed.id, claimed.attempt, State.SENDING)
    await record(store, one.id, one.attempt, State.FAILED, reason="too-late")
    assert await stands()
    await record(store, two.id, two.attempt, State.FAILED, reason="too-late")
    assert not await stands()
    name = await announce(store, await add_chats(store, 1), key="another")
    [one] = await claim(store, limit=2)
    await record(store, one.id, one.attempt, State.SENDING)
    await record(store, one.id, one.attempt, State.SENT, message="m")
    assert await stands()
    # What could not be changed is there still.
    async with store.writing() as tx:
        await tx.ledger.revise(name, say("new"), NOW)
    [edit] = await claim(store, limit=2)
    await record(store, edit.id, edit.attempt, State.SENDING)
    await record(store, edit.id, edit.attempt, State.FAILED, reason="no-right")
    assert await stands()
    # What is taken back stands only where that did not succeed; then it can be taken back once more.
    for became in (State.FAILED, State.UNKNOWN, State.RETRACTED):
        async with store.writing() as tx:
            await tx.ledger.stop(name, Stop.RETRACTED)
            assert await tx.ledger.revise(name, say("gone"), NOW, Action.DELETE)
        assert not await stands()
        [deletion] = await claim(store, limit=2)
        await record(store, deletion.id, deletion.attempt, State.SENDING)
        assert not await stands()
        await record(store, deletion.id, deletion.attempt, became)
        assert await stands() == (became is not State.RETRACTED)


async def test_a_deleted_message_is_posted_again_and_pinned_on_a_board(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 2)
    async with store.writing() as tx:
        for chat, mode in zip(chats, (Mode.POST, Mode.BOARD), strict=True):
            await tx.chats.subscribe(chat, "no-voip", HOURLY, mode, NOW)
        subscriptions = [(await tx.chats.subscriptions(chat))[0] for chat in chats]
        planned = [Planned(one.chat.id, Action.EDIT, one.id, "f", "m") for one in subscriptions]
    await announce(store, planned, AnnouncementKind.UPDATE)
    for one in await claim(store):
        await record(store, one.id, one.attempt, State.PENDING)
        async with store.writing() as tx:
            await tx.ledger.repost(one.id)
    assert {one.chat_id: (one.action, one.message) for one in await claim(store)} == {
        chats[0].id: (Action.SEND, ""), chats[1].id: (Action.PIN, ""),
    }  # fmt: skip


async def test_a_change_of_mode_begins_with_a_new_message(store: Database) -> None:
    await load(store)
    (chat,) = await add_chats(store, 1)
    async with store.writing() as tx:
        one = await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.POST, NOW)
    await announce(store, [Planned(chat.id, subscription=one.id, shown="f")], AnnouncementKind.UPDATE)
    for claimed in await claim(store):
        await record(store, claimed.id, claimed.attempt, State.SENDING)
        await record(store, claimed.id, claimed.attempt, State.SENT, message="m")
    async with store.writing() as tx:
        assert (await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.POST, NOW)).message == "m"
        assert (await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.BOARD, NOW)).message == ""
        assert [one.mode for one in await tx.chats.followers("no-voip")] == [Mode.BOARD]
        await tx.chats.all_off("telegram", "-1", "left")
        assert await tx.chats.followers("no-voip") == []
