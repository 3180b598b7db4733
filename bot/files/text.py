"""A text that a person wrote, such as `.env`: in UTF-8, or in what Windows calls Unicode. And a key, which is made."""

import io
import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

HOW = "save it as UTF-8 (in Windows: Notepad, Save as, Encoding: UTF-8)"
"""What helps with a file that is in another encoding."""


class NotTextError(Exception):
    """The file is no text, or one in an encoding that it does not name; `line` is the first wrong one."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not UTF-8")
        self.line = line


def read_text(file: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises OSError, and NotTextError for any other."""
    return _read(file, "utf-8-sig")


def read_secret(file: Path) -> str:
    """A key or passphrase in a file as text, without the space around it. Raises as `read_text`.

    Every other sign counts, the mark of UTF-8 too: without it, what was closed with this key would not open.
    """
    return _read(file, "utf-8").strip()


def write_secret(file: Path, key: str) -> None:
    """Write a key into a new file, readable by the operator alone from its first byte on.

    Raises FileExistsError rather than write over a key, and OSError, such as of a full disk, without leaving a file.
    """
    number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as made:
            made.write(f"{key}\n")
            made.flush()
            os.fsync(number)
    except BaseException:
        file.unlink()
        raise


def _read(file: Path, usual: str) -> str:
    data = file.read_bytes()
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else usual
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise NotTextError(_line(data[: wrong.start].decode(encoding, errors="ignore"))) from None
    before, zero, _ = text.partition("\0")
    if zero:
        # UTF-16 without its mark, or no text at all.
        raise NotTextError(_line(before))
    return io.StringIO(text, newline=None).read()


def _line(before: str) -> int:
    return before.count("\n") + 1
