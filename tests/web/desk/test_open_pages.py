"""Pages that are open in a real browser while something changes: clicks, the language, the session, the role."""

import pytest
from playwright.async_api import expect

from bot.core.model.roles import Role
from bot.core.ports.desk import SESSION_VALID
from tests.browser import browsing, press
from tests.talk import SLUG
from tests.web.desk.house import BASE, Desk
from tests.web.desk.test_browser import ANNA, prepared, status_of, tab
from tests.web.desk.test_twice import rows


async def test_a_double_click_and_a_way_back_in_the_browser_do_nothing_twice(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, "fr", 1280) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls/1")
        await seen.page.locator("button.main").dblclick(no_wait_after=True)
        await expect(seen.page.locator(".notices .card")).to_have_count(1)
        assert await status_of(desk, 1) == "scheduled"
        before = await rows(desk)
        await seen.page.go_back()
        await expect(seen.page.locator("button.main")).to_have_count(0)
        await seen.open(f"{BASE}/people")
        await seen.page.get_by_role("button", name=seen.said("desk-invite-button")).dblclick(no_wait_after=True)
        await expect(seen.page.locator("figure.qr svg")).to_be_visible()
        assert (await rows(desk))["invites"] == before["invites"] + 1


async def test_typed_words_outlive_a_change_of_the_language(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, "ar", 360) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls")
        await press(seen.page.get_by_role("button", name=seen.said("desk-write")))
        await seen.page.locator('[name="text:fr"]').fill("Samedi, tous ensemble")
        await seen.page.locator('[name="did"]').check()
        await seen.page.locator('[name="when"]').fill("2016-02-28T18:00")
        await press(seen.page.get_by_role("button", name="Français"))
        await expect(seen.page.locator("html")).to_have_attribute("dir", "ltr")
        await expect(seen.page.locator('[name="text:fr"]')).to_have_value("Samedi, tous ensemble")
        await expect(seen.page.locator('[name="when"]')).to_have_value("2016-02-28T18:00")
        await expect(seen.page.locator('[name="did"]')).to_be_checked()
        await expect(seen.page.locator("#looks .telegram").first).to_contain_text("Samedi, tous ensemble")
        assert await seen.page.evaluate("Object.keys(sessionStorage).filter((one) => one.startsWith('typed'))") == []
        await seen.open(f"{BASE}/campaign")
        await seen.page.locator('[name="campaign.title.fr"]').fill("Autre titre")
        await press(seen.page.get_by_role("button", name="العربية"))
        await expect(seen.page.locator('[name="campaign.title.fr"]')).to_have_value("Autre titre")
        assert seen.complaints == []


@pytest.mark.parametrize("ends", ["session", "role"])
async def test_an_open_page_says_that_it_is_closed_and_keeps_what_was_typed(desk: Desk, ends: str) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, "ar", 360) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls")
        await press(seen.page.get_by_role("button", name=seen.said("desk-write")))
        if ends == "session":
            desk.clock.move(desk.clock.now() + SESSION_VALID)
        else:
            async with desk.store.writing() as tx:
                await tx.people.give(SLUG, "telegram", "7", Role.REPORTER, desk.clock.now())
        await seen.page.locator('[name="text:fr"]').fill("Samedi, tous ensemble")
        await expect(seen.page.locator("#looks .wrong")).to_be_visible()
        await expect(seen.page.locator('[name="text:fr"]')).to_have_value("Samedi, tous ensemble")
        assert await seen.page.locator("#looks main").count() == 0
        await press(seen.page.get_by_role("button", name=seen.said("desk-propose")))
        await expect(seen.page.locator(".typed textarea")).to_have_value("Samedi, tous ensemble")
        seen.complaints.clear()
        await seen.looks_right()


async def test_a_piece_of_an_open_page_is_refused_in_one_sentence(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await browser.open(f"{BASE}/today")
    async with desk.store.writing() as tx:
        await tx.people.give(SLUG, "telegram", "7", Role.REPORTER, desk.clock.now())
    for answer in (
        await browser.client.get(f"{BASE}/calls/1/live", headers={"hx-request": "true"}),
        await browser.client.get(f"{BASE}/none/live", headers={"hx-request": "true"}),
    ):
        assert answer.status_code in {403, 404}
        assert "<main" not in answer.text or answer.status_code == 404


async def test_a_printed_page_names_nobody_by_pseudonym(desk: Desk) -> None:
    await prepared(desk)
    ben = await desk.talk.give(Role.REPORTER, "9")
    async with desk.store.reading() as tx:
        anna = tx.people.pseudonym(SLUG, "telegram", "7")
    async with browsing() as browser, tab(browser, desk, "fr", 1280) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/people")
        assert anna[:8] in await seen.page.inner_text("body")
        row = seen.page.locator("li", has_text=ben[:8])
        await press(row.get_by_role("button"))
        await seen.page.emulate_media(media="print")
        for section in ("people", "audit", "today"):
            await seen.open(f"{BASE}/{section}")
            text = await seen.page.inner_text("body")
            assert anna[:8] not in text, section
            assert ben[:8] not in text, section


async def test_a_file_that_is_too_large_is_told_before_anything_is_sent_and_no_word_is_lost(desk: Desk) -> None:
    await prepared(desk)
    large = {"name": "large.png", "mimeType": "image/png", "buffer": bytes(5_000_001)}
    small = {"name": "small.csv", "mimeType": "text/csv", "buffer": b"date,likes"}
    async with browsing() as browser, tab(browser, desk, "ar", 360) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls")
        await press(seen.page.get_by_role("button", name=seen.said("desk-write")))
        await seen.page.locator('[name="text:fr"]').fill("Samedi, tous ensemble")
        await seen.page.locator('[name="picture"]').set_input_files(large)  # type: ignore[arg-type]
        await seen.page.get_by_role("button", name=seen.said("desk-save"), exact=True).click()
        why = await seen.page.locator('[name="picture"]').evaluate("(one) => one.validationMessage")
        assert why == seen.said("desk-too-long")
        await expect(seen.page.locator('[name="text:fr"]')).to_have_value("Samedi, tous ensemble")
        await seen.page.locator('[name="picture"]').set_input_files([])
        await press(seen.page.get_by_role("button", name=seen.said("desk-save"), exact=True))
        await expect(seen.page.locator(".notices .card")).to_be_visible()
        await seen.open(f"{BASE}/counts")
        for file, fits in ((large, False), (small, True)):
            await seen.page.locator('[name="file"]').set_input_files(file)  # type: ignore[arg-type]
            assert await seen.page.locator('[name="file"]').evaluate("(one) => one.validity.valid") == fits
        assert seen.complaints == []


async def test_the_name_of_a_language_does_not_turn_the_number_beside_it(desk: Desk) -> None:
    await prepared(desk)
    async with browsing() as browser, tab(browser, desk, "fr", 1280) as seen:
        await seen.enter(ANNA)
        await seen.open(f"{BASE}/calls/1")
        heading = seen.page.locator("h3", has_text="العربية")
        name, size = await heading.locator("bdi").bounding_box(), await heading.locator("span").bounding_box()
        assert name is not None
        assert size is not None
        assert name["x"] + name["width"] <= size["x"] + 1
