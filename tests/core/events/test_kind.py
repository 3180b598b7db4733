"""The kinds of events, bound to the rules of one bot."""

from datetime import timedelta

import pytest

from bot.core.events.kind import EventKinds
from bot.core.model.event import Rules
from bot.event_kinds import KINDS


def test_every_kind_is_bound_to_the_bots_own_rules() -> None:
    rules = Rules(checkin_after=timedelta(hours=5))
    bound = EventKinds(KINDS, rules)
    assert set(bound) == set(KINDS)
    assert len(bound) == len(KINDS)
    assert bound.rules is rules
    assert all(kind.rules is rules for kind in bound.values())


def test_a_bot_without_kinds_knows_none_and_has_the_usual_rules() -> None:
    none = EventKinds()
    assert not none
    assert none.rules == Rules()
    with pytest.raises(KeyError):
        none["phone_off"]
