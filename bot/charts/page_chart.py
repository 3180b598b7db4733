"""The chart inside the page: it fills whatever width it gets, while its letters keep their size.

Everything is placed in per cent of the plot's area. The lines lie in an inner picture that is stretched with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.charts.draw import COLOURS, DASHES, end_names, in_order, mark_form, set_apart, template, time_mark, trace
from bot.charts.fitted import UNSEEN
from bot.charts.scale import apart, bundled, heights, hours_apart, most_apart, numbers, times, untouched
from bot.core.counts.chart_data import Line, Plot
from bot.core.counts.picture_address import Mark
from bot.core.model.measures.texts import number as figure
from bot.core.model.reply import Text
from bot.core.ports.language import Tongue

MARKS = 6
LEVELS = 4
MORE_THAN_DOTS = 30
LONG_LEVEL = 9
"""How many characters of a number at the left have room on a narrow phone; longer ones get more room."""
LABEL_GAP = 6.5
"""The least distance of two names at the right edge, in per cent of the height."""
TIME_WIDTH, LETTER, ARABIC_LETTER, WIDE = 32, 5.7, 7.0, 1.15
"""The widths of a time of day and of the letters of a day below the narrowest chart, in per cent of it, and how much
wider these are where the numbers at the left need more room."""
DIGITS = {"few": 7.0, "all": 2.4}
"""The width of a digit of a mark in per cent of the narrowest chart, and of that on a larger screen."""


def draw_page_chart(plot: Plot, speak: Tongue, events: Sequence[Mark] = ()) -> str:
    """The change over time as SVG with the names at the lines' ends, and events and calls on the time axis.

    Nothing stands in it before there is a change to draw.
    """
    rtl = speak.right_to_left
    lost = [plot.told(point.lost) for line in plot.drawn for point in line.points if point.lost is not None]
    values: dict[str, Any] = {
        "name": speak(Text("chart-title")), "lines": [], "levels": [], "moments": [], "events": [],
        "labels": [],
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
    forms = [mark_form(at, plot, days=days) for at in moments]
    # A phone has room for every second time: those are kept that name the day.
    kept = forms.index("day") % 2 if "day" in forms else 0
    said = [time_mark(at, speak, plot.campaign.zone, form) for at, form in zip(moments, forms, strict=True)]
    written = [speak(Text("cell", {"value": figure(plot.measure, level)})) for level in levels]
    wide = max(len(text.translate(UNSEEN)) for text in written) > LONG_LEVEL
    letter = round((ARABIC_LETTER if rtl else LETTER) * (WIDE if wide else 1), 2)
    near = _near([x(at) for at in moments], forms, [len(text.translate(UNSEEN)) * letter for text in said], kept)
    lines = [_line(line, plot, place, x, y) for place, line in enumerate(plot.drawn)]
    names = end_names(plot, speak, most_apart(LABEL_GAP, 0, 100))
    places = apart([lines[number]["end"] for number in names], LABEL_GAP, 0.0, 100.0)
    for (number, name), place in zip(names.items(), places, strict=True):
        lines[number] |= {"name": in_order(name, rtl=rtl), "label": place}
    return {
        "lines": lines,
        "levels": [(y(level), set_apart(text)) for level, text in zip(levels, written, strict=True)],
        "wide": wide,
        "letter": letter,
        "moments": [
            {"x": x(at), "at": int(at.timestamp()), "form": form, "odd": place % 2 != kept,
             "close": place not in near, "text": set_apart(text)}
            for place, (at, form, text) in enumerate(zip(moments, forms, said, strict=True))
        ],
        "start": int(plot.start.timestamp()),
        "end": int(plot.end.timestamp()),
        "hours": hours_apart(plot.start, plot.end, MARKS),
        **_marks([(x(mark.at), speak(mark.text)) for mark in events if plot.start <= mark.at <= plot.end]),
    }  # fmt: skip


def _near(places: Sequence[float], forms: Sequence[str], days: Sequence[float], kept: int) -> set[int]:
    """Which times have room on the narrowest phone: of every second one, and of the others where they leave any.

    `days` are their widths as far as they are days.
    """
    widths = [TIME_WIDTH if form == "time" else day for form, day in zip(forms, days, strict=True)]
    every = range(len(places))
    return untouched(places, widths, [*every[kept::2], *reversed(every[1 - kept :: 2])])


def _marks(marks: Sequence[tuple[float, str]]) -> dict[str, Any]:
    """A line for each moment of events and calls, and their numbers, which stand together where they would touch."""
    shown: dict[tuple[float, str, str], list[str]] = {}
    for size, digit in DIGITS.items():
        for middle, first, last in bundled([place for place, _ in marks], digit):
            titles = " · ".join(text for _, text in marks[first : last + 1])
            shown.setdefault((round(middle, 2), numbers(first, last), titles), []).append(size)
    return {
        "events": [*dict.fromkeys(place for place, _ in marks)],
        "labels": [(*label, sizes[0] if len(sizes) < len(DIGITS) else "") for label, sizes in shown.items()],
    }


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
