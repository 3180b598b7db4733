"""A second tap on every button that confirms, sends or says yes: nothing is done twice, and the answer is true."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Role
from tests.event_talk import NEW, START, EventTalk
from tests.handlers.test_import_file import a_file
from tests.talk import SLUG, Talk, another, ids, line, load

SHEET = "company;likes;date\nMaroc Telecom;2000000;2026-11-30\n"


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


def that(reply: Reply, pattern: str) -> str:
    return next(one for one in commands(reply) if re.match(pattern, one))


async def kept(event_talk: EventTalk) -> list[object]:
    """All that a tap could double: events, calls, counts, acts, and what waits to be said."""
    talk = event_talk.talk
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        ages = [(await tx.snapshots.at([one.id], [talk.now]))[0].get(one.id) for one in campaign.pages]
        return [
            await tx.events.of(SLUG), await tx.calls.latest(SLUG, fixes=None), ages, len(await talk.audit()),
            await tx.people.members(SLUG),
        ]  # fmt: skip


async def planned(talk: Talk) -> str:
    return that(await talk.private(NEW), "event confirm")


async def changed(talk: Talk) -> str:
    await talk.private(await planned(talk))
    return that(await talk.private("/event edit 1 goal=500"), "event confirm")


async def called_off(talk: Talk) -> str:
    await talk.private(await planned(talk))
    return that(await talk.private("/event cancel 1"), "event cancel")


async def by_a_walk(talk: Talk) -> str:
    reply = await talk.private(f"menu event {SLUG}")
    for tap in ("kind phone_off", "day 2026-12-05", "time 20:00", "length none", "goal none", "title none"):
        reply = await talk.private(f"menu plan {tap}")
    return that(reply, "event confirm")


async def written(talk: Talk) -> str:
    await talk.private(f"call {SLUG}")
    await talk.private("أطفئوا هواتفكم", typed=True)
    await talk.private("call 1 when")
    await talk.private("2026-12-04 18:00", typed=True)
    return that(await talk.private("call 1 preview"), "call 1 propose")


async def repeated(talk: Talk) -> str:
    await written(talk)
    await talk.private("call 1 when series 4 18:00 2026-12-25")
    return "call 1 propose"


async def discarded(talk: Talk) -> str:
    await written(talk)
    return "call 1 cancel"


async def sent(talk: Talk) -> str:
    reply = await talk.private("import", file=a_file(SHEET))
    return that(reply, "import .* (yes|good)")


ALONE = {
    "event": (planned, "stands-event", "event-state-open"),
    "walk": (by_a_walk, "stands-event", "event-state-open"),
    "change": (changed, "stands-event", "event-state-open"),
    "cancel": (called_off, "stands-event", "event-state-cancelled"),
    "call": (written, "stands-call", "call-is-scheduled"),
    "series": (repeated, "stands-call", "call-is-repeating"),
    "draft": (discarded, "call-gone", ""),
    "file": (sent, "import-taken", ""),
}
WITH_OTHERS = {
    "event": "event-state-proposed", "walk": "event-state-proposed", "change": "event-state-change",
    "cancel": "event-state-cancel", "call": "", "series": "", "draft": "", "file": "",
}  # fmt: skip
"""What waits for another organizer is said so; a call asks once more for what is missing."""


async def begun_beside_another(talk: Talk, what: str) -> str:
    """The first tap on what another organizer must approve; what changes something was announced before they came."""
    talk.confirms = False
    begun, *_ = ALONE[what]
    if what in {"change", "cancel"}:
        tap = await begun(talk)
        await talk.give(Role.ORGANIZER, "8")
    else:
        await talk.give(Role.ORGANIZER, "8")
        tap = await begun(talk)
    return tap


@pytest.mark.parametrize("what", ALONE)
async def test_a_second_tap_does_nothing_twice_and_says_what_became_of_the_first(
    event_talk: EventTalk, what: str
) -> None:
    talk = event_talk.talk
    talk.confirms = False
    begun, said, state = ALONE[what]
    tap = await begun(talk)
    await talk.private(tap)
    before = await kept(event_talk)
    for later in (timedelta(0), timedelta(seconds=2), timedelta(hours=2)):
        if what == "file" and later > timedelta(hours=1):
            continue
        talk.now += later
        reply = await talk.private(tap)
        assert ids(reply) == [said]
        if state:
            assert state in {value.id for value in line(reply, said).values() if hasattr(value, "id")}
        assert reply.buttons
        assert (await kept(event_talk))[:2] == before[:2]
        assert (await kept(event_talk))[3:] == before[3:]
    for button in commands(reply):
        assert "went-wrong" not in ids(await talk.private(button))


@pytest.mark.parametrize("what", ["event", "walk", "change", "cancel", "call", "series"])
async def test_a_second_tap_asks_nobody_twice_and_says_that_it_waits(event_talk: EventTalk, what: str) -> None:
    talk, said = event_talk.talk, ALONE[what][1]
    tap = await begun_beside_another(talk, what)
    await event_talk.deliveries()
    await talk.private(tap)
    assert "8" in [one.address.chat for one in await event_talk.deliveries()]
    before = await kept(event_talk)
    talk.now += timedelta(seconds=2)
    reply = await talk.private(tap)
    if WITH_OTHERS[what]:
        assert line(reply, said)["state"].id == WITH_OTHERS[what]  # type: ignore[union-attr]
    else:
        assert ids(reply) == ["call-proposed"]
    assert "8" not in [one.address.chat for one in await event_talk.deliveries()]
    assert await kept(event_talk) == before


@pytest.mark.parametrize("what", ["event", "change", "cancel", "call", "series"])
async def test_a_second_approval_approves_nothing_twice(event_talk: EventTalk, what: str) -> None:
    talk, (_, said, state) = event_talk.talk, ALONE[what]
    tap = await begun_beside_another(talk, what)
    await talk.private(tap)
    asked = [one.content for one in await event_talk.deliveries() if one.address.chat == "8"]
    approve = that(asked[-1], r"(call \d+|event) approve")
    await talk.private(approve, "8")
    await event_talk.deliveries()
    before = await kept(event_talk)
    reply = await talk.private(approve, "8")
    assert ids(reply) == [said]
    assert state in str(line(reply, said))
    assert ids(await talk.private(tap)) == [said]
    assert await event_talk.deliveries() == []
    assert await kept(event_talk) == before


async def test_a_pause_and_a_skip_are_told_again_as_they_stand(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(await written(talk))
    for act, state in (("pause", "call-is-paused"), ("cancel", "")):
        await talk.private(f"calls {act} 1")
        before = await kept(event_talk)
        again = await talk.private(f"calls {act} 1")
        assert state in str(again)
        assert await kept(event_talk) == before


async def test_what_waits_for_approval_is_in_its_authors_lists_with_its_state_and_buttons(
    event_talk: EventTalk,
) -> None:
    talk = event_talk.talk
    talk.confirms = False
    await talk.give(Role.ORGANIZER, "8")
    await talk.private(await planned(talk))
    await talk.private(await written(talk))
    listed = await talk.private("/events")
    assert line(listed, "event-line")["state"].id == "event-state-proposed"  # type: ignore[union-attr]
    assert commands(listed) == ["event 1", "menu again 1", "event cancel 1"]
    assert "event-none" in ids(await talk.private("/events", "5"))
    assert "event-none" in ids(await talk.group("/events", person="7"))
    calls = await talk.private("/calls")
    assert "call-is-proposed" in str(calls.lines[0])
    assert commands(calls)[:2] == ["call 1", "calls cancel 1"]
    assert ids(await talk.private("event cancel 1")) == ["event-dropped"]
    assert ids(await talk.private("event cancel 1")) == ["stands-event"]
    assert ids(await talk.private("/events")) == ["event-none"]


async def test_a_meaning_of_a_day_that_was_chosen_and_confirmed_is_not_confirmed_twice(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    talk.confirms = False
    choose = that(await talk.private("/event new phone_off 05/03/2027 20:00"), "event choose")
    await talk.private(that(await talk.private(choose), "event confirm"))
    assert ids(await talk.private(choose)) == ["stands-event"]


async def undone(talk: Talk) -> str:
    reply = await talk.private("/count facebook:inwi 1234567")
    return that(reply, "undo ")


async def revoked(talk: Talk) -> str:
    await talk.give(Role.OWNER, "7")
    known_as = await talk.give(Role.REPORTER, "9")
    return that(await talk.private(f"menu out {known_as[:8]} {SLUG}"), "revoke ")


async def refused(talk: Talk) -> str:
    await talk.private(await planned(talk))
    await talk.give(Role.ORGANIZER, "8")
    await talk.private("menu again 1")
    await talk.private("menu plan 1 goal")
    await talk.private(that(await talk.private("500", typed=True), "event confirm"), "8")
    refuse = that(await talk.private("menu look 1"), "event refuse")
    return that(await talk.private(refuse), f"{refuse} -")


async def resigned(talk: Talk) -> str:
    await talk.give(Role.OWNER, "8")
    return f"resign {SLUG}"


@pytest.mark.parametrize(
    ("begun", "first", "second"),
    [
        (undone, "undone", "undo-already"), (revoked, "revoked", "no-such-member"), (resigned, "resigned", "need-role"),
        (refused, "refused-told", "event-nothing-proposed"),
    ],
)  # fmt: skip
async def test_a_second_tap_on_what_takes_away_finds_nothing_left(
    event_talk: EventTalk, begun: Callable[[Talk], Awaitable[str]], first: str, second: str
) -> None:
    talk = event_talk.talk
    talk.confirms = False
    tap = await begun(talk)
    assert ids(await talk.private(tap))[0] == first
    before = await kept(event_talk)
    assert ids(await talk.private(tap))[0] == second
    assert await kept(event_talk) == before


@pytest.mark.parametrize("begun", [planned, written])
async def test_an_approval_that_is_given_twice_counts_once(
    event_talk: EventTalk, begun: Callable[[Talk], Awaitable[str]]
) -> None:
    talk = event_talk.talk
    talk.confirms = False
    async with talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        await tx.campaigns.save(replace(campaign, call_approvals=2), talk.now)
    await talk.give(Role.ORGANIZER, "8")
    await talk.give(Role.ORGANIZER, "9")
    await talk.private(await begun(talk))
    asked = [one.content for one in await event_talk.deliveries() if one.address.chat == "8"]
    approve = that(asked[-1], r"(call \d+|event) approve")
    first, before = await talk.private(approve, "8"), await kept(event_talk)
    assert await talk.private(approve, "8") == first
    assert await kept(event_talk) == before


@pytest.mark.parametrize("lets", ["nobody is left to approve", "it begins soon"])
async def test_who_asked_others_for_a_cancellation_can_call_off_alone_once_that_needs_nobody(
    event_talk: EventTalk, lets: str
) -> None:
    talk = event_talk.talk
    talk.confirms = False
    tap = await called_off(talk)
    await talk.give(Role.ORGANIZER, "8")
    assert ids(await talk.private(tap)) == ["event-waits-change"]
    if lets == "it begins soon":
        talk.now = START - timedelta(minutes=30)
    else:
        await talk.private("/resign", "8")
    assert that(await talk.private("/event cancel 1"), "event cancel") == tap
    assert ids(await talk.private(tap)) == ["event-cancelled"]
    assert line(await talk.private(tap), "stands-event")["state"] == Text("event-state-cancelled")


async def test_the_same_plan_is_confirmed_in_each_campaign(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    talk.confirms = False
    await load(talk.store, another())
    await talk.give(Role.ORGANIZER, slug="second")
    taps = [await planned_in(talk, slug) for slug in (SLUG, "second")]
    for tap in taps:
        assert ids(await talk.private(tap))[0] == "event-made"
    async with talk.store.reading() as tx:
        assert [len(await tx.events.of(slug)) for slug in (SLUG, "second")] == [1, 1]


async def planned_in(talk: Talk, slug: str) -> str:
    return that(await talk.private(f"/event new {slug} phone_off 2026-12-05 20:00"), "event confirm")
