import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise, product
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Route, expect

from bot.core.counts.figures import read
from bot.core.events.checkin_links import make_token
from bot.core.events.pledges import Participant
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.campaign import Page as TargetPage
from bot.core.model.campaign import Target
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Moment, Names, Text
from bot.locales import LANGUAGES, speak
from bot.web.page.activities import CALLS
from bot.web.page.timestamps import stamp
from bot.web.page.widget_height import embed_height
from storage import Database
from tests.browser import browsing, go
from tests.event_talk import NEW, EventTalk
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.shipped_fonts import dressed_page
from tests.talk import END, HOUR, NOW, SLUG, Talk, another, example, load, put
from tests.web.house import PAGE, Served, serving

PHONE = {"width": 360, "height": 740}
WATCH_SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries())
            window.shifts.push(...one.sources.map((source) => source.node?.outerHTML ?? "text"));
    }).observe({type: "layout-shift", buffered: true});
}"""
PLACES = """() => Object.fromEntries(
    [...document.querySelectorAll("h1, .number, .what, .acts, .state, .companies tr, section")].map((one, at) => {
        const {top, height} = one.getBoundingClientRect();
        return [`${at} ${one.tagName}`, [top + scrollY, one.closest("section, .companies") ? 0 : height]];
    }))"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"
MORE = "https://example.org/call-"


@dataclass
class Visit:
    """A browser's tab on the site: all that it asked for, and all that it complained of."""

    page: Page
    url: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str = PAGE) -> None:
        await go(self.page, f"{self.url}{path}")


