from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.measures.crowd import Crowd, Report, agreed

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
RULE = Crowd()


def said(*reports: tuple[str, str, int] | tuple[str, str, int, int]) -> list[Report]:
    """Reports of (person, chat, number, step)."""
    return [Report(one[0], one[1], one[2], one[3] if len(one) > 3 else 1, AT) for one in reports]


def test_three_people_in_two_chats_who_read_nearly_the_same_make_a_count() -> None:
    assert agreed(said(("a", "x", 1000), ("b", "x", 1005), ("c", "y", 1009)), RULE) == (1005, 1)


@pytest.mark.parametrize(
    "reports",
    [
        said(),
        said(("a", "x", 1000), ("b", "y", 1000)),
        said(("a", "x", 1000), ("b", "x", 1000), ("c", "x", 1000)),
        said(("a", "x", 1000), ("b", "y", 1000), ("c", "y", 1011)),
        said(("a", "x", 1000), ("b", "y", 1000), ("c", "y", 1000), ("d", "x", 5), ("e", "y", 5), ("f", "y", 5)),
    ],
)
def test_fewer_people_fewer_chats_and_contradictions_make_none(reports: list[Report]) -> None:
    assert agreed(reports, RULE) is None


def test_a_lie_beside_a_quorum_changes_nothing() -> None:
    honest = said(("a", "x", 1000), ("b", "y", 1001), ("c", "y", 1002))
    assert agreed([*honest, *said(("l", "x", 9), ("m", "y", 9))], RULE) == (1001, 1)


def test_an_exact_number_goes_before_rounded_ones_that_agree() -> None:
    assert agreed(said(("a", "x", 1_400_000, 100_000), ("b", "x", 1_412_345), ("c", "y", 1_410_000, 10_000)), RULE) == (
        1_412_345, 1,
    )  # fmt: skip
    assert agreed(said(*((one, one, 1_400_000, 100_000) for one in "abc")), RULE) == (1_400_000, 100_000)


def test_a_campaign_may_want_more_people() -> None:
    three = said(("a", "x", 5), ("b", "y", 5), ("c", "y", 5))
    assert agreed(three, Crowd(people=4)) is None
    assert agreed(three, Crowd(chats=3)) is None
    assert agreed([*three, *said(("d", "z", 5))], Crowd(people=4, chats=3)) == (5, 1)


@given(
    st.lists(st.integers(0, 10**9), max_size=2),
    st.lists(st.integers(0, 10**9), max_size=6, unique=True),
    st.integers(1000, 10**9),
)
def test_fewer_liars_than_the_quorum_alone_decide_nothing(lies: list[int], chats: list[int], truth: int) -> None:
    liars = [Report(f"liar-{number}", f"chat-{number}", lie, 1, AT) for number, lie in enumerate(lies)]
    assert agreed(liars, RULE) is None
    honest = [Report(f"{number}", f"chat-{number}", truth, 1, AT) for number, _ in enumerate(chats)]
    found = agreed([*liars, *honest], RULE)
    assert found is None or abs(found[0] - truth) <= truth / 50
