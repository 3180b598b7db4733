"""A real browser for tests: Debian's Chromium, driven by Playwright, or whatever CHROMIUM names."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.async_api import Browser, Locator, Page, Request, async_playwright, expect

from tests.fakes import until

# What a test waits for, it waits for long enough on a loaded machine too.
expect.set_options(timeout=30_000)
PATIENCE = 60
# The navigations of each page that have begun and not ended, from the first address that it was sent to.
_under_way: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()


def find() -> str:
    """The browser's program; the test is skipped without one, and fails in CI."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found, and in CI its tests must run")
        pytest.skip("no Chromium was found: apt-get install chromium")
    return found


@asynccontextmanager
async def browsing(*flags: str) -> AsyncIterator[Browser]:
    """The browser, started with `flags`."""
    program = find()
    async with async_playwright() as playwright:
        # A container's administrator may not make sandboxes, and only our own pages are opened.
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *flags])
        try:
            yield browser
        finally:
            await browser.close()


async def go(page: Page, url: str, **settings: Any) -> None:  # noqa: ANN401 - any setting of Playwright's goto
    """Open `url`, once no navigation of the page's own runs: one that begins earlier would interrupt this one.

    A navigation that a script begins later, after an answer, cannot be seen from here: await it with `press`.
    """
    running = _under_way.get(page)
    if running is None:
        running = _under_way[page] = set()

        def end(request: Request) -> None:
            running.discard(request)

        page.on("request", lambda one: running.add(one) if of_the_page(page, one) else None)
        page.on("requestfinished", end)
        page.on("requestfailed", end)
    await until(lambda: not running, PATIENCE)
    await page.goto(url, timeout=PATIENCE * 1000, **settings)


async def press(button: Locator, key: str = "") -> None:
    """Press what opens another page (a link, or a form that is sent, by a script or without), and await that page.

    With `key` it is pressed on the keyboard.
    """
    async with button.page.expect_navigation(timeout=PATIENCE * 1000):
        await (button.press(key) if key else button.click())


def of_the_page(page: Page, request: Request) -> bool:
    """Whether this request opens another document in the page itself, not in a frame of it."""
    return request.is_navigation_request() and request.frame == page.main_frame
