"""A measure in words: its name, a number of it, and what a change of it means, as texts of the language files."""

from collections.abc import Iterable

from bot.core.model.measures.measure import Measure, MeasureKind, Wanted
from bot.core.model.reply import Noun, Number, Range, Signed, Text, Value

_ONE_WORD = {"subscribers": "followers"}
"""Measures that have one name in some language: the French "abonnés" are both."""


def measure_name(measure: Measure, among: Iterable[Measure] = ()) -> Text:
    """The measure's name, in the plural: "likes", "signatures".

    Where others `among` which it stands have the same name, what tells it apart stands behind it: its unit, or which
    way the campaign wants it, or its number among them.
    """
    name = _name(measure)
    alike = [one for one in {other.identity: other for other in among}.values() if _word(one) == _word(measure)]
    if len(alike) < 2:  # noqa: PLR2004 - alone, nothing is to be told apart
        return name
    if len({one.unit for one in alike}) == len(alike):
        return Text("measure-in-unit", {"measure": name, "unit": measure.unit}) if measure.unit else name
    if len({one.wanted for one in alike}) == len(alike):
        rises = measure.wanted is Wanted.RISE
        return Text("measure-should-rise" if rises else "measure-should-fall", {"measure": name})
    number = [one.identity for one in alike].index(measure.identity) + 1
    return Text("measure-numbered", {"measure": name, "number": number})


def _word(measure: Measure) -> Text:
    return _name(measure) if measure.key == "other" else Text(_ONE_WORD.get(measure.key, measure.key))


def _name(measure: Measure) -> Text:
    if measure.key == "other" and measure.names:
        return Text("measure-named", {"noun": Noun(None, measure.names)})
    return Text(f"measure-{measure.key}")


def number(measure: Measure, value: int) -> Value:
    """A bare number of the measure: 2,447,581 or 4.53; with its unit where it has one."""
    return Number(value, measure.decimals, measure.unit) if measure.decimals or measure.unit else value


def signed(measure: Measure, change: int) -> Value:
    """A bare change with its sign: +12 or −0.30."""
    return Signed(change, measure.decimals, measure.unit)


def shifted(measure: Measure, change: int) -> Value:
    """A change inside a sentence: +12 or −0.30; of a place "up 3 places", whose sign is read the wrong way."""
    return moved(measure, change) if measure.kind is MeasureKind.RANK else signed(measure, change)


def between(measure: Measure, low: int, high: int) -> Value:
    """A bare number that is only known to lie between two, or the number where both are the same."""
    return number(measure, low) if low == high else Range(low, high, measure.decimals, measure.unit)


def counted(measure: Measure, low: int, high: int | None = None) -> Text:
    """A number with its noun in the right plural form: "12 likes", "0.30 stars", "3 places"."""
    value = between(measure, low, low if high is None else high)
    if measure.key == "other" and measure.names:
        noun = Noun(low if high is None else high, measure.names, measure.decimals)
        # A noun of its own for two says the number itself, as in Arabic.
        pair = low == 2 * 10**measure.decimals and high in {None, low} and not measure.unit
        dual = pair and any([*forms.values()].count(forms.get("two", "")) == 1 for forms in measure.names.values())
        return Text("counted-pair" if dual else "counted-named", {"count": value, "noun": noun})
    return Text(f"counted-{measure.key}", {"count": value})


def standing(measure: Measure, value: int) -> Text:
    """Where a page stands: as `counted`, but a place in a chart is "place 3" and not "3 places"."""
    return Text("standing-place", {"count": value}) if measure.kind is MeasureKind.RANK else counted(measure, value)


def moved(measure: Measure, change: int, low: int | None = None, high: int | None = None) -> Text:
    """What a change of the number means: "12 likes lost", "2,803,543 signatures gained", "down 0.30 stars".

    With `low` and `high`, the change is only known to lie between the two, which should have the same sign; a range
    across 0 is said as it is.
    """
    low, high = (change, change) if low is None or high is None else (low, high)
    if low == high == 0:
        return Text("moved-not")
    if low < 0 < high:
        return Text("moved-unsure", {"counted": counted(measure, low, high)})
    less, more = sorted((abs(low), abs(high)))
    values: dict[str, Value] = {"counted": counted(measure, less, more)}
    bigger = low + high > 0
    match measure.kind:
        case MeasureKind.COUNT:
            return Text("moved-gained" if bigger else "moved-lost", values)
        case MeasureKind.RANK:
            return Text("moved-place-down" if bigger else "moved-place-up", values)
    return Text("moved-up" if bigger else "moved-down", values)
