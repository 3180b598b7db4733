"""Pictures that people send: decoded and encoded anew, so that no metadata (place, time, camera) comes along."""

import asyncio
import io
import warnings
from typing import TYPE_CHECKING

from bot.core.calls.content import LARGEST_PICTURE
from bot.core.model.limits import LARGEST_RATIO, LARGEST_SIDES

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000
"""A larger picture is refused: decoded, it takes 160 MB."""

QUALITY = 90

LOGO_SIDE = 192
"""Pixels of the longer side of a logo; the page shows it at 35 to 64 pixels, sharp on any screen."""

DECODING = asyncio.Semaphore(1)
"""Pictures are decoded one at a time: they are large in memory."""


async def clean_picture(data: bytes) -> bytes:
    """The PNG or JPEG without metadata, upright; b"" where it is broken, too large, too narrow, or of another kind.

    One picture is decoded at a time, in a thread.
    """
    if len(data) > LARGEST_PICTURE:
        return b""
    async with DECODING:
        return await asyncio.to_thread(reencode, data)


async def clean_logo(data: bytes) -> bytes:
    """A logo as a PNG without metadata, `LOGO_SIDE` pixels at most; b"" where `clean_picture` would give that."""
    if len(data) > LARGEST_PICTURE:
        return b""
    async with DECODING:
        return await asyncio.to_thread(reencode_logo, data)


def reencode_logo(data: bytes) -> bytes:
    """What `clean_logo` does, in the caller's thread."""
    if not (clean := reencode(data)):
        return b""
    from PIL import Image  # noqa: PLC0415 - see `reencode`

    written = io.BytesIO()
    with Image.open(io.BytesIO(clean)) as opened:
        opened.thumbnail((LOGO_SIDE, LOGO_SIDE))
        opened.save(written, "PNG", optimize=True)
    return written.getvalue()


def _upright(picture: "Image.Image") -> "Image.Image":
    """The picture turned as its metadata says; as it is stored where that cannot be read."""
    from PIL import ImageOps  # noqa: PLC0415 - see `reencode`

    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - damaged metadata make Pillow raise errors of any kind
        return picture


def _fits(width: int, height: int) -> bool:
    """Whether every platform shows a picture of this shape."""
    return width + height <= LARGEST_SIDES and max(width, height) <= LARGEST_RATIO * min(width, height)


def reencode(data: bytes) -> bytes:
    """What `clean_picture` does, in the caller's thread."""
    # Pillow costs some 10 MB of memory, and most bots never get a picture.
    from PIL import Image  # noqa: PLC0415 - see above

    # Pillow warns on stderr, past our log, of what it finds odd in a sent file.
    warnings.filterwarnings("ignore", category=Warning, module=r"PIL\b")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS or not _fits(width, height):
                return b""
            opened.load()
            kind, upright = str(opened.format), _upright(opened)
            see_through = kind == "PNG" and upright.has_transparency_data
            pixels = upright.convert("RGBA" if see_through else "RGB")
    except Exception:  # noqa: BLE001 - damaged files make Pillow raise errors of any kind
        return b""
    # A picture of the pixels alone: whatever else the file said stays behind.
    plain, written = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes()), io.BytesIO()
    if kind == "PNG":
        plain.save(written, "PNG", optimize=True)
    else:
        plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue() if written.tell() <= LARGEST_PICTURE else b""
