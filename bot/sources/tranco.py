"""A site's place among the most visited ones in the Tranco list, without a key."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import counted_at, inside, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source

URL = "TRANCO_URL"
# The list appears once a day.
REST = 6 * 3600

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: /api/ranks/domain/{domain} of tranco-list.eu/api_documentation, newest first (grade B).

    A site that is not in the list has no ranks.
    """
    data = await opened(fetch.get(f"{url}/api/ranks/domain/{quote(handle, safe='')}", guarded=False), REST)
    if isinstance(data, Fault):
        return data
    if data.get("ranks") == []:
        return Fault(FaultKind.OUT_OF_CHART)
    place = inside(data, "ranks", 0)
    return counted_at(place, "rank") if inside(place, "rank") != 0 else Fault(FaultKind.BAD_ANSWER, "place 0")


def _handle(text: str) -> str:
    handle = re.sub(r"https?://|/.*", "", text.strip().lower()).removeprefix("www.")
    if not _DOMAIN.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://{quote(handle, safe='')}/"


SOURCE = Source(
    name="tranco",
    measure=MEASURES["place"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "where the Tranco list is asked", "https://tranco-list.eu"),),
    counts="a site's place in the list of the million most visited sites",
    examples=(("https://www.Inwi.ma/", "inwi.ma"), ("iam.ma", "iam.ma")),
    mistakes=("", "inwi", "127.0.0.1", "a b.ma", "a..ma"),
    limits="one request a second; each site is read every six hours, as the list appears once a day",
    rest_between=lambda _: REST,
    trouble="a place is a comparison with all other sites: it moves when they do",
)
