"""Boards, digests, milestones, and calls of the operator, as the planner makes them and the engine carries them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.core.calls.lifecycle import audience_size, launch
from bot.core.counts.figures import read
from bot.core.counts.milestones import passed, tell_milestones
from bot.core.delivery import unrequested
from bot.core.delivery.limiter import UNLIMITED
from bot.core.model.announcements import (
    Action,
    Announcement,
    AnnouncementKind,
    Delivery,
    Missing,
    Planned,
    Refused,
    Sent,
    State,
)
from bot.core.model.call import Call, Script
from bot.core.model.campaign import Campaign, Milestones
from bot.core.model.chats import Address, ChatKind, Mode, Quiet
from bot.core.model.reply import Text, say
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence, parse_hours
from bot.jobs import plan
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from storage import Database
from tests.fakes import Clock
from tests.jobs.fakes import Platform
from tests.talk import HOUR, NOW, SLUG, START, Talk, another, example, load, put, spoken

BEFORE = [(0, START, 1_000_000), (1, START, 1_000_000), (2, START, 1_000_000)]


@pytest.fixture
async def campaign(sqlite_store: Database) -> Campaign:
    campaign = await load(sqlite_store, replace(example(), fallback="en"))
    await put(sqlite_store, campaign, BEFORE)
    return campaign


async def follow(store: Database, chat: str, mode: Mode = Mode.POST, quiet: str = "") -> None:
    async with store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", chat), ChatKind.GROUP)
        await tx.chats.update(replace(stored, quiet=Quiet(*parse_hours(quiet)) if quiet else None))
        cadence = Cadence(60) if mode is Mode.BOARD else Cadence(3600)
        await tx.chats.subscribe(stored, SLUG, cadence, mode, NOW)


class Post:
    """The delivery engine over a platform that does what the script says; the clock stands still."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self.platform = Platform()
        self.clock = Clock(NOW)
        self.faults: list[BaseException] = []
        self.engine = Deliverer(store, self.platform, SendGate(UNLIMITED), self.clock, self.faults.append)

    async def settle(self, minutes: float = 0, seen: dict[str, object] | None = None) -> list[Delivery]:
        self.clock.move(minutes * 60)
        before = len(self.platform.arrived)
        await plan.plan(self.store, self.clock.now(), ["telegram"], seen)
        await self.engine.drain()
        assert not self.faults, self.faults
        return [delivery for _, _, delivery in self.platform.arrived[before:]]


@pytest.fixture
async def post(sqlite_store: Database) -> Post:
    return Post(sqlite_store)


def said(told: Sequence[Delivery]) -> list[tuple[str, Action, str]]:
    return [(one.address.chat, one.action, spoken(one.content)["en"]) for one in told]


