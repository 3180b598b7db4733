"""The figures of a campaign, per target and in total, computed from one consistent set of snapshots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.money import per_cent, worth
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.ports.database import Transaction

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page at one moment: its baseline, its latest count, and its counts one hour and one day before.

    After the campaign's end, `now` is the count at the end and `later` the latest count; before that, `later` is None.
    `note` is the id of a text that names what is counted if it is not likes, else "".
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

    @property
    def whole(self) -> bool:
        """Whether the loss can be computed: there is a baseline, and a count at or after it."""
        return (
            self.baseline is not None and self.now is not None and self.now.taken_at >= self.baseline.snapshot.taken_at
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a target or of all of them. What is not known is None, never 0.

    `lost` is before − now; `low` and `high` bound it where a count is rounded (`step` above 1). `last_hour` and
    `last_24h` are changes of the count: negative where likes went. `per_hour` is the pace of the loss.
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


@dataclass(frozen=True, slots=True)
class TargetStats:
    """A target with its figures and the pages behind them."""

    target: Target
    figures: Figures
    pages: tuple[PageFigures, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """A campaign's figures as of one moment (aware UTC): the end of the campaign once that has passed."""

    campaign: Campaign
    as_of: datetime
    now: datetime
    targets: tuple[TargetStats, ...]
    total: Figures

    @property
    def ended(self) -> bool:
        """Whether these are the figures at the end."""
        return self.campaign.ended(self.now)

    @property
    def fingerprint(self) -> str:
        """A text that changes only when a figure changes, not when the figures get older."""
        return " ".join(f"{stats.figures.before}:{stats.figures.now}:{stats.figures.step}" for stats in self.targets)


async def read(tx: Transaction, campaign: Campaign, now: datetime) -> Stats:
    """The figures of a campaign at `now`, read in one transaction."""
    as_of = campaign.as_of(now)
    ids = [page.id for page in campaign.pages]
    latest, hour_ago, day_ago, later = await tx.snapshots.at(ids, [as_of, as_of - HOUR, as_of - DAY, now])
    baselines = await tx.snapshots.baselines(ids)
    failing = await tx.snapshots.failing(ids)
    held = await tx.snapshots.held(ids)
    pages = {
        page: PageFigures(
            page, baselines.get(page.id), latest.get(page.id), hour_ago.get(page.id), day_ago.get(page.id),
            later.get(page.id) if campaign.ended(now) else None,
            failing.get(page.id), held.get(page.id), page.note,
        )
        for page in campaign.pages
    }  # fmt: skip
    return compute_stats(campaign, pages, now)


def compute_stats(campaign: Campaign, pages: Mapping[Page, PageFigures], now: datetime) -> Stats:
    """The figures of a campaign from those of its pages."""
    as_of = campaign.as_of(now)
    targets = []
    for target in campaign.targets:
        own = tuple(pages[page] for page in target.pages)
        targets.append(TargetStats(target, _figures(campaign, own, as_of), own))
    whole = [page for page in pages.values() if page.whole]
    return Stats(campaign, as_of, now, tuple(targets), _figures(campaign, whole, as_of))


def _figures(campaign: Campaign, pages: Sequence[PageFigures], as_of: datetime) -> Figures:
    counted = [page.now for page in pages if page.now is not None]
    now = sum(snapshot.count for snapshot in counted) if counted else None
    before, lost, low, high, percent, worth_of = None, None, None, None, None, {}
    firsts = [page.baseline.snapshot for page in pages if page.baseline is not None]
    if pages and all(page.whole for page in pages):
        before = sum(snapshot.count for snapshot in firsts)
        lost = before - (now or 0)
        # Rounding down and rounding to the nearest both keep a difference within the larger step of the two counts.
        margin = sum(
            max(first.step, last.step) for first, last in zip(firsts, counted, strict=True)
            if max(first.step, last.step) > 1
        )  # fmt: skip
        low, high = lost - margin, lost + margin
        percent = per_cent(lost, before)
        worth_of = worth(lost, campaign.value_per_like, campaign.currency, campaign.rates)
    last_24h = _change(pages, as_of, DAY)
    return Figures(
        before=before, now=now, lost=lost, low=low, high=high, percent=percent, worth=worth_of,
        step=max((snapshot.step for snapshot in [*firsts, *counted]), default=1),
        last_hour=_change(pages, as_of, HOUR),
        last_24h=last_24h,
        per_hour=_pace(lost, last_24h, firsts, counted),
        taken_at=min((snapshot.taken_at for snapshot in counted), default=None),
        origin=_origin(counted),
        since_end=_since_end(pages),
    )  # fmt: skip


