"""Screenshots of the public page in its views, for the documents and for the tests that compare them."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.async_api import Browser

from bot.locales import LANGUAGES
from tests.shipped_fonts import dressed_page
from tests.talk import SLUG

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
COLOURS = 128
UNHINTED = "--font-render-hinting=none"
"""The browser's flag without which letters are as wide as the machine's font settings say."""
LIMIT = 16
"""How far a tile's mean may be off in red, green or blue, of 255."""
SMALL, TILE, TALLER = 360, 12, 0.02
"""The width at which pictures are compared, the side of a tile of it, and how much taller, in widths, one may be."""
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 1120}, "device_scale_factor": 1.5}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
EMBED: dict[str, Any] = {"viewport": {"width": 320, "height": 306}, "device_scale_factor": 1.5}
SHEET: dict[str, Any] = {"viewport": {"width": 794, "height": 1123}}


@dataclass(frozen=True)
class View:
    """A picture of the page: its address, the settings of the browser's context, and what is photographed.

    One that is not `compared` shows the badge, a picture with whatever font the machine has.
    """

    path: str
    settings: dict[str, Any]
    whole: bool = False
    printed: bool = False
    styles: str = ""
    compared: bool = True

    async def take(self, browser: Browser, url: str) -> Image.Image:
        """The screenshot, of the site at `url`."""
        page = await dressed_page(browser, f"{url}{self.path}", **self.settings)
        if self.printed:
            await page.emulate_media(media="print")
        if self.styles:
            await page.add_style_tag(content=self.styles)
        png = await page.screenshot(full_page=self.whole, animations="disabled")
        await page.context.close()
        return Image.open(io.BytesIO(png)).convert("RGB")


def views(language: str) -> dict[str, View]:
    """The page's views in a language, by the names of their pictures."""
    page = f"/{language}/{SLUG}"
    found = {
        f"page-{language}-phone": View(page, PHONE),
        f"page-{language}-phone-dark": View(page, PHONE | {"color_scheme": "dark"}),
        f"page-{language}-desktop": View(page, DESKTOP, whole=True),
        f"embed-{language}": View(f"/embed/{SLUG}/{language}", EMBED),
    }
    if language == "en":
        found["page-en-about"] = View(f"{page}/about", DESKTOP, whole=True, compared=False)
        found["page-en-print"] = View(page, SHEET, whole=True, printed=True)
    return found


VIEWS = {name: view for language in LANGUAGES for name, view in views(language).items()}


def far(made: Image.Image, name: str) -> int:
    """How far the tile that differs most is off, of 255, from the picture of that name in docs/pictures.

    Edges of letters may look different in another version of the browser, which is little in the mean of a tile; the
    places, sizes and colours of what is there may not.
    """
    wanted = Image.open(PICTURES / f"{name}.png").convert("RGB")
    if abs(made.height / made.width - wanted.height / wanted.width) > TALLER:
        return 255
    size = (SMALL, round(SMALL * wanted.height / wanted.width))
    one, other = (each.resize(size, Image.Resampling.BOX) for each in (made, wanted))
    tiles = (size[0] // TILE, size[1] // TILE)
    means = ImageChops.difference(*(each.resize(tiles, Image.Resampling.BOX) for each in (one, other)))
    return max(int(high) for _, high in means.getextrema())  # type: ignore[misc, union-attr]
