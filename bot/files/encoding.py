"""Which encoding the text of a file is in, by its first bytes or, without a mark, by what stands in it."""

import re
from codecs import getincrementaldecoder

from bot.core.files.sheet_form import SheetError
from bot.core.model.reply import Text, listed

SAMPLE = 200_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_GUESSED = ["cp1252", "cp1256", "utf_8", "mac_roman"]
_ARABIC = re.compile("[\u0621-\u064a]{3}")
# In UTF-16 one byte of every separator and Latin sign is 0, always on the same side; no other encoding has such bytes.
_LEAST, _OTHER_SIDE = 0.05, 10


def encoding_of(data: bytes, name: str) -> tuple[str, list[Text]]:
    """The encoding of a file, and a line that says so where it was guessed. Raises SheetError."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _as(data, encoding, name), []
    wide = _utf_16(data[:SAMPLE])
    if wide:
        return _as(data, wide, name), [Text("sheet-encoding", {"encoding": wide})]
    if _fits(data, "utf-8"):
        return "utf-8", []
    if _ARABIC.search(data[:SAMPLE].decode("cp1256", errors="replace")):
        # Short texts mislead the library; no language in Latin letters has three such bytes in a row.
        return _as(data, "cp1256", name), [Text("sheet-encoding", {"encoding": "cp1256"})]
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loaded only for files that need it

    best = from_bytes(data[:SAMPLE], cp_isolation=_GUESSED).best()
    if best is None:
        raise SheetError(Text("sheet-bad-text", {"file": name, "encoding": listed(_GUESSED)}))
    return _as(data, best.encoding, name), [Text("sheet-encoding", {"encoding": best.encoding.replace("_", "-")})]


def _utf_16(sample: bytes) -> str:
    """UTF-16 without its mark, told by where the zeros are; "" for anything else."""
    half = len(sample) // 2
    if not half:
        return ""
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _LEAST and odd > even * _OTHER_SIDE:
        return "utf-16-le"
    return "utf-16-be" if even > _LEAST and even > odd * _OTHER_SIDE else ""


def _as(data: bytes, encoding: str, name: str) -> str:
    """The encoding, once the whole file is known to be in it."""
    if not _fits(data, encoding):
        raise SheetError(Text("sheet-bad-text", {"file": name, "encoding": encoding}))
    return encoding


def _fits(data: bytes, encoding: str) -> bool:
    """Whether all of the file is in this encoding; in pieces, since the text of a large file would fill the memory."""
    decoder = getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), SAMPLE):
            decoder.decode(data[start : start + SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
