"""What a source of counts is: one file that turns handles into readings."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: HTTP status, headers with lower-case names, and the body as JSON, None if it is none."""

    status: int
    headers: Mapping[str, str]
    json: Any


class FetchError(Exception):
    """No answer came, or none was allowed to be asked for. The message holds no secret."""


class Fetch(Protocol):
    """The way out to the sources. Time limits, retries, the address guard and redaction are its business."""

    async def get(
        self, url: str, params: Sequence[tuple[str, str]] = (), headers: Mapping[str, str] | None = None,
        *, guarded: bool = True,
    ) -> Answer:
        """GET `url`; raises FetchError. `guarded=False` only for an address from the operator's environment."""
        ...

    async def post(
        self, url: str, form: Mapping[str, str], *, guarded: bool = True,
    ) -> Answer:
        """POST `form` to `url`; raises FetchError."""
        ...


class FaultKind(StrEnum):
    """Why a reading gave no count. Each is a sentence in the locale files: `fault-hidden`, `fault-not-found`, …"""

    HIDDEN = "hidden"
    NOT_FOUND = "not-found"
    NO_TOKEN = "no-token"
    DEAD_TOKEN = "dead-token"
    NO_PERMISSION = "no-permission"
    QUOTA = "quota"
    UNREACHABLE = "unreachable"
    BAD_ANSWER = "bad-answer"


@dataclass(frozen=True, slots=True)
class Count:
    """A source's answer with a number in it: `step` is 1 for an exact one, 1000 for one rounded to thousands.

    `note` names what was counted where it is not the usual thing (a text id, such as `note-followers`).
    """

    value: int
    step: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A source's answer without a number. Never a count, and never 0. `detail` is for the log, without secrets."""

    kind: FaultKind
    detail: str = ""


Reading: TypeAlias = Count | Fault


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that a source needs from the environment; a source without its required one gives NO_TOKEN faults."""

    name: str
    about: str
    default: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A place that counts come from.

    `read(handles, fetch, settings)` answers for every handle it was given; it raises nothing for what the other
    side does. `batch` is how many handles one call of `read` takes. `handle` gives the handle as it is stored, or
    raises ValueError. `link` is a page's public address. A source with `read=None` is never asked: people type it.
    """

    name: str
    read: Callable[[Sequence[str], Fetch, Mapping[str, str]], Awaitable[Mapping[str, Reading]]] | None
    handle: Callable[[str], str]
    link: Callable[[str], str]
    batch: int = 1
    settings: tuple[Setting, ...] = ()
