import re
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.campaign import Page
from bot.core.model.snapshots import Snapshot
from bot.demo import published_counts, simulated, simulated_count
from tests.program import Program
from tests.talk import END, START, example


def test_seventy_two_hours_pass_and_end_with_the_published_figures(nolike: Program) -> None:
    ran = nolike("demo", "--speed", "40000")
    said = re.sub("[\u2068\u2069]", "", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert "This chat now gets updates" in said
    assert "likes lost (\u2212" in said
    assert said.count("No VOIP = No Like (simulated): update") >= 2
    assert said.count("No VOIP = No Like (simulated): final figures") == 1
    assert "461,538 likes lost (\u22126.90%)" in said.split("final figures")[1]
    assert "The simulated hours are over" in said
    assert list(nolike.folder.iterdir()) == []


def test_the_demo_ends_after_its_time_and_answers_commands_meanwhile(nolike: Program) -> None:
    ran = nolike("demo", "--for", "5", "--language", "fr", typed="/help\n/language en\n/stats\n")
    said = re.sub("[\u2068\u2069]", "", ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert "/subscribe" in said
    assert "No VOIP = No Like (simulated)" in said
    assert "Pas de VoIP = Pas de Like" in said


def test_it_speaks_arabic(nolike: Program) -> None:
    assert "لا مكالمات = لا إعجاب" in nolike("demo", "--for", "0", "--language", "ar").out


def test_settings_of_the_operator_do_not_reach_it(nolike: Program) -> None:
    nolike.set(WEB_PORT="abc", SECRET_KEY="", DATABASE_URL="nonsense")
    assert nolike("demo", "--for", "0").code == 0


def test_it_works_as_a_process_without_a_terminal(nolike: Program) -> None:
    ran = nolike.process("demo", "--for", "1", typed="/stats\n")
    assert (ran.code, ran.err) == (0, "")
    assert "likes" in ran.out
    assert "\x1b" not in ran.out


def test_everything_is_labelled_as_simulated() -> None:
    titles = simulated(example()).title.by_language
    assert set(titles) == {"ar", "en", "fr"}
    assert titles["en"] == "No VOIP = No Like (simulated)"


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.floats(-1, 2))
def test_a_simulated_count_lies_between_the_published_ones(before: int, after: int, share: float) -> None:
    count = simulated_count(before, after, START, END, START + share * (END - START))
    assert min(before, after) <= count <= max(before, after)


def test_a_simulated_loss_begins_and_ends_at_the_published_counts_and_hardly_ever_goes_back() -> None:
    moments = [START + hours * timedelta(hours=1) for hours in range(85)]
    counts = [simulated_count(2_447_581, 2_272_336, START, END, moment) for moment in moments]
    assert (counts[0], counts[-1]) == (2_447_581, 2_272_336)
    assert all(later <= earlier + 100 for earlier, later in pairwise(counts))


@pytest.mark.parametrize("backwards", [False, True])
def test_the_curve_is_from_the_first_to_the_last_published_count(*, backwards: bool) -> None:
    campaign = example()
    page, other = campaign.pages[:2]
    rows: list[tuple[Page, Snapshot]] = [
        (page, Snapshot(START, 100)),
        (page, Snapshot(END, 90)),
        (other, Snapshot(END, 5)),
    ]
    assert published_counts(campaign, rows[::-1] if backwards else rows) == {page: (100, 90), other: (5, 5)}
