"""Whole walks in a real browser, over the program and servers of loopback: a first start, a call, a file of counts."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from bot.locales import speak
from bot.sources import SOURCES
from bot.web.desk.setup import campaign_toml
from tests.browser import PATIENCE, browsing, go, press
from tests.fakes import until
from tests.program import Program, started
from tests.telegram_server import ADMINISTRATOR, TOKEN, TelegramServer
from tests.web.desk.house import BASE, Desk
from tests.web.desk.stand_ins import standing_in
from tests.web.desk.test_browser import EVERY, SIZES, WALKED, tab
from tests.web.desk.test_counts import last

GROUP, ANNA, BILAL = -1_001, 71, 72
PLATFORMS = ("telegram", "discord")
FIRST = [
    (*one, platform)
    for place, one in enumerate(WALKED)
    for platform in (PLATFORMS if WALKED == EVERY else PLATFORMS[place : place + 1])
]
"""Each walk on each platform, or on one of them where there is one walk for each language."""
HOSTILE = '<img src=x onerror="document.title=1"> & "»'


def said(language: str, text_id: str) -> str:
    return speak(language)(Text(text_id))


@asynccontextmanager
async def window(browser: Browser, language: str, width: int) -> AsyncIterator[tuple[Page, list[str]]]:
    """A page of a fresh browser, and all that it complained of."""
    context = await browser.new_context(viewport={"width": width, "height": SIZES[width]}, locale=language)
    page, complaints = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda one: complaints.append(one.text) if "Content Security Policy" in one.text else None)
    yield page, complaints
    await context.close()


async def fits(page: Page, language: str) -> None:
    """Nothing hangs out at the side, and the page reads in its language's direction."""
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url
    await expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")


