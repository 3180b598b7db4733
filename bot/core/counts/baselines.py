"""The baseline of a page: the snapshot that its loss is measured from. Stored once, replaced only by an operator."""

from datetime import datetime

from bot.core.model.campaign import Campaign, Page
from bot.core.model.snapshots import Baseline, choose_baseline
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act


async def find_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """Compute the baseline from the stored snapshots; None before the campaign starts or without a snapshot."""
    if now < campaign.starts_at:
        return None
    before = (await tx.snapshots.at([page.id], [campaign.starts_at]))[0].get(page.id)
    return choose_baseline(before, None if before else await tx.snapshots.first_after(page.id, campaign.starts_at))


async def settle_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """Return the page's stored baseline, storing it first if it can now be found; None if there is none yet.

    A stored baseline is never changed here.
    """
    stored = (await tx.snapshots.baselines([page.id])).get(page.id)
    if stored is not None:
        return stored
    found = await find_baseline(tx, campaign, page, now)
    if found is not None:
        await tx.snapshots.set_baseline(page.id, found)
    return found


async def recompute_baseline(
    tx: Transaction, campaign: Campaign, page: Page, now: datetime
) -> tuple[Baseline | None, Baseline] | None:
    """Replace the page's baseline by the one computed from the snapshots, and write this to the audit log.

    Returns the old and the new baseline, or None if nothing changed: they are equal, or no baseline can be found. A
    replacement has `corrected_at` set; replies show it next to the loss.
    """
    stored = (await tx.snapshots.baselines([page.id])).get(page.id)
    found = await find_baseline(tx, campaign, page, now)
    if found is None or (stored and (stored.snapshot, stored.late) == (found.snapshot, found.late)):
        return None
    new = Baseline(found.snapshot, found.late, now.replace(microsecond=0) if stored else None)
    await tx.snapshots.set_baseline(page.id, new)
    about = f"{page.key}: {stored.snapshot.count if stored else '-'} > {new.snapshot.count}"
    await tx.audit.write(Act(now, campaign.slug, "operator", "", "baseline", about))
    return stored, new
