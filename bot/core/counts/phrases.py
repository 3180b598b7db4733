"""Figures as pieces of sentences: what changed, by how much, what it is worth, how far it is to the goal."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bot.core.counts.figures import Figures, Stats
from bot.core.counts.progress import Progress
from bot.core.model.measures.measure import Measure
from bot.core.model.measures.texts import between, counted, measure_name, moved, number, shifted, signed, standing
from bot.core.model.reply import Moment, Money, Percent, Text, Value

UNKNOWN = Text("unknown")
BORNE = 2
"""Significant digits of money and pace: an assumption such as 3 MAD a like bears no more."""


def dotted(values: Iterable[Value]) -> Value:
    """Values in one line, separated by a middle dot; UNKNOWN for none."""
    found = list(values)
    if not found:
        return UNKNOWN
    line = found[0]
    for value in found[1:]:
        line = Text("pair", {"first": line, "second": value})
    return line


def known(measure: Measure, value: int | None) -> Value:
    """A bare number, UNKNOWN where there is none."""
    return UNKNOWN if value is None else number(measure, value)


def change(measure: Measure, figures: Figures) -> Value:
    """The change of the count with its sign; a range where counts are rounded, UNKNOWN where none is known."""
    if figures.change is None or figures.change_range is None:
        return UNKNOWN
    low, high = figures.change_range
    return signed(measure, figures.change) if low == high else between(measure, low, high)


def middle(measure: Measure, figures: Figures) -> Value:
    """As `change` where a range has no room: the middle of it, marked as approximate."""
    return UNKNOWN if figures.change is None else approximate(figures, signed(measure, figures.change))


def shift(measure: Measure, figures: Figures) -> Value:
    """As `change`, inside a sentence: of a place "up 3 places"."""
    known_exactly = figures.change is not None and figures.low == figures.high
    return shifted(measure, figures.change or 0) if known_exactly else change(measure, figures)


def moved_text(measure: Measure, figures: Figures) -> Text:
    """What a change that is known means: "175,245 likes lost", "likes: no change"."""
    low, high = figures.change_range or (0, 0)
    if low == high == 0:
        return Text("moved-not-of", {"measure": measure_name(measure)})
    return moved(measure, figures.change or 0, low, high)


def signed_percent(figures: Figures) -> Value:
    """The change in per cent with its sign; UNKNOWN where it is not known."""
    if figures.percent is None:
        return UNKNOWN
    return approximate(figures, Percent(-figures.percent + 0, signed=True))


def approximate(figures: Figures, value: Value) -> Value:
    """Mark a value that is computed from rounded counts as approximate."""
    return value if figures.low == figures.high else Text("about", {"value": value})


def with_percent(text_id: str, plain_id: str, figures: Figures, values: Mapping[str, Value]) -> Text:
    """A sentence with the change in per cent, or the plain one where these say nothing."""
    if figures.percent is None:
        return Text(plain_id, values)
    return Text(text_id, {**values, "percent": signed_percent(figures)})


def borne(amount: Decimal) -> Decimal:
    """An amount rounded to BORNE significant digits: 1,384,614 becomes 1,400,000."""
    return amount if not amount else round(amount, BORNE - 1 - amount.adjusted())


def turned(value: Decimal, *, rising: bool) -> Decimal:
    """A loss as it is, or with `rising` as the gain that it is."""
    # Adding 0 turns a negative 0 into 0.
    return -value + 0 if rising else value


def rounded_worth(figures: Figures, currency: str, *, rising: bool = False) -> Value:
    """What the change is worth in one currency, as the assumption bears it; UNKNOWN where none is known.

    A loss is positive, with `rising` a gain is.
    """
    if currency not in figures.worth:
        return UNKNOWN
    return Text("about", {"value": Money(turned(borne(figures.worth[currency]), rising=rising), currency)})


def money(figures: Figures) -> Value:
    """What the change is worth, in every currency of the campaign, without a sign."""
    amounts = (Money(abs(borne(amount)), currency) for currency, amount in figures.worth.items())
    return Text("about", {"value": dotted(amounts)})


def one_unit(measure: Measure) -> Text:
    """One of what is counted, as money is told for it: "3 MAD a like"; "for 1 vote" of what only organizers name."""
    if measure.key in {"other", "price"}:
        return Text("per-other", {"unit": counted(measure, measure.scaled(1))})
    return Text(f"per-{measure.key}")


def goals(stats: Stats) -> Iterator[Text]:
    """How far each measure is on the way to its goal, and when it would be reached."""
    for block in stats.blocks:
        if block.total.progress is not None:
            yield goal_line(stats, block.measure, block.total.progress)


def goal_line(stats: Stats, measure: Measure, progress: Progress) -> Text:
    """One goal: reached, on the way with two dates, or on the way without."""
    values: dict[str, Value] = {"goal": standing(measure, progress.goal)}
    if progress.reached:
        return Text("goal-reached", values)
    values["share"] = Percent(progress.share)
    if progress.arrival is None:
        return Text("goal-over" if stats.ended else "goal-unclear", values)
    low, high = (Moment(at, stats.campaign.zone, "date") for at in (progress.arrival.low, progress.arrival.high))
    return Text("goal-between", {**values, "low": low, "high": high})
