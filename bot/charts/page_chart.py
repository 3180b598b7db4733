"""The chart inside the page: it fills whatever width it gets, while its letters keep their size.

Everything is placed in per cent of the plot's area. The lines lie in an inner picture that is stretched with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.charts.draw import COLOURS, DASHES, in_order, set_apart, short_names, template, time_mark, trace
from bot.charts.scale import apart, heights, times
from bot.core.counts.chart_data import Line, Plot
from bot.core.counts.picture_address import Mark
from bot.core.model.measures.texts import number as figure
from bot.core.model.reply import Text
from bot.core.ports.language import Tongue

MARKS = 6
LEVELS = 4
MORE_THAN_DOTS = 30
LABEL_GAP = 6.5
"""The least distance of two names at the right edge, in per cent of the height."""


def draw_page_chart(plot: Plot, speak: Tongue, events: Sequence[Mark] = ()) -> str:
    """The change over time as SVG with the names at the lines' ends, and events and calls on the time axis.

    Nothing stands in it before there is a change to draw.
    """
    rtl = speak.right_to_left
    lost = [plot.told(point.lost) for line in plot.drawn for point in line.points if point.lost is not None]
    values: dict[str, Any] = {
        "name": speak(Text("chart-title")), "lines": [], "levels": [], "moments": [], "events": [],
    }  # fmt: skip
    if plot.begun:
        values |= _placed(plot, speak, lost, events, rtl=rtl)
    return template("page_chart.svg").render(values)


def _placed(plot: Plot, speak: Tongue, lost: Sequence[int], events: Sequence[Mark], *, rtl: bool) -> dict[str, Any]:
    levels = heights(min(0, *lost), max(1, *lost), LEVELS)
    low, high = levels[0], levels[-1]
    seconds = (plot.end - plot.start).total_seconds()

    def x(at: datetime) -> float:
        return round(100 * (at - plot.start).total_seconds() / seconds, 2)

    def y(value: float) -> float:
        return round(100 - 100 * (value - low) / (high - low), 2)

    moments, days = times(plot.start, plot.end, plot.campaign.zone, MARKS)
    lines = [_line(line, plot, place, x, y) for place, line in enumerate(plot.drawn)]
    names = short_names([speak(Text("cell", {"value": line.name})) for line in plot.drawn])
    places = apart([line["end"] for line in lines], LABEL_GAP, 0.0, 100.0)
    for line, name, place in zip(lines, names, places, strict=True):
        line |= {"name": in_order(name, rtl=rtl), "label": place}
    return {
        "lines": lines,
        "levels": [
            (y(level), set_apart(speak(Text("cell", {"value": figure(plot.measure, level)})))) for level in levels
        ],
        "moments": [
            {"x": x(at), "at": int(at.timestamp()), "form": "day" if days or at.hour == at.minute == 0 else "time",
             "text": set_apart(time_mark(at, speak, plot.campaign.zone, days=days))}
            for at in moments
        ],
        "events": [(x(mark.at), speak(mark.text)) for mark in events if plot.start <= mark.at <= plot.end],
    }  # fmt: skip


def _line(line: Line, plot: Plot, place: int, x: Any, y: Any) -> dict[str, Any]:  # noqa: ANN401 - two scales
    entry, readings = trace(line, plot, x, y)
    points = [*entry, *readings]
    return {
        "number": place % len(COLOURS),
        "dash": " ".join(f"{part * 2.5:g}" for part in DASHES[place % len(DASHES)]),
        "path": "M" + "L".join(f"{across * 10:g},{up * 10:g}" for across, up in points),
        "dots": points if len(points) <= MORE_THAN_DOTS else points[-1:],
        "end": points[-1][1],
        "end_x": points[-1][0],
    }
