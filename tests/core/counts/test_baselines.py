from datetime import UTC, datetime, timedelta

import pytest

from bot.core.counts.baselines import find_baseline, recompute_baseline, settle_baseline
from bot.core.model.campaign import Campaign
from bot.core.model.snapshots import Baseline, Snapshot
from bot.core.ports.database import Store
from bot.core.ports.people import Act
from tests.following import follow, make_campaign

START = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
EARLY = Snapshot(START - 2 * HOUR, 1002)
LAST_BEFORE = Snapshot(START, 1001)
AFTER = Snapshot(START + HOUR, 990)


@pytest.fixture
async def campaign(sqlite_store: Store) -> Campaign:
    return await follow(sqlite_store, make_campaign("one", [("manual", "inwi")], START), START)


async def add(store: Store, campaign: Campaign, *snapshots: Snapshot) -> None:
    async with store.writing() as tx:
        await tx.snapshots.add([(campaign.pages[0].id, snapshot) for snapshot in snapshots])


async def settle(store: Store, campaign: Campaign, now: datetime) -> Baseline | None:
    async with store.writing() as tx:
        return await settle_baseline(tx, campaign, campaign.pages[0], now)


async def test_before_the_start_no_baseline_is_known(sqlite_store: Store, campaign: Campaign) -> None:
    await add(sqlite_store, campaign, EARLY)

    assert await settle(sqlite_store, campaign, START - timedelta(seconds=1)) is None
    assert await settle(sqlite_store, campaign, START) == Baseline(EARLY)


async def test_the_latest_snapshot_at_or_before_the_start_is_the_baseline(
    sqlite_store: Store, campaign: Campaign
) -> None:
    await add(sqlite_store, campaign, EARLY, LAST_BEFORE, AFTER)

    assert await settle(sqlite_store, campaign, START + 2 * HOUR) == Baseline(LAST_BEFORE)


async def test_without_one_before_the_first_one_after_is_the_baseline_and_late(
    sqlite_store: Store, campaign: Campaign
) -> None:
    assert await settle(sqlite_store, campaign, START) is None
    await add(sqlite_store, campaign, AFTER)

    assert await settle(sqlite_store, campaign, AFTER.taken_at) == Baseline(AFTER, late=True)


async def test_a_stored_baseline_is_never_changed_by_settling(sqlite_store: Store, campaign: Campaign) -> None:
    await add(sqlite_store, campaign, AFTER)
    await settle(sqlite_store, campaign, AFTER.taken_at)
    await add(sqlite_store, campaign, LAST_BEFORE)

    assert await settle(sqlite_store, campaign, START + 2 * HOUR) == Baseline(AFTER, late=True)
    async with sqlite_store.reading() as tx:
        assert await find_baseline(tx, campaign, campaign.pages[0], START + 2 * HOUR) == Baseline(LAST_BEFORE)


async def test_recomputing_changes_it_marks_it_corrected_and_is_in_the_audit_log(
    sqlite_store: Store, campaign: Campaign
) -> None:
    [page] = campaign.pages
    await add(sqlite_store, campaign, AFTER)
    await settle(sqlite_store, campaign, AFTER.taken_at)
    await add(sqlite_store, campaign, LAST_BEFORE)
    now = START + 2 * HOUR

    async with sqlite_store.writing() as tx:
        changed = await recompute_baseline(tx, campaign, page, now)
    async with sqlite_store.reading() as tx:
        stored = await tx.snapshots.baselines([page.id])
        audit = await tx.audit.list("one")

    new = Baseline(LAST_BEFORE, corrected_at=now)
    assert changed == (Baseline(AFTER, late=True), new)
    assert stored == {page.id: new}
    assert audit == [Act(now, "one", "operator", "", "baseline", "manual:inwi: 990 > 1001")]


async def test_recomputing_what_is_right_already_changes_nothing(sqlite_store: Store, campaign: Campaign) -> None:
    await add(sqlite_store, campaign, LAST_BEFORE)
    await settle(sqlite_store, campaign, START)

    async with sqlite_store.writing() as tx:
        assert await recompute_baseline(tx, campaign, campaign.pages[0], START + HOUR) is None
        assert await tx.audit.list("one") == []


async def test_recomputing_without_any_snapshot_changes_nothing(sqlite_store: Store, campaign: Campaign) -> None:
    async with sqlite_store.writing() as tx:
        assert await recompute_baseline(tx, campaign, campaign.pages[0], START + HOUR) is None


async def test_a_first_baseline_is_not_called_corrected(sqlite_store: Store, campaign: Campaign) -> None:
    await add(sqlite_store, campaign, LAST_BEFORE)

    async with sqlite_store.writing() as tx:
        changed = await recompute_baseline(tx, campaign, campaign.pages[0], START + HOUR)

    assert changed == (None, Baseline(LAST_BEFORE))


ROUNDED = Snapshot(START - HOUR, 1_400_000, 100_000)


@pytest.mark.parametrize(
    ("later", "replaces"),
    [
        (Snapshot(START + HOUR, 1_412_000), True),
        (Snapshot(START + 40 * HOUR, 1_300_000), True),
        (Snapshot(START + HOUR, 1_512_000), False),
        (Snapshot(START + HOUR, 1_410_000, 10_000), False),
        (Snapshot(START + 48 * HOUR, 1_412_000), False),
    ],
)
async def test_an_exact_count_soon_after_a_rounded_first_one_is_the_better_baseline(
    sqlite_store: Store,
    campaign: Campaign,
    later: Snapshot,
    replaces: bool,  # noqa: FBT001 - a table
) -> None:
    now = START + 60 * HOUR
    await add(sqlite_store, campaign, ROUNDED)
    assert await settle(sqlite_store, campaign, START) == Baseline(ROUNDED)
    await add(sqlite_store, campaign, later)

    expected = Baseline(later, late=True, corrected_at=now) if replaces else Baseline(ROUNDED)
    assert await settle(sqlite_store, campaign, now) == expected
    async with sqlite_store.writing() as tx:
        audit = [(one.act, one.about) for one in await tx.audit.list(campaign.slug)]
        assert audit == ([("baseline", f"manual:inwi: 1400000 > {later.count}")] if replaces else [])
        assert await recompute_baseline(tx, campaign, campaign.pages[0], now) is None


async def test_a_rounded_count_between_does_not_hide_the_exact_one(sqlite_store: Store, campaign: Campaign) -> None:
    exact = Snapshot(START - HOUR / 2, 1_398_500)
    await add(sqlite_store, campaign, ROUNDED, Snapshot(START - HOUR * 0.9, 1_390_000, 10_000), exact)
    async with sqlite_store.reading() as tx:
        assert await find_baseline(tx, campaign, campaign.pages[0], START + HOUR) == Baseline(exact)
