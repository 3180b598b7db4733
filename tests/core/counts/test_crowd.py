from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.limits import mark_of
from bot.core.model.measures.crowd import Crowd
from bot.core.model.reply import Names, Span
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from bot.core.model.snapshots import Failing, Origin, Snapshot
from bot.core.model.source import FaultKind
from storage.database import Database
from tests.talk import HOUR, NOW, SLUG, Talk, another, example, ids, line, load, load_2016

GROUPS = ("-1", "-2", "-3")
TRUTH = 2_030_000


@pytest.fixture
async def crowd(store: Database) -> Talk:
    """Three groups that follow the campaign of 2016, which asks its crowd, and whose pages nothing reads."""
    await load_2016(store)
    await load(store, replace(example(), crowd=Crowd()))
    async with store.writing() as tx:
        for group in GROUPS:
            chat = await tx.chats.ensure(Address("telegram", group), ChatKind.GROUP)
            await tx.chats.subscribe(chat, SLUG, Cadence(3600), Mode.POST, None)
    return Talk(store)


async def types(talk: Talk, person: str, group: str, text: str, **about: object) -> list[str]:
    """The ids of the reply to somebody in a group."""
    return ids(await talk.member(text, person=person, address=Address("telegram", group), **about))


async def latest(talk: Talk) -> Snapshot:
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        page = campaign.pages[1]
        return (await tx.snapshots.at([page.id], [talk.now]))[0][page.id]


async def page_of(talk: Talk) -> Page:
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    return campaign.pages[1]


async def test_three_people_in_two_groups_make_a_snapshot_of_origin_crowd(crowd: Talk) -> None:
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == ["crowd-thanks"]
    assert await types(crowd, "102", "-1", f"/count inwi {TRUTH + 10}") == ["crowd-thanks"]
    assert (await latest(crowd)).origin is not Origin.CROWD

    reply = await crowd.member(f"/count inwi {TRUTH + 20}", person="103", address=Address("telegram", "-2"))

    assert line(reply, "crowd-agreed")["count"] == TRUTH + 10
    found = await latest(crowd)
    assert (found.count, found.origin) == (TRUTH + 10, Origin.CROWD)
    async with crowd.store.reading() as tx:
        assert await tx.crowd.reports((await page_of(crowd)).id, crowd.now) == []
    assert await crowd.audit() == []


async def test_who_reports_hears_how_long_it_waits_and_then_nothing_is_kept(crowd: Talk) -> None:
    told = await crowd.member(f"/count inwi {TRUTH}", person="101", address=Address("telegram", "-1"))
    assert line(told, "crowd-thanks")["window"] == Span(timedelta(hours=2), fine=True)
    assert told.personal
    page = await page_of(crowd)
    for after, kept in ((timedelta(hours=2, minutes=-1), 1), (timedelta(hours=2), 0)):
        async with crowd.store.writing() as tx:
            await tx.crowd.purge(crowd.now + after)
            assert len(await tx.crowd.reports(page.id, crowd.now)) == kept


async def test_a_person_who_types_often_or_in_several_groups_is_one(crowd: Talk) -> None:
    for group in GROUPS:
        assert await types(crowd, "101", group, f"/count inwi {TRUTH}") == ["crowd-thanks"]
    assert (await latest(crowd)).origin is not Origin.CROWD


async def test_reports_outside_the_window_do_not_meet(crowd: Talk) -> None:
    await types(crowd, "101", "-1", f"/count inwi {TRUTH}")
    await types(crowd, "102", "-2", f"/count inwi {TRUTH}")
    crowd.now += 3 * HOUR
    assert await types(crowd, "103", "-3", f"/count inwi {TRUTH}") == ["crowd-thanks"]


async def test_a_quorum_far_from_the_last_count_waits_for_a_second_one(crowd: Talk) -> None:
    async def quorum(start: int) -> list[str]:
        said = [await types(crowd, str(start + one), GROUPS[one], "/count inwi 1,000,000") for one in range(3)]
        return said[-1]

    assert await quorum(200) == ["crowd-held"]
    async with crowd.store.reading() as tx:
        # The people are forgotten; what they read waits as a number alone.
        page = await page_of(crowd)
        assert await tx.crowd.reports(page.id, crowd.now) == []
        assert (await tx.snapshots.held([page.id]))[page.id].count == 1_000_000
    assert (await latest(crowd)).count != 1_000_000
    crowd.now += timedelta(minutes=2)
    assert await quorum(300) == ["crowd-agreed"]
    assert (await latest(crowd)).count == 1_000_000


