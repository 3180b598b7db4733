"""What no chat asked for: at most six posts an hour, the others in one message."""

from dataclasses import replace
from datetime import time

from bot.core.delivery.unrequested import post, post_waiting
from bot.core.model.announcements import Announcement, AnnouncementKind
from bot.core.model.chats import Quiet
from bot.core.model.reply import Button, Reply, Text
from tests.event_talk import NEW, NOW, EventTalk
from tests.talk import HOUR, SLUG, another, ids, load


async def say(event_talk: EventTalk, number: int) -> int:
    content = Reply(
        Text("heading"), (Text("news", {"number": number}),), buttons=((Button(Text("open"), command="x"),),)
    )
    said = Announcement(f"news:{number}", SLUG, AnnouncementKind.MILESTONE, event_talk.talk.now, content)
    async with event_talk.talk.store.writing() as tx:
        return await post(tx, said, event_talk.talk.now)


async def waiting(event_talk: EventTalk) -> int:
    async with event_talk.talk.store.writing() as tx:
        return await post_waiting(tx, await tx.campaigns.all(), event_talk.talk.now)


async def merged_but_kept_back(event_talk: EventTalk) -> None:
    """Seven posts, of which the last waits an hour, and then for the chat."""
    for number in range(7):
        await say(event_talk, number)
    await event_talk.deliveries()
    event_talk.talk.now = NOW + HOUR
    assert await waiting(event_talk) == 1
    assert await event_talk.said() == []


async def test_six_posts_leave_in_an_hour_and_the_others_are_merged_into_one(event_talk: EventTalk) -> None:
    await event_talk.deliveries()
    assert [await say(event_talk, number) for number in range(10)] == [1] * 6 + [0] * 4
    assert len(await event_talk.said()) == 6
    assert await waiting(event_talk) == 0
    event_talk.talk.now += HOUR
    assert await say(event_talk, 10) == 0
    assert await waiting(event_talk) == 1
    [(_, merged)] = await event_talk.said()
    assert [one.values.get("number") for one in merged.lines] == [None, 6, 7, 8, 9, 10]
    assert len(merged.buttons) == 1
    assert await waiting(event_talk) == 0
    assert await say(event_talk, 11) == 1


async def test_merged_posts_are_sent_after_a_chats_quiet_hours(event_talk: EventTalk) -> None:
    async with event_talk.talk.store.writing() as tx:
        [one] = await tx.chats.followers(SLUG)
        await tx.chats.update(replace(one.chat, quiet=Quiet(time(10), time(13))))
    await merged_but_kept_back(event_talk)
    event_talk.talk.now = NOW + 3 * HOUR
    assert len(await event_talk.said()) == 1


async def test_merged_posts_wait_by_the_clock_of_the_campaign_that_a_chat_followed_first(event_talk: EventTalk) -> None:
    await load(event_talk.talk.store, another(zone="Asia/Tokyo", ends_at=None))
    for command in (f"unsubscribe {SLUG}", "subscribe second", f"subscribe {SLUG}", "quiet 19:00-22:00"):
        await event_talk.talk.group(f"/{command}")
    await merged_but_kept_back(event_talk)


async def test_an_organizer_who_edits_all_hour_posts_six_times_and_those_who_asked_hear_each(
    event_talk: EventTalk,
) -> None:
    for _ in range(9):
        await event_talk.talk.group(NEW)
    await event_talk.talk.private("/pledge 9 remind", "21")
    await event_talk.deliveries()
    for number in range(1, 10):
        await event_talk.talk.group(f"/event edit {number} goal=50")
    await event_talk.go(NOW + HOUR / 6)
    sent = [one for one in await event_talk.deliveries() if one.action.value == "send"]
    assert len([one for one in sent if one.address.chat == "-1"]) == 6
    assert [ids(one.content) for one in sent if one.address.chat == "21"] == [["event-changed", "event-goal-only"]]
    await event_talk.go(NOW + HOUR / 6 + HOUR)
    await event_talk.turn()
    assert len([how for how, _ in await event_talk.said() if how == "send"]) == 1
