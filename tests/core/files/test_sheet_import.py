"""A file is looked at without storing anything, and taken in as a whole, on SQLite and PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.counts.acts.undo import undo
from bot.core.counts.baselines import recompute_baseline, settle_baseline
from bot.core.counts.intake import Imported, take_rows
from bot.core.files.counts_csv import Line, Wrong
from bot.core.files.sheet_import import Preview, imported_lines, look_at, take_in
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, listed
from bot.core.model.roles import Actor
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.ports.database import Store
from tests.talk import END, example, load

START = datetime(2016, 2, 26, tzinfo=UTC)
HOUR = timedelta(hours=1)


def line(campaign: Campaign, place: int, hours: int, count: int, number: int = 2) -> Line:
    return Line(number, campaign.pages[place], Snapshot(START + hours * HOUR, count, 1, Origin.IMPORT))


async def look(store: Store, campaign: Campaign, *rows: Line | Wrong) -> Preview:
    return await look_at(store, campaign, rows, END)


async def take(store: Store, found: Preview, *, keep_good: bool = False) -> Imported:
    async with store.writing() as tx:
        return await take_in(tx, found, Actor(), keep_good=keep_good)


async def stored(store: Store, campaign: Campaign) -> Sequence[tuple[str, int]]:
    async with store.reading() as tx:
        return [(page.handle, one.count) async for page, one in tx.snapshots.export(campaign.slug)]


async def test_a_preview_finds_conflicts_and_stores_nothing(store: Store) -> None:
    campaign = await load(store, example())
    await take(store, await look(store, campaign, line(campaign, 0, 0, 100), line(campaign, 1, 0, 50)))
    rows = line(campaign, 0, 0, 101), line(campaign, 0, 1, 99, 3), line(campaign, 1, 0, 50, 4)
    found = await look(store, campaign, *rows)
    assert [(one.why.id, one.rows, one.lines) for one in found.refused.values()] == [("row-conflict", 1, [2])]
    assert (len(found.rows), found.already, found.refusals) == (2, 1, 1)
    assert (found.rows[0], found.rows[1]) == tuple(found.rows)
    assert found.rows.sample(1) == [(campaign.pages[0].id, START + HOUR, 99)]
    assert [text.id for text in found.summary()] == ["import-rows", "import-already", "import-now", "import-same"]
    with pytest.raises(Refusal, match="import-stopped"):
        await take(store, found)
    assert await stored(store, campaign) == [("maroctelecom", 100), ("inwi", 50)]
    imported = await take(store, found, keep_good=True)
    assert imported_lines(found, imported)[0].values == {"new": 1, "already": 1, "refused": 1}
    assert await stored(store, campaign) == [("maroctelecom", 100), ("maroctelecom", 99), ("inwi", 50)]


async def test_two_rows_of_one_second_contradict_each_other_within_a_file(store: Store) -> None:
    campaign = await load(store, example())
    found = await look(store, campaign, line(campaign, 0, 0, 100), line(campaign, 0, 0, 101, 3))
    assert [(one.why.id, one.lines) for one in found.refused.values()] == [("row-conflict", [3])]


async def test_a_count_that_came_in_after_the_preview_stops_the_file(store: Store) -> None:
    campaign = await load(store, example())
    found = await look(store, campaign, line(campaign, 0, 0, 100), line(campaign, 0, 1, 99))
    await take(store, await look(store, campaign, line(campaign, 0, 1, 98)))
    with pytest.raises(Refusal, match="import-meanwhile"):
        await take(store, found)
    assert await stored(store, campaign) == [("maroctelecom", 98)]
    imported = await take(store, found, keep_good=True)
    assert imported_lines(found, imported)[0].values == {"new": 1, "already": 0, "refused": 1}


async def test_no_baseline_is_settled_from_a_file_with_refused_rows(store: Store) -> None:
    campaign = await load(store, example())
    wrong = [Wrong(number, Text("row-count", {"given": "x"})) for number in range(2, 9)]
    found = await look(store, campaign, *wrong, line(campaign, 0, 1, 99))
    [refused] = found.refusal_lines()
    assert refused.values["lines"] == listed(["2", "3", "4"])
    await take(store, found, keep_good=True)
    async with store.reading() as tx:
        assert await tx.snapshots.baselines([campaign.pages[0].id]) == {}
    # Without a baseline, what can be told is where the page stands.
    again = await look(store, campaign, wrong[0], line(campaign, 0, 2, 98))
    [told] = again.changes
    assert [getattr(told.values[side], "id", "") for side in ("before", "after")] == ["counted-likes"] * 2


async def baseline(store: Store, campaign: Campaign, page: int = 0) -> Snapshot | None:
    """The page's baseline after everything that settles it by itself had its turn."""
    async with store.writing() as tx:
        settled = await settle_baseline(tx, campaign, campaign.pages[page], END)
        stored = await tx.snapshots.baselines([campaign.pages[page].id])
    assert (settled is None) == (not stored)
    return settled.snapshot if settled else None


