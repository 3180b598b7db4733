"""Today: what needs somebody leads to its place, and owners alone stop every send."""

import pytest

from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing
from bot.core.model.source import FaultKind
from bot.core.ports.desk import DeskUser
from bot.core.ports.facts import SOURCE_LACKS, Lack
from tests.talk import SLUG, another, load
from tests.web.desk.house import BASE, Desk


async def test_what_needs_somebody_leads_to_the_page_where_it_is_done(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await desk.talk.give(Role.ORGANIZER, "8")
    await desk.talk.private("/call")
    await desk.talk.private("/call 1 text:fr say Samedi")
    await desk.talk.private("/call 1 propose")
    await desk.talk.private("/event new unlike_drive 2016-02-28 20:00 4h", "8")
    async with desk.store.writing() as tx:
        page = (await tx.campaigns.all())[0].pages[0]
        await tx.snapshots.set_failing(page.id, Failing(FaultKind.HIDDEN, desk.clock.now()))
    await browser.open(f"{BASE}/today")
    assert f'<li><a href="{BASE}/calls/1">Call 1 waits for approval.</a>' in browser.page
    assert f'<li><a href="{BASE}/counts">' in browser.page
    assert browser.text.count("hides its number.") == 2
    reporter = await desk.person(Role.REPORTER, "9")
    await reporter.open(f"{BASE}/today")
    assert "waits for approval" not in reporter.text


async def test_a_campaign_without_its_key_says_what_is_missing_to_those_who_can_mend_it(desk: Desk) -> None:
    await load(desk.store, another("keyless"))
    async with desk.store.writing() as tx:
        await tx.facts.put(SOURCE_LACKS, "facebook", Lack(desk.clock.now(), ("FACEBOOK_ACCESS_TOKEN",)))
    for role, person, told in ((Role.ORGANIZER, "8", True), (Role.REPORTER, "9", False)):
        await desk.talk.give(role, person, "keyless")
        browser = await desk.enter(DeskUser("telegram", person, person))
        await browser.open("/desk/c/keyless/today")
        assert "No page has been read yet." in browser.text
        assert "As soon as the first figures are in" not in browser.text
        assert ("FACEBOOK_ACCESS_TOKEN" in browser.text) == told


async def test_an_event_that_no_longer_waits_for_approval_is_shown_as_that(desk: Desk) -> None:
    await desk.person(Role.ORGANIZER)
    await desk.talk.give(Role.ORGANIZER, "8")
    await desk.talk.private('/event new phone_off 2016-02-28 20:00 en="Quiet night"', "8")
    # A restore leaves an event so.
    await desk.store.close_gap(desk.clock.now())
    async with desk.store.reading() as tx:
        (event,) = await tx.events.of(SLUG)
    browser = await desk.person(Role.ORGANIZER)
    await browser.open(f"{BASE}/today")
    assert f"Event {event.id}: to be proposed again." in browser.text
    for place in ("events", f"events/{event.id}"):
        await browser.open(f"{BASE}/{place}")
        assert "to be proposed again" in browser.text
        assert "waits for approval" not in browser.text
    assert "Be among the first to take part." in browser.text
    assert "event approve" not in browser.page


@pytest.mark.parametrize("act", ["halt", "resume"])
async def test_an_owner_stops_every_send_and_lets_it_go_on(desk: Desk, act: str) -> None:
    owner = await desk.person(Role.OWNER)
    await owner.open(f"{BASE}/today")
    await owner.send(f"{BASE}/halt", act="halt")
    assert "Everything has been stopped since" in owner.text
    await owner.send(f"{BASE}/halt", act=act)
    async with desk.store.reading() as tx:
        assert (await tx.campaigns.halted(SLUG) is None) == (act == "resume")
    assert [one.act for one in await desk.talk.audit()][1:] == ["halted", *(["resumed"] if act == "resume" else [])]


async def test_nobody_but_an_owner_stops_every_send(desk: Desk) -> None:
    organizer = await desk.person(Role.ORGANIZER)
    await organizer.open(f"{BASE}/today")
    assert f"{BASE}/halt" not in organizer.page
    await organizer.send(f"{BASE}/halt", act="halt")
    async with desk.store.reading() as tx:
        assert await tx.campaigns.halted(SLUG) is None