async def test_a_reporter_still_counts_alone(crowd: Talk) -> None:
    await crowd.give(Role.REPORTER, "7")
    assert await types(crowd, "7", "-1", f"/count inwi {TRUTH}") == ["count-taken"]
    assert (await latest(crowd)).origin is Origin.MANUAL


async def test_who_may_not_report_hears_that_a_role_is_needed(crowd: Talk) -> None:
    refused = ["need-role"]
    assert await types(crowd, "101", "-9", f"/count inwi {TRUTH}") == refused
    assert ids(await crowd.private(f"/count inwi {TRUTH}", "101")) == refused
    page = await page_of(crowd)
    async with crowd.store.writing() as tx:
        await tx.snapshots.set_read([page.id], crowd.now)
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == refused
    async with crowd.store.writing() as tx:
        await tx.snapshots.set_failing(page.id, Failing(FaultKind.DEAD_TOKEN, crowd.now))
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == ["crowd-thanks"]
    crowd.now += timedelta(days=30)
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == refused


async def asked(talk: Talk, text: str) -> list[str]:
    """The commands of the buttons under the question to somebody in the first group which page is meant."""
    reply = await talk.member(text, person="101")
    assert ids(reply) == ["which-page"]
    return [row[0].command for row in reply.buttons]


async def follow(talk: Talk, campaign: Campaign) -> None:
    """The first group follows this campaign too."""
    await load(talk.store, campaign)
    await talk.group(f"/subscribe {campaign.slug} 1h")


async def test_who_has_no_role_chooses_the_page_with_a_button(crowd: Talk) -> None:
    await follow(crowd, another(crowd=Crowd()))
    commands = await asked(crowd, f"/count inwi {TRUTH}")
    mark = mark_of("facebook:inwi")
    assert commands == [f"count {slug} {mark} {TRUTH}" for slug in (SLUG, "second")]
    for command in commands:
        assert await types(crowd, "101", "-1", command) == ["crowd-thanks"]
    assert await types(crowd, "101", "-9", commands[1]) == ["need-role"]


async def test_of_several_pages_those_that_the_crowd_is_asked_for_are_meant(crowd: Talk) -> None:
    await follow(crowd, another())
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == ["crowd-thanks"]
    pages = tuple(Page(source, "shop") for source in ("facebook", "instagram", "x"))
    shop = Target("shop", Names({"en": "Shop"}), pages)
    await load(crowd.store, replace(example(), crowd=Crowd(), targets=(*example().targets, shop)))
    async with crowd.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        read = [one.id for one in campaign.pages if one.handle == "shop"]
        await tx.snapshots.set_read(read[:1], crowd.now)
    commands = await asked(crowd, f"/count shop {TRUTH}")
    assert [one.split()[2] for one in commands] == [mark_of(page.key) for page in pages[1:]]
    async with crowd.store.writing() as tx:
        await tx.snapshots.set_read(read, crowd.now)
    assert await types(crowd, "101", "-1", f"/count shop {TRUTH}") == ["need-role"]


async def test_without_the_campaigns_wish_nobody_reports(crowd: Talk) -> None:
    campaign: Campaign = example()
    await load(crowd.store, campaign)
    assert await types(crowd, "101", "-1", f"/count inwi {TRUTH}") == ["need-role"]


async def test_a_crowds_count_leaves_the_fault_of_the_source_as_it_is(crowd: Talk) -> None:
    page = await page_of(crowd)
    async with crowd.store.writing() as tx:
        await tx.snapshots.set_failing(page.id, Failing(FaultKind.DEAD_TOKEN, NOW))
    for number, group in enumerate(GROUPS):
        await types(crowd, f"10{number}", group, f"/count inwi {TRUTH}")
    async with crowd.store.reading() as tx:
        assert (await tx.snapshots.failing([page.id]))[page.id].kind is FaultKind.DEAD_TOKEN
