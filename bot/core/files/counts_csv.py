"""Snapshots as a file: the rows that `import` reads and `export` writes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model.campaign import Campaign, Page
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Text
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.model.source import MOST_COUNT

COLUMNS = ("source", "handle", "taken_at", "count", "step")
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A good row, with the number of its line in the file."""

    number: int
    page: Page
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is refused: its line, and why."""

    number: int
    why: Text


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], campaign: Campaign, now: datetime) -> Iterator[Line | Wrong]:
    """Each row of the file as a snapshot of one of the campaign's pages, or refused with its reason.

    `rows` gives the line's number and its cells in the order of COLUMNS; `step` may be left out. A first line that
    names the columns, and empty lines, are passed over.
    """
    pages = {(page.source, page.handle.casefold()): page for page in campaign.pages}
    for number, cells in rows:
        found = [without_marks(cell).strip() for cell in cells]
        if not any(found) or (number == 1 and found[0].lower() == COLUMNS[0]):
            continue
        why = _why_not(found, pages, now)
        if why is not None:
            yield Wrong(number, why)
            continue
        page = pages[found[0], found[1].casefold()]
        taken_at = datetime.fromisoformat(found[2]).astimezone(UTC).replace(microsecond=0)
        step = int(found[4]) if len(found) == len(COLUMNS) and found[4] else 1
        yield Line(number, page, Snapshot(taken_at, int(found[3]), step, Origin.IMPORT))


def write_row(page: Page, snapshot: Snapshot) -> tuple[str, ...]:
    """The cells of a snapshot, in the order of COLUMNS: numbers as they are read, 4.53 for 453 with two decimals."""
    taken_at = snapshot.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    count, step = str(snapshot.count), str(snapshot.step)
    if page.measure.decimals:
        count = str(page.measure.number(snapshot.count))
        # A step of 1 is that of an exact number, whatever its decimals.
        step = "1" if snapshot.step == 1 else str(page.measure.number(snapshot.step))
    return (page.source, page.handle, taken_at, count, step)


def _why_not(found: Sequence[str], pages: dict[tuple[str, str], Page], now: datetime) -> Text | None:
    if not len(COLUMNS) - 1 <= len(found) <= len(COLUMNS):
        return Text("row-columns", {"given": len(found)})
    if (found[0], found[1].casefold()) not in pages:
        return Text("row-page", {"page": f"{found[0]}:{found[1]}"})
    try:
        taken_at = datetime.fromisoformat(found[2])
    except ValueError:
        return Text("row-time", {"given": found[2]})
    if taken_at.tzinfo is None:
        return Text("row-zone", {"given": found[2]})
    if not EARLIEST <= taken_at <= now + AHEAD:
        return Text("row-time-range", {"given": found[2]})
    if not _whole(found[3]):
        return Text("row-count", {"given": found[3][:SHOWN]})
    step = found[4] if len(found) == len(COLUMNS) else ""
    if step and not (_whole(step) and int(step)):
        return Text("row-step", {"given": step[:SHOWN]})
    return None


def _whole(digits: str) -> bool:
    # `int` raises ValueError for thousands of digits, so the length is checked first.
    return digits.isascii() and digits.isdigit() and len(digits) <= SHOWN and int(digits) <= MOST_COUNT
