from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.privacy import HOUR, LEAST, MINUTE, TEN_MINUTES, coarse, few, fold
from bot.core.model.reply import Text


def test_few_people_are_never_told_by_their_number() -> None:
    assert few(LEAST) == 5
    assert few(4) == few(0) == Text("fewer-than", {"least": 5})


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_no_group_that_is_hidden_can_be_found_from_what_is_shown(groups: dict[str, int]) -> None:
    shown, others = fold(groups)
    assert sum(count for _, count in shown) + others == sum(groups.values())
    assert all(count >= LEAST for _, count in shown)
    assert [count for _, count in shown] == sorted((count for _, count in shown), reverse=True)
    hidden = sum(1 for count in groups.values() if count) - len(shown)
    if shown:
        assert hidden != 1
        assert others == 0 or others >= LEAST


def test_a_single_small_group_takes_the_next_one_with_it() -> None:
    assert fold({"rabat": 40, "fes": 9, "agadir": 3}) == ([("rabat", 40)], 12)
    assert fold({"rabat": 40, "fes": 9}) == ([("rabat", 40), ("fes", 9)], 0)
    assert fold({"rabat": 2, "fes": 1}) == ([], 3)


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), timezones=st.just(UTC)),
    st.sampled_from([MINUTE, TEN_MINUTES, HOUR]),
)
def test_a_coarse_time_is_the_same_for_all_who_acted_within_the_step(moment: datetime, step: timedelta) -> None:
    kept = coarse(moment, step)
    assert timedelta() <= moment - kept < step
    assert coarse(kept, step) == kept
