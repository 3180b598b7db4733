"""The lines of an update as the sentences that a feed has room for: whole ones, which name what is measured."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.core.model.input.letters import INVISIBLE_MARKS
from bot.core.model.measures.measure import Measure, MeasureKind
from bot.core.model.measures.texts import standing
from bot.core.model.reply import Moment, Number, Reply, Span, Text, Value
from bot.core.ports.language import Tongue

HEADS = {
    "headline": "feed-headline", "headline-worth": "feed-worth",
    "headline-change": "feed-change", "headline-plain": "headline-plain",
    "headline-count": "headline-count", "headline-none": "headline-none", "block-measure": "block-measure",
    "no-figures-ended": "no-figures-ended", "headline-unchanged": "headline-unchanged",
}  # fmt: skip
"""What begins the lines of a measure, and what a feed says there."""
COUNTS = {"company": "feed-company", "company-plain": "feed-company-plain", "company-now": "feed-company-now"}
COMPANIES = {
    MeasureKind.RANK: {"company-plain": "feed-place", "company-now": "feed-place-now"},
    MeasureKind.AVERAGE: {"company-plain": "feed-average", "company-now": "feed-average-now"},
    MeasureKind.PRICE: {"company": "feed-price", "company-plain": "feed-price-plain", "company-now": "feed-price-now"},
}
"""How a company's line is said of what adds up, and of what does not."""
# A feed hears no commands.
OTHERS = {"no-figures-next": "feed-soon", "no-figures-typed": "feed-typed"}
AGES = frozenset({"age", "age-at", "age-before", "age-ended", "recent-and-age"})
ENDS = (".", "!", "?", "؟", ":")


def ageless(reply: Reply) -> list[Text]:
    """The lines of an update but for the age of its figures."""
    return [line for line in reply.lines if line.id not in AGES]


def feed_title(line: Text, speak: Tongue) -> str:
    """A line as the title of an entry, and as what previews of the page say."""
    return _capital(speak(line))


def closed(said: str) -> str:
    """A sentence with a full stop, but where it ends with an address, which that would change."""
    plain = said.rstrip("".join(INVISIBLE_MARKS))
    return said if plain.endswith(ENDS) or "://" in plain.rpartition(" ")[2] else said + "."


def sentences(lines: Iterable[Text], measures: Sequence[Measure], told: Moment, speak: Tongue) -> Iterator[str]:
    """The lines of an update told then. `measures` are those of its blocks, in their order."""
    place = -1
    for line in lines:
        place += line.id in HEADS
        said = speak(_sentence(line, measures[min(max(place, 0), len(measures) - 1)], told))
        said = said if "name" in line.values or "company" in line.values else _capital(said)
        yield closed(said)


def _sentence(line: Text, measure: Measure, told: Moment) -> Text:
    """A line about that measure as a sentence, with a time in place of an age."""
    about, age = line.values.get("company"), line.values.get("age")
    if isinstance(about, Text):
        read = replace(told, at=told.at - age.length) if isinstance(age, Span) else line.values["at"]
        return Text("feed-read", {"sentence": _sentence(about, measure, told), "at": read})
    if line.id in COUNTS:
        return Text((COUNTS | COMPANIES.get(measure.kind, {}))[line.id], _standing(line, measure))
    return Text(HEADS.get(line.id) or OTHERS.get(line.id, line.id), line.values)


def _standing(line: Text, measure: Measure) -> dict[str, Value]:
    """The values of a company's line; an average is said with its noun."""
    now = line.values["now"]
    if measure.kind is not MeasureKind.AVERAGE or not isinstance(now, int | Number):
        return {**line.values}
    return {**line.values, "now": standing(measure, now if isinstance(now, int) else now.value)}


def _capital(said: str) -> str:
    """A sentence of ours with a capital, where its first sign is a letter."""
    first = next((place for place, letter in enumerate(said) if letter not in INVISIBLE_MARKS), 0)
    return said[:first] + said[first : first + 1].upper() + said[first + 1 :]
