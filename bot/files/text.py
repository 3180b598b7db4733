"""A text that a person wrote, such as `.env`: in UTF-8, or in what Windows calls Unicode. And a key, which is made."""

import errno
import fcntl
import io
import os
import tempfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

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
    """Write a key into a file that is new or empty, readable by the operator alone from its first byte on.

    Raises FileExistsError rather than write over a key, also one that another program writes at the same moment, and
    OSError, such as of a full disk, without leaving a file.
    """
    with _locked(file) as made:
        if made.read().strip():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
        try:
            made.seek(0)
            made.write(f"{key}\n".encode())
            made.truncate()
            made.flush()
            os.fsync(made.fileno())
        except BaseException:
            file.unlink()
            raise


def replace_text(file: Path, text: str) -> None:
    """Give a text file of the operator's another content, readable by its owner alone, in one step.

    Whoever reads it meanwhile finds the one or the other whole. Raises OSError, and leaves the file as it was.
    """
    # Behind a link, the file itself; the link stays.
    place = file.resolve()
    number, name = tempfile.mkstemp(prefix=f"{place.name}.", dir=place.parent)
    made = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(number)
        if place.exists() and os.geteuid() == 0:
            # Root must not take it from the user of the bot.
            os.chown(made, place.stat().st_uid, place.stat().st_gid)
        made.replace(place)
    except BaseException:
        made.unlink()
        raise


@contextmanager
def _locked(file: Path) -> Iterator[BinaryIO]:
    """The file, made if it is not there, for the operator alone and for one program at a time."""
    while True:
        with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as opened:
            # Some file systems have no locks; there two programs must not meet to the millisecond.
            with suppress(OSError):
                fcntl.flock(opened, fcntl.LOCK_EX)
            # The program that had it before may have taken it away.
            if os.fstat(opened.fileno()).st_nlink:
                os.fchmod(opened.fileno(), 0o600)
                yield opened
                return


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
