from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.delivery.fault_notices import MOST_BUTTONS, MOST_LINES, NoticeAfter, notify_of_pages
from bot.core.model.announcements import Delivery, State
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.limits import mark_of
from bot.core.model.reply import Names, Reply
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing, Origin, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.delivery import Change
from bot.sources import SOURCES
from storage.database import Database
from tests.talk import END, HOUR, NOW, SLUG, Talk, another, example, ids, line, load, load_2016, put, spoken

AFTER = NoticeAfter()
DAY = timedelta(days=1)


@pytest.fixture
async def people(store: Database) -> Talk:
    """An organizer, "7", a reporter, "8", and the campaign of 2016 with a reading of each page an hour ago."""
    campaign = await load_2016(store)
    await put(store, campaign, [(page, NOW - HOUR, 2_000_000) for page in range(3)])
    talk = Talk(store)
    await talk.give(Role.ORGANIZER, "7")
    await talk.give(Role.REPORTER, "8")
    return talk


async def heard(people: Talk) -> dict[str, Reply]:
    """What is announced now, by the private chat that gets it."""
    return {one.address.chat: one.content for one in await notices(people)}


async def notices(people: Talk) -> list[Delivery]:
    """All that is announced now; every text of it can be said in every language."""
    async with people.store.writing() as tx:
        await notify_of_pages(tx, SOURCES, AFTER, people.now)
    async with people.store.writing() as tx:
        found = await tx.ledger.claim(["telegram"], "test", people.now, 60, 50)
        sent = [(one.id, one.attempt, state) for one in found for state in (State.SENDING, State.SENT)]
        await tx.ledger.record([Change(*one, "m") for one in sent], people.now)
    for one in found:
        spoken(one.content)
    return found


async def pages(people: Talk) -> list[Page]:
    async with people.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    return list(campaign.pages)


async def fails(people: Talk, kind: FaultKind | None, *which: int) -> None:
    """These pages of the campaign give no number from now on, or give theirs again."""
    found = await pages(people)
    async with people.store.writing() as tx:
        for number in which:
            await tx.snapshots.set_failing(found[number].id, Failing(kind, people.now) if kind else None)


async def test_a_page_that_failed_for_six_hours_is_told_once_to_organizers_alone(people: Talk) -> None:
    await fails(people, FaultKind.UNREACHABLE, 1)
    people.now += 6 * HOUR - timedelta(seconds=1)
    assert await heard(people) == {}

    people.now += timedelta(seconds=1)
    told = await heard(people)
    people.now += 12 * HOUR

    assert list(told) == ["7"]
    assert ids(told["7"]) == ["fault-unreachable", "remedy-unreachable", "faults-type"]
    assert line(told["7"], "fault-unreachable") == {"page": example().targets[1].name}
    assert [button.command for [button] in told["7"].buttons] == [asks("facebook:inwi")]
    assert await heard(people) == {}


async def test_a_key_that_died_is_told_at_once_in_one_notice_for_all_its_pages(people: Talk) -> None:
    await fails(people, FaultKind.DEAD_TOKEN, 0, 1, 2)

    told = await heard(people)

    assert ids(told["7"]) == ["fault-dead-token"] * 3 + ["remedy-dead-token", "faults-type"]
    assert await heard(people) == {}


async def test_a_page_that_is_back_is_told_once_and_may_fail_anew(people: Talk) -> None:
    await fails(people, FaultKind.DEAD_TOKEN, 1)
    await heard(people)
    await fails(people, None, 1)
    people.now += HOUR

    told = await heard(people)

    assert ids(told["7"]) == ["page-back"]
    assert await heard(people) == {}
    await fails(people, FaultKind.DEAD_TOKEN, 1)
    assert list(await heard(people)) == ["7"]


async def test_a_key_that_dies_while_a_page_fails_is_told_too_and_once(people: Talk) -> None:
    await fails(people, FaultKind.UNREACHABLE, 1)
    people.now += 6 * HOUR
    assert ids((await heard(people))["7"])[0] == "fault-unreachable"
    await fails(people, FaultKind.DEAD_TOKEN, 0, 1)

    told = await heard(people)

    assert ids(told["7"])[:3] == ["fault-dead-token", "fault-dead-token", "remedy-dead-token"]
    assert await heard(people) == {}
    await fails(people, FaultKind.UNREACHABLE, 1)
    people.now += 6 * HOUR
    assert await heard(people) == {}
    await fails(people, None, 0, 1)
    assert ids((await heard(people))["7"]) == ["page-back", "page-back"]


async def test_a_count_that_somebody_typed_since_is_enough(people: Talk) -> None:
    await fails(people, FaultKind.UNREACHABLE, 1)
    found = await pages(people)
    people.now += 6 * HOUR
    async with people.store.writing() as tx:
        await tx.snapshots.add([(found[1].id, Snapshot(people.now - HOUR, 5, 1, Origin.MANUAL))])

    assert await heard(people) == {}
    people.now += 6 * HOUR
    assert list(await heard(people)) == ["7"]


