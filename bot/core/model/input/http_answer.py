"""What an HTTP answer means for a count: a reading, or the fault that explains why there is none."""

from collections.abc import Awaitable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from bot.core.model.input.page_number import find_number
from bot.core.model.measures.measure import MOST_DECIMALS
from bot.core.model.source import MOST_COUNT, Answer, Count, Fault, FaultKind, FetchError, Reading


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


def counted_text(text: str, decimal_sign: str = "") -> Reading:
    """The reading of a number as a page writes it, such as 2 447 581, 2,4M or 4.5; see `find_number`."""
    try:
        number = find_number(text, decimal_sign)
    except ValueError as why:
        return Fault(FaultKind.BAD_ANSWER, str(why))
    return counted_decimal(number.value, number.step)


def counted_decimal(number: object, step: Decimal = Decimal(0)) -> Reading:
    """The reading of a JSON number that may be a fraction, rounded to `step` (0: not at all); else as `counted`.

    At most MOST_DECIMALS decimals are kept.
    """
    if isinstance(number, float):
        number = Decimal(str(number))
    if not isinstance(number, Decimal) or not number.is_finite():
        return counted(number)
    rounded = round(number, MOST_DECIMALS).normalize()
    exponent = rounded.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    reading = counted(int(rounded.scaleb(decimals)), max(int(step.scaleb(decimals)), 1))
    return replace(reading, decimals=decimals) if isinstance(reading, Count) else reading


async def answered(request: Awaitable[Answer]) -> Answer | Fault:
    """The answer to a request, or UNREACHABLE where none came."""
    try:
        return await request
    except FetchError as trouble:
        return Fault(FaultKind.UNREACHABLE, str(trouble))


def refused(answer: Answer, rest: int = 0) -> Fault | None:
    """As `refused_by_status`, and the fault for a document of status 200 that says `error` of itself."""
    if fault := refused_by_status(answer, rest):
        return fault
    return Fault(FaultKind.BAD_ANSWER, "an error with status 200") if inside(answer.json, "error") else None


def refused_by_status(answer: Answer, rest: int = 0) -> Fault | None:
    """The fault for an HTTP status (RFC 9110, RFC 6585, RFC 7725); None for 200, when the body must be read.

    `rest` goes into the fault for status 429, in seconds.
    """
    detail = f"HTTP {answer.status}"
    match answer.status:
        case 200:
            return None
        case 301 | 308:
            return Fault(FaultKind.MOVED, f"{detail} to {host_of(answer.headers.get('location', ''))}")
        case 404:
            return Fault(FaultKind.NOT_FOUND, detail)
        case 410 | 451:
            return Fault(FaultKind.CLOSED, detail)
        case 401 | 403:
            return Fault(FaultKind.NO_PERMISSION, detail)
        case 429:
            return Fault(FaultKind.QUOTA, detail, rest)
        case status if status >= 500:  # noqa: PLR2004 - the class of server errors
            return Fault(FaultKind.UNREACHABLE, detail)
    return Fault(FaultKind.BAD_ANSWER, detail)


def host_of(url: str) -> str:
    """The host of an address, "elsewhere" for a relative or broken one. Nothing else of it is fit for the log."""
    try:
        return urlsplit(url).hostname or "elsewhere"
    except ValueError:
        return "elsewhere"


def inside(data: Any, *path: str | int) -> Any:  # noqa: ANN401 - JSON is any of its types
    """What stands at a path of keys and indexes inside JSON; None where there is nothing."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def counted_at(data: object, *path: str, hidden: int | None = None) -> Reading:
    """The count at a path of keys inside JSON: null there, or the value `hidden`, means a hidden count.

    Where nothing stands at all, this is not the document that the place describes: it says nothing of the page.
    """
    holder = inside(data, *path[:-1])
    if not isinstance(holder, dict) or path[-1] not in holder:
        return Fault(FaultKind.BAD_ANSWER, f"nothing at {'.'.join(path)}")
    value = holder[path[-1]]
    return counted(None if value == hidden else value)


async def opened(request: Awaitable[Answer], rest: int = 0) -> dict[str, Any] | Fault:
    """The JSON object of an answer, or the fault that it is instead of one; `rest` as in `refused`."""
    answer = await answered(request)
    if isinstance(answer, Fault):
        return answer
    if fault := refused(answer, rest):
        return fault
    return answer.json if isinstance(answer.json, dict) else Fault(FaultKind.BAD_ANSWER, "no JSON object")


async def looked_up(request: Awaitable[Answer], *path: str, hidden: int | None = None) -> Reading:
    """The count at a path inside the JSON object of the answer, as `counted_at`."""
    data = await opened(request)
    return data if isinstance(data, Fault) else counted_at(data, *path, hidden=hidden)
