"""Pictures that people send come in without what their camera wrote beside them."""

import io
import zlib
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from bot.charts.sent_pictures import LOGO_SIDE, clean_logo, clean_picture
from bot.core.calls.content import LARGEST_PICTURE
from bot.core.commands.request import SentPicture
from bot.core.model.limits import LARGEST_SIDES
from bot.core.model.roles import Role
from storage import Database
from tests.talk import Talk, ids, load_2016

CAMERA, PLACE, COMMENT = b"Pocket Camera 3", b"33.5731 N 7.5898 W", b"taken at home"


def sent(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """A picture with a camera's name, a place and a comment; a JPEG also lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x8298], exif[0x0112] = CAMERA.decode(), PLACE.decode(), 6
    file, notes = io.BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Comment", COMMENT.decode())
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    if kind == "PNG":
        picture.save(file, kind, exif=exif, pnginfo=notes)
    else:
        picture.save(file, kind, exif=exif, comment=COMMENT)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [("JPEG", "RGB", (40, 60)), ("JPEG", "L", (40, 60)), ("PNG", "RGB", (40, 60)), ("PNG", "RGBA", (40, 60))],
)
async def test_a_picture_keeps_its_pixels_and_nothing_else(kind: str, mode: str, size: tuple[int, int]) -> None:
    data = sent(kind, mode=mode)
    assert CAMERA in data
    assert PLACE in data
    assert COMMENT in data
    cleaned = await clean_picture(data)
    assert not any(piece in cleaned for piece in (CAMERA, PLACE, COMMENT, b"Exif", b"eXIf", b"tEXt"))
    with Image.open(io.BytesIO(cleaned)) as shown:
        assert (shown.format, shown.size, len(shown.getexif())) == (kind, size, 0)
        assert shown.has_transparency_data is (mode == "RGBA")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", sent("JPEG")[:300], sent("PNG")[:120], sent("PNG").replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n....", b"\xff\xd8\xff" + bytes(5_000_001), sent("PNG", (LARGEST_SIDES, 1)),
        sent("JPEG", (7000, 6000)),
    ],
    ids=["empty", "gif", "half a jpeg", "half a png", "spoilt png", "no png", "too heavy", "too long", "too large"],
)  # fmt: skip
async def test_what_is_broken_or_too_large_or_of_another_kind_is_refused(data: bytes) -> None:
    assert await clean_picture(data) == b""


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
async def test_damaged_metadata_neither_stops_a_picture_nor_is_written_about(kind: str) -> None:
    data = bytearray(sent(kind))
    start = data.index(b"Exif" if kind == "JPEG" else b"eXIf")
    whole = 0
    for place in range(start + 6, start + 70):
        for value in (0, 1, 5, 255):
            damaged = bytearray(data)
            damaged[place] = value
            if kind == "PNG":
                length = int.from_bytes(damaged[start - 4 : start])
                damaged[start + 4 + length : start + 8 + length] = zlib.crc32(
                    damaged[start : start + 4 + length]
                ).to_bytes(4)
            clean = await clean_picture(bytes(damaged))
            assert CAMERA not in clean
            whole += bool(clean)
    assert whole > 64 * 4 * 0.9


async def test_no_metadata_of_a_picture_that_an_organizer_sends_is_kept(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    talk = Talk(sqlite_store)
    talk.services = replace(talk.services, clean_picture=clean_picture)
    await talk.give(Role.ORGANIZER, "8")
    await talk.private("/call", "8", typed=True)
    refused = await talk.private("poster", "8", typed=True, pictures=(SentPicture(sent("JPEG")[:300]),))
    assert ids(refused)[0] == "call-bad-picture"
    await talk.private("poster", "8", typed=True, pictures=(SentPicture(sent("JPEG")),))
    async with sqlite_store.reading() as tx:
        call = await tx.calls.get(1)
        assert call is not None
        kept = await tx.pictures.get(call.script.picture)
    assert kept is not None
    assert kept.kind == "image/jpeg"
    assert CAMERA not in kept.data


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "RGB")])
async def test_a_logo_is_a_small_png_without_what_its_file_said(kind: str, mode: str) -> None:
    clean = await clean_logo(sent(kind, (1200, 600), mode))
    for told in (CAMERA, PLACE, COMMENT):
        assert told not in clean
    with Image.open(io.BytesIO(clean)) as logo:
        assert (logo.format, max(logo.size)) == ("PNG", LOGO_SIDE)
        assert logo.info == {}


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"x" * (LARGEST_PICTURE + 1)])
async def test_what_is_no_picture_is_no_logo(data: bytes) -> None:
    assert await clean_logo(data) == b""
