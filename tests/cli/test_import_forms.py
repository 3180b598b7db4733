"""The forms in which people keep counts, each as a real file that the real command imports, with one option at most.

The samples are made on the model of files that stand in public: logs of followers, petition trackers, exports of
LinkedIn, tables of statistics sites, Excel in French, sheets in Arabic.
"""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.program import Program
from tests.workbooks import ods, xlsx

CAMPAIGN = """
[campaign]
slug = "drive"
timezone = "Europe/London"
starts_at = 2016-01-01T00:00:00
contact = "https://example.org"
title = { en = "Drive" }

[[targets]]
slug = "inwi"
name = { en = "Inwi", ar = "إنوي" }
pages = [{ source = "manual", handle = "inwi", measure = "MEASURE" }]
"""
SECOND = """
[[targets]]
slug = "meditel"
name = { en = "Meditel" }
pages = [{ source = "facebook", handle = "meditel", measure = "MEASURE" }]
"""
FRENCH = [("27/02/2016 10:20", "2\u00a0447\u00a0581", "12,5"), ("28/02/2016 10:20", "2\u00a0300\u00a0000", "12,4")]


@dataclass(frozen=True)
class Form:
    """A file, what it counts, the option that it needs, and some of the lines that `export` then writes."""

    name: str
    data: bytes
    measure: str
    stored: Sequence[str]
    option: tuple[str, ...] = ()
    second: bool = False
    said: str = ""
    rows: int = 2


def tracker() -> bytes:
    """Every ten minutes from 1 Oct 2024, by the clock of London, which goes back on the 27th."""
    london, begin = dt.timezone(dt.timedelta(hours=1)), dt.datetime(2024, 9, 30, 23, tzinfo=dt.UTC)
    back = dt.datetime(2024, 10, 27, 1, tzinfo=dt.UTC)
    lines = ["time,signatures"]
    for number in range(6588):
        at = begin + number * dt.timedelta(minutes=10)
        local = at.astimezone(london if at < back else dt.UTC)
        lines.append(f"{local:%Y-%m-%d %H:%M:%S},{2455 + number}")
    return "\n".join(lines).encode()


WORKBOOK = [
    ["Our counts of Inwi"], [], ["Date", "Followers", "Note"],
    [dt.datetime(2024, 8, 5, 12, 30), 2_447_581, "first"], [dt.datetime(2024, 8, 6), 2_447_000.0, None],  # noqa: DTZ001 - a workbook's
]  # fmt: skip
IN_BOOK = ["manual,inwi,2024-08-05T11:30:00Z,2447581,1", "manual,inwi,2024-08-06T22:59:59Z,2447000,1"]

