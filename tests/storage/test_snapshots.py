from datetime import timedelta

from bot.core.model.campaign import Page
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.model.source import FaultKind
from storage import Database
from tests.storage.samples import HOUR, NOW, load, snapshot


async def test_each_moment_has_each_pages_latest_snapshot_at_or_before_it(store: Database) -> None:
    one, two, three = [page.id for page in (await load(store)).pages]
    manual = Snapshot(NOW - 2 * HOUR, 2_272_336, 1000, Origin.MANUAL)
    async with store.writing() as tx:
        await tx.snapshots.add([(one, snapshot(-3, 10)), (one, snapshot(-1, 20)), (two, manual)])
    async with store.reading() as tx:
        latest, exact, before, first = await tx.snapshots.at(
            [one, two, three], [NOW, NOW - HOUR, NOW - HOUR - timedelta(microseconds=1), NOW - 9 * HOUR]
        )
        assert await tx.snapshots.at([], [NOW]) == [{}]
        assert await tx.snapshots.at([one], []) == []
    assert latest == exact == {one: snapshot(-1, 20), two: manual}
    assert before == {one: snapshot(-3, 10), two: manual}
    assert first == {}


async def test_the_first_snapshot_after_a_moment_is_strictly_later(store: Database) -> None:
    page = (await load(store)).pages[0].id
    async with store.writing() as tx:
        await tx.snapshots.add([(page, snapshot(hours)) for hours in (-3, -2, -1)])
        assert await tx.snapshots.first_after(page, NOW - 3 * HOUR) == snapshot(-2)
        assert await tx.snapshots.first_after(page, NOW - HOUR) is None


async def test_added_snapshots_are_counted_as_new_known_or_contradicting(store: Database) -> None:
    one, two, _ = [page.id for page in (await load(store)).pages]
    async with store.writing() as tx:
        added = await tx.snapshots.add([(one, snapshot(-1, 10)), (two, snapshot(-1, 20))])
        assert (added.new, added.already, added.conflicts) == (2, 0, ())
        added = await tx.snapshots.add(
            [
                (one, snapshot(-1, 10)),
                (one, snapshot(-1, 11)),
                (two, snapshot(-1, 20, step=10)),
                (two, snapshot(-2, 30)),
                (two, snapshot(-2, 30)),
                (two, snapshot(-2, 31)),
            ]
        )
        assert (added.new, added.already, added.conflicts) == (1, 2, (1, 2, 5))
        assert (await tx.snapshots.at([one, two], [NOW]))[0] == {one: snapshot(-1, 10), two: snapshot(-1, 20)}
        assert await tx.snapshots.add([]) == type(added)(0, 0, ())


async def test_many_snapshots_are_added_and_exported_page_by_page_in_the_order_of_the_file(store: Database) -> None:
    campaign = await load(store)
    rows = [(page.id, snapshot(-hours, hours)) for hours in range(2500) for page in reversed(campaign.pages[:2])]
    async with store.writing() as tx:
        assert (await tx.snapshots.add(rows)).new == 5000
        added = await tx.snapshots.add(rows)
        assert (added.new, added.already, added.conflicts) == (0, 5000, ())
    async with store.reading() as tx:
        exported = [row async for row in tx.snapshots.export("no-voip")]
        assert [row async for row in tx.snapshots.export("other")] == []
    oldest_first = [snapshot(-hours, hours) for hours in reversed(range(2500))]
    assert exported == [(Page("facebook", handle), one) for handle in ("one", "two") for one in oldest_first]


