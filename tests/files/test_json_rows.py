"""Every shape of JSON in which counts stand becomes the same rows."""

import pytest

from bot.core.files.sheet_form import SheetError
from bot.files.rows import open_rows

ONE = [["date", "likes"], ["2026-08-05", "5"]]
LONG = [
    ["page", "time", "count"],
    ["inwi", "2026-08-05", "5"],
    ["inwi", "2026-08-06", "4"],
    ["meditel", "2026-08-05", "7"],
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A list of objects inside others.
        ('{"data":[{"date":"2026-08-05","likes":5}],"errors":[]}', ONE),
        ('{"status":"ok","count":1,"data":{"items":[{"date":"2026-08-05","likes":5}]}}', ONE),
        ('\ufeff{"data":[{"date":"2026-08-05","likes":5}]}', ONE),
        # Times as keys, a page as the key around them, and the other way round.
        ('{"2026-08-05":5,"2026-08-06":4}', [["2026-08-05", "5"], ["2026-08-06", "4"]]),
        ('{"inwi":{"2026-08-05":5,"2026-08-06":4},"meditel":{"2026-08-05":7}}', LONG),
        ('{"2026-08-05":{"inwi":5,"meditel":7},"2026-08-06":{"inwi":4}}',
         [["time", "inwi", "meditel"], ["2026-08-05", "5", "7"], ["2026-08-06", "4", ""]]),
        # Lists of pairs, in any order, with a head, a pair a line, and under the names of pages.
        ("[[1732471512,2455],[1732471572,2450]]", [["1732471512", "2455"], ["1732471572", "2450"]]),
        ("[1732471512,2455]\n\n[1732471572,2450]\n", [["1732471512", "2455"], ["1732471572", "2450"]]),
        ('[["date","likes"],["2026-08-05",5]]', ONE),
        ('{"inwi":[[5,"2026-08-05"],[4,"2026-08-06"]],"meditel":[["2026-08-05",7]]}', LONG),
        ('{"inwi":[[2455,1732471512000]],"meditel":[[1732471512000,"7"]]}',
         [LONG[0], ["inwi", "1732471512000", "2455"], ["meditel", "1732471512000", "7"]]),
        # Objects under the names of pages, whose keys differ.
        ('{"inwi":[{"date":"2026-08-05","likes":5}],"meditel":[{"date":"2026-08-05","likes":7,"note":null}]}',
         [["page", "date", "likes", "note"], ["inwi", "2026-08-05", "5", ""], ["meditel", "2026-08-05", "7", ""]]),
        # Pages that hold their own history, as objects and as pairs.
        ('{"all":{"pages":[{"handle":"inwi","id":7,"past":[{"at":1,"n":5},{"at":2,"n":4}]},{"handle":"x","past":[{"n":7}]}]}}',
         [["handle", "id", "at", "n"], ["inwi", "7", "1", "5"], ["inwi", "7", "2", "4"], ["x", "", "", "7"]]),
        ('[{"page":"inwi","points":[[1732471512,5],[1732471572,4]]}]',
         [LONG[0], ["inwi", "1732471512", "5"], ["inwi", "1732471572", "4"]]),
        # A row with lists of its own is one row.
        ('[{"at":"x","n":5,"tags":[{"a":1}]}]', [["at", "n", "tags"], ["x", "5", "[{'a': 1}]"]]),
        ('[{"at":"x","n":"5","tags":[{"a":"b"}]}]', [["at", "n", "tags"], ["x", "5", "[{'a': 'b'}]"]]),
        ('[{"at":"x","n":"5","tags":[]}]', [["at", "n", "tags"], ["x", "5", "[]"]]),
        ('[{"at":"x","n":"5","tags":[[1,2,3]]}]', [["at", "n", "tags"], ["x", "5", "[[1, 2, 3]]"]]),
        # A list for each column, objects inside a row, and one row alone.
        ('{"dates":["2026-08-05","2026-08-06"],"likes":[5,4]}',
         [["dates", "likes"], ["2026-08-05", "5"], ["2026-08-06", "4"]]),
        ('[{"at":"2026-08-05","public":{"followers":5,"a":{"b":1}}}]',
         [["at", "public.followers", "public.a.b"], ["2026-08-05", "5", "1"]]),
        ('{"date":"2026-08-05","public":{"likes":5}}', [["date", "public.likes"], ["2026-08-05", "5"]]),
    ],
)  # fmt: skip
def test_every_shape_of_counts_becomes_rows(text: str, expected: list[list[str]]) -> None:
    rows, _ = open_rows(text.encode(), "a.json")
    assert [list(cells) for _, cells in rows()] == expected


@pytest.mark.parametrize("text", ["[1, 2]", "[[[1]]]", "[{}, 1]", '{"dates":["2026-08-05"],"likes":[5,4]}'])
def test_a_shape_without_rows_is_refused(text: str) -> None:
    with pytest.raises(SheetError) as wrong:
        open_rows(text.encode(), "a.json")
    assert wrong.value.text.id == "sheet-json-shape"


@pytest.mark.parametrize("text", ['{"x":[1,2]}', '{"x":[1,2],"y":{"z":[3]}}', '{"a":1}'])
def test_one_object_without_rows_inside_is_one_row(text: str) -> None:
    rows, _ = open_rows(text.encode(), "a.json")
    assert len(list(rows())) == 2
