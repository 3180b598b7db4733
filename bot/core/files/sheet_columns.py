"""Which column of a file of counts is what: by the line that names them, or by what stands in them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core.files.cells import clean, read_number
from bot.core.files.sheet_form import Choice, ColumnNames, Sheet, SheetError
from bot.core.files.sheet_times import join_clock
from bot.core.model.campaign import Campaign, Page, page_name
from bot.core.model.input.digits import figure
from bot.core.model.input.zone_words import zone_of_head
from bot.core.model.reply import Text, listed

Rows = Iterable[tuple[int, Sequence[str]]]

TITLES = 10
"""Lines that may stand above the line that names the columns."""

_EXPORTED = ("source", "handle", "time", "count", "step")
WHOSE = ("source", "handle", "page")


@dataclass(slots=True)
class HeadFinder:
    """Finds the columns of one file. `page_named` is the page that a text means, `is_time` tells moments."""

    campaign: Campaign
    choice: Choice
    names: ColumnNames
    page_named: Callable[[str, str], Page | None]
    is_time: Callable[[str], bool]
    lacking: SheetError | None = field(default=None, init=False)
    _rows: Sequence[tuple[int, Sequence[str]]] = field(default=(), init=False)

    def find(self, rows: Rows) -> Sheet:
        """Where each column is. Raises SheetError, which says what the file does not."""
        cleaned = ((looked, number, [clean(cell) for cell in raw]) for looked, (number, raw) in enumerate(rows))
        lines = list(islice((line for line in cleaned if any(line[2])), TITLES + 2))
        if not lines:
            raise SheetError(Text("sheet-empty"))
        self._rows = [(number, cells) for _, number, cells in lines]
        for place, (looked, number, cells) in enumerate(lines):
            if looked > TITLES:
                break
            below = lines[place + 1][1:] if place + 1 < len(lines) else (number, [])
            # Names without a row below them are none.
            sheet, head = self._of_two(cells, *below) if place + 2 < len(lines) else (None, cells)
            # A title stands alone in its line; a count may too, where its file has nothing else.
            alone = cells[0].casefold() in self.names.counts and not any(map(any, (cells[1:], below[1][1:])))
            if sheet is None and (alone or sum(map(bool, cells)) > 1):
                sheet, head = self._named(number, cells), cells
            if sheet is not None:
                row = next((row for _, line, row in lines if line > sheet.head), ())
                return self._whose(self._completed(sheet, head, row))
        return self._whose(self._unnamed(*lines[0][1:]))

    def _of_two(self, upper: Sequence[str], number: int, lower: Sequence[str]) -> tuple[Sheet | None, Sequence[str]]:
        """What two lines of names say together: companies, each above one or more columns, over what is counted.

        None where the second has anything but names, or where the first is a title or says enough without the second.
        """
        if any(any(map(str.isdigit, cell)) for cell in lower) or not any(upper[1:]):
            return None, ()
        joined: list[str] = []
        above = ""
        for place in range(max(len(upper), len(lower))):
            own, under = ("".join(line[place : place + 1]) for line in (upper, lower))
            # A merged cell stands in the first of its columns alone.
            above = own or (above if under else "")
            joined.append(f"{above} {under}".strip())
        try:
            sheet = self._named(number, joined)
            named = sheet is not None and (bool(sheet.wide) or self._named(number, upper) is not None)
        except SheetError:
            return None, ()
        return (sheet, joined) if named else (None, ())

    def _named(self, number: int, cells: Sequence[str]) -> Sheet | None:
        """What a line names, if it names enough; else what it lacks is remembered."""
        small = [figure(cell).casefold() for cell in cells]
        columns: dict[str, int] = {}
        for name in ("time", *WHOSE, "step"):
            found = [place for place, cell in enumerate(small) if cell in getattr(self.names, name)]
            columns |= {name: found[0]} if found else {}
        counts = {place: self.names.counts[cell] for place, cell in enumerate(small) if cell in self.names.counts}
        rest = [place for place, cell in enumerate(small) if cell and place not in {*columns.values(), *counts}]
        wide = {place: page for place in rest if (page := self._wide(cells[place])) is not None}
        rest = [place for place in rest if place not in wide]
        if "time" not in columns:
            like = [place for place in rest if self._like_time(small[place])] or self._times_below(number, cells, rest)
            columns |= {"time": like[0]} if like else {}
            rest = [place for place in rest if place not in like[:1]]
        alike = {place: key for place in rest if (key := self._like_count(small[place])) is not None}
        own = {place: key for place, key in alike.items() if key in self._counted()}
        # `Page likes` beside `Followers`: a page of likes counts the first.
        fits = any(key in self._counted() or small[place] in self.names.plain for place, key in counts.items())
        counts = own if own and not fits else counts or alike
        timed = "time" in columns or self.choice.on is not None
        if self.choice.count:
            asked = [place for place, cell in enumerate(small) if cell == self.choice.count.casefold()]
            if not asked and not timed:
                return None
            if not asked:
                known = [cell for cell in cells if cell]
                text = Text("sheet-no-column", {"given": self.choice.count, "known": listed(known)})
                raise SheetError(text, "count", known)
            columns["count"] = asked[0]
        elif counts and not (wide and not any(counts.values())):
            columns["count"] = self._which_count(counts, small, cells) if timed or len(counts) == 1 else min(counts)
        if not timed or not ("count" in columns or wide):
            self._remember(columns, wide, cells)
            return None
        sheet = Sheet(columns, {} if "count" in columns else self._one_each(wide, cells), number)
        if "count" in columns and small[columns["count"]] == "total followers":
            sheet.said.append(Text("sheet-maybe-gains", {"column": cells[columns["count"]]}))
        return sheet

    def _times_below(self, number: int, cells: Sequence[str], places: Iterable[int]) -> list[int]:
        """The one column whose name says nothing, such as `ts`, over cells that are times; none where several are."""
        row = next((row for line, row in self._rows if line > number), ())
        found = [one for one in places if one < len(row) and self.is_time(row[one]) and not self.is_time(cells[one])]
        return found if len(found) == 1 else []

    def _completed(self, sheet: Sheet, head: Sequence[str], row: Sequence[str]) -> Sheet:
        """The same file, with the column of the time of day and the zone that the head names, and what is left out."""
        time = sheet.columns.get("time")
        if time is not None:
            sheet.zone = zone_of_head(head[time], self.names.words)
            zones = [place for place, name in enumerate(head) if place != time and name.casefold() in self.names.zone]
            sheet.columns |= {"zone": zones[0]} if zones else {}
            cells = dict(enumerate(map(clean, row)))
            day = cells.get(time, "")
            clocks = [
                place
                for place, name in enumerate(head)
                if place != time and self._says_time(figure(name).casefold())
                and join_clock(day, cells.get(place, "")) != day
            ]  # fmt: skip
            sheet.columns |= {"clock": clocks[0]} if clocks else {}
            beside = range(min(sheet.wide, default=len(head)), len(head))
            sheet.more_times = tuple(
                one for one in beside if head[one].casefold() in self.names.time and one not in sheet.columns.values()
            )
        used = {*sheet.columns.values(), *sheet.wide, *sheet.more_times}
        left = [cell for place, cell in enumerate(head) if place not in used and cell]
        if left:
            sheet.said.insert(0, Text("sheet-left-out", {"columns": listed(left)}))
        return sheet

    def _says_time(self, small: str) -> bool:
        return small in self.names.time or self._like_time(small)

    def _remember(self, columns: Mapping[str, int], wide: Mapping[int, Page], cells: Sequence[str]) -> None:
        if self.lacking is not None:
            return
        others = [cell for place, cell in enumerate(cells) if cell and place not in columns.values()]
        if "time" in columns:
            text = Text("sheet-no-count", {"time": cells[columns["time"]], "known": listed(others)})
            self.lacking = SheetError(text, "count", others) if others else None
        elif "count" in columns or wide:
            counted = cells[columns["count"]] if "count" in columns else listed(cells[place] for place in wide)
            self.lacking = SheetError(Text("sheet-no-time", {"columns": counted}), "at")

    def _unnamed(self, number: int, cells: Sequence[str]) -> Sheet:
        """The columns of a file without a line of names: those that `export` writes, or a time and a count."""
        if len(cells) == 2:  # noqa: PLR2004 - a time and a count
            for time, count in ((0, 1), (1, 0)):
                if self.is_time(cells[time]) and read_number(cells[count], self.campaign.pages[0]) is not None:
                    return Sheet({"time": time, "count": count}, head=number - 1)
        if len(_EXPORTED) - 1 <= len(cells) <= len(_EXPORTED) and self.is_time(cells[_EXPORTED.index("time")]):
            return Sheet(dict(zip(_EXPORTED, range(len(cells)), strict=False)), head=number - 1)
        raise self.lacking or SheetError(Text("sheet-no-head"))

    def _whose(self, sheet: Sheet) -> Sheet:
        """The same file, once it is clear whose counts it has."""
        if not sheet.columns.keys() & set(WHOSE) and not sheet.wide and self.choice.page is None:
            known = [page.key for page in self.campaign.pages]
            if len(known) != 1:
                raise SheetError(Text("sheet-which-page", {"known": listed(known)}), "page", known)
            only = page_name(self.campaign, self.campaign.pages[0])
            sheet.said.append(Text("sheet-only-page", {"page": only}))
        return sheet

    def _counted(self) -> set[str]:
        """The keys of what the pages count that the file may be of."""
        return {page.measure.key for page in ([self.choice.page] if self.choice.page else self.campaign.pages)}

    def _which_count(self, counts: Mapping[int, str], small: Sequence[str], cells: Sequence[str]) -> int:
        if len(counts) == 1:
            return next(iter(counts))
        fitting = [place for place, key in counts.items() if key in self._counted()]
        generic = {name for name, key in self.names.counts.items() if not key}
        whole = [place for place in fitting or counts if _has(small[place], generic)]
        chosen = fitting if len(fitting) == 1 else whole
        if len(chosen) != 1:
            known = [cells[place] for place in counts]
            raise SheetError(Text("sheet-which-count", {"known": listed(known)}), "count", known)
        return chosen[0]

    def _one_each(self, wide: Mapping[int, Page], cells: Sequence[str]) -> dict[int, Page]:
        """One column for each page: of several, that of what the page counts. Raises SheetError where none is."""
        found: dict[int, Page] = {}
        for page in dict.fromkeys(wide.values()):
            own = [place for place, one in wide.items() if one == page]
            fitting = [place for place in own if self._like_count(cells[place].casefold()) == page.measure.key]
            chosen = own if len(own) == 1 else fitting
            if len(chosen) != 1:
                known = [cells[place] for place in own]
                raise SheetError(Text("sheet-which-count", {"known": listed(known)}), "count", known)
            found[chosen[0]] = page
        return dict(sorted(found.items()))

    def _wide(self, cell: str) -> Page | None:
        """The page whose counts stand under this name: `Inwi`, `Inwi likes`, `Inwi (Facebook)`."""
        page = self.page_named(cell, "")
        if page is not None:
            return page
        words = [word for word in re.split(r"[\s()\[\]|/:–—]+", cell) if word]
        own = {page.source for page in self.campaign.pages}
        sources = [word for word in words if word.casefold() in own]
        rest = [word for word in words if word not in sources and word.casefold() not in self.names.counts]
        if len(sources) > 1 or not rest or len(rest) == len(words):
            return None
        return self.page_named(" ".join(rest), "".join(sources).casefold())

    def _like_count(self, small: str) -> str | None:
        """The measure's key that a name such as `total followers` speaks of, "" for any; None for no count."""
        keys = {key for name, key in self.names.counts.items() if _has(small, {name})}
        named = keys - {""}
        return named.pop() if len(named) == 1 else ("" if keys else None)

    def _like_time(self, small: str) -> bool:
        """Whether a name such as `date (utc)` is of a time, and not of what is counted a day."""
        words = _words(small)
        ends = {*words[:1], *words[-1:]}
        named = small not in self.names.zone and not ends.isdisjoint(self.names.time)
        return named and self._like_count(small) is None


def _words(small: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", small) if word]


def _has(small: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a text as whole words."""
    text = f" {' '.join(_words(small))} "
    return any(f" {' '.join(_words(name))} " in text for name in names)
