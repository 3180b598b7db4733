"""How well everything runs, as Today says it: by source, by platform, and of the program itself."""

from datetime import timedelta

from bot.core.delivery.vital_signs import Count, Part
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned, State
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing
from bot.core.model.source import FaultKind
from bot.core.ports.delivery import Change
from bot.core.ports.facts import BACKUP, FLOOD_WAIT, SOURCE_REST, FloodWait, KeptBackups
from tests.talk import SLUG
from tests.web.desk.house import BASE, Browser, Desk
from tests.web.desk.test_calls import follow

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


async def today(desk: Desk, language: str = "en") -> str:
    """The part of Today about health, as its words."""
    browser = await desk.person(Role.ORGANIZER, language=language)
    await browser.open(f"{BASE}/today/live")
    assert browser.status == 200
    return " ".join(Browser(browser.client, browser.page.partition('class="groups"')[2]).text.split())


async def wait_for_sending(desk: Desk, chats: int = 3) -> int:
    """An announcement to new groups, due now; its number."""
    async with desk.store.writing() as tx:
        made = [await tx.chats.ensure(Address("telegram", str(-one)), ChatKind.GROUP) for one in range(1, chats + 1)]
        due = desk.clock.now()
        announcement = Announcement("one", SLUG, AnnouncementKind.CALL, due, say("hello", at="noon"))
        return await tx.ledger.announce(announcement, [Planned(one.id) for one in made])


async def test_each_source_says_when_it_gave_a_number_last_and_which_pages_give_none(desk: Desk) -> None:
    now = desk.clock.now()
    async with desk.store.writing() as tx:
        pages = (await tx.campaigns.all())[0].pages
        await tx.snapshots.set_read([page.id for page in pages], now - HOUR)
        await tx.snapshots.set_failing(pages[0].id, Failing(FaultKind.HIDDEN, now - 5 * MINUTE))
        await tx.facts.put(SOURCE_REST, pages[0].source, now + HOUR)
        await tx.facts.put(SOURCE_REST, "discord", now + HOUR)
    said = await today(desk)
    assert "Facebook Maroc Telecom hides its number. Since" in said
    assert f"{len(pages) - 1} of {len(pages)} pages give a number" in said
    assert said.count("It is not asked before") == 1


async def test_a_source_whose_pages_all_fail_or_were_never_read_gives_no_number(desk: Desk) -> None:
    assert "No page gives a number (3 asked)" in await today(desk)
    async with desk.store.writing() as tx:
        pages = (await tx.campaigns.all())[0].pages
        await tx.snapshots.set_read([page.id for page in pages], desk.clock.now())
        for page in pages:
            await tx.snapshots.set_failing(page.id, Failing(FaultKind.QUOTA, desk.clock.now()))
    said = await today(desk)
    assert "No page gives a number (3 asked)" in said
    assert said.count("the requests that it allows are used up") == 3


async def test_each_platform_says_what_waits_how_late_it_is_and_how_much_of_its_limit_is_used(desk: Desk) -> None:
    await wait_for_sending(desk)
    desk.vitals.paces["telegram"] = 0.5
    assert "The queue is on time." in await today(desk)
    async with desk.store.writing() as tx:
        [delivery, *_] = await tx.ledger.claim(["telegram"], "one", desk.clock.now(), 60, 1)
        await tx.ledger.record([Change(delivery.id, delivery.attempt, State.SENDING)], desk.clock.now())
    desk.clock.move(desk.clock.now() + 40 * SECOND)
    said = await today(desk)
    assert "Waiting: 2; under way: 1" in said
    assert "The queue is 40 seconds late." in said
    assert "Sent in the last minute: 1, that is 3.33% of what may be sent (0.5 a second)." in said
    desk.vitals.paces.clear()
    assert "Sent in the last minute: 1 " in f"{await today(desk)} "
    assert "Discord" not in said


async def test_an_outage_and_pauses_that_a_platform_asked_for_are_told(desk: Desk) -> None:
    await follow(desk)
    desk.vitals.outages.add("telegram")
    desk.vitals.count(Count.FLOOD_WAITS, "telegram", 4)
    async with desk.store.writing() as tx:
        await tx.facts.put(FLOOD_WAIT, "telegram", FloodWait(desk.clock.now(), 120.0))
    said = await today(desk)
    assert "It cannot be reached just now" in said
    assert "a pause of 2 minutes (" in said
    assert "which still lasts" in said
    assert "since this program started: 4" in said
    desk.clock.move(desk.clock.now() + HOUR)
    assert "); it is over." in await today(desk)
    desk.clock.move(desk.clock.now() + 24 * HOUR)
    assert "a pause of" not in await today(desk)


async def test_who_serves_a_platform_is_named_only_while_they_hold_its_lease(desk: Desk) -> None:
    assert "Telegram" not in await today(desk)
    async with desk.store.writing() as tx:
        begun = await tx.leases.now()
        await tx.leases.acquire("platform:telegram", "one-process", 600, begun)
    assert "Telegram Served by process one-process" in await today(desk)
    async with desk.store.writing() as tx:
        await tx.leases.release("platform:telegram", "one-process")
        await tx.leases.acquire("platform:telegram", "b125df75-4a49:4026531836/9210/9a39e", 600, begun)
    assert "Telegram Served by process 9210 (b125df75) " in await today(desk)
    async with desk.store.writing() as tx:
        await tx.leases.release("platform:telegram", "b125df75-4a49:4026531836/9210/9a39e")
    await follow(desk)
    async with desk.store.writing() as tx:
        await tx.leases.acquire("platform:telegram", "one-process", 0, begun - HOUR)
    said = await today(desk)
    assert "Nobody serves it: what is meant for it waits." in said
    assert "one-process" not in said


async def test_backups_late_parts_and_a_wrong_clock_are_told(desk: Desk) -> None:
    assert "There is no backup yet." in await today(desk)
    now = desk.clock.now()
    async with desk.store.writing() as tx:
        await tx.facts.put(BACKUP, "", KeptBackups(now - 47 * HOUR, now + HOUR))
    desk.vitals.now = lambda: 0.0
    desk.vitals.start(Part.PLANNER)
    desk.vitals.skew = -3.0
    browser = await desk.person(Role.REPORTER)
    await browser.open(f"{BASE}/today")
    assert "<p>Newest backup: " in browser.page
    assert "differs from the database’s by 3\u00a0seconds" in browser.text
    assert "is late: planner" not in browser.text
    desk.vitals.now = lambda: 31.0
    desk.clock.move(now + 2 * HOUR)
    await browser.open(f"{BASE}/today/live")
    assert "is late: planner." in browser.text
    assert '<p class="wrong">Newest backup: ' in browser.page
