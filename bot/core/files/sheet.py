"""Counts as people keep them in files: each row as a snapshot of one of the campaign's pages, or refused."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.files.cells import clean, read_number, read_step
from bot.core.files.counts_csv import AHEAD, EARLIEST, SHOWN, Line, Wrong
from bot.core.files.sheet_columns import WHOSE, HeadFinder, Rows
from bot.core.files.sheet_form import Choice, ColumnNames, Sheet
from bot.core.files.sheet_times import TimeReader, find_order, is_serial, join_clock
from bot.core.model.campaign import Campaign, Page
from bot.core.model.input.letters import fold
from bot.core.model.measures.texts import measure_name
from bot.core.model.measures.texts import number as shown_number
from bot.core.model.reply import Text
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.model.source import Source, is_meant

MISSING = frozenset({"", "-", "–", "—", "n/a", "#n/a", "null", "none", "nan"})
"""What stands in a table of many pages where one has no count."""


@dataclass(slots=True)
class SheetReader:
    """Reads the rows of one file; `rows` begins it anew each time, since it is gone through twice."""

    rows: Callable[[], Rows]
    campaign: Campaign
    sources: Mapping[str, Source]
    names: ColumnNames
    choice: Choice
    now: datetime
    sheet: Sheet = field(default_factory=Sheet)
    _pages: dict[str, Page | None] = field(default_factory=dict)
    _times: TimeReader = field(init=False)
    _until: datetime = field(init=False)
    _above: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._times = self._reader()
        self._until = self.now + AHEAD

    def _reader(self, *, day_first: bool | None = None, falling: bool = False) -> TimeReader:
        zone = self.sheet.zone[1] if self.sheet.zone else ZoneInfo(self.campaign.zone)
        return TimeReader(zone, self.choice, self.now, day_first, falling, self.names.words)

    @property
    def _zone(self) -> str:
        """The zone of times without one, as it is shown."""
        return self.sheet.zone[0] if self.sheet.zone else self.campaign.zone

    def _moment(self, cells: Sequence[str], of: int = 0) -> str | None:
        """The cell that says when, with the time of day and the zone from columns of their own; None without one.

        `of` is the column of a count: in tables side by side, each has its own times before it.
        """
        place, clock = self.sheet.columns.get("time"), self.sheet.columns.get("clock")
        place = max((one for one in self.sheet.more_times if one < of), default=place)
        if place is None or place >= len(cells):
            return None
        day, zone = clean(cells[place]), self.sheet.columns.get("zone")
        if day:
            self._above["time"] = day
        elif any("".join(cells[one : one + 1]).strip() for one in self._beside()):
            day = self._filled("time")
        if clock is not None and clock < len(cells):
            day = join_clock(day, clean(cells[clock]))
        return day if zone is None or zone >= len(cells) else f"{day} {clean(cells[zone])}".strip()

    def _beside(self) -> list[int]:
        """The columns of what has a day in common where the day is a merged cell: pages, times of day."""
        return [place for name, place in self.sheet.columns.items() if name in {*WHOSE, "clock"}]

    def _filled(self, name: str) -> str:
        """What stood above an empty cell: of a merged cell, the lines after its first have nothing."""
        if found := self._above.get(name, ""):
            self._say(Text("sheet-filled"))
        return found

    def look(self) -> Sheet:
        """Find the columns and how dates are written; raises SheetError."""
        times = self._reader()
        finder = HeadFinder(
            self.campaign,
            self.choice,
            self.names,
            self._page_named,
            lambda cell: not is_serial(cell) and times.read(cell) is not None,
        )
        self.sheet = finder.find(self.rows())
        ends: dict[bool, str] = {}
        order = find_order(self._moments(ends)) if self.choice.day_first is None else self.choice.day_first
        if not ends:
            deque(self._moments(ends), maxlen=0)
        told = self._reader(day_first=order)
        first, last = (told.read(ends.get(end, ""), end) for end in (False, True))
        falling = first is not None and last is not None and last < first
        self._times = self._reader(day_first=order, falling=falling)
        return self.sheet

    def _moments(self, ends: dict[bool, str]) -> Iterator[str]:
        """What stands in the columns of times; the first moment and the last, which is True, are noted in `ends`."""
        self._above.clear()
        for number, raw in self.rows():
            cell = self._moment(raw) if number > self.sheet.head else None
            if cell and any(map(str.isdigit, cell)):
                ends[bool(ends)] = cell
                yield cell

    def read(self) -> Iterator[Line | Wrong]:
        """Each row as a snapshot, or refused with its reason."""
        self._above.clear()
        for number, raw in self.rows():
            cells = [clean(cell) for cell in raw]
            if number <= self.sheet.head or not any(cells) or self._is_total(number, cells):
                continue
            if self.sheet.wide:
                yield from self._wide_row(number, cells)
            else:
                yield self._row(number, cells)
        if self._times.serial:
            self._say(Text("sheet-serial", {"given": self._times.serial}))
        if self._times.local:
            self._say(Text("sheet-zone", {"zone": self._zone}))

    def _is_total(self, number: int, cells: Sequence[str]) -> bool:
        """Whether a row adds the others up, which is said of it."""
        first = next(filter(None, cells))
        if first[0].isdigit():
            return False
        first = first.casefold().rstrip(" :")
        found = "time" in self.sheet.columns and first in self.names.total
        if found:
            self._say(Text("sheet-total", {"line": number}))
        return found

    def _wide_row(self, number: int, cells: Sequence[str]) -> Iterator[Line | Wrong]:
        time = self.sheet.columns.get("time")
        for place, page in self.sheet.wide.items():
            if time is not None and time >= len(cells):
                yield Wrong(number, Text("row-short", {"given": len(cells)}))
                return
            if place < len(cells) and cells[place].casefold() not in MISSING:
                yield self._line(number, page, self._moment(cells, place), cells[place], "")

    def _row(self, number: int, cells: Sequence[str]) -> Line | Wrong:
        given = {
            name: cells[place] for name, place in self.sheet.columns.items() if place < len(cells)
        }  # fmt: skip
        if "count" not in given or ("time" in self.sheet.columns and "time" not in given):
            return Wrong(number, Text("row-short", {"given": len(cells)}))
        page = self._page(given)
        if page is None:
            named = ":".join(filter(None, (given.get("source", ""), given.get("handle", "") or given.get("page", ""))))
            return Wrong(number, Text("row-page", {"page": named[:SHOWN]}))
        return self._line(number, page, self._moment(cells), given["count"], given.get("step", ""))

    def _page(self, given: Mapping[str, str]) -> Page | None:
        if self.choice.page is not None:
            return self.choice.page
        if not any(given.get(name) for name in WHOSE) and len(self.campaign.pages) > 1:
            given = {name: self._filled(name) for name in WHOSE}
        named, source = given.get("handle") or given.get("page") or "", given.get("source", "")
        self._above |= {name: given.get(name, "") for name in WHOSE}
        if not named and not source:
            return self.campaign.pages[0] if len(self.campaign.pages) == 1 else None
        return self._page_named(named, source)

    def _page_named(self, text: str, source: str = "") -> Page | None:
        """The campaign's page that a handle, an address, `source:handle` or a company's name means."""
        key = f"{source}\n{text}"
        if key not in self._pages:
            self._pages[key] = self._look_up(text, source.casefold())
        return self._pages[key]

    def _look_up(self, text: str, source: str) -> Page | None:
        folded = fold(text)
        pages = [page for page in self.campaign.pages if not source or page.source == source]
        for page in pages:
            if text and is_meant(page, text, self.sources):
                return page
        for target in self.campaign.targets:
            named = {fold(name) for name in (target.slug, *target.name.by_language.values())}
            own = [page for page in target.pages if page in pages]
            if folded in named and len(own) == 1:
                return own[0]
        return None

    def _line(self, number: int, page: Page, moment: str | None, count: str, step: str) -> Line | Wrong:
        taken_at = self._times.chosen() if moment is None else self._times.read(moment, page.id)
        shown = (moment or "")[:SHOWN]
        if taken_at is None:
            return Wrong(number, Text(self._times.refusal, {"given": shown, "zone": self._zone}))
        if not EARLIEST <= taken_at <= self._until:
            return Wrong(number, Text("row-time-range", {"given": shown or str(self.choice.on)}))
        found = read_number(count, page)
        if found is None:
            return Wrong(number, Text("row-count", {"given": count[:SHOWN]}))
        value, rounded_to = found
        if not page.measure.possible(value):
            measure = measure_name(page.measure)
            return Wrong(number, Text("row-measure", {"given": count[:SHOWN], "measure": measure}))
        if step:
            told = read_step(step, page)
            if told is None:
                return Wrong(number, Text("row-step", {"given": step[:SHOWN]}))
            rounded_to = told
        elif rounded_to > 1:
            self._round(count, page, rounded_to)
        return Line(number, page, Snapshot(taken_at, value, rounded_to, Origin.IMPORT))

    def _round(self, count: str, page: Page, step: int) -> None:
        """Say once of rounded numbers what they are rounded to, by the first of them."""
        if not any(text.id == "sheet-rounded" for text in self.sheet.said):
            values = {"given": count[:SHOWN], "step": shown_number(page.measure, step)}
            self.sheet.said.append(Text("sheet-rounded", values))

    def _say(self, text: Text) -> None:
        if text not in self.sheet.said:
            self.sheet.said.append(text)
