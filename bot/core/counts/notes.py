"""What stands beside figures, each note once: age, failing pages, corrections, rounding, worth of a unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal

from bot.core.counts.figures import PageFigures, Stats, TargetStats
from bot.core.counts.phrases import dotted, goals, one_unit
from bot.core.model.measures.texts import number, shifted
from bot.core.model.reply import Currency, Moment, Money, Rate, Span, Text, Value


def notes(stats: Stats, shown: Sequence[TargetStats] | None = None) -> tuple[Text, ...]:
    """The notes under the table: goals, age, failing pages, corrections, rounding, worth of a unit, exchange rates.

    They are about the targets `shown`, about all where none are given.
    """
    return tuple(_lines(stats, list(stats.every_target if shown is None else shown)))


def _lines(stats: Stats, shown: list[TargetStats]) -> Iterator[Text]:
    campaign = stats.campaign
    if stats.now < campaign.starts_at:
        yield Text("not-started", {"at": Moment(campaign.starts_at)})
    if stats.ended:
        yield Text("ended", {"at": Moment(stats.as_of)})
        yield from _since_end(shown)
    yield from goals(stats)
    if any(one.figures.now is not None for one in shown) or (stats.ended and not stats.unread):
        yield from _trouble(stats, shown)
    else:
        yield Text("no-figures-ended" if stats.ended else "no-figures")
    yield from _notes(shown)
    rounded = [one for one in shown if one.figures.step > 1]
    if rounded:
        most = max(rounded, key=lambda one: one.measure.number(one.figures.step))
        yield Text("rounded", {"step": number(most.measure, most.figures.step)})
    yield from _money_notes(stats)


def _money_notes(stats: Stats) -> Iterator[Text]:
    """What a unit of each measure is worth by the organizers' assumption, and exchange rates; nothing without money."""
    campaign = stats.campaign
    priced = [block.measure for block in stats.blocks if block.measure.worth is not None]
    for measure in priced:
        values: dict[str, Value] = {
            "value": Money(measure.worth or Decimal(0), campaign.currency),
            "unit": one_unit(measure),
        }
        if any(campaign.value_note.by_language.values()):
            yield Text("assumption", {**values, "note": campaign.value_note})
        else:
            yield Text("assumption-plain", values)
    if not priced or campaign.rates_date is None:
        return
    day = Moment(datetime.combine(campaign.rates_date, time(), UTC), "UTC", "date")
    for currency, rate in campaign.rates.items():
        yield Text(
            "rate",
            {"currency": Currency(currency), "rate": Rate(rate), "base": Currency(campaign.currency), "date": day},
        )


def _since_end(shown: Iterable[TargetStats]) -> Iterator[Text]:
    for one in shown:
        if one.figures.since_end is not None:
            yield Text("since-end", {"name": one.name, "change": shifted(one.measure, one.figures.since_end)})


def _trouble(stats: Stats, shown: list[TargetStats]) -> Iterator[Text]:
    """What the public hears of trouble: how old a count is, one that waits, one that is missing. Why is not theirs.

    A source that fails does not contradict a count that was typed in since.
    """
    for one in shown:
        for page in one.pages:
            if page.failing is not None and page.now is not None and page.now.taken_at <= page.failing.since:
                yield Text("last-read", {"name": one.name, "age": Span(stats.now - page.now.taken_at, ago=True)})
            if page.held is not None:
                yield Text("held", {"name": one.name, "count": number(one.measure, page.held.count)})
    counting = stats.campaign.starts_at <= stats.now and not stats.ended
    unread = [
        one for one in shown if any(page.now is None or (counting and page.baseline is None) for page in one.pages)
    ]
    if unread:
        yield Text("no-reading-end" if stats.ended else "no-reading-yet", {"names": _names(unread, shown)})


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
    return dotted(one.name for one in companies)
