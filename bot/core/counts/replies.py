"""Figures as replies: what `/stats` answers and what an hourly update says."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time

from bot.core.counts.chart_data import Window
from bot.core.counts.figures import Figures, Stats, TargetStats
from bot.core.counts.picture_address import chart_address
from bot.core.model.chats import Mode
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


def title(stats: Stats) -> Text:
    """The campaign's name."""
    return Text("campaign-title", {"title": stats.campaign.title})


def stats_reply(stats: Stats, only: str = "") -> Reply:
    """The whole table with its notes (see `notes`); `only` is the slug of one target, "" for all."""
    shown = [one for one in stats.targets if only in {"", one.target.slug}]
    return Reply(
        title=title(stats),
        table=_table(stats, shown, with_total=len(shown) > 1),
        lines=(*_lines(stats, shown),),
        buttons=((figures_button(stats.campaign.slug),),),
    )


def figures_table(stats: Stats) -> Table:
    """The table of every target and their total."""
    return _table(stats, list(stats.targets), with_total=len(stats.targets) > 1)


def headline(stats: Stats, only: str = "") -> Text:
    """The total in one sentence, or the one target of that slug."""
    return next((_update_line(one) for one in stats.targets if one.target.slug == only), _update_total(stats))


def notes(stats: Stats) -> tuple[Text, ...]:
    """The notes under the table: age, failing pages, corrections, rounding, value of a like, exchange rates."""
    return tuple(_lines(stats, list(stats.targets)))


def update_lines(stats: Stats, only: str = "") -> tuple[Text, ...]:
    """A line per target and the age of the figures; `only` names one target (its slug)."""
    shown = [one for one in stats.targets if only in {"", one.target.slug}]
    return (*(_update_line(one) for one in shown), *_age(stats, shown), *_trouble(shown))


def update_reply(stats: Stats, mode: Mode = Mode.POST) -> Reply:
    """The scheduled update: the total, a line per target, the age of the figures.

    A board shows the time of its figures instead of their age, so that it is edited only when they change. A digest
    shows changes over 24 hours instead of one hour, and a chart of them.
    """
    lines = [_update_total(stats)]
    lines += [_update_line(one, day=mode is Mode.DIGEST) for one in stats.targets]
    title = {Mode.POST: "update-title", Mode.BOARD: "board-title", Mode.DIGEST: "digest-title"}[mode]
    dated = mode is Mode.BOARD
    return Reply(
        title=Text("update-final-title" if stats.ended else title, {"title": stats.campaign.title}),
        lines=(*lines, *_age(stats, stats.targets, dated=dated), *_trouble(stats.targets), *_baselines(stats.targets)),
        buttons=((figures_button(stats.campaign.slug),),),
        picture=chart_address(stats, Window.DAY) if mode is Mode.DIGEST else "",
    )


def figures_button(slug: str) -> Button:
    """The button under every update that asks for the whole table; it works in groups with privacy mode on."""
    return Button(Text("button-figures"), command=f"stats {slug}")


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
    return _about(figures, listed(Money(amount, currency) for currency, amount in figures.worth.items()))


def _about(figures: Figures, value: Value) -> Value:
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
    return UNKNOWN if figures.percent is None else _about(figures, Percent(figures.percent))


def _gain(figures: Figures) -> Value:
    return UNKNOWN if figures.percent is None else _about(figures, Percent(-figures.percent))


