"""Reads what the verdict on an event needs: the counts before the campaign and over the event, with similar pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.events.kind import DAY, HOUR
from bot.core.events.verdict.comparison import LEAST_CONTROLS, Path, compare
from bot.core.events.verdict.effect import MOST_MISSING, Effect, Finding, Unclear, Why, estimate_effect
from bot.core.model.campaign import Campaign, Page, part_name
from bot.core.model.event import Event
from bot.core.model.measures.interval import MOST_DAYS
from bot.core.model.measures.measure import Measure
from bot.core.model.reply import Value
from bot.core.model.snapshots import Snapshot
from bot.core.ports.database import Transaction

FRESH = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class EventVerdict:
    """What is found of one target, or of one page of it where the measure does not add up.

    `alone` compares it with its own days before the campaign, `compared` with the similar pages; None where the
    campaign follows none. `left_out` is how many of these it is told without, since their figures do not bear it.
    """

    name: Value
    measure: Measure
    alone: Finding
    compared: Finding | None = None
    left_out: int = 0

    @property
    def best(self) -> Finding:
        """The comparison where it gives an answer, else the finding alone."""
        return self.compared if isinstance(self.compared, Effect) else self.alone

    @property
    def beyond(self) -> bool:
        """Whether the best answer is a change beyond the usual."""
        return isinstance(self.best, Effect) and not self.best.usual


async def find_verdicts(
    tx: Transaction, campaign: Campaign, event: Event, first: datetime, last: datetime
) -> list[EventVerdict]:
    """The verdict on each target of the headline for the time from `first` to `last`, such as the event itself.

    The usual is always that of the days before the campaign, or before the event where it began earlier.
    """
    subjects = list(_subjects(campaign))
    begin = min(campaign.starts_at, event.starts_at)
    hours = [begin - HOUR * back for back in range(MOST_DAYS * 24, -1, -1)]
    wanted = {page.id for _, pages in subjects for page in pages} | {page.id for page in campaign.control_pages}
    read = _Read(hours, first, last, await tx.snapshots.at(sorted(wanted), [*hours, first, last]))
    return [_verdict(read, name, pages, campaign.control_pages) for name, pages in subjects]


def _subjects(campaign: Campaign) -> list[tuple[Value, tuple[Page, ...]]]:
    """The targets of the headline with their pages; each page alone where their numbers do not add up."""
    headline = set(campaign.headline_pages)
    found: list[tuple[Value, tuple[Page, ...]]] = []
    for target in campaign.targets:
        pages = tuple(page for page in target.pages if page in headline)
        if len(pages) > 1 and not pages[0].measure.kind.adds_up:
            found += [(part_name(target, page), (page,)) for page in pages]
        elif pages:
            found.append((target.name, pages))
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """Each page's last count at or before each of `hours`, then at `first` and at `last`."""

    hours: Sequence[datetime]
    first: datetime
    last: datetime
    found: Sequence[Mapping[int, Snapshot]]

    def whole(self, pages: Sequence[Page]) -> "Unclear | tuple[list[dict[int, Snapshot]], float]":
        """The counts of these pages at the hours that all have one, at the two moments, and the share that is missing.

        Unclear where they do not allow an estimate.
        """
        ids = [page.id for page in pages]
        here = [{page: counts[page] for page in ids if page in counts} for counts in self.found]
        *before, first, last = here
        if len(last) < len(ids):
            return Unclear(Why.HIDDEN)
        if _rounded(first) or _rounded(last):
            return Unclear(Why.ROUNDED)
        history: list[tuple[datetime, dict[int, Snapshot]]] = []
        exact: dict[int, Snapshot] = {}
        typed = 0
        for moment, counts in zip(self.hours, before, strict=True):
            exact = {**exact, **{page: one for page, one in counts.items() if one.step == 1}}
            if len(exact) == len(ids):
                history.append((moment, exact))
                typed += _rounded(counts)
        # A rounded count among exact ones is no reading; many of them are what the number is.
        if typed > MOST_MISSING * len(history) or (not history and any(_rounded(counts) for counts in before)):
            return Unclear(Why.ROUNDED)
        if len(first) < len(ids) or not history:
            return Unclear(Why.SHORT)
        gaps = sum(_age(counts, moment) >= HOUR for moment, counts in history)
        kept = [counts for _, counts in history]
        stale = max(_age(first, self.first), _age(last, self.last)) > FRESH
        return [*kept, first, last], 1.0 if stale else gaps / len(history)

    def bears(self, page: Page) -> bool:
        """Whether a control page's own figures allow a comparison: exact, and whole before and over the event.

        One that does not would take the comparison with all the others away.
        """
        found = self.whole([page])
        if isinstance(found, Unclear):
            return False
        counts, missing = found
        path = _path(counts, [page])
        own = estimate_effect(path.history, path.change, self.days, missing)
        return isinstance(own, Effect) or own.why is Why.CONSTANT

    @property
    def days(self) -> float:
        """The length of the time that is judged."""
        return (self.last - self.first) / DAY


def _verdict(read: _Read, name: Value, pages: Sequence[Page], controls: Sequence[Page]) -> EventVerdict:
    found, measure = read.whole(pages), pages[0].measure
    if isinstance(found, Unclear):
        return EventVerdict(name, measure, found, found if controls else None)
    counts, missing = found
    path = _path(counts, pages)
    verdict = EventVerdict(name, measure, estimate_effect(path.history, path.change, read.days, missing))
    if not controls:
        return verdict
    borne = [page for page in controls if read.bears(page)]
    # With too few of them the reason is told instead, which is that of all.
    used = borne if len(borne) >= LEAST_CONTROLS else controls
    together = read.whole([*pages, *used])
    if isinstance(together, Unclear):
        return replace(verdict, compared=together)
    counts, missing = together
    paths = [_path(counts, [page]) for page in used]
    compared = compare(measure, _path(counts, pages), paths, read.days, missing)
    return replace(verdict, compared=compared, left_out=len(controls) - len(used))


def _path(counts: Sequence[Mapping[int, Snapshot]], pages: Sequence[Page]) -> Path:
    *history, first, last = [sum(here[page.id].count for page in pages) for here in counts]
    return Path(history, last - first)


def _rounded(here: Mapping[int, Snapshot]) -> bool:
    return any(one.step > 1 for one in here.values())


def _age(here: Mapping[int, Snapshot], moment: datetime) -> timedelta:
    return max(moment - one.taken_at for one in here.values())
