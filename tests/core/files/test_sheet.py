"""Counts in the forms in which people keep them; the samples are made on the model of files that stand in public."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.core.files.counts_csv import Line, Wrong
from bot.core.files.sheet import SheetReader
from bot.core.files.sheet_form import Choice, SheetError
from bot.core.files.sheet_times import read_at
from bot.core.model.campaign import Campaign, Target
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Names
from bot.locales.column_names import column_names
from bot.sources import SOURCES
from tests.talk import example

NOW = datetime(2026, 12, 5, 12, tzinfo=UTC)


def campaign(**changes: object) -> Campaign:
    made = replace(example(), zone="Europe/Paris")
    return replace(made, **changes)  # type: ignore[arg-type]


def one_page(source: str = "facebook", handle: str = "inwi", measure: str = "likes") -> Campaign:
    page = replace(SOURCES[source].page(handle), measure=MEASURES[measure])
    return campaign(targets=(Target("inwi", Names({"en": "Inwi", "ar": "إنوي"}), (page,)),))


def reader(
    rows: Sequence[Sequence[str]], meant: Campaign | None = None, choice: Choice | None = None
) -> SheetReader:  # fmt: skip
    made = meant or one_page()
    numbered = [(number, list(cells)) for number, cells in enumerate(rows, 1)]
    return SheetReader(lambda: iter(numbered), made, SOURCES, column_names(), choice or Choice(), NOW)


def found(*args: object, **more: object) -> list[tuple[str, datetime, int, int] | str]:
    """What a file gives: page, time, count and step of each row, or the text's id of why it is refused."""
    made = reader(*args, **more)  # type: ignore[arg-type]
    made.look()
    return [
        row.why.id
        if isinstance(row, Wrong)
        else (row.page.key, row.snapshot.taken_at, row.snapshot.count, row.snapshot.step)
        for row in made.read()
    ]


def said(*args: object, **more: object) -> list[str]:
    made = reader(*args, **more)  # type: ignore[arg-type]
    made.look()
    list(made.read())
    return [text.id for text in made.sheet.said]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("rows", "moment", "count"),
    [
        # One page, a timestamp and many columns.
        ([["timestamp", "followers", "following", "posts"], ["2024-11-15 00:01:00 UTC", "512", "3", "9"]],
         utc(2024, 11, 15, 0, 1), 512),
        # A date only: the end of that day.
        ([["date", "followers"], ["2026-08-05", "1204"]], utc(2026, 8, 5, 21, 59, 59), 1204),
        # Minutes without a zone.
        ([["time", "signatures"], ["2024-11-24 18:05:12", "2455"]], utc(2024, 11, 24, 17, 5, 12), 2455),
        # An offset and microseconds.
        ([["datetime", "count"], ["2026-01-03T04:05:06.789012+00:00", "7"]], utc(2026, 1, 3, 4, 5, 6), 7),
        # Long, without handles, by the company's name, month first as the file shows.
        ([["Date", "Page", "Total"], ["8/25/2026", "Inwi", "1,024"]], utc(2026, 8, 25, 21, 59, 59), 1024),
        # Quoted thousands, and a workbook's decimals.
        ([["date", "likes"], ["2026-08-05", "2,447,581"]], utc(2026, 8, 5, 21, 59, 59), 2_447_581),
        ([["date", "likes"], ["2026-08-05", "2447581.0"]], utc(2026, 8, 5, 21, 59, 59), 2_447_581),
        # JSON's keys, seconds and milliseconds.
        ([["t", "count"], ["1732471512", "2455"]], utc(2024, 11, 24, 18, 5, 12), 2455),
        ([["t", "count"], ["1732471512345", "2455"]], utc(2024, 11, 24, 18, 5, 12), 2455),
        # French Excel.
        ([["Date", "Abonnés"], ["27/02/2026 10:20", "2\u202f447\u00a0581"]], utc(2026, 2, 27, 9, 20), 2_447_581),
        # An Arabic sheet, with marks that nobody sees.
        ([["التاريخ", "\u200fالعدد"], ["٢٠٢٦/١٢/٠٤", "\u200f٢٬٤٤٧٬٥٨١"]], utc(2026, 12, 4, 22, 59, 59), 2_447_581),
        ([["date", "likes"], ["4/13/2026 12:00 UTC", "12"]], utc(2026, 4, 13, 12), 12),
        # A title above the head, a blank line, and dots.
        ([["Our counts"], [], ["date", "likes"], ["4.3.2026 8:05 PM", "12"]], utc(2026, 3, 4, 19, 5), 12),
    ],
)  # fmt: skip
def test_every_public_form_is_read(rows: list[list[str]], moment: datetime, count: int) -> None:
    assert found(rows) == [("facebook:inwi", moment, count, 1)]


