"""The keys of a campaign file that say what its numbers are: `measure` of the campaign, of a target, of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.core.model.input.fields import amount, line, one_of, whole
from bot.core.model.input.toml_form import Key
from bot.core.model.measures.measure import MEASURES, MOST_DECIMALS, Measure, MeasureKind, Wanted
from bot.core.model.reply import Text, listed
from bot.core.model.source import MOST_COUNT

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
UNIT, NOUN = 12, 60
_KEPT = ("kind", "wanted", "unit", "decimals", "worth", "names")


def measure_key(languages: Sequence[str]) -> Key:
    """The key `measure`: the name of a measure in quotes, or a table of what differs from the one that the source has.

    It is read as the values that are given; `apply_measures` makes a Measure of them.
    """
    kinds, ways = [one.value for one in MeasureKind], [one.value for one in Wanted]
    nouns = Text("wanted-nouns", {"example": '{ en = { one = "card", other = "cards" } }'})
    keys = {
        "key": Key(Text("wanted-one-of", {"known": listed(MEASURES)}), one_of(MEASURES), default=None),
        "kind": Key(Text("wanted-one-of", {"known": listed(kinds)}), one_of(kinds), default=None),
        "wanted": Key(Text("wanted-one-of", {"known": listed(ways)}), one_of(ways), default=None),
        "unit": Key(Text("wanted-line", {"length": UNIT}), line(UNIT), default=None),
        "decimals": Key(
            Text("wanted-decimals", {"high": MOST_DECIMALS}), whole(range(MOST_DECIMALS + 1)), default=None
        ),
        "goal": Key(Text("wanted-target-number", {"example": "3000000"}), _goal, default=None),
        "value": Key(Text("wanted-amount", {"example": "3.0"}), amount, default=None),
        "names": Key(nouns, _names(languages), default=None),
    }
    wanted = Text("wanted-measure", {"known": listed(MEASURES), "example": '{ key = "likes", wanted = "rise" }'})
    return Key(wanted, _given, keys=keys, inline="key", default={})


def apply_measures(base: Measure, layers: Sequence[Mapping[str, Any]]) -> Measure:
    """The measure of a page: `base` is its source's, `layers` are what campaign, target and page say, in that order.

    A layer with another key starts from that key's own measure. The goal is that of the last layer alone, because a
    campaign's goal is about the total and no page's.
    """
    measure = base
    for layer in layers:
        key = layer.get("key")
        if key is not None and key != measure.key:
            measure = MEASURES[key]
        measure = replace(measure, goal=None, **{name: layer[name] for name in _KEPT if name in layer})
        if "goal" in layer:
            measure = replace(measure, goal=measure.scaled(layer["goal"]))
    return measure


def said_of(measure: Measure, base: Measure) -> dict[str, Any]:
    """What a page's key `measure` says of it, as values of TOML, where its source has `base`; {} where they agree."""
    said: dict[str, Any] = {}
    if measure.key != base.key:
        said["key"] = measure.key
        base = MEASURES[measure.key]
    for name in ("kind", "wanted"):
        if getattr(measure, name) != getattr(base, name):
            said[name] = getattr(measure, name).value
    for name in ("unit", "decimals"):
        if getattr(measure, name) != getattr(base, name):
            said[name] = getattr(measure, name)
    if measure.goal is not None:
        said["goal"] = measure.number(measure.goal)
    if measure.worth is not None:
        said["value"] = measure.worth
    if measure.names:
        said["names"] = {language: dict(forms) for language, forms in measure.names.items()}
    return said


def _given(table: Mapping[str, Any]) -> dict[str, Any]:
    """What a table says, without what it leaves out; `names` without a key are those of the measure `other`."""
    said = {name: value for name, value in table.items() if value is not None}
    if "names" in said:
        said.setdefault("key", "other")
    if "value" in said:
        said["worth"] = said.pop("value")
    types = {"kind": MeasureKind, "wanted": Wanted}
    return {name: types[name](value) if name in types else value for name, value in said.items()}


def _goal(value: object) -> Decimal:
    """A number from 0 up to what a count can be."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError
    number = Decimal(value)
    if not number.is_finite() or not 0 <= number < MOST_COUNT:
        raise ValueError
    return number


def _names(languages: Sequence[str]) -> Any:  # noqa: ANN401 - reads one value of a file
    """Reads nouns by language, each a text or a table of plural categories with at least `other`."""
    noun = line(NOUN)

    def read(value: object) -> dict[str, dict[str, str]]:
        if not isinstance(value, dict):
            raise TypeError
        forms = {code: said if isinstance(said, dict) else {"other": said} for code, said in value.items()}
        if not forms or not forms.keys() <= set(languages):
            raise ValueError
        if any("other" not in said or not said.keys() <= set(CATEGORIES) for said in forms.values()):
            raise ValueError
        return {code: {category: noun(word) for category, word in said.items()} for code, said in forms.items()}

    return read
