"""The contract of a source of counts, and helpers that all sources share."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from bot.core.model.campaign import Page

# No account has a trillion followers: a number beyond it is a broken answer, and could not be stored everywhere.
MOST_COUNT = 10**12


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response: status, headers with lower-case names, the body as JSON (None if it is not JSON)."""

    status: int
    headers: Mapping[str, str]
    json: Any


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
    NO_TOKEN = "no-token"  # noqa: S105 - the name of a fault
    DEAD_TOKEN = "dead-token"  # noqa: S105 - the same
    NO_PERMISSION = "no-permission"
    QUOTA = "quota"
    UNREACHABLE = "unreachable"
    BAD_ANSWER = "bad-answer"


@dataclass(frozen=True, slots=True)
class Count:
    """A source's answer with a number in it: `step` is 1 for an exact one, 1000 for one rounded to thousands.

    `note` is the id of a text that names what was counted, if it is not the usual thing (such as `note-followers`).
    `rest` is how many seconds the source must not be queried after this answer, because its quota is nearly used up.
    """

    value: int
    step: int = 1
    note: str = ""
    rest: int = 0


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
    """A setting that a source needs from the environment; a source without its required one gives NO_TOKEN faults.

    `about` is its line in docs/sources.md.
    """

    name: str
    about: str
    default: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A place that counts come from.

    `read(handles, fetch, settings)` returns a reading for every handle; failures of the other side are returned as
    Faults, not raised. `batch` is how many handles one call of `read` takes. `handle` returns the handle in its stored
    form, or raises ValueError. `link` is a page's public address. A source with `read=None` is never queried: people
    type its counts.

    docs/sources.md is written from the rest: `counts` says what one count is, `examples` are handles as people type
    them and as they are stored, `rounding` and `limits` say how exact a count is and how often it may be asked for.
    `mistakes` are texts that are no handle here.
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

    def page(self, handle: str) -> Page:
        """The page that people mean by `handle`; raises ValueError. Nothing else makes a page that is not stored."""
        return Page(self.name, self.handle(handle))

    def keeps(self, handle: str) -> bool:
        """Whether `handle` is one as this source stores it."""
        try:
            return self.handle(handle) == handle
        except ValueError:
            return False


def page_of(key: str, sources: Mapping[str, Source]) -> Page:
    """The page that people write as `source:handle`; raises ValueError for an unknown source or no handle of it."""
    name, _, handle = key.partition(":")
    if name not in sources:
        raise ValueError(key)
    return sources[name].page(handle)


def counted(value: object, step: int = 1, note: str = "", rest: int = 0) -> Reading:
    """The reading that a JSON value gives: a whole number, also as a string, is a count; none at all is hidden.

    Floats, booleans, negative numbers and any other text are never a count.
    """
    if value is None:
        return Fault(FaultKind.HIDDEN, rest=rest)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < len(str(MOST_COUNT)):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_COUNT:
        return Count(value, step, note, rest)
    return Fault(FaultKind.BAD_ANSWER, f"a {type(value).__name__} that is no count", rest)


async def answered(request: Awaitable[Answer]) -> Answer | Fault:
    """The answer to a request, or UNREACHABLE where none came."""
    try:
        return await request
    except FetchError as trouble:
        return Fault(FaultKind.UNREACHABLE, str(trouble))


def refused(answer: Answer, rest: int = 0) -> Fault | None:
    """The fault for an HTTP status (RFC 9110, RFC 6585); None for 200, when the body must be read.

    `rest` goes into the fault for status 429, in seconds.
    """
    detail = f"HTTP {answer.status}"
    match answer.status:
        case 200:
            return None
        case 404 | 410:
            return Fault(FaultKind.NOT_FOUND, detail)
        case 401 | 403:
            return Fault(FaultKind.NO_PERMISSION, detail)
        case 429:
            return Fault(FaultKind.QUOTA, detail, rest)
        case status if status >= 500:  # noqa: PLR2004 - the class of server errors
            return Fault(FaultKind.UNREACHABLE, detail)
    return Fault(FaultKind.BAD_ANSWER, detail)


async def looked_up(request: Awaitable[Answer], name: str, hidden: int | None = None) -> Reading:
    """The count under the key `name` of the JSON object in the answer; the value `hidden` means a hidden count."""
    answer = await answered(request)
    if isinstance(answer, Fault):
        return answer
    if fault := refused(answer):
        return fault
    if not isinstance(answer.json, dict):
        return Fault(FaultKind.BAD_ANSWER, "no JSON object")
    value = answer.json.get(name)
    return counted(None if value == hidden else value)


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
    missing = [name for name, value in own.items() if not value]
    if missing:
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
    return strange | {handle: readings.get(handle, forgotten) for handle in known}
