"""Ids that outlive what they named: buttons, codes and drafts of a campaign whose slug is used again later."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Integer

from bot.core.model.event import Rules
from bot.core.model.roles import Role
from bot.jobs.purge import Retention, purge
from storage import Database
from storage.tables import metadata
from tests.event_talk import NOW, EventTalk
from tests.fakes import Clock
from tests.talk import HOUR, SLUG, Talk, example, ids

AGAIN = NOW + timedelta(days=200)
"""Long after the first campaign was purged."""


@dataclass(frozen=True)
class Old:
    """The conversation, and the commands of the buttons under the first event's preview."""

    talk: Talk
    confirms: list[str]


@pytest.fixture
async def old(store: Database) -> Old:
    """The first campaign, with an event, a call that waits for its launch, pledges, and a code."""
    made = EventTalk(Talk(store))
    await made.start()
    say = made.talk.private
    made.talk.confirms = False
    preview = await say("/event new phone_off 2026-12-05 20:00")
    confirms = [button.command for row in preview.buttons for button in row]
    await say(f"/{confirms[0]}")
    for person in ("21", "22"):
        await say("/pledge 1", person)
    await say("/call", typed=True)
    await say("أطفئوا هواتفكم", typed=True)
    await made.talk.invite("old-code", Role.OWNER, valid=24 * 400 * HOUR)
    await made.go(NOW + timedelta(days=12))
    async with store.reading() as tx:
        assert not [event for event in await tx.events.of(SLUG) if event.open]
    return Old(made.talk, confirms)


def test_an_id_that_anything_outside_may_name_is_never_given_twice() -> None:
    # Nobody outside is told of these: an update's row, a line of the audit log, a wrong code; pages are never deleted.
    inner = {"audit", "inbox", "pages", "wrong_codes"}
    numbered = {table for table in metadata.tables.values() if "id" in table.c and isinstance(table.c.id.type, Integer)}
    again = {table.name for table in numbered if not table.dialect_options["sqlite"]["autoincrement"]}
    assert again == inner


async def standing(store: Database) -> list[object]:
    """All that buttons could change: events with their pledges, calls, roles."""
    async with store.reading() as tx:
        events = await tx.events.of(SLUG)
        turnouts = [await tx.pledges.turnout(event.id) for event in events]
        return [events, turnouts, await tx.calls.latest(SLUG, 100), await tx.people.members(SLUG)]


async def test_ids_of_an_earlier_campaign_of_the_same_slug_act_on_nothing_of_the_later_one(
    old: Old, store: Database
) -> None:
    talk = old.talk
    talk.now = AGAIN
    await purge(store, Clock(AGAIN), Rules(), Retention())
    async with store.writing() as tx:
        later = replace(example(), zone="UTC", starts_at=AGAIN - HOUR, ends_at=AGAIN + 720 * HOUR)
        await tx.campaigns.save(later, AGAIN)
    await talk.give(Role.ORGANIZER, "7")
    preview = await talk.private("/event new phone_off 2027-06-25 20:00")
    await talk.private(f"/{preview.buttons[0][0].command}")
    await talk.private("/call", typed=True)
    before = await standing(store)
    assert len(before[0]) == 2
    pressed = [
        *old.confirms, "event approve 1 abc", "event choose abc", "pledge 1", "pledge 1 +3", "unpledge 1",
        "checkin 1 all",
        "did 1", "call 1", "call 1 preview", "call 1 propose", "call 1 launch", "call 1 cancel", "call 1 text:ar say x",
        "claim old-code", "event edit 1 21h", "event cancel 1 confirmed", "menu set 1 goal 5", "menu plan show",
    ]  # fmt: skip
    for command in pressed:
        for person in ("7", "21"):
            reply = await talk.private(f"/{command}", person)
            assert await standing(store) == before, (command, person, ids(reply))
            assert reply.lines, command
