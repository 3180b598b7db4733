"""What is taken back is gone as if it had never been: compared with plain arithmetic over what is left."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.counts import figures
from bot.core.counts.acts.record import Typed, record_count, record_rows
from bot.core.counts.acts.undo import Undone, undo
from bot.core.counts.baselines import settle_baseline
from bot.core.counts.guard import Accept, Guard
from bot.core.counts.intake import Imported, take_rows
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.roles import Actor
from bot.core.model.snapshots import Baseline, Origin, Snapshot
from bot.core.model.source import Count
from bot.core.ports.counts import ImportKind
from bot.core.ports.database import Store
from tests.following import follow, make_campaign

START = datetime(2026, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOW = START + 100 * HOUR
WIDE = Guard(percent=100_000.0)


@pytest.fixture
async def campaign(store: Store) -> Campaign:
    return await follow(store, make_campaign("one", [("manual", "inwi"), ("manual", "orange")], START), START)


async def bring(
    store: Store, campaign: Campaign, *rows: tuple[int, int, int], now: datetime = NOW, settle: bool = True
) -> Imported:  # fmt: skip
    """Import rows of (page, hours after the start, count)."""
    pages = campaign.pages
    made = [
        (pages[page].id, int((START + hours * HOUR).timestamp()), count, 1, int(Origin.IMPORT))
        for page, hours, count in rows
    ]
    touched = [pages[page] for page in sorted({page for page, _, _ in rows})]
    async with store.writing() as tx:
        return await record_rows(tx, campaign, touched, made, now, Actor(), settle=settle)


async def read(store: Store, campaign: Campaign, *rows: tuple[int, int, int]) -> None:
    """Readings of a source at (page, hours after the start, count)."""
    async with store.writing() as tx:
        for page, hours, count in rows:
            at = START + hours * HOUR
            await take_rows(tx, campaign, [(campaign.pages[page], Snapshot(at, count))], at)


async def type_in(store: Store, campaign: Campaign, hours: int, count: Count) -> Typed:
    at = START + hours * HOUR
    async with store.writing() as tx:
        return await record_count(
            tx, campaign, campaign.pages[0], count, WIDE, at, by=Actor("reporter", "a1"), noted=at
        )


async def take_back(store: Store, campaign: Campaign, number: int, now: datetime = NOW) -> Undone:
    async with store.writing() as tx:
        act = await tx.imports.get(number)
        assert act is not None
        return await undo(tx, campaign, act, now, Actor(), now)


async def stands(store: Store, campaign: Campaign) -> tuple[list[tuple[str, datetime, int]], dict[int, Baseline]]:
    """All snapshots and baselines."""
    async with store.reading() as tx:
        rows = [(page.handle, one.taken_at, one.count) async for page, one in tx.snapshots.export(campaign.slug)]
        return rows, await tx.snapshots.baselines([page.id for page in campaign.pages])


async def changes(store: Store, campaign: Campaign) -> list[int | None]:
    async with store.reading() as tx:
        stats = await figures.read(tx, campaign, NOW)
    pages = [page for target in stats.every_target for page in target.pages]
    return [
        page.now.count - page.baseline.snapshot.count if page.whole and page.now and page.baseline else None
        for page in pages
    ]


async def test_an_import_goes_with_the_baseline_that_it_settled(store: Store, campaign: Campaign) -> None:
    before = await stands(store, campaign)
    number = (await bring(store, campaign, (0, 1, 1000), (0, 2, 900), (1, 1, 50))).number
    assert await changes(store, campaign) == [-100, 0]
    assert await take_back(store, campaign, number) == Undone(3, 2)
    assert await stands(store, campaign) == before == ([], {})
    async with store.reading() as tx:
        assert [(act.act, act.about, act.role) for act in await tx.audit.list("one")] == [
            ("file-undone", str(number), "operator")
        ]


async def test_nothing_is_taken_back_twice(store: Store, campaign: Campaign) -> None:
    number = (await bring(store, campaign, (0, 1, 1000))).number
    await take_back(store, campaign, number)
    await bring(store, campaign, (0, 1, 1000))
    with pytest.raises(Refusal, match="undo-already"):
        await take_back(store, campaign, number)
    assert len((await stands(store, campaign))[0]) == 1


async def test_later_readings_stay_and_one_of_them_becomes_the_baseline(store: Store, campaign: Campaign) -> None:
    number = (await bring(store, campaign, (0, 1, 1000))).number
    await read(store, campaign, (0, 5, 950), (0, 6, 940), (1, 6, 7))
    assert await changes(store, campaign) == [-60, 0]
    await take_back(store, campaign, number)
    assert await changes(store, campaign) == [940 - 950, 0]
    assert (await stands(store, campaign))[1][campaign.pages[0].id] == Baseline(
        Snapshot(START + 5 * HOUR, 950), late=True
    )


async def test_a_baseline_of_before_the_import_stays_as_it_was(store: Store, campaign: Campaign) -> None:
    await read(store, campaign, (0, 5, 950))
    before = await stands(store, campaign)
    number = (await bring(store, campaign, (0, 1, 1000), (0, 7, 800))).number
    assert await changes(store, campaign) == [-150, None]
    assert await take_back(store, campaign, number) == Undone(2, 0)
    assert await stands(store, campaign) == before


async def test_a_rounded_baseline_that_gave_way_comes_back(store: Store, campaign: Campaign) -> None:
    rounded = await type_in(store, campaign, 1, Count(1_400_000, 100_000))
    assert rounded.gave_way is None
    before = await stands(store, campaign)
    exact = await type_in(store, campaign, 2, Count(1_388_000))
    assert exact.gave_way == before[1][campaign.pages[0].id]
    assert (await type_in(store, campaign, 3, Count(1_387_000))).gave_way is None
    async with store.reading() as tx:
        third = (await tx.imports.latest("one", 1))[0]
    await take_back(store, campaign, third.id, START + 3 * HOUR)
    assert await take_back(store, campaign, exact.number, START + 3 * HOUR) == Undone(1, 1)
    assert await stands(store, campaign) == before


async def test_a_rounded_count_can_go_after_the_exact_one_that_took_its_place(store: Store, campaign: Campaign) -> None:
    rounded = await type_in(store, campaign, 1, Count(1_400_000, 100_000))
    exact = await type_in(store, campaign, 2, Count(1_388_000))
    await take_back(store, campaign, rounded.number)
    assert (await stands(store, campaign))[1][campaign.pages[0].id] == Baseline(
        Snapshot(START + 2 * HOUR, 1_388_000, 1, Origin.MANUAL), late=True
    )
    await take_back(store, campaign, exact.number)
    assert await stands(store, campaign) == ([], {})


async def test_what_two_files_hold_stays_while_one_of_them_stands(store: Store, campaign: Campaign) -> None:
    first = (await bring(store, campaign, (0, 1, 1000), (0, 2, 900))).number
    second = (await bring(store, campaign, (0, 2, 900), (0, 3, 800))).number
    await take_back(store, campaign, first)
    assert [count for _, _, count in (await stands(store, campaign))[0]] == [900, 800]
    assert await changes(store, campaign) == [-100, None]
    await take_back(store, campaign, second)
    assert await stands(store, campaign) == ([], {})


async def test_a_reading_of_a_source_that_a_file_repeats_stays(store: Store, campaign: Campaign) -> None:
    await read(store, campaign, (0, 2, 900))
    before = await stands(store, campaign)
    assert (await bring(store, campaign, (0, 2, 900))).number == 0
    number = (await bring(store, campaign, (0, 2, 900), (0, 3, 1))).number
    await take_back(store, campaign, number)
    assert await stands(store, campaign) == before


async def test_an_import_that_only_settled_a_baseline_gives_it_back(store: Store, campaign: Campaign) -> None:
    await bring(store, campaign, (0, 1, 1000), settle=False)
    assert await changes(store, campaign) == [None, None]
    second = (await bring(store, campaign, (0, 1, 1000))).number
    assert await changes(store, campaign) == [0, None]
    await take_back(store, campaign, second)
    assert len((await stands(store, campaign))[0]) == 1


async def test_a_row_that_contradicts_a_stored_count_is_not_the_imports_own(store: Store, campaign: Campaign) -> None:
    await read(store, campaign, (0, 2, 900))
    imported = await bring(store, campaign, (0, 2, 901), (0, 3, 850))
    assert imported.added.conflicts == (0,)
    await take_back(store, campaign, imported.number)
    assert [count for _, _, count in (await stands(store, campaign))[0]] == [900]


async def test_a_page_that_left_the_campaign_gets_its_baseline_when_it_is_back(
    store: Store, campaign: Campaign
) -> None:
    await read(store, campaign, (0, 5, 950))
    async with store.writing() as tx:
        await tx.snapshots.drop_baseline(campaign.pages[0].id)
    number = (await bring(store, campaign, (0, 1, 1000))).number
    less = await follow(store, make_campaign("one", [("manual", "orange")], START), START)
    await take_back(store, less, number)
    assert (await stands(store, campaign))[1] == {}
    again = await follow(store, campaign, START)
    async with store.writing() as tx:
        found = await settle_baseline(tx, again, again.pages[0], NOW)
    assert found == Baseline(Snapshot(START + 5 * HOUR, 950), late=True)


async def test_a_count_that_is_held_is_no_act_and_one_typed_twice_belongs_to_both(
    store: Store, campaign: Campaign
) -> None:
    first = await type_in(store, campaign, 1, Count(1000))
    twin = await type_in(store, campaign, 1, Count(1000))
    assert isinstance(twin.verdict, Accept)
    await take_back(store, campaign, first.number)
    assert len((await stands(store, campaign))[0]) == 1
    await take_back(store, campaign, twin.number)
    assert await stands(store, campaign) == ([], {})
    await type_in(store, campaign, 2, Count(1000))
    async with store.writing() as tx:
        held = await record_count(tx, campaign, campaign.pages[0], Count(5), Guard(), NOW, by=Actor(), noted=NOW)
    assert held.number == 0
    async with store.reading() as tx:
        acts = await tx.imports.latest("one", 9)
        assert [(act.kind, act.rows, act.role, act.undone_at) for act in acts] == [
            (ImportKind.COUNT, 1, "reporter", None)
        ]
        assert await tx.imports.latest("one", 9, "b2") == []
        assert await tx.imports.latest("one", 9, "a1") == acts


async def test_a_file_that_is_sent_again_as_it_was_uses_up_no_number(store: Store, campaign: Campaign) -> None:
    rows = (0, 1, 1000), (0, 2, 900)
    first = await bring(store, campaign, *rows)
    again = await bring(store, campaign, *rows)
    assert (again.number, again.added.new, again.added.already) == (0, 0, 2)
    assert (await bring(store, campaign, *rows, (0, 3, 800))).number == first.number + 1


async def test_an_import_is_taken_back_for_a_stated_time_and_its_counts_stay_for_good(
    store: Store, campaign: Campaign
) -> None:
    first = await bring(store, campaign, (0, 1, 1000), (0, 2, 900), (1, 1, 50))
    later = await bring(store, campaign, (0, 2, 900), (0, 3, 800), now=NOW + HOUR)
    gone = await bring(store, campaign, (1, 7, 40))
    await take_back(store, campaign, gone.number)
    async with store.writing() as tx:
        assert await tx.imports.prune(NOW) == 0
        assert await tx.imports.prune(NOW + HOUR) == 2
        assert await tx.imports.get(first.number) is None
        assert await tx.imports.pages(first.number) == []
    # What the first brought in too belongs to nobody any more, so that it stays.
    assert await take_back(store, campaign, later.number) == Undone(1, 0)
    assert [count for _, _, count in (await stands(store, campaign))[0]] == [1000, 900, 50]


async def test_the_state_of_imports_changes_with_each_that_comes_or_goes(store: Store, campaign: Campaign) -> None:
    async def state() -> str:
        async with store.reading() as tx:
            return await tx.imports.state(campaign.slug)

    seen = [await state()]
    numbers = []
    for hours in (1, 2):
        numbers.append((await bring(store, campaign, (0, hours, 1000))).number)
        seen.append(await state())
    for number in numbers:
        await take_back(store, campaign, number, NOW + number * HOUR)
        seen.append(await state())
    assert len(set(seen)) == len(seen)


FILE = st.sets(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=1, max_size=8)
SLUGS = itertools.count()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(FILE, min_size=1, max_size=3),
    readings=st.sets(st.tuples(st.integers(0, 1), st.integers(30, 50)), max_size=6),
    gone=st.lists(st.integers(0, 2), max_size=2, unique=True),
)
async def test_any_imports_are_taken_back_in_any_order(
    sqlite_store: Store, files: list[set[tuple[int, int]]], readings: set[tuple[int, int]], gone: list[int]
) -> None:
    """A count follows from its page and hour, so that no row contradicts another."""

    def counted(rows: set[tuple[int, int]]) -> list[tuple[int, int, int]]:
        return [(page, hours, 1000 - 7 * hours + page) for page, hours in sorted(rows)]

    made = make_campaign(f"c{next(SLUGS)}", [("manual", "a"), ("manual", "b")], START - HOUR)
    campaign = await follow(sqlite_store, made, START)
    await read(sqlite_store, campaign, *counted(readings))
    numbers = [(await bring(sqlite_store, campaign, *counted(rows))).number for rows in files]
    settled: dict[int, tuple[int | None, int]] = {}
    for page in (0, 1):
        settlers = [(None, readings), *enumerate(files)]
        first = next(((by, rows) for by, rows in settlers if any(one == page for one, _ in rows)), None)
        if first:
            settled[page] = first[0], min(hours for one, hours in first[1] if one == page)
    # A file that brings nothing new is no act, and what it repeats goes with the file that brought it.
    left = {place: rows for place, rows in enumerate(files) if numbers[place]}
    for place in (one for one in gone if one < len(files) and numbers[one]):
        await take_back(sqlite_store, campaign, numbers[place])
        del left[place]
        for page, (by, hours) in list(settled.items()):
            rest = [at for rows in (*left.values(), readings) for one, at in rows if one == page]
            if by == place or hours not in rest:
                del settled[page]
                if rest:
                    settled[page] = None, min(rest)
    rows, baselines = await stands(sqlite_store, campaign)
    remaining = {row for kept in left.values() for row in kept} | readings
    assert sorted(rows) == sorted(
        ("ab"[page], START + hours * HOUR, count) for page, hours, count in counted(remaining)
    )
    at = {campaign.pages[page].id: START + hours * HOUR for page, (_, hours) in settled.items()}
    assert {page: one.snapshot.taken_at for page, one in baselines.items()} == at
