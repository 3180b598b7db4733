"""Figures in short: what `/stats` answers first and what a scheduled update says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core.counts.chart_data import Line, Plot, Window
from bot.core.counts.figures import Block, Figures, Stats, TargetStats
from bot.core.counts.phrases import (
    UNKNOWN,
    goals,
    moved_text,
    one_unit,
    rounded_worth,
    shift,
    with_percent,
)
from bot.core.counts.picture_address import chart_address
from bot.core.model.campaign import Campaign, named_in_buttons
from bot.core.model.chats import Mode
from bot.core.model.measures.measure import Measure, Wanted
from bot.core.model.measures.texts import measure_name, moved, number, shifted, standing
from bot.core.model.reply import Button, Moment, Money, Reply, Span, Text, Value
from bot.core.ports.database import Transaction

_One = TypeVar("_One")
MOST_COMPANIES = 6
SHOWN_OF_MANY = 5
"""Of more than MOST_COMPANIES, only those that moved most have a line of their own."""
STALE = timedelta(hours=2)
"""A company whose reading is this much older than the newest has its own age beside it."""


def title(stats: Stats) -> Text:
    """The campaign's name."""
    return Text("campaign-title", {"title": stats.campaign.title})


async def open_events(tx: Transaction, campaign: Campaign) -> tuple[int, ...]:
    """The ids of the campaign's open events, which the button "Take part" leads to."""
    return tuple(event.id for event in await tx.events.of(campaign.slug) if event.open)


def stats_reply(stats: Stats, only: str = "", events: Sequence[int] = ()) -> Reply:
    """The short answer: a headline, a line per company, their age. `only` is the slug of one target, "" for all."""
    return Reply(title(stats), summary(stats, only), buttons=buttons(stats, events, only))


def summary(stats: Stats, only: str = "") -> tuple[Text, ...]:
    """The lines of the short answer, at most two and one for each company; `only` is the slug of one target."""
    return tuple(_summary(stats, only))


def update_reply(stats: Stats, mode: Mode = Mode.POST, events: Sequence[int] = ()) -> Reply:
    """The scheduled update: the lines of the short answer, and what changed lately.

    A board shows the time of its figures instead of their age, so that it is edited only when they change. A digest
    shows the change of 24 hours instead of one hour, and a chart of them.
    """
    lines = tuple(_summary(stats, "", dated=mode is Mode.BOARD, recent=_recent(stats, mode)))
    name = {Mode.POST: "update-title", Mode.BOARD: "board-title", Mode.DIGEST: "digest-title"}[mode]
    return Reply(
        title=Text("update-final-title" if stats.ended else name, {"title": stats.campaign.title}),
        lines=lines,
        buttons=buttons(stats, events),
        picture=chart_address(stats, Window.DAY) if mode is Mode.DIGEST else "",
    )


def headline(stats: Stats, only: str = "", *, worth: bool = True) -> Text:
    """The change of all targets in one sentence, or that of the one target with the slug `only`; `worth` adds money."""
    for block in stats.blocks:
        shown = _shown(block, only)
        if only and shown:
            return _headline(stats, block.measure, shown[0].figures, worth=worth)
    first = stats.blocks[0]
    read = [one for one in first.targets if one.figures.now is not None]
    if len(read) > 1 and not first.measure.kind.adds_up:
        return Text("headline-measure", {"measure": measure_name(first.measure)})
    return _headline(stats, first.measure, first.total, worth=worth)


def _headline(stats: Stats, measure: Measure, figures: Figures, *, worth: bool) -> Text:
    if figures.lost is None:
        if figures.now is None and len(stats.blocks) > 1:
            return Text("block-measure", {"measure": measure_name(measure, stats.measures)})
        if figures.now is None:
            return nothing_counted(stats) if stats.ended else Text("headline-none")
        return Text("headline-count", {"now": standing(measure, figures.now)})
    values: dict[str, Value] = {"moved": moved_text(measure, figures)}
    if measure.worth is None or not worth or not measure.good(-figures.lost):
        return with_percent("headline-change", "headline-plain", figures, values)
    values |= {
        "money": rounded_worth(figures, stats.campaign.currency, rising=measure.wanted is Wanted.RISE),
        "value": Money(measure.worth, stats.campaign.currency),
        "unit": one_unit(measure),
    }
    return with_percent("headline", "headline-worth", figures, values)