async def test_a_board_is_one_pinned_message_that_changes_only_with_its_figures(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1", Mode.BOARD)
    (first,) = await post.settle()
    assert (first.action, first.content.title.id) == (Action.PIN, "board-title")  # type: ignore[union-attr]
    assert await post.settle(1) == []
    assert await post.settle(1) == []
    await put(post.store, campaign, [(0, post.clock.now(), 999_000)])
    (second,) = await post.settle(1)
    assert (second.action, second.message) == (Action.EDIT, f"message-{first.id}")
    assert await post.settle(1) == []


async def test_a_board_that_was_deleted_is_pinned_anew(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1", Mode.BOARD)
    await post.settle()
    post.platform.script = lambda one, _: Missing() if one.action is Action.EDIT else Sent("new")
    await put(post.store, campaign, [(0, post.clock.now(), 999_000)])
    assert [one.action for one in await post.settle(1)] == [Action.EDIT, Action.PIN]
    await put(post.store, campaign, [(0, post.clock.now(), 998_000)])
    (edit, again) = await post.settle(1)
    assert (edit.message, again.action) == ("new", Action.PIN)


async def test_a_call_whose_message_was_deleted_does_not_come_back(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1")
    post.platform.script = lambda one, _: Missing() if one.action is Action.EDIT else Sent("m")
    async with post.store.writing() as tx:
        announcement = Announcement("call:1", campaign.slug, AnnouncementKind.CALL, NOW, say("hello", at="x"))
        name = await tx.ledger.announce(announcement, [Planned((await tx.chats.followers(SLUG))[0].chat.id)])
    await post.engine.drain()
    async with post.store.writing() as tx:
        await tx.ledger.revise(name, say("fixed"), NOW)
    await post.engine.drain()
    async with post.store.reading() as tx:
        assert await tx.ledger.counts(name) == {State.SKIPPED: 1}


async def test_a_digest_comes_each_time_with_the_days_changes(campaign: Campaign, post: Post) -> None:
    for page in range(3):
        await put(post.store, campaign, [(page, NOW - 12 * HOUR, 1_000_100), (page, NOW - 24 * HOUR, 1_000_000)])
        await put(post.store, campaign, [(page, NOW - HOUR, 995_000)])
    await follow(post.store, "-1", Mode.DIGEST)
    (first,) = await post.settle()
    assert first.content.title is not None
    assert first.content.title.id == "digest-title"
    recent = first.content.lines[-1].values["recent"]
    assert isinstance(recent, Text)
    assert recent.id == "change-last-24h"
    (second,) = await post.settle(60)
    assert second.action is Action.SEND


async def test_a_milestone_is_announced_once_in_every_mode(campaign: Campaign, post: Post) -> None:
    for chat, mode in (("-1", Mode.POST), ("-2", Mode.BOARD), ("-3", Mode.DIGEST)):
        await follow(post.store, chat, mode)
    seen: dict[str, object] = {}
    await put(post.store, campaign, [(page, NOW, 996_000) for page in range(3)])
    assert milestones(await post.settle(seen=seen)) == []
    await put(post.store, campaign, [(page, NOW + HOUR, 955_000) for page in range(3)])
    told = milestones(await post.settle(61, seen))
    assert sorted({chat for chat, _ in told}) == ["-1", "-2", "-3"]
    assert sorted({text for _, text in told}) == ["100,000\u00a0likes are gone.", "4% of the likes are gone."]
    for count in (970_000, 955_000):
        await put(post.store, campaign, [(page, post.clock.now(), count) for page in range(3)])
        assert milestones(await post.settle(1, seen)) == []
    await put(post.store, campaign, [(page, post.clock.now(), 949_000) for page in range(3)])
    assert {text for _, text in milestones(await post.settle(1, {}))} == {"5% of the likes are gone."}


def milestones(told: Sequence[Delivery]) -> list[tuple[str, str]]:
    return [
        (one.address.chat, spoken(one.content)["en"].splitlines()[1])
        for one in told
        if one.kind is AnnouncementKind.MILESTONE
    ]


async def told_after_quiet_hours(campaign: Campaign, post: Post) -> None:
    """A milestone is passed within them."""
    seen: dict[str, object] = {}
    await post.settle(seen=seen)
    await put(post.store, campaign, [(page, NOW, 985_000) for page in range(3)])
    assert await post.settle(1, seen) == []
    assert milestones(await post.settle(100, seen)) == [("-1", "1% of the likes are gone.")]


async def test_a_milestone_waits_for_the_end_of_quiet_hours(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1", quiet="10:00-12:00")
    await told_after_quiet_hours(campaign, post)


async def test_a_milestone_waits_by_the_clock_of_the_campaign_that_a_chat_followed_first(
    campaign: Campaign, post: Post
) -> None:
    await load(post.store, another(zone="Asia/Tokyo"))
    async with post.store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
        await tx.chats.subscribe(stored, "second", Cadence(3600), Mode.POST, None)
    # In Tokyo it is 19:20.
    await follow(post.store, "-1", quiet="19:00-21:00")
    await told_after_quiet_hours(campaign, post)


async def test_milestones_are_for_running_campaigns_that_want_them(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1")
    async with post.store.writing() as tx:
        for other in (replace(campaign, slug="later", starts_at=NOW + HOUR), replace(campaign, slug="empty")):
            await tx.campaigns.save(other, NOW)
        assert await tell_milestones(tx, NOW, {}, unrequested.post) == 0
        shown = await read(tx, campaign, NOW)
        assert list(passed(shown)) == [("percent", Decimal(0)), ("likes", Decimal(0))]
        silent = replace(campaign, milestones=Milestones(Decimal(0), 0))
        assert list(passed(await read(tx, silent, NOW))) == []
        empty = await tx.campaigns.get("empty")
        assert empty is not None
        assert list(passed(await read(tx, empty, NOW))) == []


async def test_organizers_hear_once_of_a_chat_where_the_bot_may_not_write(campaign: Campaign, post: Post) -> None:
    talk = Talk(post.store)
    await talk.give(Role.ORGANIZER, "7")
    post.platform.script = lambda one, _: Refused("no-right") if one.address.chat == "-1" else Sent("m")
    await follow(post.store, "-1")
    told = [*await post.settle(), *await post.settle(60), *await post.settle(60)]
    notices = [one for one in told if one.kind is AnnouncementKind.NOTICE]
    assert [one.address.chat for one in notices] == ["7"]
    assert "telegram -1" in spoken(notices[0].content)["en"]
    assert campaign.slug == SLUG


async def test_an_operators_call_needs_no_approval_and_sends_no_progress(campaign: Campaign, post: Post) -> None:
    await follow(post.store, "-1")
    async with post.store.writing() as tx:
        call = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Switch off"})))
        assert await audience_size(tx, campaign, call) == 1
        await launch(tx, campaign, call, NOW)
    told = await post.settle()
    assert [text for _, action, text in said(told) if text.endswith("Switch off") and action is Action.SEND]
    await post.settle(1)
    async with post.store.reading() as tx:
        found = await tx.calls.get(call.id)
        assert found is not None
        assert (found.busy, found.progress) == (False, 0)
    assert [one for one in await post.settle(1) if one.kind is AnnouncementKind.CALL] == []


async def test_a_call_to_a_language_that_is_left_out_later_reaches_the_chats_that_it_was_approved_for(
    campaign: Campaign, post: Post
) -> None:
    await follow(post.store, "-1")
    async with post.store.writing() as tx:
        chat = await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
        await tx.chats.update(replace(chat, language="fr"))
        call = await tx.calls.add(Call(0, SLUG, "", Script({"fr": "Coupez"}, language="fr")))
        assert await audience_size(tx, campaign, call) == 1
        campaign = replace(campaign, languages=("ar", "en"))
        await tx.campaigns.save(campaign, NOW)
        assert await audience_size(tx, campaign, call) == 1
        await launch(tx, campaign, call, NOW)
    assert [text for _, _, text in said(await post.settle()) if text.endswith("Coupez")]


async def test_a_scheduled_call_is_what_falls_due_next(campaign: Campaign, post: Post) -> None:
    at = NOW + timedelta(minutes=30)
    async with post.store.writing() as tx:
        call = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Switch off"}, when=at)))
        await launch(tx, campaign, call, NOW)
        assert await tx.agenda.next_due(["telegram"]) == at
