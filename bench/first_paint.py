"""Measures how soon a phone on a slow network sees the page: Chromium's own throttling, a cold cache each time.

The page is that of a campaign in full swing, on loopback: without TLS, and without the round trips that open a
connection, which Chromium's throttling leaves out. `--runs` is the number of visits; the medians are printed as JSON.
"""

import argparse
import asyncio
import json
import secrets
import statistics
import tempfile
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession

from bot.locales import LANGUAGES
from storage import open_store
from tests.browser import browsing
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.talk import SLUG
from tests.web.house import serving

KBIT_PER_SECOND, LATENCY_MS = 400, 300
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True}
LIMITS = {"first_paint_s": 1.2, "first_view_kb": 25.0, "all_kb": 60.0}
"""What the project holds itself to: seconds until something stands there, and kilobytes on the wire."""
PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => {
    const found = list.getEntriesByName("first-contentful-paint")[0];
    if (found) told(found.startTime);
}).observe({type: "paint", buffered: true}))"""


@dataclass
class Wire:
    """What one visit brought over the network, in bytes with headers, by the kind of what was asked for."""

    kinds: dict[str, str] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    async def listen(self, cdp: CDPSession) -> None:
        """Count what the tab of `cdp` loads from now on."""
        cdp.on("Network.responseReceived", lambda told: self.kinds.update({told["requestId"]: told["type"]}))
        cdp.on("Network.loadingFinished", self._finished)
        await cdp.send("Network.enable")

    def _finished(self, told: dict[str, Any]) -> None:
        kind = self.kinds.get(told["requestId"], "Other")
        self.found[kind] = self.found.get(kind, 0) + int(told["encodedDataLength"])


async def visit(browser: Browser, url: str) -> tuple[float, Wire]:
    """Seconds until the first text is painted, and what the page loaded until it was whole."""
    context = await browser.new_context(**PHONE)
    page = await context.new_page()
    cdp, wire = await context.new_cdp_session(page), Wire()
    await wire.listen(cdp)
    rate = KBIT_PER_SECOND * 1000 / 8
    limits = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
    await cdp.send("Network.emulateNetworkConditions", limits)
    await page.goto(url, wait_until="load")
    painted = float(await page.evaluate(PAINTED)) / 1000
    await context.close()
    return painted, wire


async def measure(browser: Browser, url: str, runs: int) -> dict[str, object]:
    """The medians of a language's page; pictures are left out of the weight, as are the live figures afterwards."""
    seen = [await visit(browser, url) for _ in range(runs)]
    weights = [wire.found for _, wire in seen]
    document = statistics.median(one["Document"] for one in weights)
    whole = statistics.median(sum(size for kind, size in one.items() if kind != "Image") for one in weights)
    return {
        "first_paint_s": round(statistics.median(painted for painted, _ in seen), 2),
        "worst_s": round(max(painted for painted, _ in seen), 2),
        "first_view_kb": round(document / 1000, 1),
        "all_kb": round(whole / 1000, 1),
        "kinds_bytes": weights[0],
    }


async def main() -> None:
    """Measure each language, and print; fails where one is above its limit."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=5)
    runs = asked.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/scene.db", secrets.token_hex(32))
        await store.upgrade()
        await campaign_in_full_swing(store)
        async with serving(store, SHOWN_AT, web_public_url=PUBLIC) as site, browsing() as browser:
            found = {one: await measure(browser, f"{site.url}/{one}/{SLUG}", runs) for one in LANGUAGES}
        await store.close()
    over = [f"{language}: {name}" for language, one in found.items() for name, limit in LIMITS.items()
            if float(str(one[name])) > limit]  # fmt: skip
    network = {"kbit_per_second": KBIT_PER_SECOND, "latency_ms": LATENCY_MS}
    print(json.dumps({**network, "limits": LIMITS, **found, "over": over}, indent=2))
    raise SystemExit(bool(over))


if __name__ == "__main__":
    asyncio.run(main())
