"""Figures in full: the table behind "Details"."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.core.counts.figures import Block, Figures, Stats, TargetStats
from bot.core.counts.notes import notes
from bot.core.counts.phrases import (
    UNKNOWN,
    approximate,
    borne,
    change,
    dotted,
    known,
    money,
    rounded_worth,
    shift,
    turned,
    with_percent,
)
from bot.core.model.campaign import named_in_buttons
from bot.core.model.measures.measure import Measure, MeasureKind, Wanted
from bot.core.model.measures.texts import between, measure_name, shifted, signed
from bot.core.model.reply import Button, Currency, Percent, Rate, Reply, Row, Signed, Table, Text, Value

RESULT_ROWS = frozenset({"row-lost", "row-gained", "row-change"})
"""The rows that say what the campaign did."""


def details_reply(stats: Stats, only: str = "") -> Reply:
    """The whole table with its notes (see `notes`); `only` is the slug of one target, "" for all."""
    shown = named_in_buttons(stats.campaign, only)
    buttons = (
        Button(Text("button-figures"), command=f"stats {shown}"),
        Button(Text("button-chart"), command=f"chart {shown}"),
    )
    first, *others = stats.blocks_of(only)
    # A company that is there for comparison has no line in a chart.
    compared = stats.compares(only)
    lines = [Text("control-only")] if compared else []
    lines += [line for block in others for line in _block_lines(stats, block, only)]
    noted = [one for one in stats.every_target if only in {"", one.target.slug}]
    return Reply(
        title=Text("campaign-title", {"title": stats.campaign.title}),
        table=_table(stats, first, _shown(first, only)),
        lines=(*lines, *notes(stats, noted)),
        buttons=(buttons[:1] if compared else buttons,),
    )


def figures_table(stats: Stats, block: Block | None = None) -> Table:
    """The table of every target of a measure and their total; of the headline's where none is given."""
    block = block or stats.blocks[0]
    return _table(stats, block, list(block.targets))


def _pace(figures: Figures, *, rising: bool) -> Value:
    if figures.per_hour is None:
        return UNKNOWN
    # A pace below ten an hour keeps its one decimal, as it is known that well.
    return Text("per-hour", {"pace": Rate(turned(borne(figures.per_hour), rising=rising))})


def _moving(measure: Measure, figures: Figures) -> Value:
    """The pace beside changes that have a sign: where likes come back instead of going, +48 and not −48."""
    lost = borne(figures.per_hour or Decimal(0))
    if _rising(measure) or lost >= 0:
        return _pace(figures, rising=_rising(measure))
    decimals = -min(int(lost.as_tuple().exponent), 0)
    return Text("per-hour", {"pace": Signed(-int(lost.scaleb(decimals)), decimals)})


def _shown(block: Block, only: str) -> list[TargetStats]:
    return [one for one in block.targets if only in {"", one.target.slug}]


def _rising(measure: Measure) -> bool:
    """Whether the table tells a rise as positive: losses are, where likes and the like are wanted to fall."""
    return measure.wanted is Wanted.RISE or measure.kind is not MeasureKind.COUNT


def _result(measure: Measure) -> Text:
    name = {"measure": measure_name(measure)}
    if measure.kind is not MeasureKind.COUNT:
        return Text("row-change", name)
    return Text("row-gained" if _rising(measure) else "row-lost", name)


def _moved_cell(measure: Measure, figures: Figures) -> Value:
    if measure.kind is not MeasureKind.COUNT:
        return change(measure, figures)
    if figures.low is None or figures.high is None:
        return UNKNOWN
    low, high = (-figures.high, -figures.low) if _rising(measure) else (figures.low, figures.high)
    return between(measure, low, high)


def _percent(figures: Figures, *, rising: bool) -> Value:
    if figures.percent is None:
        return UNKNOWN
    return approximate(figures, Percent(turned(figures.percent, rising=rising)))


def _recent_change(measure: Measure, value: int | None) -> Value:
    return UNKNOWN if value is None else signed(measure, value)


def _table(stats: Stats, block: Block, shown: Sequence[TargetStats]) -> Table:
    measure = block.measure
    columns: list[tuple[Value, Figures]] = [(one.name, one.figures) for one in shown]
    if len(shown) > 1 and measure.kind.adds_up:
        columns.append((Text("total"), block.total))
    every, rising = [figures for _, figures in columns], _rising(measure)
    currencies = [stats.campaign.currency, *stats.campaign.rates] if measure.worth is not None else []
    rows = [
        Row(Text("row-before"), tuple(known(measure, figures.before) for figures in every)),
        Row(Text("row-end" if stats.ended else "row-now"), tuple(known(measure, figures.now) for figures in every)),
        Row(_result(measure), tuple(_moved_cell(measure, figures) for figures in every)),
    ]
    if measure.kind.has_share:
        rows.append(Row(Text("row-percent"), tuple(_percent(figures, rising=rising) for figures in every)))
    money_row = "row-worth" if rising else "row-money"
    rows += [
        *(
            Row(
                Text(money_row, {"currency": Currency(currency)}),
                tuple(rounded_worth(figures, currency, rising=rising) for figures in every),
            )
            for currency in currencies
        ),
        Row(Text("row-last-hour"), tuple(_recent_change(measure, figures.last_hour) for figures in every)),
        Row(Text("row-last-24h"), tuple(_recent_change(measure, figures.last_24h) for figures in every)),
        Row(Text("row-pace"), tuple(_pace(figures, rising=rising) for figures in every)),
    ]
    blocks = tuple(_block(measure, name, figures, ended=stats.ended) for name, figures in columns)
    return Table(tuple(name for name, _ in columns), tuple(rows), blocks)


def _block_lines(stats: Stats, block: Block, only: str) -> Iterator[Text]:
    """A measure beside the one of the table: its name, and the block of each target and of the total."""
    yield Text("block-measure", {"measure": measure_name(block.measure, stats.measures)})
    for lines in _table(stats, block, _shown(block, only)).blocks:
        yield from lines


def _block(measure: Measure, name: Value, figures: Figures, *, ended: bool) -> tuple[Text, ...]:
    """A target's block for a narrow screen. Unknown values are left out instead of shown as a dash."""
    head = name if isinstance(name, Text) else Text("block-name", {"name": name})
    if figures.lost is None:
        return (head, Text("block-no-loss-end" if ended else "block-no-loss", {"now": known(measure, figures.now)}))
    lines = [head]
    counts: dict[str, Value] = {
        "before": known(measure, figures.before),
        "now": known(measure, figures.now),
        "change": shift(measure, figures),
    }
    if ended:
        lines.append(with_percent("block-end", "block-end-plain", figures, counts))
    else:
        lines.append(with_percent("block-now", "block-now-plain", figures, counts))
    if figures.worth and measure.good(-figures.lost):
        lines.append(Text("block-money", {"money": money(figures)}))
    recent = [
        Text(text_id, {"change": shifted(measure, changed)})
        for text_id, changed in (("change-last-hour", figures.last_hour), ("change-last-24h", figures.last_24h))
        if changed is not None
    ]
    if figures.per_hour is not None:
        recent.append(Text("change-pace", {"pace": _moving(measure, figures)}))
    if recent:
        lines.append(Text("block-recent", {"recent": dotted(recent)}))
    return tuple(lines)
