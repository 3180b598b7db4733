import math
import tracemalloc
from bisect import bisect_right
from itertools import pairwise
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.limiter import (
    CATCH_UP_SECONDS,
    MIN_SPACING_RATIO,
    REMEMBERED,
    SECOND,
    UNLIMITED,
    Limiter,
    Limits,
)

TELEGRAM = Limits()
CHATS = [f"chat-{number}" for number in range(8)]


def send(limiter: Limiter, chat: str, now: float, *, group: bool = True, late: float = 0.0) -> float:
    """One request that leaves as early as it may, or `late` seconds after that; when it left."""
    at = max(now, limiter.free, limiter.chat_free(chat)) + late
    limiter.book(chat, at, group=group)
    return at


def most_in(moments: list[float], window: float) -> int:
    ordered = sorted(moments)
    return max((bisect_right(ordered, at + window) - index for index, at in enumerate(ordered)), default=0)


requests = st.lists(st.tuples(st.sampled_from(CHATS), st.floats(0, 2), st.floats(0, 0.2)), min_size=1, max_size=300)


@given(requests)
def test_no_limit_is_ever_broken_in_any_rolling_window(asked: list[tuple[str, float, float]]) -> None:
    limiter, now, left = Limiter(TELEGRAM), 100.0, []
    for chat, pause, late in asked:
        now = send(limiter, chat, now + (pause if pause > 1.5 else 0), late=late if late > 0.18 else 0)
        left.append((chat, now))
    assert most_in([at for _, at in left], 1.0) <= 30
    for chat in CHATS:
        own = [at for name, at in left if name == chat]
        assert all(later - earlier >= 1.05 - 1e-9 for earlier, later in pairwise(own))
        assert most_in(own, 60.9) <= 20


@given(st.lists(st.floats(0, 0.06), min_size=40, max_size=300))
def test_spacing_is_even_and_idle_time_saves_up_no_slots(pauses: list[float]) -> None:
    limiter, now, left = Limiter(TELEGRAM), 0.0, []
    for number, pause in enumerate(pauses):
        now += pause
        if now > limiter.free:
            limiter.expire_slots(now)
        now = send(limiter, f"chat-{number}", now)
        left.append(now)
    assert all(later - earlier >= limiter.interval - 1e-9 for earlier, later in pairwise(left))


@given(st.lists(st.floats(0, 0.3), min_size=50, max_size=200))
def test_a_stall_is_made_up_for_without_breaking_a_limit(lateness: list[float]) -> None:
    limiter, now, left = Limiter(TELEGRAM), 0.0, []
    for number, late in enumerate(lateness):
        now = send(limiter, f"chat-{number}", now, late=late if number % 40 == 0 else 0.0)
        left.append(now)
    assert most_in(left, SECOND - 1e-6) <= 30
    assert all(later - earlier >= limiter.interval * MIN_SPACING_RATIO - 1e-9 for earlier, later in pairwise(left))
    # All but the last stand is made up for, which takes a second.
    assert left[-1] - left[0] <= len(left) / 30 * SECOND + CATCH_UP_SECONDS


def test_at_most_half_a_second_of_a_long_stall_is_made_up_for() -> None:
    limiter = Limiter(TELEGRAM)
    send(limiter, "first", 0.0)
    limiter.book("late", 100.0, group=True)
    left, now = [], 100.0
    for number in range(60):
        now = send(limiter, f"chat-{number}", now)
        left.append(now)
    assert most_in(left, 1.0) <= 30
    assert left[-1] - 100.0 >= 60 * limiter.interval - CATCH_UP_SECONDS - 1e-9


def test_no_burst_leaves_after_idle_time() -> None:
    limiter = Limiter(TELEGRAM)
    send(limiter, "first", 0.0)
    limiter.expire_slots(1000.0)
    left, now = [], 1000.0
    for number in range(60):
        now = send(limiter, f"chat-{number}", now)
        left.append(now)
    assert most_in(left, 1.0) <= 30
    assert left[-1] - left[0] >= 59 * limiter.interval - 1e-9


def test_a_group_gets_twenty_a_minute_and_a_private_chat_one_a_second() -> None:
    limiter = Limiter(TELEGRAM)
    now = 0.0
    for _ in range(20):
        now = send(limiter, "group", now)
    assert math.isclose(send(limiter, "group", now), 61.0)
    first = now = send(limiter, "person", 100.0, group=False)
    for _ in range(30):
        now = send(limiter, "person", now, group=False)
    assert math.isclose(now - first, 30 * 1.05)