def test_wide_files_have_a_column_for_each_page() -> None:
    rows = [
        ["date", "Inwi", "facebook:maroctelecom", "https://www.facebook.com/meditel", "weather"],
        ["2016-02-27", "1,950,000", "2260000", "", "rain"],
    ]
    made = campaign()
    keys = [page.key for page in made.pages]
    assert {row[0] for row in found(rows, made)} <= set(keys)
    assert len(found(rows, made)) == 2
    assert said(rows, made) == ["sheet-left-out", "sheet-zone"]


def test_the_form_of_export_is_read_with_and_without_its_first_line() -> None:
    row = ["facebook", "inwi", "2016-02-26T00:00:00Z", "5", "10"]
    expected = [("facebook:inwi", utc(2016, 2, 26), 5, 10)]
    assert found([["source", "handle", "taken_at", "count", "step"], row]) == expected
    assert found([row]) == expected
    assert found([row[:4]]) == [("facebook:inwi", utc(2016, 2, 26), 5, 1)]


@pytest.mark.parametrize("moment", ["1785931200000", "1785931200", "2026-08-05 14:00", "2026-08-05T12:00:00Z"])
def test_a_column_whose_name_says_nothing_is_of_times_where_its_cells_are(moment: str) -> None:
    assert found([["ts", "x", "likes"], [moment, "7", "5"]])[0][1:3] == (utc(2026, 8, 5, 12), 5)
    # Of two nothing is guessed, nor of what already has a name.
    assert said_as_a_whole([["ts", "x", "likes"], [moment, moment, "5"]]) == "sheet-no-time"
    assert found([["date", "seen", "likes"], [moment, "2026-01-01", "5"]])[0][1] == utc(2026, 8, 5, 12)


def said_as_a_whole(rows: list[list[str]]) -> str:
    with pytest.raises(SheetError) as wrong:
        reader(rows).look()
    return wrong.value.text.id


def test_of_several_counts_the_pages_measure_decides_or_the_person() -> None:
    rows = [["date", "followers", "members"], ["2026-08-05", "5", "6"]]
    assert [row[2] for row in found(rows, one_page("mastodon", "inwi@mastodon.social", "followers"))] == [5]
    with pytest.raises(SheetError, match="sheet-which-count"):
        reader(rows).look()
    assert [row[2] for row in found(rows, choice=Choice(count="Members"))] == [6]
    made = one_page("mastodon", "inwi@mastodon.social", "members")
    assert [row[2] for row in found(rows, made, Choice(page=made.pages[0]))] == [6]
    with pytest.raises(SheetError, match="sheet-no-column"):
        reader(rows, choice=Choice(count="boosts")).look()


