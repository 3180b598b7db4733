from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.events.verdict.effect import Effect, Unclear, Why
from bot.core.events.verdict.find import EventVerdict, find_verdicts
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.measures.measure import LIKES, MEASURES
from bot.core.model.reply import Names, Text
from bot.core.model.snapshots import Origin, Snapshot
from tests.event_talk import END, NEW, NOW, START, EventTalk
from tests.talk import HOUR, SLUG, example

DAY = 24 * HOUR
BEGIN = NOW - 240 * HOUR
OWN = ("maroctelecom", "inwi", "meditel")


async def verdicts(event_talk: EventTalk) -> list[EventVerdict]:
    async with event_talk.talk.store.reading() as tx:
        event, campaign = await tx.events.get(1), await tx.campaigns.get(SLUG)
        assert event is not None
        assert campaign is not None
        return await find_verdicts(tx, campaign, event, event.starts_at, event.ends_at)


async def save(event_talk: EventTalk, campaign: Campaign) -> None:
    made = replace(campaign, zone="UTC", starts_at=BEGIN, ends_at=NOW + 720 * HOUR)
    async with event_talk.talk.store.writing() as tx:
        await tx.campaigns.save(made, NOW)


async def count(event_talk: EventTalk, rows: Sequence[tuple[datetime, int]], step: int = 1, *handles: str) -> None:
    """These counts for each page, or for the named ones."""
    async with event_talk.talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        pages = [page for page in campaign.pages if not handles or page.handle in handles]
        await tx.snapshots.add(
            [(page.id, Snapshot(at, value, step, Origin.SOURCE)) for page in pages for at, value in rows]
        )


