from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.counts.guard import Accept, Guard, Hold, Verdict
from bot.core.counts.intake import in_measure, take_count, take_reading, take_rows
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.measures.measure import MEASURES, Measure
from bot.core.model.reply import Names
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.model.source import Count, Fault, FaultKind, Reading
from bot.core.ports.counts import Added
from bot.core.ports.database import Store
from tests.following import follow, make_campaign

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
GUARD = Guard()


@pytest.fixture
async def campaign(sqlite_store: Store) -> Campaign:
    return await follow(sqlite_store, make_campaign("one", [("manual", "inwi")], NOW - 30 * 24 * HOUR), NOW)


@pytest.fixture
def page(campaign: Campaign) -> Page:
    return campaign.pages[0]


async def typed(store: Store, campaign: Campaign, count: Count, now: datetime) -> Verdict:
    async with store.writing() as tx:
        return await take_count(tx, campaign, campaign.pages[0], count, GUARD, now)


async def read(store: Store, campaign: Campaign, reading: Reading, now: datetime) -> Verdict:
    async with store.writing() as tx:
        return await take_reading(tx, campaign, campaign.pages[0], reading, GUARD, now)


async def test_a_typed_count_near_the_last_one_is_taken_at_once(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    await typed(sqlite_store, campaign, Count(1000), NOW)
    verdict = await typed(sqlite_store, campaign, Count(990, 10), NOW + MINUTE)

    assert verdict == Accept(Snapshot(NOW + MINUTE, 990, 10, Origin.MANUAL))
    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.at([page.id], [NOW + MINUTE]) == [{page.id: verdict.snapshot}]
        assert await tx.snapshots.baselines([page.id]) == {
            page.id: Baseline(Snapshot(NOW, 1000, 1, Origin.MANUAL), late=True)
        }


async def test_a_typed_count_far_off_is_taken_when_it_is_typed_again(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    await typed(sqlite_store, campaign, Count(1000), NOW)

    first = await typed(sqlite_store, campaign, Count(500), NOW + MINUTE)
    async with sqlite_store.reading() as tx:
        shown = await tx.snapshots.held([page.id])
    second = await typed(sqlite_store, campaign, Count(500), NOW + MINUTE + timedelta(seconds=2))

    assert isinstance(first, Hold)
    assert shown == {}
    assert second == Accept(Snapshot(NOW + MINUTE + timedelta(seconds=2), 500, 1, Origin.MANUAL))


async def test_another_number_or_another_step_is_no_repetition(sqlite_store: Store, campaign: Campaign) -> None:
    await typed(sqlite_store, campaign, Count(1000), NOW)
    await typed(sqlite_store, campaign, Count(500), NOW + MINUTE)

    assert isinstance(await typed(sqlite_store, campaign, Count(501), NOW + 2 * MINUTE), Hold)
    assert isinstance(await typed(sqlite_store, campaign, Count(501, 10), NOW + 3 * MINUTE), Hold)


async def test_a_repetition_counts_for_ten_minutes(sqlite_store: Store, campaign: Campaign) -> None:
    await typed(sqlite_store, campaign, Count(1000), NOW)
    await typed(sqlite_store, campaign, Count(500), NOW + MINUTE)

    late = await typed(sqlite_store, campaign, Count(500), NOW + 11 * MINUTE + timedelta(seconds=1))
    again = await typed(sqlite_store, campaign, Count(500), NOW + 21 * MINUTE)

    assert isinstance(late, Hold)
    assert isinstance(again, Accept)


async def test_a_repetition_works_once(sqlite_store: Store, campaign: Campaign) -> None:
    for at, count in enumerate((1000, 500, 500)):
        await typed(sqlite_store, campaign, Count(count), NOW + at * MINUTE)
    await typed(sqlite_store, campaign, Count(1000), NOW + 3 * MINUTE)
    await typed(sqlite_store, campaign, Count(1000), NOW + 4 * MINUTE)

    assert isinstance(await typed(sqlite_store, campaign, Count(500), NOW + 5 * MINUTE), Hold)


async def test_a_second_count_in_the_same_second_is_to_be_repeated(sqlite_store: Store, campaign: Campaign) -> None:
    await typed(sqlite_store, campaign, Count(1000), NOW)

    assert isinstance(await typed(sqlite_store, campaign, Count(1001), NOW), Hold)
    assert isinstance(await typed(sqlite_store, campaign, Count(1000), NOW), Accept)


async def test_a_negative_typed_count_is_a_fault_and_is_not_kept(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    verdict = await typed(sqlite_store, campaign, Count(-5), NOW)

    assert isinstance(verdict, Fault)
    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.at([page.id], [NOW]) == [{}]


async def test_a_typed_count_settles_what_a_source_held(sqlite_store: Store, campaign: Campaign, page: Page) -> None:
    await read(sqlite_store, campaign, Count(1000), NOW)
    await read(sqlite_store, campaign, Count(1), NOW + MINUTE)
    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.held([page.id]) == {page.id: Held(1, 1, NOW + MINUTE)}

    await typed(sqlite_store, campaign, Count(999), NOW + 2 * MINUTE)

    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.held([page.id]) == {}


async def test_a_fault_leaves_a_held_reading_waiting_and_a_count_ends_the_fault(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    await read(sqlite_store, campaign, Count(1000), NOW)
    await read(sqlite_store, campaign, Count(1), NOW + MINUTE)
    await read(sqlite_store, campaign, Fault(FaultKind.HIDDEN), NOW + 2 * MINUTE)
    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.held([page.id]) == {page.id: Held(1, 1, NOW + MINUTE)}
        assert await tx.snapshots.failing([page.id]) == {page.id: Failing(FaultKind.HIDDEN, NOW + 2 * MINUTE)}

    verdict = await read(sqlite_store, campaign, Count(1), NOW + 3 * MINUTE)

    assert verdict == Accept(Snapshot(NOW + 3 * MINUTE, 1))
    async with sqlite_store.reading() as tx:
        assert await tx.snapshots.held([page.id]) == {}
        assert await tx.snapshots.failing([page.id]) == {}


async def test_a_page_that_moves_fast_all_week_is_not_held(sqlite_store: Store, campaign: Campaign, page: Page) -> None:
    week = [(page, Snapshot(NOW - hours * HOUR, 1000 + 20 * hours, 1, Origin.IMPORT)) for hours in range(1, 100)]
    async with sqlite_store.writing() as tx:
        await take_rows(tx, campaign, week, NOW)

    # 1020 an hour ago, 20 an hour usually: 200 are allowed, which is far above 5 %.
    assert isinstance(await read(sqlite_store, campaign, Count(820), NOW), Accept)
    assert isinstance(await read(sqlite_store, campaign, Count(400), NOW + HOUR), Hold)


async def test_the_note_of_a_reading_is_stored_until_it_changes(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    notes = []
    readings: list[Reading] = [Count(5, note="note-followers"), Fault(FaultKind.QUOTA), Count(5)]
    for at, reading in enumerate(readings):
        await read(sqlite_store, campaign, reading, NOW + at * MINUTE)
        async with sqlite_store.reading() as tx:
            stored = await tx.campaigns.get(campaign.slug)
        assert stored is not None
        notes.append(next(one.note for one in stored.pages if one == page))

    assert notes == ["note-followers", "note-followers", ""]


async def test_imported_rows_pass_no_guard_and_settle_the_baseline(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    before = Snapshot(campaign.starts_at, 2_039_848, 1, Origin.IMPORT)
    rows = [(page, before), (page, Snapshot(NOW, 1, 1, Origin.IMPORT))]
    async with sqlite_store.writing() as tx:
        first = await take_rows(tx, campaign, rows, NOW)
        again = await take_rows(tx, campaign, rows, NOW)
        baselines = await tx.snapshots.baselines([page.id])

    assert (first.added, again.added) == (Added(2, 0, ()), Added(0, 2, ()))
    assert (list(first.added.stored), list(again.added.stored)) == ([], [0, 1])
    assert (first.kept, again.kept) == ((), ())
    assert baselines == {page.id: Baseline(before)}


async def test_an_import_that_would_give_another_baseline_changes_none_and_says_so(
    sqlite_store: Store, campaign: Campaign, page: Page
) -> None:
    await read(sqlite_store, campaign, Count(1000), NOW)
    async with sqlite_store.writing() as tx:
        earlier = Snapshot(campaign.starts_at, 1100, 1, Origin.IMPORT)
        imported = await take_rows(tx, campaign, [(page, earlier)], NOW)
        baselines = await tx.snapshots.baselines([page.id])

    assert imported.kept == (page,)
    assert baselines == {page.id: Baseline(Snapshot(NOW, 1000), late=True)}


async def test_an_import_before_the_campaign_begins_settles_nothing(sqlite_store: Store) -> None:
    later = await follow(sqlite_store, make_campaign("later", [("manual", "x")], NOW + HOUR), NOW)
    async with sqlite_store.writing() as tx:
        row = (later.pages[0], Snapshot(NOW, 5, 1, Origin.IMPORT))
        imported = await take_rows(tx, later, [row], NOW)
        baselines = await tx.snapshots.baselines([later.pages[0].id])

    assert (imported.added.new, imported.kept, baselines) == (1, (), {})


STARS, SIGNATURES, PLACE, PRICE = (MEASURES[key] for key in ("stars", "signatures", "place", "price"))


@pytest.mark.parametrize(
    ("measure", "reading", "stored"),
    [
        (STARS, Count(441234, decimals=5), Count(441, decimals=2)),
        (STARS, Count(45, decimals=1), Count(450, decimals=2)),
        (STARS, Count(4), Count(400, decimals=2)),
        (STARS, Count(3, 1), Count(300, decimals=2)),
        (STARS, Count(72, decimals=1), Fault(FaultKind.BAD_ANSWER, "a number that its measure cannot have")),
        (STARS, Count(0), Fault(FaultKind.BAD_ANSWER, "a number that its measure cannot have")),
        (PRICE, Count(3000, 1000), Count(300_000, 100_000, decimals=2)),
        (PLACE, Count(5, decimals=1), Fault(FaultKind.BAD_ANSWER, "a fraction, where whole numbers are counted")),
        (PLACE, Count(0), Fault(FaultKind.BAD_ANSWER, "a number that its measure cannot have")),
        (SIGNATURES, Count(5), Count(5)),
        (SIGNATURES, Count(50, decimals=1), Count(5)),
        (SIGNATURES, Count(45, decimals=1), Fault(FaultKind.BAD_ANSWER, "a fraction, where whole numbers are counted")),
        (SIGNATURES, Fault(FaultKind.HIDDEN), Fault(FaultKind.HIDDEN)),
    ],
)
def test_a_reading_is_brought_to_the_decimals_of_its_pages_measure(
    measure: Measure, reading: Reading, stored: Reading
) -> None:
    assert in_measure(reading, measure) == stored


async def test_a_fraction_that_a_source_reads_is_stored_exactly_or_is_a_fault(sqlite_store: Store) -> None:
    page = {"stars": Page("json", "https://a.example/#pick=a", measure=STARS)}
    page["signatures"] = Page("json", "https://a.example/#pick=b", measure=SIGNATURES)
    targets = tuple(Target(name, Names({"en": name}), (one,)) for name, one in page.items())
    campaign = await follow(sqlite_store, replace(make_campaign("one", [], NOW), targets=targets), NOW)
    async with sqlite_store.writing() as tx:
        verdicts = [
            await take_reading(tx, campaign, one, Count(441234, decimals=5), GUARD, NOW) for one in campaign.pages
        ]
        typed = await take_count(tx, campaign, campaign.pages[1], Count(45, decimals=1), GUARD, NOW)
    assert verdicts[0] == Accept(Snapshot(NOW, 441))
    assert isinstance(verdicts[1], Fault)
    assert isinstance(typed, Fault)


async def test_no_place_in_a_chart_is_nought(sqlite_store: Store, campaign: Campaign, page: Page) -> None:
    chart = replace(page, measure=MEASURES["place"])
    async with sqlite_store.writing() as tx:
        for take in (take_reading, take_count):
            assert isinstance(await take(tx, campaign, chart, Count(0), GUARD, NOW), Fault)
            assert isinstance(await take(tx, campaign, chart, Count(1), GUARD, NOW), Accept)
        assert (await tx.snapshots.at([page.id], [NOW]))[0][page.id].count == 1
