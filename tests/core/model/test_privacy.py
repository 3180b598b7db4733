import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.privacy import (
    HOUR,
    MIN_SHOWN,
    MINUTE,
    TEN_MINUTES,
    Heads,
    coarse,
    fold,
    forms,
    hidden,
    shown_count,
    without_keys,
)
from bot.core.model.reply import Text


def test_a_number_below_the_threshold_is_hidden() -> None:
    assert shown_count(MIN_SHOWN) == 5
    assert shown_count(4) == shown_count(0) == Text("fewer-than", {"least": 5})


def test_one_person_who_brings_many_stays_below_the_threshold() -> None:
    assert shown_count(21, 1) == shown_count(2100, 4) == Text("fewer-than", {"least": 5})
    assert shown_count(21, 5) == 21


HEADS = st.builds(
    lambda persons, more: Heads(persons + more if persons else 0, persons), st.integers(0, 12), st.integers(0, 60)
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), HEADS, max_size=8))
def test_a_hidden_group_cannot_be_computed_from_the_shown_ones(groups: dict[str, Heads]) -> None:
    shown, others = fold(groups)
    assert sum(count for _, count in shown) + others.people == sum(heads.people for heads in groups.values())
    assert all(groups[name].persons >= MIN_SHOWN for name, _ in shown)
    assert [count for _, count in shown] == sorted((count for _, count in shown), reverse=True)
    hidden = sum(1 for heads in groups.values() if heads.persons) - len(shown)
    if shown:
        assert hidden != 1
        assert others.persons == 0 or others.persons >= MIN_SHOWN


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=1), st.lists(st.integers(1, 21), max_size=3)
)
def test_three_attackers_bring_no_group_of_few_honest_people_above_the_threshold(
    honest: dict[str, int], attackers: list[int]
) -> None:
    """Whatever chapter they join and however many they claim to bring: two or more honest people stay in each group."""
    place = next(iter(honest))
    groups = {name: Heads(count, count) for name, count in honest.items()}
    groups[place] = Heads(honest[place] + sum(attackers), honest[place] + len(attackers))
    shown, others = fold(groups)
    names = {name for name, _ in shown}
    assert place not in names or honest[place] >= 2
    rest = sum(count for name, count in honest.items() if name not in names)
    assert not isinstance(shown_count(*others), int) or rest >= 2


def test_a_single_hidden_group_hides_the_next_smallest_too() -> None:
    def heads(**groups: int) -> dict[str, Heads]:
        return {name: Heads(count, count) for name, count in groups.items()}

    assert fold(heads(rabat=40, fes=9, agadir=3)) == ([("rabat", 40)], (12, 12))
    assert fold(heads(rabat=40, fes=9)) == ([("rabat", 40), ("fes", 9)], (0, 0))
    assert fold(heads(rabat=2, fes=1)) == ([], (3, 3))


@given(
    st.datetimes(datetime.fromisoformat("2000-01-01"), timezones=st.just(UTC)),
    st.sampled_from([MINUTE, TEN_MINUTES, HOUR]),
)
def test_a_coarse_time_is_the_same_for_all_who_acted_within_the_step(moment: datetime, step: timedelta) -> None:
    kept = coarse(moment, step)
    assert timedelta() <= moment - kept < step
    assert coarse(kept, step) == kept


@pytest.mark.parametrize(
    "secret", ["plain-secret", "two\nlines\tof one", "clé d’accès", "per%cent & \\ back", "'quoted'"]
)
def test_a_secret_is_hidden_in_every_form_in_which_libraries_write_it(secret: str) -> None:
    written = (
        secret, repr(secret), repr(secret.encode()), repr(f"Bearer {secret}".encode()), json.dumps(secret),
        quote(secret, safe=""), quote_plus(secret), ascii(secret),
    )  # fmt: skip
    known = forms([secret, ""])
    for text in written:
        left = hidden(f"<{text}>", known, "[x]").replace("Bearer ", "")
        assert left in {"<[x]>", "<'[x]'>", '<"[x]">', "<b'[x]'>", '<b"[x]">'}, text


def test_a_longer_secret_is_hidden_before_one_inside_it() -> None:
    assert hidden("abcdef", forms(["abc", "abcdef"]), "[x]") == "[x]"


NO_KEYS = [
    f"https://a.example/x?{query}"
    for query in (
        "appid=440", "monkey=5", "hotkey=1", "sort_key=name", "sortKey=name", "partition-key=eu", "design=a",
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://a.example/x?api_key=hunter2#pick=a", "https://a.example/x?api_key=…"),
        ("https://a.example/x?a=1&apiKey=hunter2&b=2", "https://a.example/x?a=1&apiKey=…&b=2"),
        ("x?access_token=h and x?sig=h", "x?access_token=… and x?sig=…"),
        ("x?key=h&apikey=h&APIKEY=h&hapikey=h&X-Api-Key=h", "x?key=…&apikey=…&APIKEY=…&hapikey=…&X-Api-Key=…"),
        ("x?accessToken=h&accesstoken=h", "x?accessToken=…&accesstoken=…"),
        (f"x?appid={'0' * 32}&q=Rabat", "x?appid=…&q=Rabat"),
        ("see url=https://a.example/?token=h", "see url=https://a.example/?token=…"),
        ("https://a.example/x?keyword=tea&page=2", "https://a.example/x?keyword=tea&page=2"),
        *((text, text) for text in NO_KEYS),
        ("", ""),
    ],
)
def test_what_an_address_names_as_a_key_is_not_shown(text: str, shown: str) -> None:
    assert without_keys(text) == shown
