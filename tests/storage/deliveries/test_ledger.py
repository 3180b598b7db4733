from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy

from bot.core.model.announcements import Action, Announcement, AnnouncementKind, Delivery, Planned, Priority, State
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say
from bot.core.ports.delivery import Change
from storage import Database
from storage.deliveries import claim_query
from tests.storage.samples import HOUR, LEASE, NOW, add_chats, announce, claim, follow, group, load, private_chat

SECOND = timedelta(seconds=1)


async def record(store: Database, delivery: Delivery, state: State, **more: object) -> bool:
    async with store.writing() as tx:
        change = Change(delivery.id, delivery.attempt, state, **more)  # type: ignore[arg-type]
        [accepted] = await tx.ledger.record([change], NOW)
    return accepted


async def counts(store: Database, announcement: int) -> dict[State, int]:
    async with store.reading() as tx:
        return await tx.ledger.counts(announcement)


def chats_of(deliveries: Sequence[Delivery]) -> list[str]:
    return [delivery.address.chat for delivery in deliveries]


async def test_a_chat_without_settings_gets_the_language_and_zone_of_the_campaign(store: Database) -> None:
    campaign = await load(store)
    await announce(store, await add_chats(store, 1))
    [delivery] = await claim(store)
    assert (delivery.language, delivery.zone) == (campaign.fallback, campaign.zone) == ("ar", "Africa/Casablanca")


async def test_the_last_updates_of_a_campaign_are_given_newest_first(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 1)
    for hour in range(4):
        await announce(store, chats, AnnouncementKind.UPDATE, NOW + hour * HOUR)
    await announce(store, chats, AnnouncementKind.CALL, NOW + 5 * HOUR)
    async with store.reading() as tx:
        found = await tx.ledger.updates("no-voip", 3)
        assert await tx.ledger.updates("another", 3) == []
    assert [one.due for one in found] == [NOW + hour * HOUR for hour in (3, 2, 1)]
    assert (found[0].kind, found[0].content) == (AnnouncementKind.UPDATE, say("hello", at="noon"))