def _change(pages: Sequence[PageFigures], as_of: datetime, window: timedelta) -> int | None:
    """The change of the count in the last `window`; None if no reading is close enough to the window's start."""
    changes = []
    for page in pages:
        past = page.hour_ago if window == HOUR else page.day_ago
        if page.now is None or past is None:
            return None
        # Without a reading inside the window, or if the reading before it is older than two windows, the change may
        # have happened outside the window.
        if page.now.taken_at <= as_of - window or past.taken_at < as_of - 2 * window:
            return None
        changes.append(page.now.count - past.count)
    return sum(changes) if changes else None


def _pace(
    lost: int | None, last_24h: int | None, firsts: Sequence[Snapshot], counted: Sequence[Snapshot]
) -> Decimal | None:
    if last_24h is not None:
        return _tenth(Decimal(-last_24h) / 24)
    if lost is None:
        return None
    span = min(snapshot.taken_at for snapshot in counted) - max(snapshot.taken_at for snapshot in firsts)
    hours = Decimal(int(span.total_seconds())) / 3600
    return _tenth(lost / hours) if hours >= 1 else None


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _origin(counted: Iterable[Snapshot]) -> Origin | None:
    """The origin of the counts; of several origins, the most manual one."""
    return max((snapshot.origin for snapshot in counted), default=None)


def _since_end(pages: Sequence[PageFigures]) -> int | None:
    moved = [page.later.count - page.now.count for page in pages if page.later and page.now and page.later != page.now]
    return sum(moved) if moved else None


def as_json(stats: Stats) -> dict[str, Any]:
    """The figures in the form that `nolike stats --json` prints: money and per cent as numbers with two decimals."""
    return {
        "campaign": stats.campaign.slug,
        "as_of": _utc(stats.as_of),
        "currency": stats.campaign.currency,
        "targets": [{"target": one.target.slug, **_target_json(one, stats.as_of)} for one in stats.targets],
        "total": _sum_json(stats.total),
    }


def _sum_json(figures: Figures) -> dict[str, Any]:
    return {
        "before": figures.before,
        "now": figures.now,
        "lost": figures.lost,
        "lost_percent": _number(figures.percent),
        "loss": {currency: _number(amount) for currency, amount in figures.worth.items()},
    }


def _target_json(one: TargetStats, as_of: datetime) -> dict[str, Any]:
    figures = one.figures
    failing = [page.failing for page in one.pages if page.failing is not None]
    baselines = [page.baseline for page in one.pages if page.baseline is not None]
    corrected = [baseline.corrected_at for baseline in baselines if baseline.corrected_at is not None]
    return {
        **_sum_json(figures),
        "step": figures.step,
        "lost_low": figures.low,
        "lost_high": figures.high,
        "last_hour": figures.last_hour,
        "last_24h": figures.last_24h,
        "per_hour": _number(figures.per_hour),
        "age_seconds": None if figures.taken_at is None else int((as_of - figures.taken_at).total_seconds()),
        "origin": None if figures.origin is None else figures.origin.name.lower(),
        "held": any(page.held is not None for page in one.pages),
        "failing_since": _utc(min(fault.since for fault in failing)) if failing else None,
        "fault": failing[0].kind.value if failing else None,
        "since_end": figures.since_end,
        "baseline_late": any(baseline.late for baseline in baselines),
        "baseline_corrected": _utc(max(corrected)) if corrected else None,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
