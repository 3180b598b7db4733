"""Signatures of a petition to the UK's Parliament, exact and without a key."""

import re
from collections.abc import Mapping, Sequence

from bot.core.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source, answered, counted, refused

URL = "UK_PETITIONS_URL"
_HANDLE = re.compile(r"(?:https://petition\.parliament\.uk/petitions/)?([1-9]\d{0,8})")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL]) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: /petitions/{id}/count.json, as the views of github.com/alphagov/e-petitions have it."""
    address = f"{url.rstrip('/')}/petitions/{handle}/count.json"
    answer = await answered(fetch.get(address, guarded=False))
    return _reading(answer) if isinstance(answer, Answer) else answer


def _reading(answer: Answer) -> Reading:
    if fault := refused(answer):
        return fault
    if not isinstance(answer.json, dict):
        return Fault(FaultKind.BAD_ANSWER, "no JSON object")
    return counted(answer.json.get("signature_count"))


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return found[1]


def _link(handle: str) -> str:
    return f"https://petition.parliament.uk/petitions/{handle}"


SOURCE = Source(
    name="uk_petitions",
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "Where the UK's petitions are.", "https://petition.parliament.uk"),),
)
