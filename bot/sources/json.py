"""A number in the JSON of any public address, found by a JMESPath expression."""

import json as stdlib_json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.core.model.errors import Wrong
from bot.core.model.input import web_address
from bot.core.model.input.http_answer import answered, counted_decimal, counted_text, refused_by_status
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import listed
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, PageOption, Reading, Setting, Source

KEY = "JSON_API_KEY"

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings.get(KEY, "")) for handle in handles}


async def _one(handle: str, fetch: Fetch, key: str) -> Reading:
    """The address is the campaign file's; the expression is read as jmespath.org/specification.html says (grade A)."""
    address, options = web_address.split(handle)
    header = options.get("header")
    if header and not key:
        return Fault(FaultKind.NO_TOKEN, KEY)
    answer = await answered(fetch.get(address, headers={header: key} if header else None))
    return answer if isinstance(answer, Fault) else refused_by_status(answer) or _picked(answer, options)


def _picked(answer: Answer, options: Mapping[str, str]) -> Reading:
    if answer.json is None:
        return Fault(FaultKind.BAD_ANSWER, "no JSON")
    import jmespath  # noqa: PLC0415 - costs 2 MB, for campaigns that use it

    # Once more, so that a decimal fraction stays what the other side wrote.
    whole = stdlib_json.loads(answer.body, parse_float=Decimal)
    try:
        found = jmespath.search(options["pick"], whole)
    except jmespath.exceptions.JMESPathError as trouble:
        return Fault(FaultKind.BAD_ANSWER, f"the expression fails: {type(trouble).__name__}")
    if found is None:
        return Fault(FaultKind.BAD_ANSWER, "nothing at the expression")
    return counted_text(found, options.get("decimal", "")) if isinstance(found, str) else counted_decimal(found)


def _joined(handle: str, options: Mapping[str, str]) -> str:
    """The stored handle; raises Wrong for an address, an expression or a header that cannot be used."""
    stored = web_address.joined(handle, options)
    chosen = web_address.split(stored)[1]
    if not chosen.get("pick"):
        raise Wrong("mistake-page-option-missing", example='pick = "data.attributes.signature_count"')
    if chosen.keys() - _NAMES:
        raise Wrong("mistake-page-option-unknown", option=min(chosen.keys() - _NAMES), known=listed(sorted(_NAMES)))
    web_address.check(chosen)
    if "header" in chosen and not _HEADER.fullmatch(chosen["header"]):
        raise Wrong("mistake-page-option", option="header", example="X-Api-Key")
    import jmespath  # noqa: PLC0415 - as above

    try:
        jmespath.compile(chosen["pick"])
    except jmespath.exceptions.JMESPathError:
        raise Wrong("mistake-page-option", option="pick", example="data.attributes.signature_count") from None
    return stored


SOURCE = Source(
    name="json",
    measure=MEASURES["other"],
    read=_read,
    handle=lambda text: _joined(text, {}),
    link=lambda handle: web_address.split(handle)[0],
    settings=(Setting(KEY, "sent in the `header` of pages that name one", secret=True, optional=True),),
    counts="the number at a place in the JSON of a public https address",
    examples=(
        (
            "https://Petitions.example/api/1.json#pick=data.attributes.signature_count",
            "https://petitions.example/api/1.json#pick=data.attributes.signature_count",
        ),
    ),
    mistakes=(
        "", "https://a.example/x", "http://a.example/#pick=a", "https://127.0.0.1/#pick=a", "https://a/#pick=a",
        "https://u:p@a.example/#pick=a", "https://a.example/#pick=a%5B", "https://a.example/#pick=a&x=1",
        "https://a.example/#pick=a&every=1s", "https://a.example/#pick=a&header=a%0Ab", "ftp://a.example/#pick=a",
    ),
    rounding="as the address writes it; `2,4M` is rounded to hundred thousands",
    limits="READ_EVERY_MINUTES, or `every`",
    options=(
        PageOption("pick", "where the number stands, as a JMESPath expression", "data.attributes.signature_count"),
        PageOption("header", "the header that takes JSON_API_KEY, where the address wants a key", "X-Api-Key"),
        web_address.DECIMAL,
        PageOption("every", "how often it is read at most", "30m"),
    ),
    joined=_joined,
    rest_between=web_address.pace,
    trouble="the site renames a field: the page then gives no number, and organizers are told",
)  # fmt: skip

_NAMES = frozenset(option.name for option in SOURCE.options)
