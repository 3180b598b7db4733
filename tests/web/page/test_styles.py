"""The styles that stand in pages, and the policy that allows them."""

import base64
import hashlib
import re
from colorsys import rgb_to_hsv
from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.charts.draw import ACCENT
from bot.core.counts.intake import take_rows
from bot.core.files.campaign import parse
from bot.core.model.campaign import Page, Target
from bot.core.model.input.colours import LEAST_CONTRAST, contrast
from bot.core.model.reply import Names
from bot.core.model.snapshots import Snapshot
from bot.locales import LANGUAGES
from bot.sources import SOURCES
from bot.web.page.styles import DARK, LIGHT, STATIC, accent_style, base_style
from storage import Database
from tests.browser import browsing
from tests.scene import PUBLIC
from tests.shipped_fonts import dressed_page
from tests.talk import END, HOUR, SLUG, START, load
from tests.web.house import PAGE, Served, serving

NAMES = ("mark", "good", "bad")


@pytest.mark.parametrize("accent", ["", "#ffee00"])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/about", f"/embed/{SLUG}/en"])
async def test_the_styles_in_a_page_are_those_that_its_policy_allows(served: Served, path: str, accent: str) -> None:
    async with served.store.writing() as tx:
        await tx.campaigns.save(replace(await served.campaign(), accent=accent), END)
    answer = await served.get(path)
    styles = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    script = "'none'" if path.startswith("/embed") else "'self'"
    [policy] = answer.headers.get_list("content-security-policy")
    assert f"script-src {script};" in policy
    assert "unsafe" not in policy
    for style in styles:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert len(styles) == (2 if accent else 1)
    # Yellow on white cannot be read: the page takes the nearest shade that can. On black it is as it was given.
    light, _, dark = styles[-1].partition("@media")
    assert accent in dark
    assert not accent or accent not in light


def test_the_grounds_are_those_of_the_styles_and_every_text_colour_can_be_read_on_them() -> None:
    text = (STATIC / "page.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[:2]
    for block, ground in ((light, LIGHT), (dark, DARK)):
        named = dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{6})", block))
        assert named["ground"] == ground
        for name in named.keys() - {"ground", "card", "edge"}:
            assert contrast(named[name], ground) >= LEAST_CONTRAST, name
            assert contrast(named[name], named["card"]) >= LEAST_CONTRAST, name
    assert f"--mark: {ACCENT}" in light


def test_our_own_colour_is_not_taken_for_what_a_figure_means() -> None:
    """Red and green say what the campaign wants: a button in one of them would be good or bad news."""
    for block in re.findall(r":root \{(.*?)\}", (STATIC / "page.css").read_text(encoding="utf-8"), re.DOTALL)[:2]:
        named = dict(re.findall(r"--([a-z0-9]+): #([0-9a-f]{6})", block))
        mark, good, bad = (rgb_to_hsv(*(part / 255 for part in bytes.fromhex(named[name])))[0] for name in NAMES)
        assert min(abs(mark - good), abs(mark - bad), 1 - abs(mark - bad)) > 1 / 8


def test_a_style_is_small_and_keeps_what_it_says() -> None:
    assert accent_style("") == ""
    assert "/*" not in base_style()
    assert "min-height:3rem" in base_style().replace(": ", ":")


UNDER_CODE = """() => {
    const code = document.querySelector(".scan").getBoundingClientRect();
    return [...document.querySelectorAll("main > :not(.scan), .hero *, .companies")].filter((one) => {
        const range = document.createRange(), words = one.children.length === 0 && one.textContent.trim();
        range.selectNodeContents(one);
        if (!words && !one.matches(".bar, .companies")) return false;
        const { left, right, top, bottom } = (words ? range : one).getBoundingClientRect();
        return right > left && left < code.right && code.left < right && top < code.bottom && code.top < bottom;
    }).map((one) => one.textContent || one.outerHTML.slice(0, 60));
}"""
"""What is printed over the code or its words."""
BUNDLED = {one.stem: one.read_text(encoding="utf-8") for one in Path("campaigns").glob("*.toml")}
NAMED = ("Market", "Banque Populaire Maroc", "Banque Marocaine du Commerce Extérieur")
SHEETS = {
    "many measures": ("supermarkets", None, 0, 1),
    "goal": ("petition", None, 0, 1),
    "many companies": ("supermarkets", (17, 0), 0, 1),
    "rounded counts": ("supermarkets", (14, 0), 0, 100_000),
    "long title": ("petition", None, 6, 1),
    "long names": ("supermarkets", (8, 1), 0, 1),
    "many long names": ("supermarkets", (17, 1), 0, 1),
    "very long names": ("supermarkets", (12, 2), 0, 1),
    "many very long names": ("supermarkets", (17, 2), 0, 1),
}
"""A bundled campaign, with so many companies of one measure and such names, its title so often, counts rounded so."""


@pytest.mark.parametrize("sheet", SHEETS)
async def test_the_print_of_any_campaign_is_one_sheet_on_which_nothing_stands_on_the_code(
    sqlite_store: Database, sheet: str
) -> None:
    name, companies, longer, step = SHEETS[sheet]
    campaign = replace(parse(BUNDLED[name], SOURCES, LANGUAGES, available_timezones()), starts_at=START, ends_at=None)
    if companies:
        many, called = companies
        targets = (
            Target(f"t{n}", Names({"en": f"{NAMED[called]} {n}"}), (Page("manual", f"{n}"),)) for n in range(many)
        )
        campaign = replace(campaign, targets=tuple(targets))
    if longer:
        by_language = campaign.title.by_language
        campaign = replace(campaign, title=Names({one: f"{title} " * longer for one, title in by_language.items()}))
    campaign = await load(sqlite_store, campaign)
    async with sqlite_store.writing() as tx:
        for at, change in ((START, 0), (START + 20 * HOUR, 200_000), (START + 40 * HOUR, 400_000)):
            rows = [(page, Snapshot(at, 2_400_000 - change, step)) for page in campaign.pages]
            await take_rows(tx, campaign, rows, at)
    async with serving(sqlite_store, START + 50 * HOUR, web_public_url=PUBLIC) as site, browsing() as browser:
        for language in campaign.title.by_language:
            url = f"{site.url}/{language}/{campaign.slug}"
            page = await dressed_page(browser, url, viewport={"width": 703, "height": 1032})
            await page.emulate_media(media="print")
            assert await page.evaluate(UNDER_CODE) == [], language
            sheets = await page.pdf(prefer_css_page_size=True, print_background=True)
            assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1, language
            await page.context.close()
