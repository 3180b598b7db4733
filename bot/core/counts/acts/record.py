"""Record what one act brought in: the snapshots that are its own, and the baselines that it settled."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import compress, pairwise

from bot.core.counts.guard import Accept, Guard, Verdict
from bot.core.counts.intake import Imported, add_rows, take_count
from bot.core.model.campaign import Campaign, Page
from bot.core.model.roles import Actor
from bot.core.model.snapshots import Baseline
from bot.core.model.source import Count
from bot.core.ports.counts import Import, ImportedPage, ImportKind, SnapshotRow
from bot.core.ports.database import Transaction

AT_ONCE = 2000
_STORED, _REFUSED = 1, 2


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a typed count: its number as an act, and the rounded baseline that gave way to it, if any."""

    verdict: Verdict
    number: int = 0
    gave_way: Baseline | None = None


async def record_count(
    tx: Transaction, campaign: Campaign, page: Page, count: Count, guard: Guard, now: datetime, *, by: Actor,
    noted: datetime,
) -> Typed:  # fmt: skip
    """Take a count that a person typed, see `take_count`, as an act that can be taken back.

    `noted` is the time that the act is kept with: rounded where the exact one would identify the person.
    """
    before = await tx.snapshots.baselines([page.id])
    last = (await tx.snapshots.at([page.id], [now]))[0].get(page.id)
    verdict = await take_count(tx, campaign, page, count, guard, now)
    if not isinstance(verdict, Accept):
        return Typed(verdict)
    moment = int(verdict.snapshot.taken_at.timestamp())
    known = last is not None and last.taken_at == verdict.snapshot.taken_at
    new, old = ({}, {page.id: [moment]}) if known else ({page.id: [moment]}, {})
    act = Import(campaign.slug, ImportKind.COUNT, noted, by.role, by.pseudonym, len(new))
    number = await _record(tx, act, [page.id], new, old, before)
    after = (await tx.snapshots.baselines([page.id])).get(page.id)
    was = before.get(page.id)
    rounded = was is not None and was.snapshot.step > 1 and was != after
    return Typed(verdict, number, was if rounded else None)


async def record_rows(
    tx: Transaction, campaign: Campaign, pages: Iterable[Page], rows: Sequence[SnapshotRow], now: datetime, by: Actor,
    *, settle: bool = True,
) -> Imported:  # fmt: skip
    """Store the rows of a file, see `add_rows`, as an act that can be taken back.

    Its `number` is 0 if nothing changed.
    """
    pages = list(pages)
    ids = [page.id for page in pages]
    before = await tx.snapshots.baselines(ids)
    imported = await add_rows(tx, campaign, pages, rows, now, settle=settle)
    # A million rows: arrays and a byte for each row, since lists and sets of numbers would take 100 MB.
    fate = bytearray(len(rows))
    for places, became in ((imported.added.stored, _STORED), (imported.added.conflicts, _REFUSED)):
        for place in places:
            fate[place] = became
    new: dict[int, array[int]] = defaultdict(_times)
    old: dict[int, array[int]] = defaultdict(_times)
    for start in range(0, len(rows), AT_ONCE):
        for place, (page, moment, *_) in enumerate(rows[start : start + AT_ONCE], start):
            if fate[place] != _REFUSED:
                (old if fate[place] else new)[page].append(moment)
    act = Import(campaign.slug, ImportKind.FILE, now, by.role, by.pseudonym, imported.added.new)
    return replace(imported, number=await _record(tx, act, ids, new, old, before))


async def _record(
    tx: Transaction,
    act: Import,
    pages: Sequence[int],
    new: Mapping[int, Sequence[int]],
    old: Mapping[int, Sequence[int]],
    before: Mapping[int, Baseline],
) -> int:
    """Store the act; returns its number, 0 if it changed nothing.

    Its own are the snapshots that are `new`, and those of `old` that belong to another act that stands: were that one
    taken back, they would still have come in with this one.
    """
    after = await tx.snapshots.baselines(pages)
    found = []
    for page in pages:
        known = _ascending(old.get(page, ()))
        own = array("q", new.get(page, ()))
        own.extend(compress(known, await tx.imports.claimed(page, known)))
        settled = before.get(page) != after.get(page)
        if own or settled:
            found.append(ImportedPage(page, _ascending(own), settled, before.get(page)))
    # A file that is sent once more as it was is no act: to take it back would change nothing.
    changed = act.rows or act.kind is ImportKind.COUNT or any(one.settled for one in found)
    return await tx.imports.add(act, found) if found and changed else 0


def _times() -> "array[int]":
    return array("q")


def _ascending(moments: Sequence[int]) -> Sequence[int]:
    """The times in their order; most files have it already, and sorting a million of them takes 40 MB."""
    return moments if all(one < other for one, other in pairwise(moments)) else sorted(set(moments))