def history(days: int, first: int = 10_000, phase: int = 0) -> list[tuple[datetime, int]]:
    """Hours before the campaign's start, with days that differ by `phase`."""
    return [(BEGIN - hour * HOUR, first - hour * 2 - (hour // 24 + phase) ** 2 % 23) for hour in range(days * 24 + 1)]


def with_controls(*handles: str) -> Campaign:
    """The bundled campaign, with a company that it only compares with."""
    made = example()
    control = Target("others", Names({"en": "Others"}), tuple(Page("facebook", one, control=True) for one in handles))
    return replace(made, targets=(*made.targets, control))


async def test_the_verdict_compares_with_the_weeks_before_the_campaign(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await count(event_talk, [*history(14), (START, 9000), (END, 5000)])
    found = [one.alone for one in await verdicts(event_talk)]
    assert all(isinstance(one, Effect) and one.high < 0 and one.change == -4000 for one in found)
    assert [one.compared for one in await verdicts(event_talk)] == [None] * 3
    await event_talk.go(END + 48 * HOUR)
    event = await event_talk.event()
    assert event.result is not None
    assert [line.id for line in event.result.lines].count("verdict-wanted") == 3


@pytest.mark.parametrize(
    ("rows", "step", "why"),
    [
        ([], 1, Why.HIDDEN),
        ([(END, 5000)], 1, Why.SHORT),
        ([(START, 9000), (END, 5000)], 1, Why.SHORT),
        ([*history(3), (START, 9000), (END, 5000)], 1, Why.SHORT),
        ([*history(7)[::2], (START, 9000), (END, 5000)], 1, Why.GAPS),
        ([*history(7), (END - 4 * HOUR, 5000)], 1, Why.GAPS),
        ([*history(7), (START, 9000), (END, 5000)], 1000, Why.ROUNDED),
    ],
)
async def test_the_verdict_says_why_it_cannot_tell(
    event_talk: EventTalk, rows: list[tuple[datetime, int]], step: int, why: Why
) -> None:
    await save(event_talk, with_controls("one"))
    await event_talk.talk.group(NEW)
    await count(event_talk, rows, step)
    # A control alone cannot be compared with; what lacks figures of its own needs no second reason.
    unclear = Unclear(why)
    own = [Unclear(why if why in {Why.HIDDEN, Why.ROUNDED} or len(rows) < 3 else Why.ALONE)]
    assert [one.alone for one in await verdicts(event_talk)] == [unclear] * 3
    assert [one.compared for one in await verdicts(event_talk)] == own * 3


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        # Somebody typed "10k" before the page was read; or instead of readings, once, often, and too often.
        ({400}, None),
        ({100}, None),
        (set(range(300, 337)), None),
        (set(range(30, 90)), None),
        (set(range(30, 130)), Why.ROUNDED),
        (set(range(337)), Why.ROUNDED),
    ],
)
async def test_a_rounded_count_among_exact_ones_is_no_reading_and_spoils_none_of_them(
    event_talk: EventTalk, typed: set[int], why: Why | None
) -> None:
    await event_talk.talk.group(NEW)
    found = []
    for rounded, handles in ((set[int](), ("one", "two")), (typed, ("three", "four"))):
        await save(event_talk, with_controls(*handles))
        moments = {BEGIN - HOUR * hour for hour in rounded}
        for phase, base, handle in ((3, 20_000, handles[0]), (5, 30_000, handles[1])):
            rows = [row for row in history(14, base, phase) if row[0] not in moments]
            await count(event_talk, [*rows, (START, base), (END, base + 150)], 1, handle)
            await count(event_talk, [(moment, base) for moment in moments], 1000, handle)
        await count(event_talk, LOST, 1, *OWN)
        found.append((await verdicts(event_talk))[0].compared)
    clean, spoiled = found
    assert isinstance(clean, Effect)
    if why is None:
        assert isinstance(spoiled, Effect)
        assert abs(clean.low - spoiled.low) + abs(clean.high - spoiled.high) < 80
    else:
        assert spoiled == Unclear(why)


async def test_control_pages_are_compared_and_stand_in_no_verdict_of_their_own(event_talk: EventTalk) -> None:
    await save(event_talk, with_controls("one", "two"))
    await event_talk.talk.group(NEW)
    await count(event_talk, [*history(14), (START, 9000), (END, 5000)], 1, "maroctelecom", "inwi", "meditel")
    await count(event_talk, [*history(14, 20_000, 3), (START, 20_000), (END, 20_150)], 1, "one")
    await count(event_talk, [*history(14, 30_000, 5), (START, 30_000), (END, 30_150)], 1, "two")
    found = await verdicts(event_talk)
    assert len(found) == 3
    for one in found:
        assert isinstance(one.compared, Effect)
        # The controls gained 300 of 50,000; a page of 10,000 would have gained 60.
        assert (one.compared.change, one.best, one.beyond) == (-4060, one.compared, True)
    await event_talk.go(END + 48 * HOUR)
    result = (await event_talk.event()).result
    assert result is not None
    assert [line.id for line in result.lines].count("similar-beyond") == 3


LOST = [*history(14), (START, 9000), (END, 5000)]
MIDDLE = START + 30 * HOUR
SPOILED = {
    "stops in the middle": ([*history(14), (START, 9000), (MIDDLE, 9010)], 1, Why.GAPS),
    "rounded": ([*history(14, 20_000), (START, 20_000), (END, 20_000)], 1000, Why.ROUNDED),
    "added after the event began": ([(START + HOUR * hour, 900 + hour) for hour in range(1, 73)], 1, Why.SHORT),
    "added two days before": ([*history(2), (START, 9000), (END, 9100)], 1, Why.SHORT),
    "read twice a day": ([*history(14)[::12], (START, 9000), (END, 9100)], 1, Why.GAPS),
    "never read": ([], 1, Why.HIDDEN),
}


@pytest.mark.parametrize(("rows", "step", "why"), SPOILED.values(), ids=SPOILED)
async def test_a_control_without_exact_and_whole_figures_is_left_out_where_two_others_have_them(
    event_talk: EventTalk, rows: list[tuple[datetime, int]], step: int, why: Why
) -> None:
    await event_talk.talk.group(NEW)
    found = []
    for names in (("one", "two"), ("one", "two", "spoiled"), ("one", "spoiled")):
        await save(event_talk, with_controls(*names))
        await count(event_talk, LOST, 1, "maroctelecom", "inwi", "meditel")
        await count(event_talk, [*history(14, 20_000, 3), (START, 20_000), (END, 20_150)], 1, "one")
        await count(event_talk, [*history(14, 30_000, 5), (START, 30_000), (END, 30_150)], 1, "two")
        await count(event_talk, rows, step, "spoiled")
        found.append((await verdicts(event_talk))[0])
    assert [one.left_out for one in found] == [0, 1, 0]
    assert isinstance(found[0].compared, Effect)
    assert found[1].compared == found[0].compared
    assert found[2].compared == Unclear(why)


@pytest.mark.parametrize("starts_at", [START, START + 24 * HOUR], ids=["on its first day", "before the campaign"])
async def test_an_event_as_the_campaign_begins_is_judged_by_the_days_before_the_event(
    event_talk: EventTalk, starts_at: datetime
) -> None:
    await save(event_talk, with_controls("one", "two"))
    async with event_talk.talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        await tx.campaigns.save(replace(campaign, starts_at=starts_at), NOW)
    await event_talk.talk.group(NEW)
    moved = START - BEGIN
    for phase, base, handles in ((0, 10_000, OWN), (3, 20_000, ("one",)), (5, 30_000, ("two",))):
        rows = [(at + moved, value) for at, value in history(14, base, phase)]
        await count(event_talk, [*rows, (END, 5000 if handles is OWN else base + 150)], 1, *handles)
    for one in await verdicts(event_talk):
        assert isinstance(one.alone, Effect)
        assert isinstance(one.compared, Effect)
        # 14 days of history, in which a page had about 2 an hour.
        assert (one.alone.change, one.alone.windows, 120 < one.alone.expected < 170) == (-5000, 12, True)
        assert one.compared.high < -4800


async def test_control_pages_without_figures_leave_the_verdict_alone(event_talk: EventTalk) -> None:
    await save(event_talk, with_controls("one", "two"))
    await event_talk.talk.group(NEW)
    await count(event_talk, [*history(14), (START, 9000), (END, 5000)], 1, "maroctelecom", "inwi", "meditel")
    for one in await verdicts(event_talk):
        assert one.compared == Unclear(Why.HIDDEN)
        assert one.best == one.alone
        assert one.beyond


async def test_numbers_that_make_no_sum_are_judged_page_by_page(event_talk: EventTalk) -> None:
    made = example()
    place = MEASURES["place"]
    first = replace(made.targets[0], pages=tuple(Page("manual", one, measure=place) for one in ("a", "b")))
    apart = replace(made.targets[1], pages=(Page("manual", "likes", measure=LIKES),))
    await save(event_talk, replace(made, targets=(first, apart)))
    await event_talk.talk.group(NEW)
    await count(event_talk, [*history(14, 500), (START, 40), (END, 90)])
    found = await verdicts(event_talk)
    assert [one.name for one in found] == [
        Text("target-page", {"name": first.name, "page": handle}) for handle in ("a", "b")
    ]
    assert [one.alone.change for one in found if isinstance(one.alone, Effect)] == [50, 50]