def _pace(figures: Figures) -> Value:
    return UNKNOWN if figures.per_hour is None else Text("per-hour", {"pace": Rate(figures.per_hour)})


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
                tuple(
                    _about(figures, Money(figures.worth[currency], currency)) if currency in figures.worth else UNKNOWN
                    for figures in every
                ),
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
    counts = {"before": _known(figures.before), "now": _known(figures.now)}
    lines.append(Text("block-end" if ended else "block-now", counts))
    if figures.lost < 0:
        lines.append(Text("block-gained", {"gained": -figures.lost, "percent": _gain(figures)}))
    else:
        lines.append(Text("block-lost", {"lost": _lost(figures), "percent": _percent(figures)}))
        lines.append(Text("block-money", {"money": money(figures)}))
    recent = [
        Text(text_id, {"change": Signed(change)})
        for text_id, change in (("change-last-hour", figures.last_hour), ("change-last-24h", figures.last_24h))
        if change is not None
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
    yield from _age(stats, shown)
    yield from _trouble(shown)
    yield from _baselines(shown)
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


def _age(stats: Stats, shown: Iterable[TargetStats], *, dated: bool = False) -> Iterator[Text]:
    read = [
        (figures.taken_at, figures.origin)
        for figures in (one.figures for one in shown)
        if figures.taken_at is not None and figures.origin is not None
    ]
    if not read:
        yield Text("no-figures")
        return
    oldest, whence = min(read)
    origin = Text(f"origin-{whence.name.lower()}")
    if stats.ended or dated:
        yield Text("age-ended", {"origin": origin, "at": Moment(oldest)})
    else:
        yield Text("age", {"origin": origin, "age": Span(stats.now - oldest)})


def _since_end(shown: Iterable[TargetStats]) -> Iterator[Text]:
    for one in shown:
        if one.figures.since_end is not None:
            yield Text("since-end", {"name": one.target.name, "change": Signed(one.figures.since_end)})


def _trouble(shown: Iterable[TargetStats]) -> Iterator[Text]:
    """Warnings shown with the figures: failing pages, held readings, and pages without a reading yet."""
    for one in shown:
        for page in one.pages:
            if page.failing is not None:
                why = Text(f"fault-{page.failing.kind.value}", {"page": page.page.label})
                yield Text("failing", {"name": one.target.name, "since": Moment(page.failing.since), "why": why})
            if page.held is not None:
                yield Text("held", {"name": one.target.name, "count": page.held.count})
            if page.baseline is None or page.now is None:
                yield Text("no-reading-yet", {"name": one.target.name, "page": page.page.label})


def _notes(shown: Iterable[TargetStats]) -> Iterator[Text]:
    for one in shown:
        for page in one.pages:
            if page.note:
                yield Text("about-page", {"name": one.target.name, "page": page.page.label, "note": Text(page.note)})


def _baselines(shown: Iterable[TargetStats]) -> Iterator[Text]:
    for one in shown:
        for page in one.pages:
            if page.baseline is None:
                continue
            if page.baseline.late:
                values: dict[str, Value] = {
                    "name": one.target.name,
                    "at": Moment(page.baseline.snapshot.taken_at),
                }
                yield Text("baseline-late", values)
            if page.baseline.corrected_at is not None:
                corrected = Moment(page.baseline.corrected_at, form="date")
                yield Text("baseline-corrected", {"name": one.target.name, "date": corrected})


def _update_total(stats: Stats) -> Text:
    total = stats.total
    if total.lost is None:
        return Text("update-no-total")
    if total.lost < 0:
        return Text("update-total-up", {"gained": -total.lost, "percent": _gain(total)})
    value = Money(stats.campaign.value_per_like, stats.campaign.currency)
    values: dict[str, Value] = {"lost": _lost(total), "percent": _percent(total), "money": money(total)}
    return Text("update-total", {**values, "value": value})


def _update_line(one: TargetStats, *, day: bool = False) -> Text:
    figures, name = one.figures, one.target.name
    if figures.lost is None:
        return Text("update-line-no-loss", {"name": name, "now": _known(figures.now)})
    if figures.lost < 0:
        return Text("update-line-up", {"name": name, "gained": -figures.lost, "percent": _gain(figures)})
    values: dict[str, Value] = {"name": name, "lost": _lost(figures), "percent": _percent(figures)}
    change = figures.last_24h if day else figures.last_hour
    if change is None:
        return Text("update-line", values)
    return Text("update-line-day" if day else "update-line-hour", {**values, "change": Signed(change)})
