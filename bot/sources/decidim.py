"""Signatures of an initiative on a Decidim site, as cities and associations run them, without a key."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted, counted_at, inside, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Count, Fault, FaultKind, Fetch, Reading, Source

_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_HANDLE = re.compile(rf"(?:https://)?({_HOST})/initiatives/i-([1-9]\d{{0,8}})(?:[/?#].*)?")


async def _read(handles: Sequence[str], fetch: Fetch, _: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch) for handle in handles}


async def _one(handle: str, fetch: Fetch) -> Reading:
    """Endpoint: POST /api with GraphQL, github.com/decidim/decidim, decidim-initiatives' InitiativeType (grade A).

    `initiativeVotesCount` is deprecated there. The votes on paper are null where a site takes none.
    """
    host, _, number = handle.partition("/initiatives/i-")
    query = f"{{ initiative(id: {number if number.isdecimal() else 0}) {{ onlineVotes offlineVotes }} }}"
    answer = await answered(fetch.post(f"https://{quote(host, safe='')}/api", {"query": query}))
    if isinstance(answer, Fault):
        return answer
    return refused(answer) or _total(answer)


def _total(answer: Answer) -> Reading:
    data: Any = inside(answer.json, "data")
    if not isinstance(data, dict) or "initiative" not in data:
        return Fault(FaultKind.BAD_ANSWER, "no initiative in the answer")
    if data["initiative"] is None:
        return Fault(FaultKind.NOT_FOUND)
    paper = inside(data, "initiative", "offlineVotes")
    first, second = counted_at(data, "initiative", "onlineVotes"), counted(paper if paper is not None else 0)
    if not isinstance(first, Count) or not isinstance(second, Count):
        return first if not isinstance(first, Count) else second
    return counted(first.value + second.value)


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(text)
    return f"{found[1]}/initiatives/i-{found[2]}"


def _link(handle: str) -> str:
    host, _, number = handle.partition("/initiatives/i-")
    return f"https://{quote(host, safe='')}/initiatives/i-{quote(number, safe='')}"


SOURCE = Source(
    name="decidim",
    measure=MEASURES["signatures"],
    read=_read,
    handle=_handle,
    link=_link,
    counts="signatures of an initiative, online and on paper",
    examples=(
        ("https://Decidim.example/initiatives/i-215/signatures", "decidim.example/initiatives/i-215"),
        ("decidim.example/initiatives/i-7", "decidim.example/initiatives/i-7"),
    ),
    mistakes=("", "215", "decidim.example/initiatives/i-0", "localhost/initiatives/i-1", "127.0.0.1/initiatives/i-1"),
    limits="each site's own",
    trouble="a site may keep its API to itself: it then gives no number",
)
