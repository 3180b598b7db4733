"""The contract of a source of counts, and helpers that all sources share."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias

from bot.core.model.campaign import Page
from bot.core.model.errors import Wrong
from bot.core.model.measures.measure import LIKES, Measure

# No account has a trillion followers: a number beyond it is a broken answer, and could not be stored everywhere.
MOST_COUNT = 10**12
LONGEST_REST = 86_400
"""How many seconds a source rests at most, whatever its platform asks for."""
DAY = 86_400
BY_HAND = "manual"
"""The name of the source that nothing is read from: people type its counts."""
NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response: status, headers with lower-case names, the body as JSON (None if it is none) and as bytes."""

    status: int
    headers: Mapping[str, str]
    json: Any
    body: bytes = field(default=b"", compare=False, repr=False)


class FetchError(Exception):
    """The request got no answer, or the address guard forbade it. The message holds no secret."""


class Fetch(Protocol):
    """The HTTP client of the sources. It handles timeouts, retries, the address guard and redaction."""

    async def get(
        self,
        url: str,
        params: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        *,
        guarded: bool = True,
    ) -> Answer:
        """GET `url`; raises FetchError. `guarded=False` only for an address from the operator's environment."""
        ...

    async def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        guarded: bool = True,
    ) -> Answer:
        """POST `form` to `url`; raises FetchError."""
        ...


class FaultKind(StrEnum):
    """Why a reading gave no count. Each is a sentence in the locale files: `fault-hidden` and so on."""

    HIDDEN = "hidden"
    NOT_FOUND = "not-found"
    SUSPENDED = "suspended"
    MOVED = "moved"
    CLOSED = "closed"
    OUT_OF_CHART = "out-of-chart"
    NO_TOKEN = "no-token"  # noqa: S105 - the name of a fault
    DEAD_TOKEN = "dead-token"  # noqa: S105 - the same
    NO_PERMISSION = "no-permission"
    QUOTA = "quota"
    UNREACHABLE = "unreachable"
    BAD_ANSWER = "bad-answer"

    @property
    def passes(self) -> bool:
        """Whether it can end without anybody doing anything."""
        return self in {FaultKind.QUOTA, FaultKind.UNREACHABLE, FaultKind.BAD_ANSWER}

    @property
    def public(self) -> str:
        """What everybody is told: "unread" for what is between the operator and the platform, such as keys."""
        own = {FaultKind.NO_TOKEN, FaultKind.DEAD_TOKEN, FaultKind.NO_PERMISSION, FaultKind.QUOTA}
        return "unread" if self in own else self.value


@dataclass(frozen=True, slots=True)
class Count:
    """A source's answer with a number in it: `step` is 1 for an exact one, 1000 for one rounded to thousands.

    `note` is the id of a text that names what was counted, if it is not the usual thing (such as `note-followers`).
    `rest` is how many seconds the source must not be queried after this answer, because its quota is nearly used up.
    With `decimals`, value and step are whole numbers of that many decimals: 453 with two is 4.53. What stores the count
    brings it to the decimals of the page's measure.
    """

    value: int
    step: int = 1
    note: str = ""
    rest: int = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """A source's answer without a number. Never a count, and never 0. `detail` is for the log, without secrets.

    `rest` is how many seconds the source must not be queried, as in `Count`.
    """

    kind: FaultKind
    detail: str = ""
    rest: int = 0


