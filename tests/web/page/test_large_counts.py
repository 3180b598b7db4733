"""Counts of ten digits, and many companies with long names: nothing on the page runs into something else."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from html import unescape
from itertools import product

from playwright.async_api import Page as Tab

from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names
from bot.core.model.snapshots import Snapshot
from bot.locales import LANGUAGES
from storage import Database
from tests.browser import browsing
from tests.scene import SHOWN_AT, campaign_in_full_swing
from tests.shipped_fonts import dressed_page
from tests.talk import HOUR, SLUG, START, example, load, put
from tests.web.house import serving

OVERLAPS = """() => [...document.querySelectorAll(".companies tbody tr")].flatMap((row) => {
    const found = [...row.querySelectorAll(".who, td bdi, .spark svg, .age, .do a")].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const { left, right, top, bottom } = (one.tagName === "svg" ? one : range).getBoundingClientRect();
        return { text: one.textContent, left, right, top, bottom };
    }).filter((one) => one.right > one.left);
    return found.flatMap((one, at) => found.slice(at + 1).filter((other) =>
        one.left < other.right - 0.5 && other.left < one.right - 0.5 && one.top < other.bottom && other.top < one.bottom
    ).map((other) => `${one.text} | ${other.text}`));
})"""
LONG_NAMES = (
    "Telecommunications", "Société nationale des télécommunications", "Internationalization Ltd", "Inwi",
    "Telekommunikationsdienst", "Telekommunikationsgesellschaft", "المستشفيات والاستقصائيات",
)  # fmt: skip
BROKEN = """() => [...document.querySelectorAll(".who")].flatMap((who) => {
    const range = document.createRange(), text = who.firstChild;
    return [...text.data.matchAll(/[^\\s-]+/g)].filter((word) => {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1;
    }).map(String).concat(parseFloat(getComputedStyle(who).fontSize) < 12 ? [`small: ${text.data}`] : []);
})"""
BEYOND = """() => {
    const edges = [...document.querySelectorAll(".companies td, .number, li bdi")].map((one) => {
        const range = document.createRange(), card = one.closest("tbody tr, .card, body").getBoundingClientRect();
        range.selectNodeContents(one);
        const { left, right } = range.getBoundingClientRect();
        return [one.textContent, right > left && (left < card.left || right > card.right)];
    });
    const wide = document.documentElement.scrollWidth > innerWidth;
    return edges.filter(([, out]) => out).map(([text]) => text).concat(wide ? ["wide"] : []);
}"""
"""Figures that go over the edge of their card or of the page."""
CUT = """() => [...document.querySelectorAll(".chart .y")].filter((one) => one.getBoundingClientRect().left < 0)
    .map((one) => one.textContent)"""
"""Numbers beside the chart that begin outside the page."""
WIDTHS = (320, 360, 720, 1000, 1280)
BARS = """() => [...document.querySelectorAll(".do .bar")].map((bar) => bar.getBoundingClientRect().width)"""


async def at_widths(page: Tab, widths: Iterable[int]) -> AsyncIterator[int]:
    """Make the window as wide as each of them: a page is laid out anew for it, and need not be loaded again."""
    for width in widths:
        await page.set_viewport_size({"width": width, "height": 800})
        yield width


LARGE = {
    "large": (1_234_567_890, 1_135_802_458),
    "below": (1_000_345_678, 987_654_321),
    "half": (2_000_000_000, 800_000_000),
}
"""Counts at the start and now of ten digits, also of which a digit is lost meanwhile."""


async def test_no_count_of_ten_digits_runs_into_another(sqlite_store: Database) -> None:
    names = {"en": "National Telephone Company", "fr": "Compagnie nationale", "ar": "شركة الاتصالات الوطنية"}
    targets = tuple(Target(f"t{place}", Names(names), (Page("facebook", f"p{place}"),)) for place in range(4))
    for slug, (first, last) in LARGE.items():
        campaign = await load(sqlite_store, replace(example(), slug=slug, targets=targets))
        for place in range(4):
            await put(sqlite_store, campaign, [(place, START, first), (place, START + 24 * HOUR, last + place)])
    async with serving(sqlite_store, START + 25 * HOUR) as site, browsing() as browser:
        for language, slug in product(names, LARGE):
            page = await dressed_page(browser, f"{site.url}/{language}/{slug}")
            async for width in at_widths(page, WIDTHS):
                assert await page.evaluate(OVERLAPS) == [], (language, slug, width)
                # Bars are there to be compared: a few pixels of one show nothing.
                assert min(await page.evaluate(BARS)) >= 80, (language, slug, width)
            await page.context.close()


MOVED = {"fall": (7_000_000_000, 6_100_000_000), "rise": (70, 7_000), "leap": (100, 9_999_999)}
"""Counts at the start and now of which a change, a per cent or a number beside the chart is very long."""


async def test_no_digit_and_no_sign_is_cut(sqlite_store: Database) -> None:
    for slug, counts in MOVED.items():
        campaign = await load(sqlite_store, replace(example(), slug=slug))
        for at, count in zip((START, START + 24 * HOUR), counts, strict=True):
            await put(sqlite_store, campaign, [(page, at, count) for page in range(3)])
    async with serving(sqlite_store, START + 25 * HOUR) as site, browsing() as browser:
        for language, slug in product(LANGUAGES, MOVED):
            page = await dressed_page(browser, f"{site.url}/{language}/{slug}")
            assert await page.locator(".chart .y").count() >= 2
            async for width in at_widths(page, WIDTHS):
                assert await page.evaluate(CUT) == [], (language, slug, width)
                assert await page.evaluate(BEYOND) == [], (language, slug, width)
                assert await page.evaluate(OVERLAPS) == [], (language, slug, width)
            await page.context.close()


ROUNDED = {"millions": (2_400_000, 2_000_000, 100_000), "billions": (1_234_000_000, 1_135_000_000, 1_000_000)}
"""Counts at the start and now, and to what they are rounded: a change is a range."""


async def test_nothing_of_rounded_counts_is_cut_or_runs_into_another(sqlite_store: Database) -> None:
    for slug, (first, now, step) in ROUNDED.items():
        campaign = await load(sqlite_store, replace(example(), slug=slug))
        async with sqlite_store.writing() as tx:
            for at, count in ((START, first), (START + 20 * HOUR, now)):
                rows = [(page, Snapshot(at, count, step)) for page in campaign.pages]
                await take_rows(tx, campaign, rows, at)
    async with serving(sqlite_store, START + 25 * HOUR) as site, browsing() as browser:
        for language, slug in product(LANGUAGES, ROUNDED):
            for path in (f"/{language}", f"/{language}/{slug}", f"/embed/{slug}/{language}"):
                page = await dressed_page(browser, f"{site.url}{path}")
                assert await page.locator(".number").count() >= 1
                async for width in at_widths(page, WIDTHS):
                    assert await page.evaluate(OVERLAPS) == [], (path, width)
                    assert await page.evaluate(BEYOND) == [], (path, width)
                await page.context.close()


async def test_the_widget_says_the_middle_of_a_range_and_the_page_all_of_it(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, replace(example(), slug="rounded"))
    async with sqlite_store.writing() as tx:
        for at, count in ((START, 2_400_000), (START + HOUR, 2_000_000)):
            await take_rows(tx, campaign, [(campaign.pages[0], Snapshot(at, count, 100_000))], at)
    async with serving(sqlite_store, START + 2 * HOUR) as site:
        texts = [unescape((await site.get(path)).text) for path in ("/en/rounded", "/embed/rounded/en")]
    assert "<bdi>between \u2212500,000 and \u2212300,000</bdi>" in texts[0]
    assert "<bdi>about \u221216.67%</bdi>" in texts[0]
    assert "<bdi>about\u00a0\u2212400,000</bdi>" in texts[1]


async def test_no_name_breaks_inside_a_word(sqlite_store: Database) -> None:
    targets = tuple(
        Target(f"t{place}", Names({"en": name}), (Page("facebook", f"p{place}"),))
        for place, name in enumerate(LONG_NAMES)
    )
    campaign = await load(sqlite_store, replace(example(), slug="large", targets=targets))
    for place in range(len(LONG_NAMES)):
        rows = [(place, START, 2_447_581), (place, START + 24 * HOUR, 2_272_336 + place)]
        await put(sqlite_store, campaign, rows)
    async with serving(sqlite_store, START + 25 * HOUR) as site, browsing() as browser:
        for language in LANGUAGES:
            page = await dressed_page(browser, f"{site.url}/{language}/large")
            async for width in at_widths(page, (320, 360, 414, 720)):
                assert await page.evaluate(BROKEN) == [], (language, width)
                assert await page.evaluate(OVERLAPS) == [], (language, width)
            await page.context.close()


async def test_the_list_of_campaigns_shows_a_number_in_the_colour_of_its_page(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, example(), START)
    await put(sqlite_store, campaign, [(0, START, 2000), (0, START + HOUR, 1000)])
    async with serving(sqlite_store, START + 2 * HOUR) as site:
        assert '<p class="number" data-size="6" data-good="yes">1,000</p>' in (await site.get("/en")).text


async def test_the_bar_of_a_goal_stays_a_bar_on_the_narrowest_phone(sqlite_store: Database) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT) as site, browsing() as browser:
        for language in LANGUAGES:
            page = await dressed_page(browser, f"{site.url}/{language}/{SLUG}", viewport={"width": 320, "height": 700})
            widths = await page.evaluate(
                "[...document.querySelectorAll('.event .goal .bar')].map(one => one.getBoundingClientRect().width)"
            )
            assert len(widths) == 2
            assert min(widths) >= 120, (language, widths)
            await page.context.close()
