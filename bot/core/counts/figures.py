"""The figures of a campaign, per target and in total, one block per measure, from one consistent set of snapshots."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.counts.progress import day_moments
from bot.core.counts.sums import DAY, HOUR, Figures, PageFigures, sum_up
from bot.core.model.campaign import Campaign, Page, Target, page_name, part_name
from bot.core.model.measures.measure import LIKES, Measure
from bot.core.model.reply import Text, Value, listed
from bot.core.model.snapshots import Failing, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.database import Transaction
from bot.core.ports.facts import SOURCE_LACKS

__all__ = [
    "Block",
    "Figures",
    "PageFigures",
    "Stats",
    "TargetStats",
    "compute_stats",
    "find_failing",
    "read",
    "say_lacking",
]


@dataclass(frozen=True, slots=True)
class TargetStats:
    """A target with its figures in one measure, and the pages behind them.

    `part` is the page that they are of, where the target has several and they are not added up: numbers of a measure
    that does not add up, and pages for comparison.
    """

    target: Target
    figures: Figures
    pages: tuple[PageFigures, ...]
    measure: Measure = LIKES
    part: Page | None = None

    @property
    def by_hand(self) -> bool:
        """Whether people must type its counts."""
        return all(page.by_hand for page in self.pages)

    @property
    def name(self) -> Value:
        """The target's name, with the page's own label where it is about one page of several."""
        return self.target.name if self.part is None else part_name(self.target, self.part)


@dataclass(frozen=True, slots=True)
class Block:
    """Everything that is counted in one measure. Nothing is ever added up across two blocks."""

    measure: Measure
    targets: tuple[TargetStats, ...]
    total: Figures


@dataclass(frozen=True, slots=True)
class Stats:
    """A campaign's figures as of one moment (aware UTC): the end of the campaign once that has passed.

    `blocks` has one block per measure, in the file's order; the first is the headline, and there is always one.
    `controls` are pages that are followed for comparison only.
    """

    campaign: Campaign
    as_of: datetime
    now: datetime
    blocks: tuple[Block, ...]
    controls: tuple[TargetStats, ...] = ()

    @property
    def measure(self) -> Measure:
        """What the headline counts."""
        return self.blocks[0].measure

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What the blocks count, the headline's first."""
        return tuple(block.measure for block in self.blocks)

    @property
    def targets(self) -> tuple[TargetStats, ...]:
        """The targets of the headline."""
        return self.blocks[0].targets

    @property
    def total(self) -> Figures:
        """The total of the headline."""
        return self.blocks[0].total

    @property
    def every_target(self) -> tuple[TargetStats, ...]:
        """The targets of all blocks, then the controls: a target once for each of its measures."""
        return (*(one for block in self.blocks for one in block.targets), *self.controls)

    def compares(self, only: str) -> bool:
        """Whether the target of that slug is there for comparison only."""
        counted = any(one.target.slug == only for block in self.blocks for one in block.targets)
        return not counted and any(one.target.slug == only for one in self.controls)

    def blocks_of(self, only: str) -> tuple[Block, ...]:
        """The blocks with a target of that slug, "" for all; one that is only compared with has a block of its own."""
        if self.compares(only):
            compared = tuple(one for one in self.controls if one.target.slug == only)
            return (replace(self.blocks[0], measure=compared[0].measure, targets=compared),)
        found = tuple(block for block in self.blocks if any(only in {"", one.target.slug} for one in block.targets))
        return found or self.blocks[:1]

    @property
    def last_read(self) -> datetime | None:
        """The time of the newest reading of any measure, also of pages for comparison; None without a reading."""
        read = [page.now.taken_at for one in self.every_target for page in one.pages if page.now is not None]
        return max(read, default=None)

    @property
    def unread(self) -> bool:
        """Whether no page ever had a count, also after the end."""
        return all(page.now is None and page.later is None for one in self.every_target for page in one.pages)

    def of(self, measure: Measure) -> "Stats":
        """The figures of that measure alone; these ones where no block is of it."""
        own = tuple(block for block in self.blocks if block.measure.identity == measure.identity)
        return replace(self, blocks=own) if own else self

    @property
    def ended(self) -> bool:
        """Whether these are the figures at the end."""
        return self.campaign.ended(self.now)

    @property
    def fingerprint(self) -> str:
        """A text that changes only when a figure changes, not when the figures get older."""
        return " ".join(
            f"{stats.figures.before}:{stats.figures.now}:{stats.figures.step}"
            for block in self.blocks
            for stats in block.targets
        )


async def read(tx: Transaction, campaign: Campaign, now: datetime) -> Stats:
    """The figures of a campaign at `now`, read in one transaction."""
    as_of = campaign.as_of(now)
    ids = [page.id for page in campaign.pages]
    latest, hour_ago, day_ago, later = await tx.snapshots.at(ids, [as_of, as_of - HOUR, as_of - DAY, now])
    days = await _days(tx, campaign, now)
    baselines = await tx.snapshots.baselines(ids)
    failing = await find_failing(tx, campaign.pages, latest)
    held = await tx.snapshots.held(ids)
    pages = {
        page: PageFigures(
            page, baselines.get(page.id), latest.get(page.id), hour_ago.get(page.id), day_ago.get(page.id),
            later.get(page.id) if campaign.ended(now) else None,
            failing.get(page.id), held.get(page.id), page.note, tuple(found.get(page.id) for found in days),
        )
        for page in campaign.pages
    }  # fmt: skip
    return compute_stats(campaign, pages, now)


