"""The desk in a real browser: on a phone and a desktop, in Arabic and French, with the keyboard and without scripts.

With DESK_PICTURES=docs/pictures the walk writes the pictures of docs/desk.md. With DESK_WALKS=all every walk is played
in both languages at both sizes, as `make scenarios` does; without, each language at one size.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing, Held
from bot.core.model.source import FaultKind
from bot.core.ports.desk import DeskUser
from bot.core.ports.facts import BACKUP, KeptBackups
from bot.locales import speak
from bot.web.desk.render import SECTIONS
from tests.browser import browsing, go, press
from tests.fakes import until
from tests.talk import SLUG
from tests.web.desk.house import BASE, Desk
from tests.web.desk.test_calls import follow

PICTURES = os.environ.get("DESK_PICTURES", "")
SIZES = {360: 740, 1280: 900}
HIGHEST = 1_600
EVERY = tuple(product(("ar", "fr"), SIZES))
WALKED = EVERY if os.environ.get("DESK_WALKS") == "all" else (("ar", 360), ("fr", 1280))
EVIL = "http://evil.example/"
ANNA, OPERATOR = DeskUser("telegram", "7", "7"), DeskUser()


@dataclass
class Tab:
    """A tab on the desk, and all that the browser complained of."""

    page: Page
    desk: Desk
    language: str
    complaints: list[str] = field(default_factory=list)

    def said(self, text_id: str) -> str:
        return speak(self.language)(Text(text_id))

    async def enter(self, user: DeskUser) -> None:
        await go(self.page, f"{self.desk.url}{await self.desk.link(user)}")
        await press(self.page.get_by_role("button", name=self.said("desk-enter-button")))
        await expect(self.page.locator("header .tools")).to_be_visible()

    async def open(self, path: str) -> None:
        await go(self.page, f"{self.desk.url}{path}")

    async def looks_right(self, name: str = "") -> None:
        """Nothing hangs out at the side, a screen reader understands it, and the browser had nothing to complain of."""
        wide = await self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, self.page.url
        direction = "rtl" if self.language == "ar" else "ltr"
        await expect(self.page.locator("html")).to_have_attribute("dir", direction)
        found = await Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        assert self.complaints == []
        width = (self.page.viewport_size or {"width": 0})["width"]
        if PICTURES and name and (self.language, width) in {("ar", 360), ("fr", 1280)}:
            size = "phone" if width == 360 else "desktop"
            high = await self.page.evaluate("document.documentElement.scrollHeight")
            shown = {"x": 0, "y": 0, "width": width, "height": min(high, HIGHEST)}
            path = Path(PICTURES) / f"desk-{name}-{self.language}-{size}.png"
            await self.page.screenshot(path=path, full_page=True, clip=shown)


@asynccontextmanager
async def tab(browser: Browser, desk: Desk, language: str, width: int, *, scripts: bool = True) -> AsyncIterator[Tab]:
    context = await browser.new_context(
        viewport={"width": width, "height": SIZES[width]}, locale=language, java_script_enabled=scripts
    )
    page = await context.new_page()
    made = Tab(page, desk, language)
    page.on("console", lambda message: made.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    await context.close()


async def prepared(desk: Desk) -> None:
    """An owner 7 and an organizer 8, a group that follows, pages that are read, and a call that waits for approval."""
    await follow(desk)
    now = desk.clock.now()
    desk.vitals.paces["telegram"] = 29.5
    async with desk.store.writing() as tx:
        pages = (await tx.campaigns.all())[0].pages
        await tx.snapshots.set_read([page.id for page in pages], now)
        await tx.snapshots.set_failing(pages[1].id, Failing(FaultKind.HIDDEN, now - timedelta(hours=3)))
        await tx.snapshots.set_held(pages[2].id, Held(1_000_000, 1, now))
        await tx.leases.acquire("platform:telegram", "campaign-server-1", 3_600, await tx.leases.now())
        await tx.facts.put(BACKUP, "", KeptBackups(now - timedelta(hours=9), now + timedelta(days=30)))
    await desk.talk.give(Role.OWNER, "7")
    await desk.talk.give(Role.ORGANIZER, "8")
    await proposed(desk)


async def proposed(desk: Desk) -> int:
    """The number of a call of the organizer 8 that waits for approval."""
    await desk.talk.private("/call", "8")
    async with desk.store.reading() as tx:
        number = (await tx.calls.latest(SLUG))[0].id
    for words in (
        "text:fr say Rendez-vous samedi à 18 h, avec vos téléphones éteints.",
        "text:ar say موعدنا السبت في السادسة مساءً، والهواتف مغلقة.", "propose",
    ):  # fmt: skip
        await desk.talk.private(f"/call {number} {words}", "8")
    return number


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_every_page_looks_right_on_a_phone_and_a_desktop(desk: Desk, language: str, width: int) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        await seen.enter(ANNA)
        for section, _ in SECTIONS:
            await seen.open(f"{BASE}/{section}")
            await expect(seen.page.locator("h1")).to_have_text(seen.said(f"desk-{section}"))
            await seen.looks_right(section)
        for path, name in (
            ("calls/1", "approve"), ("events/new?kind=phone_off", "event"), ("events/new?kind=sign_on", ""),
        ):  # fmt: skip
            await seen.open(f"{BASE}/{path}")
            await seen.looks_right(name)
        await seen.open("/desk/sessions")
        await seen.looks_right("sessions")
        await seen.open(f"{BASE}/people")
        await press(seen.page.get_by_role("button", name=seen.said("desk-invite-button")))
        await expect(seen.page.locator("figure.qr svg")).to_be_visible()
        await seen.looks_right("code")
        await press(seen.page.get_by_role("button", name=seen.said("desk-leave")))
        await seen.enter(OPERATOR)
        await seen.open("/desk/setup")
        await seen.looks_right("setup")


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_a_call_is_previewed_as_it_is_typed_and_sent_with_the_keyboard_alone(
    desk: Desk, language: str, width: int
) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls")
        await press(seen.page.get_by_role("button", name=seen.said("desk-write")), "Enter")
        await seen.page.locator('[name="text:fr"]').fill("Samedi, tous ensemble")
        await expect(seen.page.locator("#looks .telegram").first).to_contain_text("Samedi, tous ensemble")
        await seen.page.locator('[name="button0"]').fill("Sans adresse")
        await expect(seen.page.locator("#looks [role=alert]")).to_be_visible()
        await seen.page.locator('[name="button0"]').fill("Plan https://example.org/plan")
        await expect(seen.page.locator("#looks .key").first).to_contain_text("Plan")
        await seen.looks_right("call")
        await press(seen.page.get_by_role("button", name=seen.said("desk-propose")), "Enter")
        await expect(seen.page.locator(".notices")).to_be_visible()
        async with desk.store.reading() as tx:
            calls = await tx.calls.latest("no-voip-no-like")
        assert calls[0].script.texts == {"fr": "Samedi, tous ensemble"}
        assert seen.complaints == []


async def status_of(desk: Desk, number: int) -> str:
    async with desk.store.reading() as tx:
        call = await tx.calls.get(number)
    assert call is not None
    return call.status


async def test_everything_but_the_previews_works_without_scripts(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser:
        for language, width in WALKED:
            number = await proposed(desk)
            async with tab(browser, desk, language, width, scripts=False) as seen:
                await seen.enter(ANNA)
                await seen.open(f"{BASE}/calls/{number}")
                await press(seen.page.locator("button.main"))
                assert await status_of(desk, number) == "scheduled"
                await seen.open(f"{BASE}/calls")
                await press(seen.page.get_by_role("button", name=seen.said("desk-write")))
                await seen.page.locator('[name="text:fr"]').fill("Samedi")
                await press(seen.page.get_by_role("button", name=seen.said("desk-propose")))
                await expect(seen.page.locator(".notices")).to_be_visible()


async def test_no_page_of_another_site_can_frame_the_desk(desk: Desk) -> None:
    async with browsing() as browser:
        for language, width in WALKED:
            async with tab(browser, desk, language, width) as seen:
                await seen.page.set_content(f'<iframe src="{desk.url}/desk/"></iframe>')
                await until(lambda seen=seen: any("frame-ancestors" in one for one in seen.complaints))


async def test_a_revoked_organizers_open_page_refuses_the_next_act(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser:
        for language, width in WALKED:
            await desk.talk.give(Role.OWNER, "7")
            async with tab(browser, desk, language, width) as seen:
                await seen.enter(ANNA)
                await seen.open(f"{BASE}/calls/1")
                async with desk.store.writing() as tx:
                    await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
                await press(seen.page.locator("button.main"))
                await expect(seen.page.get_by_text(seen.said("desk-closed"))).to_be_visible()
                assert await status_of(desk, 1) == "proposed"


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_a_change_of_the_campaign_is_shown_made_and_taken_back(desk: Desk, language: str, width: int) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/campaign")
        await seen.page.locator('[name="campaign.title.fr"]').fill("<script>alert(1)</script> & « Coupons »")
        await press(seen.page.get_by_role("button", name=seen.said("desk-campaign-check")))
        await expect(seen.page.locator("ins")).to_contain_text("<script>alert(1)</script> & « Coupons »")
        await seen.looks_right()
        await press(seen.page.get_by_role("button", name=seen.said("desk-campaign-apply")))
        await expect(seen.page.locator(".notices .done")).to_be_visible()
        await seen.open(f"{BASE}/campaign/changes/1")
        await seen.looks_right("campaign-change")
        await press(seen.page.get_by_role("button", name=seen.said("desk-campaign-take-back")))
        await expect(seen.page.locator(".notices .done")).to_be_visible()
        async with desk.store.reading() as tx:
            campaign = await tx.campaigns.get("no-voip-no-like")
        assert campaign is not None
        assert campaign.title.by_language["fr"] == "Pas de VoIP = Pas de Like"
        assert seen.complaints == []


async def test_a_link_opens_nothing_after_ten_minutes(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser:
        for language, width in WALKED:
            async with tab(browser, desk, language, width) as seen:
                await go(seen.page, f"{desk.url}{await desk.link(ANNA)}")
                desk.clock.move(desk.clock.now() + timedelta(minutes=10, seconds=1))
                await press(seen.page.get_by_role("button", name=seen.said("desk-enter-button")))
                await expect(seen.page.get_by_text(seen.said("desk-link-expired"))).to_be_visible()
                await seen.open(f"{BASE}/today")
                await expect(seen.page.get_by_text(seen.said("desk-closed"))).to_be_visible()


async def test_a_stolen_cookie_opens_nothing_once_its_session_is_ended(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser:
        for language, width in WALKED:
            async with tab(browser, desk, language, width) as seen, tab(browser, desk, language, width) as thief:
                await seen.enter(ANNA)
                await thief.page.context.add_cookies(await seen.page.context.cookies())
                await thief.open(f"{BASE}/today")
                await expect(thief.page.locator("h1")).to_have_text(seen.said("desk-today"))
                await press(seen.page.get_by_role("button", name=seen.said("desk-leave")))
                await expect(seen.page.get_by_text(seen.said("desk-left"))).to_be_visible()
                await thief.open(f"{BASE}/today")
                await expect(thief.page.get_by_text(seen.said("desk-closed"))).to_be_visible()


async def test_a_form_without_its_token_or_from_another_site_changes_nothing(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser:
        for language, width in WALKED:
            async with tab(browser, desk, language, width) as seen:
                await seen.enter(ANNA)
                await seen.open(f"{BASE}/calls/1")
                await seen.page.evaluate(
                    "for (const one of document.getElementsByName('csrf')) one.value = 'f'.repeat(64)"
                )
                await press(seen.page.locator("button.main"))
                await expect(seen.page.get_by_text(seen.said("desk-bad-form"))).to_be_visible()
                # The cookie is not sent along from elsewhere, so the desk is closed to this form.
                form = f'<form method="post" action="{desk.url}{BASE}/do"><button>x</button></form>'
                await seen.page.route(
                    EVIL, lambda route, _, form=form: route.fulfill(body=form, content_type="text/html")
                )
                await go(seen.page, EVIL)
                await press(seen.page.locator("button"))
                await expect(seen.page.get_by_text(seen.said("desk-closed"))).to_be_visible()
                assert await status_of(desk, 1) == "proposed"