FORMS = [
    Form("bluesky.csv", b"timestamp,followers,following,posts\n2024-11-15 00:01:00 UTC,512,3,9\n"
         b"2024-11-16 00:01:00 UTC,514,3,9\n", "followers", ["manual,inwi,2024-11-15T00:01:00Z,512,1"]),
    Form("threads.csv", b"date,followers\n2024-08-05,1204\n2024-08-06,1203\n", "followers",
         ["manual,inwi,2024-08-05T22:59:59Z,1204,1"]),
    Form("petition.csv", tracker(), "signatures", [
        "manual,inwi,2024-09-30T23:00:00Z,2455,1", "manual,inwi,2024-10-27T00:50:00Z,6210,1",
        "manual,inwi,2024-10-27T01:00:00Z,6211,1", "manual,inwi,2024-10-27T01:50:00Z,6216,1",
    ], rows=6588),
    Form("headless.csv", b"2024-11-24 18:05:12,2455\n2024-11-24 18:15:12,2456\n", "signatures",
         ["manual,inwi,2024-11-24T18:05:12Z,2455,1"]),
    Form("history.csv", b"datetime,count\n2024-01-03T04:05:06.789012+00:00,7\n2024-01-04T04:05:06.789012+02:00,8\n",
         "members", ["manual,inwi,2024-01-03T04:05:06Z,7,1", "manual,inwi,2024-01-04T02:05:06Z,8,1"]),
    Form("wide.tsv", b"Date\tInwi\thttps://www.facebook.com/meditel\tTotal\n2024-08-05\t12\t34\t46\n", "likes",
         ["manual,inwi,2024-08-05T22:59:59Z,12,1", "facebook,meditel,2024-08-05T22:59:59Z,34,1"], second=True),
    Form("linkedin.csv", b'Date,Page,Total followers\r\n8/25/2024,Inwi,"1,024"\r\n8/9/2024,Meditel,7\r\n', "followers",
         ["manual,inwi,2024-08-25T22:59:59Z,1024,1", "facebook,meditel,2024-08-09T22:59:59Z,7,1"], second=True,
         said="is what each day brought, not the total"),
    Form("table.csv", b'Rank,Username,Followers\n1,inwi,"2,447,581"\n2,meditel,"98,765"\n', "followers",
         ["manual,inwi,2024-08-05T12:00:00Z,2447581,1", "facebook,meditel,2024-08-05T12:00:00Z,98765,1"],
         ("--at", "2024-08-05T13:00"), second=True),
    Form("lines.jsonl", b'{"t": 1732471512, "count": 2455}\n{"t": 1732471512345, "count": 2455.0}\n'
         b'{"t": 1732471513, "count": 2456}\n', "signatures",
         ["manual,inwi,2024-11-24T18:05:12Z,2455,1", "manual,inwi,2024-11-24T18:05:13Z,2456,1"], rows=2),
    Form("list.json", json.dumps([{"date": "2024-08-05", "count": 5}, {"date": "2024-08-06", "count": 6}]).encode(),
         "members", ["manual,inwi,2024-08-05T22:59:59Z,5,1"]),
    Form("excel.csv", "\r\n".join(["Date;Abonnés;Taux", *map(";".join, FRENCH)]).encode("cp1252"), "followers",
         ["manual,inwi,2016-02-27T10:20:00Z,2447581,1"], said="read as cp1252"),
    Form("libre.csv", "\r\n".join(["Date;Abonnés;Taux", *map(";".join, FRENCH)]).replace("\u00a0", "\u202f")
         .encode("utf-8-sig"), "followers", ["manual,inwi,2016-02-28T10:20:00Z,2300000,1"]),
    Form("sheet.csv", "التاريخ,\u200fالعدد\n٢٠٢٣/١٢/٠٥,\u200f٢٬٤٤٧٬٥٨١\n٢٠٢٣/١٢/٠٤,٢٬٤٤٧\n".encode(), "likes",
         ["manual,inwi,2023-12-04T23:59:59Z,2447,1"]),
    Form("arabic.csv", "التاريخ;الصفحة;العدد\r\n2023/12/04;إنوي;2447581\r\n2023/12/05;إنوي;2447580\r\n"
         .encode("cp1256"), "likes", ["manual,inwi,2023-12-04T23:59:59Z,2447581,1"], said="read as cp1256"),
    Form("book.xlsx", xlsx(WORKBOOK), "followers", IN_BOOK),
    Form("book.ods", ods(WORKBOOK), "followers", IN_BOOK),
    Form("unicode.txt", "date\tlikes\r\n2024-08-05\t2.4M\r\n2024-08-06\t2400001\r\n".encode("utf-16"), "likes",
         ["manual,inwi,2024-08-05T22:59:59Z,2400000,100000"], said="2.4M to 100,000"),
    Form("jaime.csv", "Date;J’aime;Prix\r\n27/02/2016 10:20;2\u202f447\u202f581;12,5\r\n".encode(), "likes",
         ["manual,inwi,2016-02-27T10:20:00Z,2447581,1"], rows=1, said="left out: Prix"),
    Form("mentions.csv", "Jour;Abonnés;Mentions J'aime\r\n27/02/2016;9;2447581\r\n".encode(), "likes",
         ["manual,inwi,2016-02-27T23:59:59Z,2447581,1"], rows=1, said="left out: Abonnés"),
    Form("meta.csv", b"at,Followers,Page likes\n2024-08-05T10:00:00Z,9,12\n", "likes",
         ["manual,inwi,2024-08-05T10:00:00Z,12,1"], rows=1, said="left out: Followers"),
    Form("fans.csv", "التاريخ,المتابعون,عدد المعجبين\n٢٠٢٣/١٢/٢٤,9,12\n".encode(), "likes",
         ["manual,inwi,2023-12-24T23:59:59Z,12,1"], rows=1, said="left out: المتابعون"),
    Form("bare.txt", "date\tlikes\r\n2024-08-05\t5\r\n2024-08-06\t6\r\n".encode("utf-16-le"), "likes",
         ["manual,inwi,2024-08-05T22:59:59Z,5,1"], said="read as utf-16-le"),
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_public_form_is_imported(nolike: Program, form: Form) -> None:
    campaign = nolike.folder / "drive.toml"
    campaign.write_text((CAMPAIGN + SECOND * form.second).replace("MEASURE", form.measure), encoding="utf-8")
    assert nolike("campaign", "load", str(campaign)).code == 0
    file = nolike.folder / form.name
    file.write_bytes(form.data)
    ran = nolike("import", str(file), *form.option)
    assert (ran.code, ran.err) == (0, ""), ran.out
    said = re.sub("[\u2066-\u2069]", "", ran.out)
    assert (f"{form.rows:,} rows added" if form.rows > 1 else "One row added") in said
    assert form.said in said
    stored = nolike("export").out.splitlines()
    assert len(stored) == form.rows + 1
    assert set(form.stored) <= set(stored)


def test_a_file_that_lacks_something_says_which_option_helps(nolike: Program) -> None:
    campaign = nolike.folder / "drive.toml"
    campaign.write_text((CAMPAIGN + SECOND).replace("MEASURE", "followers"), encoding="utf-8")
    assert nolike("campaign", "load", str(campaign)).code == 0
    file = nolike.folder / "a.csv"
    for text, said, option in (
        (
            "Date,Page,Boosts\n8/25/2024,Inwi,5\n",
            "a column of times (Date), but none",
            "Say which with --count.",
        ),
        ("Username,Followers\ninwi,5\n", "but no column that says when they were read", "for example --at 2026-08-05"),
        ("date,followers\n2024-08-05,5\n", "can be: manual:inwi, facebook:meditel", "Say it with --page."),
        (
            "date,page,followers\n3/4/2024,inwi,5\n",
            "can mean two days",
            "Add --dates day-first or --dates month-first.",
        ),
    ):
        file.write_text(text, encoding="utf-8")
        ran = nolike("import", str(file))
        assert ran.code == 2
        told = re.sub("[\u2066-\u2069]", "", ran.err)
        assert said in told
        assert option in told


def test_decimals_come_back_exactly(nolike: Program) -> None:
    campaign = nolike.folder / "drive.toml"
    campaign.write_text(CAMPAIGN.replace("MEASURE", "price"), encoding="utf-8")
    assert nolike("campaign", "load", str(campaign)).code == 0
    file = nolike.folder / "a.csv"
    file.write_text("date;price\n2016-08-05;12,5\n2016-08-06;1 012,05\n2016-08-07;7\n", encoding="utf-8")
    assert nolike("import", str(file)).code == 0
    written = nolike("export").out
    assert [line.split(",")[3:] for line in written.splitlines()[1:]] == [
        ["12.50", "1"],
        ["1012.05", "1"],
        ["7.00", "1"],
    ]
    file.write_text(written, encoding="utf-8")
    again = nolike("import", str(file))
    assert "0 rows added, 3 already there, 0 refused." in re.sub("[\u2066-\u2069]", "", again.out)
