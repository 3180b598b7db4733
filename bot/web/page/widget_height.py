"""The height that the code for other sites gives the widget."""

from collections.abc import Iterable
from math import ceil
from textwrap import wrap

from bot.core.counts.figures import Stats, TargetStats
from bot.core.counts.phrases import middle
from bot.core.model.input.letters import without_marks
from bot.core.model.measures.texts import number
from bot.core.model.reply import Text, Value
from bot.core.ports.language import Tongue
from bot.web.page.figures import groups

TOP, TITLE_LETTERS = 216, 32
"""Everything above the companies, with a title of as many letters and a line of each other text."""
LINE, ROW, HEADING, GOAL, WORTH = 22.4, 31.2, 34, 88, 44
"""A further line, and a company, a heading, a goal and what it is worth, each with lines as short as they can be."""
WIDTH, LETTER, DIGIT = 273, 8.6, 9.2
"""The room of a company's name and number beside each other at 320 pixels of width, and of one sign in a wide font."""
LEAST = 5


def embed_height(stats: Stats, tongues: Iterable[Tongue]) -> int:
    """The height in pixels that the widget needs at 320 pixels of width, in each of these languages."""
    goals = sum(block.total.progress is not None for block in stats.blocks)
    longest = max(map(len, stats.campaign.title.by_language.values()), default=0)
    top = TOP + LINE * (longest // TITLE_LETTERS) + GOAL * goals + WORTH * (stats.measure.worth is not None)
    return ceil(top + max((_listed(stats, speak) for speak in tongues), default=0))


def _listed(stats: Stats, speak: Tongue) -> float:
    needed = 0.0
    for heading, group in groups(stats):
        if heading is not None and group:
            needed += HEADING + LINE * (_lines(_said(heading, speak), WIDTH) - 1)
        needed += sum(ROW + LINE * (_lines(*_row(one, speak)) - 1) for one in group)
    return needed


def _row(one: TargetStats, speak: Tongue) -> tuple[str, float]:
    """A company's name, and the room that its number leaves."""
    figures = one.figures
    first = figures.now is not None and figures.lost is None
    shown = number(one.measure, figures.now or 0) if first else middle(one.measure, figures)
    return _said(one.name, speak), WIDTH - DIGIT * len(_said(shown, speak))


def _lines(text: str, room: float) -> int:
    return max(len(wrap(text, max(int(room / LETTER), LEAST))), 1)


def _said(value: Value, speak: Tongue) -> str:
    return without_marks(speak(Text("cell", {"value": value})))
