"""Figures in full: the table behind "Details", and what stands beside the figures, each note once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from bot.core.counts.figures import Figures, PageFigures, Stats, TargetStats
from bot.core.model.reply import (
    Button,
    Moment,
    Money,
    Percent,
    Range,
    Rate,
    Reply,
    Row,
    Signed,
    Span,
    Table,
    Text,
    Value,
)

UNKNOWN = Text("unknown")
BORNE = 2
"""Significant digits of money and pace: an assumption such as 3 MAD a like bears no more."""


def details_reply(stats: Stats, only: str = "") -> Reply:
    """The whole table with its notes (see `notes`); `only` is the slug of one target, "" for all."""
    shown = [one for one in stats.targets if only in {"", one.target.slug}]
    slug = only or stats.campaign.slug
    buttons = (
        Button(Text("button-figures"), command=f"stats {slug}"),
        Button(Text("button-chart"), command=f"chart {slug}"),
    )
    return Reply(
        title=Text("campaign-title", {"title": stats.campaign.title}),
        table=_table(stats, shown, with_total=len(shown) > 1),
        lines=tuple(_lines(stats, shown)),
        buttons=(buttons,),
    )


def figures_table(stats: Stats) -> Table:
    """The table of every target and their total."""
    return _table(stats, list(stats.targets), with_total=len(stats.targets) > 1)


def notes(stats: Stats) -> tuple[Text, ...]:
    """The notes under the table: age, failing pages, corrections, rounding, value of a like, exchange rates."""
    return tuple(_lines(stats, list(stats.targets)))


def borne(amount: Decimal) -> Decimal:
    """An amount rounded to BORNE significant digits: 1,384,614 becomes 1,400,000."""
    return amount if not amount else round(amount, BORNE - 1 - amount.adjusted())


def rounded_worth(figures: Figures, currency: str) -> Value:
    """What the lost likes are worth in one currency, as the assumption bears it; UNKNOWN where no loss is known."""
    if currency not in figures.worth:
        return UNKNOWN
    return Text("about", {"value": Money(borne(figures.worth[currency]), currency)})


def change(figures: Figures) -> Value:
    """The change of the count with its sign; a range where counts are rounded, UNKNOWN where none is known."""
    if figures.lost is None or figures.low is None or figures.high is None:
        return UNKNOWN
    return Signed(-figures.lost) if figures.low == figures.high else Range(-figures.high, -figures.low)


def listed(values: Iterable[Value]) -> Value:
    """Values in one line, separated by a middle dot; UNKNOWN for none."""
    found = list(values)
    if not found:
        return UNKNOWN
    line = found[0]
    for value in found[1:]:
        line = Text("pair", {"first": line, "second": value})
    return line


def money(figures: Figures) -> Value:
    """What the lost likes are worth, in every currency of the campaign."""
    if not figures.worth:
        return UNKNOWN
    return Text(
        "about", {"value": listed(Money(borne(amount), currency) for currency, amount in figures.worth.items())}
    )


def approximate(figures: Figures, value: Value) -> Value:
    """Mark a value that is computed from rounded counts as approximate."""
    return value if figures.low == figures.high else Text("about", {"value": value})


def _known(value: Value | None) -> Value:
    return UNKNOWN if value is None else value


def _signed(value: int | None) -> Value:
    return UNKNOWN if value is None else Signed(value)


def _lost(figures: Figures) -> Value:
    if figures.lost is None or figures.low is None or figures.high is None:
        return UNKNOWN
    return figures.lost if figures.low == figures.high else Range(figures.low, figures.high)


def _percent(figures: Figures) -> Value:
    return UNKNOWN if figures.percent is None else approximate(figures, Percent(figures.percent))


def signed_percent(figures: Figures) -> Value:
    """The change in per cent with its sign; UNKNOWN where it is not known."""
    if figures.percent is None:
        return UNKNOWN
    return approximate(figures, Percent(-figures.percent, signed=True))


def _pace(figures: Figures) -> Value:
    if figures.per_hour is None:
        return UNKNOWN
    # A pace below ten an hour keeps its one decimal, as it is known that well.
    return Text("per-hour", {"pace": Rate(borne(figures.per_hour))})


def _table(stats: Stats, shown: list[TargetStats], *, with_total: bool) -> Table:
    columns: list[tuple[Value, Figures]] = [(one.target.name, one.figures) for one in shown]
    if with_total:
        columns.append((Text("total"), stats.total))
    every = [figures for _, figures in columns]
    currencies = [stats.campaign.currency, *stats.campaign.rates]
    rows = [
        Row(Text("row-before"), tuple(_known(figures.before) for figures in every)),
        Row(Text("row-end" if stats.ended else "row-now"), tuple(_known(figures.now) for figures in every)),
        Row(Text("row-lost"), tuple(_lost(figures) for figures in every)),
        Row(Text("row-percent"), tuple(_percent(figures) for figures in every)),
        *(
            Row(
                Text("row-money", {"currency": currency}),
                tuple(rounded_worth(figures, currency) for figures in every),
            )
            for currency in currencies
        ),
        Row(Text("row-last-hour"), tuple(_signed(figures.last_hour) for figures in every)),
        Row(Text("row-last-24h"), tuple(_signed(figures.last_24h) for figures in every)),
        Row(Text("row-pace"), tuple(_pace(figures) for figures in every)),
    ]
    blocks = tuple(_block(name, figures, ended=stats.ended) for name, figures in columns)
    return Table(tuple(name for name, _ in columns), tuple(rows), blocks)


def _block(name: Value, figures: Figures, *, ended: bool) -> tuple[Text, ...]:
    """A target's block for a narrow screen. Unknown values are left out instead of shown as a dash."""
    head = name if isinstance(name, Text) else Text("block-name", {"name": name})
    if figures.lost is None:
        return (head, Text("block-no-loss", {"now": _known(figures.now)}))
    lines = [head]
    counts: dict[str, Value] = {"before": _known(figures.before), "now": _known(figures.now)}
    counts |= {"change": change(figures), "percent": signed_percent(figures)}
    lines.append(Text("block-end" if ended else "block-now", counts))
    if figures.lost > 0:
        lines.append(Text("block-money", {"money": money(figures)}))
    recent = [
        Text(text_id, {"change": Signed(changed)})
        for text_id, changed in (("change-last-hour", figures.last_hour), ("change-last-24h", figures.last_24h))
        if changed is not None
    ]
    if figures.per_hour is not None:
        recent.append(Text("change-pace", {"pace": _pace(figures)}))
    if recent:
        lines.append(Text("block-recent", {"recent": listed(recent)}))
    return tuple(lines)