def test_a_file_that_shows_no_order_of_day_and_month_is_asked_about() -> None:
    rows = [["date", "likes"], ["03/04/2026", "5"]]
    with pytest.raises(SheetError, match="sheet-which-dates"):
        reader(rows).look()
    assert found(rows, choice=Choice(day_first=True))[0][1] == utc(2026, 4, 3, 21, 59, 59)
    assert found(rows, choice=Choice(day_first=False))[0][1] == utc(2026, 3, 4, 22, 59, 59)
    with pytest.raises(SheetError, match="sheet-which-dates"):
        reader([*rows, ["13/04/2026", "5"], ["04/13/2026", "6"], ["", ""], []]).look()
    assert found([*rows, ["13/04/2026", "5"], []])[0][1] == utc(2026, 4, 3, 21, 59, 59)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["nonsense", "5"], "row-time"), (["2026-02-30", "5"], "row-time"), (["2026-08-05 25:00", "5"], "row-time"),
        (["2026-08-05 soon", "5"], "row-time"), (["5 Foo 2026 UTC", "5"], "row-time"),
        (["99999999999", "5"], "row-time"), (["5.8.2026 soon", "5"], "row-time"), (["5.8.2026 25:00", "5"], "row-time"),
        (["1999-01-01", "5"], "row-time-range"), (["2026-12-09", "5"], "row-time-range"),
        (["2026-08-05", ""], "row-count"), (["2026-08-05", "-5"], "row-count"), (["2026-08-05", "many"], "row-count"),
        (["2026-08-05", "about 5"], "row-count"), (["2026-08-05", "2.5"], "row-count"),
        (["2026-08-05", "9" * 50], "row-count"), (["2026-08-05", "9" * 30], "row-count"), (["2026-08-05"], "row-short"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_blamed_itself(cells: list[str], why: str) -> None:
    assert found([["date", "likes"], cells]) == [why]


def test_a_rounded_number_brings_its_step_and_a_column_of_steps_goes_before() -> None:
    head = ["date", "likes", "step"]
    assert found([head[:2], ["2026-08-05", "2.4M"]])[0][2:] == (2_400_000, 100_000)
    assert found([head, ["2026-08-05", "2400000", "٥٠٠"]])[0][2:] == (2_400_000, 500)
    assert found([head, ["2026-08-05", "5", "x"]]) == ["row-step"]
    assert found([head, ["2026-08-05", "5", "0"]]) == ["row-step"]


def test_an_average_is_kept_in_its_measures_decimals() -> None:
    made = one_page("manual", "bread", "stars")
    assert [row[2] for row in found([["date", "stars (average)"], ["2026-08-05", "4.53"]], made)] == [453]


@pytest.mark.parametrize(("measure", "given"), [("stars", "7.2"), ("stars", "0"), ("place", "0"), ("place", "٠")])
def test_a_number_that_its_measure_cannot_have_is_refused(measure: str, given: str) -> None:
    made = one_page("manual", "bread", measure)
    assert found([["date", "count"], ["2026-08-05", given], ["2026-08-06", "3"]], made)[0] == "row-measure"


def test_whose_counts_they_are_is_found_or_asked() -> None:
    rows = [["date", "likes"], ["2026-08-05", "5"]]
    assert said(rows) == ["sheet-only-page", "sheet-zone"]
    with pytest.raises(SheetError, match="sheet-which-page"):
        reader(rows, campaign()).look()
    made = campaign()
    assert found(rows, made, Choice(page=made.pages[1]))[0][0] == made.pages[1].key
    head, day = ["date", "page", "source", "likes"], "2026-08-05"
    named = [head, [day, "nobody", "facebook", "5"], [day, "no body", "facebook", "5"], [day, "", "x", "5"]]
    assert found(named) == ["row-page"] * 3
    assert [row[0] for row in found([head, *[[day, "inwi", "facebook", "5"]] * 2])] == ["facebook:inwi"] * 2
    unknown = replace(reader(named), sources={})
    unknown.look()
    assert [type(row) for row in unknown.read()] == [Wrong] * 3
    mixed = [["date", "page", "likes"], ["2026-08-05", "", "5"]]
    assert found(mixed)[0][0] == "facebook:inwi"


def test_a_day_that_is_not_over_ends_now_and_a_time_of_day_may_be_set() -> None:
    rows = [["date", "likes"], ["2026-12-05", "5"]]
    assert found(rows)[0][1] == NOW
    assert found(rows, choice=Choice(at=time(9, 30)))[0][1] == utc(2026, 12, 5, 8, 30)


@pytest.mark.parametrize(
    ("rows", "why"),
    [([], "sheet-empty"), ([[], [""]], "sheet-empty"), ([["a", "b"], ["1", "2"]], "sheet-no-head"),
     ([["date", "posts"], ["2026-08-05", "2"]], "sheet-no-count"),
     ([["date", "", ""], ["2026-08-05"]], "sheet-no-head"),
     ([["likes", "page"], ["5", "inwi"]], "sheet-no-time"), ([["a"], ["Inwi", "rank"], ["5", "1"]], "sheet-no-time")],
)  # fmt: skip
def test_a_file_without_counts_is_refused_as_a_whole(rows: list[list[str]], why: str) -> None:
    with pytest.raises(SheetError, match=why):
        reader(rows).look()


def test_each_row_is_a_line_of_the_file() -> None:
    rows = reader([["date", "likes"], [], ["2026-08-05", "5"]])
    rows.look()
    [line] = rows.read()
    assert isinstance(line, Line)
    assert line.number == 3


def test_a_repeated_hour_follows_the_order_of_the_rows() -> None:
    rows = [["time", "likes"], *([f"2025-10-26 02:{minute:02}", "5"] for minute in (0, 30, 0, 30, 30))]
    hours = [row[1] for row in found(rows)]
    # The last one has no second hour left: it is the same moment again.
    assert hours == [utc(2025, 10, 26, hour, minute) for hour, minute in ((0, 0), (0, 30), (1, 0), (1, 30), (1, 30))]


def test_the_day_of_a_file_without_dates_is_chosen() -> None:
    rows = [["Rank", "Followers", "Name"], ["1", "5", "Inwi"]]
    with pytest.raises(SheetError, match="sheet-no-time") as wrong:
        reader(rows).look()
    assert wrong.value.asks == "at"
    assert found(rows, choice=Choice(on=date(2026, 8, 5)))[0][1:3] == (utc(2026, 8, 5, 21, 59, 59), 5)
    assert found(rows, choice=Choice(at=time(9, 30), on=date(2026, 8, 5)))[0][1] == utc(2026, 8, 5, 7, 30)
    assert found(rows, choice=Choice(on=date(1999, 8, 5))) == ["row-time-range"]
    wide = [["Inwi", "Meditel"], ["5", ""]]
    assert found(wide, campaign(), Choice(on=date(2026, 8, 5)))[0][0] == "facebook:inwi"
    assert found([["Rank", "Place"], ["1", "x"]], choice=Choice(count="Rank", on=date(2026, 8, 5)))[0][2] == 1


def test_what_is_said_of_a_file_as_a_whole_is_read() -> None:
    assert read_at("12:00") == (None, time(12))
    assert read_at(" ٢٠٢٦-٠٨-٠٥ ") == (date(2026, 8, 5), None)
    assert read_at("2026-08-05 12:30") == (date(2026, 8, 5), time(12, 30))
    for text in ("noon", "12", "12:99", "2026-13-01"):
        with pytest.raises(ValueError, match=r"."):
            read_at(text)


def test_columns_are_known_by_a_part_of_their_names() -> None:
    export = ["Date (UTC)", "Sponsored followers", "Organic followers", "Total followers", "Views per day"]
    made = one_page(measure="followers")
    assert found([export, ["2026-08-05", "1", "2", "3", "4"]], made)[0][2] == 3
    assert said([export, ["2026-08-05", "1", "2", "3", "4"]], made)[:2] == ["sheet-left-out", "sheet-maybe-gains"]
    with pytest.raises(SheetError, match="sheet-which-count"):
        reader([["date", "new followers", "lost followers"], ["2026-08-05", "1", "2"]], made).look()
    # Of a company's own column, the measure's name is no part of its name.
    rows = [["date", "Inwi likes", "likes", "likes of the day"], ["2026-08-05", "7", "", ""]]
    assert found([row[:2] for row in rows])[0][::2] == ("facebook:inwi", 7)
    assert found([["date", "Inwi", "total"], ["2026-08-05", "7", "9"]])[0][::2] == ("facebook:inwi", 7)


def test_a_file_without_a_line_of_names_is_known_by_its_cells() -> None:
    assert found([["2026-08-05", "5"], ["2026-08-06", "6"]])[1][2] == 6
    assert found([["5", "2026-08-05"]])[0][2] == 5
    exported = ["facebook", "inwi", "2016-02-27T00:00:00Z", "5", "1"]
    assert found([[], exported])[0][0] == "facebook:inwi"
    with pytest.raises(SheetError, match="sheet-no-time"):
        reader([["facebook", "inwi", "soon", "5", "1"]], campaign()).look()
    with pytest.raises(SheetError, match="sheet-no-head"):
        reader([["5", "6"]]).look()


def test_a_row_without_its_count_is_too_short() -> None:
    assert found([["date", "x", "likes"], ["2026-08-05", "5"]]) == ["row-short"]


def test_a_row_of_a_wide_file_may_be_too_short() -> None:
    assert found([["Inwi", "date"], ["5"], ["", "2026-08-05"], ["6", "2026-08-05"]])[0] == "row-short"


def test_a_titles_missing_count_column_is_no_reason_to_stop() -> None:
    rows = [["Followers", "of ours"], ["date", "x"], ["2026-08-05", "5"]]
    assert found(rows, choice=Choice(count="x"))[0][2] == 5


def test_numbers_with_decimals_keep_their_step() -> None:
    made = one_page("manual", "bread", "price")
    head = ["date", "price", "step"]
    cells = [("4,5", "1"), ("4.5", "0.10"), ("4", "1.00"), ("4", "0.001"), ("4", "0"), ("4", "9" * 12)]
    counted = found([head, *(["2026-08-05", *pair] for pair in cells)], made)
    assert [row if isinstance(row, str) else row[2:] for row in counted] == [
        (450, 1), (450, 10), (400, 100), "row-step", "row-step", "row-step",
    ]  # fmt: skip


def test_a_rounded_number_is_said_once() -> None:
    rows = [["date", "likes"], ["2026-08-05", "2.4M"], ["2026-08-06", "2.3M"]]
    assert said(rows) == ["sheet-only-page", "sheet-rounded", "sheet-zone"]


def test_the_zone_is_said_once_however_often_a_file_is_read() -> None:
    made = reader([["date", "likes"], ["2026-08-05", "5"]])
    made.look()
    assert list(made.read()) == list(made.read())
    assert [text.id for text in made.sheet.said] == ["sheet-only-page", "sheet-zone"]


def test_titles_end_after_some_lines() -> None:
    with pytest.raises(SheetError, match="sheet-no-head"):
        reader([*(["x", "y"] for _ in range(12)), ["date", "likes"], ["2026-08-05", "5"]]).look()


def test_a_company_is_known_by_its_name() -> None:
    rows = [["date", "page", "likes"], ["2026-08-05", "maroc telecom", "5"], ["2026-08-05", "Orange", "5"]]
    assert [row if isinstance(row, str) else row[0] for row in found(rows, campaign())] == [
        "facebook:maroctelecom", "row-page",
    ]  # fmt: skip


def test_a_time_of_day_in_a_column_of_its_own_belongs_to_the_day() -> None:
    rows = [["Heure", "Date", "likes"], ["10:20", "27/02/2026", "12"], ["8:05 pm", "28/02/2026", "13"]]
    assert [row[1] for row in found(rows)] == [utc(2026, 2, 27, 9, 20), utc(2026, 2, 28, 19, 5)]
    arabic = [
        ["التاريخ", "الوقت", "العدد"],
        ["٢٠٢٦/٠٢/٢٧", "\u200f٢٠:٣٠", "١٢"],
        ["٢٠٢٦/٠٢/٢٨", "", "١٣"],
        ["2026-03-01"],
    ]
    assert [row if isinstance(row, str) else row[1] for row in found(arabic)] == [
        utc(2026, 2, 27, 19, 30), utc(2026, 2, 28, 22, 59, 59), "row-short",
    ]  # fmt: skip
    assert found([["count", "date", "time"], ["5", "2026-02-27", "10:20"], ["6", "2026-02-28"]])[1][1] == utc(
        2026, 2, 28, 22, 59, 59
    )
    # A weekday is none, nor is a second column of whole moments; both are named.
    rows = [["date", "day", "timestamp", "likes"], ["2026-02-27", "Fri", "2026-02-27 08:00", "12"]]
    assert found(rows)[0][1] == utc(2026, 2, 27, 22, 59, 59)
    assert said(rows)[0] == "sheet-left-out"


def test_a_zone_in_the_name_of_a_column_is_that_of_its_times() -> None:
    rows = [["Timestamp (UTC)", "likes"], ["2026-07-27 10:20", "12"]]
    assert found(rows)[0][1] == utc(2026, 7, 27, 10, 20)
    made = reader(rows)
    made.look()
    list(made.read())
    assert made.sheet.said[-1].values == {"zone": "UTC"}


def test_a_row_of_totals_is_left_out_and_named() -> None:
    long = [["date", "page", "likes"], ["2026-02-27", "Inwi", "12"], ["Total", "", "12"]]
    wide = [["التاريخ", "إنوي"], ["2026-02-27", "12"], ["", "المجموع :", "12"]]
    for rows in (long, wide):
        assert [row[2] for row in found(rows)] == [12]
        assert "sheet-total" in said(rows)
    # Where a row has no time at all, a company may have that name.
    assert found([["Inwi", "name"], ["Total", "x"]], choice=Choice(on=date(2026, 8, 5))) == ["row-count"]


def test_days_as_a_workbook_counts_them_are_days() -> None:
    rows = [["date", "likes"], ["45509", "12"], ["45510,5", "13"], ["45511.25", "14"], ["99999", "15"]]
    assert [row if isinstance(row, str) else row[1] for row in found(rows)] == [
        utc(2024, 8, 5, 21, 59, 59), utc(2024, 8, 6, 10), utc(2024, 8, 7, 4), "row-time",
    ]  # fmt: skip
    assert said(rows).count("sheet-serial") == 1
    # Without a line of names, such a number is a count.
    assert found([["45509", "2026-08-05"]])[0][2] == 45509


def test_a_repeated_hour_of_a_file_that_begins_with_the_newest_is_read_backwards() -> None:
    minutes = [("02:30", 1), ("02:00", 1), ("02:30", 0), ("02:00", 0), ("01:30", -1)]
    for order in (None, True):
        rows = [["time", "likes"], *([f"26/10/2025 {clock}", "5"] for clock, _ in minutes)]
        hours = [row[1] for row in found(rows, choice=Choice(day_first=order))]
        assert hours == [utc(2025, 10, 25 if hour < 0 else 26, hour % 24, int(clock[3:])) for clock, hour in minutes]


def test_years_of_two_digits_and_cells_without_a_count() -> None:
    assert found([["date", "likes"], ["2/27/16", "12"], ["3.4.16", "13"]])[0][1] == utc(2016, 2, 27, 22, 59, 59)
    assert found([["date", "likes"], ["27-02-16", "12"]]) == ["row-time"]
    rows = [["date", "Inwi"], ["2026-02-27", "-"], ["2026-02-28", "#N/A"], ["2026-03-01", "7"]]
    assert [row[2] for row in found(rows)] == [7]
    assert found([["Horodateur", "likes"], ["27/02/2016 10:20:30", "12"]])[0][1] == utc(2016, 2, 27, 9, 20, 30)


@pytest.mark.parametrize(
    "day",
    ["27 févr. 2026", "27 février 2026", "Feb 27, 2026", "27 Feb 2026", "27-Feb-2026", "February 27th 2026",
     "٢٧ فبراير ٢٠٢٦", "27 شباط 2026"],
)  # fmt: skip
def test_a_month_by_its_name_is_read_in_every_language(day: str) -> None:
    rows = [["date", "likes"], [day, "12"], [f"{day} 10:20", "13"], [f"{day}, 8:05 PM", "14"]]
    assert [row[1] for row in found(rows)] == [
        utc(2026, 2, 27, 22, 59, 59), utc(2026, 2, 27, 9, 20), utc(2026, 2, 27, 19, 5),
    ]  # fmt: skip


def test_no_month_is_no_day() -> None:
    assert (
        found([["date", "likes"], ["27 Foo 2026", "1"], ["Foo 27, 2026", "1"], ["30 Feb 2026", "1"]])
        == ["row-time"] * 3
    )
    first = ["1er mars 2026", "2026"]
    assert found([["Date", "Abonnés"], first], one_page(measure="followers"))[0][1:3] == (
        utc(2026, 3, 1, 22, 59, 59),
        2026,
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        # Without signs between the parts.
        ("20160828", utc(2016, 8, 28, 21, 59, 59)), ("20160828 1020", utc(2016, 8, 28, 8, 20)),
        ("20160828T102030", utc(2016, 8, 28, 8, 20, 30)), ("20160828T102030Z", utc(2016, 8, 28, 10, 20, 30)),
        ("20160828102030", utc(2016, 8, 28, 8, 20, 30)), ("20160828 10:20", utc(2016, 8, 28, 8, 20)),
        ("20160828 1020 CEST", utc(2016, 8, 28, 8, 20)),
        # A zone beside the time.
        ("2016-08-28 10:20 CEST", utc(2016, 8, 28, 8, 20)), ("2016-08-28 10:20 CET", utc(2016, 8, 28, 9, 20)),
        ("28/08/2016 10:20 GMT+1", utc(2016, 8, 28, 9, 20)), ("28/08/2016 10:20+01:00", utc(2016, 8, 28, 9, 20)),
        ("2016-08-28 10:20 UTC+01:00", utc(2016, 8, 28, 9, 20)), ("2016-08-28 10:20 gmt", utc(2016, 8, 28, 10, 20)),
        ("28/08/2016 10:20 PM EDT", utc(2016, 8, 29, 2, 20)), ("28/08/2016 10:20 Z", utc(2016, 8, 28, 10, 20)),
        ("2016-08-28 10:20 Africa/Casablanca", utc(2016, 8, 28, 9, 20)),
        ("2016-08-28 UTC", utc(2016, 8, 28, 23, 59, 59)),
        ("28/08/2016 10h20 heure de Casablanca", utc(2016, 8, 28, 9, 20)),
        # With its weekday, as programs and people write it.
        ("Sun Aug 28 2016 10:20:00 GMT+0100 (Central European Time)", utc(2016, 8, 28, 9, 20)),
        ("Sun, 28 Aug 2016 10:20:00 GMT", utc(2016, 8, 28, 10, 20)),
        ("dimanche 28 août 2016", utc(2016, 8, 28, 21, 59, 59)),
        ("الأحد، ٢٨ أغسطس ٢٠١٦ ١٠:٢٠ م", utc(2016, 8, 28, 20, 20)), ("Mar. 5, 2016", utc(2016, 3, 5, 22, 59, 59)),
        ("28-Aug-16", utc(2016, 8, 28, 21, 59, 59)),
        # The time of day.
        ("28/08/2016 10h20", utc(2016, 8, 28, 8, 20)), ("28/08/2016 à 10h", utc(2016, 8, 28, 8, 0)),
        ("8/28/2016 10:20:05 a.m.", utc(2016, 8, 28, 8, 20, 5)), ("28/08/2016 12:20 ص", utc(2016, 8, 27, 22, 20)),
        ("2016-08-28 at 10:20", utc(2016, 8, 28, 8, 20)), ("28/08/2016 10:20 du soir", utc(2016, 8, 28, 20, 20)),
    ],
)  # fmt: skip
def test_times_are_read_as_programs_and_people_write_them(written: str, moment: datetime) -> None:
    assert found([["date", "likes"], [written, "12"]]) == [("facebook:inwi", moment, 12, 1)]


