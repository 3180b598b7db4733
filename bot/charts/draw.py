"""Chart layout: every coordinate is computed here, and the template only places it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from jinja2 import Template

from bot.charts.fitted import UNSEEN, cut, fitted
from bot.charts.scale import YEAR, apart, heights, most_apart, times
from bot.core.counts.big_number import count_so_far
from bot.core.counts.chart_data import Line, Plot, Window, measure_words
from bot.core.counts.figures import Stats
from bot.core.counts.phrases import shift
from bot.core.counts.replies import headline, nothing_to_draw, window_headline
from bot.core.model.input.colours import readable
from bot.core.model.measures.measure import LIKES
from bot.core.model.measures.texts import measure_name, standing
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
LONGEST_NAME, LONGEST_LARGE = 16, 14
"""How many characters of a name have room at the end of its line, and how many large ones."""
LETTER_WIDTH, BOLD_WIDTH, DIGIT_WIDTH = 0.54, 0.58, 0.6
"""The average widths of a letter, a semi-bold letter and a digit of this font, in em."""
LIGHT, LEAST_TITLE = 0.95, 39
"""How wide letters are that are not semi-bold, as a part of those, and how small those of a long title are."""
ARABIC_WIDTH = 0.45
"""The average width of an Arabic letter."""

MARK_WIDTH = 4
"""The width of the widest time label with the space beside it, in em."""

Place: TypeAlias = tuple[float, float]
"""How far to the right and how far down."""

WIDTH, HEIGHT, MOMENTS = 1200, 900, 4
"""The picture in pixels, which a phone shows 300 pixels wide, and how many time labels there are at most."""
LARGE, SMALL, FEW = 44, 36, 7
"""The letters in pixels: the names of more lines than that have room below each other only in the smaller ones."""


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
    width, height, rtl = WIDTH, HEIGHT, speak.right_to_left
    size = LARGE if len(plot.drawn) <= FEW else SMALL
    alone = plot.lines[0].target.slug if len(plot.lines) == 1 else ""
    whole = plot.window is Window.ALL or (plot.drawn and not plot.begun)
    said = headline(stats, alone, worth=False) if whole else window_headline(plot)
    title, stroke = speak(said), SMALL / 6
    name = speak(Text("campaign-title", {"title": stats.campaign.title}))
    lead = fitted(name, (width - size * 3.2) / LIGHT, size * 1.1, min(size, LEAST_TITLE), 1)
    foot = [speak(Text("picture-foot", {"at": Moment(plot.end, stats.campaign.zone)})), speak(Text("picture-why"))]
    picture: dict[str, Any] = {
        "width": width, "height": height, "size": size, "rtl": rtl, "font": FONT,
        "edge": width - size * 1.6 if rtl else size * 1.6, "anchor": "end" if rtl else "start",
        "title": in_order(title, rtl=rtl),
        "letters": round(min(size * 2, (width - size * 3.2) / len(title.translate(UNSEEN)) / LETTER_WIDTH), 1),
        "name": speak(Text("chart-title")),
        "foot": [in_order(line, rtl=rtl) for line in foot],
        "small": round(min(size, (width - size * 3.2) / _longest(foot) / (ARABIC_WIDTH if rtl else LETTER_WIDTH)), 1),
        "colours": COLOURS, "mark": readable(stats.campaign.accent or ACCENT, GROUND), "ground": GROUND,
        "stroke": stroke, "dashes": [" ".join(f"{part * stroke:g}" for part in dash) for dash in DASHES],
        "lead": in_order(lead.lines[0], rtl=rtl), "lead_size": lead.size,
        "ink": {None: "#17181b", True: GOOD, False: BAD}[plot.measure.good(plot.change or 0)],
        "plot": None, "nothing": "",
    }  # fmt: skip
    if plot.begun:
        picture["plot"] = _plot(plot, speak, size, rtl=rtl)
    else:
        nothing = speak(nothing_to_draw(plot))
        letters = round(min(size, (width - size * 3.2) / _longest([nothing]) / LETTER_WIDTH), 1)
        picture |= {"nothing": in_order(nothing, rtl=rtl), "nothing_size": letters}
    return template("chart.svg").render(picture)


def draw_badge(stats: Stats, speak: Tongue) -> str:
    """A small label for other sites: the campaign, and the change of its headline; at the first reading the count.

    It names the measure too, but of a campaign's likes where they come first, which a badge is of without a word.
    """
    total, counted = stats.total, [*measure_words(stats.campaign).values()]
    so_far = count_so_far(stats)
    value = shift(stats.measure, total) if so_far is None else standing(stats.measure, so_far)
    name = Text("campaign-title", {"title": stats.campaign.title})
    if stats.measure.key != LIKES.key or (counted and counted[0].identity != stats.measure.identity):
        of: dict[str, Value] = {"title": stats.campaign.title, "measure": measure_name(stats.measure, counted)}
        name = Text("badge-of", of)
    texts = [speak(name), speak(Text("cell", {"value": value}))]
    widths = [round(sum(map(_badge_letter, text)) + 16) for text in texts]
    kept = [set_apart(text) for text in texts]
    ground = {None: ACCENT, True: GOOD, False: BAD}[stats.measure.good(total.change or 0)]
    title = speak(Text("said-of", {"name": Text("cell", {"value": name}), "said": Text("cell", {"value": value})}))
    return template("badge.svg").render(title=title, texts=kept, widths=widths, font=FONT, ground=ground)


def _badge_letter(letter: str) -> float:
    """How wide a letter is at most on average, in whatever font the reader has; a little too wide harms nobody."""
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Mn"}:
        return 0
    return 14 if kind == "So" or unicodedata.east_asian_width(letter) in "WF" else 9.6 if kind == "Lu" else 7.2


def _plot(plot: Plot, speak: Tongue, size: int, *, rtl: bool) -> dict[str, Any]:
    lost = [plot.told(point.lost) for line in plot.drawn for point in line.points if point.lost is not None]
    levels = heights(min(0, *lost), max(1, *lost))
    low, high = levels[0], levels[-1]
    seconds = (plot.end - plot.start).total_seconds()
    marks = [speak(Text("cell", {"value": figure(plot.measure, level)})) for level in levels]
    top, bottom, gap = size * 6.6, HEIGHT - size * 5.4, size * 1.15
    names = end_names(plot, speak, most_apart(gap, top, bottom), LONGEST_LARGE if size == LARGE else LONGEST_NAME)
    box = _Box(
        size * (1.6 + DIGIT_WIDTH * _longest(marks)), top,
        WIDTH - size * (1.6 + BOLD_WIDTH * _longest([*names.values()])), bottom,
    )  # fmt: skip

    def x(at: datetime) -> float:
        return round(box.left + (box.right - box.left) * (at - plot.start).total_seconds() / seconds, 1)

    def y(value: float) -> float:
        return round(box.bottom - (box.bottom - box.top) * (value - low) / (high - low), 1)

    room = int((box.right - box.left) / size / MARK_WIDTH)
    moments, days = times(plot.start, plot.end, plot.campaign.zone, min(MOMENTS, max(room, 1)))
    lines = [_line(line, plot, number, x, y) for number, line in enumerate(plot.drawn)]
    places = apart([lines[number]["end"][1] for number in names], gap, top, bottom)
    for (number, name), place in zip(names.items(), places, strict=True):
        lines[number] |= {"name": in_order(set_apart(name), rtl=rtl), "label": place}
    return {
        "box": box,
        "levels": [(y(level), set_apart(mark)) for level, mark in zip(levels, marks, strict=True)],
        "moments": [
            (x(at), set_apart(time_mark(at, speak, plot.campaign.zone, mark_form(at, plot, days=days))))
            for at in moments
        ],
        "lines": lines,
    }


def _longest(texts: Sequence[str]) -> int:
    """The characters that show of the longest text."""
    return max(len(text.translate(UNSEEN)) for text in texts)


def mark_form(at: datetime, plot: Plot, *, days: bool) -> str:
    """The form of a mark on the time axis: "day", or "time" where `days` are not what is marked.

    In more than a year a day would come more than once: then it is the "month" with its year.
    """
    if plot.end - plot.start > timedelta(hours=YEAR):
        return "month"
    return "day" if days or at.hour == at.minute == 0 else "time"


def time_mark(at: datetime, speak: Tongue, zone: str, form: str) -> str:
    """What a mark on the time axis is called."""
    moment = Moment(at, zone, form)
    return speak(Text("chart-day", {"date": moment}) if form == "day" else Text("cell", {"value": moment}))


def trace(line: Line, plot: Plot, x: Any, y: Any) -> tuple[list[Place], list[Place]]:  # noqa: ANN401 - two scales
    """Where a line comes in over the left edge, if it does, and its readings within the plot.

    It is cut there, as steep as it is between the readings beside the edge.
    """
    known = [(point.at, plot.told(point.lost)) for point in line.points if point.lost is not None]
    before = [one for one in known if one[0] < plot.start]
    points = [(x(at), y(lost)) for at, lost in known if at >= plot.start]
    if not before or not points:
        return [], points
    (left, old), (right, new) = known[len(before) - 1], known[len(before)]
    return [(x(plot.start), y(old + (new - old) * ((plot.start - left) / (right - left))))], points


def _line(line: Line, plot: Plot, number: int, x: Any, y: Any) -> dict[str, Any]:  # noqa: ANN401 - two scales
    entry, points = trace(line, plot, x, y)
    drawn = [*entry, *points]
    return {
        "number": number % len(COLOURS),
        "path": "M" + "L".join(f"{across:g},{up:g}" for across, up in drawn),
        # A few readings are shown one by one, so that nobody takes the line between them for readings.
        "dots": points if len(points) <= MORE_THAN_LINES else points[-1:],
        "end": drawn[-1],
    }


def end_names(plot: Plot, speak: Tongue, most: int, letters: int = LONGEST_NAME) -> dict[int, str]:
    """The names at the ends of the lines, by the lines' numbers: of more lines than `most`, those that moved most."""
    moved = [abs(next(point.lost for point in reversed(line.points) if point.lost is not None)) for line in plot.drawn]
    shown = sorted(sorted(range(len(moved)), key=lambda number: -moved[number])[:most])
    names = [speak(Text("cell", {"value": plot.drawn[number].name})) for number in shown]
    return dict(zip(shown, short_names(names, letters), strict=True))


def short_names(names: Sequence[str], most: int = LONGEST_NAME) -> list[str]:
    """The names in at most so many characters; those that would then look alike lose their middle instead."""
    short, half = [cut(name, most) for name in names], most // 2
    shown = [name.translate(UNSEEN) for name in names]
    return [
        one if short.count(one) == 1 else f"{whole[:half].rstrip()}…{whole[half + 1 - most :].lstrip()}"
        for one, whole in zip(short, shown, strict=True)
    ]


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
