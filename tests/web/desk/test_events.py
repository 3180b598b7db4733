"""Events in the browser: each kind is planned with a preview, approved by another, changed and cancelled."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.model.event import Event, EventState
from bot.core.model.reply import Text
from bot.core.model.reply_json import pack
from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from bot.event_kinds import KINDS
from bot.locales import speak
from tests.event_talk import END, NEW, NOW, START, EventTalk
from tests.talk import SLUG
from tests.web.desk.house import BASE, Browser, Desk, desk_of

STARTS = {"starts": "2026-12-10T20:00", "length": "", "goal": ""}
OWN = {"bill_strike": {"option:due": "2026-12-20"}, "sign_on": {"option:link": "https://example.org/petition"}}


@pytest.fixture
async def december(event_talk: EventTalk) -> AsyncIterator[Desk]:
    """The desk of a campaign in December, before any event; 7 and 8 are organizers."""
    await event_talk.talk.give(Role.ORGANIZER, "8")
    event_talk.talk.confirms = False
    async with desk_of(event_talk.talk) as opened:
        yield opened


async def event_of(desk: Desk, number: int = 1) -> Event | None:
    async with desk.store.reading() as tx:
        return await tx.events.get(number)


async def enter(desk: Desk, person: str) -> Browser:
    return await desk.enter(DeskUser("telegram", person, person))


async def press(browser: Browser, act: str, words: str = "") -> None:
    """Send the first form of the page whose command does this."""
    found = re.search(rf'name="command" value="(event {act} [^"]+)"', browser.page)
    assert found is not None, browser.text
    await browser.send(f"{BASE}/do", command=found[1], words=words)


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_planned_here_and_approved_by_another(december: Desk, kind: str) -> None:
    anna, other = await enter(december, "7"), await enter(december, "8")
    await anna.open(f"{BASE}/events")
    assert f"{BASE}/events/new?kind={kind}" in anna.page
    await anna.open(f"{BASE}/events/new?kind={kind}")
    await anna.send(f"{BASE}/events/new", kind=kind, **{**STARTS, "title:en": 'Our "big" day'}, **OWN.get(kind, {}))
    assert "Our" in anna.text
    await press(anna, "confirm")
    proposed = await event_of(december)
    assert proposed is not None
    assert proposed.state is EventState.PROPOSED
    await other.open(f"{BASE}/today")
    assert "Event 1 waits for approval." in other.text
    await other.open(f"{BASE}/events/1")
    assert 'Our "big" day' in other.text
    await press(other, "approve")
    made = await event_of(december)
    assert made is not None
    assert (made.state, made.kind, made.plan.title.by_language) == (EventState.OPEN, kind, {"en": 'Our "big" day'})
    assert [one.act for one in await december.talk.audit()][-3:] == ["event-new", "event-proposed", "event-approved"]


async def test_an_event_is_refused_changed_and_cancelled(december: Desk) -> None:
    anna, other = await enter(december, "7"), await enter(december, "8")
    await anna.open(f"{BASE}/events/new?kind=phone_off")
    await anna.send(f"{BASE}/events/new", kind="phone_off", **STARTS)
    await press(anna, "confirm")
    await other.open(f"{BASE}/events/1")
    await press(other, "refuse", "Not on that day")
    assert [one.act for one in await december.talk.audit()][-1] == "event-refused"
    await anna.open(f"{BASE}/events/1")
    await anna.send(f"{BASE}/events/1", kind="phone_off", starts="2026-12-11T20:00", length="48h", goal="5000")
    await press(anna, "confirm")
    await other.open(f"{BASE}/events/1")
    await press(other, "approve")
    event = await event_of(december)
    assert event is not None
    assert (event.state, f"{event.plan.local:%d}", event.plan.length, event.plan.goal) == (
        EventState.OPEN, "11", 48 * 3600, "5000",
    )  # fmt: skip
    await anna.open(f"{BASE}/events/1")
    await press(anna, "cancel")
    await press(anna, "cancel")
    await other.open(f"{BASE}/events/1")
    assert "cancellation waits" in other.text
    await press(other, "approve")
    event = await event_of(december)
    assert event is not None
    assert event.state is EventState.CANCELLED


async def test_a_sudden_rise_goes_to_every_chat_after_a_preview_and_anothers_approval(december: Desk) -> None:
    anna, other = await enter(december, "7"), await enter(december, "8")
    await anna.open(f"{BASE}/events/new?kind=unlike_drive")
    await anna.send(f"{BASE}/events/new", kind="unlike_drive", **STARTS)
    await press(anna, "confirm")
    await other.open(f"{BASE}/events/1")
    await press(other, "approve")
    event = await event_of(december)
    assert event is not None
    async with december.store.writing() as tx:
        await tx.events.update(replace(event, alarm=json.dumps(pack(Text("drive-no-count")))), event.starts_at)
    told = speak("en")(Text("drive-no-count"))
    await anna.open(f"{BASE}/events/1")
    assert "event approve" not in anna.page
    await press(anna, "release")
    assert f"{told} This is a preview. Confirm it, and it goes to 1 chat." in " ".join(anna.text.split())
    await press(anna, "release")
    await other.open(f"{BASE}/events/1")
    assert told in other.text
    await press(other, "approve")
    event = await event_of(december)
    assert event is not None
    assert (event.state, event.alarm) == (EventState.OPEN, "")
    assert [one.act for one in await december.talk.audit()][-3:] == [
        "event-release",
        "event-proposed",
        "event-approved",
    ]


async def test_the_preview_shows_card_reminders_and_result_in_each_language(december: Desk) -> None:
    anna = await enter(december, "7")
    await anna.open(f"{BASE}/events/new?kind=phone_off")
    await anna.send(f"{BASE}/events/preview", kind="phone_off", **STARTS, **{"title:en": "<b>Day</b>"})
    assert anna.page.count("&lt;b&gt;Day") >= 9
    assert "<b>Day" not in anna.page
    assert 'dir="rtl"' in anna.page
    assert await event_of(december) is None
    await anna.open(f"{BASE}/events/new?kind=phone_off")
    await anna.send(f"{BASE}/events/preview", kind="phone_off", starts="2026-12-10T20:00", length="x", goal="")
    assert 'role="alert"' in anna.page


async def test_an_event_is_shown_and_previewed_in_the_zone_that_it_was_made_in(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW, "7")
    async with event_talk.talk.store.writing() as tx:
        made = await tx.campaigns.get(SLUG)
        assert made is not None
        await tx.campaigns.save(replace(made, zone="America/Mexico_City"), NOW)
    async with desk_of(event_talk.talk) as desk:
        anna = await enter(desk, "7")
        await anna.open(f"{BASE}/events/1")
        assert "Start (UTC)" in anna.text
        await anna.send(f"{BASE}/events/preview", kind="phone_off", event="1", **STARTS)
        assert "UTC" in anna.text, anna.text
        assert "Mexico" not in anna.text
        await anna.open(f"{BASE}/events/new?kind=phone_off")
        assert "Start (Mexico" in anna.text


async def test_the_desk_says_whether_an_event_is_planned_runs_or_waits_for_check_ins(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW, "7")
    for moment, state in ((NOW, "planned"), (START, "running now"), (END, "over, waiting for check-ins")):
        event_talk.talk.now = moment
        async with desk_of(event_talk.talk) as desk:
            anna = await enter(desk, "7")
            for path in ("events", "events/1"):
                await anna.open(f"{BASE}/{path}")
                assert state in anna.text


async def test_what_was_typed_stays_in_the_form_of_a_refused_event(december: Desk) -> None:
    anna = await enter(december, "7")
    await anna.open(f"{BASE}/events/new?kind=phone_off")
    await anna.send(f"{BASE}/events/new", kind="phone_off", starts="2020-12-10T20:00", length="", goal="")
    assert "card refused" in anna.page
    assert 'value="2020-12-10T20:00"' in anna.page


async def test_there_is_no_form_for_a_kind_or_an_event_that_is_not_there(december: Desk) -> None:
    anna = await enter(december, "7")
    assert (await anna.open(f"{BASE}/events/new?kind=none")).status == 404
    assert (await anna.open(f"{BASE}/events/9")).status == 403


async def test_a_kind_that_needs_a_link_asks_for_it_in_the_form(december: Desk) -> None:
    anna = await enter(december, "7")
    await anna.open(f"{BASE}/events/new?kind=sign_on")
    assert re.search(r'name="option:link"[^>]* required', anna.page)
    await anna.send(f"{BASE}/events/new", kind="sign_on", **STARTS, **{"title:en": "Sign with us"})
    assert "This event needs" in anna.text
    assert 'value="Sign with us"' in anna.page
    assert await event_of(december) is None
    await anna.send(f"{BASE}/events/new", kind="sign_on", **STARTS, **OWN["sign_on"])
    await press(anna, "confirm")
    await anna.open(f"{BASE}/events/1")
    await anna.send(f"{BASE}/events/1", kind="sign_on", **STARTS, **{"option:link": ""})
    assert "This event needs" in anna.text


async def test_a_changed_goal_is_taken_back_where_it_was_changed_and_on_the_events_page(event_talk: EventTalk) -> None:
    event_talk.talk.confirms = False
    async with desk_of(event_talk.talk) as desk:
        anna = await enter(desk, "7")
        await anna.send(f"{BASE}/events/new", kind="phone_off", **{**STARTS, "goal": "1000"})
        await press(anna, "confirm")
        for number, goal in enumerate(("20000", "300"), 1):
            await anna.send(f"{BASE}/events/1", kind="phone_off", **{**STARTS, "goal": goal})
            await press(anna, "confirm")
            # Once in the answer, and once among the parts of the event.
            assert anna.page.count(f'value="undo goal 1 {number}"') == 2
        assert "from 20,000 to 300" in re.sub("[\u2068\u2069]", "", anna.text)
        for number, goal in ((2, "20000"), (1, "1000")):
            await anna.open(f"{BASE}/events/1")
            await anna.send(f"{BASE}/do", command=f"undo goal 1 {number}")
            assert "Undone" in anna.text
            event = await event_of(desk)
            assert event is not None
            assert event.plan.goal == goal
        await anna.open(f"{BASE}/events/1")
        assert "undo goal" not in anna.page
        assert [act.act for act in await desk.talk.audit()][-2:] == ["event-goal-undone"] * 2


async def test_a_plan_past_the_campaigns_end_and_a_past_one_are_told_at_the_desk(december: Desk) -> None:
    anna = await enter(december, "7")
    for starts, told in (("2026-12-10T20:00", False), ("2026-12-30T20:00", True)):
        await anna.open(f"{BASE}/events/new?kind=phone_off")
        await anna.send(f"{BASE}/events/new", kind="phone_off", **{**STARTS, "starts": starts})
        assert ("Note: the campaign ends" in anna.text) is told, starts
    await anna.open(f"{BASE}/events/new?kind=phone_off")
    await anna.send(f"{BASE}/events/new", kind="phone_off", **{**STARTS, "starts": "2026-11-01T20:00"})
    assert "has passed. Choose a time to come." in anna.text
    assert await event_of(december) is None
