from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.announcements import (
    LIFETIME,
    Action,
    AnnouncementKind,
    Delivery,
    Missing,
    Moved,
    NotSent,
    Outcome,
    Refused,
    Sent,
    State,
    Unknown,
)
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say
from bot.jobs.outcomes import after, out_of_reach
from tests.fakes import NOON

CALL = Delivery(
    id=7, announcement_id=1, kind=AnnouncementKind.CALL, campaign="c", chat_id=1, chat_kind=ChatKind.GROUP,
    address=Address("telegram", "-1"), language="ar", zone="", action=Action.SEND, content=say("hello"), message="",
    attempt=3, tries=0, again=False, first_try=None,
)  # fmt: skip
UPDATE = replace(CALL, kind=AnnouncementKind.UPDATE)
EDIT = replace(UPDATE, action=Action.EDIT)
WORN = {"tries": 5, "first_try": NOON - timedelta(minutes=10)}
DOWN = NotSent("connect")
FLOOD = NotSent("flood", wait=35, flood=True)


@pytest.mark.parametrize(
    ("delivery", "outcome", "state", "wait"),
    [
        (CALL, Sent("55"), State.SENT, None),
        (CALL, DOWN, State.PENDING, 5),
        (replace(CALL, tries=1), DOWN, State.PENDING, 15),
        (replace(CALL, tries=4), DOWN, State.PENDING, 360),
        (replace(CALL, tries=2), NotSent("busy", wait=100), State.PENDING, 100),
        (replace(CALL, **WORN), DOWN, State.FAILED, None),
        (replace(CALL, tries=20, first_try=NOON - timedelta(minutes=2)), DOWN, State.PENDING, 360),
        (CALL, FLOOD, State.PENDING, 35),
        (CALL, replace(FLOOD, wait=0), State.PENDING, 1),
        (replace(CALL, **WORN), FLOOD, State.PENDING, 35),
        (replace(CALL, tries=99, first_try=NOON - timedelta(hours=6)), FLOOD, State.FAILED, None),
        (CALL, Unknown("reset"), State.PENDING, 5),
        (replace(CALL, again=True), Unknown("reset"), State.UNKNOWN, None),
        (replace(CALL, again=True, **WORN), DOWN, State.UNKNOWN, None),
        (UPDATE, Unknown("reset"), State.UNKNOWN, None),
        (EDIT, Unknown("reset"), State.PENDING, 5),
        (replace(EDIT, **WORN), Unknown("reset"), State.UNKNOWN, None),
        (CALL, Moved("-100"), State.PENDING, 0),
        (replace(CALL, **WORN), Moved("-100"), State.PENDING, 0),
        (replace(CALL, tries=9), Moved("-100"), State.FAILED, None),
        (CALL, Refused("kicked", gone=True), State.FAILED, None),
        (replace(CALL, again=True), Refused("no rights"), State.UNKNOWN, None),
    ],
)
def test_each_outcome_leads_to_the_right_change_of_the_delivery(
    delivery: Delivery, outcome: Outcome, state: State, wait: float | None
) -> None:
    change = after(delivery, outcome, NOON, 1.0)
    assert (change.delivery, change.attempt, change.state) == (7, 3, state)
    assert change.retry_at == (None if wait is None else NOON + timedelta(seconds=wait))


def test_a_flood_wait_alone_is_not_counted_as_a_try() -> None:
    outcomes = (FLOOD, DOWN, Unknown("reset"), Moved("-100"))
    assert [after(CALL, outcome, NOON, 1.0).free for outcome in outcomes] == [True, False, False, False]


def test_the_message_and_the_reason_are_kept() -> None:
    assert after(CALL, Sent("55"), NOON, 1.0).message == "55"
    assert after(CALL, Refused("kicked"), NOON, 1.0).reason == "kicked"
    assert after(CALL, Moved("-100"), NOON, 1.0).reason == "moved"


def test_only_a_post_that_may_stand_there_already_is_marked_as_sent_again() -> None:
    assert after(CALL, Unknown("reset"), NOON, 1.0).again
    assert after(replace(CALL, again=True), Sent("55"), NOON, 1.0).again
    assert not after(EDIT, Unknown("reset"), NOON, 1.0).again
    assert not after(CALL, DOWN, NOON, 1.0).again


@pytest.mark.parametrize("jitter", [0.8, 1.2])
def test_six_tries_take_about_ten_minutes(jitter: float) -> None:
    delivery, now, tries = replace(CALL, first_try=NOON), NOON, 0
    while (change := after(delivery, DOWN, now, jitter)).state is State.PENDING:
        assert change.retry_at is not None
        now, tries = change.retry_at, tries + 1
        delivery = replace(delivery, tries=tries)
    assert tries + 1 == 6
    assert timedelta(minutes=8) <= now - NOON <= timedelta(minutes=12)


AWAY = NotSent("connect", unreachable=True)
LATE = {"deadline": NOON}


@pytest.mark.parametrize(
    ("delivery", "outcome", "state", "free"),
    [
        (replace(CALL, **WORN, deadline=NOON + timedelta(hours=1)), AWAY, State.PENDING, True),
        (replace(CALL, **WORN, again=True), AWAY, State.PENDING, True),
        (replace(CALL, **LATE), AWAY, State.FAILED, False),
        (replace(CALL, **LATE, again=True), AWAY, State.UNKNOWN, False),
        (replace(CALL, again=True), Unknown("502"), State.PENDING, False),
        (replace(CALL, again=True, tries=5), Unknown("502"), State.UNKNOWN, False),
        (replace(CALL, tries=99), Unknown("502", repeat=True), State.PENDING, True),
        (replace(EDIT, **WORN, **LATE), Unknown("502"), State.PENDING, True),
        (replace(EDIT, first_try=NOON - LIFETIME), Unknown("502"), State.UNKNOWN, False),
        (UPDATE, Unknown("502"), State.UNKNOWN, False),
        (CALL, Refused("kicked"), State.FAILED, False),
    ],
)
def test_an_outage_uses_up_no_try_and_lasts_until_the_deadline(
    delivery: Delivery, outcome: Outcome, state: State, *, free: bool
) -> None:
    change = after(delivery, outcome, NOON, 1.0, outage=True)
    assert (change.state, change.free) == (state, free)
    assert (change.retry_at == NOON + timedelta(seconds=1)) is (state is State.PENDING)


@pytest.mark.parametrize("action", [Action.EDIT, Action.DELETE])
def test_a_message_of_a_chat_that_moved_is_out_of_reach(action: Action) -> None:
    change = after(replace(CALL, action=action, message="5"), Moved("-100"), NOON, 1.0)
    assert (change.state, change.reason) == (State.FAILED, "out-of-reach")
    assert after(replace(EDIT, message="5"), Moved("-100"), NOON, 1.0).state is State.PENDING
    assert after(replace(CALL, action=action, message="5"), Moved("-1", "7"), NOON, 1.0).state is State.PENDING


def test_an_edit_without_a_message_is_not_sent() -> None:
    assert out_of_reach(CALL) is None
    assert out_of_reach(replace(CALL, action=Action.EDIT, message="5")) is None
    assert out_of_reach(replace(CALL, action=Action.DELETE)) == Refused("out-of-reach")
    assert out_of_reach(EDIT) == Missing()
