"""The bytes of files of counts become rows of cells, whatever their encoding and form."""

import datetime as dt

import pytest

from bot.core.files.sheet_form import SheetError
from bot.files.encoding import encoding_of
from bot.files.rows import open_rows
from bot.locales import speak


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("a.json", b"{nonsense", "sheet-bad-json"), ("a.json", b"[1, 2]", "sheet-json-shape"),
     ("a.xlsx", b"PK not really", "sheet-bad-workbook"),
     ("a.csv", b"\xff\xfe\x00", "sheet-bad-text"), ("a.csv", b"\xef\xbb\xbf\xff", "sheet-bad-text")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(SheetError) as wrong:
        open_rows(data, name)
    assert wrong.value.text.id == said
    assert name in speak("en")(wrong.value.text)


def test_a_workbooks_cells_are_text_as_a_person_would_write_it() -> None:
    from bot.files.rows import _cell  # noqa: PLC0415

    assert [_cell(one) for one in (None, 5.0, 2.5, "x", dt.date(2016, 2, 27))] == ["", "5", "2.5", "x", "2016-02-27"]
    assert _cell(dt.datetime(2016, 2, 27, 10, 20)) == "2016-02-27T10:20:00"  # noqa: DTZ001 - a workbook's
    assert _cell(dt.datetime(2016, 2, 27)) == "2016-02-27"  # noqa: DTZ001 - as above


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["date\tlikes\r\n2016-02-27\t5\r\n", "التاريخ\tالعدد\r\n٢٠٢٦/١٢/٠٤\t٢٬٤٤٧\r\n"])
def test_utf_16_is_known_without_its_mark(encoding: str, text: str) -> None:
    found, said = encoding_of(text.encode(encoding), "a.txt")
    assert (found, [one.id for one in said]) == (encoding, ["sheet-encoding"])
    rows, _ = open_rows(text.encode(encoding), "a.txt")
    assert [cells for _, cells in rows()] == [line.split("\t") for line in text.split("\r\n") if line]


@pytest.mark.parametrize("data", [b"", b"x", "é,ü".encode(), b"date,likes\n2016-02-27,5\n"])
def test_other_text_is_no_utf_16(data: bytes) -> None:
    assert encoding_of(data, "a.csv") == ("utf-8", [])


def test_commas_inside_cells_are_no_delimiters() -> None:
    rows, _ = open_rows(b"Counts, in thousands\ndate;likes\n27/02/2016;12,5\n28/02/2016;12,4\n", "a.csv")
    assert [cells for _, cells in rows()][1:] == [["date", "likes"], ["27/02/2016", "12,5"], ["28/02/2016", "12,4"]]


@pytest.mark.parametrize("sign", "\t;,|")
def test_every_usual_sign_parts_the_cells(sign: str) -> None:
    rows, _ = open_rows(f"date{sign}likes\n2026-02-27{sign}12\n".encode(), "a.csv")
    assert [cells for _, cells in rows()] == [["date", "likes"], ["2026-02-27", "12"]]