@pytest.mark.parametrize(
    "written",
    ["20160230", "20160828 2520", "2016-08-28 10:20 IST", "2016-08-28 10:20 GMT+15", "28/08/2016 13:20 PM",
     "foo 28 Aug 2016", "28/08/2016 with 10:20", "2016-08-28 10:20 soon", "28 Aug", "Sun"],
)  # fmt: skip
def test_no_time_is_guessed(written: str) -> None:
    assert found([["date", "likes"], [written, "12"]]) == ["row-time"]


def test_an_hour_that_the_clock_skips_is_refused_by_that_reason() -> None:
    minutes = ["01:30", "02:00", "02:30", "03:00", "03:30"]
    rows = [["time", "likes"], *([f"2016-03-27 {minute}", "5"] for minute in minutes)]
    told = [row if isinstance(row, str) else row[1] for row in found(rows)]
    assert told == [utc(2016, 3, 27, 0, 30), "row-gap", "row-gap", utc(2016, 3, 27, 1, 0), utc(2016, 3, 27, 1, 30)]
    assert [row if isinstance(row, str) else row[1] for row in found([rows[0], *rows[:0:-1]])] == told[::-1]
    # Times that show their zone, and a day without a time, have no such hour.
    rows[0] = ["time (UTC)", "likes"]
    assert [row[1] for row in found(rows)][1:3] == [utc(2016, 3, 27, 2, 0), utc(2016, 3, 27, 2, 30)]
    assert found([["date", "likes"], ["2016-03-27", "5"]], choice=Choice(at=time(2, 30)))[0][1] == utc(
        2016, 3, 27, 1, 30
    )


