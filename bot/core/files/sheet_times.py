"""Moments as people write them in files of counts, and whether 3/4/2026 is a day in April or in March."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.files.sheet_form import Choice, SheetError
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold, without_marks
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Text

DAY = timedelta(days=1)
END_OF_DAY = time(23, 59, 59)

_EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
_DAYS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|(?<=[/.])\d{2})(?:[ T,]+(.*))?")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[ -]([^\d-]+?)\.?,?[ -](\d{4})(?:,? +(.*))?")
_MONTH_AND_DAY = re.compile(r"([^\d]+?)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? +(.*))?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T,]+(.*))?")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_FROM, _SERIALS = datetime(1899, 12, 30), range(36_526, 73_051)  # noqa: DTZ001 - a workbook's days have no zone
"""Day 0 of workbooks, and the numbers of their days from 2000 to 2099."""
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?")


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
    return _CLOCK.fullmatch(figure(without_marks(cell))) is not None


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

    `falling` says that the file begins with the newest. `serial` is the first day that was counted as workbooks do.
    """

    zone: str
    choice: Choice
    now: datetime
    day_first: bool | None = None
    falling: bool = False
    months: Mapping[str, int] = field(default_factory=dict)
    local: bool = False
    serial: str = ""
    _last: dict[int, datetime] = field(default_factory=dict)

    def read(self, text: str, page: int = 0) -> datetime | None:
        """The moment in UTC, None for what is none.

        `page` is whose count it is of: where the clock goes back, the second row of a repeated hour follows the first,
        or the first follows the second in a file that begins with the newest.
        """
        text = figure(without_marks(text))
        try:
            if text[4:5] == "-" and len(text) > 10:  # noqa: PLR2004 - a date alone has ten characters
                if text.endswith(" UTC"):
                    text = text[:-4] + "Z"
                return self._utc(datetime.fromisoformat(text).replace(microsecond=0), page)
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
        zone_of = text.endswith(" UTC")
        text = text.removesuffix(" UTC")
        if found := _DATE.fullmatch(text):
            year, month, day, clock = int(found[1]), int(found[2]), int(found[3]), found[4]
        elif found := _DAYS.fullmatch(text):
            first, second, year, clock = int(found[1]), int(found[3]), int(found[4]), found[5]
            year += 2000 if year < 100 else 0  # noqa: PLR2004 - 16 is 2016
            day, month = (first, second) if found[2] == "." or self.day_first else (second, first)
        elif found := _DAY_AND_MONTH.fullmatch(text):
            day, month, year, clock = int(found[1]), self.months[fold(found[2])], int(found[3]), found[4]
        elif found := _MONTH_AND_DAY.fullmatch(text):
            day, month, year, clock = int(found[2]), self.months[fold(found[1])], int(found[3]), found[4]
        else:
            return None
        at = self.choice.at or END_OF_DAY
        if clock:
            hours = _CLOCK.fullmatch(clock.strip())
            if hours is None:
                return None
            hour = int(hours[1]) % 12 + 12 * (hours[4].lower() == "pm") if hours[4] else int(hours[1])
            at = time(hour, int(hours[2]), int(hours[3] or 0))
        moment = datetime.combine(datetime(year, month, day), at)  # noqa: DTZ001 - its zone comes next
        if zone_of:
            moment = moment.replace(tzinfo=UTC)
        return self._utc(moment, page) if clock else self._at_day(moment, page)

    def _at_day(self, moment: datetime, page: int) -> datetime:
        """The end of a day; the day that is not over yet ends now."""
        taken_at = self._utc(moment, page)
        return self.now.replace(microsecond=0) if self.now < taken_at < self.now + DAY else taken_at

    def _utc(self, moment: datetime, page: int) -> datetime:
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
        self.local = True
        place = ZoneInfo(self.zone)
        # Of an hour that the clock repeats, what comes after the first in the file is the second.
        taken_at, last = to_utc(moment.replace(fold=1) if self.falling else moment, place), self._last.get(page)
        if last is not None and (taken_at >= last if self.falling else taken_at <= last):
            other = to_utc(moment.replace(fold=int(not self.falling)), place)
            taken_at = other if (other <= last if self.falling else other >= last) else taken_at
        self._last[page] = taken_at
        return taken_at
