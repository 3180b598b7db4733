"""Reads a file of counts into rows of cells: text in any usual encoding, a spreadsheet, or JSON."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

from bot.config import ConfigError
from bot.core.model.reply import Text

SPREADSHEETS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSED = ["cp1252", "cp1256", "utf_8", "utf_16", "mac_roman"]
_SAMPLE = 200_000
_ARABIC = re.compile("[\u0621-\u064a]{3}")


def open_rows(file: Path) -> tuple[Callable[[], Iterator[tuple[int, Sequence[str]]]], list[Text]]:
    """The rows of a file with the numbers of their lines, from its beginning each time; and what was assumed of it.

    Raises ConfigError for a file that cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as trouble:
        raise ConfigError(f"{file} cannot be read: {trouble.strerror}.") from None
    if file.suffix.lower() in SPREADSHEETS:
        return _spreadsheet(file, data), []
    encoding, said = encoding_of(data, file.name)
    begins = data[:_SAMPLE].decode(encoding, errors="ignore")
    if begins.lstrip()[:1] in {"{", "["}:
        return _json(data.decode(encoding), file.name), said
    return _text(data, encoding, begins, file.name), said


def encoding_of(data: bytes, name: str) -> tuple[str, list[Text]]:
    """The encoding of a file, and a line that says so where it was guessed. Raises ConfigError."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _as(data, encoding, name), []
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return "utf-8", []
    if _ARABIC.search(data[:_SAMPLE].decode("cp1256", errors="replace")):
        # Short texts mislead the library; no language in Latin letters has three such bytes in a row.
        return _as(data, "cp1256", name), [Text("sheet-encoding", {"encoding": "cp1256"})]
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded only for files that need it

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    if best is None:
        raise ConfigError(f"{name} is no text in an encoding that is known: save it as UTF-8.")
    return _as(data, best.encoding, name), [Text("sheet-encoding", {"encoding": best.encoding.replace("_", "-")})]


def _as(data: bytes, encoding: str, name: str) -> str:
    """The encoding, once the whole file is known to be in it."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        raise ConfigError(f"{name} is not the text that it seems to be ({encoding}): save it as UTF-8.") from None
    return encoding


def _text(data: bytes, encoding: str, begins: str, name: str) -> Callable[[], Iterator[tuple[int, Sequence[str]]]]:
    head = begins.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skipped, delimiter = 0, ""
    if head[0].lower().startswith("sep=") and len(head[0].strip()) == len("sep=;"):
        delimiter, skipped = head[0].strip()[-1], 1
    if not delimiter:
        delimiter = max("\t;,", key=next((line for line in head if line.strip()), "").count)

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        # Universal newlines: a line may end as on any machine.
        lines = islice(TextIOWrapper(BytesIO(data), encoding=encoding, newline=None), skipped, None)
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            for cells in reader:
                yield reader.line_num + skipped, cells
        except csv.Error as wrong:
            raise ConfigError(f"{name}, line {reader.line_num + skipped}: {wrong}.") from None

    return rows


def _json(text: str, name: str) -> Callable[[], Iterator[tuple[int, Sequence[str]]]]:
    """A list of objects, or an object a line; the first row names the keys of all."""
    try:
        objects = json.loads(text) if text.lstrip().startswith("[") else _json_lines(text)
    except (ValueError, RecursionError) as wrong:
        raise ConfigError(f"{name} is not JSON: {wrong}.") from None
    if not isinstance(objects, list) or not all(isinstance(one, dict) for one in objects):
        raise ConfigError(f"{name} must be a list of objects, or an object in each line.")
    keys = list(dict.fromkeys(key for one in objects for key in one))

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        yield 0, keys
        for number, one in enumerate(objects, 1):
            yield number, [_cell(one.get(key)) for key in keys]

    return rows


def _json_lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _spreadsheet(file: Path, data: bytes) -> Callable[[], Iterator[tuple[int, Sequence[str]]]]:
    """The first sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - loaded only for workbooks

    try:
        sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
        found = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as wrong:
        raise ConfigError(f"{file} is not a workbook that can be read: {wrong}.") from None

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
