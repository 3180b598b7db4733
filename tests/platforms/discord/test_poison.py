"""Events that nobody can read or handle: passed over, counted, reported once, while all others are answered."""

import asyncio
import itertools
import random
from collections.abc import Sequence
from typing import Any

import pytest

from tests.discord_server import words
from tests.discord_shapes import THREAD, channel, guild, interaction
from tests.fakes import shortest, until
from tests.platforms.discord.house import GUILD, HERE, SOMEBODY, House, shown
from tests.platforms.mutation import SIZE, mutated

OTHER = 9 << 22 | 1
PARTS = {"name": "echo", "id": "1", "type": 1, "options": [{"name": "rest", "type": 3, "value": "hi"}]}


WRITTEN = {
    "custom_id": "write",
    "components": [
        {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "words", "value": "hi"}},
        {"type": 18, "id": 3, "component": {"type": 19, "id": 4, "custom_id": "picture", "values": ["7"]}},
    ],
    "resolved": {"attachments": {"7": {"id": "7", "filename": "a.png", "size": 9, "url": "https://cdn.example/a.png"}}},
}


def count(house: House) -> int:
    return house.discord._poison.count


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("GUILD_CREATE", guild(OTHER, [], []) | {"roles": 5}),
        ("CHANNEL_DELETE", {"id": "x"}),
        ("INTERACTION_CREATE", {"id": "5"}),
    ],
)
async def test_an_event_that_cannot_be_read_is_passed_over_on_the_same_connection(
    house: House, event: str, data: dict[str, Any]
) -> None:
    async with house.listening():
        for number in (1, 2):
            await house.server.gateway.dispatch(event, data, str(GUILD))
            assert await house.ask("count") == f"en:count {number}"
        assert len(house.server.gateway.identified) == 1
    assert count(house) == 2
    assert len(house.faults) == house.logged("cannot be handled") == 1


async def test_who_used_a_command_that_cannot_be_read_is_told_that_something_went_wrong(house: House) -> None:
    async with house.listening():
        odd = interaction(77, 2, PARTS | {"options": [5]}, SOMEBODY, channel(HERE, GUILD))
        await house.server.gateway.dispatch("INTERACTION_CREATE", odd, str(GUILD))
        await until(lambda: any("/interactions/77/" in call.path for call in house.server.calls))
    said = next(call for call in house.server.calls if "/interactions/77/" in call.path)
    assert said.body["data"]["content"] == "en:went-wrong"
    assert count(house) == 1


async def test_a_lone_surrogate_is_replaced(house: House) -> None:
    async with house.listening():
        answer = await house.server.tap(HERE, SOMEBODY, "echo a\ud800b")
        assert words(await shown(answer)) == "en:echo a\ufffdb"
    assert house.faults == []


def samples() -> dict[str, tuple[str, dict[str, Any]]]:
    here = channel(HERE, GUILD)
    return {
        "command": ("INTERACTION_CREATE", interaction(5, 2, PARTS, SOMEBODY, here)),
        "tap": ("INTERACTION_CREATE", interaction(5, 3, {"custom_id": "echo x", "component_type": 2}, SOMEBODY, here)),
        "typing": ("INTERACTION_CREATE", interaction(5, 4, PARTS, SOMEBODY, here)),
        "modal": ("INTERACTION_CREATE", interaction(5, 5, WRITTEN, SOMEBODY, here)),
        "role": ("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD), "role": guild(GUILD, [], [])["roles"][0]}),
        "channels": ("CHANNEL_UPDATE", channel(3001, OTHER)),
        "threads": ("THREAD_UPDATE", channel(3002, OTHER, THREAD)),
        "guilds": ("GUILD_UPDATE", guild(OTHER, [channel(3001, OTHER)], [channel(3002, OTHER, THREAD)])),
        "guild": ("GUILD_CREATE", guild(OTHER, [channel(3001, OTHER)], [channel(3002, OTHER, THREAD)])),
        "leave": ("GUILD_DELETE", {"id": str(OTHER), "unavailable": False}),
        "channel": ("CHANNEL_DELETE", channel(3001, OTHER)),
        "thread": ("THREAD_DELETE", {"id": "3002", "guild_id": str(OTHER), "parent_id": "3001", "type": THREAD}),
    }


@pytest.mark.parametrize("kind", [*samples()])
async def test_mutated_events_never_keep_a_command_waiting_for_more_than_a_second(house: House, kind: str) -> None:
    generator = random.Random(f"{kind}{SIZE}")
    event, sample = samples()[kind]
    asked = itertools.count(1)
    loop = asyncio.get_running_loop()

    async def waiting(batch: Sequence[object]) -> float:
        for found in batch:
            await house.server.gateway.dispatch(event, found, str(GUILD))
        began = loop.time()
        assert await house.ask("count") == f"en:count {next(asked)}"
        return loop.time() - began

    async with house.listening():
        for _ in range(SIZE // 20):
            batch = [mutated(sample, generator) for _ in range(20)]
            assert await shortest(lambda batch=batch: waiting(batch), 1) < 1  # type: ignore[misc]
        assert len(house.server.gateway.identified) == 1
