"""What the page says of the figures: the one number at the top, and a line for each company."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.core.counts.big_number import big_number
from bot.core.counts.chart_data import Plot
from bot.core.counts.figures import Figures, Stats, TargetStats
from bot.core.counts.phrases import UNKNOWN, change, goal_line, moved_text, one_unit, rounded_worth, signed_percent
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import LIKES, Measure, Wanted
from bot.core.model.measures.texts import measure_name, number, signed
from bot.core.model.reply import Moment, Money, Span, Text, Value
from bot.core.ports.language import Tongue
from bot.web.page.timestamps import stamp

SPARKS = 24
SPARK_WIDTH, SPARK_HEIGHT = 88, 24
SIGNS = {True: "▲", False: "▼"}
SIZES = (6, 7, 8, 9, 10, 11, 12, 14, 16, 20)
"""Numbers of characters for which the page's styles have a size of the big number, so that it fits a phone's width."""


def figures_part(
    stats: Stats,
    plots: Sequence[Plot],
    speak: Tongue,
    link: Callable[[Page], str],
    logo: Callable[[Target], str] = lambda _: "",
) -> dict[str, Any]:
    """Everything that the live stream renews: the number, what it is, and the companies.

    `link` gives the address of a followed page, `logo` that of a company's logo; "" for none.
    """
    most = {
        block.measure.identity: max((abs(one.figures.lost or 0) for one in block.targets), default=0)
        for block in stats.blocks
    }
    return {
        **_top(stats, stats.measure, speak),
        "goals": [
            {"share": float(found.share), "text": speak(goal_line(stats, block.measure, found))}
            for block in stats.blocks
            if (found := block.total.progress) is not None
        ],
        "companies": [
            {
                **_company(stats, one, plots, speak, link, most.get(one.measure.identity, 0)),
                "logo": logo(one.target),
                "group": speak(heading) if place == 0 and heading is not None else "",
            }
            for heading, group in _groups(stats)
            for place, one in enumerate(group)
        ],
    }


def _groups(stats: Stats) -> Iterator[tuple[Text | None, Sequence[TargetStats]]]:
    """The lines of each measure under what became of it, where there are several; then those for comparison."""
    several = len(stats.blocks) > 1
    for block in stats.blocks:
        known = block.total.change is not None
        heading = moved_text(block.measure, block.total) if known else measure_name(block.measure)
        yield heading if several else None, block.targets
    yield Text("page-control") if several else None, stats.controls


def _top(stats: Stats, measure: Measure, speak: Tongue) -> dict[str, Any]:
    total, big = stats.total, big_number(stats)
    if big.number is None:
        after = speak(Text("page-typed-next" if big.what.id == "page-typed" else "page-soon-next"))
        return {"number": "", "what": speak(big.what), "gray": [{"text": after}], "good": None}
    written, lost = _cell(big.number, speak), total.lost or 0
    gray = []
    if big.changed and not measure.kind.adds_up:
        gray.append(_cell(signed(measure, -lost), speak))
    if big.changed and total.percent is not None:
        sign = SIGNS[lost < 0] if lost else ""
        gray.append(f"{sign}\u00a0\u2066{_cell(signed_percent(total), speak)}\u2069".strip())
    return {
        "number": written,
        "size": next((size for size in SIZES if size >= len(written)), SIZES[-1]),
        "what": speak(big.what),
        "gray": [
            *({"text": one} for one in gray),
            *({"text": one, "money": True} for one in _money(stats, speak)),
            *({"text": one} for one in _age(stats, speak)),
        ],
        "worth": measure.worth is not None,
        "good": measure.good(-lost) if big.changed else None,
    }


def _money(stats: Stats, speak: Tongue) -> list[str]:
    campaign, total = stats.campaign, stats.total
    measure = stats.measure
    if measure.worth is None or campaign.currency not in total.worth or not measure.good(-(total.lost or 0)):
        return []
    rising = measure.wanted is Wanted.RISE
    values = {
        "money": rounded_worth(total, campaign.currency, rising=rising),
        "value": Money(measure.worth, campaign.currency),
        "unit": one_unit(measure),
    }
    return [speak(Text("page-money", values))]


def _age(stats: Stats, speak: Tongue) -> list[str]:
    if stats.ended:
        return [speak(Text("page-ended", {"date": Moment(stats.as_of, stats.campaign.zone, "date")}))]
    if stats.total.taken_at is None:
        return []
    return [speak(Text("page-read", {"age": Span(stats.now - stats.total.taken_at, ago=True)}))]


def _company(
    stats: Stats, one: TargetStats, plots: Sequence[Plot], speak: Tongue, link: Callable[[Page], str], most: int
) -> dict[str, Any]:
    figures, measure = one.figures, one.measure
    name = _cell(one.name, speak)
    href = next((found for found in (link(page.page) for page in one.pages) if found), "")
    falls = measure.wanted is Wanted.FALL and measure.key == LIKES.key
    first = figures.now is not None and figures.lost is None
    return {
        "slug": one.target.slug,
        "name": name,
        "initial": name[:1],
        "before": _count(figures.before, measure, speak),
        "now": _count(figures.now, measure, speak),
        # With one reading so far the count stands alone.
        "change": "" if first else _cell(change(measure, figures), speak),
        "percent": "" if first else _cell(signed_percent(figures), speak),
        "day": _cell(UNKNOWN if figures.last_24h is None else signed(measure, figures.last_24h), speak),
        "good": None if figures.lost is None else measure.good(-figures.lost),
        "share": round(100 * abs(figures.lost or 0) / most, 1) if most else 0,
        # The plots are without the pages for comparison.
        "spark": "" if one in stats.controls else _spark(plots, one),
        "age": _cell(_age_of(stats, figures), speak),
        "read_at": stamp(figures.taken_at) if figures.taken_at else "",
        "href": "" if stats.ended else href,
        "act": speak(Text("page-act-company" if falls else "page-act-open")),
        "control": one in stats.controls,
    }


def _count(value: int | None, measure: Measure, speak: Tongue) -> str:
    return _cell(UNKNOWN if value is None else number(measure, value), speak)


def _age_of(stats: Stats, figures: Figures) -> Value:
    if figures.taken_at is None:
        return UNKNOWN
    if stats.ended:
        return Moment(figures.taken_at, stats.campaign.zone, "date")
    return Span(stats.now - figures.taken_at, ago=True)


def _spark(plots: Sequence[Plot], one: TargetStats) -> str:
    """A small line of the counts since the start, as the path of an SVG; "" for fewer than two points."""
    own = [line for plot in plots if plot.measure.identity == one.measure.identity for line in plot.lines]
    points = next((line.points for line in own if line.target.slug == one.target.slug and line.part == one.part), ())
    if len(points) < 2:  # noqa: PLR2004 - a line needs two
        return ""
    step = max(1, len(points) // SPARKS)
    kept = [*points[:-1:step], points[-1]]
    low, high = min(one.count for one in kept), max(one.count for one in kept)
    first, seconds = kept[0].at, (kept[-1].at - kept[0].at).total_seconds()
    height = SPARK_HEIGHT - 4

    def place(at: datetime, count: int) -> str:
        across = SPARK_WIDTH * (at - first).total_seconds() / seconds if seconds else 0
        return f"{across:.0f},{2 + height * (high - count) / max(high - low, 1):.0f}"

    return "M" + "L".join(place(one.at, one.count) for one in kept)


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))
