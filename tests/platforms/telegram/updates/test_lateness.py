"""Questions of groups from before the bot listened, told apart from live ones."""

from datetime import timedelta

from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind
from bot.platforms.telegram.updates.incoming import Asked
from bot.platforms.telegram.updates.lateness import Lateness
from tests.fakes import Clock

MINUTE = timedelta(minutes=1)


def asked(clock: Clock, sent: int, kind: ChatKind = ChatKind.GROUP) -> Asked:
    return Asked(Request(Address("telegram", "-1"), kind, "/help", clock.now(), update="1"), sent=sent)


def lates(lateness: Lateness, clock: Clock, *minutes: float, kind: ChatKind = ChatKind.GROUP) -> list[bool]:
    """Whether updates of these ages are late."""
    now = clock.now()
    sent = (int((now - age * MINUTE).timestamp()) for age in minutes)
    return [lateness.is_late(asked(clock, one, kind), now) for one in sent]


def test_posted_updates_are_late_until_a_live_one_and_after_it_by_the_difference_of_the_clocks(clock: Clock) -> None:
    lateness = Lateness(clock.now(), posted=True)
    for _ in range(3):
        lateness.handle(more=False)
        assert lates(lateness, clock, 50, 30) == [True, True]
    assert lates(lateness, clock, 50, kind=ChatKind.PRIVATE) == [False]
    assert lates(lateness, clock, 1, 0.1, 30, 1.2, 1) == [False, False, True, True, False]
    lateness.lose()
    clock.move(3600)
    assert lates(lateness, clock, 30, 0, 30) == [True, False, True]


def test_where_the_clock_is_wrong_posted_updates_are_answered_soon_after_a_start(clock: Clock) -> None:
    lateness = Lateness(clock.now(), posted=True)
    assert lates(lateness, clock, 60) == [True]
    clock.move(121)
    assert lates(lateness, clock, 60, 60, 90, 61) == [False, False, True, False]


def test_fetched_updates_are_late_until_a_fetch_is_not_full_and_after_a_failure(clock: Clock) -> None:
    lateness = Lateness(clock.now(), posted=False)
    lateness.handle(more=True)
    assert lates(lateness, clock, 30, 1) == [True, False]
    lateness.handle(more=False)
    assert lates(lateness, clock, 30) == [False]
    lateness.lose()
    assert lates(lateness, clock, 30) == [True]
    assert not lateness.is_late(asked(clock, 0), clock.now())