async def half_a_file(store: Store, campaign: Campaign) -> Imported:
    """A file with one good row and one that is refused."""
    wrong = Wrong(2, Text("row-count", {"given": "x"}))
    return await take(store, await look(store, campaign, wrong, line(campaign, 0, 1, 99)), keep_good=True)


async def test_counts_of_a_file_with_refused_rows_give_no_baseline_later_either(store: Store) -> None:
    campaign = await load(store, example())
    found = await look(store, campaign, Wrong(2, Text("row-count", {"given": "x"})), line(campaign, 0, 1, 99))
    imported = await take(store, found, keep_good=True)
    told = imported_lines(found, imported)
    assert [text.id for text in told] == ["imported", "baseline-unsure"]
    assert told[1].values == {"page": campaign.targets[0].name, "slug": campaign.slug}
    assert await baseline(store, campaign) is None
    # The operator, who knows the file, takes what is there.
    async with store.writing() as tx:
        assert await recompute_baseline(tx, campaign, campaign.pages[0], END)
    assert await baseline(store, campaign) == line(campaign, 0, 1, 99).snapshot


async def test_the_mended_file_gives_the_baseline_that_its_half_did_not(store: Store) -> None:
    campaign = await load(store, example())
    await half_a_file(store, campaign)
    mended = line(campaign, 0, 0, 100).snapshot
    await take(store, await look(store, campaign, line(campaign, 0, 0, 100), line(campaign, 0, 1, 99, 3)))
    assert await baseline(store, campaign) == mended


async def test_half_a_file_that_is_taken_back_stands_in_the_way_of_nothing(store: Store) -> None:
    campaign = await load(store, example())
    number = (await half_a_file(store, campaign)).number
    async with store.writing() as tx:
        act = await tx.imports.get(number)
        assert act is not None
        await undo(tx, campaign, act, END, Actor(), END)
    await take(store, await look(store, campaign, line(campaign, 0, 1, 99)))
    assert await baseline(store, campaign) == line(campaign, 0, 1, 99).snapshot


async def test_a_count_that_contradicts_the_file_meanwhile_keeps_it_from_a_baseline_too(store: Store) -> None:
    campaign = await load(store, replace(example(), starts_at=START + HOUR))
    found = await look(store, campaign, line(campaign, 0, 2, 98), line(campaign, 0, 3, 97, 3))
    async with store.writing() as tx:
        await tx.snapshots.add([(campaign.pages[0].id, Snapshot(START + 3 * HOUR, 96))])
    imported = await take(store, found, keep_good=True)
    assert [page.id for page in imported.unsure] == [campaign.pages[0].id]
    assert await baseline(store, campaign) is None


async def test_an_exact_count_of_half_a_file_does_not_replace_a_rounded_baseline(store: Store) -> None:
    campaign = await load(store, example())
    rounded = Snapshot(START + HOUR, 1_400_000, 100_000, Origin.MANUAL)
    async with store.writing() as tx:
        await take_rows(tx, campaign, [(campaign.pages[0], rounded)], START + HOUR)
    wrong = Wrong(2, Text("row-count", {"given": "x"}))
    found = await look(store, campaign, wrong, line(campaign, 0, 2, 1_388_000))
    assert (await take(store, found, keep_good=True)).unsure == ()
    assert await baseline(store, campaign) == rounded


async def test_before_the_campaign_no_starting_count_is_missed(store: Store) -> None:
    campaign = await load(store, replace(example(), starts_at=END + HOUR, ends_at=None))
    assert (await half_a_file(store, campaign)).unsure == ()


async def test_a_file_without_good_rows_has_no_summary(store: Store) -> None:
    campaign = await load(store, example())
    found = await look(store, campaign, Wrong(2, Text("row-count", {"given": "x"})))
    assert (found.summary(), found.refusals) == ([], 1)


async def test_an_import_that_would_give_another_baseline_says_so(store: Store) -> None:
    campaign = await load(store, example())
    await take(store, await look(store, campaign, line(campaign, 0, 1, 99)))
    found = await look(store, campaign, line(campaign, 0, 0, 100))
    told = imported_lines(found, await take(store, found))
    assert [text.id for text in told] == ["imported", "baseline-kept"]


async def test_the_rows_of_a_file_that_begins_with_the_newest_are_recorded_in_order(store: Store) -> None:
    campaign = await load(store, example())
    imported = await take(store, await look(store, campaign, *(line(campaign, 0, 5 - hour, 9) for hour in range(3))))
    async with store.reading() as tx:
        [page] = await tx.imports.pages(imported.number)
    assert list(page.moments) == [int((START + hour * HOUR).timestamp()) for hour in (3, 4, 5)]
