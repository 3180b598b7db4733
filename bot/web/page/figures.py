"""What the page says of the figures: the one number at the top, and a line for each company."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.core.counts.big_number import big_number
from bot.core.counts.chart_data import Plot
from bot.core.counts.figures import Figures, Stats, TargetStats
from bot.core.counts.phrases import (
    UNKNOWN,
    change,
    goal_line,
    middle,
    moved_text,
    one_unit,
    rounded_worth,
    signed_percent,
)
from bot.core.counts.sums import DAY
from bot.core.model.campaign import Page, Target
from bot.core.model.input.letters import without_marks
from bot.core.model.measures.measure import LIKES, Measure, Wanted
from bot.core.model.measures.texts import measure_name, number, signed
from bot.core.model.reply import Moment, Money, Span, Text, Value
from bot.core.model.snapshots import Origin
from bot.core.model.source import BY_HAND
from bot.core.ports.language import Tongue
from bot.web.page.timestamps import stamp

SPARKS = 24
SPARK_WIDTH, SPARK_HEIGHT = 88, 24
SIGNS = {True: "▲", False: "▼"}
SIZES = (6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24, 28)
"""Numbers of characters for which the page's styles have a size of the big number, so that it fits a phone's width."""

WORDS = re.compile(r"[^\s-]+")
LONG_WORDS = (12, 22, 27)
"""Numbers of letters from which a word of a name has a line of its own on a narrow phone, then smaller letters."""
TALL_NAMES = (16, 26)
"""Numbers of letters from which a name needs the room of the small line on paper, then two lines."""
LONG_PERCENT = 9
"""How many characters of a per cent have room on a narrow phone; a longer one takes that of the line beside it."""


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
            for heading, group in groups(stats)
            for place, one in enumerate(group)
        ],
    }


def in_short(stats: Stats) -> Text:
    """The one line below the companies: where the numbers come from."""
    if stats.ended:
        return Text("no-figures-ended") if stats.unread else Text("page-short-ended", {"date": ended_on(stats)})
    if _typed(stats):
        return Text("page-short-typed")
    late = stats.last_read is not None and stats.now - stats.last_read > DAY
    return Text("page-short-late" if late else "page-short")


def how_read(stats: Stats) -> Text:
    """The same on the page about the figures, with what becomes of a number that is missing."""
    if stats.ended:
        return Text("page-how-ended", {"date": ended_on(stats)})
    return Text("page-how-typed" if _typed(stats) else "page-how-read")


def ended_on(stats: Stats) -> Moment:
    """The day of the campaign's end, once it is over."""
    return Moment(stats.as_of, stats.campaign.zone, "date")


def _typed(stats: Stats) -> bool:
    """Whether people give every number: no page is read, and none that stands was."""
    pages = [page for one in stats.every_target for page in one.pages]
    unread = [page.by_hand and (page.now is None or page.now.origin is not Origin.SOURCE) for page in pages]
    return all(page.page.source == BY_HAND or alone for page, alone in zip(pages, unread, strict=True))


def groups(stats: Stats) -> Iterator[tuple[Text | None, Sequence[TargetStats]]]:
    """The lines of each measure under what became of it, where there are several; those for comparison under that."""
    several = len(stats.blocks) > 1
    for block in stats.blocks:
        known = block.total.change is not None
        heading = moved_text(block.measure, block.total) if known else measure_name(block.measure)
        yield heading if several else None, block.targets
    yield Text("page-control"), stats.controls


def _top(stats: Stats, measure: Measure, speak: Tongue) -> dict[str, Any]:
    total, big = stats.total, big_number(stats)
    if big.number is None:
        after = _age(stats, speak) if big.waits is None else [speak(big.waits)]
        return {"number": "", "what": speak(big.what), "gray": [{"text": one} for one in after], "good": None}
    written, lost = _apart(big.number, speak), total.lost or 0
    gray = []
    if big.changed and not measure.kind.adds_up:
        gray.append(_apart(signed(measure, -lost), speak))
    if big.changed and total.percent is not None:
        sign = SIGNS[lost < 0] if lost else ""
        gray.append(f"{sign}\u00a0{_apart(signed_percent(total), speak)}".strip())
    return {
        "number": written,
        "size": next((size for size in SIZES if size >= len(without_marks(written))), SIZES[-1]),
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
        return [speak(Text("page-ended", {"date": ended_on(stats)}))]
    # What makes no total has an age too.
    taken = [one.figures.taken_at for one in stats.every_target if one.figures.taken_at is not None]
    oldest, starts_at = stats.total.taken_at or min(taken), stats.campaign.starts_at
    said = [Text("page-read", {"age": Span(stats.now - oldest, ago=True)})]
    if stats.now < starts_at:
        said.append(Text("page-starts", {"date": Moment(starts_at, stats.campaign.zone, "day")}))
    return [speak(one) for one in said]


def _company(
    stats: Stats, one: TargetStats, plots: Sequence[Plot], speak: Tongue, link: Callable[[Page], str], most: int
) -> dict[str, Any]:
    figures, measure = one.figures, one.measure
    name = _cell(one.name, speak)
    href = next((found for found in (link(page.page) for page in one.pages) if found), "")
    falls = measure.wanted is Wanted.FALL and measure.key == LIKES.key
    first, control = figures.now is not None and figures.lost is None, one in stats.controls
    percent = "" if first else _percent(figures, speak)
    act = Text("page-act-company" if falls else "page-act-open")
    return {
        "slug": one.target.slug,
        "name": name,
        "initial": name[:1],
        "long": sum(max(map(len, WORDS.findall(name)), default=0) > most for most in LONG_WORDS),
        "tall": sum(len(name) > most for most in TALL_NAMES),
        "before": _count(figures.before, measure, speak),
        "now": _count(figures.now, measure, speak),
        # With one reading so far the count stands alone.
        "change": "" if first else _cell(change(measure, figures), speak),
        # In a line of its own the middle of a range is enough, as in pictures.
        "middle": "" if first else _cell(middle(measure, figures), speak),
        "percent": percent,
        "far": max(0, max(map(len, without_marks(percent).split(" "))) - LONG_PERCENT),
        "day": _cell(UNKNOWN if figures.last_24h is None else signed(measure, figures.last_24h), speak),
        # A page for comparison is to stay as it is: nobody is sent there, and its change is neither good nor bad.
        "good": None if control or figures.lost is None else measure.good(-figures.lost),
        "share": round(100 * abs(figures.lost or 0) / most, 1) if most and not control else 0,
        # The plots are without the pages for comparison.
        "spark": "" if control else _spark(plots, one),
        "age": _cell(_age_of(stats, figures), speak),
        "read_at": stamp(figures.taken_at) if figures.taken_at else "",
        "href": "" if stats.ended or control else href,
        "act": speak(act),
        "act_on": without_marks(speak(Text("said-of", {"name": act, "said": name}))),
        "control": control,
    }


def _percent(figures: Figures, speak: Tongue) -> str:
    """The per cent; in a narrow card a line may end behind the word that marks it as approximate."""
    value = signed_percent(figures)
    said = _cell(value, speak)
    if not isinstance(value, Text) or "value" not in value.values:
        return said
    bare = _cell(value.values["value"], speak)
    return bare.join(word.replace("\u00a0", " ") for word in said.split(bare))


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


def _apart(value: Value, speak: Tongue) -> str:
    """A bare value, isolated in a right-to-left line, where its sign or the ends of a range would change sides."""
    said = _cell(value, speak)
    return f"\u2068{said}\u2069" if speak.right_to_left else said


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))