def test_a_flood_wait_halts_everything_until_it_has_passed() -> None:
    limiter = Limiter(TELEGRAM)
    assert limiter.flood(35.0, 10.0, "chat-1")
    assert limiter.flood(5.0, 11.0)
    assert limiter.free == 45.0
    assert send(limiter, "chat-2", 12.0) == 45.0


def test_a_chat_with_two_flood_waits_is_paused_alone_if_others_succeeded_between() -> None:
    limiter = Limiter(TELEGRAM)
    assert limiter.flood(5.0, 0.0, "angry")
    limiter.record_success("calm")
    assert not limiter.flood(7.0, 6.0, "angry")
    assert limiter.chat_free("angry") == 13.0
    assert limiter.free <= 6.0
    assert send(limiter, "angry", 6.0) == 13.0


def test_two_flood_waits_of_a_chat_halt_everything_unless_other_chats_succeeded_between() -> None:
    limiter = Limiter(TELEGRAM)
    assert limiter.flood(5.0, 0.0, "chat")
    assert limiter.flood(5.0, 6.0, "chat")
    limiter.record_success("other")
    limiter.record_success("chat")
    assert limiter.flood(5.0, 12.0, "chat")


def test_a_pause_of_a_chat_outlasts_its_own_history() -> None:
    limiter = Limiter(TELEGRAM)
    send(limiter, "angry", 0.0)
    limiter.flood(1.0, 0.0, "angry")
    limiter.record_success("calm")
    limiter.flood(300.0, 1.0, "angry")
    limiter.book("angry", 2.0, group=True)
    for number in range(100):
        send(limiter, f"chat-{number}", 100.0)
    assert limiter.chat_free("angry") == 301.0


def test_only_so_many_flooded_chats_are_remembered() -> None:
    limiter = Limiter(TELEGRAM)
    for number in range(2 * REMEMBERED):
        limiter.flood(1.0, 0.0, f"chat-{number}")
    assert len(limiter._struck) == REMEMBERED


def test_requests_from_before_a_restart_count() -> None:
    limiter = Limiter(TELEGRAM)
    limiter.load_history([("group", True, float(second)) for second in range(20)] + [("person", False, 59.99)])
    assert limiter.chat_free("group") == 61.0
    assert math.isclose(limiter.chat_free("person"), 61.04)
    assert math.isclose(limiter.free, 59.99 + limiter.interval)


def test_a_dense_history_blocks_the_limiter_for_a_second_at_most() -> None:
    limiter = Limiter(TELEGRAM)
    limiter.load_history([(f"chat-{number}", True, 10.0) for number in range(500)])
    assert limiter.free <= 10.0 + SECOND


def test_an_unused_slot_is_released_while_it_is_the_latest() -> None:
    limiter = Limiter(TELEGRAM)
    limiter.book("one", 10.0, group=False)
    before = limiter.free
    limiter.book("two", 10.1, group=False)
    limiter.release_slot(10.0)
    assert limiter.free > before
    limiter.release_slot(10.1)
    assert limiter.free <= 10.1
    limiter.release_slot(10.1)
    assert limiter.free < 10.1


def test_a_platform_without_limits_never_delays_a_request() -> None:
    limiter = Limiter(UNLIMITED)
    assert all(send(limiter, "chat", 5.0) == 5.0 for _ in range(1000))


def test_idle_chats_are_forgotten_and_a_hundred_thousand_chats_cost_no_more_than_a_few() -> None:
    limits = Limits(per_second=5000)

    def time_of(chats: int) -> float:
        limiter = Limiter(limits)
        began, now = perf_counter(), 0.0
        for number in range(chats):
            now = send(limiter, f"chat-{number}", now)
        return (perf_counter() - began) / chats

    limiter, now = Limiter(Limits(per_second=100)), 0.0
    tracemalloc.start()
    for number in range(100_000):
        now = send(limiter, f"chat-{number}", now)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(limiter._lines) <= 61 * 100 + 1
    assert used < 10_000_000
    # The quickest of several: another program's turn on the processor is no part of what a chat costs.
    assert min(time_of(100_000) for _ in range(3)) < 20 * min(time_of(1_000) for _ in range(3))