def window_headline(plot: Plot) -> Text:
    """What changed in the window of a plot, and never what changed since the start."""
    window = Text(f"chart-{plot.window.value}")
    read = [line for line in plot.lines if line.points]
    if len(read) > 1 and not plot.measure.kind.adds_up:
        # Places in a chart and the like make no sum.
        return Text("headline-measure", {"measure": measure_name(plot.measure)})
    if plot.change is None and read and all(map(plot.bounds, read)):
        return Text("chart-unclear", {"window": window})
    if plot.change is None:
        inside = [line for line in read if line.points[-1].at > plot.end - (plot.window.length or timedelta())]
        return Text("chart-sparse" if inside else "chart-unknown", {"window": window})
    return Text("chart-window", {"moved": moved(plot.measure, plot.change), "window": window})


def nothing_counted(stats: Stats) -> Text:
    """What is said after the end in place of a change: that no number came in, or none from which a change counts."""
    return Text("no-figures-ended" if stats.unread else "headline-unchanged")


def nothing_to_draw(plot: Plot) -> Text:
    """What stands in place of a chart's lines: that it has not begun, nothing was read, or one reading is no change."""
    if plot.end < plot.campaign.starts_at:
        return Text("chart-before", {"date": Moment(plot.campaign.starts_at, plot.campaign.zone, "date")})
    return Text("chart-first" if plot.drawn else "chart-nothing")


def window_summary(stats: Stats, plot: Plot) -> tuple[Text, ...]:
    """The figures beside a plot: its whole change, a line for each company with its own, and their age.

    A plot of the whole campaign has the lines of the short answer.
    """
    only = plot.lines[0].target.slug if len(plot.lines) == 1 and len(stats.targets) > 1 else ""
    if plot.window is Window.ALL:
        return summary(stats, only)
    lines = [window_headline(plot)]
    first = {(one.target.slug, one.part) for one in stats.targets if one.figures.lost is None}
    read = [line for line in plot.lines if line.points]
    for line in _most_moved(read, plot.change_of):
        values: dict[str, Value] = {"name": line.name, "now": number(line.measure, line.points[-1].count)}
        alone = (line.target.slug, line.part) in first
        changed = Text("company-plain", values | {"change": _signed(plot, line)})
        lines.append(Text("company-now", values) if alone else changed)
    lines += _rest(read)
    shown = [one for one in stats.targets if only in {"", one.target.slug} and one.figures.taken_at is not None]
    return (*lines, *([_age(stats, shown, dated=False)] if shown else []))


def _signed(plot: Plot, line: Line) -> Value:
    change = plot.change_of(line)
    return UNKNOWN if change is None else shifted(line.measure, change)


def buttons(stats: Stats, events: Sequence[int] = (), only: str = "") -> tuple[tuple[Button, ...], ...]:
    """The buttons under figures: chart, details, taking part where an event is open, passing it on.

    Before the first reading there is nothing to draw, and no button for it.
    """
    slug, shown = stats.campaign.slug, named_in_buttons(stats.campaign, only)
    made = [Button(Text("button-details"), command=f"stats {shown} details")]
    if any(one.figures.taken_at is not None for one in stats.targets if only in {"", one.target.slug}):
        made.insert(0, Button(Text("button-chart"), command=f"chart {shown}"))
    if events:
        command = f"pledge {events[0]}" if len(events) == 1 else f"events {slug}"
        made.append(Button(Text("button-take-part"), command=command))
    made.append(Button(Text("button-share"), command=f"share {slug}"))
    return tuple(tuple(made[start : start + 2]) for start in range(0, len(made), 2))


def figures_button(slug: str) -> Button:
    """The button that asks for a campaign's figures; it works in groups with privacy mode on."""
    return Button(Text("button-figures"), command=f"stats {slug}")


def _shown(block: Block, only: str) -> list[TargetStats]:
    return [one for one in block.targets if only in {"", one.target.slug}]


