"""Take one act back: its snapshots go, and baselines become what they would be without it."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.counts.baselines import settle_baseline
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.model.roles import OPERATOR, Actor, Role
from bot.core.model.snapshots import Baseline, Snapshot
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from bot.core.ports.database import Transaction
from bot.core.ports.facts import UNSURE_IMPORT
from bot.core.ports.people import Act

LONGEST_NUMBER = 9
"""Digits of the longest number that is looked for."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: how many counts, and of how many pages the baseline changed."""

    counts: int
    baselines: int


def may_undo(act: Import, by: Actor) -> bool:
    """Whether they may take the act back: their own, or any as an organizer or the operator."""
    return by.role == OPERATOR or act.pseudonym == by.pseudonym or Role(by.role).covers(Role.ORGANIZER)


async def find_act(tx: Transaction, campaigns: Iterable[Campaign], word: str) -> tuple[Campaign, Import]:
    """The act that a typed number names, with its campaign. Raises Refusal where none of the campaigns has it."""
    act = await tx.imports.get(int(word)) if word.isdecimal() and len(word) <= LONGEST_NUMBER else None
    campaign = next((one for one in campaigns if act is not None and one.slug == act.campaign), None)
    if act is None or campaign is None:
        raise Refusal(Text("undo-unknown", {"number": word}))
    return campaign, act


async def check_undo(tx: Transaction, campaign: Campaign, act: Import, by: Actor, now: datetime) -> None:
    """Raise Refusal where they may not take the act back, or it is part of the figures of a campaign that is over."""
    if not may_undo(act, by):
        raise Refusal(Text("undo-others"))
    if await is_final(tx, campaign, act, now):
        raise Refusal(Text("undo-ended", {"title": campaign.title}))


async def is_final(tx: Transaction, campaign: Campaign, act: Import, now: datetime) -> bool:
    """Whether the campaign is over and the act was done before its end; what came later can still be taken back."""
    end = campaign.ends_at
    return end is not None and now >= end and await _done_at(tx, act) < end


async def _done_at(tx: Transaction, act: Import) -> datetime:
    """When the act was done: of a typed count its own time, since the act's is rounded where others could see it."""
    parts = await tx.imports.pages(act.id) if act.kind is ImportKind.COUNT else ()
    newest = max((moment for part in parts for moment in part.moments), default=0)
    return datetime.fromtimestamp(newest, UTC) if newest else act.at


async def undo(tx: Transaction, campaign: Campaign, act: Import, now: datetime, by: Actor, noted: datetime) -> Undone:
    """Take an act back and write that to the audit log. Raises Refusal if it is taken back already.

    `noted` is the time that is kept: rounded where the exact one would identify the person.
    Snapshots that came in with another act too, and everything that came later, stay.
    """
    if not await tx.imports.undo(act.id, noted):
        raise Refusal(Text("undo-already"))
    counts = baselines = 0
    for part in await tx.imports.pages(act.id):
        if await tx.facts.get(UNSURE_IMPORT, str(part.page)) == act.id:
            await tx.facts.drop(UNSURE_IMPORT, str(part.page))
        counts += await _remove(tx, part)
        was = (await tx.snapshots.baselines([part.page])).get(part.page)
        baselines += await _settle_again(tx, campaign, part, was, now)
    done = "count-undone" if act.kind is ImportKind.COUNT else "file-undone"
    await tx.audit.write(Act(noted, campaign.slug, by.role, by.pseudonym, done, str(act.id)))
    return Undone(counts, baselines)


async def _remove(tx: Transaction, part: ImportedPage) -> int:
    """Delete the act's snapshots but those that belong to another act that stands; returns how many."""
    others = await tx.imports.claimed(part.page, part.moments)
    own = array("q", (moment for moment, other in zip(part.moments, others, strict=True) if not other))
    return await tx.snapshots.remove(part.page, own)


async def _settle_again(
    tx: Transaction, campaign: Campaign, part: ImportedPage, was: Baseline | None, now: datetime
) -> bool:  # fmt: skip
    """Give the page the baseline that it would have without the act; whether that is another one.

    That is the one before the act, if its snapshot is still there, else what the snapshots say now.
    """
    if was is None or not (part.settled or await _is_gone(tx, part.page, was.snapshot)):
        return False
    if part.before is not None and not await _is_gone(tx, part.page, part.before.snapshot):
        await tx.snapshots.set_baseline(part.page, part.before)
    else:
        await tx.snapshots.drop_baseline(part.page)
    page = next((page for page in campaign.pages if page.id == part.page), None)
    if page is not None:
        await settle_baseline(tx, campaign, page, now)
    after = (await tx.snapshots.baselines([part.page])).get(part.page)
    return after is None or after.snapshot != was.snapshot


async def _is_gone(tx: Transaction, page: int, snapshot: Snapshot) -> bool:
    """Whether this snapshot is not stored any more."""
    found = (await tx.snapshots.at([page], [snapshot.taken_at]))[0].get(page)
    return found is None or (found.taken_at, found.count, found.step) != (
        snapshot.taken_at, snapshot.count, snapshot.step,
    )  # fmt: skip
