import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.core.counts.figures import read
from bot.core.events.checkin_links import make_token
from bot.core.events.pledges import Participant
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.reply import Text
from bot.locales import LANGUAGES, speak
from bot.web.page.activities import CALLS
from bot.web.page.template_context import embed_height
from bot.web.page.timestamps import stamp
from storage import Database
from tests.browser import browsing, go
from tests.event_talk import EventTalk
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.shipped_fonts import dressed_page
from tests.talk import END, HOUR, NOW, SLUG, Talk
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
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == width
    assert (
        await visit.page.evaluate("""() => [...document.querySelectorAll('body *')].filter((one) => {
        const box = one.getBoundingClientRect();
        if (one.closest(".skip, thead, .share ul")) return false;
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_no_violation(visitor: Visitor, language: str, scheme: str) -> None:
    for viewport in (PHONE, {"width": 1280, "height": 900}):
        visit = await visitor.visit(viewport=viewport, color_scheme=scheme)
        for path in (
            f"/{language}/{SLUG}",
            f"/{language}/{SLUG}/about",
            f"/{language}",
            f"/embed/{SLUG}/{language}",
            f"/{language}/nobody",
        ):
            await visit.open(path)
            found = await Axe().run(visit.page)
            assert found.response["violations"] == [], found.generate_report()


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
        await expect(visit.page.locator(".said")).to_contain_text("Noted: 40 of 72\u00a0h.")
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
        height = embed_height(await read(tx, await served.campaign(), served.clock.now()))
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
    await visit.page.evaluate("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    await visit.page.locator(".share > summary").click()
    assert (await visit.page.evaluate("window.shared.url")) == f"{visit.url}{PAGE}"


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


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_print_of_a_campaign_in_full_swing_is_one_sheet_with_a_code_to_scan(
    sqlite_store: Database, language: str
) -> None:
    await campaign_in_full_swing(sqlite_store)
    async with serving(sqlite_store, SHOWN_AT, web_public_url=PUBLIC) as site, browsing() as browser:
        page = await dressed_page(browser, f"{site.url}/{language}/{SLUG}", viewport={"width": 794, "height": 1123})
        await page.emulate_media(media="print")
        await expect(page.locator(".scan svg.qr")).to_be_visible()
        await expect(page.locator(".acts").first).to_be_hidden()
        sheet = await page.pdf(format="A4", print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
