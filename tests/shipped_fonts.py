"""The shipped font in a browser's pages, so that pictures of them look the same on every machine."""

import base64
from pathlib import Path

from playwright.async_api import Browser, Page

from bot.charts.worker import fonts
from tests.browser import go

WEIGHTS = {"Regular": "100 500", "SemiBold": "501 900"}


def face() -> str:
    """Styles that carry the font and put every text of a page in it."""
    rules = []
    for path in map(Path, fonts()):
        data = base64.b64encode(path.read_bytes()).decode()
        weight = WEIGHTS[path.stem.rpartition("-")[2]]
        source = f"src:url(data:font/ttf;base64,{data}) format('truetype')"
        rules.append(f"@font-face{{font-family:Shipped;font-weight:{weight};{source}}}")
    return "".join(rules) + "*{font-family:Shipped!important;caret-color:transparent!important}"


async def dressed_page(browser: Browser, url: str = "", **settings: object) -> Page:
    """A tab at `url` in which every text has the shipped font; `settings` are those of a browser's context.

    The page's own policy allows no font, so it is set aside here; the reader's clock is that of the campaign.
    """
    settings = {"timezone_id": "Africa/Casablanca", "locale": "en-GB", "reduced_motion": "reduce", **settings}
    context = await browser.new_context(bypass_csp=True, **settings)  # type: ignore[arg-type]
    page = await context.new_page()
    if url:
        await go(page, url)
        await dress(page)
    return page


async def dress(page: Page) -> None:
    """Put the page's texts in the font, and wait until it is there."""
    await page.add_style_tag(content=face())
    await page.evaluate("() => Promise.all([...document.fonts].map((one) => one.load()))")