@pytest.mark.parametrize(
    ("head", "hour", "shown"),
    [("Time (GMT+1)", 9, "GMT+1"), ("date UTC+02:00", 8, "UTC+02:00"), ("Heure (CET)", 8, "CET"),
     ("time (CEST)", 8, "CEST"),
     ("date (America/New_York)", 14, "America/New_York"), ("Casablanca time", 9, "Casablanca time"),
     ("time_utc", 10, "utc"),
     ("time (GMT+15)", 8, "Europe/Paris"), ("local time", 8, "Europe/Paris")],
)  # fmt: skip
def test_every_zone_in_the_name_of_a_column_is_read_and_said(head: str, hour: int, shown: str) -> None:
    rows = [[head, "likes"], ["2016-08-28 10:20", "12"]]
    assert found(rows)[0][1] == utc(2016, 8, 28, hour, 20)
    made = reader(rows)
    made.look()
    list(made.read())
    assert made.sheet.said[-1].values == {"zone": shown}


def test_a_zone_may_have_a_column_of_its_own() -> None:
    rows = [
        ["Time zone", "date", "time", "likes"],
        ["+03:00", "2016-08-28", "10:20", "12"],
        ["", "2016-08-28", "11:20", "9"],
    ]
    assert [row[1] for row in found(rows)] == [utc(2016, 8, 28, 7, 20), utc(2016, 8, 28, 9, 20)]
    assert "sheet-left-out" not in said(rows)
    assert found([["date", "tz", "likes"], ["2016-08-28 10:20", "Mars", "12"]]) == ["row-time"]


