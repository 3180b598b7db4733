"""Several pictures as one: each stands whole in its place, whatever their sizes."""

import io
from itertools import pairwise

import pytest
from PIL import Image

from bot.charts import Gallery, Painter
from bot.charts.collage import GAP, LONGEST_SIDE, WIDEST, arrange, compose
from bot.core.counts.picture_address import grid_address
from bot.core.ports.pictures import Picture
from bot.locales import speak
from storage import Database

COLOURS = ("red", "lime", "blue", "black")
MOST = 5_000_000
WIDE, HIGH, SQUARE = (1600, 900), (900, 1600), (1000, 1000)


def plain(size: tuple[int, int], colour: str, mode: str = "RGB", kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).convert(mode).save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize(
    "sizes",
    [
        (WIDE, WIDE), (HIGH, HIGH), (WIDE, HIGH), (SQUARE,) * 3, (WIDE, HIGH, HIGH), (SQUARE,) * 4, (WIDE,) * 4,
        (HIGH,) * 4, (WIDE, HIGH, SQUARE, WIDE), ((3000, 2000),) * 4, ((40, 30), (50, 30)), ((5000, 10), (10, 5000)),
    ],
)  # fmt: skip
def test_places_do_not_overlap_and_fill_rows_of_equal_width(sizes: tuple[tuple[int, int], ...]) -> None:
    places, (width, height) = arrange(sizes)
    assert len(places) == len(sizes)
    assert max(width, height) <= LONGEST_SIDE
    rows: dict[int, list[tuple[int, int, int, int]]] = {}
    for place in places:
        rows.setdefault(place[1], []).append(place)
    for top, row in rows.items():
        assert row[0][0] == 0
        assert row[-1][0] + row[-1][2] == width
        assert all(before[0] + before[2] + GAP == after[0] for before, after in pairwise(row))
        assert len({place[3] for place in row}) == 1
        assert top + row[0][3] + GAP in {*rows, height + GAP}
    for (wide, high), (_, _, shown_wide, shown_high) in zip(sizes, places, strict=True):
        if 1 / WIDEST <= wide / high <= WIDEST:
            assert wide / high == pytest.approx(shown_wide / shown_high, rel=0.03)


def test_two_wide_pictures_stand_one_above_the_other_and_two_high_ones_side_by_side() -> None:
    assert [place[0] for place in arrange((WIDE, WIDE))[0]] == [0, 0]
    assert [place[1] for place in arrange((HIGH, HIGH))[0]] == [0, 0]
    squares, _ = arrange((SQUARE,) * 4)
    assert [(left > 0, top > 0) for left, top, _, _ in squares] == [
        (False, False), (True, False), (False, True), (True, True),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_every_picture_is_seen_whole_in_its_place(count: int, kind: str) -> None:
    sizes = (WIDE, HIGH, SQUARE, WIDE)[:count]
    sent = [plain(size, colour, kind=kind) for size, colour in zip(sizes, COLOURS, strict=False)]
    places, size = arrange(sizes)
    with Image.open(io.BytesIO(compose(sent, MOST))) as shown:
        assert (shown.format, shown.size) == ("JPEG", size)
        for (left, top, width, height), colour in zip(places, COLOURS, strict=False):
            expected = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
            inner = ((left + 5, top + 5), (left + width - 6, top + height - 6), (left + width // 2, top + height // 2))
            for at in inner:
                seen = shown.getpixel(at)
                assert isinstance(seen, tuple)
                assert isinstance(expected, tuple)
                assert all(abs(one - other) < 40 for one, other in zip(seen, expected, strict=True)), (colour, at, seen)


def test_a_see_through_picture_stands_on_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", SQUARE, (0, 0, 0, 0)).save(written, "PNG")
    with Image.open(io.BytesIO(compose([written.getvalue(), plain(SQUARE, "black", "L")], MOST))) as shown:
        assert shown.getpixel((100, 100)) == (255, 255, 255)
        assert shown.getpixel((shown.width - 100, 100)) == (0, 0, 0)


def test_a_picture_that_would_be_too_heavy_is_compressed_more() -> None:
    noise = io.BytesIO()
    Image.effect_noise((800, 800), 90).save(noise, "PNG")
    fine = compose([noise.getvalue()] * 2, MOST)
    assert len(compose([noise.getvalue()] * 2, len(fine) - 1)) < len(fine)


async def test_the_gallery_draws_stored_pictures_as_one(sqlite_store: Database) -> None:
    gallery = Gallery(sqlite_store, speak, Painter(), lambda _: None)
    async with sqlite_store.writing() as tx:
        ids = [await tx.pictures.add(Picture("image/png", plain(SQUARE, colour))) for colour in COLOURS]
    drawn = await gallery.picture(grid_address(ids))
    assert drawn is not None
    with Image.open(io.BytesIO(drawn)) as shown:
        assert shown.size == arrange((SQUARE,) * 4)[1]
    assert await gallery.picture(grid_address(["a" * 64, "b" * 64])) is None
