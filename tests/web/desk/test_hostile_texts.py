"""Every page of the desk with hostile texts in every place: they stay words, in their direction, inside the page."""

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.core.model.roles import Role
from bot.web.desk.app import PLACES
from tests.browser import browsing
from tests.web.desk.hostile import MARKUP, NUMBERS, TURNED, write_hostile_texts
from tests.web.desk.house import BASE, Desk
from tests.web.desk.test_browser import ANNA, EVERY, WALKED, tab

WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().width > innerWidth).map((one) => one.outerHTML.slice(0, 100))"""
# What ends or encloses a turned direction: a block, or an element with a direction of its own.
CLOSED = {
    "bdi", "title", "option", "textarea", "p", "h1", "h2", "h3",
}  # fmt: skip


PIECES = ("/live", "/picture", ".csv", ".toml")
# Pages that show nothing of what people wrote, and files.
WITHOUT = {f"{BASE}/audit.csv", f"{BASE}/campaign.toml", "/desk/sessions", "/desk/setup"}


def addresses() -> list[str]:
    """Every page that a browser can open."""
    found = []
    for place in PLACES:
        path = f"/desk{place.path}"
        for name, value in NUMBERS.items():
            path = path.replace(name, value)
        if not place.post and "{" not in path:
            found.append(f"{path}?kind=phone_off" if path.endswith("/events/new") else path)
    return sorted(found)


def texts(node: LexborNode) -> list[LexborNode]:
    return [one for one in node.traverse(include_text=True) if one.tag == "-text"]


def is_enclosed(text: LexborNode) -> bool:
    """Whether a turned direction in this text ends with an element of its own, before any words of the desk."""
    parent = text.parent
    return parent is not None and (parent.tag in CLOSED or "dir" in parent.attributes)


@pytest.mark.parametrize("language", ["ar", "fr"])
async def test_hostile_texts_are_words_on_every_page(desk: Desk, language: str) -> None:
    await write_hostile_texts(desk)
    browser = await desk.person(Role.OWNER, language=language)
    shown = set()
    for address in addresses():
        await browser.open(address)
        assert browser.status < 500, address
        if "<html" not in browser.page and "<div" not in browser.page:
            continue
        tree = LexborHTMLParser(browser.page)
        assert tree.css("x-evil") == [], address
        assert [one.attributes for one in tree.css("script") if "src" not in one.attributes] == [], address
        for one in tree.css("*"):
            assert not [name for name in one.attributes if name.startswith("on") or name == "style"], address
            assert not (one.attributes.get("href") or "").lower().startswith("javascript:"), address
        assert str(7919 * 7919) not in browser.page, address
        if MARKUP[:8] in tree.text():
            shown.add(address)
        wrong = [one for one in texts(tree.root) if TURNED[0] in one.text_content and not is_enclosed(one)]
        assert [(one.parent.tag, one.text_content[:80]) for one in wrong if one.parent] == [], address
    assert set(addresses()) - shown == WITHOUT
    assert desk.faults == []


@pytest.mark.parametrize(("language", "width"), EVERY if WALKED == EVERY else WALKED[:1])
async def test_hostile_texts_hang_out_nowhere(desk: Desk, language: str, width: int) -> None:
    await write_hostile_texts(desk)
    await desk.talk.give(Role.OWNER, "7")
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        await seen.enter(ANNA)
        for address in addresses():
            if not address.endswith(PIECES):
                await seen.open(address)
                wide = await seen.page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert wide <= 0, (address, await seen.page.evaluate(WIDEST))
        # The browser also notes each page that is not there or not for owners.
        assert [one for one in seen.complaints if "Failed to load resource" not in one] == []
