"""What the bot answers: ids of sentences with their values, never the sentences and never markup."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number with exactly so many decimals and a unit behind it: 453 with two of them is 4.53."""

    value: int
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A number that is written with its sign: +12, −175,245, 0; the rest as in `Number`."""

    value: int
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, as a rounded source allows it; the rest as in `Number`."""

    low: int
    high: int
    decimals: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun that goes with a number, from a campaign's own words: language, then plural category, then the noun.

    `count` chooses the category, None the name of many. A category that has no noun takes the one of `other`.
    """

    count: int | None
    forms: Mapping[str, Mapping[str, str]]
    decimals: int = 0
    fallback: str = "en"


@dataclass(frozen=True, slots=True)
class Percent:
    """A number of per cent (7.16 means 7.16 %), written with two decimals; `signed` writes + or −.

    A `step` that somebody chose has only the decimals that it needs: 2 %.
    """

    value: Decimal
    signed: bool = False
    step: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code, "" for none): whole, with two decimals, or with as many as it needs."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Currency:
    """The name of a currency (ISO 4217 code), as money in it is written in the reader's language: MAD, DH."""

    code: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A plain decimal number, such as an exchange rate or a pace, written with the digits it has."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown in an IANA zone; "" is the zone of the chat that reads it, see `in_zone`.

    `form` is "full" (weekday, day, time and zone), "dated" (the same with its year), "clock" (weekday, day and time),
    "dated-clock" (the same with its year), "offset" (time, city and offset from UTC), "date", "day" (a date without its
    year), "month" (with its year, in digits), "time", "weekday" or "zone".
    `fixed` says that it is about this very zone, so that no platform may show it in the reader's own instead.
    """

    at: datetime
    zone: str = ""
    form: str = "full"
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, said roughly, in its largest whole unit: 4 minutes, 3 hours, 2 days.

    `fine` adds the next unit below days and hours: 40 hours are 1 day and 16 hours.
    `ago` says that it lies in the past: 4 minutes ago, or just now.
    """

    length: timedelta
    fine: bool = False
    ago: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The same words in several languages, as organizers give them: {"ar": …, "fr": …, "en": …}.

    `fallback` is the language that stands in for one that is missing.
    """

    by_language: Mapping[str, str]
    fallback: str = "en"

    def spoken(self, language: str, fallback: str = "") -> str:
        """The language of `in_language`."""
        wanted = (language, fallback or self.fallback)
        return next((one for one in wanted if self.by_language.get(one)), next(iter(self.by_language), language))

    def in_language(self, language: str, fallback: str = "") -> str:
        """The words in `language`, else in `fallback` or the names' own, else in whatever language there is."""
        return self.by_language.get(self.spoken(language, fallback), "")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence: its id in the locale files and the values it is said with."""

    id: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """Values in a line with commas between them: names, keys, days. See `listed`."""

    values: tuple["Value", ...]


Value: TypeAlias = (
    str
    | int
    | Number
    | Signed
    | Range
    | Noun
    | Percent
    | Money
    | Currency
    | Rate
    | Moment
    | Span
    | Names
    | Text
    | Listed
)


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap: it runs `command` (as if it were typed, without the slash) or opens `url`."""

    label: Text
    command: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is, and a cell per column."""

    label: Text
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side; `blocks` say the same, some lines per column, where the screen is narrow."""

    columns: tuple[Value, ...]
    rows: tuple[Row, ...]
    blocks: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """All of one answer. A platform draws it: title, table, lines, then rows of buttons.

    `personal` asks that only the person who asked sees it, where the platform can do that. `picture` is the
    address of a picture, see `bot.core.counts.picture_address`. `language` is the language of the
    reply, "" for the chat's own.
    """

    title: Text | None = None
    lines: tuple[Text, ...] = ()
    table: Table | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: str = ""
    personal: bool = False
    language: str = ""


def say(text_id: str, /, **values: Value) -> Reply:
    """A reply of one sentence."""
    return Reply(lines=(Text(text_id, values),))


def listed(values: Iterable[Value]) -> Value:
    """Values as one, with the comma of the reader's language between them; a single one as it is, "" for none."""
    found = tuple(values)
    if len(found) > 1:
        return Listed(found)
    return found[0] if found else ""


# A reply is stored as JSON until it is sent, so each kind of value has a type tag of one word.
KINDS: Mapping[str, type[Any]] = MappingProxyType(
    {kind.__name__: kind for kind in (Number, Signed, Range, Noun, Percent, Money, Currency, Rate, Moment)}
    | {kind.__name__: kind for kind in (Span, Names, Text, Listed)}
    | {kind.__name__: kind for kind in (Button, Row, Table, Reply)}
)


# Cached, because every reply is traversed twice before it is sent.
FIELDS: Mapping[type[Any], tuple[str, ...]] = MappingProxyType(
    {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in KINDS.values()}
)
# Most values of a reply hold no Moment; the traversal keeps them without a function call.
PLAIN = frozenset({str, int, bool, type(None)})
_NESTING = {kind: FIELDS[kind] for kind in (Text, Listed, Button, Row, Table, Reply)}
_STILL = PLAIN | {kind for kind in KINDS.values() if kind not in {Moment, *_NESTING}}


_SAYS_ZONE = frozenset({"full", "dated", "offset", "zone"})
"""The forms of a moment that name its zone."""


def in_zone(value: Any, zone: str, year: int = 0) -> Any:  # noqa: ANN401 - a Reply or anything inside one
    """A copy in which every moment without a zone is shown in `zone`, and of a Reply only the first says its zone.

    One that is fixed says it in any case. A full moment of another year than `year` (0: unknown) says its year.
    """
    spoken_zones: set[str] = set()

    def placed(moment: Moment) -> Moment:
        moment = moment if moment.zone else replace(moment, zone=zone)
        said = isinstance(value, Reply) and not moment.fixed and moment.zone in spoken_zones
        spoken_zones.update({moment.zone} if moment.form in _SAYS_ZONE else ())
        if moment.form != "full":
            return moment
        dated = bool(year) and moment.at.year != year
        if said:
            return replace(moment, form="dated-clock" if dated else "clock")
        return replace(moment, form="dated") if dated else moment

    return with_moments(value, placed)


def with_moments(value: Any, change: Callable[[Moment], Value]) -> Any:  # noqa: ANN401 - as above
    """A copy with `change` applied to every moment."""
    if isinstance(value, Moment):
        return change(value)
    if isinstance(value, tuple):
        return tuple([item if type(item) in _STILL else with_moments(item, change) for item in value])
    fields = _NESTING.get(type(value))
    if fields is not None:
        items = [getattr(value, name) for name in fields]
        return type(value)(*[item if type(item) in _STILL else with_moments(item, change) for item in items])
    if isinstance(value, Mapping):
        return {key: item if type(item) in _STILL else with_moments(item, change) for key, item in value.items()}
    return value