async def test_a_claimed_delivery_carries_all_that_sending_needs(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await tx.chats.ensure(Address("telegram", "-1", "7"), ChatKind.GROUP)
        await tx.chats.update(replace(chat, language="ar", zone="Africa/Casablanca"))
    planned = Planned(chat.id, Action.EDIT, 12, "fingerprint", "99")
    call = await announce(store, [planned])
    [delivery] = await claim(store)
    assert delivery == Delivery(
        id=delivery.id,
        announcement_id=call,
        kind=AnnouncementKind.CALL,
        campaign="no-voip",
        chat_id=chat.id,
        chat_kind=ChatKind.GROUP,
        address=Address("telegram", "-1", "7"),
        language="ar",
        zone="Africa/Casablanca",
        action=Action.EDIT,
        content=say("hello", at="noon"),
        message="99",
        attempt=1,
        tries=0,
        again=False,
        first_try=None,
        deadline=NOW + 24 * HOUR,
    )
    assert await claim(store) == []


async def test_an_occurrence_has_one_announcement_to_which_chats_are_added_later(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 3)
    first = await announce(store, chats[:2], key="call|1")
    async with store.writing() as tx:
        again = Announcement("call|1", "no-voip", AnnouncementKind.CALL, NOW, say("other"))
        assert await tx.ledger.announce(again, [Planned(chat.id) for chat in chats]) == first
    assert await counts(store, first) == {State.PENDING: 3}
    assert [delivery.content for delivery in await claim(store)] == [say("hello", at="noon")] * 3


async def test_a_deleted_chat_gets_no_delivery(store: Database) -> None:
    await load(store)
    call = await announce(store, [Planned(999), *await add_chats(store, 1)])
    assert await counts(store, call) == {State.PENDING: 1}


async def test_calls_go_before_updates_and_the_oldest_first(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 5)
    await announce(store, [chats[0]], AnnouncementKind.UPDATE, NOW - 3 * HOUR)
    await announce(store, [chats[1]], AnnouncementKind.CALL, NOW - HOUR)
    await announce(store, [chats[2]], AnnouncementKind.CALL, NOW - 2 * HOUR)
    await announce(store, [chats[3]], AnnouncementKind.RESULT, NOW - 4 * HOUR)
    await announce(store, [chats[4]], AnnouncementKind.CALL, NOW + SECOND)
    assert chats_of(await claim(store, 2)) == ["-3", "-2"]
    assert chats_of(await claim(store)) == ["-4", "-1"]
    assert await claim(store) == []
    assert chats_of(await claim(store, now=NOW + SECOND)) == ["-5"]


async def test_a_claim_is_for_the_platforms_that_are_named(store: Database) -> None:
    await load(store)
    chats = [*await add_chats(store, 1), *await add_chats(store, 1, "discord"), *await add_chats(store, 1, "console")]
    await announce(store, chats)
    assert await claim(store, platforms=()) == []
    claimed = await claim(store, platforms=("discord", "console"))
    assert {delivery.address.platform for delivery in claimed} == {"discord", "console"}


async def test_deliveries_of_a_chat_are_claimed_one_at_a_time(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 2)
    for hours in (3, 2, 1):
        await announce(store, chats, due=NOW - hours * HOUR)
    first = await claim(store)
    # They are due at the same time, so either can be the first.
    assert sorted(chats_of(first)) == ["-1", "-2"]
    assert await claim(store) == []
    assert await record(store, first[0], State.SENDING)
    assert await claim(store) == []
    assert await record(store, first[0], State.SENT, message="5")
    assert chats_of(await claim(store)) == chats_of(first[:1])


async def test_a_delivery_that_has_to_wait_does_not_block_others_in_its_chat(store: Database) -> None:
    await load(store)
    await load(store, "halted")
    chats = await add_chats(store, 1)
    await announce(store, chats, slug="halted", due=NOW - HOUR)
    await announce(store, chats, AnnouncementKind.CALL, NOW + HOUR)
    await announce(store, chats, AnnouncementKind.RESULT)
    async with store.writing() as tx:
        await tx.campaigns.halt("halted", NOW)
    assert [delivery.kind for delivery in await claim(store)] == [AnnouncementKind.RESULT]


async def test_halted_campaigns_and_chats_that_are_off_are_skipped(store: Database) -> None:
    await load(store)
    await load(store, "halted")
    chats = await add_chats(store, 3)
    await announce(store, chats[:2])
    await announce(store, chats[2:], slug="halted")
    async with store.writing() as tx:
        await tx.campaigns.halt("halted", NOW)
        await tx.chats.all_off("telegram", "-1", "kicked")
    assert chats_of(await claim(store)) == ["-2"]
    async with store.writing() as tx:
        await tx.campaigns.halt("halted", None)
        await tx.chats.all_off("telegram", "-1", "")
    assert chats_of(await claim(store)) == ["-3"]


async def test_intent_and_outcome_of_a_delivery_are_recorded(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        followed = await follow(tx, chat)
    planned = Planned(chat.id, subscription=followed.id, shown="figures")
    update = await announce(store, [planned], AnnouncementKind.UPDATE)
    [delivery] = await claim(store)
    assert await record(store, delivery, State.SENDING)
    assert await counts(store, update) == {State.SENDING: 1}
    assert await record(store, delivery, State.SENT, message="77")
    assert await counts(store, update) == {State.SENT: 1}
    async with store.reading() as tx:
        assert await tx.chats.subscriptions(chat) == [replace(followed, shown="figures", message="77")]
    assert not await record(store, delivery, State.FAILED)


async def test_a_message_is_known_to_be_a_deliverys_in_its_own_chat_alone(store: Database) -> None:
    await load(store)
    here, there = await add_chats(store, 2)
    await announce(store, [here])
    [delivery] = await claim(store)
    assert await record(store, delivery, State.SENDING)
    assert await record(store, delivery, State.SENT, message="77")
    async with store.reading() as tx:
        assert await tx.ledger.owned(here.id, ["76", "77"]) == {"77"}
        assert await tx.ledger.owned(there.id, ["77"]) == set()


async def test_an_edited_message_keeps_its_id_where_the_platform_gives_none(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await group(tx, "-1")
        followed = await follow(tx, chat)
    planned = Planned(chat.id, Action.EDIT, followed.id, "same", "77")
    await announce(store, [planned], AnnouncementKind.UPDATE)
    [delivery] = await claim(store)
    assert await record(store, delivery, State.SENDING)
    assert await record(store, delivery, State.SENT)
    async with store.reading() as tx:
        assert await tx.chats.subscriptions(chat) == [replace(followed, shown="same", message="77")]


async def test_a_requeued_delivery_waits_until_its_retry_time(store: Database) -> None:
    await load(store)
    await announce(store, await add_chats(store, 1))
    [first] = await claim(store)
    await record(store, first, State.SENDING)
    assert await record(store, first, State.PENDING, reason="dns", retry_at=NOW + HOUR, again=True)
    assert await claim(store) == []
    [second] = await claim(store, now=NOW + HOUR)
    assert (second.attempt, second.tries, second.again, second.first_try) == (2, 1, True, NOW)
    assert not await record(store, first, State.SENT)
    await record(store, second, State.SENDING)
    assert await record(store, second, State.PENDING)
    [third] = await claim(store, now=NOW + HOUR)
    assert (third.attempt, third.tries, third.again, third.first_try) == (3, 2, True, NOW)


async def test_several_steps_are_written_at_once_in_their_order(store: Database) -> None:
    await load(store)
    call = await announce(store, await add_chats(store, 3))
    one, two, three = await claim(store)
    async with store.writing() as tx:
        accepted = await tx.ledger.record(
            [
                Change(three.id, three.attempt, State.SENDING),
                Change(two.id, two.attempt + 1, State.SENDING),
                Change(one.id, one.attempt, State.SENDING),
                Change(one.id, one.attempt, State.SENT, "1"),
                Change(one.id, one.attempt, State.FAILED),
                Change(9999, 1, State.SENT),
            ],
            NOW,
        )
        assert await tx.ledger.record([], NOW) == []
        assert await tx.ledger.record([Change(9999, 1, State.SENT)], NOW) == [False]
    assert accepted == [True, False, True, True, False, False]
    assert await counts(store, call) == {State.SENDING: 1, State.PENDING: 1, State.SENT: 1}


@pytest.mark.parametrize(
    ("kind", "action", "state"),
    [
        (AnnouncementKind.CALL, Action.SEND, State.PENDING),
        (AnnouncementKind.UPDATE, Action.SEND, State.UNKNOWN),
        (AnnouncementKind.UPDATE, Action.EDIT, State.PENDING),
    ],
)
async def test_a_delivery_that_a_killed_process_was_sending_is_repeated_up_to_the_sixth_try_or_unknown(
    store: Database, kind: AnnouncementKind, action: Action, state: State
) -> None:
    await load(store)
    [chat] = await add_chats(store, 1)
    call = await announce(store, [Planned(chat.id, action)], kind)
    later = NOW + timedelta(seconds=LEASE)
    [delivery] = await claim(store)
    await record(store, delivery, State.SENDING)
    async with store.writing() as tx:
        assert await tx.ledger.reclaim(later - SECOND) == 0
        assert await tx.ledger.reclaim(later) == 1
        assert await tx.ledger.reclaim(later) == 0
    assert await counts(store, call) == {state: 1}
    assert not await record(store, delivery, State.SENT)
    tries = 1
    while claimed := await claim(store, now=later):
        [again] = claimed
        assert again.again
        await record(store, again, State.SENDING)
        tries += 1
        later += timedelta(seconds=LEASE)
        async with store.writing() as tx:
            assert await tx.ledger.reclaim(later) == 1
    assert await counts(store, call) == {State.UNKNOWN: 1}
    assert tries == (1 if state is State.UNKNOWN else 6)


async def test_a_delivery_that_a_killed_process_had_not_begun_to_send_is_requeued(store: Database) -> None:
    await load(store)
    await announce(store, [*await add_chats(store, 1), *await add_chats(store, 1, "discord")])
    [first] = await claim(store)
    await claim(store, platforms=("discord",))
    later = NOW + timedelta(seconds=LEASE)
    async with store.writing() as tx:
        assert await tx.ledger.reclaim(later, "telegram", [first.id]) == 0
        assert await tx.ledger.reclaim(later, "telegram", [first.id + 1]) == 1
        assert await tx.ledger.reclaim(None, "telegram") == 0
        assert await tx.ledger.reclaim(None) == 1
    again, _ = await claim(store, now=later, platforms=("telegram", "discord"))
    assert (again.id, again.attempt, again.tries, again.again) == (first.id, 2, 0, False)


async def test_a_claim_that_its_own_holder_does_not_carry_is_requeued_before_its_lease_has_expired(
    store: Database,
) -> None:
    await load(store)
    await announce(store, await add_chats(store, 4))
    [lost, carried, sending] = await claim(store, 3)
    [other] = await claim(store, holder="other")
    await record(store, sending, State.SENDING)
    async with store.writing() as tx:
        assert await tx.ledger.reclaim(NOW, "telegram", [carried.id], holder="") == 0
        assert await tx.ledger.reclaim(NOW, "telegram", [carried.id], holder="one") == 1
        assert await tx.ledger.reclaim(NOW, "telegram", [carried.id], holder="one") == 0
    [again] = await claim(store)
    assert (again.id, again.attempt) == (lost.id, 2)
    assert other.id not in {lost.id, carried.id, sending.id}


async def test_a_newer_update_replaces_one_that_still_waits_in_the_same_chat(store: Database) -> None:
    await load(store)
    await load(store, "another")
    chats = await add_chats(store, 3)
    older = await announce(store, chats, AnnouncementKind.UPDATE, NOW - HOUR)
    [claimed] = await claim(store, 1)
    other = await announce(store, chats, AnnouncementKind.UPDATE, NOW - HOUR, slug="another")
    milestone = await announce(store, chats, AnnouncementKind.MILESTONE, NOW - HOUR)
    newer = await announce(store, chats[:2], AnnouncementKind.UPDATE)
    assert chats_of([claimed]) == ["-1"]
    assert await counts(store, older) == {State.PENDING: 2, State.SKIPPED: 1}
    assert await counts(store, other) == await counts(store, milestone) == {State.PENDING: 3}
    assert await counts(store, newer) == {State.PENDING: 2}


async def test_an_update_that_comes_back_after_a_newer_one_was_planned_is_replaced_by_it(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 3)
    older = await announce(store, chats, AnnouncementKind.UPDATE, NOW - HOUR)
    leaving, waiting, alone = await claim(store)
    assert await record(store, leaving, State.SENDING)
    newer = await announce(store, chats[:2], AnnouncementKind.UPDATE)
    await announce(store, chats, AnnouncementKind.MILESTONE)
    for one in (leaving, waiting, alone):
        assert await record(store, one, State.PENDING)
    assert await counts(store, older) == {State.SKIPPED: 2, State.PENDING: 1}
    assert await counts(store, newer) == {State.PENDING: 2}


async def test_recent_deliveries_have_the_time_of_their_intent(store: Database) -> None:
    await load(store)
    await announce(store, await add_chats(store, 5))
    states = [State.SENT, State.UNKNOWN, State.FAILED, State.SENDING, State.SKIPPED]
    async with store.writing() as tx:
        claimed = await tx.ledger.claim(["telegram"], "one", NOW, LEASE, 10)
        for place, (delivery, state) in enumerate(zip(claimed, states, strict=True)):
            at = NOW + place * SECOND
            if state is not State.SKIPPED:
                await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], at)
            if state is not State.SENDING:
                await tx.ledger.record([Change(delivery.id, delivery.attempt, state)], at + HOUR)
        left = [(Address("telegram", str(-place - 1)), ChatKind.GROUP, NOW + place * SECOND) for place in range(4)]
        assert await tx.ledger.recent("telegram", NOW) == left
        assert await tx.ledger.recent("telegram", NOW + SECOND) == left[1:]
        assert await tx.ledger.recent("discord", NOW) == []
        assert await tx.ledger.departed("telegram", NOW) == 4
        assert await tx.ledger.departed("telegram", NOW + SECOND) == 3
        assert await tx.ledger.departed("discord", NOW) == 0


async def test_the_id_of_a_deleted_delivery_is_never_reused(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await private_chat(tx, "42", "event:1")
    await announce(store, [chat], AnnouncementKind.REMINDER)
    [first] = await claim(store)
    async with store.writing() as tx:
        await tx.chats.drop_private(chat, "event:1")
        await private_chat(tx, "42", "event:1")
    await announce(store, [chat])
    [second] = await claim(store)
    assert second.id != first.id
    assert not await record(store, first, State.SENT)


async def test_a_claim_and_what_is_due_next_only_seek_in_indexes(sqlite_store: Database) -> None:
    statements = [
        f"EXPLAIN QUERY PLAN {statement}"
        for statement in (
            *(claim_query.claimable(2, one, postgresql=False) for one in Priority),
            claim_query.earliest(2, postgresql=False),
        )
    ]
    values = {"now": 0, "limit": 50, **claim_query.named(["telegram", "discord"])}
    async with sqlite_store._engines.reader.connect() as connection:
        plans = [(await connection.execute(sqlalchemy.text(one), values)).all() for one in statements]
    steps = [str(row[-1]) for plan in plans for row in plan]
    assert not [
        step for step in steps if step.startswith("SCAN") and not step.endswith(("seek", "campaigns", "paused"))
    ]
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert sum(step.startswith("SEARCH d USING INDEX ix_deliveries_ready (") for step in steps) == 16
    # In a chat too: what it had before is not looked at.
    assert {step for step in steps if step.startswith(("SEARCH b", "SEARCH e"))} == {
        "SEARCH b USING INDEX ix_deliveries_leased_in_chat (chat_id=?)",
        "SEARCH e USING INDEX ix_deliveries_ready_in_chat (chat_id=?)",
    }


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_on_postgresql_deliveries_rise_with_their_chats_however_they_were_given(store: Database) -> None:
    await load(store)
    chats = await add_chats(store, 30)
    await announce(store, [*chats[::2], *chats[1::2]])
    assert chats_of(await claim(store)) == [str(-place) for place in range(1, 31)]
