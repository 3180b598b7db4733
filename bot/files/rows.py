"""Reads the bytes of a file of counts into rows of cells: text in any usual encoding, a spreadsheet, or JSON."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import PurePath
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile

from bot.core.files.sheet_form import SheetError
from bot.core.model.reply import Text
from bot.files.encoding import SAMPLE, encoding_of
from bot.files.json_rows import read_table

LOOKED_AT = 30
MEGABYTE = 1_000_000
SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
LARGEST_UNPACKED = 1_000_000_000
Rows: TypeAlias = Callable[[], Iterator[tuple[int, Sequence[str]]]]


def open_rows(data: bytes, name: str, unpacked: int = LARGEST_UNPACKED) -> tuple[Rows, list[Text]]:
    """The rows of a file with the numbers of their lines, from its beginning each time; and what was assumed of it.

    `name` is the file's own, whose ending tells a workbook; `unpacked` is how many bytes one may have without its
    compression. Raises SheetError for a file that cannot be read.
    """
    if PurePath(name).suffix.lower() in SPREADSHEETS:
        _check_unpacked(data, name, unpacked)
        return _spreadsheet(data, name), []
    encoding, said = encoding_of(data, name)
    begins = data[:SAMPLE].decode(encoding, errors="ignore").removeprefix("\ufeff")
    if begins.lstrip()[:1] in {"{", "["}:
        return _json(data.decode(encoding).removeprefix("\ufeff"), name), said
    return _text(data, encoding, begins, name), said


def _text(data: bytes, encoding: str, begins: str, name: str) -> Rows:
    head = begins.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skipped, delimiter = 0, ""
    if head[0].lower().startswith("sep=") and len(head[0].strip()) == len("sep=;"):
        delimiter, skipped = head[0].strip()[-1], 1
    if not delimiter:
        # Lines, not signs: 12,5 and "2,447,581" have commas too.
        delimiter = max("\t;,|", key=lambda sign: sum(sign in line for line in head[:LOOKED_AT]))

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        # Universal newlines: a line may end as on any machine.
        lines = islice(TextIOWrapper(BytesIO(data), encoding=encoding, newline=None), skipped, None)
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in reader:
                yield reader.line_num + skipped, cells
        except csv.Error as wrong:
            values = {"file": name, "line": str(reader.line_num + skipped), "reason": str(wrong)}
            raise SheetError(Text("sheet-bad-line", values)) from None

    return rows


def _json(text: str, name: str) -> Rows:
    """The rows of a JSON text; the line that names the columns is the first, with the number 0."""
    try:
        table = read_table(text)
    except (ValueError, RecursionError) as wrong:
        raise SheetError(Text("sheet-bad-json", {"file": name, "reason": str(wrong)})) from None
    if table is None:
        raise SheetError(Text("sheet-json-shape", {"file": name}))
    names, found = table

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        if names:
            yield 0, names
        for number, one in enumerate(found, 1):
            yield number, [_cell(value) for value in one]

    return rows


def _check_unpacked(data: bytes, name: str, most: int) -> None:
    """Raise SheetError for a workbook that would fill the memory: a few kilobytes may unpack to gigabytes."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except BadZipFile:
        # The old .xls is not packed; whatever else it is, the library says so.
        return
    if size > most:
        raise SheetError(Text("sheet-unpacked", {"file": name, "size": size // MEGABYTE, "most": most // MEGABYTE}))


def _spreadsheet(data: bytes, name: str) -> Rows:
    """The first sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - loaded only for workbooks

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        found = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as wrong:
        raise SheetError(Text("sheet-bad-workbook", {"file": name, "reason": str(wrong)})) from None

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        for number, cells in enumerate(found, 1):
            yield number, [_cell(cell) for cell in cells]

    return rows


def _cell(value: Any) -> str:  # noqa: ANN401 - JSON's and a workbook's own types
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        # A workbook has no dates without a time: midnight is a date alone.
        text = str(value.isoformat())
        return text.removesuffix("T00:00:00")
    return str(value)