async def test_nobody_to_tell_is_told_later(store: Database) -> None:
    await load_2016(store)
    alone = Talk(store)
    await fails(alone, FaultKind.DEAD_TOKEN, 1)
    assert await heard(alone) == {}

    await alone.give(Role.ORGANIZER, "7")

    assert list(await heard(alone)) == ["7"]


async def test_a_campaign_that_is_over_is_left_alone(people: Talk) -> None:
    await fails(people, FaultKind.DEAD_TOKEN, 1)
    people.now = END + AFTER.after_end

    assert await heard(people) == {}


async def test_of_many_pages_the_first_are_named_and_the_rest_counted(people: Talk) -> None:
    many = [Page("manual", f"page-{number}") for number in range(MOST_LINES + 3)]
    await load(people.store, replace(example(), targets=tuple(alone(page) for page in many)))
    people.now = NOW
    await fails(people, FaultKind.DEAD_TOKEN, *range(len(many)))

    told = (await heard(people))["7"]

    assert line(told, "and-more") == {"count": 3}
    assert ids(told).count("fault-dead-token") == MOST_LINES
    assert len(told.buttons) == MOST_BUTTONS


def alone(page: Page) -> Target:
    return Target(page.handle[:40], Names({"en": page.handle}), (page,))


async def typed(people: Talk, *handles: str) -> Campaign:
    """A campaign whose numbers people type, one company for each page."""
    return await load(people.store, replace(example(), targets=tuple(alone(Page("manual", one)) for one in handles)))


async def test_reporters_are_asked_once_a_day_for_a_count_that_nothing_reads(people: Talk) -> None:
    campaign = await typed(people, "bank", "shop")
    await put(people.store, campaign, [(0, NOW - DAY, 100)])

    asked = await heard(people)

    assert sorted(asked) == ["7", "8"]
    assert ids(asked["8"]) == ["type-old", "type-never"]
    assert [button.command for [button] in asked["8"].buttons] == [asks("manual:bank"), asks("manual:shop")]
    people.now += HOUR
    assert await heard(people) == {}
    people.now += DAY
    assert sorted(await heard(people)) == ["7", "8"]


async def test_a_count_of_today_is_not_asked_for(people: Talk) -> None:
    campaign = await typed(people, "bank")
    await put(people.store, campaign, [(0, NOW - HOUR, 100)])

    assert await heard(people) == {}


@pytest.mark.parametrize("when", [example().starts_at - HOUR, END + HOUR])
async def test_nobody_is_asked_before_a_campaign_or_after_it(people: Talk, when: object) -> None:
    await typed(people, "bank")
    people.now = when  # type: ignore[assignment]

    assert await heard(people) == {}


async def test_what_a_source_reads_is_asked_for_only_once_organizers_know_that_it_cannot(people: Talk) -> None:
    people.now += DAY
    assert await heard(people) == {}

    await fails(people, FaultKind.DEAD_TOKEN, 1)

    assert "fault-dead-token" in ids((await heard(people))["7"])
    asked = await heard(people)
    assert sorted(asked) == ["7", "8"]
    assert ids(asked["8"]) == ["type-old"]


async def test_a_page_of_a_source_that_is_gone_is_not_asked_for(people: Talk) -> None:
    await load(people.store, replace(example(), targets=(alone(Page("nowhere", "bank")),)))

    assert await heard(people) == {}


def asks(key: str, slug: str = SLUG) -> str:
    """The button that asks for the count of the page with this key."""
    return f"count {slug} {mark_of(key)}"


async def test_a_page_of_two_campaigns_is_counted_in_the_one_whose_notice_asks(people: Talk) -> None:
    second = await load(people.store, another())
    await people.give(Role.ORGANIZER, "7", "second")
    await fails(people, FaultKind.UNREACHABLE, 1)
    async with people.store.writing() as tx:
        await tx.snapshots.set_failing(second.pages[1].id, Failing(FaultKind.UNREACHABLE, people.now))
    people.now += 6 * HOUR
    # A chat gets one message at a time.
    found = [one.content for _ in range(4) for one in await notices(people)]
    told = [one for one in found if "fault-unreachable" in ids(one)]
    assert [one.buttons[0][0].command for one in told] == [asks("facebook:inwi", slug) for slug in (SLUG, "second")]
    for one in told:
        assert ids(await people.private(one.buttons[0][0].command)) == ["count-which-number"]
        people.now += timedelta(minutes=1)
        assert ids(await people.private("2,030,000", typed=True)) == ["count-taken"]
    for slug in (SLUG, "second"):
        assert [one.act for one in await people.audit(slug)].count("count") == 1


async def test_a_page_with_a_long_address_has_a_button_too(people: Talk) -> None:
    long = [Page("json", f"https://a.example/{number}{'x' * 60}#pick=a") for number in range(3)]
    targets = (Target("one", Names({"en": "One"}), (long[0],)), Target("two", Names({"en": "Two"}), tuple(long[1:])))
    await load(people.store, replace(example(), targets=targets))
    await fails(people, FaultKind.DEAD_TOKEN, 0, 1, 2)

    told = (await heard(people))["7"]

    assert [button.command for [button] in told.buttons] == [asks(page.key) for page in long]
    assert all("#" not in str(one.values.get("page", "")) for one in told.lines)
