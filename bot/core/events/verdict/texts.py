"""The verdict on an event in words: what changed, what was usual, and what similar pages did."""

from collections.abc import Iterator, Sequence

from bot.core.events.verdict.effect import Finding, Unclear, Why
from bot.core.events.verdict.find import EventVerdict
from bot.core.model.measures.measure import Measure
from bot.core.model.measures.texts import moved, signed
from bot.core.model.reply import Text, Value

_UNCLEAR = {
    Why.SHORT: "verdict-short",
    Why.GAPS: "verdict-gaps",
    Why.ROUNDED: "verdict-rounded",
    Why.HIDDEN: "verdict-hidden",
    Why.CONSTANT: "verdict-constant",
}
_UNCOMPARED = {Why.ALONE: "similar-alone", Why.CONTAMINATED: "similar-contaminated"}


def verdict_lines(verdicts: Sequence[EventVerdict]) -> Iterator[Text]:
    """Some lines for each target: the change beside the usual, and beside similar pages where there are some."""
    for one in verdicts:
        yield from _alone(one)
        if one.compared is not None and not (isinstance(one.alone, Unclear) and one.alone == one.compared):
            yield _compared(one.measure, one.compared)
            if one.left_out:
                yield Text("similar-left-out", {"left": one.left_out})


def _alone(one: EventVerdict) -> Iterator[Text]:
    found, measure = one.alone, one.measure
    if isinstance(found, Unclear):
        yield Text(_UNCLEAR[found.why], {"name": one.name})
        return
    values: dict[str, Value] = {
        "name": one.name,
        "moved": moved(measure, found.change),
        "expected": signed(measure, found.expected),
    }
    if found.usual:
        yield Text("verdict-within", values)
    else:
        good = measure.good(found.low + found.high)
        low, high = signed(measure, found.low), signed(measure, found.high)
        yield Text("verdict-wanted" if good else "verdict-unwanted", {**values, "low": low, "high": high})
    if found.windows:
        yield Text("verdict-placebo", {"windows": found.windows, "extreme": found.extreme})


def _compared(measure: Measure, found: Finding) -> Text:
    if isinstance(found, Unclear):
        return Text(_UNCOMPARED.get(found.why, "similar-unclear"))
    values: dict[str, Value] = {"low": signed(measure, found.low), "high": signed(measure, found.high)}
    return Text("similar-usual" if found.usual else "similar-beyond", values)
