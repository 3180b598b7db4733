"""Which snapshot a page's losses are counted from: found, stored once it is known, changed only on purpose."""

from datetime import datetime

from bot.core.model.campaign import Campaign, Page
from bot.core.model.snapshots import Baseline, choose_baseline
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act


async def find_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """The baseline that the stored snapshots give; None before the start, when a later snapshot may still come."""
    if now < campaign.starts_at:
        return None
    before = (await tx.snapshots.at([page.id], [campaign.starts_at]))[0].get(page.id)
    return choose_baseline(before, None if before else await tx.snapshots.first_after(page.id, campaign.starts_at))


async def settle_baseline(tx: Transaction, campaign: Campaign, page: Page, now: datetime) -> Baseline | None:
    """The page's stored baseline, stored now if it has become known; None while it is not. It never changes one."""
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
    """Replace the page's baseline by the one that the snapshots give, and write it in the audit log.

    The old one and the new one; None, and nothing changed, where they are the same or there is none to be found. A
    replaced one bears `corrected_at`, which is said wherever its loss is.
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