async def find_failing(tx: Transaction, pages: Sequence[Page], counted: Collection[int] = ()) -> dict[int, Failing]:
    """The pages that give no number now, by id: one without its key already before it was asked.

    Those `counted` have a reading, so that nobody needs to look whether their source lacks a key.
    """
    failing = await tx.snapshots.failing([page.id for page in pages])
    silent = [page for page in pages if page.id not in counted and page.id not in failing]
    lacks = await tx.facts.get_all(SOURCE_LACKS, sorted({page.source for page in silent})) if silent else {}
    if not lacks:
        return failing
    asked = await tx.snapshots.last_read([page.id for page in silent])
    return failing | {
        page.id: Failing(FaultKind.NO_TOKEN, lacks[page.source].since)
        for page in silent
        if page.source in lacks and page.id not in asked
    }


async def say_lacking(tx: Transaction, campaign: Campaign, pages: Sequence[Page]) -> tuple[Text, ...]:
    """What those who can mend it are told of each source without its key: its pages, and the settings that it needs."""
    lacks = await tx.facts.get_all(SOURCE_LACKS, sorted({page.source for page in pages}))
    return tuple(
        Text(
            "lacks-key",
            {
                "pages": listed([page_name(campaign, page) for page in pages if page.source == source]),
                "settings": listed(lack.settings),
            },
        )
        for source, lack in lacks.items()
    )


async def _days(tx: Transaction, campaign: Campaign, now: datetime) -> list[dict[int, Snapshot]]:
    """The counts at the ends of the days before, of the pages that a goal is about; none without a goal."""
    aimed = [page.id for page in campaign.pages if page.measure.goal is not None or campaign.goal is not None]
    if not aimed or campaign.ended(now):
        return []
    return await tx.snapshots.at(aimed, day_moments(campaign.starts_at, now))


def compute_stats(campaign: Campaign, pages: Mapping[Page, PageFigures], now: datetime) -> Stats:
    """The figures of a campaign from those of its pages."""
    as_of = campaign.as_of(now)
    found = [page for target in campaign.targets for page in target.pages if not page.control]
    measures: dict[Hashable, Measure] = {}
    for page in found:
        measures.setdefault(page.measure.identity, page.measure)
    measures = measures or {LIKES.identity: LIKES}
    blocks: list[Block] = []
    for identity, first in measures.items():
        # Money by the campaign's own assumption is about its headline.
        headline = not blocks
        measure = replace(first, worth=first.worth or (campaign.value_per_unit if headline else None))
        targets = []
        for target in campaign.targets:
            mine = [pages[page] for page in target.pages if not page.control and page.measure.identity == identity]
            # A target without pages stands in the headline, with nothing known.
            if mine or (headline and not target.pages):
                targets += _of_target(campaign, measure, target, mine, as_of)
        whole = [page for one in targets for page in one.pages if page.whole]
        goal = _goal(campaign, measure, targets, headline=headline)
        blocks.append(Block(measure, tuple(targets), sum_up(campaign, measure, whole, as_of, goal)))
    controls = []
    for target in campaign.targets:
        own = [page for page in target.pages if page.control]
        for page in own:
            [one] = _of_target(campaign, replace(page.measure, worth=None), target, [pages[page]], as_of)
            controls.append(replace(one, part=page if len(own) > 1 else None))
    return Stats(campaign, as_of, now, tuple(blocks), tuple(controls))


def _of_target(
    campaign: Campaign, measure: Measure, target: Target, pages: Sequence[PageFigures], as_of: datetime
) -> list[TargetStats]:
    """A target's figures in a measure: one sum, or one for each page where the measure does not add up."""
    parts = [(None, pages)] if measure.kind.adds_up or len(pages) < 2 else [(one.page, [one]) for one in pages]  # noqa: PLR2004 - a page alone
    return [
        TargetStats(target, sum_up(campaign, measure, own, as_of, _own_goal(own)), tuple(own), measure, page)
        for page, own in parts
    ]


def _own_goal(pages: Sequence[PageFigures]) -> int | None:
    return next((page.page.measure.goal for page in pages if page.page.measure.goal is not None), None)


def _goal(campaign: Campaign, measure: Measure, targets: Sequence[TargetStats], *, headline: bool) -> int | None:
    """The goal of a total: the campaign's own, else the sum of its targets' where each has one."""
    if headline and campaign.goal is not None:
        return measure.scaled(campaign.goal)
    goals = [goal for goal in map(_own_goal, (one.pages for one in targets)) if goal is not None]
    return sum(goals) if goals and len(goals) == len(targets) else None
