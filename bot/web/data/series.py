"""The series and the export of the open data: parameters, validation, and their JSON and CSV forms."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.counts.chart_data import Line, Point
from bot.core.counts.figures_json import exact, measure_json
from bot.core.files.counts_csv import COLUMNS, write_row
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.fields import YEARS
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Text, listed
from bot.core.ports.database import Transaction
from bot.web.page.timestamps import stamp

POINTS = range(2, 1001)
PARAMETERS = ("target", "from", "to", "points")
MAX_RANGE = timedelta(days=3660)
ROWS_PER_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class SeriesQuery:
    """The parameters of a series: a target's slug ("" for all), a range of time, the maximum number of points."""

    target: str
    start: datetime
    end: datetime
    points: int


def parse_series(query: Mapping[str, str], campaign: Campaign, now: datetime, after_end: timedelta) -> SeriesQuery:
    """Parse and validate a query. Raises Refusal with what is wrong and what would be right.

    Without `to` it ends with the readings, which go on until `after_end` past the campaign's end.
    """
    unknown = sorted(query.keys() - {*PARAMETERS})
    if unknown:
        raise Refusal(Text("api-unknown", {"given": unknown[0], "known": listed(PARAMETERS)}))
    known = [target.slug for target in campaign.targets]
    target = query.get("target", "")
    if "target" in query and target not in known:
        raise Refusal(Text("unknown-target", {"word": target, "known": listed(known)}))
    end = _moment("to", query["to"]) if "to" in query else read_until(campaign, now, after_end)
    first = min(campaign.starts_at, end - timedelta(hours=1))
    start = _moment("from", query["from"]) if "from" in query else max(first, end - MAX_RANGE)
    if not timedelta(0) < end - start <= MAX_RANGE:
        raise Refusal(Text("api-range", {"days": MAX_RANGE.days}))
    return SeriesQuery(target, start, end, _points(query.get("points", "300")))


def read_until(campaign: Campaign, now: datetime, after_end: timedelta) -> datetime:
    """Until when a campaign's pages are read, as far as that has come."""
    return now if campaign.ends_at is None else min(now, campaign.ends_at + after_end)


def _moment(name: str, text: str) -> datetime:
    wrong = Refusal(Text("api-time", {"name": name, "example": "2016-02-26T00:00:00Z"}))
    try:
        moment = datetime.fromisoformat(figure(without_marks(text)))
    except ValueError:
        raise wrong from None
    if moment.tzinfo is None or moment.year not in YEARS:
        raise wrong
    return moment.astimezone(UTC)


def _points(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(POINTS[-1])) and int(text) in POINTS):
        raise Refusal(Text("api-points", {"low": POINTS[0], "high": POINTS[-1]}))
    return int(text)


def series_json(campaign: Campaign, start: datetime, end: datetime, lines: tuple[Line, ...]) -> dict[str, Any]:
    """A series: what each target's readings say from `start` to `end`; `lost` is null where it is not known.

    A point takes each page's last reading at or before its time; `age_seconds` is the age of the oldest of them.
    """
    return {
        "campaign": campaign.slug,
        "from": stamp(start),
        "to": stamp(end),
        "targets": [
            {
                "target": line.target.slug,
                **measure_json(line.measure),
                "page": None if line.part is None else line.part.key,
                "points": [_point_json(line, one, max(one.at, start)) for one in line.points],
            }
            for line in lines
        ],
    }


def _point_json(line: Line, point: Point, at: datetime) -> dict[str, Any]:
    return {
        "at": stamp(at),
        "count": exact(line.measure, point.count),
        "lost": exact(line.measure, point.lost),
        "age_seconds": int((at - point.read_at).total_seconds()),
    }


async def snapshots_csv(tx: Transaction, campaign: Campaign) -> AsyncIterator[bytes]:
    """Every snapshot of a campaign, in the form that `nolike import` reads, a thousand rows at a time."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = 0
    async for page, snapshot in tx.snapshots.export(campaign.slug):
        writer.writerow(write_row(page, snapshot))
        rows += 1
        if rows % ROWS_PER_CHUNK == 0:
            yield sheet.getvalue().encode()
            sheet.seek(0)
            sheet.truncate()
    yield sheet.getvalue().encode()
