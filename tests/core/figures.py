"""Figures for tests, made of plain counts: no store, only the rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.counts.figures import PageFigures, Stats, compute_stats
from bot.core.model.campaign import Campaign, Page
from bot.core.model.snapshots import Baseline, Origin, Snapshot
from tests.talk import END, START, example

BEFORE = (2_447_581, 2_039_848, 2_198_648)
AFTER = (2_272_336, 1_892_440, 2_059_763)
CAMPAIGN = example()
NOW = END - timedelta(hours=1)


def snapshot(count: int, at: datetime = NOW, step: int = 1, origin: Origin = Origin.SOURCE) -> Snapshot:
    return Snapshot(at, count, step, origin)


def figures(page: Page, first: int, last: int, **changes: object) -> PageFigures:
    """A page's figures from two counts, the first at the campaign's start and the second at NOW."""
    made = PageFigures(page, Baseline(snapshot(first, START)), snapshot(last), None, None, None, None, None)
    return replace(made, **changes)  # type: ignore[arg-type]


def told(
    changes: Mapping[int, Mapping[str, object]] | None = None, now: datetime = NOW, campaign: Campaign = CAMPAIGN
) -> Stats:
    """The campaign's figures between the two published sets; `changes` are fields of some pages' figures."""
    pages = {
        page: figures(page, BEFORE[place], AFTER[place], **(changes or {}).get(place, {}))
        for place, page in enumerate(campaign.pages)
    }
    return compute_stats(campaign, pages, now)