TWO_LINES = [
    [["", "Inwi", "Méditel"], ["Date", "Likes", "Likes"]],
    [["Date", "Inwi", "Méditel"], ["", "(likes)", "(likes)"]],
    [["Date", "Inwi", "", "Méditel", ""], ["", "Likes", "Posts", "Likes", "Posts"]],
    [["", "Inwi", "", "Méditel", ""], ["Date", "Followers", "Likes", "Posts", "Likes"]],
    [["Our counts"], [], ["", "Inwi Facebook", "Méditel (Facebook)"], ["Date", "Likes", "Likes"]],
    [["", "Likes", "", "Posts", ""], ["Date", "Inwi", "Méditel", "Inwi", "Méditel"]],
]


@pytest.mark.parametrize("head", TWO_LINES)
def test_two_lines_of_names_are_read_together(head: list[list[str]]) -> None:
    """Companies in merged cells above what is counted, as people make them in workbooks."""
    counts = {("inwi", "likes"): "1000", ("méditel", "likes"): "2000"}
    above, row = "", ["2016-02-27"]
    for upper, lower in list(zip(*head[-2:], strict=True))[1:]:
        above = upper or above
        words = {"facebook": "", "(facebook)": "", "(likes)": "likes"}
        named = {words.get(word, word) for word in f"{above} {lower}".casefold().split()}
        row.append(next((count for pair, count in counts.items() if named - {""} == set(pair)), "77"))
    found_here = found([*head, row], campaign())
    assert {one[0]: one[2] for one in found_here} == {"facebook:inwi": 1000, "facebook:meditel": 2000}


