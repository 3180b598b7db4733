"""Statements of support for a European Citizens' Initiative, exact and without a key."""

import re
from collections.abc import Mapping, Sequence

from bot.core.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source, answered, counted, refused

URL = "EU_INITIATIVE_URL"
_HANDLE = re.compile(r"(?:https://eci\.ec\.europa\.eu/)?(\d{3})(?:/public(?:/.*)?)?")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL]) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: /{number}/public/api/report/progression of the Commission's collection system, as its page asks it."""
    address = f"{url.rstrip('/')}/{handle}/public/api/report/progression"
    answer = await answered(fetch.get(address, guarded=False))
    return _reading(answer) if isinstance(answer, Answer) else answer


def _reading(answer: Answer) -> Reading:
    if fault := refused(answer):
        return fault
    if not isinstance(answer.json, dict):
        return Fault(FaultKind.BAD_ANSWER, "no JSON object")
    return counted(answer.json.get("signatureCount"))


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return found[1]


def _link(handle: str) -> str:
    return f"https://eci.ec.europa.eu/{handle}/public/"


SOURCE = Source(
    name="eu_initiative",
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "Where the European Citizens' Initiatives are.", "https://eci.ec.europa.eu"),),
)
