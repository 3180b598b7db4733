"""The process that turns SVG into PNG: it reads pictures from standard input and writes them to standard output.

It is a process of its own because resvg holds Python's lock while it draws. A frame is four bytes of length
(big-endian) and so many bytes; an empty answer means that the picture could not be drawn.
"""

import struct
import sys
from importlib.resources import files
from pathlib import Path

LENGTH = struct.Struct(">I")


def render(svg: str, fonts: list[str]) -> bytes:
    """The picture as PNG, in the given fonts and no other."""
    # Only the process that draws bears its weight; the bot takes no more than LENGTH from here.
    import resvg_py  # noqa: PLC0415

    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)


def fonts() -> list[str]:
    """The font files that pictures are drawn with."""
    folder = Path(str(files("fontpkg_ibm_plex_sans_arabic"))) / "files"
    return [str(folder / f"IBMPlexSansArabic-{weight}.ttf") for weight in ("Regular", "SemiBold")]


def main() -> None:
    """Draw until standard input ends."""
    known = fonts()
    while head := sys.stdin.buffer.read(LENGTH.size):
        svg = sys.stdin.buffer.read(LENGTH.unpack(head)[0]).decode()
        try:
            png = render(svg, known)
        except ValueError:
            png = b""
        sys.stdout.buffer.write(LENGTH.pack(len(png)) + png)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
