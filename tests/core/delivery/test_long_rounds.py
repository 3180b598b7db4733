"""A round that is longer than its hour is told before it begins."""

from datetime import timedelta

from bot.core.delivery.long_rounds import announce_long_rounds
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.jobs import plan
from tests.talk import SLUG, Talk, ids


async def follow(talk: Talk, chats: int) -> None:
    async with talk.store.writing() as tx:
        for chat in range(chats):
            stored = await tx.chats.ensure(Address("telegram", str(-chat - 1)), ChatKind.GROUP)
            await tx.chats.subscribe(stored, SLUG, Cadence(3600), Mode.POST, talk.now)


async def test_organizers_hear_once_a_day_of_a_round_that_takes_over_an_hour(talk: Talk) -> None:
    store = talk.store
    await talk.give(Role.ORGANIZER, "7")
    await follow(talk, 8)
    pace = {"telegram": 7 / 3600}
    async with store.writing() as tx:
        assert await announce_long_rounds(tx, talk.now, {"telegram": 8 / 3600}) == 0
        assert await announce_long_rounds(tx, talk.now - timedelta(seconds=1), pace) == 0
        assert await announce_long_rounds(tx, talk.now, {"discord": 0.001}) == 0
    for _ in range(2):
        await plan.plan(store, talk.now, ["telegram"], {}, paces=pace)
    async with store.writing() as tx:
        claimed = await tx.ledger.claim(["telegram"], "one", talk.now, 60, 100)
    told = [one for one in claimed if one.address.chat == "7"]
    assert [ids(one.content) for one in told] == [["long-round"]]
    assert told[0].content.lines[0].values["chats"] == 8
    # It leaves before the updates do.
    assert claimed[0] == told[0]
