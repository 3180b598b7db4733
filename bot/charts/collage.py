"""Several pictures as one: rows of equal width and nothing cut off, so that text in the pictures stays readable."""

import io
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE, SHORTEST_SIDE = 2560, 640
"""Pixels. Telegram keeps at most 2560 of a photo's longer side; see https://core.telegram.org/api/files#image-thumbnail-types."""

GAP = 16
"""Pixels between two pictures."""

WIDEST = 3.0
"""A picture wider than so many times its height, or higher than so many times its width, gets a margin instead."""

FIT = 1.0
"""The proportion, width by height, that is best seen in a chat on a phone."""

QUALITIES = 90, 75
"""Of the JPEG; the second where the first gives more bytes than are allowed."""

_PAPER = "white"


def compose(pictures: Sequence[bytes], most: int) -> bytes:
    """The pictures (PNG or JPEG), in their order, as one JPEG of at most `most` bytes.

    Takes some tenths of a second, and the memory of one picture at a time and of the whole. Raises OSError for broken
    bytes.
    """
    # Pillow costs some 10 MB of memory, and most bots never get a picture.
    from PIL import Image  # noqa: PLC0415 - see above

    sizes = []
    for data in pictures:
        with Image.open(io.BytesIO(data)) as opened:
            sizes.append(opened.size)
    places, whole = arrange(sizes)
    canvas = Image.new("RGB", whole, _PAPER)
    for data, (left, top, width, height) in zip(pictures, places, strict=True):
        with Image.open(io.BytesIO(data)) as opened:
            # JPEG decodes at a fraction of its size, where that is enough.
            opened.draft("RGB", (width, height))
            shown = _on_paper(opened, (width, height))
        canvas.paste(shown, (left + (width - shown.width) // 2, top + (height - shown.height) // 2))
    written = io.BytesIO()
    for quality in QUALITIES:
        written = io.BytesIO()
        # Colours at full resolution: halved, they blur red text.
        canvas.save(written, "JPEG", quality=quality, subsampling=0, optimize=True)
        if written.tell() <= most:
            break
    return written.getvalue()


def arrange(sizes: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int, int, int]], tuple[int, int]]:
    """Where each picture of these sizes stands (left, top, width, height), and the size of the whole, in pixels."""
    shapes = [min(max(width / height, 1 / WIDEST), WIDEST) for width, height in sizes]
    rows = min(_ways(len(shapes)), key=lambda ways: _badness(shapes, ways))
    # Relative to a whole that is 1 wide, without gaps.
    heights = [1 / sum(shapes[first:after]) for first, after in rows]
    wanted = max(
        size[0] / (heights[row] * shapes[place])
        for row, (first, after) in enumerate(rows)
        for place, size in enumerate(sizes[first:after], first)
    )
    width = round(min(max(wanted, SHORTEST_SIDE), LONGEST_SIDE, (LONGEST_SIDE - GAP * len(rows)) / sum(heights)))
    places, top = [], 0
    for first, after in rows:
        room = width - GAP * (after - first - 1)
        height, left = round(room / sum(shapes[first:after])), 0
        for place in range(first, after):
            # The last one ends where the others' rows end, whatever was rounded.
            wide = width - left if place == after - 1 else round(height * shapes[place])
            places.append((left, top, wide, height))
            left += wide + GAP
        top += height + GAP
    return places, (width, top - GAP)


def _ways(pictures: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to put so many pictures in rows, each row as (first, after its last); the fewest rows first."""
    if not pictures:
        yield ()
    for last in range(pictures, 0, -1):
        for before in _ways(pictures - last):
            yield (*before, (pictures - last, pictures))


def _badness(shapes: Sequence[float], rows: Sequence[tuple[int, int]]) -> float:
    """How far a way to arrange the pictures is from a whole of proportion FIT in which they are equally large."""
    heights = [1 / sum(shapes[first:after]) for first, after in rows]
    areas = [
        heights[row] ** 2 * shapes[place] for row, (first, after) in enumerate(rows) for place in range(first, after)
    ]
    return abs(math.log(1 / sum(heights) / FIT)) + abs(math.log(max(areas) / min(areas))) / 2


def _on_paper(opened: "Image", size: tuple[int, int]) -> "Image":
    """The picture in this size, without distortion, on white where it is transparent."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    if opened.mode == "RGB":
        return ImageOps.contain(opened, size, Image.Resampling.LANCZOS)
    ink = opened.convert("RGBA")
    paper = Image.new("RGBA", ink.size, _PAPER)
    return ImageOps.contain(Image.alpha_composite(paper, ink).convert("RGB"), size, Image.Resampling.LANCZOS)
