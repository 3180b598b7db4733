"""Draws docs/pictures: what the running console really prints, as SVG pictures for the README."""

import io
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent.parent
EXAMPLE = HERE / "campaigns" / "no-voip-no-like.toml"
WIDTH = 100

# Rich's own frame would load its font from another host; a picture in a README must not.
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px }}
{styles}
</style>
<rect width="100%" height="100%" rx="8" fill="#14171c"/>
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def nolike(folder: str, *words: str, typed: str = "") -> str:
    """What the program prints, in a database of its own under `folder`."""
    settings = {"DATABASE_URL": f"sqlite:///{folder}/pictures.db", "SECRET_KEY": secrets.token_hex(32), "LANG": "C"}
    command = [sys.executable, "-m", "bot", *words]
    found = subprocess.run(
        command, cwd=HERE, env=os.environ | settings, input=typed, capture_output=True, text=True, check=True
    )
    return found.stdout


def draw(text: str, path: Path) -> None:
    """`text` as a picture of a terminal."""
    terminal = Console(record=True, width=WIDTH, file=io.StringIO())
    terminal.print(Text(text.rstrip("\n"), style="#e6e6e6"), soft_wrap=False)
    path.write_text(terminal.export_svg(title="", code_format=FRAME), encoding="utf-8")
    print(path.relative_to(HERE))


def main() -> None:
    """Ask the console for its figures, and draw the answer."""
    with tempfile.TemporaryDirectory() as folder:
        nolike(folder, "campaign", "load", str(EXAMPLE))
        nolike(folder, "import", str(EXAMPLE.with_suffix(".csv")), "--campaign", EXAMPLE.stem)
        draw(
            "> /stats\n" + nolike(folder, "console", "--language", "en", typed="/stats\n"),
            HERE / "docs" / "pictures" / "stats-en.svg",
        )


main()