@asynccontextmanager
async def served(port: int, **environment: str) -> AsyncIterator[list[str]]:
    """The program, once its page answers; the lines that it has written."""
    lines: list[str] = []
    async with started("run", WEB_PORT=str(port), PYTHONUNBUFFERED="1", **environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None

        async def collect(stream: asyncio.StreamReader) -> None:
            while line := await stream.readline():
                lines.append(line.decode())

        reading = [asyncio.create_task(collect(one)) for one in (process.stdout, process.stderr)]
        yield lines
        process.terminate()
        await asyncio.wait(reading, timeout=PATIENCE)


@pytest.mark.parametrize(("language", "width", "platform"), FIRST)
async def test_a_token_leads_to_the_first_figures_in_a_group(
    nolike: Program, unused_tcp_port: int, language: str, width: int, platform: str
) -> None:
    nolike.set(SECRET_KEY="")
    async with (
        standing_in(platform) as there,
        browsing() as browser,
        window(browser, language, width) as (page, complaints),
    ):
        async with served(unused_tcp_port, **there.environment) as lines:
            address = re.compile(r"http://127\.0\.0\.1:\d+/desk/in/[\w-]+")
            await until(lambda: any(address.search(line) for line in lines), PATIENCE)
            await go(page, next(found[0] for line in lines if (found := address.search(line))))
            await press(page.get_by_role("button", name=said(language, "desk-enter-button")))
            await expect(page.get_by_text(said(language, "desk-open-token"))).to_be_visible()

            step, seen = page.get_by_role("region", name=platform.capitalize()), page.locator(f"#said-{platform}")
            await step.locator("[name=token]").fill("1:wrong")
            await expect(seen.locator(".wrong")).to_be_visible()
            assert "_BOT_TOKEN" not in await seen.inner_text()
            await step.locator("[name=token]").fill(there.token)
            await expect(seen.locator(".wrong")).to_have_count(0)
            await expect(seen).not_to_be_empty()
            await press(step.get_by_role("button"))
            await expect(page.get_by_text(said(language, "desk-token-entered"))).to_be_visible()
            assert there.token not in await page.content()

            await page.locator(f'[name="title:{language}"]').fill(f"Coupons {HOSTILE}")
            begun = datetime.now(UTC) - timedelta(days=1)
            await page.locator("[name=starts]").fill(begun.strftime("%Y-%m-%dT%H:%M"))
            await page.locator("[name=currency]").fill("mad")
            await page.locator("[name=contact]").fill("https://example.org")
            await page.locator("[name=name0]").fill("Inwi")
            await fits(page, language)
            await press(page.get_by_role("button", name=said(language, "desk-campaign-make")))
            await expect(page.locator(".notices .done")).to_be_visible()
            await expect(page.locator("p.done a").first).to_contain_text(f"Coupons {HOSTILE}")

            # What leads to the bot is there as soon as the bot listens.
            async with asyncio.timeout(PATIENCE):
                while not await page.get_by_role("link", name=said(language, f"desk-group-{platform}")).count():
                    await go(page, page.url)
            await press(page.get_by_role("button", name=said(language, "desk-owner-become")))
            code = await page.locator("section.done code").inner_text()
            await expect(page.locator("section.done svg")).to_be_visible()
            assert (f"?start={code}" in await page.content()) == (platform == "telegram")
            assert said(language, "role-owner") in await there.claim(code, language)
            assert "Coupons" in await there.figures(language)

            await go(page, f"http://127.0.0.1:{unused_tcp_port}/desk/setup")
            await expect(page.get_by_text(said(language, "desk-all-done"))).to_be_visible()
            await expect(page.get_by_role("link", name=said(language, f"desk-group-{platform}"))).to_be_visible()
            await fits(page, language)
        assert not any(there.token in line for line in lines)
        assert complaints == []


def campaign_file(folder: Path) -> Path:
    """A campaign that has begun yesterday."""
    begun = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sent = {
        "title:en": "Fair prices", "title:fr": "Prix justes", "title:ar": "أسعار عادلة", "fallback": "en",
        "starts": begun, "zone": "Africa/Casablanca", "currency": "mad", "value": "3", "name0": "Inwi", "page0": "",
        "contact": "https://example.org",
    }  # fmt: skip
    path = folder / "fair-prices.toml"
    path.write_text(campaign_toml(sent, SOURCES, ("ar", "en", "fr")), encoding="utf-8")
    return path


@pytest.fixture
def codes(nolike: Program) -> list[str]:
    """A campaign, and a code for each of its two organizers."""
    assert nolike("campaign", "load", str(campaign_file(nolike.folder))).code == 0
    return [nolike("invite", "fair-prices", "--role", "organizer").last for _ in (ANNA, BILAL)]


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_one_organizer_in_the_browser_and_one_in_the_chat_run_a_call_from_its_first_word_to_its_end(
    codes: list[str], unused_tcp_port: int, language: str, width: int
) -> None:
    async with (
        TelegramServer() as server,
        browsing() as browser,
        window(browser, language, width) as (page, complaints),
    ):
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
        async with served(unused_tcp_port, **settings):
            for person, code in zip((ANNA, BILAL), codes, strict=True):
                await server.message(person, person, f"/start {code}")
                await until(lambda person=person: bool(server.texts(person)), PATIENCE)
            await server.message(GROUP, ADMINISTRATOR, "/subscribe")
            await until(lambda: bool(server.texts(GROUP)), PATIENCE)
            await server.message(ANNA, ANNA, "/desk")
            address = re.compile(r"http://127\.0\.0\.1:\d+/desk/in/[\w-]+")
            await until(lambda: bool(address.search("\n".join(server.texts(ANNA)))), PATIENCE)
            link = address.search("\n".join(server.texts(ANNA)))
            assert link is not None
            await go(page, link[0])
            await press(page.get_by_role("button", name=said(language, "desk-enter-button")))
            await expect(page.locator("h1")).to_have_text(said(language, "desk-today"))

            # One writes in the browser, the other approves in the chat.
            calls = f"http://127.0.0.1:{unused_tcp_port}/desk/c/fair-prices/calls"
            await go(page, calls)
            await press(page.get_by_role("button", name=said(language, "desk-write")))
            await page.locator('[name="text:en"]').fill("Come at eight <b>& bring</b> a friend")
            await expect(page.locator("#looks .telegram").first).to_contain_text("<b>& bring</b>")
            await fits(page, language)
            await press(page.get_by_role("button", name=said(language, "desk-propose")))
            await expect(page.locator(".notices")).to_be_visible()
            await server.tap(BILAL, BILAL, await offered(server, BILAL, "approve"))
            await until(lambda: any("Come at eight" in text for text in server.texts(GROUP)), PATIENCE)

            # The browser shows that it was sent, and begins a fix, which the chat approves.
            await go(page, f"{calls}/1")
            await press(page.get_by_role("button", name=said(language, "desk-fix-begin")))
            await page.locator('[name="text:en"]').fill("Come at nine")
            await press(page.get_by_role("button", name=said(language, "desk-propose")))
            await expect(page.locator(".notices")).to_be_visible()
            await server.tap(BILAL, BILAL, await offered(server, BILAL, "call 2 approve"))
            await until(
                lambda: any("Come at nine" in call.text for call in server.of("editMessageText", GROUP)), PATIENCE
            )

            # One retracts it in the browser, and it leaves the group.
            await go(page, f"{calls}/1")
            await press(page.locator('form:has([value^="retract 1"]) button'))
            await until(lambda: bool(server.of("deleteMessage", GROUP)), PATIENCE)
            await go(page, f"{calls}/1")
            await expect(page.get_by_role("button", name=said(language, "desk-fix-begin"))).to_have_count(0)
            await fits(page, language)
        assert complaints == []


async def offered(server: TelegramServer, chat: int, words: str) -> str:
    """The data of the newest button of the chat whose data holds these words, once it is there."""

    def found() -> list[str]:
        made = [call for method in ("sendMessage", "editMessageText") for call in server.of(method, chat)]
        markups = [str(call.params.get("reply_markup", "")) for call in sorted(made, key=lambda one: one.at)]
        return [data for one in markups for data in re.findall(r'callback_data\W+([^"\']+)', one) if words in data]

    await until(lambda: bool(found()), PATIENCE)
    return found()[-1]


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_a_file_of_counts_is_shown_added_and_taken_back(desk: Desk, language: str, width: int) -> None:
    await desk.talk.give(Role.OWNER, "7")
    before = await last(desk)
    async with desk.store.reading() as tx:
        key = (await tx.campaigns.all())[0].pages[0].key
    rows = f"page,date,likes\n{key},2016-02-27T10:00:00Z,77\n"
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        await seen.enter(DeskUser("telegram", "7", "7"))
        await seen.open(f"{BASE}/counts")
        sheet = {"name": "<b>x</b>.csv", "mimeType": "text/csv", "buffer": rows.encode()}
        await seen.page.locator("[name=file]").set_input_files(sheet)
        await press(seen.page.locator("form:has([name=file]) button"))
        await expect(seen.page.locator("td", has_text="77")).to_be_visible()
        await seen.looks_right()
        assert await last(desk) == before
        await press(seen.page.get_by_role("button", name=seen.said("desk-import-take")))
        await expect(seen.page.locator(".notices .done")).to_be_visible()
        assert await last(desk) == 77
        await seen.looks_right()
        await press(seen.page.get_by_role("button", name=seen.said("button-undo")).first)
        await expect(seen.page.locator(".notices .done")).to_be_visible()
        assert await last(desk) == before
        await seen.looks_right()