class Visitor:
    """Opens tabs."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self._browser = browser
        self.served = served
        self._visits: list[Visit] = []

    async def visit(self, **settings: Any) -> Visit:  # noqa: ANN401 - any setting of a browser's context
        context = await self._browser.new_context(**settings)
        page = await context.new_page()
        made = Visit(page, self.served.url)
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        self._visits.append(made)
        return made

    async def close(self) -> None:
        for one in self._visits:
            await one.page.context.close()


@pytest.fixture
async def visitor(served: Served) -> AsyncIterator[Visitor]:
    served.clock.move(NOW)
    await served.count(2_447_581, 2_039_848, 2_198_648, at=NOW.replace(hour=9))
    async with browsing() as browser:
        made = Visitor(browser, served)
        yield made
        await made.close()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_table_of_2016_reads_in_the_right_direction(visitor: Visitor, served: Served, language: str) -> None:
    served.clock.move(END)
    visit = await visitor.visit(viewport={"width": 1280, "height": 900})
    await visit.open(f"/{language}/{SLUG}")
    await expect(visit.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    row = visit.page.locator("table.companies tbody tr").first
    lost = {"fr": "\u2212175\u202f245"}.get(language, "\u2212175,245")
    await expect(row.locator(".change")).to_have_text(lost)
    # The first column stands at the side where reading begins.
    label = await row.locator("th").bounding_box()
    figure = await row.locator(".change").bounding_box()
    assert label is not None
    assert figure is not None
    assert (label["x"] > figure["x"]) == (language == "ar")


async def test_a_figure_changes_in_place_after_a_snapshot(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit(viewport={"width": 1280, "height": 900})
    await visit.open()
    await expect(visit.page.locator(".state")).to_have_text(speak("en")(Text("page-live")))
    await visit.page.evaluate("window.stayed = document.querySelector('.companies .change bdi')")
    await served.count(2_400_000, 2_000_000, 2_100_000)
    await expect(visit.page.locator(".companies .change").first).to_have_text("\u221247,581")
    assert await visit.page.evaluate("window.stayed === document.querySelector('.companies .change bdi')")
    await expect(visit.page.locator("#headline")).to_contain_text("186,077")
    # The chart follows a little later, so that not everybody asks for it at once.
    await expect(visit.page.locator("#chart table td").last).to_have_text("98,648")


async def test_what_is_passed_on_and_the_colours_follow_the_live_figures(sqlite_store: Database) -> None:
    target = Target("t", Names({"en": "T"}), (TargetPage("facebook", "t"),))
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start(title=Names({"en": "Fees"}), targets=(target,), value_per_unit=None)
    now = event_talk.talk.now
    await event_talk.talk.private(NEW, "7")
    async with sqlite_store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    await put(sqlite_store, campaign, [(0, now - 3 * HOUR, 1000), (0, now - 2 * HOUR, 900)])
    async with serving(sqlite_store, now, web_public_url=PUBLIC) as site, browsing() as browser:
        context = await browser.new_context(viewport=PHONE)
        page = await context.new_page()
        await go(page, f"{site.url}{PAGE}")
        await expect(page.locator(".state.on")).to_be_visible()
        await expect(page.locator("#headline[data-good='yes'], td.change[data-good='yes']")).to_have_count(2)
        await page.locator("#activities details summary").first.click()
        await page.evaluate("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
        for count, told in ((700, "300\u00a0likes lost (\u221230.00%)"), (1000, "Likes: no change (0.00%)")):
            await put(sqlite_store, campaign, [(0, site.clock.now(), count)])
            await expect(page.locator("#headline")).to_have_text(str(1000 - count), timeout=15_000)
            await page.locator(".share > summary").click()
            text = await page.evaluate("window.shared.text")
            assert without_marks(text) == f"Fees: {told}"
            links = await page.locator(".share a").evaluate_all("all => all.map((one) => one.href)")
            assert [quote(text, safe="") in link for link in links] == [True] * 3
            site.clock.move(site.clock.now() + HOUR)
        # As after a reload; what the reader opened stays open.
        await expect(page.locator("#top [data-good], #companies-now [data-good]")).to_have_count(0)
        await expect(page.locator("#activities details[open]")).to_have_count(1)
        await context.close()


async def launch(store: Database, number: int) -> None:
    script = Script({"en": f"Call {number}"}, (CallButton(ButtonKind.LINK, {"en": "Read on"}, f"{MORE}{number}"),))
    async with store.writing() as tx:
        await tx.calls.add(Call(0, SLUG, "", script, CallState.LAUNCHED, due=NOW + number * HOUR))


async def test_a_changed_link_changes_in_place_and_the_focus_stays_with_its_link(
    visitor: Visitor, served: Served
) -> None:
    for number in range(CALLS):
        await launch(served.store, number)
    visit = await visitor.visit()
    await visit.open()
    await expect(visit.page.locator(".state.on")).to_be_visible()
    links = visit.page.locator("#activities a")
    await expect(links.first).to_have_attribute("href", f"{MORE}{CALLS - 1}")
    await links.first.focus()
    await visit.page.evaluate("window.stayed = document.querySelector('#activities a')")
    await launch(served.store, CALLS)
    await expect(links.first).to_have_attribute("href", f"{MORE}{CALLS}")
    await expect(visit.page.locator("#activities time").first).to_have_attribute("datetime", stamp(NOW + CALLS * HOUR))
    assert await links.evaluate_all("all => all.map((one) => one.getAttribute('href'))") == [
        f"{MORE}{number}" for number in range(CALLS, 0, -1)
    ]
    await expect(links.nth(1)).to_be_focused()
    assert await visit.page.evaluate("window.stayed === document.querySelector('#activities a')")


async def test_the_page_says_when_it_is_offline_and_comes_back_by_itself(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit()
    await visit.open()
    await expect(visit.page.locator(".state.on")).to_be_visible()
    await visit.page.context.set_offline(True)
    await served.app.live_streams.close()
    await expect(visit.page.locator(".state.off")).to_have_text(speak("en")(Text("page-offline")))
    served.app.live_streams._closed = False
    await visit.page.context.set_offline(False)
    await expect(visit.page.locator(".state.on")).to_be_visible()


async def test_without_javascript_the_page_is_whole(visitor: Visitor) -> None:
    visit = await visitor.visit(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    await visit.open()
    await expect(visit.page.locator(".companies .change").first).to_be_visible()
    await expect(visit.page.locator("svg.chart")).to_be_visible()
    await visit.page.locator("nav a", has_text="24\u00a0hours").click()
    assert visit.page.url.endswith(f"{PAGE}/24h#chart-title")
    await visit.page.locator("#chart summary").click()
    await expect(visit.page.locator("table.values")).to_be_visible()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_phone_needs_no_sideways_scrolling(visitor: Visitor, language: str, width: int) -> None:
    visit = await visitor.visit(viewport={"width": width, "height": 640}, has_touch=True, is_mobile=True)
    await visit.open(f"/{language}/{SLUG}")
    await visit.page.locator("#chart summary").tap()
    await visit.page.locator(".share > summary").tap()
    await expect(visit.page.locator(".share li").first).to_be_visible()
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == width
    assert (
        await visit.page.evaluate("""() => [...document.querySelectorAll('body *')].filter((one) => {
        const box = one.getBoundingClientRect();
        if (one.closest(".skip, thead")) return false;
        return box.width > 1 && (box.left < -1 || box.right > innerWidth + 1);
    }).map((one) => one.outerHTML.slice(0, 80))""")
        == []
    )
    await expect(visit.page.locator(".companies tbody tr").first).to_be_visible()
    # The number is one element, 56 to 80 pixels high, and what to do stands below it without scrolling.
    await visit.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    number = visit.page.locator("#headline")
    assert 56 <= float(await number.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) <= 80
    assert await number.evaluate("one => one.childElementCount === 0 && one.scrollWidth <= one.clientWidth")
    await expect(visit.page.locator("#primary .go")).to_be_in_viewport()
    await expect(visit.page.locator(".share > summary")).to_be_in_viewport()


async def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    visit = await visitor.visit()
    await visit.open()
    await visit.page.keyboard.press("Tab")
    await expect(visit.page.locator(".skip")).to_be_focused()
    await expect(visit.page.locator(".skip")).to_be_in_viewport()
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.locator("main")).to_be_focused()
    seen = []
    for _ in range(20):
        await visit.page.keyboard.press("Tab")
        seen.append(
            await visit.page.evaluate(
                "(document.activeElement.textContent.trim() || document.activeElement.tagName).slice(0, 30)"
            )
        )
    wanted_links = ("Take back your like", "Share", "About these figures", "24\u00a0hours", "Ask the organizers")
    for wanted in (*wanted_links, "Values of the chart as a table"):
        assert any(wanted[:30] in one for one in seen), (wanted, seen)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_no_violation(visitor: Visitor, language: str) -> None:
    visit = await visitor.visit()
    for path in (
        f"/{language}/{SLUG}",
        f"/{language}/{SLUG}/about",
        f"/{language}",
        f"/embed/{SLUG}/{language}",
        f"/{language}/nobody",
    ):
        await visit.open(path)
        for viewport, scheme in product((PHONE, {"width": 1280, "height": 900}), ("light", "dark")):
            await visit.page.set_viewport_size(viewport)
            await visit.page.emulate_media(color_scheme=scheme)
            found = await Axe().run(visit.page)
            assert found.response["violations"] == [], (path, viewport, scheme, found.generate_report())


async def test_nothing_is_asked_of_another_host_and_no_policy_is_broken(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit()
    for path in (PAGE, f"/ar/{SLUG}", f"/embed/{SLUG}", "/"):
        await visit.open(path)
        await visit.page.wait_for_timeout(300)
    assert [url for url in visit.asked if not url.startswith(f"{served.url}/")] == []
    assert visit.complaints == []
    assert await visit.page.context.cookies() == []


async def test_a_finger_reads_a_value_from_the_chart(visitor: Visitor) -> None:
    visit = await visitor.visit(viewport=PHONE, has_touch=True)
    await visit.open()
    chart = visit.page.locator("svg.chart")
    await chart.scroll_into_view_if_needed()
    box = await chart.bounding_box()
    assert box is not None
    await visit.page.touchscreen.tap(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.4)
    await expect(visit.page.locator("#chart .pick")).to_contain_text("Maroc Telecom")
    await expect(visit.page.locator("#chart .pick")).to_contain_text("27 Feb")


@asynccontextmanager
async def elsewhere(body: str) -> AsyncIterator[str]:
    """Another site, of this one page."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(f"{head}{body}".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def test_other_sites_may_frame_the_widget_and_nothing_else(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit()
    frames = (f"{served.url}/embed/{SLUG}/en", f"{served.url}{PAGE}")
    body = "".join(f'<iframe id="{name}" src="{url}"></iframe>' for name, url in zip("ab", frames, strict=True))
    async with elsewhere(body) as url:
        await go(visit.page, url)
        await expect(visit.page.frame_locator("#a").locator(".number")).to_be_visible()
        await expect(visit.page.frame_locator("#b").locator("#headline")).to_have_count(0)


