"""Counts in the browser: type one, accept or reject what is held, and a file with its preview."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.uploads import LARGEST_UPLOAD
from bot.core.model.roles import Role
from bot.core.model.snapshots import Held
from bot.web.desk.counts import sparkline
from tests.talk import SLUG, load
from tests.web.desk.house import BASE, Browser, Desk

MINUTE = timedelta(minutes=1)


async def last(desk: Desk, place: int = 0) -> int:
    async with desk.store.reading() as tx:
        campaign = (await tx.campaigns.all())[0]
        page = campaign.pages[place]
        return (await tx.snapshots.at([page.id], [desk.clock.now()]))[0][page.id].count


async def hold(desk: Desk, count: int = 99) -> str:
    async with desk.store.writing() as tx:
        page = (await tx.campaigns.all())[0].pages[0]
        await tx.snapshots.set_held(page.id, Held(count, 1, desk.clock.now() - MINUTE))
        return page.key


async def press(browser: Browser, act: str) -> None:
    fields = dict(re.findall(r'name="(page|count|step|read_at)" value="([^"]+)"', browser.page))
    await browser.send(f"{BASE}/counts/held", act=act, **fields)


async def test_a_reporter_types_a_count_and_repeats_one_that_is_far_off(desk: Desk) -> None:
    browser = await desk.person(Role.REPORTER)
    before = await last(desk)
    await browser.open(f"{BASE}/counts")
    command = re.findall(r'name="command" value="(count [^"]+)"', browser.page)[0]
    await browser.send(f"{BASE}/do", command=command, words="12")
    assert await last(desk) == before
    await browser.send(f"{BASE}/do", command=command, words="12")
    assert await last(desk) == 12
    assert [one.act for one in await desk.talk.audit()][-1] == "count"
    assert "Numbers from a file" not in browser.text


async def test_a_page_of_two_campaigns_is_counted_in_the_campaign_of_the_desk(desk: Desk) -> None:
    async with desk.store.reading() as tx:
        now = (await tx.campaigns.all())[0]
    await load(desk.store, replace(now, slug="another"))
    await desk.talk.give(Role.REPORTER, slug="another")
    browser = await desk.person(Role.REPORTER)
    for slug in (SLUG, "another"):
        page = f"/desk/c/{slug}/counts"
        await browser.open(page)
        command = re.findall(r'name="command" value="(count [^"]+)"', browser.page)[0]
        await browser.send(f"/desk/c/{slug}/do", command=command, words="2447000")
        assert [one.act for one in await desk.talk.audit(slug)][-1] == "count"
        desk.clock.move(desk.clock.now() + MINUTE)


@pytest.mark.parametrize("act", ["accept", "reject"])
async def test_a_held_number_is_accepted_or_rejected_as_it_was_shown(desk: Desk, act: str) -> None:
    browser, before = await desk.person(Role.ORGANIZER), await last(desk)
    key = await hold(desk)
    await browser.open(f"{BASE}/today")
    assert "A number of Maroc Telecom is held" in browser.text
    await browser.open(f"{BASE}/counts")
    await press(browser, act)
    assert await last(desk) == (99 if act == "accept" else before)
    line = (await desk.talk.audit())[-1]
    assert (line.act, line.about) == (f"held-{act}ed", f"{key} 99")
    assert "Held:" not in browser.text


async def test_a_held_number_that_changed_meanwhile_is_not_settled(desk: Desk) -> None:
    browser = await desk.person(Role.ORGANIZER)
    await hold(desk)
    await browser.open(f"{BASE}/counts")
    await hold(desk, 98)
    await press(browser, "accept")
    assert "not held any more" in browser.text
    assert await last(desk) != 99


def hidden(browser: Browser) -> dict[str, str]:
    """The fields that the page about a file sends along."""
    return dict(re.findall(r'name="(back|kept|name|page|count|dates)" value="([^"]*)"', browser.page))


async def check(browser: Browser, data: bytes, name: str = "x.csv", **fields: str) -> None:
    await browser.open(f"{BASE}/counts")
    await browser.send(f"{BASE}/counts/check", files={"file": (name, data)}, **fields)


async def test_a_file_is_shown_before_it_is_taken(desk: Desk) -> None:
    browser, before = await desk.person(Role.OWNER), await last(desk)
    await browser.open(f"{BASE}/counts")
    key = re.findall(r'value="count \S+ ([^"]+)"', browser.page)[0]
    source, _, handle = key.partition(":")
    rows = f"source,handle,taken_at,count\n{source},{handle},2016-02-27T10:00:00Z,77\n"
    await check(browser, rows.encode())
    assert "One row of one page" in browser.text
    assert "→" in browser.text
    assert await last(desk) == before
    await browser.send(f"{BASE}/counts/import", **hidden(browser))
    assert await last(desk) == 77
    assert [(one.act, one.about) for one in await desk.talk.audit()][-1] == ("imported", "1")


async def test_an_organizer_imports_a_file_as_large_as_in_a_chat_and_a_reporter_none(desk: Desk) -> None:
    reporter = await desk.person(Role.REPORTER, "8")
    before = await last(desk, 1)
    await check(reporter, b"date,inwi\n2016-02-27T10:00:00Z,77\n")
    assert "One row" not in reporter.text
    browser = await desk.person(Role.ORGANIZER)
    note = b"x" * (LARGEST_UPLOAD // 19 - 100)
    rows = b"".join(b"2016-02-27T09:%02d:00Z,77,%s\n" % (minute, note) for minute in range(19))
    await check(browser, b"date,inwi,note\n" + rows)
    assert "19\u00a0rows of one page" in browser.text
    fields = hidden(browser)
    await reporter.send(f"{BASE}/counts/import", **fields)
    assert await last(desk, 1) == before
    await browser.send(f"{BASE}/counts/import", **fields)
    assert await last(desk, 1) == 77
    assert [(one.act, one.role) for one in await desk.talk.audit()][-1] == ("imported", "organizer")


async def test_a_row_that_is_refused_or_contradicts_a_stored_count_stops_a_file(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    async with desk.store.reading() as tx:
        page = (await tx.campaigns.all())[0].pages[0]
        stored = (await tx.snapshots.at([page.id], [desk.clock.now()]))[0][page.id]
    at = stored.taken_at.isoformat()
    rows = f"date,source,handle,likes\n{at},{page.source},{page.handle},1\n2016-02-27,{page.source},{page.handle},x\n"
    rows += f"2016-02-27T10:00:00Z,{page.source},{page.handle},76\n"
    await check(browser, rows.encode())
    assert browser.text.count("1 refused:") == 2
    assert "Add the good rows only" in browser.text
    fields = hidden(browser)
    await browser.send(f"{BASE}/counts/import", **fields)
    assert "Nothing was imported" in browser.text
    assert await last(desk) == stored.count
    await browser.send(f"{BASE}/counts/import", keep="good", **fields)
    assert "One row added, 0 already there, 2 refused." in browser.text
    assert await last(desk) == 76


async def test_a_file_in_another_form_is_read_and_asked_about(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    rows = "التاريخ\tالعدد\r\n03/02/2016 10:00\t٧٥\r\n".encode("utf-16")
    await check(browser, rows, "x.txt")
    assert "Whose counts are these?" in browser.text
    async with desk.store.reading() as tx:
        key = (await tx.campaigns.all())[0].pages[1].key
    await browser.send(f"{BASE}/counts/check", **{**hidden(browser), "page": key})
    assert "can mean two days here" in browser.text
    await browser.send(f"{BASE}/counts/check", **{**hidden(browser), "dates": "day-first"})
    assert "3 Feb 2016" in browser.text
    await browser.send(f"{BASE}/counts/import", **hidden(browser))
    assert "One row added" in browser.text
    await browser.send(f"{BASE}/counts/check", back=f"{BASE}/counts", kept="no base64", name="x.csv")
    assert "card refused" in browser.page


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"x" * 2_000_001, b"a,b\n1,2\n"])
async def test_a_file_that_is_none_is_refused_in_one_sentence(desk: Desk, data: bytes) -> None:
    browser = await desk.person(Role.OWNER)
    await check(browser, data)
    assert "card refused" in browser.page


async def test_a_sparkline_stays_in_its_box(desk: Desk) -> None:
    async with desk.store.reading() as tx:
        page = (await tx.campaigns.all())[0].pages[0]
        series = await tx.snapshots.series(page.id, desk.clock.now() - timedelta(days=9), desk.clock.now())
    points = [tuple(map(float, point.split(","))) for point in sparkline([*series, *series]).split()]
    assert all(0 <= x <= 144 and 0 <= y <= 32 for x, y in points)
    assert sparkline([]) == ""


def undo_buttons(browser: Browser) -> list[str]:
    return re.findall(r'counts/undo".*?name="number" value="(\d+)"', browser.page)


async def test_after_the_end_only_what_came_later_can_be_taken_back(desk: Desk) -> None:
    browser, before = await desk.person(Role.REPORTER), await last(desk)
    await browser.open(f"{BASE}/counts")
    command = re.findall(r'name="command" value="(count [^"]+)"', browser.page)[0]
    await browser.send(f"{BASE}/do", command=command, words=str(before - 1))
    async with desk.store.reading() as tx:
        campaign = (await tx.campaigns.all())[0]
    await load(desk.store, replace(campaign, ends_at=desk.clock.now() + MINUTE / 2))
    await browser.open(f"{BASE}/counts")
    (early,) = undo_buttons(browser)
    desk.clock.move(desk.clock.now() + MINUTE)
    await browser.send(f"{BASE}/counts/undo", number=early)
    assert "what was counted before its end stays" in browser.text
    assert undo_buttons(browser) == []
    await browser.send(f"{BASE}/do", command=command, words=str(before - 2))
    await browser.open(f"{BASE}/counts")
    (late,) = undo_buttons(browser)
    await browser.send(f"{BASE}/counts/undo", number=late)
    assert await last(desk) == before - 1


async def test_a_reporter_takes_the_own_count_back_and_an_organizer_any(desk: Desk) -> None:
    browser, before = await desk.person(Role.REPORTER), await last(desk)
    await browser.open(f"{BASE}/counts")
    assert undo_buttons(browser) == []
    command = re.findall(r'name="command" value="(count [^"]+)"', browser.page)[0]
    await browser.send(f"{BASE}/do", command=command, words=str(before - 1))
    await browser.open(f"{BASE}/counts")
    (number,) = undo_buttons(browser)
    await browser.send(f"{BASE}/counts/undo", number=number)
    assert "Undone: Maroc Telecom" in browser.text
    assert await last(desk) == before
    assert [one.act for one in await desk.talk.audit()][-1] == "count-undone"
    assert undo_buttons(browser) == []
    await browser.send(f"{BASE}/counts/undo", number=number)
    assert "taken back before" in browser.text

    await browser.send(f"{BASE}/do", command=command, words=str(before - 2))
    await browser.open(f"{BASE}/counts")
    (number,) = undo_buttons(browser)
    other = await desk.person(Role.REPORTER, "8")
    await other.open(f"{BASE}/counts")
    assert undo_buttons(other) == []
    await other.send(f"{BASE}/counts/undo", number=number)
    assert "Only whoever sent this" in other.text
    await other.send(f"{BASE}/counts/undo", number="9" * 30)
    assert "Nothing that can be taken back" in other.text
    organizer = await desk.person(Role.ORGANIZER, "9")
    await organizer.open(f"{BASE}/counts")
    assert undo_buttons(organizer) == [number]
    await organizer.send(f"{BASE}/counts/undo", number=number)
    assert await last(desk) == before
