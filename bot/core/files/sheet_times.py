"""Moments as people write them in files of counts, and whether 3/4/2026 is a day in April or in March."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.core.files.sheet_form import Choice, SheetError
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold, without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.zone_words import zone_beside
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Text

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)

_EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
_DAYS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=[/.])\d{2})(?:[ T,]+(.*))?")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[ -]([^\d-]+?)\.?,?[ -](\d{4}|(?<=-)\d{2})(?:,? +(.*))?")
_MONTH_AND_DAY = re.compile(r"([^\d]+?)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? +(.*))?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,]+(.*))?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?:[ T]+(.*)|(?=\d{6}$)(.*))?")
_COMPACT_CLOCK = re.compile(r"(\d{2})(\d{2})(\d{2})?(?!\d|[:h])")
_WEEKDAY = re.compile(r"([^\W\d_]+)\.?[,،]? +")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_FROM, _SERIALS = datetime(1899, 12, 30), range(36_526, 73_051)  # noqa: DTZ001 - a workbook's days have no zone
"""Day 0 of workbooks, and the numbers of their days from 2000 to 2099."""
_CLOCK = re.compile(r"(?:([^\W\d_]+) )?(\d{1,2})(?: ?[:h] ?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?| ?h)(?!\d)(.*)")
_LONGEST_PART = 2
"""Words of a part of the day, such as "du soir"."""


def read_at(text: str) -> tuple[date | None, time | None]:
    """The day and the time of day that somebody says of a file: 12:00, 2026-08-05, or both. Raises ValueError."""
    told = figure(text.strip())
    if ":" in told and "-" not in told:
        return None, time.fromisoformat(told)
    moment = datetime.fromisoformat(told)
    return moment.date(), moment.time() if ":" in told else None


def join_clock(day: str, clock: str) -> str:
    """The cells of a day and of a time of day as one moment, whichever is which; the first where neither is a time."""
    if is_clock(day) and ":" not in clock:
        day, clock = clock, day
    return f"{day} {clock}" if is_clock(clock) and ":" not in day else day


def is_clock(cell: str) -> bool:
    """Whether a cell has a time of day and nothing else."""
    found = _CLOCK.fullmatch(figure(without_marks(cell)))
    return found is not None and not any(map(str.isdigit, found[5]))


def is_serial(cell: str) -> bool:
    """Whether a cell has a day as workbooks count them: 45509, or 45509.5 for its noon."""
    return cell.isascii() and _SERIAL.fullmatch(cell) is not None and int(cell[:5]) in _SERIALS


def find_order(cells: Iterable[str]) -> bool | None:
    """Whether 3/4/2026 has the day first, as these cells show it; None where there are no such dates.

    Raises SheetError for such dates of which none, or some in each way, have a number that is no month.
    """
    unclear = False
    shown: set[bool] = set()
    for cell in cells:
        if cell[4:5] == "-" or (found := _DAYS.fullmatch(figure(cell))) is None or found[2] == ".":
            continue
        first, second = int(found[1]), int(found[3])
        unclear = True
        if first > 12 or second > 12:  # noqa: PLR2004 - months
            shown.add(first > 12)  # noqa: PLR2004 - as above
    if unclear and len(shown) != 1:
        raise SheetError(Text("sheet-which-dates"), "dates", ("day-first", "month-first"))
    return shown.pop() if shown else None


@dataclass(slots=True)
class TimeReader:
    """Reads the moments of one file. `local` says whether one without a zone was met, which was read in `zone`.

    `falling` says that the file begins with the newest. `serial` is the first day that was counted as workbooks do, and
    `refusal` the text that says why the last moment was none.
    """

    zone: tzinfo
    choice: Choice
    now: datetime
    day_first: bool | None = None
    falling: bool = False
    words: Vocabulary = field(default_factory=Vocabulary)
    local: bool = False
    serial: str = ""
    refusal: str = "row-time"
    _last: dict[int, datetime] = field(default_factory=dict)

    def read(self, text: str, page: int = 0) -> datetime | None:
        """The moment in UTC, None for what is none.

        `page` is whose count it is of: where the clock goes back, the second row of a repeated hour follows the first,
        or the first follows the second in a file that begins with the newest.
        """
        self.refusal = "row-time"
        text = figure(without_marks(text))
        try:
            if text[4:5] == "-" and len(text) > 10 and (moment := _iso(text)):  # noqa: PLR2004 - a date alone has ten
                return self._utc(moment, page)
            if text.isascii() and (epoch := _EPOCH.fullmatch(text)):
                return datetime.fromtimestamp(int(epoch[1]), UTC)
            if is_serial(text):
                self.serial = self.serial or text
                moment = _SERIAL_FROM + timedelta(seconds=round(float(text.replace(",", ".")) * DAY.total_seconds()))
                if moment.time() != time():
                    return self._utc(moment, page)
                return self._at_day(datetime.combine(moment, self.choice.at or END_OF_DAY), page)
            return self._spelled(text, page)
        except (ValueError, OverflowError, LookupError):
            return None

    def chosen(self) -> datetime:
        """The moment of a file without any, as it was chosen."""
        return self._at_day(datetime.combine(self.choice.on or self.now.date(), self.choice.at or END_OF_DAY), 0)

    def _spelled(self, text: str, page: int) -> datetime | None:
        found = self._date(text) or (self._date(rest) if (rest := self._after_weekday(text)) else None)
        if found is None:
            return None
        year, month, day, clock = found
        told, zone = self._clock(clock) if clock else (None, None)
        at = told or self.choice.at or END_OF_DAY
        moment = datetime.combine(date(year, month, day), at, zone)
        return self._utc(moment, page) if told else self._at_day(moment, page)

    def _date(self, text: str) -> tuple[int, int, int, str] | None:
        """The year, the month and the day that a text begins with, and what follows them. Raises LookupError."""
        if (found := _DATE.fullmatch(text)) or (found := _COMPACT.fullmatch(text)):
            year, month, day, clock = (
                int(found[1]),
                int(found[2]),
                int(found[3]),
                "".join(filter(None, found.groups()[3:])),
            )
            if text[:8].isdigit() and (close := _COMPACT_CLOCK.match(clock)):
                clock = ":".join(filter(None, close.groups())) + clock[close.end() :]
        elif found := _DAYS.fullmatch(text):
            first, second, year, clock = int(found[1]), int(found[3]), _full(int(found[4])), found[5]
            day, month = (first, second) if found[2] == "." or self.day_first else (second, first)
        elif found := _DAY_AND_MONTH.fullmatch(text):
            day, month, year, clock = int(found[1]), self._month(found[2]), _full(int(found[3])), found[4]
        elif found := _MONTH_AND_DAY.fullmatch(text):
            day, month, year, clock = int(found[2]), self._month(found[1]), int(found[3]), found[4]
        else:
            return None
        return year, month, day, clock

    def _month(self, name: str) -> int:
        """The number of a month; the name of the weekday may stand before it. Raises KeyError."""
        return self.words.months[fold(self._after_weekday(f"{name} ").strip() or name)]

    def _after_weekday(self, text: str) -> str:
        """What stands behind the name of a weekday; "" without one."""
        found = _WEEKDAY.match(text)
        known = found is not None and fold(found[1]) in self.words.weekdays
        return text[found.end() :] if found and known else ""

    def _clock(self, text: str) -> tuple[time | None, tzinfo | None]:
        """The time of day and the zone that stand behind a date, each None where it does not. Raises ValueError."""
        found = _CLOCK.fullmatch(text.strip())
        if found is None or (found[1] and not self.words.means(found[1], "at")):
            return None, self._zone(text)
        hour, rest = int(found[2]), found[5].split()
        for size in range(min(len(rest), _LONGEST_PART), 0, -1):
            part = self.words.meaning(" ".join(rest[:size]), ("am", "pm"))
            if part and hour > 12:  # noqa: PLR2004 - there is no 13 pm
                raise ValueError(text)
            if part:
                hour, rest = hour % 12 + 12 * (part == "pm"), rest[size:]
                break
        zone = self._zone(" ".join(rest)) if rest else None
        return time(hour, int(found[3] or 0), int(found[4] or 0)), zone

    def _zone(self, text: str) -> tzinfo:
        """The zone that a text names. Raises ValueError for none."""
        zone = zone_beside(fold(text), self.words)
        if zone is None:
            raise ValueError(text)
        return zone

    def _at_day(self, moment: datetime, page: int) -> datetime:
        """The end of a day; the day that is not over yet ends now."""
        taken_at = self._utc(moment, page, exact=False)
        return self.now.replace(microsecond=0) if self.now < taken_at < self.now + DAY else taken_at

    def _utc(self, moment: datetime, page: int, *, exact: bool = True) -> datetime:
        """The moment in UTC. An `exact` one that the clock skips is refused: so much shows that the zone is another."""
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        self.local = True
        place = self.zone
        # Of an hour that the clock repeats, what comes after the first in the file is the second.
        taken_at, last = to_utc(moment.replace(fold=1) if self.falling else moment, place), self._last.get(page)
        if exact and taken_at.astimezone(place).replace(tzinfo=None) != moment:
            self.refusal = "row-gap"
            raise ValueError(moment)
        if last is not None and (taken_at >= last if self.falling else taken_at <= last):
            other = to_utc(moment.replace(fold=int(not self.falling)), place)
            taken_at = other if (other <= last if self.falling else other >= last) else taken_at
        self._last[page] = taken_at
        return taken_at


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text[:-4] + "Z" if text.endswith(" UTC") else text).replace(microsecond=0)
    except ValueError:
        return None


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year  # noqa: PLR2004 - 16 is 2016
