"""Chart layout: every coordinate is computed here, and the template only places it."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template

from bot.charts.scale import heights, times
from bot.core.counts.chart_data import Line, Plot, Window, measure_words
from bot.core.counts.figures import Stats
from bot.core.counts.phrases import change
from bot.core.counts.replies import headline, window_headline
from bot.core.model.input.colours import readable
from bot.core.model.measures.texts import measure_name
from bot.core.model.measures.texts import number as figure
from bot.core.model.reply import Moment, Text, Value
from bot.core.ports.language import Tongue

# Contrast on white is at least 4.5:1 (WCAG 1.4.3), and colour-blind people can tell them apart.
COLOURS = ("#0b5394", "#b3261e", "#1b6e3c", "#7a3e9d", "#8a5a00", "#00697a")
# Dash patterns in line widths: colour alone must not carry a meaning (WCAG 1.4.1).
DASHES = ((), (5, 2), (1, 1.5), (8, 2, 1, 2), (3, 2), (8, 2, 3, 2))
ACCENT, GROUND = "#174ea6", "#fbfaf8"
"""Our own colour, as the page's `--mark`, and the ground of pictures. Red and green say what a figure means."""
GOOD, BAD = "#14693a", "#a3231b"
"""What the campaign wants and what it does not, as on the page; a sign beside it says the same."""
FONT = "IBM Plex Sans Arabic"
MORE_THAN_LINES = 40
IN_A_ROW = 3
# The average letter width of this font, in em.
LETTER_WIDTH = 0.54


WIDTH, HEIGHT, SIZE, MOMENTS = 1200, 675, 26, 7
"""The picture and its letters in pixels, and the number of time labels."""


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float


def draw(stats: Stats, plot: Plot, speak: Tongue) -> str:
    """The chart of a chat as SVG: the losses over time.

    Everything is anchored physically, and right-to-left text is kept in order by isolates: resvg and browsers then
    lay it out alike.
    """
    width, height, size, rtl = WIDTH, HEIGHT, SIZE, speak.right_to_left
    alone = plot.lines[0].target.slug if len(plot.lines) == 1 else ""
    said = headline(stats, alone, worth=False) if plot.window is Window.ALL else window_headline(plot)
    title, stroke = speak(said), round(size / 6, 1)
    picture: dict[str, Any] = {
        "width": width, "height": height, "size": size, "rtl": rtl, "font": FONT,
        "edge": width - size * 1.6 if rtl else size * 1.6, "anchor": "end" if rtl else "start",
        "title": in_order(title, rtl=rtl),
        "letters": round(min(size * 2, (width - size * 3.2) / len(title) / LETTER_WIDTH), 1),
        "name": speak(Text("chart-title")), "foot": in_order(speak(_foot(stats, plot)), rtl=rtl),
        "colours": COLOURS, "mark": readable(stats.campaign.accent or ACCENT, GROUND), "ground": GROUND,
        "stroke": stroke, "dashes": [" ".join(f"{part * stroke:g}" for part in dash) for dash in DASHES],
        "lead": in_order(speak(Text("campaign-title", {"title": stats.campaign.title})), rtl=rtl),
        "ink": {None: "#17181b", True: GOOD, False: BAD}[plot.measure.good(plot.change or 0)],
        "plot": None, "nothing": "",
    }  # fmt: skip
    if plot.drawn:
        rows = math.ceil(len(plot.drawn) / IN_A_ROW)
        box = _Box(size * 5.6, size * 7.2, width - size * 1.8, height - size * (4.4 + 1.6 * rows))
        picture["plot"] = _plot(plot, speak, box, size, MOMENTS, rtl=rtl)
    else:
        picture["nothing"] = in_order(speak(Text("chart-nothing")), rtl=rtl)
    return template("chart.svg").render(picture)


def draw_badge(stats: Stats, speak: Tongue) -> str:
    """A small label for other sites: the campaign, and the change of its headline.

    Of figures of another measure than the campaign's first, see `Stats.of`, it names the measure too.
    """
    value, counted = change(stats.measure, stats.total), [*measure_words(stats.campaign).values()]
    name = Text("campaign-title", {"title": stats.campaign.title})
    if counted and counted[0].identity != stats.measure.identity:
        of: dict[str, Value] = {"title": stats.campaign.title, "measure": measure_name(stats.measure, counted)}
        name = Text("badge-of", of)
    texts = [speak(name), speak(Text("cell", {"value": value}))]
    widths = [round(sum(map(_badge_letter, text)) + 16) for text in texts]
    kept = [set_apart(text) for text in texts]
    ground = {None: ACCENT, True: GOOD, False: BAD}[stats.measure.good(stats.total.change or 0)]
    return template("badge.svg").render(texts=kept, widths=widths, font=FONT, ground=ground)


