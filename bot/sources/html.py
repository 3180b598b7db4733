"""A number on any public web page, found by a CSS selector, a pattern, or both."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from bot.core.model.errors import Wrong
from bot.core.model.input import web_address
from bot.core.model.input.http_answer import answered, counted_text, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import listed
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, PageOption, Reading, Source

# A page is asked for at most once an hour, unless the campaign file says otherwise.
HOUR = 3600

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_HEAD = 2048


async def _read(handles: Sequence[str], fetch: Fetch, _: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch) for handle in handles}


async def _one(handle: str, fetch: Fetch) -> Reading:
    """The address is the campaign file's. No script of the page is run, so what a script writes is not there."""
    answer = await answered(fetch.get(web_address.split(handle)[0], headers={"accept": "text/html"}))
    if isinstance(answer, Fault):
        return answer
    return refused(answer) or _found(handle, answer)


def _found(handle: str, answer: Answer) -> Reading:
    if answer.json is not None:
        return Fault(FaultKind.BAD_ANSWER, "JSON and no web page; the source `json` reads it")
    text = _text(handle, answer)
    if text is None:
        return Fault(FaultKind.BAD_ANSWER, "the selector or the pattern finds nothing")
    return counted_text(text, web_address.split(handle)[1].get("decimal", ""))


def _text(handle: str, answer: Answer) -> str | None:
    """The text that holds the number; None where the selector or the pattern finds nothing."""
    options = web_address.split(handle)[1]
    text: str | None = _decoded(answer)
    if "css" in options:
        node = _node(options["css"], text or "")
        if node is None:
            return None
        text = node.attributes.get(options["attr"]) if "attr" in options else node.text(separator=" ")
    if text is not None and "pattern" in options:
        match = _compiled(options["pattern"]).search(text)
        text = match and match.group(1 if match.re.groups else 0)
    return text


def _around(handle: str, answer: Answer) -> str:
    """The element as the page writes it, or "" where there is none."""
    options = web_address.split(handle)[1]
    node = _node(options["css"], _decoded(answer)) if "css" in options else None
    return (node.html or "") if node is not None else ""


def _node(css: str, text: str) -> Any:  # noqa: ANN401 - a node of selectolax, which has no types
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - costs 3 MB, for campaigns that use it

    return LexborHTMLParser(text).css_first(css)


def _decoded(answer: Answer) -> str:
    """The page's text, by the charset of its header or of its first lines; UTF-8 without one."""
    declared = _CHARSET.search(answer.headers.get("content-type", "").encode()) or _CHARSET.search(answer.body[:_HEAD])
    try:
        return answer.body.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return answer.body.decode("utf-8", "replace")


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - a pattern of re2, which has no types
    """A pattern of RE2, whose time grows with the length of the text alone; raises ValueError."""
    import re2  # noqa: PLC0415 - costs 3 MB, as above

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        raise ValueError(pattern) from None


def _joined(handle: str, options: Mapping[str, str]) -> str:
    """The stored handle; raises Wrong for an address, a selector or a pattern that cannot be used."""
    stored = web_address.joined(handle, options)
    chosen = web_address.split(stored)[1]
    if not chosen.keys() & {"css", "pattern"}:
        raise Wrong("mistake-page-option-missing", example='css = "#counter"')
    if chosen.keys() - _NAMES:
        raise Wrong("mistake-page-option-unknown", option=min(chosen.keys() - _NAMES), known=listed(sorted(_NAMES)))
    web_address.check(chosen)
    if "css" in chosen:
        _check_selector(chosen["css"])
    if "pattern" in chosen:
        try:
            _compiled(chosen["pattern"])
        except ValueError:
            raise Wrong("mistake-page-option", option="pattern", example="([0-9 ]+) signatures") from None
    return stored


def _check_selector(css: str) -> None:
    from selectolax.lexbor import SelectolaxError  # noqa: PLC0415 - as above

    try:
        _node(css, "<p>")
    except SelectolaxError:
        raise Wrong("mistake-page-option", option="css", example="#counter") from None


SOURCE = Source(
    name="html",
    measure=MEASURES["other"],
    read=_read,
    handle=lambda text: _joined(text, {}),
    link=lambda handle: web_address.split(handle)[0],
    counts="the number at a place of a public web page",
    examples=(
        ("https://Boycott.example/join#css=%23counter", "https://boycott.example/join#css=%23counter"),
        ("https://b.example/?id=7#pattern=%28%5Cd%2B%29+people", "https://b.example/?id=7#pattern=%28%5Cd%2B%29+people"),
    ),
    mistakes=(
        "", "https://a.example/x", "http://a.example/#css=p", "https://127.0.0.1/#css=p", "https://a/#css=p",
        "https://u:p@a.example/#css=p", "https://a.example/#css=p%5B", "https://a.example/#css=p&x=1",
        "https://a.example/#pattern=%28", "https://a.example/#css=p&every=never", "javascript:alert(1)#css=p",
    ),
    rounding="as the page writes it; `2,4M` is rounded to hundred thousands",
    limits="once an hour, or `every`; two megabytes; no scripts",
    options=(
        PageOption("css", "the element that holds the number, as a CSS selector", "#counter"),
        PageOption("attr", "the attribute of that element, where the number is not its text", "data-count"),
        PageOption("pattern", "an RE2 pattern; its first group is the number", "([0-9,]+) people"),
        web_address.DECIMAL,
        PageOption("every", "how often it is read at most", "2h"),
    ),
    joined=_joined,
    rest_between=lambda handle: web_address.pace(handle, HOUR),
    around=_around,
    trouble="the page is redesigned, or a script writes its number: it then gives none, and organizers are told",
)  # fmt: skip

_NAMES = frozenset(option.name for option in SOURCE.options)
