"""Creates docs/pictures for the README: real output of the console, and the page of the running demo."""

import io
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
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
    """The program's output, with its own database in `folder`."""
    settings = {"DATABASE_URL": f"sqlite:///{folder}/pictures.db", "SECRET_KEY": secrets.token_hex(32), "LANG": "C"}
    command = [sys.executable, "-m", "bot", *words]
    found = subprocess.run(
        command, cwd=HERE, env=os.environ | settings, input=typed, capture_output=True, text=True, check=True
    )
    return found.stdout


def draw(text: str, path: Path) -> None:
    """Draw `text` as a picture of a terminal."""
    terminal = Console(record=True, width=WIDTH, file=io.StringIO())
    terminal.print(Text(text.rstrip("\n"), style="#e6e6e6"), soft_wrap=False)
    path.write_text(terminal.export_svg(title="", code_format=FRAME), encoding="utf-8")
    print(path.relative_to(HERE))


def photograph() -> None:
    """Take screenshots of the page of a demo after one day: in Arabic on a phone, in English on a desktop."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("Chromium is not installed, so the page cannot be photographed: apt-get install chromium")
    command = [sys.executable, "-m", "bot", "demo", "--speed", "7200", "--for", "60"]
    demo = subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        url = (demo.stdout.readline() if demo.stdout else "").split()[-1]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            phone = browser.new_page(viewport={"width": 360, "height": 1000}, device_scale_factor=1.5, locale="ar")
            desktop = browser.new_page(viewport={"width": 1100, "height": 1100}, locale="en")
            time.sleep(18)
            for page, language, place in ((phone, "ar", "phone"), (desktop, "en", "desktop")):
                page.goto(url.replace("/en/", f"/{language}/"))
                page.locator(".state.on").wait_for()
                path = HERE / "docs" / "pictures" / f"page-{language}-{place}.png"
                page.screenshot(path=path, animations="disabled")
                print(path.relative_to(HERE))
            browser.close()
    finally:
        demo.terminate()
        demo.wait()


def main() -> None:
    """Draw the console's answer to `/stats`, then take the screenshots of the page."""
    with tempfile.TemporaryDirectory() as folder:
        nolike(folder, "campaign", "load", str(EXAMPLE))
        nolike(folder, "import", str(EXAMPLE.with_suffix(".csv")), "--campaign", EXAMPLE.stem)
        draw(
            "> /stats\n" + nolike(folder, "console", "--language", "en", typed="/stats\n"),
            HERE / "docs" / "pictures" / "stats-en.svg",
        )
    photograph()


if __name__ == "__main__":
    main()
