"""What happens twice: double clicks, a page that came back, two tabs, two people; nothing is doubled, no word lost."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.core.model.roles import Role
from bot.core.ports.desk import SESSION_VALID, DeskUser
from storage.tables import metadata
from tests.talk import SLUG, load
from tests.web.desk.campaign.test_pages import fields
from tests.web.desk.house import BASE, Browser, Desk
from tests.web.desk.test_guard import _everything

EVENT = {"kind": "unlike_drive", "starts": "2016-02-28T20:00", "length": "4h", "title:en": "Together"}


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1].replace("&#34;", '"') if found else ""


def command(page: str, word: str) -> str:
    return next(one for one in re.findall(r'name="command" value="([^"]+)"', page) if word in one)


async def sent(browser: Browser, times: int, path: str, **fields: str) -> list[httpx.Response]:
    """The same form of the page that is open, sent so many times at once, as a double click does."""
    form = {"csrf": hidden(browser.page, "csrf"), "once": hidden(browser.page, "once"), "back": browser.path, **fields}
    return await asyncio.gather(*(browser.client.post(path, data=form, follow_redirects=False) for _ in range(times)))


async def rows(desk: Desk) -> dict[str, int]:
    return {name: len(found) for name, found in (await _everything(desk)).items()}


async def test_the_second_click_on_an_acting_button_does_nothing(desk: Desk) -> None:
    anna, ben = await desk.person(Role.OWNER, "7"), await desk.person(Role.OWNER, "8")
    done: list[tuple[str, dict[str, int]]] = []

    async def click(browser: Browser, page: str, path: str, **fields: str) -> list[httpx.Response]:
        await browser.open(page)
        before = await rows(desk)
        answers = await sent(browser, 2, path, **fields)
        assert len({one.text for one in answers}) == 1
        assert len({one.status_code for one in answers}) == 1
        after = await rows(desk)
        again = await sent(browser, 1, path, **fields)
        assert again[0].text == answers[0].text
        assert await rows(desk) == after
        done.append((path, {name: after[name] - before[name] for name in after if after[name] != before[name]}))
        await browser.open(page)
        notices = re.findall(r'<div class="card (?:done|refused)">', browser.page.partition("<h1>")[0])
        assert len(notices) <= 1, path
        return answers

    call = f"{BASE}/calls/1"
    await click(anna, f"{BASE}/calls", f"{BASE}/calls/new")
    await click(anna, call, f"{call}/save", then="propose", **{"text:fr": "Samedi"})
    await ben.open(call)
    await click(ben, call, f"{BASE}/do", command=command(ben.page, " approve "))
    assert done[-1][1]["audit"] == 2
    # A number far off must be sent once more on purpose; a double click is none.
    await click(anna, f"{BASE}/counts", f"{BASE}/do", command=f"count {SLUG} facebook:maroctelecom", words="2300000")
    assert done[-1][1] == {"facts": 1}
    (one, other) = await click(anna, f"{BASE}/people", f"{BASE}/people/invite", role="organizer", hours="24")
    assert done[-1][1] == {"invites": 1, "audit": 1}
    assert re.findall(r"<code dir=\"ltr\">[^<]+", one.text) == re.findall(r"<code dir=\"ltr\">[^<]+", other.text)
    for act in ("halt", "resume"):
        await click(anna, f"{BASE}/today", f"{BASE}/halt", act=act)
        assert done[-1][1] == {"audit": 1}
    await anna.open(f"{BASE}/events/new?kind=unlike_drive")
    await anna.send(f"{BASE}/events/new", **EVENT)
    await click(anna, f"{BASE}/events", f"{BASE}/do", command=command(anna.page, "confirm"))
    assert done[-1][1]["events"] == 1


async def test_stopping_every_send_from_two_tabs_at_once_is_one_act(desk: Desk) -> None:
    anna, ben = await desk.person(Role.OWNER, "7"), await desk.person(Role.OWNER, "8")
    for act in ("halt", "resume"):
        for one in (anna, ben):
            await one.open(f"{BASE}/today")
        before = await rows(desk)
        answers = await asyncio.gather(*(sent(one, 1, f"{BASE}/halt", act=act) for one in (anna, ben)))
        assert [answer.status_code for (answer,) in answers] == [303, 303]
        assert (await rows(desk))["audit"] == before["audit"] + 1


async def test_the_same_number_on_a_page_that_was_opened_again_is_sent_once_more(desk: Desk) -> None:
    browser = await desk.person(Role.REPORTER)
    for _ in range(2):
        await browser.open(f"{BASE}/counts")
        await browser.send(f"{BASE}/do", command=f"count {SLUG} facebook:maroctelecom", words="2300000")
    assert "Noted: Maroc Telecom" in browser.text


async def test_a_form_that_failed_may_be_sent_again(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    await browser.open(f"{BASE}/today")
    table = metadata.tables["audit"]
    async with desk.store._engines.writer.begin() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME TO gone")
    (failed,) = await sent(browser, 1, f"{BASE}/halt", act="halt")
    assert failed.status_code == 500
    async with desk.store._engines.writer.begin() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE gone RENAME TO {table.name}")
    (done,) = await sent(browser, 1, f"{BASE}/halt", act="halt")
    assert done.status_code == 303
    desk.faults.clear()


async def test_two_approvals_at_once_send_a_call_once(desk: Desk) -> None:
    anna, ben, carla = [await desk.person(Role.ORGANIZER, one) for one in "789"]
    await anna.open(f"{BASE}/calls")
    await anna.send(f"{BASE}/calls/new")
    await anna.send(f"{BASE}/calls/1/save", then="propose", **{"text:fr": "Samedi"})
    for one in (ben, carla):
        await one.open(f"{BASE}/calls/1")
    approve = command(ben.page, " approve ")
    before = await rows(desk)
    await asyncio.gather(*(sent(one, 1, f"{BASE}/do", command=approve) for one in (ben, carla)))
    after = await rows(desk)
    assert after["audit"] == before["audit"] + 2
    said = [(await one.open(f"{BASE}/calls/1")).text for one in (ben, carla)]
    assert sum("Call 1 is on its way." in one for one in said) == 1
    assert sum("Already done. Call 1: scheduled." in one for one in said) == 1


@pytest.mark.parametrize("ends", ["session", "another session", "role"])
async def test_words_typed_when_the_session_or_the_role_ends_are_given_back(desk: Desk, ends: str) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await browser.open(f"{BASE}/calls")
    await browser.send(f"{BASE}/calls/new")
    form, before = {"csrf": hidden(browser.page, "csrf"), "back": browser.path}, await rows(desk)
    if ends == "session":
        desk.clock.move(desk.clock.now() + SESSION_VALID + timedelta(minutes=1))
    elif ends == "another session":
        await browser.send("/desk/leave")
        link = await desk.link(DeskUser("telegram", "7", "7"))
        await browser.open(link)
        await browser.send(link)
        before = await rows(desk)
    else:
        async with desk.store.writing() as tx:
            await tx.people.give(SLUG, "telegram", "7", Role.REPORTER, desk.clock.now())
        before = await rows(desk)
    typed = {"text:ar": "السبت <b>معًا</b>", "text:fr": "Samedi,\nensemble", "every": ""}
    answer = await browser.client.post(f"{BASE}/calls/1/save", data={**form, **typed, "then": "propose"})
    assert answer.status_code in {401, 403}
    areas = re.findall(r"<textarea readonly[^>]*>([^<]*)</textarea>", answer.text)
    assert areas == ["السبت &lt;b&gt;معًا&lt;/b&gt;", "Samedi,\nensemble"]
    assert hidden(answer.text, "csrf") not in {form["csrf"], "x"} or ends == "role"
    assert await rows(desk) == before


@pytest.mark.parametrize("files", [None, {"picture": b""}])
async def test_a_text_that_is_far_too_long_is_refused_in_one_sentence_and_given_back(
    desk: Desk, files: dict[str, bytes] | None
) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await browser.open(f"{BASE}/calls")
    await browser.send(f"{BASE}/calls/new")
    form = {"csrf": hidden(browser.page, "csrf"), "back": browser.path, "text:ar": "السبت", "text:fr": "x" * 3_000_000}
    answer = await browser.client.post(f"{BASE}/calls/1/save", data=form, files=files)
    assert answer.status_code == 200
    assert "This text has 3,000,000\u00a0characters; 3,500 is the most." in answer.text
    assert form["text:fr"] in answer.text
    assert ">السبت</textarea>" in answer.text


async def test_no_other_site_puts_words_on_the_closed_page(desk: Desk) -> None:
    client = desk.browser().client
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = await client.post(f"{BASE}/do", data={"words": "Pay here"}, headers=headers)
        assert answer.status_code == 401
        assert "Pay here" not in answer.text
    assert "Pay here" in (await client.post(f"{BASE}/do", data={"words": "Pay here"})).text
    many = {f"title:{number}": f"Title {number}" for number in range(20)}
    assert (await client.post(f"{BASE}/do", data=many)).text.count("<textarea") == 1
    for data in ({"words": "x" * 100_000}, {f"n{number}": "Pay here" for number in range(400)}):
        answer = await client.post(f"{BASE}/do", data=data, files={"file": b"1"})
        assert answer.status_code == 401
        assert "<textarea" not in answer.text


async def test_a_stale_tab_takes_nothing_back_that_was_saved_elsewhere(desk: Desk) -> None:
    one, other = await desk.person(Role.ORGANIZER), await desk.person(Role.ORGANIZER)
    await one.open(f"{BASE}/calls")
    await one.send(f"{BASE}/calls/new")
    empty = {"text:ar": "", "text:en": "", "text:fr": ""}
    await other.open(f"{BASE}/calls/1")
    was = hidden(other.page, "was")
    await one.send(f"{BASE}/calls/1/save", was=hidden(one.page, "was"), **{**empty, "text:fr": "Samedi"})
    await other.send(f"{BASE}/calls/1/save", was=was, **{**empty, "text:ar": "السبت"})
    assert ">Samedi</textarea>" in other.page
    assert ">السبت</textarea>" in other.page
    # The same field: nothing is saved, both are shown, and sent again one's own counts.
    await other.send(f"{BASE}/calls/1/save", was=was, **{**empty, "text:fr": "Dimanche"})
    assert "This field was changed elsewhere meanwhile" in other.text
    assert ">Dimanche</textarea>" in other.page
    assert '<p dir="auto">Samedi</p>' in other.page
    now = {"text:ar": "السبت", "text:en": "", "text:fr": "Dimanche"}
    await other.send(f"{BASE}/calls/1/save", was=hidden(other.page, "was"), **now)
    async with desk.store.reading() as tx:
        call = await tx.calls.get(1)
        assert call is not None
        assert call.script.texts == {"ar": "السبت", "fr": "Dimanche"}


async def test_a_stale_tab_of_an_event_takes_nothing_back_and_a_refused_change_keeps_what_was_typed(desk: Desk) -> None:
    one = await desk.person(Role.ORGANIZER)
    await one.open(f"{BASE}/events/new?kind=unlike_drive")
    await one.send(f"{BASE}/events/new", **EVENT)
    await one.send(f"{BASE}/do", command=command(one.page, "confirm"))
    path = f"{BASE}/events/1"
    await one.open(path)
    was, plan = hidden(one.page, "was"), {**EVENT, "goal": ""}
    await one.send(path, was=was, **{**plan, "length": "5h"})
    await one.send(f"{BASE}/do", command=command(one.page, "confirm"))
    await one.open(path)
    assert 'name="length" value="5h"' in one.page
    await one.send(path, was=was, **{**plan, "title:en": "All together"})
    await one.send(f"{BASE}/do", command=command(one.page, "confirm"))
    await one.open(path)
    assert 'name="length" value="5h"' in one.page
    assert 'value="All together"' in one.page
    await one.send(path, was=was, **{**plan, "length": "6h", "title:fr": "Tous ensemble"})
    assert "This field was changed elsewhere meanwhile" in one.text
    assert 'name="length" value="6h"' in one.page
    assert 'value="Tous ensemble"' in one.page
    for wrong in ("[1]", "{", '"x"'):
        await one.send(path, was=wrong, **{**plan, "length": "never"})
        assert 'name="length" value="never"' in one.page


async def test_a_campaign_form_of_before_says_that_it_would_take_changes_back(desk: Desk) -> None:
    owner = await desk.person(Role.OWNER)
    await owner.open(f"{BASE}/campaign")
    seen = hidden(owner.page, "seen")
    form = fields(owner) | {"seen": seen}
    await owner.send(f"{BASE}/campaign/check", **form)
    assert "changed after this form was opened" not in owner.text
    async with desk.store.reading() as tx:
        stored = await tx.campaigns.get(SLUG)
    assert stored is not None
    await load(desk.store, replace(stored, contact="https://example.org/new"), desk.clock.now())
    await owner.open(f"{BASE}/campaign")
    await owner.send(f"{BASE}/campaign/check", **form)
    assert "changed after this form was opened" in owner.text
