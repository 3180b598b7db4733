import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.delivery.retry import (
    ANSWER,
    DELIVERY,
    FRESH,
    INTERACTION,
    LOOKUP,
    REPEATABLE,
    Policy,
    Retry,
    insist,
    pause,
    tell_gate,
)
from bot.core.model.announcements import Moved, NotSent, Outcome, Priority, Refused, Sent, Unknown
from bot.core.model.chats import Address, ChatKind
from tests.fakes import Clock, Gate

CHAT = Address("telegram", "-1")
DOWN, UNCLEAR = NotSent("connect"), Unknown("reset")
FLOOD = NotSent("flood", wait=5, flood=True)


@pytest.mark.parametrize(
    ("policy", "outcome", "waits"),
    [
        (ANSWER, DOWN, [1, 2, 4, 8, 16, None]),
        (ANSWER, NotSent("busy", wait=9), [9, 9, 9, 9, 16, None]),
        (ANSWER, UNCLEAR, [1, None]),
        (REPEATABLE, UNCLEAR, [1, 2, 4, 8, 16, None]),
        (INTERACTION, UNCLEAR, [0.25, 0.5, 1, None]),
        (LOOKUP, DOWN, [1, None]),
        (ANSWER, Sent("1"), [None]),
        (ANSWER, Refused("kicked"), [None]),
    ],
)
def test_each_policy_waits_longer_each_time_and_ends(
    policy: Policy, outcome: Outcome, waits: list[float | None]
) -> None:
    retry = Retry(policy, Clock())
    assert [retry.wait(outcome) for _ in waits] == waits


def test_flood_waits_are_no_failures_but_are_not_waited_for_beyond_the_maximum_age_of_an_answer() -> None:
    clock = Clock()
    retry = Retry(LOOKUP, clock)
    assert [retry.wait(FLOOD) for _ in range(9)] == [5] * 9
    assert retry.wait(DOWN) == 1
    clock.move(FRESH.total_seconds())
    assert retry.wait(FLOOD) is None


def test_a_pause_doubles_up_to_half_a_minute() -> None:
    assert [pause(failures) for failures in (1, 2, 3, 99)] == [timedelta(seconds=wait) for wait in (1, 2, 4, 30)]
    assert sum(DELIVERY.pauses) == 600


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (FLOOD, ([5], ["-1"], [], [], [])),
        (NotSent("flood", flood=True), ([1], ["-1"], [], [], [])),
        (NotSent("flood", wait=3, flood=True, alone=True), ([], [], [("-1", 3)], [], [])),
        (Refused("kicked"), ([], [], [], ["-1"], [])),
        (DOWN, ([], [], [], [], [])),
        (replace(DOWN, unreachable=True), ([], [], [], [], ["-1"])),
        (UNCLEAR, ([], [], [], [], ["-1"])),
    ],
)
async def test_the_gate_is_told_about_flood_waits_answers_and_missing_answers_by_chat(
    outcome: Outcome, told: tuple[list[float], list[str], list[tuple[str, float]], list[str], list[str]]
) -> None:
    gate = Gate()
    tell_gate(gate, CHAT, outcome, asyncio.get_running_loop().time())
    assert (gate.floods, gate.drew, gate.put_offs, gate.passes, gate.troubles) == told


async def test_insist_retries_through_flood_waits_errors_and_moves_with_one_slot_per_request() -> None:
    outcomes = [NotSent("flood", wait=0.01, flood=True, alone=True), DOWN, UNCLEAR, Moved("-100"), Sent("7")]
    asked: list[str] = []

    async def send(address: Address) -> Outcome:
        asked.append(address.chat)
        return outcomes.pop(0)

    gate, clock = Gate(), Clock()
    assert await insist(send, CHAT, ChatKind.GROUP, gate, clock, Priority.ANSWER) == (Sent("7"), ("-100",))
    assert asked == ["-1"] * 4 + ["-100"]
    assert [address.chat for address, _, _ in gate.slots] == asked
    assert clock.sleeps == [1, 2]


async def test_a_chat_that_moves_in_a_circle_ends_the_retries() -> None:
    async def send(address: Address) -> Outcome:
        return Moved("-1" if address.chat == "-100" else "-100")

    outcome, moves = await insist(send, CHAT, ChatKind.GROUP, Gate(), Clock(), Priority.ANSWER)
    assert (outcome, moves) == (Moved("-100"), ("-100", "-1"))
