"""The figures as JSON: what `nolike stats --json` prints and the open data serves."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.core.counts.figures import Block, Figures, Stats, TargetStats
from bot.core.counts.progress import Progress
from bot.core.model.measures.measure import Measure


def as_json(stats: Stats, *, private: bool = False) -> dict[str, Any]:
    """All figures; a number is whole where its measure has no decimals. `lost` is before − now, whatever is wanted.

    `targets` has a target once for each of its measures, `total` is the headline's, `measures` has every block. Whether
    a key is at fault stands in a `private` one alone, which the operator reads.
    """
    return {
        "campaign": stats.campaign.slug,
        "as_of": _utc(stats.as_of),
        "currency": stats.campaign.currency or None,
        "targets": [
            {"target": one.target.slug, **_target_json(one, stats.as_of, private=private)}
            for block in stats.blocks
            for one in block.targets
        ],
        "total": {**_sum_json(stats.measure, stats.total), **measure_json(stats.measure)},
        "measures": [_block_json(block) for block in stats.blocks],
        "controls": [
            {"target": one.target.slug, **_target_json(one, stats.as_of, private=private)} for one in stats.controls
        ],
    }


def measure_json(measure: Measure) -> dict[str, Any]:
    """What a number is, beside it."""
    return {"measure": measure.key, "unit": measure.unit, "wanted": measure.wanted.value}


def exact(measure: Measure, value: int | None) -> int | float | None:
    """A number of a measure as JSON has it."""
    return None if value is None else value if not measure.decimals else float(measure.number(value))


def _block_json(block: Block) -> dict[str, Any]:
    measure = block.measure
    return {
        **measure_json(measure),
        "kind": measure.kind.value,
        "decimals": measure.decimals,
        "value_per_unit": _number(measure.worth),
        "total": _sum_json(measure, block.total),
        "goal": _progress_json(measure, block.total.progress),
    }


def _progress_json(measure: Measure, progress: Progress | None) -> dict[str, Any] | None:
    if progress is None:
        return None
    arrival = progress.arrival
    return {
        "goal": exact(measure, progress.goal),
        "percent": _number(progress.share),
        "reached": progress.reached,
        "earliest": None if arrival is None else _utc(arrival.low),
        "latest": None if arrival is None else _utc(arrival.high),
    }


def _sum_json(measure: Measure, figures: Figures) -> dict[str, Any]:
    return {
        "before": exact(measure, figures.before),
        "now": exact(measure, figures.now),
        "lost": exact(measure, figures.lost),
        "lost_percent": _number(figures.percent),
        "loss": {currency: _number(amount) for currency, amount in figures.worth.items()},
    }


def _target_json(one: TargetStats, as_of: datetime, *, private: bool) -> dict[str, Any]:
    figures, measure = one.figures, one.measure
    failing = [page.failing for page in one.pages if page.failing is not None]
    baselines = [page.baseline for page in one.pages if page.baseline is not None]
    corrected = [baseline.corrected_at for baseline in baselines if baseline.corrected_at is not None]
    return {
        **_sum_json(measure, figures),
        "step": exact(measure, figures.step),
        "lost_low": exact(measure, figures.low),
        "lost_high": exact(measure, figures.high),
        "last_hour": exact(measure, figures.last_hour),
        "last_24h": exact(measure, figures.last_24h),
        "per_hour": _number(figures.per_hour),
        "age_seconds": None if figures.taken_at is None else int((as_of - figures.taken_at).total_seconds()),
        "origin": None if figures.origin is None else figures.origin.name.lower(),
        "held": any(page.held is not None for page in one.pages),
        "failing_since": _utc(min(fault.since for fault in failing)) if failing else None,
        "fault": (failing[0].kind.value if private else failing[0].kind.public) if failing else None,
        "since_end": exact(measure, figures.since_end),
        "baseline_late": any(baseline.late for baseline in baselines),
        "baseline_corrected": _utc(max(corrected)) if corrected else None,
        **measure_json(measure),
        "page": None if one.part is None else one.part.key,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
