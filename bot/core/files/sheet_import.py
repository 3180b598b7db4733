"""A file of counts is looked at as a whole, and then taken in as a whole: all of its rows, or none."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.counts import figures
from bot.core.counts.acts.record import record_rows
from bot.core.counts.figures import Figures, Stats
from bot.core.counts.intake import Imported, add_rows
from bot.core.files.counts_csv import Line, Wrong
from bot.core.files.kept_rows import KeptRows
from bot.core.model.campaign import Campaign, Page, page_name
from bot.core.model.errors import Refusal
from bot.core.model.measures.measure import Measure
from bot.core.model.measures.texts import moved, standing
from bot.core.model.reply import Moment, Text, listed
from bot.core.model.roles import Actor
from bot.core.ports.database import Store, Transaction
from bot.core.ports.facts import UNSURE_IMPORT
from bot.core.ports.people import Act

SHOWN_LINES = 3
YIELD_EVERY = 1000
"""Rows after which others who use the event loop have their turn."""


@dataclass(slots=True)
class Refused:
    """Rows that are refused for the same reason: how many, and the numbers of the first lines."""

    why: Text
    rows: int = 0
    lines: list[int] = field(default_factory=list)

    def text(self) -> Text:
        """The sentence that tells them."""
        return Text("import-refused", {"rows": self.rows, "why": self.why, "lines": listed(map(str, self.lines))})


@dataclass(slots=True)
class Preview:
    """What a file holds and what it would change, found without storing anything.

    `already` rows are stored already, with the same count. `refused` has one entry per reason, conflicts with counts
    that are stored already among them.
    """

    campaign: Campaign
    now: datetime
    rows: KeptRows = field(default_factory=KeptRows)
    pages: dict[int, Page] = field(default_factory=dict)
    already: int = 0
    refused: dict[str, Refused] = field(default_factory=dict)
    changes: tuple[Text, ...] = ()

    @property
    def refusals(self) -> int:
        """How many rows are refused."""
        return sum(one.rows for one in self.refused.values())

    def count(self, row: Line | Wrong) -> None:
        """Count one row."""
        if isinstance(row, Wrong):
            self.refuse(row.number, row.why)
            return
        self.rows.add(row.page.id, row.snapshot, row.number)
        self.pages.setdefault(row.page.id, row.page)

    def refuse(self, line: int, why: Text) -> None:
        """Note a row that is refused; the same fault is told once, with the cell of its first row."""
        key = f"{why.id} {why.values.get('page', '')}"
        noted = self.refused.setdefault(key, Refused(why))
        noted.rows += 1
        if len(noted.lines) < SHOWN_LINES:
            noted.lines.append(line)

    def summary(self) -> list[Text]:
        """How many rows of how many pages, and what they would change; nothing for a file without good rows."""
        if not self.rows:
            return []
        first, last = (Moment(at, self.campaign.zone, "date") for at in self.rows.between)
        counted = {"rows": len(self.rows), "pages": len(self.rows.pages)}
        lines = [Text("import-rows", {**counted, "first": first, "last": last})]
        lines += [Text("import-already", {"rows": self.already})] if self.already else []
        return [*lines, *self.changes]

    def refusal_lines(self) -> list[Text]:
        """A sentence for each reason for which rows are refused."""
        return [one.text() for one in self.refused.values()]


class _RolledBackError(Exception):
    """Ends a transaction without keeping what it did."""


async def look_at(store: Store, campaign: Campaign, rows: Iterable[Line | Wrong], now: datetime) -> Preview:
    """Go through the rows of a file and find what they would change, in a transaction that is rolled back."""
    found = Preview(campaign, now)
    for number, row in enumerate(rows):
        found.count(row)
        if number % YIELD_EVERY == 0:
            await asyncio.sleep(0)
    if found.rows:
        with suppress(_RolledBackError):
            async with store.writing() as tx:
                await _try_out(tx, found)
                raise _RolledBackError
    return found


async def take_in(tx: Transaction, found: Preview, by: Actor, *, keep_good: bool = False) -> Imported:
    """Store the rows of a file that was looked at, and note that in the audit log.

    Raises Refusal, for which the transaction is to be rolled back.

    With `keep_good` rows that are refused are left out; without it they, or one count that came in since and
    contradicts the file, are reason to take in nothing. A file with refused rows settles no baseline, because the first
    count may be one of them.
    """
    if found.refused and not keep_good:
        raise Refusal(Text("import-stopped"))
    pages = found.pages.values()
    if not found.refused:
        for page in pages:
            await tx.facts.drop(UNSURE_IMPORT, str(page.id))
    imported = await record_rows(tx, found.campaign, pages, found.rows, found.now, by, settle=not found.refused)
    if imported.added.conflicts and not keep_good:
        raise Refusal(Text("import-meanwhile"))
    act = Act(found.now, found.campaign.slug, by.role, by.pseudonym, "imported", str(imported.added.new))
    await tx.audit.write(act)
    return await _mark_unsure(tx, found, imported) if found.refused or imported.added.conflicts else imported


async def _mark_unsure(tx: Transaction, found: Preview, imported: Imported) -> Imported:
    """Keep the counts of this file from ever giving a baseline by themselves."""
    for page in found.pages if imported.number else ():
        await tx.facts.put(UNSURE_IMPORT, str(page), imported.number)
    settled = await tx.snapshots.baselines(list(found.pages)) if found.now >= found.campaign.starts_at else found.pages
    return replace(imported, unsure=tuple(page for number, page in found.pages.items() if number not in settled))


def imported_lines(found: Preview, imported: Imported) -> list[Text]:
    """What became of a file that was taken in."""
    added = imported.added
    refused = found.refusals + len(added.conflicts)
    counted = Text("imported", {"new": added.new, "already": added.already, "refused": refused})
    told = {"baseline-kept": imported.kept, "baseline-unsure": imported.unsure}
    return [counted, *(_baseline(found.campaign, text, page) for text, pages in told.items() for page in pages)]


def _baseline(campaign: Campaign, text: str, page: Page) -> Text:
    return Text(text, {"page": page_name(campaign, page), "slug": campaign.slug})


async def _store(tx: Transaction, found: Preview) -> Imported:
    pages = found.pages.values()
    return await add_rows(tx, found.campaign, pages, found.rows, found.now, settle=not found.refused)


async def _try_out(tx: Transaction, found: Preview) -> None:
    """Note conflicts and changes of figures; what was stored for it stays in the transaction."""
    before = await figures.read(tx, found.campaign, found.now)
    added = (await _store(tx, found)).added
    found.already = added.already
    for place in added.conflicts:
        found.refuse(found.rows.line(place), Text("row-conflict"))
    found.rows.drop(added.conflicts)
    found.changes = tuple(_changes(before, await figures.read(tx, found.campaign, found.now), found.pages.keys()))


def _changes(before: Stats, after: Stats, touched: Iterable[int]) -> list[Text]:
    """What becomes of the figures of those targets that have one of the `touched` pages."""
    ids = set(touched)
    told = []
    for old, new in zip(before.every_target, after.every_target, strict=True):
        if ids.isdisjoint(page.page.id for page in new.pages):
            continue
        was, is_now = _figure(new.measure, old.figures), _figure(new.measure, new.figures)
        if was == is_now:
            told.append(Text("import-same", {"page": new.name, "figure": was}))
        else:
            told.append(Text("import-now", {"page": new.name, "before": was, "after": is_now}))
    return told


def _figure(measure: Measure, known: Figures) -> Text:
    if known.now is None:
        return Text("import-no-figure")
    stands = standing(measure, known.now)
    if known.change is None:
        return stands
    return Text(
        "import-figure", {"standing": stands, "change": moved(measure, known.change, *known.change_range or ())}
    )