def _badge_letter(letter: str) -> float:
    """How wide a letter is at most on average, in whatever font the reader has; a little too wide harms nobody."""
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Mn"}:
        return 0
    return 14 if kind == "So" or unicodedata.east_asian_width(letter) in "WF" else 9.6 if kind == "Lu" else 7.2


def _foot(stats: Stats, plot: Plot) -> Text:
    return Text("picture-foot", {"at": Moment(plot.end, stats.campaign.zone)})


def _plot(plot: Plot, speak: Tongue, box: _Box, size: int, marks: int, *, rtl: bool) -> dict[str, Any]:
    lost = [plot.told(point.lost) for line in plot.drawn for point in line.points if point.lost is not None]
    levels = heights(min(0, *lost), max(1, *lost))
    low, high = levels[0], levels[-1]
    seconds = (plot.end - plot.start).total_seconds()

    def x(at: datetime) -> float:
        return round(box.left + (box.right - box.left) * (at - plot.start).total_seconds() / seconds, 1)

    def y(value: float) -> float:
        return round(box.bottom - (box.bottom - box.top) * (value - low) / (high - low), 1)

    moments, days = times(plot.start, plot.end, plot.campaign.zone, marks)
    lines = [_line(line, plot, speak, number, x, y, rtl=rtl) for number, line in enumerate(plot.drawn)]
    return {
        "box": box,
        "levels": [
            (y(level), set_apart(speak(Text("cell", {"value": figure(plot.measure, level)})))) for level in levels
        ],
        "moments": [(x(at), set_apart(_mark(at, speak, plot.campaign.zone, days=days))) for at in moments],
        "lines": lines,
        "legend": _legend(lines, box, size, rtl=rtl),
    }


def _mark(at: datetime, speak: Tongue, zone: str, *, days: bool) -> str:
    if days or at.hour == at.minute == 0:
        return speak(Text("chart-day", {"date": Moment(at, zone, "day")}))
    return speak(Text("cell", {"value": Moment(at, zone, "time")}))


def _line(
    line: Line, plot: Plot, speak: Tongue, number: int, x: Any, y: Any, *, rtl: bool  # noqa: ANN401 - two scales
) -> dict[str, Any]:  # fmt: skip
    start = plot.start
    known = [(point.at, plot.told(point.lost)) for point in line.points if point.lost is not None]
    points = [(x(at), y(lost)) for at, lost in known if at >= start]
    return {
        "name": in_order(speak(Text("cell", {"value": line.name})), rtl=rtl),
        "number": number % len(COLOURS),
        "path": "M" + "L".join(f"{across:g},{up:g}" for across, up in [*_entry(known, start, x, y), *points]),
        # A few readings are shown one by one, so that nobody takes the line between them for readings.
        "dots": points if len(points) <= MORE_THAN_LINES else points[-1:],
    }


def _entry(known: Sequence[tuple[datetime, int]], start: datetime, x: Any, y: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - two scales
    """Where a line comes in over the left edge: it is cut there, as steep as it is between the readings beside it."""
    before = [one for one in known if one[0] < start]
    if not before or len(before) == len(known):
        return []
    (left, old), (right, new) = known[len(before) - 1], known[len(before)]
    return [(x(start), y(old + (new - old) * ((start - left) / (right - left))))]


def _legend(lines: Sequence[dict[str, Any]], box: _Box, size: int, *, rtl: bool) -> list[dict[str, Any]]:
    """Where each line's name stands under the chart, three in a row, in the reading direction."""
    slot = (box.right - box.left) / IN_A_ROW
    placed = []
    for number, line in enumerate(lines):
        row, column = divmod(number, IN_A_ROW)
        across = slot * column + size * 0.4
        x = box.right - across if rtl else box.left + across
        placed.append({"x": round(x, 1), "y": round(box.bottom + size * (3.2 + 1.6 * row), 1), "line": line})
    return placed


def in_order(text: str, *, rtl: bool) -> str:
    """A right-to-left text inside an isolate of its own, which orders it without a `direction`."""
    return f"\u2067{text}\u2069" if rtl else text


def set_apart(text: str) -> str:
    """A label or value by itself, in an isolate that takes the direction of its first letter."""
    return f"\u2068{text}\u2069"


@cache
def template(name: str) -> "Template":
    """The template of that name."""
    # Costs 4 MB, which a bot that draws nothing need not bear.
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    house = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
                        trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    return house.get_template(name)
