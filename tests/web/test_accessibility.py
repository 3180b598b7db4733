"""Every state that a public page can be in, read by axe at the widths of a small phone, a phone and a desk."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe

from bot.locales import LANGUAGES
from storage import Database
from tests.browser import browsing, go
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.talk import END, HOUR, SLUG, another, load, load_2016
from tests.web.house import serving

VIEWS: tuple[tuple[int, Literal["dark", "light"]], ...] = ((320, "dark"), (360, "light"), (1280, "dark"))


async def in_full_swing(store: Database) -> None:
    await campaign_in_full_swing(store)


async def ended(store: Database) -> None:
    await load_2016(store)


async def without_readings(store: Database) -> None:
    await load(store, another(SLUG))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("state", "at"), [(in_full_swing, SHOWN_AT), (ended, END + 24 * HOUR), (without_readings, SHOWN_AT)]
)
async def test_axe_finds_no_violation_in_any_state(
    sqlite_store: Database, state: Callable[[Database], Awaitable[None]], at: datetime, language: str
) -> None:
    await state(sqlite_store)
    async with serving(sqlite_store, at, web_public_url=PUBLIC) as site, browsing() as browser:
        page = await browser.new_page()
        for path in (f"/{language}/{SLUG}", f"/embed/{SLUG}/{language}"):
            await go(page, f"{site.url}{path}")
            await page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            for width, scheme in VIEWS:
                await page.set_viewport_size({"width": width, "height": 740})
                await page.emulate_media(color_scheme=scheme)
                found = await Axe().run(page)
                assert found.response["violations"] == [], (path, width, scheme, found.generate_report())
