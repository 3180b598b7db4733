"""The page looks like its pictures in docs/pictures, which a person has looked at; `make pictures` draws them anew."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from playwright.async_api import Browser

from bot.locales import LANGUAGES
from storage import Database
from tests.browser import browsing
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.web.house import Served, serving
from tests.web.photographs import LIMIT, UNHINTED, VIEWS, far, views


@pytest.fixture
async def scene(sqlite_store: Database) -> AsyncIterator[Served]:
    """The site of a campaign in full swing."""
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT, web_public_url=PUBLIC) as site:
        yield site


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with browsing(UNHINTED) as started:
        yield started


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_and_its_widget_look_like_their_pictures(scene: Served, browser: Browser, language: str) -> None:
    unlike = {}
    for name, view in views(language).items():
        off = far(await view.take(browser, scene.url), name) if view.compared else 0
        if off > LIMIT:
            unlike[name] = off
    assert unlike == {}, "if that is meant: python -m bench.pictures page, and look at each of them"


OTHERWISE = {
    "size": ".number { font-size: 3.9rem !important }",
    "colour": ".number { color: #1d4ed8 !important }",
    "button": ".go { background: #1d6f42 !important }",
    "words": ".what { font-size: 1.5rem !important }",
    "column": ".companies .change { visibility: hidden }",
    "chart": "#chart path { stroke: none !important }",
}


@pytest.mark.parametrize(("name", "what"), [
    *(("page-ar-phone", what) for what in OTHERWISE if what != "chart"),  # a phone's first screen ends above it
    *(("page-en-desktop", what) for what in OTHERWISE),
])  # fmt: skip
async def test_another_size_or_colour_is_seen(scene: Served, browser: Browser, name: str, what: str) -> None:
    changed = await replace(VIEWS[name], styles=OTHERWISE[what]).take(browser, scene.url)
    assert far(changed, name) > LIMIT