def _summary(stats: Stats, only: str, *, dated: bool = False, recent: Text | None = None) -> Iterator[Text]:
    blocks = stats.blocks_of(only)
    shown = [one for block in blocks for one in _shown(block, only)]
    taken = [one.figures.taken_at for one in shown if one.figures.taken_at is not None]
    if not taken and stats.ended:
        alone = bool(only and shown)
        yield Text("company-never", {"name": shown[0].name}) if alone else nothing_counted(stats)
        return
    if not taken:
        yield Text("no-figures")
        yield Text("no-figures-typed" if all(one.by_hand for one in shown or stats.controls) else "no-figures-next")
        return
    newest = max(taken)
    if stats.compares(only):
        yield Text("control-only")
    for block in blocks:
        yield from _block_lines(stats, block, _shown(block, only), newest, dated=dated)
    yield from goals(stats)
    age = _age(stats, [one for one in shown if not _stale(one, newest)], dated=dated)
    yield age if recent is None else Text("recent-and-age", {"recent": recent, "age": age})


def _block_lines(
    stats: Stats, block: Block, shown: Sequence[TargetStats], newest: datetime, *, dated: bool
) -> Iterator[Text]:
    """A measure: the change of its total, then a line for each company, of many only for those that moved most."""
    alone = len(shown) == 1
    if shown and (alone or block.measure.kind.adds_up):
        figures = shown[0].figures if alone else block.total
        yield _headline(stats, block.measure, figures, worth=block is stats.blocks[0])
    elif shown:
        yield Text("block-measure", {"measure": measure_name(block.measure, stats.measures)})
    for one in _most_moved(shown, lambda one: one.figures.lost):
        yield _company(stats, one, newest, dated=dated, alone=alone)
    yield from _rest(shown)


def _most_moved(shown: Sequence[_One], change: Callable[[_One], int | None]) -> Sequence[_One]:
    """Those that have a line of their own: all of a few, of many the ones that moved most."""
    if len(shown) <= MOST_COMPANIES:
        return shown
    return sorted(shown, key=lambda one: abs(change(one) or 0), reverse=True)[:SHOWN_OF_MANY]


def _rest(shown: Sequence[object]) -> list[Text]:
    """How many have no line of their own."""
    return [Text("companies-more", {"count": len(shown) - SHOWN_OF_MANY})] if len(shown) > MOST_COMPANIES else []


def _stale(one: TargetStats, newest: datetime) -> bool:
    taken = one.figures.taken_at
    return taken is not None and newest - taken >= STALE


def _company(stats: Stats, one: TargetStats, newest: datetime, *, dated: bool, alone: bool) -> Text:
    figures, name, measure = one.figures, one.name, one.measure
    if figures.now is None:
        return Text("company-never" if stats.ended else "company-none", {"name": name})
    values: dict[str, Value] = {"name": name, "now": number(measure, figures.now)}
    if alone or figures.lost is None:
        line = Text("company-now", values)
    else:
        line = with_percent("company", "company-plain", figures, {**values, "change": shift(measure, figures)})
    if figures.taken_at is None or not _stale(one, newest):
        return line
    if dated or stats.ended:
        return Text("company-read-at", {"company": line, "at": Moment(figures.taken_at, stats.campaign.zone)})
    return Text("company-read", {"company": line, "age": Span(stats.now - figures.taken_at, ago=True)})


def _age(stats: Stats, shown: Iterable[TargetStats], *, dated: bool) -> Text:
    oldest, whence = min(
        (figures.taken_at, figures.origin)
        for figures in (one.figures for one in shown)
        if figures.taken_at is not None and figures.origin is not None
    )
    origin, campaign = Text(f"origin-{whence.name.lower()}"), stats.campaign
    if stats.ended:
        return Text("age-ended", {"at": Moment(stats.as_of, campaign.zone, "date")})
    if stats.now < campaign.starts_at:
        return Text(
            "age-before",
            {"origin": origin, "age": Span(stats.now - oldest, ago=True), "at": Moment(campaign.starts_at)},
        )
    counted = [page for block in stats.blocks for one in block.targets for page in one.pages]
    firsts = [page.baseline.snapshot.taken_at for page in counted if page.baseline]
    since = Moment(max(campaign.starts_at, min(firsts, default=oldest)), campaign.zone, "day")
    if dated:
        return Text("age-at", {"origin": origin, "at": Moment(oldest), "since": since})
    return Text("age", {"origin": origin, "age": Span(stats.now - oldest, ago=True), "since": since})


def _recent(stats: Stats, mode: Mode) -> Text | None:
    changed = stats.total.last_24h if mode is Mode.DIGEST else stats.total.last_hour
    if changed is None or stats.ended or mode is Mode.BOARD:
        return None
    values = {"change": shifted(stats.measure, changed)}
    return Text("change-last-24h" if mode is Mode.DIGEST else "change-last-hour", values)
