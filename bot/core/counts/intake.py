"""Accept counts into the store: readings of sources, counts that people type, and rows of an imported file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.counts.baselines import find_baseline, settle_baseline
from bot.core.counts.guard import Accept, Guard, Hold, Verdict, judge, usual_change
from bot.core.model.campaign import Campaign, Page
from bot.core.model.measures.measure import Measure, rescale
from bot.core.model.snapshots import Failing, Held, Origin, Snapshot
from bot.core.model.source import Count, Fault, FaultKind, Reading
from bot.core.ports.counts import Added, SnapshotRow
from bot.core.ports.database import Transaction
from bot.core.ports.facts import TYPED_COUNT, TypedCount

REPEAT_WITHIN = timedelta(minutes=10)

# How far back a page's usual change is looked up, in about hourly points.
_WEEK = timedelta(days=7)
_POINTS = 7 * 24 + 1


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import. `kept` are pages whose stored baseline differs from the one now computed.

    `unsure` are pages that get no baseline from it, since rows of the file were refused. `number` names it as an act
    that can be taken back, 0 where it is none.
    """

    added: Added
    kept: tuple[Page, ...]
    number: int = 0
    unsure: tuple[Page, ...] = ()


def in_measure(reading: Reading, measure: Measure) -> Reading:
    """A reading in the whole form of a page's measure; a Fault for a number that the measure cannot have.

    That is a fraction where whole numbers are counted, the place 0, or 7.2 stars.
    """
    if isinstance(reading, Fault):
        return reading
    brought = reading if reading.decimals == measure.decimals else _rescaled(reading, measure)
    if isinstance(brought, Count) and not measure.possible(brought.value):
        return Fault(FaultKind.BAD_ANSWER, "a number that its measure cannot have")
    return brought


def _rescaled(reading: Count, measure: Measure) -> Reading:
    value = rescale(reading.value, reading.decimals, measure.decimals)
    if not measure.decimals and rescale(value, 0, reading.decimals) != reading.value:
        return Fault(FaultKind.BAD_ANSWER, "a fraction, where whole numbers are counted")
    step = max(rescale(reading.step, reading.decimals, measure.decimals), 1) if reading.step > 1 else 1
    # A whole number that is read exactly stays exact: 4 is 4.00, and not 4.00 to within 1.00.
    return replace(reading, value=value, step=step, decimals=measure.decimals)


async def take_reading(
    tx: Transaction, campaign: Campaign, page: Page, reading: Reading, guard: Guard, now: datetime,
    origin: Origin = Origin.SOURCE,
) -> Verdict:  # fmt: skip
    """Store a source's reading as a snapshot, hold it, or record it as a fault; then settle the baseline.

    A reading of another `origin` says nothing of the source: its faults and its note stay.

    A fault leaves a held reading unchanged, because it neither confirms nor contradicts it.
    """
    reading = in_measure(reading, page.measure)
    held = (await tx.snapshots.held([page.id])).get(page.id)
    verdict = await _judged(tx, page, reading, held, guard, now, origin)
    failing = Failing(verdict.kind, now) if isinstance(verdict, Fault) else None
    if origin is Origin.SOURCE:
        await tx.snapshots.set_failing(page.id, failing)
    if isinstance(verdict, Hold):
        await tx.snapshots.set_held(page.id, verdict.held)
    if isinstance(verdict, Accept):
        # If a snapshot with the same second exists (a person typed one), `add` keeps the existing one.
        await tx.snapshots.add([(page.id, verdict.snapshot)])
        await tx.snapshots.set_held(page.id, None)
    if isinstance(reading, Count) and origin is Origin.SOURCE:
        await tx.snapshots.set_note(page.id, reading.note)
    await settle_baseline(tx, campaign, page, now)
    return verdict


