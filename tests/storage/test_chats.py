from dataclasses import replace
from datetime import time, timedelta

from bot.core.model.announcements import AnnouncementKind, Planned, State
from bot.core.model.chats import Address, Chat, ChatKind, Mode, Quiet
from bot.core.model.schedule import Cadence
from storage import Database
from tests.storage.samples import HOUR, HOURLY, NOW, add_chats, announce, follow, group, load, private_chat


async def test_a_chat_is_stored_once_with_all_its_settings(store: Database) -> None:
    address = Address("telegram", "-100", "7")
    async with store.writing() as tx:
        assert await tx.chats.find(address) is None
        chat = await tx.chats.ensure(address, ChatKind.GROUP)
        assert await tx.chats.ensure(address, ChatKind.GROUP) == chat == await tx.chats.find(address)
        assert chat == Chat(chat.id, "telegram", ChatKind.GROUP)
        assert (await tx.chats.ensure(Address("telegram", "-100"), ChatKind.GROUP)).id != chat.id
        chosen = replace(
            chat, kind=ChatKind.CHANNEL, language="ar", zone="Africa/Casablanca", quiet=Quiet(time(23), time(7, 45))
        )
        await tx.chats.update(chosen)
        assert await tx.chats.find(address) == chosen
        await tx.chats.update(replace(chosen, quiet=None, off="kicked"))
        assert await tx.chats.find(address) == replace(chosen, quiet=None, off="kicked")


async def test_a_group_never_turns_private_nor_a_private_chat_public(store: Database) -> None:
    async with store.writing() as tx:
        open_chat, hidden = await group(tx, "-1"), await private_chat(tx, "42")
        await tx.chats.update(replace(open_chat, kind=ChatKind.PRIVATE, language="fr"))
        await tx.chats.update(replace(hidden, kind=ChatKind.GROUP, language="fr"))
        assert await tx.chats.find(Address("telegram", "-1")) == open_chat
        assert await tx.chats.find(Address("telegram", "42")) == hidden


async def test_every_topic_of_a_chat_is_switched_off_and_on_with_its_settings_kept(store: Database) -> None:
    await load(store)
    addresses = [Address("telegram", "-1"), Address("telegram", "-1", "7"), Address("telegram", "-2")]
    async with store.writing() as tx:
        chats = [await tx.chats.ensure(address, ChatKind.GROUP) for address in addresses]
        followed = await follow(tx, chats[0])
        await tx.chats.all_off("telegram", "-1", "kicked")
        found = [await tx.chats.find(address) for address in addresses]
        assert [chat and chat.off for chat in found] == ["kicked", "kicked", ""]
        assert await tx.chats.due(NOW, ["telegram"]) == []
        await tx.chats.all_off("telegram", "-1", "")
        assert [await tx.chats.find(address) for address in addresses] == chats
        assert await tx.chats.due(NOW, ["telegram"]) == [followed]


async def test_a_subscription_is_made_and_changed_and_ended(store: Database) -> None:
    await load(store)
    await load(store, "another")
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        first = await tx.chats.subscribe(chat, "no-voip", HOURLY, Mode.POST, NOW)
        assert first == replace(first, chat=chat, campaign="no-voip", cadence=HOURLY, mode=Mode.POST, next_due=NOW)
        daily = Cadence(daily=time(20, 5))
        changed = await tx.chats.subscribe(chat, "no-voip", daily, Mode.BOARD, None)
        assert changed == replace(first, cadence=daily, mode=Mode.BOARD, next_due=None)
        other = await tx.chats.subscribe(chat, "another", Cadence(every=90), Mode.DIGEST, NOW + HOUR)
        assert await tx.chats.subscriptions(chat) == [other, changed]
        assert await tx.chats.unsubscribe(chat, "another")
        assert not await tx.chats.unsubscribe(chat, "another")
        assert await tx.chats.subscriptions(chat) == [changed]


