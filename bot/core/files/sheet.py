"""Counts as people keep them in files: which column is what, which day a date means, which number a cell is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.files.cells import clean, read_number
from bot.core.files.counts_csv import AHEAD, EARLIEST, SHOWN, Line, Wrong
from bot.core.files.sheet_form import Choice, ColumnNames, Sheet, SheetError
from bot.core.model.campaign import Campaign, Page
from bot.core.model.input.digits import figure
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Text
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.model.source import MOST_COUNT, Source

Rows = Iterable[tuple[int, Sequence[str]]]

TITLES = 10
"""Lines that may stand above the line that names the columns."""

_EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
_DAYS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]+(.*))?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,]+(.*))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?")
_EXPORTED = ("source", "handle", "time", "count", "step")
_END_OF_DAY = time(23, 59, 59)
DAY = timedelta(days=1)


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

    def look(self) -> Sheet:
        """Find the columns and how dates are written; raises SheetError."""
        self._find_columns()
        self._find_order()
        return self.sheet

    def read(self) -> Iterator[Line | Wrong]:
        """Each row as a snapshot, or refused with its reason."""
        for number, raw in self.rows():
            cells = [clean(cell) for cell in raw]
            if number <= self.sheet.head or not any(cells):
                continue
            if self.sheet.wide:
                yield from self._wide_row(number, cells)
            else:
                yield self._row(number, cells)

    def _find_columns(self) -> None:
        first: tuple[int, list[str]] | None = None
        for looked, (number, raw) in enumerate(self.rows()):
            cells = [clean(cell) for cell in raw]
            if any(cells) and first is None:
                first = number, cells
            if looked >= TITLES or self._take_head(number, cells):
                break
        if not self.sheet.columns:
            if first is None:
                raise SheetError(Text("sheet-empty"))
            # Without a line of names, the columns are those that `export` writes.
            width = len(first[1])
            if not len(_EXPORTED) - 1 <= width <= len(_EXPORTED):
                raise SheetError(Text("sheet-no-head"))
            self.sheet.columns = dict(zip(_EXPORTED, range(width), strict=False))
        own = self.sheet.columns.keys() & {"source", "handle", "page"}
        if not own and not self.sheet.wide and self.choice.page is None:
            if len(self.campaign.pages) != 1:
                known = ", ".join(page.key for page in self.campaign.pages)
                raise SheetError(
                    Text("sheet-which-page", {"known": known}), "page", [one.key for one in self.campaign.pages]
                )
            self.sheet.said.append(Text("sheet-only-page", {"page": self.campaign.pages[0].label}))

    def _take_head(self, number: int, cells: Sequence[str]) -> bool:
        """Whether this line names the columns; then it is remembered where each is."""
        small = [figure(cell).casefold() for cell in cells]
        times = [place for place, cell in enumerate(small) if cell in self.names.time]
        if not times:
            return False
        columns = {"time": times[0]}
        for name in ("source", "handle", "page", "step"):
            found = [place for place, cell in enumerate(small) if cell in getattr(self.names, name)]
            columns |= {name: found[0]} if found else {}
        counts = {place: self.names.counts[cell] for place, cell in enumerate(small) if cell in self.names.counts}
        wide = {
            place: page
            for place, cell in enumerate(cells)
            if place not in {*columns.values(), *counts} and (page := self._page_named(cell)) is not None
        }
        if self.choice.count:
            asked = [place for place, cell in enumerate(small) if cell == self.choice.count.casefold()]
            if not asked:
                raise SheetError(
                    Text("sheet-no-column", {"given": self.choice.count, "known": ", ".join(cells)}), "count", cells
                )
            columns["count"] = asked[0]
        elif counts:
            columns["count"] = self._which_count(counts, cells)
        elif not wide:
            return False
        self.sheet.columns, self.sheet.head = columns, number
        self.sheet.wide = {} if "count" in columns else wide
        used = {*columns.values(), *self.sheet.wide}
        left = [cell for place, cell in enumerate(cells) if place not in used and cell]
        if left:
            self.sheet.said.append(Text("sheet-left-out", {"columns": ", ".join(left)}))
        return True

    def _which_count(self, counts: Mapping[int, str], cells: Sequence[str]) -> int:
        if len(counts) == 1:
            return next(iter(counts))
        page = self.choice.page
        keys = {page.measure.key} if page is not None else {one.measure.key for one in self.campaign.pages}
        fitting = [place for place, key in counts.items() if key in keys]
        if len(fitting) != 1:
            known = ", ".join(cells[place] for place in counts)
            raise SheetError(Text("sheet-which-count", {"known": known}), "count", [cells[one] for one in counts])
        return fitting[0]

    def _find_order(self) -> None:
        """Whether 3/4/2026 is a day in April or in March, where the file shows it."""
        self.sheet.day_first = self.choice.day_first
        if self.choice.day_first is not None:
            return
        place, unclear = self.sheet.columns["time"], False
        shown: set[bool] = set()
        for number, raw in self.rows():
            if number <= self.sheet.head or place >= len(raw):
                continue
            found = _DAYS.fullmatch(figure(clean(raw[place])))
            if found is None or found[2] == ".":
                continue
            first, second = int(found[1]), int(found[3])
            unclear = True
            if first > 12 or second > 12:  # noqa: PLR2004 - months
                shown.add(first > 12)  # noqa: PLR2004 - as above
        if unclear and len(shown) != 1:
            raise SheetError(Text("sheet-which-dates"), "dates", ("day-first", "month-first"))
        if shown:
            self.sheet.day_first = shown.pop()

    def _wide_row(self, number: int, cells: Sequence[str]) -> Iterator[Line | Wrong]:
        for place, page in self.sheet.wide.items():
            if place < len(cells) and cells[place]:
                yield self._line(number, page, cells[self.sheet.columns["time"]], cells[place], "")

    def _row(self, number: int, cells: Sequence[str]) -> Line | Wrong:
        given = {
            name: cells[place] for name, place in self.sheet.columns.items() if place < len(cells)
        }  # fmt: skip
        if "time" not in given or "count" not in given:
            return Wrong(number, Text("row-short", {"given": len(cells)}))
        page = self._page(given)
        if page is None:
            named = ":".join(filter(None, (given.get("source", ""), given.get("handle", "") or given.get("page", ""))))
            return Wrong(number, Text("row-page", {"page": named[:SHOWN]}))
        return self._line(number, page, given["time"], given["count"], given.get("step", ""))

    def _page(self, given: Mapping[str, str]) -> Page | None:
        if self.choice.page is not None:
            return self.choice.page
        named = given.get("handle") or given.get("page") or ""
        if not named and not given.get("source"):
            return self.campaign.pages[0]
        return self._page_named(named, given.get("source", ""))

    def _page_named(self, text: str, source: str = "") -> Page | None:
        """The campaign's page that a handle, an address, `source:handle` or a company's name means."""
        key = f"{source}\n{text}"
        if key not in self._pages:
            self._pages[key] = self._look_up(text, source.casefold())
        return self._pages[key]

    def _look_up(self, text: str, source: str) -> Page | None:
        small = text.casefold()
        pages = [page for page in self.campaign.pages if not source or page.source == source]
        for page in pages:
            if small in {page.key.casefold(), page.handle.casefold()} or self._same_handle(page, text):
                return page
        for target in self.campaign.targets:
            named = {target.slug.casefold(), *(name.casefold() for name in target.name.by_language.values())}
            own = [page for page in target.pages if page in pages]
            if small in named and len(own) == 1:
                return own[0]
        return None

    def _same_handle(self, page: Page, text: str) -> bool:
        made = self.sources.get(page.source)
        try:
            return made is not None and bool(text) and made.page(text).handle == page.handle
        except ValueError:
            return False

    def _line(self, number: int, page: Page, moment: str, count: str, step: str) -> Line | Wrong:
        taken_at = self._time(moment)
        if taken_at is None:
            return Wrong(number, Text("row-time", {"given": moment[:SHOWN]}))
        if not EARLIEST <= taken_at <= self.now + AHEAD:
            return Wrong(number, Text("row-time-range", {"given": moment[:SHOWN]}))
        found = read_number(count, page)
        if found is None:
            return Wrong(number, Text("row-count", {"given": count[:SHOWN]}))
        value, rounded_to = found
        if step:
            told = figure(step)
            if not (told.isascii() and told.isdigit() and 1 <= int(told[:SHOWN]) <= MOST_COUNT):
                return Wrong(number, Text("row-step", {"given": step[:SHOWN]}))
            rounded_to = int(told)
        return Line(number, page, Snapshot(taken_at, value, rounded_to, Origin.IMPORT))

    def _time(self, text: str) -> datetime | None:
        text = figure(text)
        try:
            if text.isascii() and (epoch := _EPOCH.fullmatch(text)):
                return datetime.fromtimestamp(int(epoch[1]), UTC)
            if len(text) > 10 and text[4] == "-":  # noqa: PLR2004 - a date alone has ten characters
                moment = datetime.fromisoformat(text.removesuffix(" UTC") + ("Z" if text.endswith(" UTC") else ""))
                return self._utc(moment.replace(microsecond=0))
            return self._spelled(text)
        except (ValueError, OverflowError, IndexError):
            return None

    def _spelled(self, text: str) -> datetime | None:
        zone_of = text.endswith(" UTC")
        text = text.removesuffix(" UTC")
        if found := _DATE.fullmatch(text):
            year, month, day, clock = int(found[1]), int(found[2]), int(found[3]), found[4]
        elif found := _DAYS.fullmatch(text):
            first, second, year, clock = int(found[1]), int(found[3]), int(found[4]), found[5]
            day, month = (first, second) if found[2] == "." or self.sheet.day_first else (second, first)
        else:
            return None
        at = self.choice.at or _END_OF_DAY
        if clock:
            hours = _CLOCK.fullmatch(clock.strip())
            if hours is None:
                return None
            hour = int(hours[1]) % 12 + 12 * (hours[4].lower() == "pm") if hours[4] else int(hours[1])
            at = time(hour, int(hours[2]), int(hours[3] or 0))
        moment = datetime.combine(datetime(year, month, day), at)  # noqa: DTZ001 - its zone comes next
        taken_at = self._utc(moment.replace(tzinfo=UTC) if zone_of else moment)
        # The day that is not over yet ends now.
        return self.now.replace(microsecond=0) if not clock and self.now < taken_at < self.now + DAY else taken_at

    def _utc(self, moment: datetime) -> datetime:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        assumed = Text("sheet-zone", {"zone": self.campaign.zone})
        if assumed not in self.sheet.said:
            self.sheet.said.append(assumed)
        return to_utc(moment, ZoneInfo(self.campaign.zone))