def test_units_below_the_names_are_no_row() -> None:
    rows = [["Date", "Likes"], ["(UTC)", "(total)"], ["2016-02-27 10:20", "5"]]
    assert found(rows) == [("facebook:inwi", utc(2016, 2, 27, 10, 20), 5, 1)]
    # A row that is wrong is one.
    assert found([["Date", "Likes"], ["soon", "x"]]) == ["row-time"]


def test_of_two_columns_of_a_page_that_of_its_measure_is_taken_or_it_is_asked() -> None:
    rows = [["date", "Inwi followers", "Inwi likes"], ["2016-02-27", "5", "6"]]
    assert [row[2] for row in found(rows, campaign())] == [6]
    assert said(rows, campaign())[0] == "sheet-left-out"
    for names in (["Inwi", "facebook:inwi"], ["Inwi followers", "Inwi members"]):
        with pytest.raises(SheetError, match="sheet-which-count"):
            found([["date", *names], ["2016-02-27", "5", "6"]], campaign())
    with pytest.raises(SheetError, match="sheet-no-count"):
        found([["date", "Inwi Facebook Instagram"], ["2016-02-27", "5"]], campaign())


def test_of_a_merged_cell_the_lines_after_its_first_say_the_same() -> None:
    made = campaign()
    pages = [["page", "date", "likes"], ["Inwi", "2016-02-26", "5"], ["", "2016-02-27", "4"],
             ["Méditel", "2016-02-26", "9"],
             ["", "2016-02-27", "8"]]  # fmt: skip
    assert [(row[0], row[2]) for row in found(pages, made)] == [
        ("facebook:inwi", 5), ("facebook:inwi", 4), ("facebook:meditel", 9), ("facebook:meditel", 8),
    ]  # fmt: skip
    assert "sheet-filled" in said(pages, made)
    days = [["date", "page", "likes"], ["2016-02-26", "Inwi", "5"], ["", "Méditel", "4"], ["", "", "9"]]
    assert [row if isinstance(row, str) else row[1].day for row in found(days, made)] == [26, 26, "row-time"]
    clocks = [["date", "time", "likes"], ["2016-02-26", "10:20", "5"], ["", "11:20", "4"], ["", "", "9"]]
    assert [row if isinstance(row, str) else row[1].hour for row in found(clocks)] == [9, 10, "row-time"]
    # Nothing stands above the first.
    assert found([pages[0], pages[2]], made) == ["row-page"]