async def test_the_clock_of_a_chat_is_its_own_zone_or_that_of_the_campaign_it_followed_first(store: Database) -> None:
    drive = await load(store)
    tokyo = replace(await load(store, "another"), zone="Asia/Tokyo")
    here, there, own = await add_chats(store, 3)
    async with store.writing() as tx:
        await tx.chats.update(own := replace(own, zone="Europe/Paris"))
        await follow(tx, there, "another")
        for chat in (here, there, own):
            await follow(tx, chat)
        await follow(tx, here, "another")
        campaigns = {one.slug: one for one in (drive, tokyo)}
        expected = {here.id: drive.zone, there.id: "Asia/Tokyo", own.id: "Europe/Paris"}
        assert await tx.chats.clocks(await tx.chats.followers("no-voip"), campaigns) == expected
        both = await tx.chats.clocks(await tx.chats.followers("another"), campaigns)
        assert both == {here.id: drive.zone, there.id: "Asia/Tokyo"}
        assert await tx.chats.clocks([], campaigns) == {}
        await tx.chats.unsubscribe(there, "another")
        assert (await tx.chats.clocks(await tx.chats.followers("no-voip"), campaigns))[there.id] == drive.zone


async def test_ending_a_subscription_skips_only_that_subscribers_pending_deliveries(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        followed = await follow(tx, chat)
    update = await announce(store, [Planned(chat.id, subscription=followed.id)], AnnouncementKind.UPDATE)
    call = await announce(store, [chat])
    async with store.writing() as tx:
        assert await tx.chats.unsubscribe(chat, "no-voip")
        assert await tx.ledger.counts(update) == {State.SKIPPED: 1}
        assert await tx.ledger.counts(call) == {State.PENDING: 1}


async def test_due_subscriptions_come_earliest_first_without_chats_that_are_off_or_halted_campaigns(
    store: Database,
) -> None:
    await load(store)
    await load(store, "halted")
    chats = await add_chats(store, 5)
    async with store.writing() as tx:
        late = await follow(tx, chats[0], next_due=NOW)
        early = await follow(tx, chats[1], next_due=NOW - HOUR)
        await follow(tx, chats[2], next_due=NOW + timedelta(milliseconds=1))
        await follow(tx, chats[3], next_due=None)
        await follow(tx, chats[4])
        await tx.chats.update(replace(chats[4], off="kicked"))
        await follow(tx, chats[0], "halted")
        await tx.campaigns.halt("halted", NOW)
        elsewhere = await follow(tx, await group(tx, "1", "discord"))
        assert await tx.chats.due(NOW, ["telegram"]) == [early, late]
        assert await tx.chats.due(NOW, ["telegram"], limit=1) == [early]
        assert await tx.chats.due(NOW, ["telegram", "discord"]) == [early, late]
        assert await tx.chats.due_counts(NOW, ["telegram", "discord"]) == {
            ("no-voip", "telegram"): 2, ("no-voip", "discord"): 1,
        }  # fmt: skip
        assert await tx.chats.due(NOW, ["discord"]) == [elsewhere]
        assert await tx.chats.due(NOW, []) == []
        await tx.chats.set_due({early.id: NOW + HOUR, late.id: None})
        await tx.chats.set_due({})
        assert await tx.chats.due(NOW + HOUR, ["telegram"], 1) != []
        assert [one.id for one in await tx.chats.due(NOW + HOUR, ["telegram"])][-1] == early.id


async def test_others_are_chats_of_another_platform(store: Database) -> None:
    async with store.writing() as tx:
        assert not await tx.chats.others("console")
        await group(tx, "you", "console")
        assert not await tx.chats.others("console")
        assert await tx.chats.others("telegram")


async def test_the_language_of_an_app_is_kept_for_a_private_chat_alone(store: Database) -> None:
    here, group = Address("telegram", "77"), Address("telegram", "-77")
    async with store.writing() as tx:
        await tx.chats.note_app_language(here, "fr")
        assert await tx.chats.find(here) is None
        private = await tx.chats.ensure(here, ChatKind.PRIVATE)
        await tx.chats.ensure(group, ChatKind.GROUP)
        for address in (here, group):
            await tx.chats.note_app_language(address, "fr")
        await tx.chats.update(replace(private, language="ar"))
        kept = await tx.chats.find(here)
        assert kept == replace(private, language="ar", app_language="fr")
        assert await tx.chats.find(group) == await tx.chats.ensure(group, ChatKind.GROUP)
        assert (await tx.chats.ensure(group, ChatKind.GROUP)).app_language == ""
