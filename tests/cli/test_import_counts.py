"""`nolike import`: files as people have them, a preview first, all rows or none."""

import json
import re
from pathlib import Path

import pytest

from bot.cli import import_counts
from bot.cli.terminal import EXAMPLE
from bot.locales.column_names import column_names
from tests.program import Program
from tests.talk import SLUG

PAGE = ("--page", "facebook:maroctelecom")
ROWS = [("2016-02-27 10:20", 2_400_000), ("2016-02-28 10:20", 2_300_000)]
HEAD = ("التاريخ", "العدد")


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def csv_text(delimiter: str = ",", end: str = "\n", head: tuple[str, str] = ("date", "likes")) -> str:
    return "".join(f"{when}{delimiter}{count}{end}" for when, count in [head, *ROWS])


FORMS: dict[str, bytes] = {
    "utf-8.csv": csv_text().encode(),
    "bom.csv": csv_text(";").encode("utf-8-sig"),
    "utf-16.txt": csv_text("\t", "\r\n").encode("utf-16"),
    "cr.csv": csv_text(end="\r").encode(),
    "sep.csv": b"sep=;\r\n" + csv_text(";", "\r\n").encode(),
    "cp1256.csv": csv_text(head=HEAD).encode("cp1256"),
    "cp1252.csv": csv_text(head=("date", "abonnés à ce jour, été")).replace("abonnés à ce jour, été", "likes")
    .replace("likes\n", "likes,café à côté\n").encode("cp1252"),
    "list.json": json.dumps([{"date": when, "count": count, "x": None} for when, count in ROWS]).encode(),
    "lines.jsonl": "\n".join(json.dumps({"date": when, "count": float(count)}) for when, count in ROWS).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_every_encoding_and_delimiter_is_read(nolike: Program, name: str) -> None:
    nolike.loaded()
    file = nolike.folder / name
    file.write_bytes(FORMS[name])
    ran = nolike("import", str(file), *PAGE)
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert "2 rows added, 0 already there, 0 refused." in plain(ran.out)
    assert ("read as" in plain(ran.out)) is name.startswith("cp")
    assert "2016-02-27T10:20:00Z,2400000,1" in nolike("export").out


def workbook(file: Path) -> None:
    """A small OpenDocument sheet, written as the standard has it."""
    import zipfile  # noqa: PLC0415 - for this test alone

    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{when.replace(" ", "T")}:00"/>'
        f'<table:table-cell office:value-type="float" office:value="{count}"/></table:table-row>'
        for when, count in ROWS
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("date", "likes")
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="a"><table:table-row>{head}</table:table-row>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", body)


def test_a_workbook_is_read(nolike: Program) -> None:
    nolike.loaded()
    workbook(nolike.folder / "counts.ods")
    ran = nolike("import", str(nolike.folder / "counts.ods"), *PAGE)
    assert (ran.code, ran.err) == (0, ""), ran.out
    assert "2016-02-27T10:20:00Z,2400000,1" in nolike("export").out
    broken = nolike.folder / "broken.xlsx"
    broken.write_bytes(b"PK not really")
    assert "is not a workbook" in nolike("import", str(broken), *PAGE).err


def begun(nolike: Program) -> None:
    """The campaign with the first count of one page."""
    assert nolike("campaign", "load", str(EXAMPLE)).code == 0
    first = nolike.folder / "first.csv"
    first.write_text("date,likes\n2016-02-26 00:00,2447581\n", encoding="utf-8")
    assert nolike("import", str(first), *PAGE).code == 0


def test_a_preview_stores_nothing_and_says_what_would_change(nolike: Program) -> None:
    begun(nolike)
    before = nolike("export").out
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-29 11:30,1447581\n", encoding="utf-8")
    said = plain(nolike("import", str(file), *PAGE, "--preview").out)
    assert "One row of one page, from 29 Feb 2016 to 29 Feb 2016." in said
    assert "→ 1,447,581 likes (1,000,000 likes lost)" in said
    assert "this was only the preview" in said
    assert nolike("export").out == before


def test_refused_rows_stop_the_whole_file_and_are_told_once(nolike: Program) -> None:
    nolike.loaded()
    before = nolike("export").out
    file = nolike.folder / "a.csv"
    bad = "".join(f"soon,{number}\n" for number in range(9))
    file.write_text(f"date,likes\n2016-02-27,2400000\n{bad}", encoding="utf-8")
    ran = nolike("import", str(file), *PAGE)
    assert ran.code == 1
    assert plain(ran.err).splitlines() == [
        "9 refused: soon is not a time; write it as 2016-02-26T00:00:00Z. (line 3, 4, 5)"
    ]
    assert "--keep-good" in ran.out
    assert nolike("export").out == before
    kept = nolike("import", str(file), *PAGE, "--keep-good")
    assert kept.code == 1
    assert "One row added" in plain(kept.out)


def test_no_baseline_is_settled_from_a_file_with_refused_rows(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-25,x\n2016-02-27,2400000\n", encoding="utf-8")
    nolike("import", str(file), *PAGE, "--keep-good")
    assert "2,400,000" not in nolike("baseline", SLUG).out
    file.write_text("date,likes\n2016-02-27,2400000\n", encoding="utf-8")
    nolike("import", str(file), *PAGE)
    assert "2,400,000" in nolike("baseline", SLUG).out


def test_options_that_do_not_fit_are_one_sentence(nolike: Program) -> None:
    nolike.loaded()
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-27,2400000\n", encoding="utf-8")
    for options, said in (
        (("--page", "facebook:nobody"), "is no page of the campaign"),
        (("--page", "nonsense"), "is no page of the campaign"),
        ((*PAGE, "--at", "noon"), "is no time"),
        ((*PAGE, "--count", "boosts"), "no column boosts"),
    ):
        ran = nolike("import", str(file), *options)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1)
        assert said in plain(ran.err)
    at = nolike("import", str(file), *PAGE, "--at", "12:00")
    assert at.code == 0
    assert "2016-02-27T12:00:00Z" in nolike("export").out


def test_columns_have_names_in_every_language() -> None:
    names = column_names()
    assert {"date", "التاريخ"} <= names.time
    assert (names.counts["followers"], names.counts["abonnés"], names.counts["العدد"]) == ("followers", "", "")


def test_a_long_file_is_counted_to_the_last_row(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    nolike.loaded()
    monkeypatch.setattr(import_counts, "BATCH", 3)
    file = nolike.folder / "a.csv"
    rows = "".join(f"2016-02-27 10:{minute:02},{2_400_000 - minute}\n" for minute in range(10))
    file.write_text(f"time,likes\n{rows}", encoding="utf-8")
    said = plain(nolike("import", str(file), *PAGE).out)
    assert "10 rows of one page" in said
    assert "10 rows added" in said


@pytest.mark.parametrize("named", ["https://www.facebook.com/MarocTelecom/", "facebook:@MarocTelecom", "maroctelecom"])
def test_the_page_of_a_file_may_be_named_by_its_address(nolike: Program, named: str) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-27,2400000\n", encoding="utf-8")
    assert "One row added" in plain(nolike("import", str(file), "--page", named).out)


def test_a_count_that_contradicts_a_stored_one_stops_the_whole_file(nolike: Program) -> None:
    nolike("campaign", "load", str(EXAMPLE))
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-27,2400000\n", encoding="utf-8")
    nolike("import", str(file), "--page", "facebook:inwi")
    before = nolike("export").out, nolike("baseline", SLUG).out
    file.write_text("date,inwi,maroctelecom\n2016-02-27,2400001,7\n2016-02-28,2400000,8\n", encoding="utf-8")
    ran = nolike("import", str(file))
    assert ran.code == 1
    assert plain(ran.err).splitlines() == [
        "1 refused: another count of this page and second is stored already, and stays. (line 2)"
    ]
    assert "Nothing was imported" in ran.out
    assert (nolike("export").out, nolike("baseline", SLUG).out) == before
    kept = nolike("import", str(file), "--keep-good")
    assert "3 rows added, 0 already there, 1 refused." in plain(kept.out)
    assert kept.code == 1
    assert "Maroc Telecom: no baseline yet" in plain(nolike("baseline", SLUG).out)


def test_the_preview_tells_what_changes_and_of_no_other_page(nolike: Program) -> None:
    begun(nolike)
    file = nolike.folder / "a.csv"
    file.write_text("date,likes\n2016-02-28,2300000\n2016-02-29 11:30,1447581\n", encoding="utf-8")
    said = plain(nolike("import", str(file), *PAGE).out)
    [changed] = [line for line in said.splitlines() if "→" in line]
    assert changed == "Maroc Telecom: 2,447,581 likes → 1,447,581 likes (1,000,000 likes lost)"
    assert "Inwi" not in said
    file.write_text("date,likes\n2016-02-27,2300001\n", encoding="utf-8")
    for already in (False, True):
        said = plain(nolike("import", str(file), *PAGE).out)
        assert "Maroc Telecom: the figures stay as they are: 1,447,581 likes (1,000,000 likes lost)" in said
        assert ("1 of them is stored already." in said) is already


def test_a_very_large_file_is_all_or_none_too(nolike: Program) -> None:
    begun(nolike)
    before = nolike("export").out
    rows = [f"{1_456_500_000 + second},{2_400_000 - second}" for second in range(24_000)]
    file = nolike.folder / "a.csv"
    file.write_text("t,likes\n" + "\n".join([*rows, "1456444800,7"]) + "\n", encoding="utf-8")
    ran = nolike("import", str(file), *PAGE)
    assert (ran.code, "(line 24002)" in plain(ran.err)) == (1, True)
    assert nolike("export").out == before
    file.write_text("t,likes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert "24,000 rows added" in plain(nolike("import", str(file), *PAGE).out)
    assert "24,000 of them are stored already." in plain(nolike("import", str(file), *PAGE, "--preview").out)


def test_exactly_one_import_is_taken_back_once(nolike: Program) -> None:
    nolike.loaded()
    before = nolike("export").out
    file = nolike.folder / "more.csv"
    file.write_text(csv_text())
    ran = nolike("import", str(file), *PAGE)
    assert plain(ran.out).splitlines()[-1] == "This is import 2. To take it back: nolike import --undo 2"
    assert nolike("export").out != before

    undone = nolike("import", "--undo", "2")
    assert (undone.code, plain(undone.out)) == (
        0, "Import 2 is taken back. Counts removed: 2; baselines changed: 0.\n",
    )  # fmt: skip
    assert nolike("export").out == before
    again = nolike("import", "--undo", "2")
    assert (again.code, plain(again.err)) == (1, "That was taken back before.\n")
    unknown = nolike("import", "--undo", "9")
    assert (unknown.code, plain(unknown.err)) == (2, "Nothing that can be taken back has the number 9.\n")
    assert "Name the file" in nolike("import").err
    assert [line.split("  ")[2:] for line in nolike("audit", SLUG).out.splitlines()][1:] == [
        ["imported", "2"], ["file-undone", "2"],
    ]  # fmt: skip