def _lines(stats: Stats, shown: list[TargetStats]) -> Iterator[Text]:
    campaign = stats.campaign
    if stats.now < campaign.starts_at:
        yield Text("not-started", {"at": Moment(campaign.starts_at)})
    if stats.ended:
        yield Text("ended", {"at": Moment(stats.as_of)})
        yield from _since_end(shown)
    if any(one.figures.now is not None for one in shown):
        yield from _trouble(stats, shown)
    else:
        yield Text("no-figures")
    yield from _notes(shown)
    if any(one.figures.step > 1 for one in shown):
        yield Text("rounded", {"step": max(one.figures.step for one in shown)})
    yield Text(
        "assumption",
        {"value": Money(campaign.value_per_like, campaign.currency), "note": campaign.value_note},
    )
    for currency, rate in campaign.rates.items():
        if campaign.rates_date is not None:
            day = Moment(datetime.combine(campaign.rates_date, time(), UTC), "UTC", "date")
            yield Text("rate", {"currency": currency, "rate": Rate(rate), "base": campaign.currency, "date": day})


def _since_end(shown: Iterable[TargetStats]) -> Iterator[Text]:
    for one in shown:
        if one.figures.since_end is not None:
            yield Text("since-end", {"name": one.target.name, "change": Signed(one.figures.since_end)})


def _trouble(stats: Stats, shown: list[TargetStats]) -> Iterator[Text]:
    """What the public hears of trouble: how old a count is, one that waits, one that is missing. Why is not theirs.

    A source that fails does not contradict a count that was typed in since.
    """
    for one in shown:
        for page in one.pages:
            if page.failing is not None and page.now is not None and page.now.taken_at <= page.failing.since:
                yield Text("last-read", {"name": one.target.name, "age": Span(stats.now - page.now.taken_at)})
            if page.held is not None:
                yield Text("held", {"name": one.target.name, "count": page.held.count})
    unread = [one for one in shown if any(page.baseline is None or page.now is None for page in one.pages)]
    if unread:
        yield Text("no-reading-yet", {"names": _names(unread, shown)})


def _notes(shown: list[TargetStats]) -> Iterator[Text]:
    """Each note once, with all companies that share it."""
    sharing: dict[tuple[str, Moment | str], list[TargetStats]] = {}
    for one in shown:
        for note in dict.fromkeys(note for page in one.pages for note in _page_notes(page)):
            sharing.setdefault(note, []).append(one)
    for (text_id, about), companies in sharing.items():
        told: Mapping[str, Value] = {"date": about} if isinstance(about, Moment) else {"note": Text(about)}
        yield Text(text_id, {"names": _names(companies, shown), **told})


def _page_notes(page: PageFigures) -> Iterator[tuple[str, Moment | str]]:
    """Each note of a page: the id of its text, and the date or the note that it tells."""
    if page.baseline is not None and page.baseline.late:
        yield ("baseline-late", _day(page.baseline.snapshot.taken_at))
    if page.baseline is not None and page.baseline.corrected_at is not None:
        yield ("baseline-corrected", _day(page.baseline.corrected_at))
    if page.note:
        yield ("about-page", page.note)


def _day(at: datetime) -> Moment:
    # The same day is one note, whatever the second.
    return Moment(at.replace(hour=12, minute=0, second=0, microsecond=0), form="date")


def _names(companies: Sequence[TargetStats], shown: Sequence[TargetStats]) -> Value:
    if len(companies) == len(shown) > 1:
        return Text("all-companies")
    return listed(one.target.name for one in companies)
