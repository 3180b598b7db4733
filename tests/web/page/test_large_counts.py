"""Counts of ten digits, and many companies with long names: nothing on the page runs into something else."""

from dataclasses import replace

import pytest

from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names
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
BARS = """() => [...document.querySelectorAll(".do .bar")].map((bar) => bar.getBoundingClientRect().width)"""


@pytest.mark.parametrize("width", [320, 360, 720, 1000, 1280])
async def test_no_count_of_ten_digits_runs_into_another(sqlite_store: Database, width: int) -> None:
    names = {"en": "National Telephone Company", "fr": "Compagnie nationale", "ar": "شركة الاتصالات الوطنية"}
    targets = tuple(Target(f"t{place}", Names(names), (Page("facebook", f"p{place}"),)) for place in range(4))
    campaign = await load(sqlite_store, replace(example(), slug="large", targets=targets))
    for place in range(4):
        rows = [(place, START, 1_234_567_890), (place, START + 24 * HOUR, 1_135_802_458 + place)]
        await put(sqlite_store, campaign, rows)
    async with serving(sqlite_store, START + 25 * HOUR) as site, browsing() as browser:
        for language in names:
            page = await dressed_page(browser, f"{site.url}/{language}/large", viewport={"width": width, "height": 800})
            assert await page.evaluate(OVERLAPS) == [], language
            # Bars are there to be compared: a few pixels of one show nothing.
            assert min(await page.evaluate(BARS)) >= 80, language
            await page.context.close()


async def test_the_list_of_campaigns_shows_a_number_in_the_colour_of_its_page(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, example(), START)
    await put(sqlite_store, campaign, [(0, START, 2000), (0, START + HOUR, 1000)])
    async with serving(sqlite_store, START + 2 * HOUR) as site:
        assert '<p class="number" data-good="yes">1,000</p>' in (await site.get("/en")).text


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
