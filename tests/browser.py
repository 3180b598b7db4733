"""A real browser for tests: Debian's Chromium, driven by Playwright, or whatever CHROMIUM names."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright, expect

# What a test waits for, it waits for long enough on a loaded machine too.
expect.set_options(timeout=30_000)


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
