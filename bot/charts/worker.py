"""The rendering subprocess: reads SVG frames from standard input and writes PNG frames to standard output.

resvg holds the GIL while it renders, so it runs in a process of its own. A frame is a length of four bytes
(big-endian) and that many bytes; an empty frame means that the picture could not be rendered.
"""

import struct
import sys
from importlib.resources import files
from pathlib import Path

LENGTH = struct.Struct(">I")


def render(svg: str, fonts: list[str]) -> bytes:
    """Render SVG as PNG with the given fonts and no system fonts. Raises ValueError."""
    # Costs memory that only the subprocess needs; the bot imports LENGTH alone.
    import resvg_py  # noqa: PLC0415

    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)


def fonts() -> list[str]:
    """The font files that pictures are drawn with."""
    folder = Path(str(files("fontpkg_ibm_plex_sans_arabic"))) / "files"
    return [str(folder / f"IBMPlexSansArabic-{weight}.ttf") for weight in ("Regular", "SemiBold")]


def main() -> None:
    """Render until standard input ends."""
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
