"""A real browser for tests: Debian's Chromium, driven by Playwright, or whatever CHROMIUM names."""

import asyncio
import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from subprocess import DEVNULL
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.async_api import Browser, Locator, Page, Request, async_playwright, expect

from tests.fakes import until

# What a test waits for, it waits for long enough on a loaded machine too.
expect.set_options(timeout=30_000)
PATIENCE = 60
_ends: list[Callable[[], None]] = []
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


# What opens windows, models and services that no test looks at, and that cost half the computing of each new window.
WITHOUT = (
    "Translate", "MediaRouter", "OptimizationHints", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    "PreloadTopChromeWebUI", "OnDeviceModelService",
)  # fmt: skip
# What Playwright gives a Chromium that it starts itself, as far as a page can see it.
LIKE_PLAYWRIGHTS = (
    "--headless", "--no-sandbox", "--remote-debugging-port=0", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-background-timer-throttling", "--disable-dev-shm-usage",
    "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding", "--disable-component-update",
    "--disable-default-apps", "--disable-extensions", "--disable-sync", "--disable-field-trial-config",
    f"--disable-features={','.join(WITHOUT)}",
    "--force-color-profile=srgb", "--hide-scrollbars", "--mute-audio", "--use-mock-keychain", "--password-store=basic",
    "--metrics-recording-only", "--enable-automation", "--disable-search-engine-choice-screen",
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)  # fmt: skip


@asynccontextmanager
async def browsing(*flags: str) -> AsyncIterator[Browser]:
    """A browser with `flags`: one process for all tests of a worker, with nothing left in it from another test."""
    address = await asyncio.to_thread(_running, flags)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(address)
        try:
            yield browser
        finally:
            # It closes this test's windows; the program runs on.
            await browser.close()


def end_browsers() -> None:
    """End what `browsing` started; called when the tests of a worker end, which ends without `atexit`."""
    while _ends:
        _ends.pop()()


atexit.register(end_browsers)


@cache
def _running(flags: tuple[str, ...]) -> str:
    """The address of a browser's DevTools, which runs until this process ends: a start costs a second of computing."""
    folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
    # A container's administrator may not make sandboxes, and only our own pages are opened.
    words = [find(), *LIKE_PLAYWRIGHTS, *flags, f"--user-data-dir={folder.name}", "about:blank"]
    program = subprocess.Popen(words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)

    def end() -> None:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        folder.cleanup()

    _ends.append(end)
    told = Path(folder.name) / "DevToolsActivePort"
    began = time.monotonic()
    while not (told.is_file() and len(lines := told.read_text().splitlines()) == 2):
        assert program.poll() is None, f"Chromium ended by itself: {program.returncode}"
        assert time.monotonic() - began < PATIENCE, "Chromium does not say where it listens"
        time.sleep(0.02)
    return f"ws://127.0.0.1:{lines[0]}{lines[1]}"


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