async def test_who_wants_no_movement_sees_none(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    await visit.open()
    await expect(visit.page.locator(".state.on")).to_be_visible()
    await served.count(2_400_000, 2_000_000, 2_100_000)
    await expect(visit.page.locator(".companies .change").first).to_have_text("\u221247,581")
    assert await visit.page.locator(".moved").count() == 0


async def test_checking_in_works_by_keyboard_without_javascript(visitor: Visitor, sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private("/event new phone_off 2026-12-05 20:00", "7")
    event = await event_talk.event()
    async with sqlite_store.writing() as tx:
        person = Participant(tx.people.event_pseudonym(SLUG, 1, "telegram", "21"))
        token = await make_token(tx, event, person, event_talk.talk.now)
    visitor.served.clock.move(event.ends_at + HOUR)
    for settings in ({"java_script_enabled": False}, {"viewport": PHONE, "color_scheme": "dark"}):
        visit = await visitor.visit(**settings)
        await visit.open(f"/checkin/1/{token}")
        if "viewport" in settings:
            found = await Axe().run(visit.page)
            assert found.response["violations"] == [], found.generate_report()
        await visit.page.locator("#done").focus()
        await visit.page.keyboard.type("40")
        await visit.page.keyboard.press("Enter")
        await expect(visit.page.locator(".said")).to_contain_text("Noted: 40\u00a0hours of 72.")
        assert visit.complaints == []


async def test_an_open_page_becomes_that_of_an_ended_campaign_when_the_end_comes(
    visitor: Visitor, served: Served
) -> None:
    served.clock.move(END - HOUR)
    visit = await visitor.visit(viewport=PHONE)
    await visit.open()
    await expect(visit.page.locator(".state.on")).to_be_visible()
    served.clock.move(END + HOUR)
    over = speak("en")(Text("page-over", {"date": Moment(END, "Africa/Casablanca", "date")}))
    await expect(visit.page.locator(".state")).to_have_text(over, timeout=20_000)
    asked = len(visit.asked)
    await visit.page.evaluate(PAINTED)
    # It is loaded once: the page of an ended campaign stays.
    await expect(visit.page.locator(".state[data-live]")).to_have_count(0)
    loads = [address for address in visit.asked[asked:] if address.endswith(PAGE)]
    assert loads == []
    assert visit.complaints == []


async def test_nothing_moves_when_the_page_goes_live_and_figures_arrive(visitor: Visitor, served: Served) -> None:
    for viewport in (PHONE, {"width": 1280, "height": 900}):
        visit = await visitor.visit(viewport=viewport)
        await visit.open()
        await expect(visit.page.locator(".state.on")).to_be_visible()
        await visit.page.evaluate(WATCH_SHIFTS)
        last = await visit.page.locator("#chart td").last.text_content() or ""
        now = int(visitor.served.clock.now().timestamp()) % 1000
        served.clock.move(visitor.served.clock.now() + HOUR)
        await served.count(2_400_000 - now - viewport["width"], 2_000_000, 2_100_000 - viewport["width"])
        await expect(visit.page.locator(".companies .moved").first).to_be_visible()
        # The chart follows some seconds later.
        await expect(visit.page.locator("#chart td").last).not_to_have_text(last, timeout=15_000)
        await visit.page.evaluate(PAINTED)
        assert await visit.page.evaluate("window.shifts") == []


async def test_a_chart_that_a_busy_server_did_not_give_is_asked_for_again(visitor: Visitor, served: Served) -> None:
    visit = await visitor.visit(viewport=PHONE)
    await visit.open()
    await expect(visit.page.locator(".state.on")).to_be_visible()
    last = await visit.page.locator("#chart td").last.text_content() or ""
    refused: list[str] = []

    async def busy(route: Route) -> None:
        refused.append(route.request.url)
        await route.fulfill(status=503, body="busy")

    await visit.page.route(f"**{PAGE}", busy, times=1)
    served.clock.move(NOW + HOUR)
    await served.count(2_400_001, 2_000_001, 2_100_001)
    await expect(visit.page.locator("#chart td").last).not_to_have_text(last, timeout=20_000)
    assert len(refused) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
async def test_nothing_moves_however_many_words_an_age_takes(
    visitor: Visitor, served: Served, language: str, viewport: dict[str, int]
) -> None:
    visit = await visitor.visit(viewport=viewport)
    last = NOW.replace(hour=9)
    seen = {}
    for seconds in (0, 59, 120, 660, 3_600, 7_200, 11 * 3_600, 23 * 3_600, 47 * 3_600):
        served.clock.move(last + timedelta(seconds=seconds))
        await visit.open(f"/{language}/{SLUG}")
        places = await visit.page.evaluate(PLACES)
        age = await visit.page.locator(".companies .age").first.text_content()
        seen[age] = places
    assert len(seen) > 2
    first = next(iter(seen))
    assert {age: places for age, places in seen.items() if places != seen[first]} == {}, seen[first]


async def test_nothing_moves_while_the_page_comes_in_piece_by_piece(visitor: Visitor, served: Served) -> None:
    whole = (await served.get(PAGE)).text
    cut = whole.index(">", whole.index('<details class="share"')) + 1
    painted = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n")
        writer.write(whole[:cut].encode())
        await painted.wait()
        writer.write(whole[cut:].encode())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        visit = await visitor.visit(viewport=PHONE)
        port = server.sockets[0].getsockname()[1]
        await go(visit.page, f"http://127.0.0.1:{port}/", wait_until="commit")
        await visit.page.evaluate(WATCH_SHIFTS)
        await visit.page.locator(".hero .gray").wait_for()
        await visit.page.evaluate(PAINTED)
        painted.set()
        await visit.page.locator("#follow").wait_for()
        await visit.page.evaluate(PAINTED)
        assert await visit.page.evaluate("window.shifts") == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_recommended_widget_needs_no_scrolling_at_320_pixels(
    visitor: Visitor, served: Served, language: str
) -> None:
    visit = await visitor.visit(viewport={"width": 360, "height": 700})
    async with served.store.reading() as tx:
        height = embed_height(await read(tx, await served.campaign(), served.clock.now()), map(speak, LANGUAGES))
    body = (
        f'<iframe src="{served.url}/embed/{SLUG}/{language}" width="320" height="{height}" style="border:0"></iframe>'
    )
    async with elsewhere(body) as url:
        await go(visit.page, url)
        page = visit.page.frame_locator("iframe").locator("html")
        await expect(page.locator(".number")).to_be_visible()
        assert await page.evaluate("one => one.scrollHeight") <= height
        assert await page.evaluate("one => one.scrollWidth") <= 320


async def test_sharing_lists_the_places_copies_the_link_and_takes_the_systems_sheet(visitor: Visitor) -> None:
    visit = await visitor.visit(permissions=["clipboard-read", "clipboard-write"])
    await visit.open()
    await visit.page.evaluate("navigator.share = undefined")
    await visit.page.locator(".share > summary").click()
    await visit.page.locator(".share .copy").click()
    await expect(visit.page.locator(".share .copy")).to_have_text(speak("en")(Text("page-copy-done")))
    assert (await visit.page.evaluate("navigator.clipboard.readText()")).endswith(f"{visit.url}{PAGE}")
    await visit.page.locator("h1").click()
    await expect(visit.page.locator(".share .copy")).to_be_hidden()
    # By keyboard it closes with Escape, which gives the focus back, and where the focus leaves it.
    summary = visit.page.locator(".share > summary")
    await summary.press("Enter")
    await visit.page.locator(".share .copy").press("Escape")
    await expect(visit.page.locator(".share .copy")).to_be_hidden()
    await expect(summary).to_be_focused()
    await summary.press("Enter")
    await expect(visit.page.locator(".share .copy")).to_be_visible()
    await visit.page.locator(".companies a").first.focus()
    await expect(visit.page.locator(".share .copy")).to_be_hidden()
    await visit.page.evaluate("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    await visit.page.locator(".share > summary").click()
    assert (await visit.page.evaluate("window.shared.url")) == f"{visit.url}{PAGE}"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_places_to_share_stand_on_the_screen_whatever_its_width_and_letters(
    served: Served, language: str
) -> None:
    async with serving(served.store, NOW, web_public_url=PUBLIC) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/{language}/{SLUG}")
        await page.evaluate("navigator.share = undefined")
        await expect(page.locator("#primary .go")).to_be_visible()
        await page.locator(".share > summary").click()
        for alone, width, letters in product((False, True), (320, 360, 400, 700, 720, 1280), (16, 20)):
            if alone:
                await page.evaluate("document.getElementById('primary').replaceChildren()")
            await page.set_viewport_size({"width": width, "height": 640})
            await page.evaluate("letters => { document.documentElement.style.fontSize = `${letters}px`; }", letters)
            menu, button = [await page.locator(f".share > {one}").bounding_box() for one in ("ul", "summary")]
            assert menu is not None
            assert button is not None
            assert (menu["x"] >= 0, menu["x"] + menu["width"] <= width) == (True, True), (alone, width, letters, menu)
            # It hangs below its button.
            assert button["y"] + button["height"] <= menu["y"] <= button["y"] + button["height"] + 20
            assert await page.evaluate("document.documentElement.scrollWidth") == width
            shown = page.locator(".share li > *").first
            assert await shown.evaluate("one => one.scrollWidth <= one.clientWidth"), (width, letters)
        await page.context.close()


async def test_the_one_button_is_one_when_an_event_comes_while_the_page_is_open(sqlite_store: Database) -> None:
    target = Target("t", Names({"en": "T"}), (TargetPage("manual", "t"),))
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start(targets=(target,))
    coloured = """all => {
        const ground = (one) => getComputedStyle(one).backgroundColor;
        const plain = ground(document.querySelector(".companies tbody tr"));
        return all.filter((one) => ground(one) !== plain).map((one) => one.textContent);
    }"""
    async with serving(sqlite_store, event_talk.talk.now, web_public_url=PUBLIC) as site, browsing() as browser:
        page = await (await browser.new_context(viewport=PHONE)).new_page()
        await go(page, f"{site.url}{PAGE}")
        await expect(page.locator(".state.on")).to_be_visible()
        buttons = page.locator(".hero .acts a:visible, .hero .acts summary:visible")
        assert await buttons.evaluate_all(coloured) == ["Share"]
        await event_talk.talk.private(NEW, "7")
        await put(sqlite_store, await site.campaign(), [(0, event_talk.talk.now, 1000)])
        await expect(page.locator("#primary a")).to_have_text("Take part")
        assert await buttons.evaluate_all(coloured) == ["Take part"]
        await page.context.close()


async def test_where_nothing_can_be_shared_no_entry_opens_an_empty_list(visitor: Visitor, served: Served) -> None:
    without = await visitor.visit(java_script_enabled=False)
    unable = await visitor.visit()
    await unable.page.add_init_script("""for (const name of ["share", "clipboard"])
        Object.defineProperty(Navigator.prototype, name, {value: undefined});""")
    for visit in (without, unable):
        await visit.open()
        await expect(visit.page.locator("#primary .go")).to_be_visible()
        await expect(visit.page.locator(".share > summary")).to_be_hidden()
    async with serving(served.store, NOW, web_public_url=PUBLIC) as site:
        for visit in (without, unable):
            await go(visit.page, f"{site.url}{PAGE}")
            await visit.page.locator(".share > summary").click()
            await expect(visit.page.locator(".share a")).to_have_count(3)
            await expect(visit.page.locator(".share a").first).to_be_visible()


async def test_the_chart_speaks_the_readers_own_time(visitor: Visitor) -> None:
    visit = await visitor.visit(timezone_id="Asia/Tokyo", locale="en")
    await visit.open(f"{PAGE}/24h")
    await expect(visit.page.locator("#chart .zone")).to_have_text(speak("en")(Text("page-zone-own")))
    last = visit.page.locator("#chart tr[data-share] th").last
    shown = await last.evaluate(
        "one => [one.textContent, new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', "
        "minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Tokyo'}).format(new Date(one.dataset.at * 1000))]"
    )
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("zone", "window"), [("America/New_York", ""), ("Asia/Kolkata", "/24h"), ("Asia/Tokyo", "/72h")]
)
async def test_a_day_on_the_charts_axis_stands_where_it_begins_for_the_reader(
    sqlite_store: Database, zone: str, window: str
) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/en/{SLUG}{window}", timezone_id=zone)
        await expect(page.locator("#chart .zone")).to_have_text(speak("en")(Text("page-zone-own")))
        axis = page.locator("#chart .times").first
        times = await axis.locator("text.x").evaluate_all("all => all.map((one) => [one.textContent, one.dataset.at])")
        begun = [(said, datetime.fromtimestamp(int(at), ZoneInfo(zone))) for said, at in times]
        assert [said for said, _ in begun] == [
            f"{at:%H:%M}" if at.hour else f"{at.day} {at:%b}".replace("Sep", "Sept") for _, at in begun
        ]
        assert {(at.minute, ":" in said) for said, at in begun} <= {(0, True), (0, False)}
        assert any(":" not in said for said, _ in begun)
        start, end = await axis.evaluate("one => [Number(one.dataset.start), Number(one.dataset.end)]")
        places = await axis.locator("text.x").evaluate_all("all => all.map((one) => parseFloat(one.getAttribute('x')))")
        assert places == pytest.approx([100 * (int(at) - start) / (end - start) for _, at in times], abs=0.01)
        assert await axis.locator("line").count() == len(times)


async def test_a_long_charts_times_keep_their_year_in_the_readers_zone(sqlite_store: Database) -> None:
    base = await load(sqlite_store, another("long", starts_at=NOW - 20_000 * HOUR))
    await put(sqlite_store, base, [(0, NOW - hours * HOUR, 1000 + hours) for hours in (19_000, 9000, 1)])
    async with serving(sqlite_store, NOW) as site, browsing() as browser:
        for language in LANGUAGES:
            page = await dressed_page(browser, f"{site.url}/{language}/long", timezone_id="Asia/Tokyo")
            await expect(page.locator("#chart .zone")).to_have_text(speak(language)(Text("page-zone-own")))
            told = [without_marks(one) for one in await page.locator("#chart .x").all_text_contents()]
            assert [one[-4:] for one in told] == ["2014", "2015"]
            await page.context.close()


async def test_the_day_of_a_marked_event_is_the_readers_own(sqlite_store: Database) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/en/{SLUG}", timezone_id="Pacific/Kiritimati")
        days = page.locator("#chart .marks [data-at]")
        said = await days.evaluate_all("all => all.map((one) => [one.textContent, one.dataset.at])")
        assert said
        for day, at in said:
            here = datetime.fromtimestamp(int(at), ZoneInfo("Pacific/Kiritimati"))
            assert day == f"{here.day} {here:%b}".replace("Sep", "Sept")


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
async def test_the_charts_times_do_not_touch_on_a_phone_in_another_zone(sqlite_store: Database, zone: str) -> None:
    await campaign_in_full_swing(sqlite_store)
    begun = SHOWN_AT - 1000 * HOUR
    long = await load(sqlite_store, replace(example(), slug="long", starts_at=begun), begun)
    await put(sqlite_store, long, [(0, begun, 200), (0, SHOWN_AT - HOUR, 100)])
    async with serving(sqlite_store, SHOWN_AT) as site, browsing() as browser:
        for language, path in product(LANGUAGES, [SLUG, f"{SLUG}/24h", f"{SLUG}/72h", "long"]):
            page = await dressed_page(
                browser, f"{site.url}/{language}/{path}", viewport={"width": 320, "height": 640},
                timezone_id=zone,
            )  # fmt: skip
            shown = page.locator("#chart text.x:visible")
            told = speak(language)(Text("page-zone-own"))
            await expect(page.locator("#chart .zone")).to_have_text(told)
            boxes = await shown.evaluate_all("all => all.map((one) => one.getBoundingClientRect())")
            edges = sorted((box["left"], box["right"]) for box in boxes)
            assert len(edges) > 1
            assert [pair for pair in pairwise(edges) if pair[1][0] - pair[0][1] < 4] == []
            await page.context.close()


@pytest.mark.parametrize(("language", "more"), [("en", 0), ("fr", 9), ("ar", 10), ("fr", 10)])
async def test_a_print_of_a_campaign_in_full_swing_is_one_sheet_with_a_code_to_scan(
    sqlite_store: Database, language: str, more: int
) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with sqlite_store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    others = (Target(f"t{place}", Names({"en": "Other"}), (TargetPage("manual", f"{place}"),)) for place in range(more))
    await load(sqlite_store, replace(campaign, targets=(*campaign.targets, *others)), SHOWN_AT)
    async with serving(sqlite_store, SHOWN_AT, web_public_url=PUBLIC) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/{language}/{SLUG}", viewport={"width": 794, "height": 1123})
        await page.emulate_media(media="print")
        await expect(page.locator(".scan svg.qr")).to_be_visible()
        await expect(page.locator(".acts").first).to_be_hidden()
        sheet = await page.pdf(format="A4", print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
