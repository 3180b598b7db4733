"""The styles that stand in pages, and the policy that allows them."""

import base64
import hashlib
import re
from colorsys import rgb_to_hsv
from dataclasses import replace

import pytest

from bot.charts.draw import ACCENT
from bot.core.model.input.colours import LEAST_CONTRAST, contrast
from bot.web.page.styles import DARK, LIGHT, STATIC, accent_style, base_style
from tests.talk import END, SLUG
from tests.web.house import PAGE, Served

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
