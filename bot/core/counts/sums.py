"""The figures of some pages together: what was there before, what is there now, and what lies between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.core.counts.progress import Progress, daily_changes, day_moments, measure_progress
from bot.core.model.campaign import Campaign, Page
from bot.core.model.measures.measure import Measure
from bot.core.model.money import per_cent, worth
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot, bounds
from bot.core.model.source import BY_HAND

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page at one moment: its baseline, its latest count, and its counts one hour and one day before.

    After the campaign's end, `now` is the count at the end and `later` the latest count; before that, `later` is None.
    `note` is the id of a text that names what is counted if it is not the usual thing, else "". `days` are its counts
    at the ends of the days before, newest first, where the campaign has a goal.
    """

    page: Page
    baseline: Baseline | None
    now: Snapshot | None
    hour_ago: Snapshot | None
    day_ago: Snapshot | None
    later: Snapshot | None
    failing: Failing | None
    held: Held | None
    note: str = ""
    days: tuple[Snapshot | None, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether its counts come only from people: nothing reads it, or not before somebody mends what is wrong."""
        return self.page.source == BY_HAND or (self.failing is not None and not self.failing.kind.passes)

    @property
    def whole(self) -> bool:
        """Whether the loss can be computed: there is a baseline, and a count at or after it."""
        return (
            self.baseline is not None and self.now is not None and self.now.taken_at >= self.baseline.snapshot.taken_at
        )

    @property
    def read_again(self) -> bool:
        """Whether it was read after the reading that its loss is counted from; before, no change is known."""
        return (
            self.baseline is not None and self.now is not None and self.now.taken_at > self.baseline.snapshot.taken_at
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a target or of all, in the whole form of their measure. What is not known is None, never 0.

    `lost` is before − now, whichever way the campaign wants the number, and None with one reading so far; `low` and
    `high` bound it where a count is rounded (`step` above 1). `last_hour` and `last_24h` are changes of the count:
    negative where it fell. `per_hour` is the pace of the loss, as the true number. `worth` is empty without money.
    """

    before: int | None
    now: int | None
    lost: int | None
    low: int | None
    high: int | None
    percent: Decimal | None
    worth: Mapping[str, Decimal]
    step: int
    last_hour: int | None
    last_24h: int | None
    per_hour: Decimal | None
    taken_at: datetime | None
    origin: Origin | None
    since_end: int | None
    progress: Progress | None = None

    @property
    def change(self) -> int | None:
        """The change of the number since the baseline: now − before."""
        return None if self.lost is None else -self.lost

    @property
    def change_range(self) -> tuple[int, int] | None:
        """Between which two the change lies; both are the same where every count is exact."""
        return None if self.low is None or self.high is None else (-self.high, -self.low)


def sum_up(
    campaign: Campaign, measure: Measure, pages: Sequence[PageFigures], as_of: datetime, goal: int | None
) -> Figures:
    """The figures of these pages together, all of one measure, on the way to `goal`."""
    if len(pages) > 1 and not measure.kind.adds_up:
        return _no_figures(pages)
    counted = [page.now for page in pages if page.now is not None]
    now = sum(snapshot.count for snapshot in counted) if counted else None
    before, lost, low, high, percent, worth_of = None, None, None, None, None, {}
    firsts = [page.baseline.snapshot for page in pages if page.baseline is not None]
    if pages and all(page.whole for page in pages):
        before = sum(snapshot.count for snapshot in firsts)
    if before is not None and any(page.read_again for page in pages):
        lost = before - (now or 0)
        # Rounding down and rounding to the nearest both keep a difference within the larger step of the two counts.
        margin = sum(
            max(first.step, last.step) for first, last in zip(firsts, counted, strict=True)
            if max(first.step, last.step) > 1
        )  # fmt: skip
        low, high = lost - margin, lost + margin
        percent = per_cent(lost, before) if measure.kind.has_share else None
        if measure.worth is not None:
            worth_of = worth(measure.number(lost), measure.worth, campaign.currency, campaign.rates)
    last_24h = _change(pages, as_of, DAY)
    return Figures(
        before=before, now=now, lost=lost, low=low, high=high, percent=percent, worth=worth_of,
        step=max((snapshot.step for snapshot in [*firsts, *counted]), default=1),
        last_hour=_change(pages, as_of, HOUR),
        last_24h=last_24h,
        per_hour=_pace(measure, lost, last_24h, firsts, counted),
        taken_at=min((snapshot.taken_at for snapshot in counted), default=None),
        origin=_origin(counted),
        since_end=_since_end(pages),
        progress=measure_progress(
            measure, goal, None if lost is None else before, now, _daily(campaign, pages, as_of) if goal else (), as_of
        ),
    )  # fmt: skip


def _no_figures(pages: Sequence[PageFigures]) -> Figures:
    """Of numbers that make no sum, only their age can be told together."""
    counted = [page.now for page in pages if page.now is not None]
    taken_at = min((snapshot.taken_at for snapshot in counted), default=None)
    return Figures(
        None, None, None, None, None, None, {}, 1, None, None, None, taken_at, _origin(counted), since_end=None
    )


def _daily(campaign: Campaign, pages: Sequence[PageFigures], as_of: datetime) -> list[int]:
    """The daily changes of the sum of these pages; none after the campaign's end."""
    if any(not page.days for page in pages):
        return []
    moments = day_moments(campaign.starts_at, as_of)
    counts = [
        {page.page.id: found for page in pages if (found := page.days[place]) is not None}
        for place in range(len(moments))
    ]
    return daily_changes(moments, counts, len(pages))


def _change(pages: Sequence[PageFigures], as_of: datetime, window: timedelta) -> int | None:
    """The change of the count in the last `window`; None if no reading is close enough to the window's start."""
    changes = []
    for page in pages:
        past = page.hour_ago if window == HOUR else page.day_ago
        if page.now is None or past is None:
            return None
        if not bounds(past.taken_at, page.now.taken_at, as_of - window, window):
            return None
        # Between a rounded count and one that is not rounded alike lies less a change than the rounding.
        if page.now.step != past.step:
            return None
        changes.append(page.now.count - past.count)
    return sum(changes) if changes else None


def _pace(
    measure: Measure, lost: int | None, last_24h: int | None, firsts: Sequence[Snapshot], counted: Sequence[Snapshot]
) -> Decimal | None:
    if last_24h is not None:
        return _finer(measure.number(-last_24h) / 24, measure.decimals)
    if lost is None:
        return None
    span = min(snapshot.taken_at for snapshot in counted) - max(snapshot.taken_at for snapshot in firsts)
    hours = Decimal(int(span.total_seconds())) / 3600
    return _finer(measure.number(lost) / hours, measure.decimals) if hours >= 1 else None


def _finer(pace: Decimal, decimals: int) -> Decimal:
    """A pace with one decimal more than its measure."""
    # Adding 0 turns a negative 0 into 0.
    return pace.quantize(Decimal(1).scaleb(-decimals - 1), ROUND_HALF_UP) + 0


def _origin(counted: Iterable[Snapshot]) -> Origin | None:
    """The origin of the counts; of several origins, the most manual one."""
    return max((snapshot.origin for snapshot in counted), default=None)


def _since_end(pages: Sequence[PageFigures]) -> int | None:
    moved = [page.later.count - page.now.count for page in pages if page.later and page.now and page.later != page.now]
    return sum(moved) if moved else None