def test_tables_side_by_side_have_each_its_own_times() -> None:
    rows = [["date", "Inwi", "date", "Méditel"], ["2016-02-26", "5", "2016-02-28", "6"]]
    assert [(row[0], row[1].day) for row in found(rows, campaign())] == [
        ("facebook:inwi", 26),
        ("facebook:meditel", 28),
    ]


def test_a_file_of_nothing_but_a_count_is_asked_for_its_day() -> None:
    rows = [["Followers"], ["2,447,581"]]
    with pytest.raises(SheetError, match="sheet-no-time") as asked:
        found(rows, one_page(measure="followers"))
    assert asked.value.asks == "at"
    on = Choice(on=date(2026, 8, 5))
    assert found(rows, one_page(measure="followers"), on)[0][1:3] == (utc(2026, 8, 5, 21, 59, 59), 2_447_581)
    # Such a word above other columns is their title.
    assert found([["Likes"], ["page", "likes"], ["Inwi", "5"]], choice=on)[0][2] == 5


def test_a_column_that_somebody_chose_is_found_below_a_merged_name() -> None:
    made = campaign()
    rows = [["", "Inwi", ""], ["Date", "Likes", "Posts"], ["2016-02-27", "5", "6"], ["2016-02-28", "4", "7"]]
    assert [row[2] for row in found(rows, made, Choice(page=made.pages[1], count="posts"))] == [6, 7]
