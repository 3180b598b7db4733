"""What a number is: likes, signatures, a place in a chart; which way the campaign wants it; how exactly it is kept."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

MOST_DECIMALS = 6
MOST_STARS = 5
"""The best average that stars can have; an average of another scale is a measure `other`."""


class MeasureKind(StrEnum):
    """How numbers of a measure behave: which of them add up, and what a change of one means."""

    COUNT = "count"
    RATE = "rate"
    RANK = "rank"
    AVERAGE = "average"
    PRICE = "price"

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of two pages make a sum: likes do, a place in a chart and an average do not."""
        return self in {MeasureKind.COUNT, MeasureKind.RATE}

    @property
    def has_share(self) -> bool:
        """Whether a change in per cent says something: not of a place, nor of an average of stars."""
        return self not in {MeasureKind.RANK, MeasureKind.AVERAGE}


class Wanted(StrEnum):
    """Which way the campaign wants a number to go. A place in a chart falls when its number gets bigger."""

    FALL = "fall"
    RISE = "rise"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a page's number is.

    Numbers of a measure are whole: the true number times 10 to the power of `decimals`, so 4.53 is 453 with two. `unit`
    is a sign written behind a number ("EUR"), "" for none. `goal` is the number that the campaign wants to reach, in
    the same whole form; `worth` is what one unit is worth in the campaign's currency by the organizers' assumption.
    `names` holds the nouns of the measure `other`: language, then plural category of CLDR, then the noun.
    """

    key: str = "likes"
    kind: MeasureKind = MeasureKind.COUNT
    wanted: Wanted = Wanted.FALL
    unit: str = ""
    decimals: int = 0
    goal: int | None = None
    worth: Decimal | None = None
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def identity(self) -> Hashable:
        """What two pages must share for their numbers to stand in one block: everything but goal and worth."""
        names = tuple(sorted((code, tuple(sorted(forms.items()))) for code, forms in self.names.items()))
        return self.key, self.kind, self.wanted, self.unit, self.decimals, names

    def like(self, other: "Measure") -> bool:
        """Whether numbers of both can be compared: they count the same, in the same whole form."""
        mine, theirs = (
            (self.key, self.kind, self.unit, self.decimals),
            (other.key, other.kind, other.unit, other.decimals),
        )
        return mine == theirs

    @property
    def sign(self) -> int:
        """1 where a bigger number is what the campaign wants, −1 where a smaller one is."""
        bigger = (self.wanted is Wanted.RISE) != (self.kind is MeasureKind.RANK)
        return 1 if bigger else -1

    def good(self, change: int) -> bool | None:
        """Whether a change of the number is what the campaign wants; None where nothing changed."""
        return None if change == 0 else change * self.sign > 0

    def possible(self, value: int) -> bool:
        """Whether a whole number can be one of this measure: no place is 0, and no average of stars is 0 or 7.2."""
        if self.kind is MeasureKind.RANK:
            return value >= 1
        return 0 < value <= MOST_STARS * 10**self.decimals if self.key == "stars" else value >= 0

    def number(self, value: int) -> Decimal:
        """A whole number of this measure as the number that it stands for."""
        return Decimal(value).scaleb(-self.decimals)

    def scaled(self, number: Decimal | int) -> int:
        """A number in whole form, halves rounded away from zero where it has more decimals than the measure."""
        return int(Decimal(number).scaleb(self.decimals).to_integral_value(ROUND_HALF_UP))


def rescale(value: int, decimals: int, to: int) -> int:
    """A whole number with `decimals` decimals as one with `to`, halves rounded away from zero."""
    if to >= decimals:
        return value * int(10 ** (to - decimals))
    return int(Decimal(value).scaleb(to - decimals).to_integral_value(ROUND_HALF_UP))


LIKES = Measure()
_RISE, _AVERAGE = Wanted.RISE, MeasureKind.AVERAGE

MEASURES: Mapping[str, Measure] = MappingProxyType({
    one.key: one for one in (
        LIKES,
        Measure("followers"),
        Measure("subscribers"),
        Measure("members"),
        Measure("players"),
        Measure("stargazers"),
        Measure("signatures", wanted=_RISE),
        Measure("ratings", wanted=_RISE),
        Measure("reviews", wanted=_RISE),
        Measure("views", MeasureKind.RATE),
        Measure("place", MeasureKind.RANK),
        Measure("stars", _AVERAGE, decimals=2),
        Measure("price", MeasureKind.PRICE, decimals=2),
        Measure("other"),
    )
})  # fmt: skip
"""The measures by their key, each as it is unless a campaign file says otherwise."""