async def test_a_series_has_at_most_its_points_from_the_value_at_the_start_to_the_latest(store: Database) -> None:
    page = (await load(store)).pages[0].id
    async with store.writing() as tx:
        await tx.snapshots.add([(page, snapshot(-hours / 10, 5000 - hours)) for hours in range(1000)])
    start, end = NOW - 50 * HOUR - timedelta(seconds=1), NOW - timedelta(seconds=1)
    async with store.reading() as tx:
        series = await tx.snapshots.series(page, start, end)
        few = await tx.snapshots.series(page, start, end, points=3)
        last = await tx.snapshots.series(page, start, end, points=1)
    assert 290 < len(series) <= 300
    assert series[0] == snapshot(-50.1, 5000 - 501)
    assert series[-1] == snapshot(-0.1, 5000 - 1)
    assert series == sorted(set(series), key=lambda one: one.taken_at)
    assert [one.count for one in few] == [5000 - 501, 5000 - 251, 5000 - 1]
    assert last == [snapshot(-0.1, 5000 - 1)]


async def test_a_series_without_a_value_at_its_start_begins_with_the_first_after_it(store: Database) -> None:
    page = (await load(store)).pages[0].id
    async with store.writing() as tx:
        await tx.snapshots.add([(page, snapshot(hours, 100)) for hours in (-8.9, -8.8, -1, 1)])
        found = await tx.snapshots.series(page, NOW - 10 * HOUR, NOW, points=3)
        assert found == [snapshot(-8.9, 100), snapshot(-8.8, 100), snapshot(-1, 100)]
        assert await tx.snapshots.series(page, NOW - 8.85 * HOUR, NOW - 8 * HOUR) == found[:2]
        assert await tx.snapshots.series(page, NOW - 20 * HOUR, NOW - 10 * HOUR) == []
        assert await tx.snapshots.series(page, NOW - 20 * HOUR, NOW - 10 * HOUR, points=1) == []


async def test_a_baseline_is_kept_and_replaced(store: Database) -> None:
    one, two, _ = [page.id for page in (await load(store)).pages]
    late = Baseline(snapshot(-5, 7, 10), late=True)
    corrected = Baseline(Snapshot(NOW, 8, 1, Origin.CROWD), late=False, corrected_at=NOW)
    async with store.writing() as tx:
        await tx.snapshots.set_baseline(one, late)
        assert await tx.snapshots.baselines([one, two]) == {one: late}
        await tx.snapshots.set_baseline(one, corrected)
        assert await tx.snapshots.baselines([one, two]) == {one: corrected}


async def test_a_failing_page_is_failing_since_the_first_time(store: Database) -> None:
    one, two, _ = [page.id for page in (await load(store)).pages]
    async with store.writing() as tx:
        await tx.snapshots.set_failing(one, Failing(FaultKind.HIDDEN, NOW))
        await tx.snapshots.set_failing(one, Failing(FaultKind.QUOTA, NOW + HOUR))
        assert await tx.snapshots.failing([one, two]) == {one: Failing(FaultKind.QUOTA, NOW)}
        await tx.snapshots.set_failing(one, None)
        await tx.snapshots.set_failing(two, None)
        assert await tx.snapshots.failing([one, two]) == {}


async def test_a_held_reading_is_kept_replaced_and_dropped(store: Database) -> None:
    one, two, _ = [page.id for page in (await load(store)).pages]
    async with store.writing() as tx:
        await tx.snapshots.set_held(one, Held(5, 1, NOW + timedelta(milliseconds=7)))
        assert await tx.snapshots.held([one, two]) == {one: Held(5, 1, NOW + timedelta(milliseconds=7))}
        await tx.snapshots.set_held(one, Held(6, 10, NOW))
        assert await tx.snapshots.held([one, two]) == {one: Held(6, 10, NOW)}
        await tx.snapshots.set_held(one, None)
        assert await tx.snapshots.held([one, two]) == {}


async def test_the_time_of_a_pages_last_reading_is_stored(store: Database) -> None:
    one, two, three = [page.id for page in (await load(store)).pages]
    async with store.writing() as tx:
        await tx.snapshots.set_read([one, two], NOW)
        await tx.snapshots.set_read([two], NOW + HOUR)
        assert await tx.snapshots.last_read([one, two, three]) == {one: NOW, two: NOW + HOUR}
