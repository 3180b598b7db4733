from dataclasses import replace

import pytest

from bot.core.counts.big_number import BigNumber, big_number, since
from bot.core.counts.figures import Stats, read
from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Moment, Names, Number, Range
from bot.core.model.snapshots import Snapshot
from storage import Database
from tests.talk import END, HOUR, NOW, START, another, load, put


async def stats_of(store: Database, *counts: int, measure: str = "likes", step: int = 1) -> Stats:
    page = Page("manual", "p", measure=MEASURES[measure])
    campaign = await load(store, another(targets=(Target("t", Names({"en": "T"}), (page,)),)))
    async with store.writing() as tx:
        for number, count in enumerate(counts):
            at = START + number * HOUR
            await take_rows(tx, campaign, [(campaign.pages[0], Snapshot(at, count, step))], at)
        return await read(tx, campaign, NOW)


async def test_before_any_reading_there_is_no_number(sqlite_store: Database) -> None:
    assert big_number(await stats_of(sqlite_store)).number is None


async def test_the_first_reading_is_shown_as_it_is(sqlite_store: Database) -> None:
    big = big_number(await stats_of(sqlite_store, 1000))
    assert (big.number, big.what.id, big.changed) == (1000, "page-first", False)


@pytest.mark.parametrize(
    ("counts", "measure", "number", "what"),
    [
        ((1000, 900), "likes", 100, "page-taken-back"),
        ((1000, 1010), "likes", 10, "page-gained"),
        ((1000, 1250), "signatures", 250, "page-gained"),
        ((1000, 990), "signatures", 10, "page-lost"),
        ((453, 431), "stars", Number(431, 2), "page-standing"),
    ],
)
async def test_what_adds_up_is_a_change_and_the_rest_is_where_it_stands(
    sqlite_store: Database, counts: tuple[int, ...], measure: str, number: object, what: str
) -> None:
    big = big_number(await stats_of(sqlite_store, *counts, measure=measure))
    assert (big.number, big.what.id, big.changed) == (number, what, True)


async def test_a_rounded_change_is_a_range_and_one_across_zero_is_its_middle(sqlite_store: Database) -> None:
    assert big_number(await stats_of(sqlite_store, 10_000, 7_000, step=1000)).number == Range(2000, 4000)


async def test_a_change_that_may_be_none_is_its_middle(sqlite_store: Database) -> None:
    assert big_number(await stats_of(sqlite_store, 10_000, 9_500, step=1000)).number == 500


async def test_counting_began_with_the_campaign_or_with_a_later_first_reading(sqlite_store: Database) -> None:
    stats = await stats_of(sqlite_store, 1000, 900)
    assert since(stats) == max(stats.campaign.starts_at, START)
    assert big_number(stats).what.values["date"] == Moment(since(stats), stats.campaign.zone, "day")
    late = replace(stats, campaign=replace(stats.campaign, starts_at=END))
    assert since(late) == END


STARS, LIKES, OTHER = (Page("manual", name, measure=MEASURES[name]) for name in ("stars", "likes", "signatures"))


@pytest.mark.parametrize(
    ("pages", "read_of", "number", "what"),
    [
        ((STARS, replace(STARS, handle="b")), (0, 1), None, "page-each"),
        ((STARS, replace(STARS, handle="b")), (1,), Number(400, 2), "page-before"),
        ((LIKES, replace(LIKES, handle="b")), (0, 1), 800, "page-before"),
        ((LIKES, OTHER), (1,), None, "page-none-of"),
        ((replace(LIKES, control=True),), (0,), None, "page-compared"),
        ((LIKES, replace(OTHER, control=True)), (1,), None, "page-typed"),
    ],
)
async def test_figures_that_make_no_total_are_never_said_to_be_missing(
    sqlite_store: Database, pages: tuple[Page, ...], read_of: tuple[int, ...], number: object, what: str
) -> None:
    target = Target("t", Names({"en": "T"}), pages)
    campaign = await load(sqlite_store, another(targets=(target,), starts_at=END, ends_at=END + HOUR))
    await put(sqlite_store, campaign, [(place, NOW, 400) for place in read_of])
    for now in (NOW, END + 2 * HOUR):
        async with sqlite_store.reading() as tx:
            big = big_number(await read(tx, campaign, now))
        if what != "page-typed":
            assert big == BigNumber(number, big.what)
            assert big.what.id == what
        else:
            assert big.what.id == ("page-typed" if now is NOW else "page-ended-without")


async def test_without_any_figure_it_is_said_what_they_wait_for(sqlite_store: Database) -> None:
    page = Page("facebook", "p", control=True)
    campaign = await load(sqlite_store, another(targets=(Target("t", Names({"en": "T"}), (page,)),)))
    async with sqlite_store.reading() as tx:
        big = big_number(await read(tx, campaign, NOW))
    assert (big.what.id, big.waits and big.waits.id) == ("page-soon", "page-soon-next")
