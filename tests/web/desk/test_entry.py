"""Who comes in, for how long, and who does not."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from tests.talk import SLUG
from tests.web.desk.house import BASE, Desk

ANNA = DeskUser("telegram", "7", "7")


async def test_the_command_gives_a_link_that_opens_the_desk_once(desk: Desk) -> None:
    await desk.talk.give(Role.ORGANIZER)
    desk.talk.services = replace(desk.talk.services, desk_url=desk.url)
    reply = await desk.talk.private("/desk")
    link = str(reply.lines[0].values["link"])
    assert link.startswith(desk.url)
    browser = desk.browser()
    await browser.open(link)
    assert "Come in" in browser.text
    await browser.send(link.removeprefix(desk.url))
    assert browser.path == f"{BASE}/today"
    assert browser.status == 200
    other = desk.browser()
    await other.open(link)
    assert other.status == 410
    await other.send(link.removeprefix(desk.url))
    assert other.status == 410


async def test_a_preview_of_the_link_does_not_use_it_up(desk: Desk) -> None:
    await desk.talk.give(Role.ORGANIZER)
    link = await desk.link(ANNA)
    for _ in range(5):
        assert (await desk.browser().open(link)).status == 200
        await desk.browser().client.head(link)
    browser = desk.browser()
    await browser.send(link)
    assert browser.path == f"{BASE}/today"


async def test_a_link_ends_after_ten_minutes(desk: Desk) -> None:
    await desk.talk.give(Role.ORGANIZER)
    link = await desk.link(ANNA)
    desk.clock.move(desk.clock.now() + timedelta(minutes=10))
    browser = await desk.browser().open(link)
    assert browser.status == 410
    assert "time is over" in browser.text
    assert (await browser.send(link)).status == 410


async def test_whoever_has_no_role_gets_no_link(desk: Desk) -> None:
    desk.talk.services = replace(desk.talk.services, desk_url=desk.url)
    assert [line.id for line in (await desk.talk.private("/desk", "99")).lines] == ["desk-no-role"]


async def test_where_the_desk_is_off_the_command_says_so(desk: Desk) -> None:
    await desk.talk.give(Role.REPORTER)
    assert [line.id for line in (await desk.talk.private("/desk")).lines] == ["desk-off"]


async def test_a_public_address_gives_a_button(desk: Desk) -> None:
    await desk.talk.give(Role.REPORTER)
    desk.talk.services = replace(desk.talk.services, desk_url="https://likes.example.org")
    reply = await desk.talk.private("/desk")
    assert reply.buttons[0][0].url.startswith("https://likes.example.org/desk/in/")


async def test_a_session_lasts_twelve_hours(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    desk.clock.move(desk.clock.now() + timedelta(hours=12) - timedelta(seconds=1))
    assert (await browser.open(f"{BASE}/today")).status == 200
    desk.clock.move(desk.clock.now() + timedelta(seconds=1))
    assert (await browser.open(f"{BASE}/today")).status == 401


async def test_a_stolen_cookie_is_nothing_once_its_session_is_ended(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    thief = desk.browser()
    thief.client.cookies = browser.client.cookies
    assert (await thief.open(f"{BASE}/today")).status == 200
    await browser.open("/desk/sessions")
    own = re.findall(r'name="session" value="([0-9a-f]+)"', browser.page)
    assert len(own) == 1
    await browser.send("/desk/sessions/end", session=own[0])
    assert (await thief.open(f"{BASE}/today")).status == 401
    assert (await browser.open(f"{BASE}/today")).status == 401


async def test_nobody_ends_the_session_of_somebody_else(desk: Desk) -> None:
    anna, other = await desk.person(Role.ORGANIZER, "7"), await desk.person(Role.OWNER, "8")
    await anna.open("/desk/sessions")
    hers = re.findall(r'name="session" value="([0-9a-f]+)"', anna.page)[0]
    await other.open("/desk/sessions")
    await other.send("/desk/sessions/end", session=hers)
    assert "has ended already" in other.text
    assert (await anna.open(f"{BASE}/today")).status == 200


async def test_leaving_ends_the_session_in_the_database(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    cookies = httpx.Cookies(browser.client.cookies)
    await browser.send("/desk/leave")
    assert "You have left" in browser.text
    browser.client.cookies = cookies
    assert (await browser.open(f"{BASE}/today")).status == 401


async def test_a_revoked_organizers_open_page_refuses_the_next_act(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await desk.talk.give(Role.OWNER, "8")
    pseudonym = await _pseudonym(desk, "7")
    await desk.talk.private(f"/revoke {pseudonym}", "8")
    await browser.send(f"{BASE}/do", command=f"resign {SLUG}")
    assert browser.status == 401
    assert [act.act for act in await desk.talk.audit()][-1] == "revoked"


async def test_a_lower_role_takes_effect_with_the_next_request(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    assert "Invite somebody" in (await browser.open(f"{BASE}/people")).text
    async with desk.store.writing() as tx:
        await tx.people.give(SLUG, "telegram", "7", Role.REPORTER, desk.clock.now())
    await browser.send(f"{BASE}/people/invite", role="owner", hours="48")
    assert "role of owner" in browser.text
    assert (await browser.open(f"{BASE}/audit")).status == 403
    async with desk.store.reading() as tx:
        assert "invited" not in [one.act for one in await tx.audit.list(SLUG)]


async def test_forget_ends_every_session_of_the_person(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await desk.talk.private("/forget yes")
    assert (await browser.open(f"{BASE}/today")).status == 401


async def test_a_campaign_in_which_the_person_has_no_role_is_not_there(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    assert (await browser.open("/desk/c/another/today")).status == 404


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_the_language_is_that_of_the_browser_until_one_is_picked(desk: Desk, language: str) -> None:
    browser = await desk.person(Role.ORGANIZER, language=language)
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in browser.page
    await browser.send("/desk/language", language="fr")
    assert 'lang="fr" dir="ltr"' in browser.page
    await browser.send("/desk/language", language="tlh")
    assert 'lang="fr" dir="ltr"' in browser.page


async def _pseudonym(desk: Desk, person: str) -> str:
    async with desk.store.reading() as tx:
        return tx.people.pseudonym(SLUG, "telegram", person)
