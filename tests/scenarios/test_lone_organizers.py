"""An organizer who acts alone: nobody approves their own words, and nobody floods the chats by going back and forth."""

from datetime import datetime, timedelta

import pytest

from bot.core.model.event import Event, EventState
from bot.core.model.roles import Role
from bot.core.ports.people import Act
from storage import Database
from tests.event_talk import NEW, NOW, EventTalk
from tests.talk import HOUR, SLUG, Talk, ids

EDITS = 1001


@pytest.fixture
async def campaign(store: Database) -> EventTalk:
    """A campaign that a group follows, with one organizer."""
    made = EventTalk(Talk(store))
    await made.start()
    return made


async def newest_event(campaign: EventTalk) -> Event:
    async with campaign.talk.store.reading() as tx:
        return (await tx.events.of(SLUG))[-1]


async def request_to(campaign: EventTalk, person: str) -> str:
    """The command of the approving button in the newest request that reached a person."""
    asked = [one.content for one in await campaign.deliveries() if one.address.chat == person]
    newest = next(one for one in reversed(asked) if "event-please-approve" in ids(one))
    return f"/{newest.buttons[0][0].command}"


async def test_after_1001_edits_authors_still_cannot_approve_their_own_words(campaign: EventTalk) -> None:
    """Authors were once looked up among the newest thousand lines of the audit log."""
    said = campaign.talk
    await said.give(Role.ORGANIZER, "8")
    assert ids(await said.private(f'{NEW} goal=100 en="Our own words"')) == ["event-waits"]
    number = (await newest_event(campaign)).id
    yes = await request_to(campaign, "8")
    async with said.store.writing() as tx:
        author = tx.people.pseudonym(SLUG, "telegram", "7")
        for _ in range(EDITS):
            await tx.audit.write(Act(said.now, SLUG, Role.ORGANIZER, author, "event-edit", str(number)))
    assert ids(await said.private(yes)) == ["own-words"]
    assert ids(await said.private(f"/event edit {number} goal={EDITS}")) == ["event-waits"]
    assert ids(await said.private(yes, "8")) == ["event-other-words"]
    yes = await request_to(campaign, "8")
    assert ids(await said.private(yes)) == ["own-words"]
    assert (await newest_event(campaign)).state is EventState.PROPOSED
    assert ids(await said.private(yes, "8"))[0] == "event-made"


async def test_a_goal_moved_35_times_reaches_no_chat_without_the_second_organizer(campaign: EventTalk) -> None:
    said = campaign.talk
    await said.group(f"{NEW} goal=100")
    number = (await newest_event(campaign)).id
    await said.give(Role.ORGANIZER, "8")
    await campaign.deliveries()
    for goal in range(101, 136):
        assert ids(await said.private(f"/event edit {number} goal={goal}")) == ["event-waits-change"]
    await campaign.go(NOW + HOUR)
    assert await campaign.said() == []
    assert (await newest_event(campaign)).plan.goal == "100"


async def test_the_only_organizer_moves_a_goal_35_times_and_no_chat_gets_more_than_six_posts_an_hour(
    campaign: EventTalk,
) -> None:
    said = campaign.talk
    await said.group(f"{NEW} goal=100")
    number = (await newest_event(campaign)).id
    await campaign.deliveries()
    posts = list[datetime]()
    for goal in range(35):
        await said.private(f"/event edit {number} goal={200 + 100 * (goal % 2)}")
        await campaign.go(said.now + timedelta(minutes=5))
        posts += [said.now for how, _ in await campaign.said() if how == "send"]
    assert posts
    assert all(sum(first <= one < first + HOUR for one in posts) <= 6 for first in posts)


async def test_nothing_goes_to_every_chat_before_its_preview_was_confirmed(campaign: EventTalk) -> None:
    """Nor at once to all of them with `/event new`, with a cancellation, or with another time."""
    said = campaign.talk
    said.confirms = False
    number = 0
    for line in (f"{NEW} goal=100", "/event postpone {} 2026-12-06 20:00", "/event edit {} goal=9", "/event cancel {}"):
        preview = await said.private(line.format(number))
        assert [one.values["chats"] for one in preview.lines if "chats" in one.values] == [1], line
        [confirm] = [one.command for row in preview.buttons for one in row if "confirm" in one.command]
        await campaign.turn()
        assert await campaign.said() == [], line
        await said.private(f"/{confirm}")
        number = (await newest_event(campaign)).id
        await campaign.go(said.now + timedelta(minutes=10))
        assert "send" in [how for how, _ in await campaign.said()], line
