from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.files.counts_csv import COLUMNS, Line, Wrong, read_rows, write_row
from bot.core.model.campaign import Page
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Text
from bot.core.model.snapshots import Origin, Snapshot
from tests.core.figures import CAMPAIGN, NOW
from tests.talk import published

INWI = CAMPAIGN.pages[1]
GOOD = ("facebook", "inwi", "2016-02-26T00:00:00Z", "2039848")


def read(*rows: Sequence[str]) -> list[Line | Wrong]:
    return list(read_rows(enumerate(rows, 1), CAMPAIGN, NOW))


def test_the_bundled_figures_are_all_good() -> None:
    rows = list(read_rows(published(), CAMPAIGN, NOW + timedelta(hours=1)))
    assert len(rows) == 6
    assert all(isinstance(row, Line) for row in rows)


def test_the_columns_names_and_empty_lines_are_passed_over() -> None:
    assert read(COLUMNS, [], ["", " "], GOOD) == [
        Line(4, INWI, Snapshot(datetime(2016, 2, 26, tzinfo=UTC), 2_039_848, 1, Origin.IMPORT))
    ]
    assert isinstance(read(GOOD, COLUMNS)[1], Wrong)


@pytest.mark.parametrize(("step", "kept"), [("", 1), ("1", 1), (" 1000 ", 1000)])
def test_the_step_column_is_optional(step: str, kept: int) -> None:
    [row] = read((*GOOD, step))
    assert isinstance(row, Line)
    assert row.snapshot.step == kept


def test_a_handle_is_found_whatever_its_case_and_a_time_in_any_zone() -> None:
    [row] = read(("facebook", "INWI", "2016-02-26T01:00:00.750+01:00", "5"))
    assert isinstance(row, Line)
    assert (row.page, row.snapshot.taken_at) == (INWI, datetime(2016, 2, 26, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (GOOD[:3], Text("row-columns", {"given": 3})),
        ((*GOOD, "1", "x"), Text("row-columns", {"given": 6})),
        (("facebook", "orange", *GOOD[2:]), Text("row-page", {"page": "facebook:orange"})),
        ((*GOOD[:2], "yesterday", "5"), Text("row-time", {"given": "yesterday"})),
        ((*GOOD[:2], "2016-02-26T00:00:00", "5"), Text("row-zone", {"given": "2016-02-26T00:00:00"})),
        ((*GOOD[:2], "1999-12-31T23:59:59Z", "5"), Text("row-time-range", {"given": "1999-12-31T23:59:59Z"})),
        ((*GOOD[:2], "2016-02-29T11:06:00Z", "5"), Text("row-time-range", {"given": "2016-02-29T11:06:00Z"})),
        *(((*GOOD[:3], count), Text("row-count", {"given": count})) for count in ("", "-1", "1,000", "٥", "1e3")),
        ((*GOOD[:3], "9" * 5000), Text("row-count", {"given": "9" * 40})),
        ((*GOOD[:3], str(10**12 + 1)), Text("row-count", {"given": str(10**12 + 1)})),
        *(((*GOOD, step), Text("row-step", {"given": step})) for step in ("0", "-1", "many", "1.5", "9" * 40)),
    ],
    ids=lambda value: value.id if isinstance(value, Text) else "",
)
def test_a_wrong_row_is_refused_with_its_line_and_reason(cells: Sequence[str], why: Text) -> None:
    assert read(COLUMNS, cells, GOOD)[0] == Wrong(2, why)


snapshots = st.builds(
    Snapshot,
    st.datetimes(datetime(2000, 1, 1), datetime(2016, 2, 29)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC)),  # noqa: DTZ001 - made aware beside it
    st.integers(0, 10**12),
    st.integers(1, 10**12),
    st.just(Origin.IMPORT),
)


@given(st.lists(st.tuples(st.sampled_from(CAMPAIGN.pages), snapshots)))
def test_exported_rows_are_read_as_they_were_written(rows: list[tuple[Page, Snapshot]]) -> None:
    found = read(COLUMNS, *(write_row(page, snapshot) for page, snapshot in rows))
    assert [(row.page, row.snapshot) for row in found if isinstance(row, Line)] == rows


def test_decimals_are_written_as_they_are_read() -> None:
    page = Page("manual", "bread", measure=MEASURES["price"])
    for step, told in ((1, "1"), (10, "0.10"), (100, "1.00")):
        assert write_row(page, Snapshot(NOW, 1205, step))[3:] == ("12.05", told)
