"""The public counts of an event: only readings that bound what changed in it count."""

import pytest

from bot.core.model.snapshots import Snapshot
from tests.event_talk import NOW, EventTalk
from tests.talk import HOUR, SLUG, Talk, ids, spoken

START = NOW + 2 * HOUR


async def read(talk: Talk, *readings: tuple[float, int]) -> None:
    """Put the same readings of all three pages: hours after the event's start, and the count."""
    async with talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        rows = [(page.id, Snapshot(START + at * HOUR, count)) for page in campaign.pages for at, count in readings]
        await tx.snapshots.add(rows)


@pytest.mark.parametrize(
    ("readings", "moved"),
    [
        # No page was read within the event.
        ([(-240, 1_000_000), (-4, 1_000_000)], None),
        ([(-4, 1_000_000), (1, 990_000)], 30_000),
        ([(-24, 1_000_000), (1, 990_000)], 30_000),
        # What fell before the event is not put down to it, and one reading is no change.
        ([(-240, 1_000_000), (1, 990_000)], None),
        ([(-240, 1_000_000), (1, 990_000), (4, 980_000)], 30_000),
    ],
)
async def test_a_drive_counts_from_a_reading_near_its_start_and_tells_nothing_without_one_inside(
    talk: Talk, readings: list[tuple[float, int]], moved: int | None
) -> None:
    events = EventTalk(talk)
    await events.start()
    await read(talk, *readings)
    await talk.private("/event new unlike_drive 2026-12-01 12:00 48h goal=2%")
    await events.go(START + 10 * HOUR)
    shown = await talk.member("/event 1")
    assert ("drive-no-count" in ids(shown)) is (moved is None)
    assert ("drive-moved" in ids(shown), "drive-pace" in ids(shown)) == (moved is not None, moved is not None)
    told = "".join(letter for letter in spoken(shown)["en"] if letter not in "\u2068\u2069,")
    assert moved is None or f"{moved}\u00a0likes" in told
    assert ("goal" in str(shown.lines)) is (moved is not None)
    await events.go(START + 110 * HOUR)
    result = (await events.event()).result
    assert result is not None
    assert ("drive-unread" in ids(result)) is (moved is None)
    assert ("drive-moved" in ids(result)) is (moved is not None)