async def take_count(
    tx: Transaction, campaign: Campaign, page: Page, count: Count, guard: Guard, now: datetime
) -> Verdict:
    """Store a count that a person typed, then settle the baseline.

    Returns a Hold if the count is implausible: the caller asks the person to type it again. The same number within
    REPEAT_WITHIN is accepted, whatever the guard says. A typed count is not shown as held.
    """
    reading = in_measure(count, page.measure)
    verdict = await _judged(tx, page, reading, None, guard, now, Origin.MANUAL)
    if isinstance(verdict, Fault) or isinstance(reading, Fault):
        return verdict
    count = reading
    before = await tx.facts.get(TYPED_COUNT, str(page.id))
    again = before is not None and before[:2] == (count.value, count.step) and now - before.at <= REPEAT_WITHIN
    if isinstance(verdict, Hold) and again:
        verdict = Accept(Snapshot(now.replace(microsecond=0), count.value, count.step, Origin.MANUAL))
    if isinstance(verdict, Accept) and (await tx.snapshots.add([(page.id, verdict.snapshot)])).conflicts:
        # This second already has another count, and snapshots are immutable: the person repeats it a second later.
        verdict = Hold(Held(count.value, count.step, now))
    if isinstance(verdict, Hold):
        await tx.facts.put(TYPED_COUNT, str(page.id), TypedCount(count.value, count.step, now))
        return verdict
    await tx.facts.drop(TYPED_COUNT, str(page.id))
    await tx.snapshots.set_held(page.id, None)
    await settle_baseline(tx, campaign, page, now)
    return verdict


async def settle_held(
    tx: Transaction, campaign: Campaign, page: Page, shown: Held, now: datetime, *, accept: bool
) -> bool:  # fmt: skip
    """Accept or reject the held reading that a person was shown; False if it is not held any more."""
    if (await tx.snapshots.held([page.id])).get(page.id) != shown:
        return False
    await tx.snapshots.set_held(page.id, None)
    if accept:
        taken_at = shown.read_at.replace(microsecond=0)
        await tx.snapshots.add([(page.id, Snapshot(taken_at, shown.count, shown.step, Origin.SOURCE))])
        await settle_baseline(tx, campaign, page, now)
    return True


async def take_rows(
    tx: Transaction, campaign: Campaign, rows: Sequence[tuple[Page, Snapshot]], now: datetime
) -> Imported:  # fmt: skip
    """Store snapshots without applying the guard, then settle the baselines of their pages."""
    pages = {page.id: page for page, _ in rows}
    added = await tx.snapshots.add([(page.id, snapshot) for page, snapshot in rows])
    return await _settled(tx, campaign, pages.values() if not added.conflicts else (), added, now)


async def add_rows(
    tx: Transaction, campaign: Campaign, pages: Iterable[Page], rows: Sequence[SnapshotRow], now: datetime,
    *, settle: bool = True,
) -> Imported:  # fmt: skip
    """Store rows of these pages without applying the guard, then settle their baselines.

    Without `settle`, or where a row contradicts a count that is stored, no baseline is settled: one of the rows that
    are refused may be the first count.
    """
    added = await tx.snapshots.add_rows(rows)
    return await _settled(tx, campaign, pages if settle and not added.conflicts else (), added, now)


async def _settled(
    tx: Transaction, campaign: Campaign, pages: Iterable[Page], added: Added, now: datetime
) -> Imported:  # fmt: skip
    kept = []
    for page in pages:
        settled = await settle_baseline(tx, campaign, page, now)
        found = await find_baseline(tx, campaign, page, now)
        if settled and found and settled.snapshot != found.snapshot:
            kept.append(page)
    return Imported(added, tuple(kept))


async def _judged(
    tx: Transaction, page: Page, reading: Reading, held: Held | None, guard: Guard, now: datetime, origin: Origin
) -> Verdict:
    last = (await tx.snapshots.at([page.id], [now]))[0].get(page.id)
    verdict = judge(reading, last, held, 0, guard, now, origin)
    if isinstance(verdict, Hold):
        # The usual change costs 169 seeks, and only a reading that breaks the first rule needs it.
        usual = usual_change(await tx.snapshots.series(page.id, now - _WEEK, now, _POINTS))
        verdict = judge(reading, last, held, usual, guard, now, origin)
    return verdict
