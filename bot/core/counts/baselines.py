"""The baseline of a page: the snapshot that its loss is measured from. Stored once, replaced only by an operator."""

from datetime import datetime, timedelta

from bot.core.model.campaign import Campaign, Page
from bot.core.model.snapshots import Baseline, Origin, Snapshot, choose_baseline
from bot.core.ports.database import Transaction
from bot.core.ports.facts import UNSURE_IMPORT
from bot.core.ports.people import Act

SOON = timedelta(hours=48)
"""For so long after a rounded first count, an exact one within its rounding is the better baseline."""


async def find_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """Compute the baseline from the stored snapshots; None before the campaign starts or without a snapshot."""
    if now < campaign.starts_at:
        return None
    before = (await tx.snapshots.at([page.id], [campaign.starts_at]))[0].get(page.id)
    after = None if before else await tx.snapshots.first_after(page.id, campaign.starts_at)
    found = choose_baseline(before, after)
    exact = await _exact_soon_after(tx, page, found.snapshot, now) if found else None
    return Baseline(exact, late=exact.taken_at > campaign.starts_at) if exact else found


async def _exact_soon_after(tx: Transaction, page: Page, rounded: Snapshot, now: datetime) -> Snapshot | None:
    """The exact count that shows what a rounded one stands for: within SOON after it, and within its rounding."""
    if rounded.step == 1:
        return None
    until = min(now, rounded.taken_at + SOON)
    last = (await tx.snapshots.at([page.id], [until]))[0].get(page.id)
    for one in (await tx.snapshots.first_after(page.id, rounded.taken_at), last):
        near = one is not None and one.step == 1 and abs(one.count - rounded.count) <= rounded.step
        if one is not None and near and rounded.taken_at < one.taken_at <= until:
            return one
    return None


async def settle_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """Return the page's stored baseline, storing it first if it can now be found; None if there is none yet.

    A stored baseline is changed here only where it was rounded and an exact count came soon after it: that is written
    to the audit log, and replies show it next to the change. Counts of a file of which rows were refused give none:
    whoever knows the file decides, see `recompute_baseline`.
    """
    stored = (await tx.snapshots.baselines([page.id])).get(page.id)
    if stored is not None:
        exact = await _exact_soon_after(tx, page, stored.snapshot, now)
        if exact is None or await is_unsure(tx, page, exact):
            return stored
        new = Baseline(exact, exact.taken_at > campaign.starts_at, now.replace(microsecond=0))
        return await _replace(tx, campaign, page, stored, new, now)
    found = await find_baseline(tx, campaign, page, now)
    if found is None or await is_unsure(tx, page, found.snapshot):
        return None
    await tx.snapshots.set_baseline(page.id, found)
    return found


async def is_unsure(tx: Transaction, page: Page, snapshot: Snapshot) -> bool:
    """Whether a count came from a file of which rows were refused: one of these may be the true first count."""
    return snapshot.origin is Origin.IMPORT and await tx.facts.get(UNSURE_IMPORT, str(page.id)) is not None


async def recompute_baseline(
    tx: Transaction, campaign: Campaign, page: Page, now: datetime
) -> tuple[Baseline | None, Baseline] | None:
    """Replace the page's baseline by the one computed from the snapshots, and write this to the audit log.

    Returns the old and the new baseline, or None if nothing changed: they are equal, or no baseline can be found. A
    replacement has `corrected_at` set; replies show it next to the loss.
    """
    await tx.facts.drop(UNSURE_IMPORT, str(page.id))
    stored = (await tx.snapshots.baselines([page.id])).get(page.id)
    found = await find_baseline(tx, campaign, page, now)
    if found is None or (stored and (stored.snapshot, stored.late) == (found.snapshot, found.late)):
        return None
    new = Baseline(found.snapshot, found.late, now.replace(microsecond=0) if stored else None)
    return stored, await _replace(tx, campaign, page, stored, new, now)


async def _replace(
    tx: Transaction, campaign: Campaign, page: Page, old: Baseline | None, new: Baseline, now: datetime
) -> Baseline:
    await tx.snapshots.set_baseline(page.id, new)
    about = f"{page.key}: {old.snapshot.count if old else '-'} > {new.snapshot.count}"
    await tx.audit.write(Act(now, campaign.slug, "operator", "", "baseline", about))
    return new
