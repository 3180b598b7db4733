"""Whoever has a role and writes in private is reached there again, whatever cut them off."""

from dataclasses import replace

import pytest

from bot.core.model.chats import UNMET, Address, ChatKind
from bot.core.model.roles import Role
from bot.platforms.discord import refusals as discord
from bot.platforms.telegram import refusals as telegram
from tests.talk import SLUG, Talk, example, ids, load

HERE = Address("telegram", "8")
WHY_OFF = sorted({*telegram.GONE.values(), *discord.GONE.values()})


async def reached(talk: Talk) -> int:
    """How many of those with a role can be written to."""
    async with talk.store.reading() as tx:
        return len(await tx.people.chats(SLUG, Role.REPORTER))


@pytest.mark.parametrize("words", ["/start", "/stats", "/menu", "/language fr", "/nonsense"])
@pytest.mark.parametrize("why", WHY_OFF)
async def test_an_organizer_who_comes_back_is_written_to_again(talk: Talk, why: str, words: str) -> None:
    await load(talk.store, example())
    await talk.give(Role.OWNER, "7")
    await talk.give(Role.ORGANIZER, "8")
    async with talk.store.writing() as tx:
        await tx.chats.all_off("telegram", "8", why)
    await talk.private(words, "8")
    assert await reached(talk) == 2
    async with talk.store.reading() as tx:
        chat = await tx.chats.find(HERE)
    assert chat is not None
    assert not chat.off


@pytest.mark.parametrize("why", WHY_OFF)
async def test_who_has_not_met_the_bot_yet_keeps_what_they_follow(talk: Talk, why: str) -> None:
    await load(talk.store, replace(example(), ends_at=None))
    assert "subscribed" in ids(await talk.private("/subscribe 1h", "8"))
    async with talk.store.writing() as tx:
        await tx.chats.all_off("telegram", "8", why)
    await talk.private("/start", "8")
    async with talk.store.reading() as tx:
        followed = await tx.chats.followers(SLUG)
    assert (len(followed), await talk.addresses()) == ((1, 1) if why in UNMET else (0, 0))


async def test_who_comes_back_and_follows_again_is_not_told_that_nothing_can_be_written(talk: Talk) -> None:
    await load(talk.store, replace(example(), ends_at=None))
    await talk.private("/subscribe 1h", "8")
    async with talk.store.writing() as tx:
        await tx.chats.all_off("telegram", "8", "blocked")
    assert "subscribed-but-off" not in ids(await talk.private("/subscribe 1h", "8"))
    assert await talk.addresses() == 1


async def test_on_discord_another_bot_has_another_private_chat_with_the_same_organizer(talk: Talk) -> None:
    await load(talk.store, example())
    async with talk.store.writing() as tx:
        await tx.people.give(SLUG, "discord", "12", Role.ORGANIZER, talk.now)
    found = []
    for channel in ("912", "913", "913"):
        await talk.ask("/stats", address=Address("discord", channel), kind=ChatKind.PRIVATE, person="12", admin=False)
        async with talk.store.reading() as tx:
            chat = await tx.chats.find(Address("discord", channel))
            assert chat is not None
            assert list((await tx.people.chats(SLUG, Role.REPORTER)).values()) == [chat.id]
        found.append(await talk.addresses())
    assert found == [1, 1, 1]


async def test_nothing_is_kept_of_who_has_no_role_or_forgets_all(talk: Talk) -> None:
    await load(talk.store, example())
    await talk.private("/stats", "9")
    await talk.give(Role.ORGANIZER, "8")
    async with talk.store.writing() as tx:
        await tx.chats.all_off("telegram", "8", "blocked")
    assert ids(await talk.private("/forget yes", "8"))[0].startswith("forgotten")
    await talk.private("/stats", "8")
    assert await talk.addresses() == 0
    async with talk.store.reading() as tx:
        assert await tx.chats.find(HERE) is None