Reading: TypeAlias = Count | Fault


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a source, from the environment; without one that is not `optional` it gives NO_TOKEN faults.

    `about` is its line in docs/sources.md.
    """

    name: str
    about: str
    default: str = ""
    secret: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What one reading of one page costs the operator: `amount` of `currency`."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PageOption:
    """A key that a page of this source may have beside its handle in a campaign file, such as `pick`.

    `about` is its line in docs/sources.md; `example` is a value as people write it.
    """

    name: str
    about: str
    example: str


@dataclass(frozen=True, slots=True)
class Source:
    """A place that counts come from.

    `read(handles, fetch, settings)` returns a reading for every handle; failures of the other side are returned as
    Faults, not raised. `batch` is how many handles one call of `read` takes. `handle` returns the handle in its stored
    form, or raises ValueError. `link` is a page's public address. A source with `read=None` is never queried: people
    type its counts.

    `options` are keys of a page beside its handle, and `joined` puts a handle and their values into the stored form (or
    raises Wrong). A source with options is set up by a campaign file alone: no command names one of its pages anew.
    `rest_between` is the least number of seconds between two readings of one page, by its handle. `around` is the
    part of an answer that holds the number, for `nolike try`. `price` is what a reading of a page costs.

    docs/sources.md is written from the rest: `counts` says what one count is, `examples` are handles as people type
    them and as they are stored, `rounding` and `limits` say how exact a count is and how often it may be asked for.
    `mistakes` are texts that are no handle here; `trouble` says what may go wrong.

    `measure` is what its numbers are unless a campaign file says otherwise.
    """

    name: str
    read: Callable[[Sequence[str], Fetch, Mapping[str, str]], Awaitable[Mapping[str, Reading]]] | None
    handle: Callable[[str], str]
    link: Callable[[str], str]
    batch: int = 1
    settings: tuple[Setting, ...] = ()
    counts: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    mistakes: tuple[str, ...] = ()
    rounding: str = "exact"
    limits: str = "none that is published"
    options: tuple[PageOption, ...] = ()
    joined: Callable[[str, Mapping[str, str]], str] | None = None
    rest_between: Callable[[str], int] = lambda _: 0
    around: Callable[[str, Answer], str] | None = None
    price: Price | None = None
    trouble: str = ""
    measure: Measure = LIKES

    @property
    def example(self) -> str:
        """A handle that would do; the source's name where none is given."""
        return self.examples[0][0].strip() if self.examples else self.name

    def page(self, handle: str, options: Mapping[str, str] = NO_OPTIONS) -> Page:
        """The page that people mean by `handle`, with the `options` of a campaign file.

        Raises ValueError, or Wrong where there is more to say. Nothing else makes a page that is not stored.
        """
        if foreign := options.keys() - {option.name for option in self.options}:
            raise Wrong("mistake-page-option-foreign", option=min(foreign), source=self.name)
        kept = self.joined(handle, options) if self.joined else self.handle(handle)
        return Page(self.name, kept, measure=self.measure)

    def price_a_day(self, handles: Sequence[str], every: float) -> Decimal:
        """What reading these pages costs in a day, in the currency of `price`, each after `every` s; 0 if free."""
        if self.price is None:
            return Decimal(0)
        readings = sum((DAY / Decimal(max(every, self.rest_between(handle))) for handle in handles), Decimal(0))
        return self.price.amount * readings

    def missing(self, settings: Mapping[str, str]) -> tuple[str, ...]:
        """The settings that it cannot be read without, and that are not in `settings` and have no default."""
        needed = (one for one in self.settings if not one.optional and not one.default)
        return tuple(one.name for one in needed if not settings.get(one.name))

    def keeps(self, handle: str) -> bool:
        """Whether `handle` is one as this source stores it."""
        try:
            return self.handle(handle) == handle
        except ValueError:
            return False


def page_of(key: str, sources: Mapping[str, Source]) -> Page:
    """The page that people write as `source:handle` in a command.

    Raises ValueError for an unknown source, for no handle of it, and for a source that only a campaign file sets up.
    """
    name, _, handle = key.partition(":")
    if name not in sources or sources[name].options:
        raise ValueError(key)
    return sources[name].page(handle)


def is_meant(page: Page, text: str, sources: Mapping[str, Source]) -> bool:
    """Whether a text means this page: its key, its handle, or an address, as its source reads them."""
    small = text.casefold()
    if small in {page.key.casefold(), page.label.casefold(), page.handle.casefold()}:
        return True
    name, _, rest = text.partition(":")
    source, typed = sources.get(page.source), rest if name.casefold() == page.source else text
    try:
        return source is not None and source.page(typed).handle == page.handle
    except ValueError:
        return False


def first_group(pattern: str) -> Callable[[str], str]:
    """A `handle` of a Source: the first group of a regular expression that all of the text has to fit."""
    form = re.compile(pattern)

    def handle(text: str) -> str:
        found = form.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        return found[1]

    return handle


async def read_batch(
    source: Source, handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]
) -> dict[str, Reading]:
    """One reading for each of `handles` (at most `source.batch`), whatever the source does.

    `settings` may hold other sources' settings too. A required setting that is missing gives NO_TOKEN; a handle that
    the source forgot, and a source that fails by itself, give BAD_ANSWER. A handle that is not one of the source's is
    never asked for: NOT_FOUND. ValueError for a source that is never asked.
    """
    if source.read is None:
        raise ValueError(source.name)
    own = {setting.name: settings.get(setting.name) or setting.default for setting in source.settings}
    if missing := source.missing(settings):
        return dict.fromkeys(handles, Fault(FaultKind.NO_TOKEN, ", ".join(missing)))
    known = [handle for handle in handles if source.keeps(handle)]
    strange: dict[str, Reading] = dict.fromkeys(handles, Fault(FaultKind.NOT_FOUND, "not a handle of this source"))
    if not known:
        return strange
    try:
        readings = await source.read(known, fetch, own)
    except Exception as mistake:  # noqa: BLE001 - one source's mistake must not stop the others
        failed = Fault(FaultKind.BAD_ANSWER, f"the source failed: {type(mistake).__name__}")
        return strange | dict.fromkeys(known, failed)
    forgotten = Fault(FaultKind.BAD_ANSWER, "the source gave no reading")
    return strange | {handle: _bounded(readings.get(handle, forgotten)) for handle in known}


def _bounded(reading: Reading) -> Reading:
    """The reading with a rest that can be kept: a platform's number may be negative, or longer than the calendar."""
    rest = min(max(reading.rest, 0), LONGEST_REST)
    return reading if rest == reading.rest else replace(reading, rest=rest)
